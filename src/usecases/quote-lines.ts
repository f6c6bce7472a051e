import { refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { soldAs } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { quote } from '../domain/pricing/pricing.js';
import type { AskedLine, Quote } from '../domain/pricing/pricing.js';

/**
 * Prices lines by the town's catalogue. Refused as `not_sold` for a product that is not enabled
 * or has no price in its unit; the detail names product and unit.
 */
export function quoteLines(
  catalogue: Catalogue,
  lines: readonly AskedLine[],
): Outcome<Quote, 'not_sold'> {
  const quoted = quote(lines, (productId, unit) => {
    const sale = soldAs(catalogue, productId, unit);
    return sale ? [{ rule: 'town_price', unitPriceMinor: sale.priceMinor }] : [];
  });
  if (quoted.ok) return quoted;
  const productId = quoted.detail['product'] ?? '';
  const product = catalogue.products.get(productId)?.name ?? '';
  return refused('not_sold', { ...quoted.detail, product });
}
