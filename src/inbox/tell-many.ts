import { sql } from 'kysely';
import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';

/** One of many who are told something, each in a conversation that has been heard. */
export interface ToldOne {
  readonly conversationId: string;
  readonly event: { readonly type: string };
  /** Told again under the same key, nothing is added. */
  readonly key: string;
}

/**
 * Puts an event into the inbox of each conversation, once per type and key. Returns the lanes to
 * ring after the commit, of what was added. Only adds rows; takes no lock.
 */
export async function tellMany(
  tx: Tx,
  cause: Cause,
  told: readonly ToldOne[],
): Promise<readonly number[]> {
  const { universe, correlationId } = cause;
  const now = universe.now();
  const input = told.map((one) => ({ ...one, id: universe.newId() }));
  const { rows } = await sql<{ lane: number }>`
    with said as (
      select * from jsonb_to_recordset(${JSON.stringify(input)}::jsonb) as r(id uuid,
        "conversationId" uuid, event jsonb, key text)),
    stored as (
      insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
        sender, content, raw, received_at, correlation_id)
      select ${tx.townId}::uuid, id, "conversationId", 'tell', event ->> 'type', key, '{}', event,
        '', ${now}::timestamptz, ${correlationId}
      from said
      on conflict (town_id, source, provider_account_id, provider_id) do nothing
      returning town_id, id, conversation_id),
    queued as (
      insert into inbox_queue (town_id, conversation_id, inbox_id, lane, due_at)
      select town_id, conversation_id, id, lane_of(conversation_id), ${now}::timestamptz
      from stored)
    select distinct lane_of(conversation_id) as lane from stored`.execute(tx);
  return rows.map((row) => row.lane);
}
