import type { Milli } from './quantity.js';

/** Money is a whole number of minor units (paisa, cents, kobo) in its town's one currency. */
export type Minor = bigint;

/**
 * Price of one unit times a quantity, rounded half up to a whole minor unit: the one rounding rule
 * of the project, applied once per line and nowhere else.
 */
export function lineTotal(unitPrice: Minor, quantity: Milli): Minor {
  const thousandths = unitPrice * quantity;
  const half = thousandths < 0n ? -500n : 500n;
  return (thousandths + half) / 1000n;
}
