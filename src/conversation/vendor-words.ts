import { formatMilli } from '../base/quantity.js';
import { normalise } from '../language/normalise.js';
import type { Reading, ReadLine } from '../language/reading.js';
import type { ChangeWords, PersonEvent } from './vocabulary.js';

/**
 * What a vendor's words mean: null where they are nothing that only vendors say. `about` is the
 * offer that the message replied to was about: it stands where the words name no order.
 */
export function vendorEvent(
  text: string,
  reading: Reading,
  about: string | null,
): PersonEvent | null {
  const number = reading.orderRefs[0] ?? null;
  const order = { offerId: number === null ? about : null, number };
  switch (reading.intent) {
    case 'vendor_accept':
    case 'confirm':
      return accepted(text, reading, order);
    case 'vendor_reject':
    case 'decline':
    case 'cancel':
      return { type: 'OFFER_ANSWER_READ', ...order, answer: 'decline', reason: text };
    case 'vendor_partial':
    case 'vendor_counter':
      return { type: 'OFFER_CHANGE_READ', ...order, words: changeWords(text, reading) };
    case 'vendor_delay':
      return delayed(text, reading, order);
    case 'packed':
      return { type: 'WORK_READ', work: { what: 'packed', ...order, lines: amounts(reading) } };
    case 'worklist':
      return { type: 'WORK_READ', work: { what: 'day' } };
    case 'balance':
      return { type: 'WORK_READ', work: { what: 'owed' } };
    case 'status':
    case 'order':
      return { type: 'OFFERS_ASKED' };
    default:
      return null;
  }
}

/** Which order is meant. */
interface Named {
  readonly offerId: string | null;
  readonly number: string | null;
}

/** "1042 ok but 3 ctn" takes a part, in whatever words: a yes has no figure but the order's. */
function accepted(text: string, reading: Reading, order: Named): PersonEvent {
  const { when } = reading;
  // "ok, tomorrow": what is said of today is no other time, unless an hour is named.
  const dated = when !== null && (when.day !== 0 || when.clock !== null || when.part !== null);
  if (dated) return { type: 'WORK_READ', work: { what: 'later', ...order, when, said: text } };
  return namesOtherFigures(text, reading)
    ? { type: 'OFFER_CHANGE_READ', ...order, words: null }
    : { type: 'OFFER_ANSWER_READ', ...order, answer: 'accept', reason: '' };
}

/** "1042 tomorrow morning"; only "today" asks what there is to do. */
function delayed(text: string, reading: Reading, order: Named): PersonEvent {
  const { when } = reading;
  const named = order.number !== null || order.offerId !== null;
  const onlyToday = when?.day === 0 && when.part === null && when.clock === null;
  if (onlyToday && !named) return { type: 'WORK_READ', work: { what: 'day' } };
  return { type: 'WORK_READ', work: { what: 'later', ...order, when, said: text } };
}

function namesOtherFigures(text: string, reading: Reading): boolean {
  const figures = normalise(text).match(/\p{Nd}+/gu) ?? [];
  return figures.some((figure) => !reading.orderRefs.includes(figure));
}

/** An odd figure may be a price ("oil 1850"): what it is is decided against the offer. */
function isClear(line: ReadLine): boolean {
  const { product, doubts, quantity } = line;
  if (product.kind !== 'one') return false;
  const figure = quantity !== null && quantity > 0n;
  return doubts.every((doubt) => doubt === 'odd_quantity' && figure);
}

/** How much there is of each line; null where anything was not clear. */
function amounts({ lines }: Reading): ChangeWords['lines'] | null {
  if (!lines.every(isClear)) return null;
  return lines.map((line) => ({
    productId: line.product.kind === 'one' ? line.product.productId : '',
    quantity: line.quantity === null ? null : formatMilli(line.quantity),
    unit: line.unit,
  }));
}

/** Null where anything was not clear: no part of an answer is acted on alone. */
function changeWords(text: string, reading: Reading): ChangeWords | null {
  const { payment, intent } = reading;
  const words = amounts(reading);
  if (words === null) return null;
  if (intent === 'vendor_partial') {
    return words.length > 0 ? { lines: words, price: null, said: text } : null;
  }
  const [named, another] = words;
  const amount = payment?.amount ?? null;
  if (amount === null || another) return null;
  const productId = named?.productId ?? null;
  const unit = named === undefined ? null : saidUnit(text, named.unit);
  return { lines: [], price: { amount, productId, unit }, said: text };
}

/** The unit of a price, where the words name one: the reader fills in that of the order. */
function saidUnit(text: string, unit: string | null): string | null {
  return unit !== null && normalise(text).includes(unit) ? unit : null;
}
