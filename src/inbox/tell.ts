import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Cause } from '../base/cause.js';
import { laneOf } from '../base/lane.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { tellMany } from './tell-many.js';

/** The lane to ring after commit, where the party's own hop will hear it. */
export interface Told {
  readonly lane: number;
  /** How the party will hear of it. */
  readonly by: 'whatsapp' | 'sms';
}

interface TellRow {
  /** Null, both: they cannot be told. */
  readonly lane: number | null;
  readonly by: Told['by'] | null;
  /** Their phone wants no short messages. */
  readonly isStopped: boolean;
}

/** What is told: plain JSON. */
interface ToldEvent {
  readonly type: string;
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
): Promise<Pick<Told, 'lane'>> {
  await tellMany(tx, cause, [{ conversationId, event, key }]);
  return { lane: laneOf(conversationId) };
}

/**
 * One statement that finds where a party is told and puts the event there. With `smsOnly` the
 * party's conversations are not looked at.
 */
function tellStatement(
  tx: Tx,
  cause: Cause,
  partyId: string,
  event: ToldEvent,
  key: string,
  smsOnly: boolean,
): RawBuilder<TellRow> {
  const now = cause.universe.now();
  return sql<TellRow>`
    with heard as materialized (
      select s.conversation_id as conversation, c.channel as by,
        p.news_channel = 'sms' and c.channel <> 'sms' as "wantsSms"
      from parties p
      join sessions s on s.town_id = p.town_id and s.party_id = p.id
      join channel_accounts c on c.id = s.channel_account_id
      where not ${smsOnly}::boolean and p.town_id = ${tx.townId} and p.id = ${partyId}
      order by s.stopped_at is not null, c.channel is distinct from p.news_channel,
        s.last_typed_at desc nulls last, s.conversation_id
      limit 1),
    place as materialized (
      select p.*, s.stopped_at is not null as stopped from (
        select c.id as account, a.value as phone, sms_conversation(c.id, a.value) as conversation
        from channel_accounts c, party_aliases a
        where c.channel = 'sms' and c.home_town_id = ${tx.townId} and a.town_id = ${tx.townId}
          and a.party_id = ${partyId} and a.kind = 'phone'
          and not exists (select from heard where "wantsSms" is not true)
        order by c.id, a.verified_at desc nulls last, a.value limit 1) p
      left join sessions s on s.town_id = ${tx.townId} and s.conversation_id = p.conversation),
    entered as (
      insert into contact_directory
        (channel_account_id, address_kind, address, town_id, conversation_id, created_at)
      select account, 'phone', phone, ${tx.townId}::uuid, conversation, ${now}::timestamptz
      from place where not stopped on conflict do nothing),
    told as materialized (
      select conversation, 'sms' as by,
        jsonb_build_object('phone', phone, 'account', account) as sender
      from place where not stopped
      union all
      -- Their phone wants no short messages after all: better here than not at all.
      select conversation, by, '{}' from heard
      where not exists (select from place where not stopped)),
    stored as (
      insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
        sender, content, raw, received_at, correlation_id)
      select ${tx.townId}::uuid, ${cause.universe.newId()}::uuid, conversation, 'tell',
        ${event.type}, ${key}, sender, ${JSON.stringify(event)}::jsonb, '', ${now}::timestamptz,
        ${cause.correlationId}
      from told
      on conflict (town_id, source, provider_account_id, provider_id) do nothing
      returning town_id, id, conversation_id),
    queued as (
      insert into inbox_queue (town_id, conversation_id, inbox_id, lane, due_at)
      select town_id, conversation_id, id, lane_of(conversation_id), ${now}::timestamptz
      from stored)
    select (select lane_of(conversation) from told) as lane, (select by from told) as by,
      exists (select from place where stopped) as "isStopped"`;
}

/**
 * Puts an event into the inbox of a party's own conversation: of those that still want to hear of
 * us one of the channel they chose, else the one last typed in. Whoever was never heard, or chose
 * short messages and never wrote one, hears it by short message, if their phone is known and the
 * town has a number for it. Once per type and key: told again, nothing is added. Refused
 * as `no_conversation` where neither is there; the caller must keep that, or nobody learns that
 * nobody was told. Only adds rows; takes no lock.
 */
export async function tell(
  tx: Tx,
  cause: Cause,
  partyId: string,
  event: ToldEvent,
  key: string,
): Promise<Outcome<Told, 'no_conversation'>> {
  const { rows } = await tellStatement(tx, cause, partyId, event, key, false).execute(tx);
  const { lane, by } = rows[0] ?? {};
  return lane == null || by == null ? refused('no_conversation') : done({ lane, by });
}

/**
 * Tells a party something by short message and in no other way, in the conversation of their phone
 * with the town's number, which need not have begun. Once per type and key. Refused as `no_sms`
 * where the phone is not known or the town has no number, and as `stopped` where the phone wants
 * none. Only adds rows; takes no lock.
 */
export async function tellBySms(
  tx: Tx,
  cause: Cause,
  partyId: string,
  event: ToldEvent,
  key: string,
): Promise<Outcome<Told, 'no_sms' | 'stopped'>> {
  const { rows } = await tellStatement(tx, cause, partyId, event, key, true).execute(tx);
  const { lane, isStopped } = rows[0] ?? {};
  if (lane == null) return refused(isStopped === true ? 'stopped' : 'no_sms');
  return done({ lane, by: 'sms' });
}
