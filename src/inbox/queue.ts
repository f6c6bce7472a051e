import { sql } from 'kysely';
import type { InboundContent } from '../base/inbound.js';
import type { PlatformTx, Tx } from '../db/transaction.js';

/** A conversation with something to do. */
export interface WaitingConversation {
  readonly townId: string;
  readonly conversationId: string;
}

/** Who sent a message; of a tell, to whom it goes where they were never heard before. */
export interface WaitingSender {
  readonly phone?: string | null;
  readonly bsuid?: string | null;
  readonly name?: string | null;
  /** By what they came; left out: by themselves. */
  readonly referral?: 'ad' | 'post';
  /** The account that a tell begins a conversation on. */
  readonly account?: string;
}

/** A stored message as the hop sees it. */
export interface WaitingMessage {
  readonly id: string;
  readonly source: 'whatsapp' | 'sms' | 'tell';
  readonly providerAccountId: string;
  readonly providerId: string;
  readonly sender: WaitingSender;
  /** InboundContent of a person's message; a Tell where `source` says so. */
  readonly content: InboundContent | object;
  readonly contextMessageId: string | null;
  readonly typedAt: Date | null;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly attempts: number;
  readonly correlationId: string;
}

/**
 * Conversations of a lane with work that is due, the one that waits longest first, and whether
 * there is more than was looked at or than one hop drains. Reads only the front of the lane, so
 * its cost does not grow with a backlog.
 */
export async function waitingConversations(
  tx: PlatformTx,
  lane: number,
  now: Date,
  rowsMax: number,
  messagesMax: number,
): Promise<{ readonly due: readonly WaitingConversation[]; readonly more: boolean }> {
  const { rows } = await sql<WaitingConversation>`
    select town_id as "townId", conversation_id as "conversationId" from inbox_queue
    where lane = ${lane} and due_at <= ${now} order by inbox_id limit ${rowsMax}`.execute(tx);
  const counts = new Map<string, number>();
  const due = rows.filter(({ conversationId }) => {
    const count = (counts.get(conversationId) ?? 0) + 1;
    counts.set(conversationId, count);
    return count === 1;
  });
  const more = rows.length >= rowsMax || Math.max(0, ...counts.values()) > messagesMax;
  return { due, more };
}

/** Lanes with work that is due: what the sweep rings again. */
export async function waitingLanes(tx: PlatformTx, now: Date): Promise<number[]> {
  const { rows } = await sql<{ lane: number }>`
    select distinct lane from inbox_queue where due_at <= ${now}`.execute(tx);
  return rows.map((row) => row.lane);
}

/** How many messages wait to be acted on: a gauge. */
export async function countWaiting(tx: PlatformTx): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from inbox_queue`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}

/**
 * The waiting messages of one conversation in the order they came, locked. Locks: their queue
 * rows, the first in the lock order.
 */
export async function lockWaiting(
  tx: Tx,
  conversationId: string,
  messagesMax: number,
): Promise<WaitingMessage[]> {
  const { rows } = await sql<WaitingMessage>`
    with waiting as materialized (
      select inbox_id, due_at, attempts from inbox_queue
      where town_id = ${tx.townId} and conversation_id = ${conversationId}
      order by inbox_id limit ${messagesMax} for update)
    select i.id, i.source, i.provider_account_id as "providerAccountId",
      i.provider_id as "providerId", i.sender, i.content,
      i.context_message_id as "contextMessageId", i.typed_at as "typedAt",
      i.received_at as "receivedAt", w.due_at as "dueAt", w.attempts,
      i.correlation_id as "correlationId"
    from waiting w join inbox i on i.town_id = ${tx.townId} and i.id = w.inbox_id
    order by i.id`.execute(tx);
  return rows;
}

/** Takes acted-on messages off the queue, in the transaction that acted on them. */
export async function finishMessages(
  tx: Tx,
  conversationId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`delete from inbox_queue
    where town_id = ${tx.townId} and conversation_id = ${conversationId}
      and inbox_id = any(${ids}::uuid[])`.execute(tx);
}

/**
 * Counts a failed try of a message and lets it, and all behind it in its conversation, wait until
 * `dueAt`. Returns how often it has been tried.
 */
export async function postponeMessage(
  tx: Tx,
  conversationId: string,
  id: string,
  dueAt: Date,
): Promise<number> {
  const { rows } = await sql<{ attempts: number }>`
    with later as (
      update inbox_queue set due_at = ${dueAt},
        attempts = attempts + case when inbox_id = ${id} then 1 else 0 end
      where town_id = ${tx.townId} and conversation_id = ${conversationId}
      returning inbox_id, attempts)
    select attempts from later where inbox_id = ${id}`.execute(tx);
  return rows[0]?.attempts ?? 0;
}

/** Lets a conversation whose first message must wait, wait as a whole. */
export async function deferConversation(
  tx: Tx,
  conversationId: string,
  dueAt: Date,
): Promise<void> {
  await sql`update inbox_queue set due_at = ${dueAt}
    where town_id = ${tx.townId} and conversation_id = ${conversationId}
      and due_at < ${dueAt}`.execute(tx);
}

/** Sets a poisonous message aside for operators and lets those behind it go on at once. */
export async function quarantineMessage(
  tx: Tx,
  conversationId: string,
  id: string,
  reason: string,
  now: Date,
): Promise<void> {
  await sql`insert into inbox_quarantine (town_id, inbox_id, reason, quarantined_at)
    values (${tx.townId}, ${id}, ${reason}, ${now}) on conflict do nothing`.execute(tx);
  await sql`with gone as (
      delete from inbox_queue where town_id = ${tx.townId}
        and conversation_id = ${conversationId} and inbox_id = ${id})
    update inbox_queue set due_at = ${now} where town_id = ${tx.townId}
      and conversation_id = ${conversationId} and inbox_id <> ${id}`.execute(tx);
}
