import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface CatalogueRow {
  readonly catalogue_version: bigint;
  readonly id: string | null;
  readonly sku: string;
  readonly code: number;
  readonly category: string;
  readonly name: string;
  readonly brand: string | null;
  readonly size_value: string | null;
  readonly size_unit: string | null;
  readonly base_unit: string;
  readonly enabled: boolean;
  readonly default_unit: string;
  readonly tax_exempt: boolean;
  /** unit -> base units, as text */
  readonly units: Record<string, string>;
  /** unit -> minor units, as text */
  readonly prices: Record<string, string> | null;
  readonly base_prices: Record<string, string> | null;
  readonly aliases: string[] | null;
}

/**
 * One statement, so that version and content are of one moment. A town without products gives one
 * row without a product.
 */
export async function selectCatalogue(tx: Tx): Promise<CatalogueRow[]> {
  const { rows } = await sql<CatalogueRow>`
    select t.catalogue_version, p.id, p.sku, e.code, p.category, p.name, p.brand, p.size_value,
      p.size_unit, p.base_unit, e.enabled, e.default_unit, e.tax_exempt, u.units, r.prices,
      b.prices as base_prices, a.aliases
    from towns t
    left join (town_products e join products p on p.id = e.product_id) on e.town_id = t.id
    left join (select product_id, jsonb_object_agg(unit, base_units::text) as units
      from sale_units group by product_id) u on u.product_id = p.id
    left join (select product_id, jsonb_object_agg(unit, price_minor::text) as prices
      from town_prices where town_id = ${tx.townId} group by product_id) r
      on r.product_id = p.id
    left join (select product_id, jsonb_object_agg(unit, price_minor::text) as prices
      from base_prices where town_id = ${tx.townId} group by product_id) b
      on b.product_id = p.id
    left join (select product_id, jsonb_agg(alias order by alias) as aliases
      from product_aliases where town_id = ${tx.townId} group by product_id) a
      on a.product_id = p.id
    where t.id = ${tx.townId}
    order by p.sku`.execute(tx);
  return rows;
}

/** What products are called, whether the town sells them or not. */
export async function selectProductNames(
  tx: Tx,
  productIds: readonly string[],
): Promise<{ id: string; sku: string; name: string }[]> {
  const { rows } = await sql<{ id: string; sku: string; name: string }>`
    select id, sku, name from products where id = any(${productIds}::uuid[])`.execute(tx);
  return rows;
}

/** Sets a price and moves the version in one statement; false for a unit that is not there. */
export async function upsertPrice(
  tx: Tx,
  productId: string,
  unit: string,
  priceMinor: bigint,
): Promise<boolean> {
  const { rows } = await sql`
    with sold as (
      select e.product_id, u.unit from town_products e
      join sale_units u on u.product_id = e.product_id
      where e.town_id = ${tx.townId} and e.product_id = ${productId} and u.unit = ${unit}),
    priced as (
      insert into town_prices (town_id, product_id, unit, price_minor)
      select ${tx.townId}::uuid, product_id, unit, ${priceMinor}::bigint from sold
      on conflict (town_id, product_id, unit) do update set price_minor = excluded.price_minor)
    update towns set catalogue_version = catalogue_version + 1
    where id = ${tx.townId} and exists (select from sold)
    returning catalogue_version`.execute(tx);
  return rows.length === 1;
}

/** The same for a base price, whose triggers move the version. */
export async function upsertBasePrice(
  tx: Tx,
  productId: string,
  unit: string,
  priceMinor: bigint,
): Promise<boolean> {
  const { rows } = await sql`
    insert into base_prices (town_id, product_id, unit, price_minor)
    select e.town_id, e.product_id, u.unit, ${priceMinor}::bigint
    from town_products e join sale_units u on u.product_id = e.product_id
    where e.town_id = ${tx.townId} and e.product_id = ${productId} and u.unit = ${unit}
    on conflict (town_id, product_id, unit) do update set price_minor = excluded.price_minor
    returning town_id`.execute(tx);
  return rows.length === 1;
}
