import { formatMilli, parseMilli } from '../base/quantity.js';
import { normalise } from '../language/normalise.js';
import type { Intent, Reading, ReadLine } from '../language/reading.js';
import type { PersonEvent } from './vocabulary.js';

/** What is amiss with goods that came, out of a retailer's words. */

function productsOf({ product }: ReadLine): readonly string[] {
  if (product.kind === 'one') return [product.productId];
  return product.kind === 'choice' ? product.productIds : [];
}

/**
 * A complaint that names goods, an order or what is wrong with goods is a dispute about them;
 * any other is heard by a person.
 */
export function complaintEvent(text: string, reading: Reading): PersonEvent {
  const { amiss } = reading;
  const number = amiss?.number ?? null;
  const named = (amiss?.lines ?? []).filter((line) => productsOf(line).length > 0);
  const problem = amiss?.problem ?? null;
  if (problem === null && number === null && named.length === 0) return { type: 'COMPLAINED' };
  const [line, another] = named;
  // Of several at once each is said for itself: which one is first is asked.
  const only = another === undefined ? line : undefined;
  const spoken = only?.quantity ?? 0n;
  const isCount = spoken > 0n;
  return {
    type: 'DISPUTE_SAID',
    said: {
      number,
      lineNo: null,
      productIds: only ? productsOf(only) : [],
      quantity: isCount ? formatMilli(spoken) : null,
      unit: isCount ? (only?.unit ?? null) : null,
      problem,
      said: text,
    },
  };
}

/** Words that want something of their own, figures or not: "1042 ok" is no amount. */
const WANTS_ELSE: ReadonlySet<Intent> = new Set([
  'vendor_accept',
  'vendor_reject',
  'vendor_delay',
  'confirm',
  'decline',
  'cancel',
  'complaint',
  'packed',
  'pay',
  'repeat',
  'status',
]);

/** A figure and little else, where one was asked for; undefined where goods are named. */
export function figureSaid(text: string, reading: Reading): PersonEvent | undefined {
  if (WANTS_ELSE.has(reading.intent)) return undefined;
  const figures = normalise(text).match(/\p{Nd}+(?:\.\p{Nd}{1,3})?/gu) ?? [];
  const named = reading.intent === 'order' && reading.lines.length > 0;
  const [figure, another] = figures;
  if (figure === undefined || another !== undefined || named) return undefined;
  const quantity = parseMilli(figure);
  if (quantity === undefined || quantity <= 0n) return undefined;
  return { type: 'COUNTED', quantity: formatMilli(quantity) };
}

/** A number and nothing else; null for any other words. */
export function bareNumber(text: string): number | null {
  const said = /^\s*(\p{Nd}{1,3})\s*\.?\s*$/u.exec(normalise(text));
  return said ? Number(said[1]) : null;
}
