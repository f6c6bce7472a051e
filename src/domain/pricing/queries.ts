import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../db/transaction.js';

/** A rule as one row, whatever its kind: columns that are not of its kind are null. */
export interface RuleRow {
  readonly kind: 'channel' | 'tier' | 'promotion' | 'delivery' | 'tax' | 'agreed_with';
  readonly id: string | null;
  readonly name: string | null;
  readonly promotion_kind: 'percent' | 'amount' | 'buy_get' | null;
  readonly party_id: string | null;
  readonly channel: string | null;
  readonly product_id: string | null;
  readonly unit: string | null;
  readonly from_ms: bigint;
  readonly until_ms: bigint | null;
  readonly stackable: boolean | null;
  readonly least: bigint | null;
  readonly minor: bigint | null;
  readonly basis_points: number | null;
  readonly buy: number | null;
  readonly get: number | null;
}

const FROM_MS = sql`(extract(epoch from valid_from) * 1000)::bigint`;
const UNTIL_MS = sql`(extract(epoch from valid_until) * 1000)::bigint`;

/**
 * Every rule of the town that has not ended by then, but the agreed prices: of these only with
 * whom there are any. One statement, so that all is of one moment.
 */
export async function selectRules(tx: Tx, endedBy: Date): Promise<RuleRow[]> {
  const open = sql`town_id = ${tx.townId} and (valid_until is null or valid_until > ${endedBy})`;
  const { rows } = await sql<RuleRow>`
    select 'channel' as kind, null::uuid as id, null as name, null as promotion_kind,
      null::uuid as party_id, channel, product_id, unit, ${FROM_MS} as from_ms,
      ${UNTIL_MS} as until_ms, null::boolean as stackable, null::bigint as least,
      price_minor as minor, null::integer as basis_points, null::integer as buy,
      null::integer as get
    from channel_prices where ${open}
    union all select 'tier', null, null, null, null, null, product_id, unit, ${FROM_MS},
      ${UNTIL_MS}, null, min_quantity, price_minor, off_basis_points, null, null
    from price_tiers where ${open}
    union all select 'promotion', id, name, kind, null, null, product_id, unit, ${FROM_MS},
      ${UNTIL_MS}, stackable, coalesce(min_total_minor, min_quantity), off_minor,
      off_basis_points, buy_quantity, get_quantity
    from promotions where ${open}
    union all select 'delivery', null, null, null, null, null, null, null, ${FROM_MS},
      ${UNTIL_MS}, null, free_from_minor, fee_minor, null, null, null
    from delivery_terms where ${open}
    union all select 'tax', null, null, null, null, null, null, null, ${FROM_MS},
      ${UNTIL_MS}, null, null, null, basis_points, null, null
    from tax_rates where ${open}
    union all select 'agreed_with', null, null, null, a.retailer_id, null, null, null, 0, null,
      null, null, null, null, null, null
    from (select distinct retailer_id from agreed_prices where ${open}) a
    order by kind, id`.execute(tx);
  return rows;
}

export interface AgreedRow {
  readonly product_id: string;
  readonly unit: string;
  readonly from_ms: bigint;
  readonly until_ms: bigint | null;
  readonly price_minor: bigint;
}

/** What was agreed with one retailer about some products; by the primary key. */
export async function selectAgreed(
  tx: Tx,
  retailerId: string,
  productIds: readonly string[],
  endedBy: Date,
): Promise<AgreedRow[]> {
  const { rows } = await sql<AgreedRow>`
    select product_id, unit, ${FROM_MS} as from_ms, ${UNTIL_MS} as until_ms, price_minor
    from agreed_prices
    where town_id = ${tx.townId} and retailer_id = ${retailerId}
      and product_id = any(${productIds}::uuid[])
      and (valid_until is null or valid_until > ${endedBy})
    order by product_id, unit, valid_from`.execute(tx);
  return rows;
}

/** From when until when a rule counts. */
export interface PeriodColumns {
  readonly from: Date;
  readonly until: Date | null;
}

interface UnitColumns {
  readonly productId: string;
  readonly unit: string;
}

/** The town's product in a unit it is sold in: a rule about anything else finds no row. */
function soldUnit(tx: Tx, { productId, unit }: UnitColumns): RawBuilder<unknown> {
  return sql`from town_products e join sale_units u on u.product_id = e.product_id
    where e.town_id = ${tx.townId} and e.product_id = ${productId} and u.unit = ${unit}`;
}

/** False for a unit that is not there, as in the two below. */
export async function upsertChannelPrice(
  tx: Tx,
  of: UnitColumns & { readonly channel: string },
  priceMinor: bigint,
  { from, until }: PeriodColumns,
): Promise<boolean> {
  const { rows } = await sql`
    insert into channel_prices (town_id, channel, product_id, unit, valid_from, valid_until,
      price_minor)
    select e.town_id, ${of.channel}::text, e.product_id, u.unit, ${from}::timestamptz,
      ${until}::timestamptz, ${priceMinor}::bigint
    ${soldUnit(tx, of)}
    on conflict (town_id, channel, product_id, unit, valid_from) do update
      set price_minor = excluded.price_minor, valid_until = excluded.valid_until
    returning town_id`.execute(tx);
  return rows.length === 1;
}

