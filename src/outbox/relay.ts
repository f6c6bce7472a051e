import { sql } from 'kysely';
import type { PlatformTx } from '../db/transaction.js';
import type { Released } from './release.js';

/** What came of an attempt, and what is to be done about it. */
export interface AttemptOutcome {
  readonly released: Pick<
    Released,
    'townId' | 'conversationId' | 'seq' | 'priority' | 'outboxId' | 'attempt'
  >;
  readonly next: 'SENT' | 'FAILED' | 'RETRY' | 'UNKNOWN';
  /** When to try again, or until when to wait for a status that tells. */
  readonly dueAt: Date;
  /** The class of the outcome, for the attempt's row. */
  readonly outcome: string;
  readonly code: number | null;
  readonly httpStatus: number | null;
  readonly providerMessageId: string | null;
  /** The provider takes templates only. */
  readonly isWindowClosed: boolean;
}

/**
 * Records outcomes of many attempts at once: the attempt is closed, the queue row goes, returns
 * or waits. What stands behind a message that is tried again later waits with it, so that nobody
 * looks at it until then. Says whether a next message of one of these conversations is waiting.
 */
export async function recordOutcomes(
  tx: PlatformTx,
  now: Date,
  outcomes: readonly AttemptOutcome[],
): Promise<boolean> {
  const input = outcomes.map(({ released, ...rest }) => ({ ...released, ...rest }));
  const { rows } = await sql`
    with told as (
      select * from json_to_recordset(${JSON.stringify(input)}::json) as r("townId" uuid,
        "conversationId" uuid, seq integer, priority smallint, "outboxId" uuid, attempt smallint,
        next text,
        "dueAt" timestamptz, outcome text, code integer, "httpStatus" smallint,
        "providerMessageId" text, "isWindowClosed" boolean)),
    closed as (
      update send_attempts a set ended_at = ${now}, outcome = t.outcome, code = t.code,
        http_status = t."httpStatus", provider_message_id = t."providerMessageId"
      from told t where a.town_id = t."townId" and a.outbox_id = t."outboxId"
        and a.attempt = t.attempt),
    finished as (
      delete from outbox_queue q using told t
      where t.next in ('SENT', 'FAILED') and q.town_id = t."townId"
        and q.conversation_id = t."conversationId" and q.seq = t.seq),
    waiting as (
      update outbox_queue q set due_at = t."dueAt",
        state = case t.next when 'RETRY' then 'READY' else 'UNKNOWN' end,
        window_closed = q.window_closed or t."isWindowClosed"
      from told t where t.next in ('RETRY', 'UNKNOWN') and q.town_id = t."townId"
        and q.conversation_id = t."conversationId" and q.seq = t.seq and q.state = 'SENDING'),
    behind as (
      update outbox_queue q set due_at = t."dueAt"
      from told t where t.next = 'RETRY' and q.town_id = t."townId"
        and q.conversation_id = t."conversationId" and q.seq > t.seq and q.state = 'READY'
        and q.due_at < t."dueAt" and (t.priority < 2 or q.priority = 2)),
    marked as (
      update outbox o set state = case t.next when 'RETRY' then 'QUEUED' else t.next end,
        failure = case t.next when 'FAILED' then t.outcome end
      from told t where o.town_id = t."townId" and o.id = t."outboxId"
        and o.delivery_rank = 0 and t.next <> 'RETRY')
    select from outbox_queue q join told t on q.town_id = t."townId"
      and q.conversation_id = t."conversationId" and q.seq = t.seq + 1
    where t.next in ('SENT', 'FAILED') limit 1`.execute(tx);
  return rows.length > 0;
}

/**
 * Settles what has waited long enough. A lease that ran out means that its worker died: nobody
 * knows whether the call was made, so it waits for a status like any other unknown. An unknown
 * that no status settled is tried once more if repeating it is harmless, else it has failed.
 * Says whether anything can be sent after it.
 */
export async function settleOverdue(
  tx: PlatformTx,
  now: Date,
  unknownUntil: Date,
  rowsMax: number,
): Promise<boolean> {
  const { rows } = await sql`
    with overdue as (
      select q.*, o.harmless, o.delivery_rank from outbox_queue q
      join outbox o on o.town_id = q.town_id and o.id = q.outbox_id
      where q.state in ('SENDING', 'UNKNOWN') and q.due_at <= ${now}
      order by q.due_at limit ${rowsMax} for update of q skip locked),
    verdict as (
      select town_id, conversation_id, seq, outbox_id, attempts, case
        when delivery_rank > 0 then 'SENT'
        when state = 'SENDING' then 'UNKNOWN'
        when harmless and attempts < 2 then 'READY'
        else 'FAILED' end as verdict
      from overdue),
    closed as (
      update send_attempts a set ended_at = coalesce(a.ended_at, ${now}),
        outcome = coalesce(a.outcome, 'unknown')
      from verdict v where a.town_id = v.town_id and a.outbox_id = v.outbox_id
        and a.attempt = v.attempts),
    finished as (
      delete from outbox_queue q using verdict v
      where v.verdict in ('SENT', 'FAILED') and q.town_id = v.town_id
        and q.conversation_id = v.conversation_id and q.seq = v.seq),
    moved as (
      update outbox_queue q set state = v.verdict,
        due_at = case v.verdict when 'UNKNOWN' then ${unknownUntil}::timestamptz
          else ${now}::timestamptz end
      from verdict v where v.verdict in ('UNKNOWN', 'READY') and q.town_id = v.town_id
        and q.conversation_id = v.conversation_id and q.seq = v.seq),
    marked as (
      update outbox o set state = v.verdict,
        failure = case v.verdict when 'FAILED' then 'outcome unknown' end
      from verdict v where v.verdict in ('UNKNOWN', 'FAILED') and o.town_id = v.town_id
        and o.id = v.outbox_id)
    select from verdict where verdict <> 'UNKNOWN' limit 1`.execute(tx);
  return rows.length > 0;
}

/** Whether a message is due: then the sweep rings again. */
export async function isAnyReady(tx: PlatformTx, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from outbox_queue where state = 'READY' and due_at <= ${now} limit 1`.execute(tx);
  return rows.length > 0;
}

/** How many messages are not yet sent: a gauge. */
export async function countUnsent(tx: PlatformTx): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from outbox_queue`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
