import type { Awaited } from '../../flows/flow.js';
import { readTap } from '../../flows/taps.js';
import type { InboundContent } from '../base/inbound.js';
import { formatMilli, parseMilli } from '../base/quantity.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { normalise } from '../language/normalise.js';
import type { Asks } from '../language/asks.js';
import type { SpokenRating } from '../language/ratings.js';
import type { SpokenOpening } from '../language/opening.js';
import type { Reading, ReadLine } from '../language/reading.js';
import { wholeAsk, withAsks } from './asked-words.js';
import { readCart } from './carts.js';
import { commonEvent } from './anybody-words.js';
import { readForm } from './form-answers.js';
import { reactionEvent } from './reactions.js';
import { bareNumber, complaintEvent, figureSaid } from './complaint-words.js';
import { ratingEvent } from './rating-words.js';
import { optionOf, readLines } from './read-lines.js';
import type { OfferedTap } from './sessions.js';
import { tapByNumber, tapByProduct, tapByTitle, tapForMore } from './taps.js';
import { vendorEvent } from './vendor-words.js';
import { driverEvent } from './driver-words.js';
import type { Edit, FlowId, Option, PersonEvent, Question, ShelfDraft } from './vocabulary.js';

/** Everything that decides what a message means. No clock: how late it is was decided before. */
export interface Hearing {
  readonly flow: FlowId;
  readonly content: InboundContent;
  /** Typed so long ago that it must not be acted on as if fresh; when, ISO 8601. */
  readonly lateSince: string | null;
  readonly awaiting: readonly OfferedTap[];
  /** What the flow waits for. */
  readonly awaited: Awaited;
  /** What the words say; null where there are none. */
  readonly reading: Reading | null;
  /** What was asked beside goods, cut out of the words before they were read; null: nobody. */
  readonly asked: Asks | null;
  /** Where one product is asked about and the words are an amount of it: that line of an order. */
  readonly amount: ReadLine | null;
  readonly catalogue: Catalogue;
  /** What could be tapped in the message that was reacted to. */
  readonly reacted: readonly string[];
  /** The offer that the message replied to was about, where it was about one. */
  readonly about: string | null;
  /** What follows the last number or code of a driver's words, read for itself. */
  readonly rest: Reading | null;
  /** What a vendor says of their own goods; null where the words are something else. */
  readonly shelf: Omit<ShelfDraft, 'answer' | 'late'> | null;
  /** What a vendor says of being open; null where the words are something else. */
  readonly opening: SpokenOpening | null;
  /** How an order was, where that was asked and the words say it. */
  readonly rated: SpokenRating | null;
  /** A driver's or vendor's open orders by number. */
  readonly orders: readonly string[];
  /** Whether something lies in the open basket. */
  readonly basketFilled: boolean;
  /** For naming the questions of this message apart from those of others. */
  readonly messageId: string;
}

/**
 * Turns what arrived into what the person did, in this order: a tap; the number or title of
 * something offered; words. Null is silence: things that no person said to us.
 */
export function interpret(hearing: Hearing): PersonEvent | null {
  const { content } = hearing;
  switch (content.kind) {
    case 'text':
      return late(hearing, hearText(hearing, content.text, hearing.reading));
    case 'choice': {
      const event = readTap(content.id) ?? { type: 'NOT_UNDERSTOOD', said: content.title };
      return late(hearing, event);
    }
    case 'cart':
      return late(hearing, hearCart(hearing, content));
    case 'media':
      return late(hearing, hearMedia(hearing, content));
    case 'location':
      return hearPlace(hearing, content);
    case 'form': {
      const filled = hearing.flow === 'newcomer' ? readForm(content, hearing.awaiting) : null;
      return filled ?? { type: 'MEDIA_RECEIVED', media: content.kind };
    }
    case 'contacts':
      return { type: 'MEDIA_RECEIVED', media: content.kind };
    case 'reaction': {
      const event = reactionEvent(content.emoji, hearing.reacted);
      return event && late(hearing, event);
    }
    case 'system':
      return null;
    case 'unsupported':
      return hearUnsupported(content.type);
  }
}

