import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../db/transaction.js';

export interface AlertRow {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly detail: string;
  readonly raised_at: Date;
  readonly seen_at: Date | null;
  readonly seen_by: string | null;
}

export async function insertAlert(
  tx: Tx,
  alert: Pick<AlertRow, 'id' | 'kind' | 'subject' | 'detail' | 'raised_at'>,
): Promise<void> {
  await sql`
    insert into alerts (town_id, id, kind, subject, detail, raised_at)
    values (${tx.townId}, ${alert.id}, ${alert.kind}, ${alert.subject}, ${alert.detail},
      ${alert.raised_at})`.execute(tx);
}

/** Adds it where none of its kind about its subject is unseen. */
export async function insertAlertOnce(
  tx: Tx | PlatformTx,
  townId: string,
  alert: Pick<AlertRow, 'id' | 'kind' | 'subject' | 'detail' | 'raised_at'>,
): Promise<void> {
  const { id, kind, subject, detail, raised_at } = alert;
  await sql`
    insert into alerts (town_id, id, kind, subject, detail, raised_at)
    select ${townId}::uuid, ${id}::uuid, ${kind}::text, ${subject}::text, ${detail}::text,
      ${raised_at}::timestamptz
    where not exists (select from alerts where town_id = ${townId} and kind = ${kind}
      and subject = ${subject} and seen_at is null)`.execute(tx);
}

/** Newest first, from before `beforeId`; unseen ones only where asked for. */
export async function selectAlerts(
  tx: Tx,
  unseen: boolean,
  beforeId: string | null,
  rowsMax: number,
): Promise<AlertRow[]> {
  const { rows } = await sql<AlertRow>`
    select id, kind, subject, detail, raised_at, seen_at, seen_by from alerts
    where town_id = ${tx.townId} and (${beforeId}::uuid is null or id < ${beforeId})
      ${unseen ? sql`and seen_at is null` : sql``}
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

export async function updateSeen(
  tx: Tx,
  id: string,
  by: string,
  now: Date,
): Promise<AlertRow | undefined> {
  const { rows } = await sql<AlertRow>`
    update alerts set seen_at = coalesce(seen_at, ${now}), seen_by = coalesce(seen_by, ${by})
    where town_id = ${tx.townId} and id = ${id}
    returning id, kind, subject, detail, raised_at, seen_at, seen_by`.execute(tx);
  return rows[0];
}
