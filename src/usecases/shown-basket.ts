import { formatMilli } from '../base/quantity.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { Basket } from '../domain/baskets/baskets.js';
import type { Quote, QuotedLine } from '../domain/pricing/pricing.js';
import type { PromotionWon } from '../domain/pricing/promotions.js';
import { toldParts } from './plan-basket.js';
import type { PriceDifference } from './price-differences.js';
import type { ToldLine } from './tells.js';

/** A promotion that was won: what it takes off, or how much it gives free. */
export interface ShownPromotion {
  readonly name: string;
  readonly offMinor: string;
  /** Null where goods are not what it gives. */
  readonly free: string | null;
}

export interface ShownLineView {
  readonly productId: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPriceMinor: string;
  /** Unit price times quantity: promotions are shown apart. */
  readonly totalMinor: string;
  /** Why a unit costs less than it otherwise would, and what that is; null where it does not. */
  readonly instead: {
    readonly why: 'agreed_price' | 'volume_tier';
    readonly unitPriceMinor: string;
  } | null;
  readonly promotions: readonly ShownPromotion[];
}

/** The priced basket as the retailer is shown it; money in minor units, all as text. */
export interface ShownBasket {
  readonly basketId: string;
  readonly version: number;
  readonly lines: readonly ShownLineView[];
  /** Of the whole order. */
  readonly promotions: readonly ShownPromotion[];
  readonly deliveryFeeMinor: string;
  /** The rate in per cent, as a decimal; null where there is no tax to pay. */
  readonly tax: { readonly percent: string; readonly minor: string } | null;
  /** What is to be paid. */
  readonly totalMinor: string;
  /** Limit less balance less open holds, before this basket. */
  readonly creditLeftMinor: string;
  /** Names of what was taken out just now because it is no longer sold. */
  readonly gone: readonly string[];
  /** What changed by itself since the basket was last shown. */
  readonly changes: readonly PriceDifference[];
  /** When and how it is to be brought, in the retailer's words; empty: nothing was said. */
  readonly wish: { readonly time: string; readonly note: string };
  /** What each order brings, where no vendor can fill all of it and it becomes several. */
  readonly parts?: readonly (readonly ToldLine[])[];
  /** The earlier order it was filled from, where that was named. */
  readonly repeats?: { readonly number: string; readonly confirmedAt: string };
}

function shownPromotion({ name, offMinor, freeQuantity }: PromotionWon): ShownPromotion {
  const free = freeQuantity === 0n ? null : formatMilli(freeQuantity);
  return { name, offMinor: offMinor.toString(), free };
}

/** What a unit would cost without its tier, or without what was agreed. */
function insteadOf(line: QuotedLine): ShownLineView['instead'] {
  if (line.tier) {
    return { why: 'volume_tier', unitPriceMinor: line.won.unitPriceMinor.toString() };
  }
  if (line.won.rule !== 'agreed_price') return null;
  const other = line.lost.find((one) => one.why === 'outranked')?.unitPriceMinor ?? 0n;
  if (other <= line.unitPriceMinor) return null;
  return { why: 'agreed_price', unitPriceMinor: other.toString() };
}

function shownLine(catalogue: Catalogue, line: QuotedLine): ShownLineView {
  return {
    productId: line.productId,
    name: productName(catalogue, line.productId),
    quantity: formatMilli(line.quantity),
    unit: line.unit,
    unitPriceMinor: line.unitPriceMinor.toString(),
    totalMinor: line.grossMinor.toString(),
    instead: insteadOf(line),
    promotions: line.promotions.map(shownPromotion),
  };
}

/** Hundredths of a per cent as per cent: 1350n is "13.5". */
function percentOf(basisPoints: bigint): string {
  return formatMilli(basisPoints * 10n);
}

/** Puts a basket and its quote into what is shown. */
export function showQuote(
  catalogue: Catalogue,
  basket: Basket,
  quote: Quote,
  beside: Pick<ShownBasket, 'gone' | 'changes'> & { readonly creditLeftMinor: bigint },
): ShownBasket {
  const { taxMinor, taxBasisPoints } = quote;
  const parts = toldParts(catalogue, basket.lines, basket.shown?.parts ?? []);
  return {
    basketId: basket.id,
    version: basket.version,
    lines: quote.lines.map((line) => shownLine(catalogue, line)),
    promotions: quote.promotions.map(shownPromotion),
    deliveryFeeMinor: quote.deliveryFeeMinor.toString(),
    tax:
      taxMinor === 0n ? null : { percent: percentOf(taxBasisPoints), minor: taxMinor.toString() },
    totalMinor: quote.totalMinor.toString(),
    creditLeftMinor: beside.creditLeftMinor.toString(),
    gone: beside.gone,
    changes: beside.changes,
    wish: basket.wish,
    ...(parts.length > 0 && { parts }),
  };
}
