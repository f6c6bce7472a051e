import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface UnwatchedRow {
  readonly id: string;
  readonly number: bigint;
  readonly state: string;
  readonly offer_id: string | null;
  readonly offer_state: string | null;
  readonly reply_by: Date | null;
  /** Of the change that waits for the retailer. */
  readonly consent_by: Date | null;
}

export interface UnwatchedDeliveryRow {
  readonly id: string;
  readonly order_id: string;
  readonly number: bigint;
  readonly state: string;
  readonly resume_at: Date | null;
  readonly changed_at: Date;
}

/**
 * Deliveries under way that no operator has and for which no work is due. Looks only at those
 * states, which hold the deliveries of the day.
 */
export async function selectUnwatchedDeliveries(
  tx: Tx,
  rowsMax: number,
): Promise<UnwatchedDeliveryRow[]> {
  const { rows } = await sql<UnwatchedDeliveryRow>`
    select d.id, d.order_id, o.number, d.state, d.resume_at, d.changed_at
    from deliveries d join orders o on o.town_id = d.town_id and o.id = d.order_id
    where d.town_id = ${tx.townId} and d.owner in ('machine', 'driver')
      and d.state in ('UNALLOCATED', 'OFFERED', 'ASSIGNED', 'PICKED_UP', 'ON_THE_WAY',
        'RESCHEDULED')
      and not exists (select from due_work w
        where w.town_id = d.town_id and w.subject_id = d.id)
    order by d.id limit ${rowsMax}`.execute(tx);
  return rows;
}

/**
 * Orders that the machine is to carry on with and for which no work is due: neither of the order
 * nor of its open offer. Looks only at those states, which hold the orders of the hour.
 */
export async function selectUnwatched(tx: Tx, rowsMax: number): Promise<UnwatchedRow[]> {
  const { rows } = await sql<UnwatchedRow>`
    select d.id, d.number, d.state, o.id as offer_id, o.state as offer_state, o.reply_by,
      (select c.reply_by from offer_changes c
        where c.town_id = o.town_id and c.offer_id = o.id
        order by c.change_no desc limit 1) as consent_by
    from orders d
    left join vendor_offers o on o.town_id = d.town_id and o.order_id = d.id
      and o.state in ('OFFERED', 'PART_OFFERED', 'COUNTERED')
    where d.town_id = ${tx.townId} and d.owner = 'machine'
      and d.state in ('CONFIRMED', 'VENDOR_ASSIGNED', 'DELIVERED')
      and not exists (select from due_work w
        where w.town_id = d.town_id and w.subject_id in (d.id, o.id))
    order by d.id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** Payments that were asked for, are not over, and that nobody looks at. */
export async function selectUnwatchedRequests(tx: Tx, rowsMax: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from payment_requests r
    where r.town_id = ${tx.townId} and r.state in ('OPENED', 'ASKED', 'PENDING')
      and not exists (select from payment_request_queue q
        where q.town_id = r.town_id and q.request_id = r.id)
    order by r.id limit ${rowsMax}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Something beside an order's way that lost its deadline. */
export interface UnwatchedBesideRow {
  readonly topic: 'cash_overdue' | 'dispute_reply' | 'standing_order' | 'support_ticket';
  readonly subject_id: string;
  /** When it was to be looked at; null where its state does not say. */
  readonly due_at: Date | null;
  /** Of a ticket: somebody of ours has it. */
  readonly is_taken: boolean;
}

/**
 * Cash with a driver that nobody is late for yet, disputes before their vendor, standing orders
 * that go on and tickets that wait or are taken, as far as no work is due for them. Each kind by
 * an index of what is open; what is over is not looked at.
 */
export async function selectUnwatchedBeside(
  tx: Tx,
  rowsMax: number,
): Promise<UnwatchedBesideRow[]> {
  const { rows } = await sql<UnwatchedBesideRow>`
    select o.* from (
      select 'cash_overdue' as topic, driver_id as subject_id, null::timestamptz as due_at,
        false as is_taken
      from driver_profiles
      where town_id = ${tx.townId} and cash_held_minor > 0 and cash_overdue_at is null
      union all
      select 'dispute_reply', id, reply_by, false from disputes
      where town_id = ${tx.townId} and state = 'OPENED' and owner = 'vendor'
      union all
      select 'standing_order', id, next_at, false from standing_orders
      where town_id = ${tx.townId} and state = 'ACTIVE'
      union all
      select 'support_ticket', id, null, state = 'TAKEN' from support_tickets
      where town_id = ${tx.townId} and (state = 'TAKEN' or (state = 'WAITING' and not is_late))
    ) o
    where not exists (select from due_work w where w.town_id = ${tx.townId}
      and w.topic = o.topic and w.subject_id = o.subject_id)
    order by o.subject_id limit ${rowsMax}`.execute(tx);
  return rows;
}
