import { sql } from 'kysely';
import type { Cause } from '../base/cause.js';
import { laneOf } from '../base/lane.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';

/** The lane to ring after commit, where the party's own hop will hear it. */
export interface Told {
  readonly lane: number;
}

interface ToldRow {
  readonly lane: number;
}

/**
 * The same in a conversation that is named: for what the office says there to whoever it is. The
 * conversation has been heard.
 */
export async function tellConversation(
  tx: Tx,
  cause: Cause,
  conversationId: string,
  event: { readonly type: string },
  key: string,
): Promise<Told> {
  const now = cause.universe.now();
  await sql`
    with stored as (
      insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
        sender, content, raw, received_at, correlation_id)
      values (${tx.townId}, ${cause.universe.newId()}, ${conversationId}, 'tell', ${event.type},
        ${key}, '{}', ${JSON.stringify(event)}::jsonb, '', ${now}, ${cause.correlationId})
      on conflict (town_id, source, provider_account_id, provider_id) do nothing
      returning id)
    insert into inbox_queue (town_id, conversation_id, inbox_id, lane, due_at)
    select ${tx.townId}::uuid, ${conversationId}::uuid, id, lane_of(${conversationId}::uuid),
      ${now}::timestamptz
    from stored`.execute(tx);
  return { lane: laneOf(conversationId) };
}

/**
 * Puts an event into the inbox of a party's own conversation, the one last typed in: plain JSON
 * with a `type`. Once per type and key: told again, nothing is added. Refused as
 * `no_conversation` when the party has never been heard on any channel; the caller must keep
 * that, or nobody learns that nobody was told. Only adds rows; takes no lock.
 */
export async function tell(
  tx: Tx,
  cause: Cause,
  partyId: string,
  event: { readonly type: string },
  key: string,
): Promise<Outcome<Told, 'no_conversation'>> {
  const now = cause.universe.now();
  const { rows } = await sql<ToldRow>`
    with heard as (
      select conversation_id, lane_of(conversation_id) as lane from sessions
      where town_id = ${tx.townId} and party_id = ${partyId}
      order by last_typed_at desc nulls last, conversation_id limit 1),
    stored as (
      insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
        sender, content, raw, received_at, correlation_id)
      select ${tx.townId}::uuid, ${cause.universe.newId()}::uuid, conversation_id, 'tell',
        ${event.type}, ${key}, '{}', ${JSON.stringify(event)}::jsonb, '', ${now}::timestamptz,
        ${cause.correlationId}
      from heard
      on conflict (town_id, source, provider_account_id, provider_id) do nothing
      returning town_id, id, conversation_id),
    queued as (
      insert into inbox_queue (town_id, conversation_id, inbox_id, lane, due_at)
      select s.town_id, s.conversation_id, s.id, h.lane, ${now}::timestamptz
      from stored s join heard h using (conversation_id))
    select lane from heard`.execute(tx);
  const row = rows[0];
  return row ? done({ lane: row.lane }) : refused('no_conversation');
}
