import { sql } from 'kysely';
import type { OutboundContent, Recipient } from '../base/outbound.js';
import type { Tx } from '../db/transaction.js';

/** 0: the answer to what somebody said; 1: what we say unasked; 2: a campaign's. */
export type Priority = 0 | 1 | 2;

/** Something to be said, committed with the work that caused it. */
export interface OutboxMessage {
  readonly id: string;
  readonly conversationId: string;
  /** Numbers the messages of a conversation without a gap; the session keeps the count. */
  readonly seq: number;
  readonly channelAccountId: string;
  readonly recipient: Recipient;
  readonly content: OutboundContent;
  /** What goes first: answers, then what we say unasked, then campaigns. */
  readonly priority: Priority;
  /** What a template that may stand in for it is about; null: none may. */
  readonly meaning: string | null;
  /** The campaign it is of; left out: none. */
  readonly campaignId?: string;
  /** May be repeated once when nobody knows whether an attempt went through. */
  readonly harmless: boolean;
  /** The inbox row that it answers. */
  readonly causeId: string | null;
  readonly correlationId: string;
}

/**
 * The ids of what could be tapped in a message of this conversation that was sent under the
 * provider's id: what a reply to it is about. Empty for a message that is none of ours.
 */
export async function tapsOfMessage(
  tx: Tx,
  conversationId: string,
  providerMessageId: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ content: OutboundContent }>`
    select o.content from send_attempts a
    join outbox o on o.town_id = a.town_id and o.id = a.outbox_id
    where a.town_id = ${tx.townId} and a.provider_message_id = ${providerMessageId}
      and o.conversation_id = ${conversationId} limit 1`.execute(tx);
  const content = rows[0]?.content;
  if (content?.kind === 'buttons') return content.buttons.map((button) => button.id);
  return content?.kind === 'list' ? content.rows.map((row) => row.id) : [];
}

/**
 * What was told unasked since the last answer, oldest first: of the last `rowsMax` messages up to
 * `lastSeq`. Takes no lock.
 */
export async function toldLast(
  tx: Tx,
  conversationId: string,
  lastSeq: number,
  rowsMax: number,
): Promise<readonly OutboundContent[]> {
  const { rows } = await sql<{ content: OutboundContent; meaning: string | null }>`
    select content, meaning from outbox where town_id = ${tx.townId}
      and conversation_id = ${conversationId}
      and seq > ${lastSeq - rowsMax} and seq <= ${lastSeq} order by seq`.execute(tx);
  const answered = rows.findLastIndex(({ meaning }) => meaning === null);
  return rows.slice(answered + 1).map(({ content }) => content);
}

/**
 * Whether one of the last `rowsMax` messages of a conversation was given that id by whoever sent
 * it. Takes no lock.
 */
export async function isGiven(
  tx: Tx,
  conversationId: string,
  givenId: string,
  rowsMax: number,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from (
      select content from outbox
      where town_id = ${tx.townId} and conversation_id = ${conversationId}
      order by seq desc limit ${rowsMax}) as last
    where content ->> 'givenId' = ${givenId}`.execute(tx);
  return rows.length > 0;
}

/** Appends to the outbox; the relay must be rung after the commit. */
export async function appendMessages(
  tx: Tx,
  now: Date,
  messages: readonly OutboxMessage[],
): Promise<void> {
  await sql`
    with said as (
      select * from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as r(id uuid,
        "conversationId" uuid, seq integer, "channelAccountId" uuid, recipient jsonb,
        content jsonb, priority smallint, meaning text, harmless boolean, "causeId" uuid,
        "campaignId" uuid, "correlationId" text)),
    stored as (
      insert into outbox (town_id, id, conversation_id, seq, channel_account_id, recipient,
        content, meaning, harmless, cause_id, campaign_id, correlation_id, created_at)
      select ${tx.townId}, id, "conversationId", seq, "channelAccountId", recipient, content,
        meaning, harmless, "causeId", "campaignId", "correlationId", ${now} from said)
    insert into outbox_queue
      (town_id, conversation_id, seq, outbox_id, channel_account_id, priority, state, due_at)
    select ${tx.townId}, "conversationId", seq, id, "channelAccountId", priority, 'READY', ${now}
    from said`.execute(tx);
}
