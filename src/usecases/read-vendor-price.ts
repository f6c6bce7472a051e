import type { Minor } from '../base/money.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { costOf, readVendorCosts } from '../domain/costs/costs.js';

/** What a vendor is paid for one product. */
export interface VendorPrice {
  readonly productId: string;
  readonly code: number;
  readonly name: string;
  /** The unit it is paid for. */
  readonly unit: string;
  /** What they said, else what the shops pay; null where neither is known. */
  readonly priceMinor: Minor | null;
}

/**
 * What a vendor is paid for a product, for the unit in which they named it, else for the one it is
 * sold in by default; null for what the town does not have. Takes no lock.
 */
export async function readVendorPrice(
  tx: Tx,
  catalogue: Catalogue,
  wanted: { readonly vendorId: string; readonly productId: string },
): Promise<VendorPrice | null> {
  const { vendorId, productId } = wanted;
  const product = catalogue.products.get(productId);
  if (!product) return null;
  const cost = (await readVendorCosts(tx, vendorId, [productId])).get(productId);
  const unit = cost?.unit ?? product.defaultUnit;
  const sale = product.units.get(unit);
  const priceMinor = cost && sale ? costOf(cost, sale.baseUnits) : (sale?.priceMinor ?? null);
  return { productId, code: product.code, name: product.name, unit, priceMinor };
}