/** What an old message may still do: ask, show and answer, but not change anything by itself. */
function late(hearing: Hearing, event: PersonEvent): PersonEvent {
  if (hearing.lateSince === null) return event;
  switch (event.type) {
    case 'ORDER_READ': {
      const { edits, questions, wish } = event;
      const typedAt = hearing.lateSince;
      return { type: 'LATE_ORDER_READ', edits, questions, typedAt, ...(wish && { wish }) };
    }
    case 'CONFIRMED':
    case 'ANSWERED':
    case 'DROP_ASKED':
      return { type: 'BASKET_ASKED' };
    case 'CANCEL_ASKED':
      return event.number === null && hearing.basketFilled
        ? { type: 'BASKET_ASKED' }
        : { type: 'STATUS_ASKED', number: event.number };
    case 'CHANGE_ANSWERED':
    case 'WISH_READ':
      return { type: 'STATUS_ASKED', number: null };
    case 'OFFER_ANSWER_READ':
    case 'OFFER_CHANGE_READ':
      return { type: 'OFFERS_ASKED' };
    case 'WORK_READ':
      return lateWork(event);
    default:
      return event;
  }
}

/** An old word of packing or delay shows what is to be done, and changes nothing. */
function lateWork(event: Extract<PersonEvent, { type: 'WORK_READ' }>): PersonEvent {
  const { work } = event;
  if (work.what === 'owed' || work.what === 'shelf_answer') return event;
  if (work.what === 'shelf') {
    return { type: 'WORK_READ', work: { what: 'shelf', draft: { ...work.draft, late: true } } };
  }
  return { type: 'WORK_READ', work: { what: 'day' } };
}

/** What is written in a group is not said to us; what was edited or taken back was acted on. */
function hearUnsupported(type: string): PersonEvent | null {
  switch (type) {
    case 'group':
      return null;
    // Somebody opened the chat for the first time, and has said nothing yet.
    case 'request_welcome':
      return { type: 'GREETED' };
    case 'edit':
      return { type: 'MESSAGE_CHANGED', how: 'edited' };
    case 'revoke':
      return { type: 'MESSAGE_CHANGED', how: 'revoked' };
    default:
      return { type: 'MEDIA_RECEIVED', media: 'unsupported' };
  }
}

/** A cart, and what was typed with it: more goods, or a wish for the delivery. */
function hearCart(hearing: Hearing, cart: Extract<InboundContent, { kind: 'cart' }>): PersonEvent {
  const { edits, questions } = readCart(cart, hearing.catalogue, hearing.messageId);
  const event: PersonEvent = { type: 'ORDER_READ', fresh: true, edits, questions };
  const { reading } = hearing;
  if (reading === null || hearing.flow !== 'retailer.whatsapp') return event;
  const typed = retailerAsked(hearing, cart.note, reading);
  if (typed.type === 'WISH_READ') return { ...event, wish: typed.wish };
  if (typed.type !== 'ORDER_READ') return event;
  const { wish } = typed;
  const asked = [...questions, ...typed.questions];
  const all = { edits: [...edits, ...typed.edits], questions: asked, ...(wish && { wish }) };
  return { ...event, ...all };
}

/** Where goods go, where a newcomer's shop or a driver is; to vendors a place says nothing. */
function hearPlace(
  { flow }: Hearing,
  { kind, ...place }: Extract<InboundContent, { kind: 'location' }>,
): PersonEvent {
  const { latitude, longitude, label } = place;
  if (flow === 'vendor') return { type: 'MEDIA_RECEIVED', media: kind };
  return { type: 'PLACE_SHARED', latitude, longitude, label };
}

/** What is typed under a picture counts where it orders; the picture itself cannot be read. */
function hearMedia(
  hearing: Hearing,
  { media, mediaId, caption }: Extract<InboundContent, { kind: 'media' }>,
): PersonEvent {
  if (hearing.flow === 'driver' && media === 'image') {
    return { type: 'DRIVER_SAID', words: { kind: 'picture', mediaId } };
  }
  const typed = caption === '' ? null : hearText(hearing, caption, hearing.reading);
  return typed?.type === 'ORDER_READ' ? typed : { type: 'MEDIA_RECEIVED', media };
}

