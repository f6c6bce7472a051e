import { assert } from '../base/assert.js';
import type { Minor, Rounding } from '../base/money.js';
import { lineTotal } from '../base/money.js';
import { formatMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import type { Quote, QuotedLine } from '../domain/pricing/pricing.js';
import type { PromotionWon } from '../domain/pricing/promotions.js';
import type { LostRule } from '../domain/pricing/unit-price.js';
import { baseQuantityOf } from './quote-lines.js';
import type { SellingTerms } from './quote-lines.js';

/** A quoted line as an order freezes it. */
export interface FrozenLine {
  readonly quantity: Milli;
  readonly freeQuantity: Milli;
  readonly baseQuantity: Milli;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
  readonly taxed: boolean;
  readonly priceRule: string;
  readonly pricing: Readonly<Record<string, unknown>>;
}

/** What is free becomes part of the line's quantity, and its price part of the discount. */
export function frozenLine({ catalogue, prices }: SellingTerms, line: QuotedLine): FrozenLine {
  const baseQuantity = baseQuantityOf(catalogue, line);
  assert(baseQuantity !== undefined, 'a quoted line can be counted');
  const quantity = line.quantity + line.freeQuantity;
  const { freeQuantity, unitPriceMinor, totalMinor, taxed } = line;
  return {
    quantity,
    freeQuantity,
    baseQuantity,
    unitPriceMinor,
    discountMinor: lineTotal(unitPriceMinor, quantity, prices.rounding) - totalMinor,
    totalMinor,
    taxed,
    priceRule: line.won.rule,
    pricing: explainLine(line),
  };
}

function explainPromotion(one: PromotionWon): Record<string, string> {
  const { id, name, offMinor, freeQuantity } = one;
  return { id, name, offMinor: offMinor.toString(), freeQuantity: formatMilli(freeQuantity) };
}

function explainLost({ rule, why, unitPriceMinor, id }: LostRule): Record<string, string> {
  return {
    rule,
    why,
    ...(unitPriceMinor !== null && { unitPriceMinor: unitPriceMinor.toString() }),
    ...(id !== '' && { id: rule === 'volume_tier' ? formatMilli(BigInt(id)) : id }),
  };
}

/** Which rules made the line's price and which did not: kept with the order. */
function explainLine(line: QuotedLine): Readonly<Record<string, unknown>> {
  const { won, tier } = line;
  return {
    won: { rule: won.rule, unitPriceMinor: won.unitPriceMinor.toString() },
    tier: tier && {
      minQuantity: formatMilli(tier.minQuantity),
      unitPriceMinor: tier.unitPriceMinor.toString(),
    },
    promotions: line.promotions.map(explainPromotion),
    orderDiscountMinor: line.orderDiscountMinor.toString(),
    lost: line.lost.map(explainLost),
  };
}

/** The same for what is of the whole order. */
export function explainOrder(quote: Quote, rounding: Rounding): Readonly<Record<string, unknown>> {
  return {
    promotions: quote.promotions.map(explainPromotion),
    lost: quote.lost.map(explainLost),
    taxBasisPoints: Number(quote.taxBasisPoints),
    rounding: { mode: rounding.mode, stepMinor: Number(rounding.stepMinor) },
  };
}
