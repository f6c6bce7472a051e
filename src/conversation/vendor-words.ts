import { formatMilli } from '../base/quantity.js';
import { normalise } from '../language/normalise.js';
import type { Reading, ReadLine } from '../language/reading.js';
import type { ChangeWords, PersonEvent } from './vocabulary.js';

/** What a vendor's words mean: null where they are nothing that only vendors say. */
export function vendorEvent(text: string, reading: Reading): PersonEvent | null {
  const number = reading.orderRefs[0] ?? null;
  const answer = { type: 'OFFER_ANSWER_READ', offerId: null, number } as const;
  switch (reading.intent) {
    case 'vendor_accept':
    case 'confirm':
      // "1042 ok but 3 ctn" takes a part, in whatever words: a yes has no figure but the order's.
      return namesOtherFigures(text, reading)
        ? { type: 'OFFER_CHANGE_READ', number, words: null, later: false }
        : { ...answer, answer: 'accept', reason: '' };
    case 'vendor_reject':
    case 'decline':
    case 'cancel':
      return { ...answer, answer: 'decline', reason: text };
    case 'vendor_partial':
    case 'vendor_counter':
      return { type: 'OFFER_CHANGE_READ', number, words: changeWords(text, reading), later: false };
    case 'vendor_delay':
      return { type: 'OFFER_CHANGE_READ', number, words: null, later: true };
    case 'status':
    case 'order':
      return { type: 'OFFERS_ASKED' };
    case 'balance':
      return { type: 'BALANCE_ASKED' };
    default:
      return null;
  }
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

/** Null where anything was not clear: no part of an answer is acted on alone. */
function changeWords(text: string, reading: Reading): ChangeWords | null {
  const { lines, payment, intent } = reading;
  if (!lines.every(isClear)) return null;
  const words = lines.map((line) => ({
    productId: line.product.kind === 'one' ? line.product.productId : '',
    quantity: line.quantity === null ? null : formatMilli(line.quantity),
    unit: line.unit,
  }));
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
