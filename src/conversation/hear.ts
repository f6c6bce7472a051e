import { awaitedBy } from '../../flows/flow.js';
import type { Awaited, FlowSnapshot } from '../../flows/flow.js';
import type { InboundContent } from '../base/inbound.js';
import type { WaitingMessage } from '../inbox/queue.js';
import { jobLines } from '../usecases/read-jobs.js';
import { openOffersOf } from '../domain/orders/offers.js';
import { readOrder } from '../domain/orders/orders.js';
import { listPickOrders } from '../domain/picking/picking.js';
import { tapsOfMessage } from '../outbox/messages.js';
import { readTap } from '../../flows/taps.js';
import type { ContextLine, Reading, ReadingContext, ReadLine } from '../language/reading.js';
import { readAsks } from '../language/asks.js';
import type { Asks } from '../language/asks.js';
import { normalise } from '../language/normalise.js';
import { readOpening } from '../language/opening.js';
import { readRating } from '../language/ratings.js';
import { understand } from '../language/understand.js';
import { restOf } from './driver-words.js';
import { hearShelf } from './hear-shelf.js';
import { isReplyLanguage } from './replies/languages.js';
import { interpret, isAboutProduct } from './interpret.js';
import { priceOptions } from './price-options.js';
import { optionOf } from './read-lines.js';
import { basketOf, habitsOf } from './turn.js';
import type { Turn } from './turn.js';
import type { PersonEvent } from './vocabulary.js';

const ROLES = {
  'retailer.whatsapp': 'retailer',
  vendor: 'vendor',
  driver: 'driver',
  newcomer: 'newcomer',
} as const;

/**
 * Makes an event of a person's message: gathers what understanding needs (the open basket, a
 * vendor's open offers), says how late the message is, and interprets it. Null is silence.
 */
export async function hear(turn: Turn, message: WaitingMessage): Promise<PersonEvent | null> {
  const { session, knowledge } = turn;
  const awaited = awaitedBy(session.flowId, session.snapshot as FlowSnapshot);
  const { content, productId } = await withProduct(turn, message.content as InboundContent);
  const text = wordsOf(content);
  const asked = askedIn(turn, text);
  const about = await repliedTo(turn, message);
  const orders = text === null ? {} : await openLines(turn, text, about);
  const reading =
    text === null ? null : await read(turn, asked?.rest ?? text, awaited.kind, orders);
  if (reading !== null && text !== null) followLanguage(turn, text, reading);
  const event = interpret({
    flow: session.flowId,
    content,
    lateSince: lateSince(turn, message),
    awaiting: session.awaiting,
    awaited,
    reading,
    asked,
    amount:
      reading === null || text === null ? null : await readAmount(turn, text, reading, awaited),
    rest: text === null ? null : readRest(turn, text, orders),
    orders: Object.keys(orders),
    rated:
      text === null || awaited.rating === null ? null : readRating(text, knowledge.index.languages),
    opening:
      text === null || session.flowId !== 'vendor' ? null : readOpening(text, knowledge.index),
    shelf:
      text === null || about !== null
        ? null
        : await hearShelf(turn, message.id, text, Object.keys(orders)),
    basketFilled: (turn.basket?.lines.length ?? 0) > 0,
    catalogue: knowledge.catalogue,
    messageId: message.id,
    about: about?.offerId ?? null,
    reacted: await tapsReactedTo(turn, content),
  });
  return priceOptions(turn, inListedUnit(turn, event, productId));
}

/** What was said, and the product whose message it replies to. */
interface Said {
  readonly content: InboundContent;
  readonly productId: string | null;
}

/** Words that reply to a product of the catalogue and name no goods themselves get its name. */
async function withProduct(turn: Turn, content: InboundContent): Promise<Said> {
  const asSaid = { content, productId: null };
  const { session, knowledge } = turn;
  if (content.kind !== 'text' || content.sku === undefined) return asSaid;
  const { sku, text } = content;
  if (session.flowId !== 'retailer.whatsapp' || askedIn(turn, text)?.whole) return asSaid;
  const product = [...knowledge.catalogue.products.values()].find((one) => one.sku === sku);
  if (!product || !isAboutProduct(await read(turn, text, null, {}))) return asSaid;
  const { name, productId } = product;
  return { content: { kind: 'text', text: `${text} ${name}` }, productId };
}

/** Its price is asked for in the unit that the catalogue lists, which is what was seen there. */
function inListedUnit(
  { knowledge }: Turn,
  event: PersonEvent | null,
  productId: string | null,
): PersonEvent | null {
  if (productId === null) return event;
  if (event?.type !== 'PRICE_ASKED' && event?.type !== 'STOCK_ASKED') return event;
  const option = optionOf(knowledge.catalogue, productId, null);
  return { ...event, options: option ? [option] : [] };
}

/** What could be tapped in the message a reaction stands on; nothing where it was taken back. */
async function tapsReactedTo(
  { tx, session }: Turn,
  content: InboundContent,
): Promise<readonly string[]> {
  if (content.kind !== 'reaction' || content.emoji === '') return [];
  return tapsOfMessage(tx, session.conversationId, content.messageId);
}

