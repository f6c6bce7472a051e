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
