import { assert } from './assert.js';
import type { Milli } from './quantity.js';

/** Money is a whole number of minor units (paisa, cents, kobo) in its town's one currency. */
export type Minor = bigint;

/** How a town makes whole what does not come out even: which way, and to a multiple of what. */
export interface Rounding {
  readonly mode: 'half_up' | 'half_even' | 'up' | 'down';
  /** 1 for a whole minor unit, 100 for whole rupees. */
  readonly stepMinor: Minor;
}

/** What holds where a town says nothing, and for what vendors are paid. */
export const HALF_UP: Rounding = { mode: 'half_up', stepMinor: 1n };

function goesUp(rounding: Rounding, quotient: bigint, rest: bigint, divisor: bigint): boolean {
  switch (rounding.mode) {
    case 'up':
      return rest > 0n;
    case 'down':
      return false;
    case 'half_up':
      return rest * 2n >= divisor;
    case 'half_even':
      return rest * 2n > divisor || (rest * 2n === divisor && quotient % 2n === 1n);
  }
}

/**
 * A fraction of money, `numerator` / `denominator` minor units, made whole by a town's rule: the
 * only place where money is rounded. Neither may be negative.
 */
export function roundMoney(numerator: bigint, denominator: bigint, rounding: Rounding): Minor {
  assert(numerator >= 0n && denominator > 0n, 'only what is owed is rounded');
  const divisor = denominator * rounding.stepMinor;
  const quotient = numerator / divisor;
  const rest = numerator % divisor;
  const up = rest !== 0n && goesUp(rounding, quotient, rest, divisor);
  return (up ? quotient + 1n : quotient) * rounding.stepMinor;
}

/** Price of one unit times a quantity, made whole. */
export function lineTotal(unitPrice: Minor, quantity: Milli, rounding: Rounding = HALF_UP): Minor {
  return roundMoney(unitPrice * quantity, 1000n, rounding);
}
