import { lineTotal } from '../../base/money.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Milli } from '../../base/quantity.js';

/** Where a price comes from. A closed list, strongest last to be added first in precedence. */
export type PriceRuleName = 'town_price';

/** A price somebody could claim for one unit of a product. */
export interface PriceRule {
  readonly rule: PriceRuleName;
  readonly unitPriceMinor: Minor;
}

/** The rules that apply to a product in a unit, in order of precedence: the first one wins. */
export type PriceRules = (productId: string, unit: string) => readonly PriceRule[];

export interface AskedLine {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
}

/** One priced line and why it has this price. */
export interface QuotedLine extends AskedLine {
  readonly unitPriceMinor: Minor;
  readonly totalMinor: Minor;
  readonly won: PriceRule;
  readonly lost: readonly PriceRule[];
}

export interface Quote {
  readonly lines: readonly QuotedLine[];
  readonly totalMinor: Minor;
}

/**
 * Prices the lines. Rounding happens once per line (see `lineTotal`), so that the total is the
 * sum of what is shown. A line without any rule, or one that comes to nothing (a gram of
 * something cheap), is not sold: the refusal names it by product and unit.
 */
export function quote(lines: readonly AskedLine[], rules: PriceRules): Outcome<Quote, 'not_sold'> {
  const quoted: QuotedLine[] = [];
  let totalMinor = 0n;
  for (const line of lines) {
    const [won, ...lost] = rules(line.productId, line.unit);
    const total = won === undefined ? 0n : lineTotal(won.unitPriceMinor, line.quantity);
    if (won === undefined || total <= 0n) {
      return refused('not_sold', { product: line.productId, unit: line.unit });
    }
    const { productId, unit, quantity } = line;
    const unitPriceMinor = won.unitPriceMinor;
    quoted.push({ productId, unit, quantity, unitPriceMinor, totalMinor: total, won, lost });
    totalMinor += total;
  }
  return done({ lines: quoted, totalMinor });
}
