import { sql } from 'kysely';
import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';

export interface CostRow {
  readonly product_id: string;
  /** Per base unit. */
  readonly cost_minor: bigint;
  readonly unit: string | null;
  readonly unit_cost_minor: bigint | null;
  readonly base_units: string | null;
}

/** What a vendor is paid for some products. */
export async function selectCostsOf(
  tx: Tx,
  vendorId: string,
  productIds: readonly string[],
): Promise<CostRow[]> {
  const { rows } = await sql<CostRow>`
    select c.product_id, c.cost_minor, c.unit, c.unit_cost_minor, u.base_units
    from vendor_costs c
    left join sale_units u on u.product_id = c.product_id and u.unit = c.unit
    where c.town_id = ${tx.townId} and c.vendor_id = ${vendorId}
      and c.product_id = any(${productIds}::uuid[])`.execute(tx);
  return rows;
}

/** A page of what a vendor is paid. */
export async function selectCosts(
  tx: Tx,
  vendorId: string,
  afterId: string,
  rowsMax: number,
): Promise<CostRow[]> {
  const { rows } = await sql<CostRow>`
    select c.product_id, c.cost_minor, c.unit, c.unit_cost_minor, u.base_units
    from vendor_costs c
    left join sale_units u on u.product_id = c.product_id and u.unit = c.unit
    where c.town_id = ${tx.townId} and c.vendor_id = ${vendorId} and c.product_id > ${afterId}
    order by c.product_id limit ${rowsMax}`.execute(tx);
  return rows;
}

export interface PutCost {
  readonly id: string;
  readonly productId: string;
  readonly unit: string;
  readonly costMinor: bigint;
  readonly costPerBase: bigint;
}

/** Sets costs, each with a row of the history that says what it was before. */
export async function putCosts(
  tx: Tx,
  cause: Cause,
  vendorId: string,
  costs: readonly PutCost[],
  reason: string,
): Promise<void> {
  const { actor, channel, correlationId, universe } = cause;
  await sql`
    with said as (
      select * from unnest(${costs.map((one) => one.id)}::uuid[],
        ${costs.map((one) => one.productId)}::uuid[], ${costs.map((one) => one.unit)}::text[],
        ${costs.map((one) => one.costMinor)}::bigint[],
        ${costs.map((one) => one.costPerBase)}::bigint[])
        as s(id, product_id, unit, cost_minor, cost_per_base)),
    before as (
      select c.product_id, c.unit, coalesce(c.unit_cost_minor, c.cost_minor) as cost_minor
      from vendor_costs c
      where c.town_id = ${tx.townId} and c.vendor_id = ${vendorId}
        and c.product_id in (select product_id from said)
      order by c.product_id for update of c),
    kept as (
      insert into vendor_costs (town_id, vendor_id, product_id, cost_minor, unit, unit_cost_minor)
      select ${tx.townId}, ${vendorId}, s.product_id, s.cost_per_base, s.unit, s.cost_minor
      from said s left join before b on b.product_id = s.product_id order by s.product_id
      on conflict (town_id, vendor_id, product_id) do update set cost_minor = excluded.cost_minor,
        unit = excluded.unit, unit_cost_minor = excluded.unit_cost_minor)
    insert into vendor_cost_changes (town_id, id, vendor_id, product_id, unit_before,
      cost_before_minor, unit, cost_minor, reason, actor_kind, actor_id, channel, correlation_id,
      changed_at)
    select ${tx.townId}, s.id, ${vendorId}, s.product_id, b.unit, b.cost_minor, s.unit,
      s.cost_minor, ${reason}, ${actor.kind}, ${actor.id}, ${channel}, ${correlationId},
      ${universe.now()}
    from said s left join before b on b.product_id = s.product_id`.execute(tx);
}

export interface CostChangeRow {
  readonly id: string;
  readonly product_id: string;
  readonly unit_before: string | null;
  readonly cost_before_minor: bigint | null;
  readonly unit: string;
  readonly cost_minor: bigint;
  readonly reason: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly channel: string;
  readonly changed_at: Date;
}

/** Changes of what a vendor is paid, the latest first. */
export async function selectCostChanges(
  tx: Tx,
  vendorId: string,
  beforeId: string | null,
  rowsMax: number,
): Promise<CostChangeRow[]> {
  const { rows } = await sql<CostChangeRow>`
    select id, product_id, unit_before, cost_before_minor, unit, cost_minor, reason, actor_kind,
      actor_id, channel, changed_at
    from vendor_cost_changes
    where town_id = ${tx.townId} and vendor_id = ${vendorId}
      and (${beforeId}::uuid is null or id < ${beforeId})
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

/** The products of which a vendor has a row of stock or of cost. */
export async function selectHeld(tx: Tx, vendorId: string, rowsMax: number): Promise<string[]> {
  const { rows } = await sql<{ product_id: string }>`
    select product_id from stock where town_id = ${tx.townId} and holder_id = ${vendorId}
    union select product_id from vendor_costs
      where town_id = ${tx.townId} and vendor_id = ${vendorId}
    order by product_id limit ${rowsMax}`.execute(tx);
  return rows.map((row) => row.product_id);
}
