import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface PickLineRow {
  readonly order_id: string;
  readonly number: bigint;
  readonly retailer_id: string;
  readonly holder_id: string;
  readonly line_no: number;
  readonly product_id: string;
  readonly unit: string;
  readonly quantity: string;
  readonly base_quantity: string;
}

/** The lines of some accepted orders, the oldest order first. */
export async function selectPickLines(
  tx: Tx,
  of: { readonly holderId: string } | { readonly orderId: string },
  ordersMax: number,
): Promise<PickLineRow[]> {
  const chosen = 'orderId' in of ? sql`o.id = ${of.orderId}` : sql`o.vendor_id = ${of.holderId}`;
  const { rows } = await sql<PickLineRow>`
    select d.id as order_id, d.number, d.retailer_id, d.vendor_id as holder_id, l.line_no,
      l.product_id, l.unit, l.quantity, l.base_quantity
    from (
      select o.town_id, o.id, o.number, o.retailer_id, o.vendor_id from orders o
      where o.town_id = ${tx.townId} and o.state = 'ACCEPTED' and ${chosen}
      order by o.id limit ${ordersMax}) d
    join order_lines l on l.town_id = d.town_id and l.order_id = d.id
    order by d.id, l.line_no`.execute(tx);
  return rows;
}

export interface PickedColumns {
  readonly line_no: number;
  readonly quantity: string;
  readonly base_quantity: string;
  readonly free_quantity: string;
  readonly discount_minor: string;
  readonly total_minor: string;
}

/** Writes what was picked of lines, once, and what the order comes to by it. */
export async function updatePicked(
  tx: Tx,
  order: {
    readonly id: string;
    readonly totalMinor: bigint;
    readonly deliveryFeeMinor: bigint;
    readonly taxMinor: bigint;
  },
  lines: readonly PickedColumns[],
): Promise<void> {
  await sql`
    with lined as (
      update order_lines l set picked_quantity = p.quantity,
        picked_base_quantity = p.base_quantity, picked_free_quantity = p.free_quantity,
        picked_discount_minor = p.discount_minor, picked_total_minor = p.total_minor
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as p(line_no smallint,
        quantity numeric, base_quantity numeric, free_quantity numeric, discount_minor bigint,
        total_minor bigint)
      where l.town_id = ${tx.townId} and l.order_id = ${order.id} and l.line_no = p.line_no)
    update orders set total_minor = ${order.totalMinor},
      delivery_fee_minor = ${order.deliveryFeeMinor}, tax_minor = ${order.taxMinor}
    where town_id = ${tx.townId} and id = ${order.id}`.execute(tx);
}
