import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface RhythmRow {
  readonly last_at: Date;
  readonly gap_seconds: bigint;
  readonly reminded_at: Date | null;
  readonly overdue_at: Date;
}

/** How often a retailer orders, locked; undefined before there is a usual time. */
export async function lockRhythmRow(tx: Tx, retailerId: string): Promise<RhythmRow | undefined> {
  const { rows } = await sql<RhythmRow>`
    select r.last_at, r.gap_seconds, r.reminded_at, order_overdue_at(r) as overdue_at
    from order_rhythms r
    where r.town_id = ${tx.townId} and r.retailer_id = ${retailerId}
      and order_overdue_at(r) is not null
    for no key update`.execute(tx);
  return rows[0];
}

/** Keeps when a retailer was reminded last. */
export async function updateReminded(tx: Tx, retailerId: string, at: Date): Promise<void> {
  await sql`
    update order_rhythms set reminded_at = ${at}
    where town_id = ${tx.townId} and retailer_id = ${retailerId}`.execute(tx);
}
