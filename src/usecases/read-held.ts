import { formatMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { readStock } from '../domain/stock/levels.js';

/** What a vendor has of one product by our books. */
export interface HeldView {
  readonly productId: string;
  readonly code: number;
  readonly name: string;
  /** The unit it is counted in here, and how many of it there are, as a decimal. */
  readonly unit: string;
  readonly quantity: string;
}

/**
 * What is on a vendor's shelf of one product, in the unit it is sold in by default, or in its base
 * unit where that does not come out even; null when it is not among their goods. Takes no lock.
 */
export async function readHeld(
  tx: Tx,
  catalogue: Catalogue,
  wanted: { readonly vendorId: string; readonly productId: string },
): Promise<HeldView | null> {
  const { vendorId, productId } = wanted;
  const product = catalogue.products.get(productId);
  const level = (await readStock(tx, vendorId, [productId])).get(productId);
  if (!product || !level) return null;
  const { code, name, defaultUnit, baseUnit } = product;
  const each = product.units.get(defaultUnit)?.baseUnits ?? 0n;
  const isEven = each > 0n && (level.stock * 1000n) % each === 0n;
  const counted = isEven
    ? { unit: defaultUnit, quantity: formatMilli((level.stock * 1000n) / each) }
    : { unit: baseUnit, quantity: formatMilli(level.stock) };
  return { productId, code, name, ...counted };
}
