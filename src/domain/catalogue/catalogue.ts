import { assert } from '../../base/assert.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { selectCatalogue, selectProductNames, upsertBasePrice, upsertPrice } from './queries.js';
import type { CatalogueRow } from './queries.js';

/** A unit a product is sold in. Without a price it is known but not sold. */
export interface SaleUnit {
  readonly unit: string;
  /** How many base units it holds; the base unit itself holds one. */
  readonly baseUnits: Milli;
  readonly townPriceMinor: Minor | null;
  /** Where the town has named no price of its own. */
  readonly basePriceMinor: Minor | null;
  /** The town's standing price: what anybody pays with whom nothing else was agreed. */
  readonly priceMinor: Minor | null;
}

export interface Product {
  readonly productId: string;
  readonly sku: string;
  /** Its number in the town: what is typed where letters are a burden. */
  readonly code: number;
  /** The shelf it stands on; `other` where nobody said. */
  readonly category: string;
  readonly name: string;
  readonly brand: string | null;
  readonly size: { readonly value: number; readonly unit: string } | null;
  readonly baseUnit: string;
  /** The unit meant when none is said. */
  readonly defaultUnit: string;
  readonly units: ReadonlyMap<string, SaleUnit>;
  /** What people of the town call it. */
  readonly aliases: readonly string[];
  /** False for what the town no longer sells: old orders still need its name. */
  readonly enabled: boolean;
  /** Such as staple food. */
  readonly taxExempt: boolean;
}

/** Everything a town knows about its products, as one value that never changes. */
export interface Catalogue {
  readonly version: bigint;
  readonly products: ReadonlyMap<string, Product>;
}

function priceIn(prices: Readonly<Record<string, string>> | null, unit: string): Minor | null {
  const price = prices?.[unit];
  return price === undefined ? null : BigInt(price);
}

function fromRow(row: CatalogueRow & { readonly id: string }): Product {
  const units = Object.entries(row.units).map(([unit, baseUnits]): [string, SaleUnit] => {
    const townPriceMinor = priceIn(row.prices, unit);
    const basePriceMinor = priceIn(row.base_prices, unit);
    const priceMinor = townPriceMinor ?? basePriceMinor;
    const sale = { unit, baseUnits: milli(baseUnits), townPriceMinor, basePriceMinor, priceMinor };
    return [unit, sale];
  });
  const { size_value: value, size_unit: unit } = row;
  return {
    productId: row.id,
    sku: row.sku,
    code: row.code,
    category: row.category,
    name: row.name,
    brand: row.brand,
    size: value === null || unit === null ? null : { value: Number(value), unit },
    baseUnit: row.base_unit,
    defaultUnit: row.default_unit,
    units: new Map(units),
    aliases: row.aliases ?? [],
    enabled: row.enabled,
    taxExempt: row.tax_exempt,
  };
}

/**
 * Reads the town's whole catalogue in one statement. Keep it, and load anew when the town's
 * catalogue version is another: that number is cheap to read, this is not.
 */
export async function loadCatalogue(tx: Tx): Promise<Catalogue> {
  const rows = await selectCatalogue(tx);
  const version = rows[0]?.catalogue_version;
  assert(version !== undefined, 'the town exists');
  const products = rows
    .filter((row): row is CatalogueRow & { id: string } => row.id !== null)
    .map((row): [string, Product] => [row.id, fromRow(row)]);
  return { version, products: new Map(products) };
}

/** The sale unit of an enabled product that has a price now; undefined when it is not sold. */
export function soldAs(
  catalogue: Catalogue,
  productId: string,
  unit: string,
): (SaleUnit & { readonly priceMinor: Minor }) | undefined {
  const product = catalogue.products.get(productId);
  const sale = product?.enabled === true ? product.units.get(unit) : undefined;
  const priceMinor = sale?.priceMinor ?? null;
  return sale && priceMinor !== null ? { ...sale, priceMinor } : undefined;
}

/** The name of a product, sold or no longer sold. */
export function productName(catalogue: Catalogue, productId: string): string {
  const product = catalogue.products.get(productId);
  assert(product, `product ${productId} is in the catalogue of its town`);
  return product.name;
}

/** What a few products are called, for those who do not hold the catalogue. */
export async function readProductNames(
  tx: Tx,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly sku: string; readonly name: string }>> {
  const rows = await selectProductNames(tx, [...new Set(productIds)]);
  return new Map(rows.map(({ id, sku, name }) => [id, { sku, name }]));
}

/**
 * Sets the town's price for one unit of a product and moves the catalogue's version with it.
 * Baskets keep what they were shown; the change is noticed when they are confirmed.
 */
export async function setTownPrice(
  tx: Tx,
  productId: string,
  unit: string,
  priceMinor: Minor,
): Promise<Outcome<undefined, 'not_sold'>> {
  assert(priceMinor > 0n, 'a price is above nothing');
  const set = await upsertPrice(tx, productId, unit, priceMinor);
  return set ? done(undefined) : refused('not_sold', { product: productId, unit });
}

/**
 * Sets what a unit of a product costs where the town has named no price of its own; the version
 * moves with it, by a trigger.
 */
export async function setBasePrice(
  tx: Tx,
  productId: string,
  unit: string,
  priceMinor: Minor,
): Promise<Outcome<undefined, 'not_sold'>> {
  assert(priceMinor > 0n, 'a price is above nothing');
  const set = await upsertBasePrice(tx, productId, unit, priceMinor);
  return set ? done(undefined) : refused('not_sold', { product: productId, unit });
}