/** The newest agreement about an instant holds; who agreed goes with it. */
export async function upsertAgreedPrice(
  tx: Tx,
  agreed: UnitColumns & {
    readonly retailerId: string;
    readonly unitPriceMinor: bigint;
    readonly by: string;
    readonly reason: string;
  },
  { from, until }: PeriodColumns,
): Promise<boolean> {
  const { rows } = await sql`
    insert into agreed_prices (town_id, retailer_id, product_id, unit, valid_from, valid_until,
      price_minor, agreed_by, reason)
    select e.town_id, ${agreed.retailerId}::uuid, e.product_id, u.unit, ${from}::timestamptz,
      ${until}::timestamptz, ${agreed.unitPriceMinor}::bigint, ${agreed.by}::text,
      ${agreed.reason}::text
    ${soldUnit(tx, agreed)}
    on conflict (town_id, retailer_id, product_id, unit, valid_from) do update
      set price_minor = excluded.price_minor, valid_until = excluded.valid_until,
        agreed_by = excluded.agreed_by, reason = excluded.reason
    returning town_id`.execute(tx);
  return rows.length === 1;
}

/** A tier's price or what it takes off, never both. */
export async function upsertTier(
  tx: Tx,
  of: UnitColumns & { readonly minQuantity: number },
  terms: { readonly price: bigint | null; readonly off: number | null },
  { from, until }: PeriodColumns,
): Promise<boolean> {
  const { rows } = await sql`
    insert into price_tiers (town_id, product_id, unit, min_quantity, valid_from, valid_until,
      price_minor, off_basis_points)
    select e.town_id, e.product_id, u.unit, ${of.minQuantity}::integer, ${from}::timestamptz,
      ${until}::timestamptz, ${terms.price}::bigint, ${terms.off}::smallint
    ${soldUnit(tx, of)}
    on conflict (town_id, product_id, unit, min_quantity, valid_from) do update
      set price_minor = excluded.price_minor, off_basis_points = excluded.off_basis_points,
        valid_until = excluded.valid_until
    returning town_id`.execute(tx);
  return rows.length === 1;
}

/** The table's own checks refuse columns that are not of the kind. */
export async function insertPromotion(
  tx: Tx,
  row: {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly stackable: boolean;
    readonly productId: string | null;
    readonly unit: string | null;
    readonly minQuantity: bigint | null;
    readonly minTotalMinor: bigint | null;
    readonly offBasisPoints: number | null;
    readonly offMinor: bigint | null;
    readonly buy: number | null;
    readonly get: number | null;
  },
  { from, until }: PeriodColumns,
): Promise<void> {
  await sql`
    insert into promotions (town_id, id, name, kind, product_id, unit, valid_from, valid_until,
      stackable, min_quantity, min_total_minor, off_basis_points, off_minor, buy_quantity,
      get_quantity)
    values (${tx.townId}, ${row.id}, ${row.name}, ${row.kind}, ${row.productId}, ${row.unit},
      ${from}, ${until}, ${row.stackable}, ${row.minQuantity}, ${row.minTotalMinor},
      ${row.offBasisPoints}, ${row.offMinor}, ${row.buy}, ${row.get})`.execute(tx);
}

/** False where none with that id has begun and not ended by then. */
export async function endPromotionRow(tx: Tx, id: string, until: Date): Promise<boolean> {
  const { rows } = await sql`
    update promotions set valid_until = ${until}
    where town_id = ${tx.townId} and id = ${id} and valid_from < ${until}
      and (valid_until is null or valid_until > ${until})
    returning id`.execute(tx);
  return rows.length === 1;
}

/** Terms that begin at the same instant are corrected, as is a rate of tax. */
export async function upsertDeliveryTerms(
  tx: Tx,
  terms: { readonly feeMinor: bigint; readonly freeFromMinor: bigint | null },
  { from, until }: PeriodColumns,
): Promise<void> {
  await sql`
    insert into delivery_terms (town_id, valid_from, valid_until, fee_minor, free_from_minor)
    values (${tx.townId}, ${from}, ${until}, ${terms.feeMinor}, ${terms.freeFromMinor})
    on conflict (town_id, valid_from) do update set fee_minor = excluded.fee_minor,
      free_from_minor = excluded.free_from_minor, valid_until = excluded.valid_until`.execute(tx);
}

/** In hundredths of a per cent. */
export async function upsertTaxRate(
  tx: Tx,
  basisPoints: number,
  { from, until }: PeriodColumns,
): Promise<void> {
  await sql`
    insert into tax_rates (town_id, valid_from, valid_until, basis_points)
    values (${tx.townId}, ${from}, ${until}, ${basisPoints})
    on conflict (town_id, valid_from) do update set basis_points = excluded.basis_points,
      valid_until = excluded.valid_until`.execute(tx);
}
