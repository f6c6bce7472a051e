import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.js';
import type { EventColumns } from '../../../base/event-columns.js';

export interface NewOrdersColumns {
  readonly retailerId: string;
  readonly basketId: string;
  readonly basketVersion: number;
  readonly state: string;
  readonly method: string;
  /** JSON */
  readonly pricing: string;
  readonly owner: string;
  /** A JSON array of documents, one for each order, with the id of its first event. */
  readonly orders: string;
  /** A JSON array of line documents, each with its order. */
  readonly lines: string;
}

/**
 * Closes the basket if it is still open in this version, and makes its orders, their lines and
 * first events of it; false when the basket is not as it was. One statement, all or nothing.
 */
export async function insertOrders(
  tx: Tx,
  born: NewOrdersColumns,
  event: Omit<EventColumns, 'id'>,
): Promise<boolean> {
  const { rows } = await sql`
    with closed as (
      update baskets set state = 'CONFIRMED', version = version + 1, changed_at = ${event.at}
      where town_id = ${tx.townId} and retailer_id = ${born.retailerId} and state = 'OPEN'
        and id = ${born.basketId} and version = ${born.basketVersion}
      returning town_id, id, retailer_id),
    wanted as (
      select * from jsonb_to_recordset(${born.orders}::jsonb) as o(id uuid, number bigint,
        part_no smallint, total_minor bigint, delivery_fee_minor bigint, tax_minor bigint,
        planned_vendor_id uuid, event_id uuid)),
    made as (
      insert into orders (town_id, id, number, retailer_id, basket_id, part_no, state, method,
        total_minor, delivery_fee_minor, tax_minor, pricing, owner, planned_vendor_id,
        confirmed_at, changed_at)
      select c.town_id, w.id, w.number, c.retailer_id, c.id, w.part_no, ${born.state},
        ${born.method}, w.total_minor, w.delivery_fee_minor, w.tax_minor,
        ${born.pricing}::jsonb, ${born.owner}, w.planned_vendor_id, ${event.at}::timestamptz,
        ${event.at}::timestamptz
      from closed c cross join wanted w returning town_id, id, state),
    lined as (
      insert into order_lines (town_id, order_id, line_no, product_id, unit, quantity,
        base_quantity, unit_price_minor, total_minor, said, reasons, confidence, free_quantity,
        discount_minor, taxed, price_rule, pricing)
      select m.town_id, l.* from made m join jsonb_to_recordset(${born.lines}::jsonb)
        as l(order_id uuid, line_no smallint, product_id uuid, unit text, quantity numeric,
          base_quantity numeric, unit_price_minor bigint, total_minor bigint, said text,
          reasons jsonb, confidence smallint, free_quantity numeric, discount_minor bigint,
          taxed boolean, price_rule text, pricing jsonb) on l.order_id = m.id)
    insert into order_status_events (town_id, id, order_id, from_state, event, to_state,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select m.town_id, w.event_id, m.id, null, ${event.event}, m.state, ${event.actorKind},
      ${event.actorId}, ${event.channel}, ${event.reason}, ${event.correlationId},
      ${event.at}::timestamptz
    from made m join wanted w on w.id = m.id returning order_id`.execute(tx);
  return rows.length > 0;
}

export interface RestColumns {
  readonly id: string;
  readonly number: bigint;
  readonly parentId: string;
  readonly plannedVendorId: string | null;
  readonly state: string;
  readonly owner: string;
  readonly totalMinor: bigint;
  readonly taxMinor: bigint;
  readonly deliveryFeeMinor: bigint;
  /** A JSON array: which line of the parent, and how much of it is left. */
  readonly lines: string;
}

/** Makes an order of what is left of a locked one, of the same basket, with its first event. */
export async function insertRest(tx: Tx, rest: RestColumns, event: EventColumns): Promise<void> {
  await sql`
    with made as (
      insert into orders (town_id, id, number, retailer_id, basket_id, parent_id, part_no, state,
        method, total_minor, delivery_fee_minor, tax_minor, pricing, owner, planned_vendor_id,
        confirmed_at, changed_at)
      select town_id, ${rest.id}::uuid, ${rest.number}::bigint, retailer_id, basket_id, id,
        (select coalesce(max(c.part_no), 0) + 1 from orders c
          where c.town_id = p.town_id and c.parent_id = p.id),
        ${rest.state}, method, ${rest.totalMinor}::bigint, ${rest.deliveryFeeMinor}::bigint,
        ${rest.taxMinor}::bigint, pricing, ${rest.owner}, ${rest.plannedVendorId}::uuid,
        ${event.at}::timestamptz, ${event.at}::timestamptz
      from orders p where town_id = ${tx.townId} and id = ${rest.parentId}
      returning town_id, id, parent_id, state),
    lined as (
      insert into order_lines (town_id, order_id, line_no, product_id, unit, quantity,
        base_quantity, free_quantity, unit_price_minor, discount_minor, total_minor, taxed,
        price_rule, pricing, said, reasons, confidence)
      select m.town_id, m.id, r.new_no, l.product_id, l.unit, r.quantity, r.base_quantity,
        r.free_quantity, l.unit_price_minor, r.discount_minor, r.total_minor, l.taxed,
        l.price_rule, l.pricing, l.said, l.reasons, l.confidence
      from made m
      join order_lines l on l.town_id = m.town_id and l.order_id = m.parent_id
      join jsonb_to_recordset(${rest.lines}::jsonb) as r(line_no smallint, new_no smallint,
        quantity numeric, base_quantity numeric, free_quantity numeric, discount_minor bigint,
        total_minor bigint) on r.line_no = l.line_no)
    insert into order_status_events (town_id, id, order_id, from_state, event, to_state,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, null, ${event.event}, state, ${event.actorKind},
      ${event.actorId}, ${event.channel}, ${event.reason}, ${event.correlationId},
      ${event.at}::timestamptz
    from made`.execute(tx);
}