function hearText(hearing: Hearing, text: string, reading: Reading | null): PersonEvent {
  const { awaiting, flow } = hearing;
  const tapped = tapByTitle(awaiting, text) ?? tapForMore(awaiting, text);
  if (tapped) return tapped;
  // "Stop standing order 1" names no place in a list that is on show.
  const whole = hearing.asked && wholeAsk(hearing.asked);
  if (whole) return whole;
  if (reading === null) return { type: 'NOT_UNDERSTOOD', said: text };
  if (hearing.awaited.kind === 'count') {
    // A row that has a number is meant by it; where none has, a figure is an amount.
    const counted = tapByNumber(awaiting, bareNumber(text)) ?? figureSaid(text, reading);
    if (counted) return counted;
  }
  const answered =
    hearing.awaited.kind === 'quantity'
      ? answerByQuantity(hearing, text)
      : (answerByName(hearing, reading) ?? tapByNumber(awaiting, reading.choice));
  const event = answered ?? answerByAmount(hearing, text) ?? ratingEvent(hearing, reading);
  if (event) return event;
  switch (flow) {
    case 'retailer.whatsapp':
      return retailerAsked(hearing, text, reading);
    case 'vendor':
      return vendorAsked(hearing, text, reading);
    case 'driver':
      return (
        driverEvent(text, { reading, rest: hearing.rest, orders: hearing.orders }) ??
        commonEvent(reading, text)
      );
    case 'newcomer':
      return newcomerEvent(hearing, text, reading);
  }
}

/** A bare number where a quantity was asked for: the quantity of the product in question. */
function answerByQuantity(hearing: Hearing, text: string): PersonEvent | undefined {
  const [question] = hearing.awaited.questions;
  const quantity = parseMilli(normalise(text).trim());
  if (!question || quantity === undefined || quantity <= 0n) return undefined;
  return amountOf(question, formatMilli(quantity), question.unit, text);
}

/** "20 kg" where one product is asked about: so much of it. */
function answerByAmount(hearing: Hearing, text: string): PersonEvent | undefined {
  const [question] = hearing.awaited.questions;
  const { amount } = hearing;
  if (!question || amount?.quantity == null) return undefined;
  return amountOf(question, formatMilli(amount.quantity), amount.unit, text);
}

/** The confidence of what was named by its code, or chosen from a list. */
const SURE = 1000;

function amountOf(
  question: Question,
  quantity: string,
  unit: string | null,
  text: string,
): PersonEvent | undefined {
  const [option] = question.options;
  if (!option) return undefined;
  const { id, op, said, phrase, confidence = 0 } = question;
  const chosen = question.chosen === true;
  const edit: Edit = {
    op: op === 'remove' ? 'set' : op,
    productId: option.productId,
    quantity,
    unit,
    said: `${said} ${text}`,
    reasons: ['quantity asked for'],
    confidence: chosen ? SURE : confidence,
    ...(chosen && phrase !== undefined ? { phrase } : {}),
  };
  return { type: 'ORDER_READ', fresh: false, edits: [edit], questions: [], answers: id };
}

/** The name of one of the products offered, and nothing else. */
function answerByName(hearing: Hearing, reading: Reading): PersonEvent | undefined {
  const [line, ...others] = reading.lines;
  if (!line || others.length > 0 || line.quantity !== null) return undefined;
  const { product } = line;
  return product.kind === 'one' ? tapByProduct(hearing.awaiting, product.productId) : undefined;
}

function orderRead(hearing: Hearing, reading: Reading): { edits: Edit[]; questions: Question[] } {
  return readLines(reading.lines, hearing.catalogue, hearing.messageId);
}

/** What stands beside goods, and the goods. */
function retailerAsked(hearing: Hearing, text: string, reading: Reading): PersonEvent {
  const { asked } = hearing;
  const event = retailerEvent(hearing, text, reading);
  return asked ? withAsks(event, reading, asked) : event;
}

