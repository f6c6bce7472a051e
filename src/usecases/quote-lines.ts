import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { multiplyMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { soldAs } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { ShownPrices } from '../domain/baskets/baskets.js';
import { quote } from '../domain/pricing/pricing.js';
import type { AskedLine, Quote, QuotedLine } from '../domain/pricing/pricing.js';
import { NOTHING_AGREED } from '../domain/pricing/price-book.js';
import type { PriceBook } from '../domain/pricing/price-book.js';
import { readAgreedPrices } from '../domain/pricing/price-rules.js';

/** What a town sells and for how much, as memory keeps it. */
export interface SellingTerms {
  readonly catalogue: Catalogue;
  readonly prices: PriceBook;
}

/** A line as baskets have it. */
interface Wanted {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
}

function asked(catalogue: Catalogue, { productId, unit, quantity }: Wanted): AskedLine {
  const sale = soldAs(catalogue, productId, unit);
  const { townPriceMinor = null, basePriceMinor = null } = sale ?? {};
  const taxed = catalogue.products.get(productId)?.taxExempt === false;
  return { productId, unit, quantity, townPriceMinor, basePriceMinor, taxed };
}

/**
 * Prices lines for a retailer as things stand at the cause's instant, on its channel. One indexed
 * query where something was agreed with this retailer, none otherwise. Refused as `not_sold` for
 * a product that is not enabled or has no standing price in its unit, and for a quantity that
 * stock cannot count; the detail names product and unit.
 */
export async function quoteLines(
  tx: Tx,
  cause: Cause,
  { catalogue, prices }: SellingTerms,
  retailerId: string,
  lines: readonly Wanted[],
): Promise<Outcome<Quote, 'not_sold'>> {
  const notSold = (productId: string, unit: string): Outcome<never, 'not_sold'> =>
    refused('not_sold', { product: catalogue.products.get(productId)?.name ?? '', unit });
  for (const { productId, unit } of lines) {
    // A price that was agreed does not bring back what the town no longer sells.
    if (!soldAs(catalogue, productId, unit)) return notSold(productId, unit);
  }
  const productIds = lines.map((line) => line.productId);
  const agreed = prices.agreedWith.has(retailerId)
    ? await readAgreedPrices(tx, retailerId, productIds, cause.universe.now())
    : NOTHING_AGREED;
  const asker = { agreed, channel: cause.channel, atMs: cause.universe.nowMs() };
  const quoted = quote(
    lines.map((line) => asked(catalogue, line)),
    asker,
    prices,
  );
  if (!quoted.ok) return notSold(quoted.detail['product'] ?? '', quoted.detail['unit'] ?? '');
  for (const line of quoted.value.lines) {
    if (baseQuantityOf(catalogue, line) === undefined) return notSold(line.productId, line.unit);
  }
  return done(quoted.value);
}

/**
 * What is brought of a line, free goods included, in base units; undefined where that is no whole
 * number of thousandths, which stock could not count.
 */
export function baseQuantityOf(catalogue: Catalogue, line: QuotedLine): Milli | undefined {
  const sale = soldAs(catalogue, line.productId, line.unit);
  return sale && multiplyMilli(line.quantity + line.freeQuantity, sale.baseUnits);
}

/** What a retailer is shown of a quote as one order, to be compared with the next one. */
export function shownOf(quote: Quote): ShownPrices {
  return {
    lines: quote.lines.map((line) => ({
      productId: line.productId,
      unit: line.unit,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      discountMinor: line.discountMinor,
      freeQuantity: line.freeQuantity,
    })),
    orderDiscountMinor: quote.promotions.reduce((sum, one) => sum + one.offMinor, 0n),
    deliveryFeeMinor: quote.deliveryFeeMinor,
    taxMinor: quote.taxMinor,
    totalMinor: quote.totalMinor,
    parts: [],
  };
}
