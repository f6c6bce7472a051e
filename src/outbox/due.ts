import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../db/transaction.js';

/** Sorts of work that become due; each has one handler. */
export type DueTopic =
  | 'assign_order'
  | 'offer_timeout'
  | 'consent_timeout'
  | 'low_stock'
  | 'standing_order'
  | 'allocate_delivery'
  | 'driver_timeout'
  | 'delivery_overdue'
  | 'delivery_resume'
  | 'complete_order'
  | 'cash_overdue'
  | 'support_ticket'
  | 'dispute_reply'
  | 'usual_order'
  | 'campaign';

/**
 * Names one piece of work: the order to assign or to complete, the offer whose vendor or retailer
 * is silent, the notice of low stock to tell, the standing order to propose, the
 * delivery, the driver whose cash is awaited, the ticket that nobody looks after, the dispute that
 * its vendor has to answer, the retailer whose usual order is overdue, the campaign to go on with.
 */
export interface DueKey {
  readonly topic: DueTopic;
  readonly subjectId: string;
}

export interface DueWork extends DueKey {
  readonly dueAt: Date;
  readonly correlationId: string;
}

/**
 * Takes away what is no longer due and leaves what is. A subject already due is moved to the new
 * time. Comes after every other lock of the transaction: its rows are the last in the lock order.
 */
export async function reschedule(
  tx: Tx,
  change: { readonly drop: readonly DueKey[]; readonly put: readonly DueWork[] },
): Promise<void> {
  const { drop, put } = change;
  const kept = (key: DueKey): boolean =>
    put.some((work) => work.topic === key.topic && work.subjectId === key.subjectId);
  const dropped = drop.filter((key) => !kept(key));
  await Promise.all([
    dropped.length > 0 ? deleteDue(tx, dropped) : undefined,
    ...put.map((work) => schedule(tx, work)),
  ]);
}

async function deleteDue(tx: Tx, keys: readonly DueKey[]): Promise<void> {
  await sql`
    delete from due_work d
    using unnest(${keys.map((key) => key.topic)}::text[],
      ${keys.map((key) => key.subjectId)}::uuid[]) as k(topic, subject_id)
    where d.town_id = ${tx.townId} and d.topic = k.topic and d.subject_id = k.subject_id`.execute(
    tx,
  );
}

/** Leaves one piece of work for a time, or moves it there. */
export async function schedule(tx: Tx, work: DueWork): Promise<void> {
  await sql`
    insert into due_work (town_id, topic, subject_id, due_at, correlation_id)
    values (${tx.townId}, ${work.topic}, ${work.subjectId}, ${work.dueAt}, ${work.correlationId})
    on conflict (town_id, topic, subject_id) do update
      set due_at = excluded.due_at, attempts = 0`.execute(tx);
}

/**
 * Takes a piece of work away, in the transaction that did it or found it done. False when it was
 * not there. Call it after the locks of the work itself.
 */
export async function takeDue(tx: Tx, key: DueKey): Promise<boolean> {
  const { rows } = await sql`
    delete from due_work where town_id = ${tx.townId} and topic = ${key.topic}
      and subject_id = ${key.subjectId}
    returning subject_id`.execute(tx);
  return rows.length === 1;
}

/** Puts work that failed off until later and counts the try; undefined when it is gone. */
export async function postponeDue(tx: Tx, key: DueKey, dueAt: Date): Promise<number | undefined> {
  const { rows } = await sql<{ attempts: number }>`
    update due_work set due_at = ${dueAt}, attempts = attempts + 1
    where town_id = ${tx.townId} and topic = ${key.topic} and subject_id = ${key.subjectId}
    returning attempts`.execute(tx);
  return rows[0]?.attempts;
}

export interface DueSubject extends DueWork {
  readonly townId: string;
  readonly attempts: number;
}

/** Every town, for whoever looks after all of them one by one. */
export async function listTownIds(tx: PlatformTx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from towns order by id`.execute(tx);
  return rows.map((row) => row.id);
}

/** What is due by now in all towns, the longest due first. Takes nothing and locks nothing. */
export async function dueSubjects(
  tx: PlatformTx,
  now: Date,
  rowsMax: number,
): Promise<readonly DueSubject[]> {
  const { rows } = await sql<DueSubject>`
    select town_id as "townId", topic, subject_id as "subjectId", due_at as "dueAt",
      correlation_id as "correlationId", attempts
    from due_work where due_at <= ${now} order by due_at, subject_id limit ${rowsMax}`.execute(tx);
  return rows;
}
