import { sql } from 'kysely';
import type { PlatformTx, Tx } from '../../db/transaction.js';

export interface MediumRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly inbox_id: string;
  readonly party_id: string | null;
  readonly kind: string;
  readonly provider_id: string;
  readonly mime_type: string;
  readonly file_name: string;
  readonly stated_sha256: string;
  readonly state: string;
  readonly reason: string | null;
  readonly storage_key: string | null;
  readonly size_bytes: number | null;
  readonly sha256: string | null;
  readonly is_as_stated: boolean | null;
  readonly received_at: Date;
  readonly settled_at: Date | null;
}

const MEDIUM = sql`id, conversation_id, inbox_id, party_id, kind, provider_id, mime_type, file_name,
  stated_sha256, state, reason, storage_key, size_bytes, sha256, is_as_stated, received_at,
  settled_at`;

export type NewMedium = Pick<
  MediumRow,
  | 'id'
  | 'conversation_id'
  | 'inbox_id'
  | 'party_id'
  | 'kind'
  | 'provider_id'
  | 'mime_type'
  | 'file_name'
  | 'stated_sha256'
  | 'received_at'
>;

/**
 * Keeps a medium once per message and queues it, unless its conversation has sent `perDayMax`
 * since `daySince`: then it is refused. Returns the state, undefined when it was there already.
 */
export async function insertMedium(
  tx: Tx,
  medium: NewMedium,
  correlationId: string,
  perDay: { readonly since: Date; readonly max: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    with sent as (
      select count(*) >= ${perDay.max} as enough from (
        select from media where town_id = ${tx.townId}
          and conversation_id = ${medium.conversation_id} and received_at > ${perDay.since}
        limit ${perDay.max}) recent),
    kept as (
      insert into media (town_id, id, conversation_id, inbox_id, party_id, kind, provider_id,
        mime_type, file_name, stated_sha256, state, reason, correlation_id, received_at, settled_at)
      select ${tx.townId}::uuid, ${medium.id}::uuid, ${medium.conversation_id}::uuid,
        ${medium.inbox_id}::uuid, ${medium.party_id}::uuid, ${medium.kind}, ${medium.provider_id},
        ${medium.mime_type}, ${medium.file_name}, ${medium.stated_sha256},
        case when enough then 'REFUSED' else 'WAITING' end,
        case when enough then 'too_many' end, ${correlationId},
        ${medium.received_at}::timestamptz,
        case when enough then ${medium.received_at}::timestamptz end
      from sent
      on conflict (town_id, inbox_id) do nothing
      returning town_id, id, state, received_at),
    queued as (
      insert into media_queue (town_id, media_id, due_at)
      select town_id, id, received_at from kept where state = 'WAITING')
    select state from kept`.execute(tx);
  return rows[0]?.state;
}

export interface ClaimedRow {
  readonly townId: string;
  readonly mediaId: string;
  readonly attempts: number;
}

/** Takes what is due by now, in all towns, and puts it off: whoever took it has until then. */
export async function claimRows(
  tx: PlatformTx,
  now: Date,
  until: Date,
  rowsMax: number,
): Promise<ClaimedRow[]> {
  const { rows } = await sql<ClaimedRow>`
    with ready as (
      select town_id, media_id from media_queue where due_at <= ${now}
      order by due_at, media_id limit ${rowsMax} for update skip locked)
    update media_queue q set due_at = ${until}, attempts = q.attempts + 1
    from ready r where q.town_id = r.town_id and q.media_id = r.media_id
    returning q.town_id as "townId", q.media_id as "mediaId", q.attempts`.execute(tx);
  return rows;
}

export async function updateDue(tx: Tx, mediaId: string, dueAt: Date): Promise<void> {
  await sql`
    update media_queue set due_at = ${dueAt}
    where town_id = ${tx.townId} and media_id = ${mediaId}`.execute(tx);
}

export interface SettledRow {
  readonly state: string;
  readonly reason: string | null;
  readonly storageKey: string | null;
  readonly mimeType: string | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly isAsStated: boolean | null;
}

/** Settles a medium that waits and takes it off the queue; undefined when it was settled. */
export async function updateSettled(
  tx: Tx,
  mediaId: string,
  settled: SettledRow,
  now: Date,
): Promise<MediumRow | undefined> {
  const { rows } = await sql<MediumRow>`
    with off as (
      delete from media_queue where town_id = ${tx.townId} and media_id = ${mediaId})
    update media set state = ${settled.state}, reason = ${settled.reason},
      storage_key = ${settled.storageKey}, mime_type = coalesce(${settled.mimeType}, mime_type),
      size_bytes = ${settled.sizeBytes}, sha256 = ${settled.sha256},
      is_as_stated = ${settled.isAsStated}, settled_at = ${now}
    where town_id = ${tx.townId} and id = ${mediaId} and state = 'WAITING'
    returning ${MEDIUM}`.execute(tx);
  return rows[0];
}

export async function selectMedium(tx: Tx, id: string): Promise<MediumRow | undefined> {
  const { rows } = await sql<MediumRow>`
    select ${MEDIUM} from media where town_id = ${tx.townId} and id = ${id}`.execute(tx);
  return rows[0];
}

/** Newest first, from before `beforeId`, of a conversation's message where one is named. */
export async function selectMedia(
  tx: Tx,
  filter: { readonly inboxId: string | null; readonly state: string | null },
  beforeId: string | null,
  rowsMax: number,
): Promise<MediumRow[]> {
  const { inboxId, state } = filter;
  const { rows } = await sql<MediumRow>`
    select ${MEDIUM} from media
    where town_id = ${tx.townId} and (${beforeId}::uuid is null or id < ${beforeId})
      ${inboxId === null ? sql`` : sql`and inbox_id = ${inboxId}`}
      ${state === null ? sql`` : sql`and state = ${state}`}
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}
