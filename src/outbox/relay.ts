import { sql } from 'kysely';
import type { OutboundContent, Recipient } from '../base/outbound.js';
import type { PlatformTx } from '../db/transaction.js';

/** A message released for sending; its attempt is already written. */
export interface Released {
  readonly townId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly outboxId: string;
  readonly attempt: number;
  readonly channel: 'whatsapp' | 'sms';
  readonly providerAccountId: string;
  readonly recipient: Recipient;
  readonly content: OutboundContent;
  readonly harmless: boolean;
  readonly correlationId: string;
  readonly createdAt: Date;
  /** Its number wants no short messages any more. */
  readonly isStopped: boolean;
}

/**
 * Releases the oldest unsent message of each conversation, and writes the attempt before any call
 * is made. What is released is leased until `leaseUntil`: a worker that dies
 * leaves it to the sweep. Numbers that are paused, or named in `heldAccounts` because the provider
 * asked for a pause, send nothing.
 * Locks: the released queue rows; rows that others hold are passed over.
 */
export async function releaseMessages(
  tx: PlatformTx,
  now: Date,
  leaseUntil: Date,
  messagesMax: number,
  heldAccounts: readonly string[],
): Promise<Released[]> {
  const { rows } = await sql<Released>`
    with head as (
      select q.town_id, q.conversation_id, q.seq from outbox_queue q
      where q.state = 'READY' and q.due_at <= ${now}
        and not exists (select from outbox_queue p where p.town_id = q.town_id
          and p.conversation_id = q.conversation_id and p.seq < q.seq)
        and not exists (select from channel_accounts c
          where c.id = q.channel_account_id and (c.state = 'PAUSED'
            or c.provider_account_id = any(${heldAccounts}::text[])))
      order by q.outbox_id limit ${messagesMax} for update of q skip locked),
    sending as (
      update outbox_queue q set state = 'SENDING', attempts = q.attempts + 1,
        due_at = ${leaseUntil}
      from head h where q.town_id = h.town_id and q.conversation_id = h.conversation_id
        and q.seq = h.seq
      returning q.town_id, q.conversation_id, q.seq, q.outbox_id, q.attempts),
    attempt as (
      insert into send_attempts (town_id, outbox_id, attempt, started_at)
      select town_id, outbox_id, attempts, ${now} from sending)
    select s.town_id as "townId", s.conversation_id as "conversationId", s.seq,
      s.outbox_id as "outboxId", s.attempts as attempt,
      c.channel, c.provider_account_id as "providerAccountId", o.recipient, o.content, o.harmless,
      o.correlation_id as "correlationId", o.created_at as "createdAt",
      case when c.channel = 'sms' then exists (select from sessions p where p.town_id = s.town_id
        and p.conversation_id = s.conversation_id and p.stopped_at is not null)
        else false end as "isStopped"
    from sending s join outbox o on o.town_id = s.town_id and o.id = s.outbox_id
    join channel_accounts c on c.id = o.channel_account_id
    order by s.outbox_id`.execute(tx);
  return rows;
}

/** What came of an attempt, and what is to be done about it. */
export interface AttemptOutcome {
  readonly released: Pick<Released, 'townId' | 'conversationId' | 'seq' | 'outboxId' | 'attempt'>;
  readonly next: 'SENT' | 'FAILED' | 'RETRY' | 'UNKNOWN';
  /** When to try again, or until when to wait for a status that tells. */
  readonly dueAt: Date;
  /** The class of the outcome, for the attempt's row. */
  readonly outcome: string;
  readonly code: number | null;
  readonly httpStatus: number | null;
  readonly providerMessageId: string | null;
}

/**
 * Records outcomes of many attempts at once: the attempt is closed, the queue row goes, returns
 * or waits. Says whether a next message of one of these conversations is waiting.
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
        "conversationId" uuid, seq integer, "outboxId" uuid, attempt smallint, next text,
        "dueAt" timestamptz, outcome text, code integer, "httpStatus" smallint,
        "providerMessageId" text)),
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
        state = case t.next when 'RETRY' then 'READY' else 'UNKNOWN' end
      from told t where t.next in ('RETRY', 'UNKNOWN') and q.town_id = t."townId"
        and q.conversation_id = t."conversationId" and q.seq = t.seq and q.state = 'SENDING'),
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
