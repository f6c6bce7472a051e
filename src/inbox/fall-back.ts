import { sql } from 'kysely';
import type { Universe } from '../base/universe.js';
import type { PlatformTx } from '../db/transaction.js';

/** The sort of tell that carries a message over from a channel that could not deliver it. */
export const UNDELIVERED = 'undelivered';

/** A message that its person did not get, to be said again by short message. */
export interface FailedMessage {
  readonly townId: string;
  readonly outboxId: string;
}

/**
 * Hands messages that WhatsApp cannot deliver to the short-message conversation of the same phone,
 * once each: a second call adds nothing. What was said goes along as it was put into words, so in
 * its person's language. Nothing happens where the phone is not known or the town has no number
 * for short messages, and with what a campaign says. Returns the lanes to ring after the commit.
 * Only adds rows.
 */
export async function fallBackToSms(
  tx: PlatformTx,
  universe: Universe,
  messages: readonly FailedMessage[],
): Promise<number[]> {
  const rows = messages.map((one) => ({ ...one, id: universe.newId() }));
  const now = universe.now();
  const { rows: rung } = await sql<{ lane: number }>`
    with failed as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as r("townId" uuid, "outboxId" uuid, id uuid)),
    placed as (
      select f.id, o.town_id, o.id as outbox_id, o.content, o.correlation_id, s.id as account,
        p.language,
        o.recipient ->> 'phone' as phone,
        sms_conversation(s.id, o.recipient ->> 'phone') as conversation
      from failed f join outbox o on o.town_id = f."townId" and o.id = f."outboxId"
      join channel_accounts w on w.id = o.channel_account_id and w.channel = 'whatsapp'
      join lateral (
        select id from channel_accounts
        where channel = 'sms' and home_town_id = o.town_id order by id limit 1) s on true
      left join sessions p on p.town_id = o.town_id and p.conversation_id = o.conversation_id
      -- Who wants offers there did not ask for them here.
      where o.recipient ->> 'phone' is not null and o.campaign_id is null),
    entered as (
      insert into contact_directory
        (channel_account_id, address_kind, address, town_id, conversation_id, created_at)
      select distinct on (account, phone) account, 'phone', phone, town_id, conversation,
        ${now}::timestamptz
      from placed on conflict do nothing),
    stored as (
      insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
        sender, content, raw, received_at, correlation_id)
      select town_id, id, conversation, 'tell', ${UNDELIVERED}, outbox_id::text,
        jsonb_build_object('phone', phone, 'account', account),
        jsonb_build_object('type', ${UNDELIVERED}::text, 'content', content,
          'language', language), '',
        ${now}::timestamptz, correlation_id
      from placed order by id
      on conflict (town_id, source, provider_account_id, provider_id) do nothing
      returning town_id, id, conversation_id),
    queued as (
      insert into inbox_queue (town_id, conversation_id, inbox_id, lane, due_at)
      select town_id, conversation_id, id, lane_of(conversation_id), ${now}::timestamptz
      from stored returning lane)
    select distinct lane from queued`.execute(tx);
  return rung.map((row) => row.lane);
}