/** What a vendor says of their own goods, with what the same words say of an offer. */
function vendorAsked(hearing: Hearing, text: string, reading: Reading): PersonEvent {
  const { shelf, opening } = hearing;
  // "Closed tomorrow" beside an offer is no promise to bring it then.
  if (opening) return { type: 'WORK_READ', work: { what: 'opening', said: text, opening } };
  const event = vendorEvent(text, reading, hearing.about);
  if (shelf === null) return event ?? commonEvent(reading, text);
  const answer = event?.type === 'OFFER_CHANGE_READ' ? event.words : null;
  return { type: 'WORK_READ', work: { what: 'shelf', draft: { ...shelf, answer, late: false } } };
}

/** Every intent of a retailer's words. */
function retailerEvent(hearing: Hearing, text: string, reading: Reading): PersonEvent {
  switch (reading.intent) {
    case 'order':
    case 'add':
    case 'remove':
    case 'change_qty':
    case 'unknown':
    case 'vendor_partial':
    case 'vendor_counter': {
      const { edits, questions } = orderRead(hearing, reading);
      if (edits.length === 0 && questions.length === 0)
        return { type: 'NOT_UNDERSTOOD', said: text };
      return { type: 'ORDER_READ', fresh: reading.intent === 'order', edits, questions };
    }
    case 'repeat':
      return { type: 'REPEAT_ASKED', ...orderRead(hearing, reading) };
    case 'confirm':
    case 'vendor_accept':
      return { type: 'CONFIRMED', basketId: null, version: null };
    case 'decline':
    case 'vendor_reject':
      return { type: 'DECLINED' };
    case 'cancel':
      return { type: 'CANCEL_ASKED', number: reading.orderRefs[0] ?? null };
    case 'status':
    case 'delivered':
    case 'delivery_failed':
    case 'picked_up':
    case 'set_out':
    case 'packed':
    case 'vendor_delay':
      return { type: 'STATUS_ASKED', number: reading.orderRefs[0] ?? null };
    case 'price_query':
      return { type: 'PRICE_ASKED', options: optionsNamed(hearing, reading) };
    case 'stock_query':
      return { type: 'STOCK_ASKED', options: optionsNamed(hearing, reading) };
    case 'balance':
      return { type: 'BALANCE_ASKED' };
    case 'basket':
      return { type: 'BASKET_ASKED' };
    case 'complaint':
      return complaintEvent(text, reading);
    default:
      return commonEvent(reading, text);
  }
}

/** Whether words want something of a product and name none: "5 ctn", "how much?". */
export function isAboutProduct({ intent, lines }: Reading): boolean {
  return ABOUT_GOODS.has(intent) && lines.every(({ product }) => product.kind === 'unknown');
}

const ABOUT_GOODS: ReadonlySet<Reading['intent']> = new Set([
  'order',
  'add',
  'remove',
  'change_qty',
  'price_query',
  'stock_query',
  'unknown',
  'other',
]);

/** A newcomer's words are answers to questions, unless they clearly are something else. */
function newcomerEvent(hearing: Hearing, text: string, reading: Reading): PersonEvent {
  switch (reading.intent) {
    case 'confirm':
      return { type: 'CONFIRMED', basketId: null, version: null };
    case 'decline':
      return { type: 'DECLINED' };
    case 'cancel':
      return { type: 'CANCEL_ASKED', number: null };
    case 'order': {
      const { edits, questions } = orderRead(hearing, reading);
      const ordered = edits.some((edit) => edit.quantity !== null);
      return ordered
        ? { type: 'ORDER_READ', fresh: true, edits, questions }
        : { type: 'WORDS', text };
    }
    case 'help':
    case 'greet':
    case 'lang':
    case 'person':
      return commonEvent(reading, text);
    default:
      return { type: 'WORDS', text };
  }
}

/** The products a question was about, with prices. */
function optionsNamed(hearing: Hearing, reading: Reading): Option[] {
  return reading.lines.flatMap((line) => {
    const { product } = line;
    const ids =
      product.kind === 'one'
        ? [product.productId]
        : product.kind === 'choice'
          ? product.productIds
          : product.nearest;
    return ids.flatMap((id) => optionOf(hearing.catalogue, id, line.unit) ?? []);
  });
}
