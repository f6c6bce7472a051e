import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface PastOrderRow {
  readonly number: bigint;
  readonly state: string;
  readonly total_minor: bigint;
  readonly confirmed_at: Date;
}

/**
 * A retailer's orders from the latest back, from before the order with a number where one is
 * given. Walks the index of the retailer's orders: no sort, no more rows than asked for.
 */
export async function selectPastOrders(
  tx: Tx,
  retailerId: string,
  beforeNumber: bigint | null,
  rowsMax: number,
): Promise<PastOrderRow[]> {
  const before =
    beforeNumber === null
      ? sql`true`
      : sql`id < (select b.id from orders b
          where b.town_id = ${tx.townId} and b.number = ${beforeNumber})`;
  const { rows } = await sql<PastOrderRow>`
    select number, state, total_minor, confirmed_at from orders
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and ${before}
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

/**
 * The retailer's order, not cancelled, that was confirmed nearest to a time within two others.
 * Ids sort by time, so `sinceId` bounds how far back is looked.
 */
export async function selectNearestOrder(
  tx: Tx,
  retailerId: string,
  window: { readonly sinceId: string; readonly untilId: string; readonly near: Date },
): Promise<bigint | undefined> {
  const { rows } = await sql<{ number: bigint }>`
    select number from orders
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and id >= ${window.sinceId}
      and id < ${window.untilId} and state <> 'CANCELLED'
    order by abs(extract(epoch from confirmed_at - ${window.near}::timestamptz)), id desc
    limit 1`.execute(tx);
  return rows[0]?.number;
}
