import { lineTotal, roundMoney } from '../../base/money.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Milli } from '../../base/quantity.js';
import { latestInForce } from './price-book.js';
import type { PriceBook } from './price-book.js';
import { promoteLine, promoteOrder } from './promotions.js';
import type { PromotionWon, PromotionsWon } from './promotions.js';
import { priceUnit } from './unit-price.js';
import type { Asker, LostRule, PriceAsked, UnitPrice } from './unit-price.js';

/**
 * What a basket costs and why. In: lines with the town's standing prices, the price book, and who
 * asks, where and when. Out: a quote that explains itself. Pure; whole numbers only.
 *
 * In this order: the price of a unit, volume tiers, promotions of a line, promotions of the order,
 * delivery, tax. The town's one rounding rule (`PriceBook.rounding`) makes whole whatever does not
 * come out even: a tier's price, a line, what a promotion takes off, the tax. The total is then the
 * sum of what is shown.
 */

/** A line to be priced. */
export interface AskedLine extends PriceAsked {
  readonly taxed: boolean;
}

/** One priced line and why it has this price. */
export interface QuotedLine extends Omit<UnitPrice, 'lost'> {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  readonly taxed: boolean;
  /** Unit price times what is asked. */
  readonly grossMinor: Minor;
  /** Of this line. */
  readonly promotions: readonly PromotionWon[];
  readonly discountMinor: Minor;
  /** Given beside what is asked. */
  readonly freeQuantity: Milli;
  /** What the line bears of the order's promotions. */
  readonly orderDiscountMinor: Minor;
  /** To be paid: above nothing. */
  readonly totalMinor: Minor;
  readonly lost: readonly LostRule[];
}

export interface Quote {
  readonly lines: readonly QuotedLine[];
  /** Of the whole order. */
  readonly promotions: readonly PromotionWon[];
  readonly lost: readonly LostRule[];
  /** The lines together. */
  readonly goodsMinor: Minor;
  readonly deliveryFeeMinor: Minor;
  readonly taxBasisPoints: bigint;
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
}

/** A line after its own promotions. */
interface Promoted {
  readonly asked: AskedLine;
  readonly price: UnitPrice;
  readonly grossMinor: Minor;
  readonly promoted: PromotionsWon;
  readonly netMinor: Minor;
  readonly promotions: readonly PromotionWon[];
  readonly lost: readonly LostRule[];
}

function promotedLine(asked: AskedLine, asker: Asker, book: PriceBook): Promoted | undefined {
  const price = priceUnit(asked, asker, book);
  if (!price) return undefined;
  const { productId, unit, quantity } = asked;
  const { unitPriceMinor } = price;
  const grossMinor = lineTotal(unitPriceMinor, quantity, book.rounding);
  if (grossMinor <= 0n) return undefined;
  const lost = [...price.lost];
  const line = { productId, unit, quantity, unitPriceMinor, grossMinor };
  const promoted = promoteLine(line, book, asker.atMs, lost);
  const netMinor = grossMinor - promoted.offMinor;
  return { asked, price, grossMinor, promoted, netMinor, promotions: promoted.won, lost };
}

function quotedLine(line: Promoted, orderDiscountMinor: Minor): QuotedLine {
  const { asked, price, promoted, netMinor } = line;
  return {
    productId: asked.productId,
    unit: asked.unit,
    quantity: asked.quantity,
    taxed: asked.taxed,
    won: price.won,
    tier: price.tier,
    unitPriceMinor: price.unitPriceMinor,
    grossMinor: line.grossMinor,
    promotions: promoted.won,
    discountMinor: promoted.offMinor,
    freeQuantity: promoted.freeQuantity,
    orderDiscountMinor,
    totalMinor: netMinor - orderDiscountMinor,
    lost: line.lost,
  };
}

/** What bringing the goods costs; nothing without goods. */
function deliveryFee(book: PriceBook, goodsMinor: Minor, atMs: number): Minor {
  const terms = goodsMinor > 0n ? latestInForce(book.delivery, atMs) : undefined;
  if (!terms) return 0n;
  const isFree = terms.freeFromMinor !== null && goodsMinor >= terms.freeFromMinor;
  return isFree ? 0n : terms.feeMinor;
}

/**
 * Prices the lines for an asker. A line without any price, or one that comes to nothing (a gram of
 * something cheap), is not sold: the refusal names it by product and unit.
 */
export function quote(
  lines: readonly AskedLine[],
  asker: Asker,
  book: PriceBook,
): Outcome<Quote, 'not_sold'> {
  const promoted: Promoted[] = [];
  for (const asked of lines) {
    const line = promotedLine(asked, asker, book);
    if (!line) return refused('not_sold', { product: asked.productId, unit: asked.unit });
    promoted.push(line);
  }
  const ofOrder = promoteOrder(promoted, book, asker.atMs);
  let goodsMinor = 0n;
  let taxedMinor = 0n;
  const quoted = promoted.map((line, at) => {
    const one = quotedLine(line, ofOrder.shares[at] ?? 0n);
    goodsMinor += one.totalMinor;
    if (one.taxed) taxedMinor += one.totalMinor;
    return one;
  });
  const deliveryFeeMinor = deliveryFee(book, goodsMinor, asker.atMs);
  const taxBasisPoints = latestInForce(book.tax, asker.atMs)?.basisPoints ?? 0n;
  const taxable = (taxedMinor + deliveryFeeMinor) * taxBasisPoints;
  const taxMinor = roundMoney(taxable, 10_000n, book.rounding);
  return done({
    lines: quoted,
    promotions: ofOrder.won,
    lost: ofOrder.lost,
    goodsMinor,
    deliveryFeeMinor,
    taxBasisPoints,
    taxMinor,
    totalMinor: goodsMinor + deliveryFeeMinor + taxMinor,
  });
}