/** What was typed, be it under a picture or with a cart. */
function wordsOf(content: InboundContent): string | null {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'cart') return content.note === '' ? null : content.note;
  return content.kind === 'media' && content.caption !== '' ? content.caption : null;
}

/** Only retailers ask for things beside goods in words that have to be cut out. */
function askedIn({ session, knowledge }: Turn, text: string | null): Asks | null {
  if (text === null || session.flowId !== 'retailer.whatsapp') return null;
  return readAsks(text, knowledge.index.languages);
}

async function read(
  turn: Turn,
  text: string,
  awaited: Awaited['kind'],
  orders: ReadingContext['orders'],
): Promise<Reading> {
  const { session, knowledge } = turn;
  const basket = await basketOf(turn);
  const habits = await habitsOf(turn);
  const context: ReadingContext = {
    role: ROLES[session.flowId],
    awaiting: awaited === 'words' ? null : awaited === 'count' ? 'answer' : awaited,
    basket: basket?.lines ?? [],
    orders,
    learned: habits.learned,
    history: habits.bought,
  };
  return understand(text, context, knowledge.index);
}

/** A driver's "but only 3 ctn oil" is what a vendor says of an order: it is read as that. */
function readRest(turn: Turn, text: string, orders: ReadingContext['orders']): Reading | null {
  if (turn.session.flowId !== 'driver') return null;
  const rest = restOf(text, Object.keys(orders));
  if (rest === null) return null;
  const context = { role: 'vendor', awaiting: null, basket: [], orders, history: [] } as const;
  return understand(rest, { ...context, learned: new Map() }, turn.knowledge.index);
}

/**
 * Where a single product is asked about, "20 kg" is an amount of it. What the amount comes to in
 * the units the product is sold in is found by reading the words again with its name.
 */
async function readAmount(
  turn: Turn,
  text: string,
  reading: Reading,
  awaited: Awaited,
): Promise<ReadLine | null> {
  const [question, another] = awaited.questions;
  const [option, other] = question?.options ?? [];
  if (!option || another || other || reading.lines.length > 0 || !/\p{Nd}/u.test(text)) return null;
  const [line, ...more] = (await read(turn, `${text} ${option.name}`, null, {})).lines;
  if (!line || more.length > 0 || line.doubts.length > 0 || line.product.kind !== 'one')
    return null;
  return line.product.productId === option.productId ? line : null;
}

/**
 * Whoever has not chosen a language is answered in the one they begin in, if the town offers it.
 * One word is no evidence: "ok" and "status" are said in every language, "1001 ok" too.
 */
function followLanguage(turn: Turn, text: string, reading: Reading): void {
  const { session, knowledge } = turn;
  const { language } = reading;
  if (session.language !== null) return;
  const words = text.split(/\s+/u).filter((word) => /\p{L}/u.test(word));
  if (words.length < 2) return;
  if (isReplyLanguage(language) && knowledge.town.languages.includes(language)) {
    session.language = language;
  }
}

/**
 * A vendor's or driver's open orders by number: what "1042 ok but only 3 ctn oil" and "packed" can
 * mean.
 */
async function openLines(
  turn: Turn,
  text: string,
  about: RepliedOffer | null,
): Promise<Record<string, readonly ContextLine[]>> {
  const { session, party, tx, cause } = turn;
  if (party !== null && session.flowId === 'driver') return jobLines(tx, party.id);
  if (session.flowId !== 'vendor' || party === null) return {};
  const [offers, toPack] = await Promise.all([
    openOffersOf(tx, cause, party.id),
    listPickOrders(tx, party.id),
  ]);
  const orders = Object.fromEntries(
    [...toPack, ...offers].map((order) => [order.number.toString(), order.lines]),
  );
  const figures = normalise(text).match(/\p{Nd}+/gu) ?? [];
  // A number that is written counts more than the message that is replied to.
  if (about === null || figures.some((figure) => figure in orders)) return orders;
  return { [about.number]: about.lines };
}

/** An offer that was replied to, with its order. */
interface RepliedOffer {
  readonly offerId: string;
  readonly number: string;
  readonly lines: readonly ContextLine[];
}

/** The one offer that the message replied to was about; null where it was about none or several. */
async function repliedTo(turn: Turn, message: WaitingMessage): Promise<RepliedOffer | null> {
  const { session, tx } = turn;
  if (session.flowId !== 'vendor' || message.contextMessageId === null) return null;
  const ids = await tapsOfMessage(tx, session.conversationId, message.contextMessageId);
  const offers = ids.flatMap((id) => {
    const event = readTap(id);
    return event?.type === 'OFFER_ANSWER_READ' ? (event.offerId ?? []) : [];
  });
  const [offerId, ...others] = new Set(offers);
  if (offerId === undefined || others.length > 0) return null;
  const order = await readOrder(tx, { offerId });
  return order ? { offerId, number: order.number.toString(), lines: order.lines } : null;
}

/** When it was typed, if that is longer before its arrival, or before now, than the town allows. */
function lateSince(turn: Turn, message: WaitingMessage): string | null {
  if (message.typedAt === null) return null;
  const ageMs = turn.parts.universe.nowMs() - message.typedAt.getTime();
  return ageMs > turn.knowledge.town.settings.late_message_ms
    ? message.typedAt.toISOString()
    : null;
}
