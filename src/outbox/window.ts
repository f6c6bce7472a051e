import { sql } from 'kysely';
import type { PlatformTx } from '../db/transaction.js';

/** The templates that each of some campaigns names. Takes no lock. */
export async function templatesOfCampaigns(
  tx: PlatformTx,
  campaignIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ campaignId: string; ids: string[] }>`
    select campaign_id as "campaignId", array_agg(template_id) as ids from campaign_messages
    where campaign_id = any(${campaignIds}::uuid[]) group by campaign_id`.execute(tx);
  return new Map(rows.map((row) => [row.campaignId, row.ids]));
}

/** What of a town it hangs on how its messages go. */
export interface TownAtWindow {
  readonly townId: string;
  readonly name: string;
  readonly languages: readonly string[];
  /** Whether it has a number for short messages. */
  readonly hasSms: boolean;
  readonly timeZone: string;
  /** As stored. */
  readonly settings: unknown;
}

/** Some towns as they speak unasked. Takes no lock. */
export async function townsAtWindow(
  tx: PlatformTx,
  townIds: readonly string[],
): Promise<TownAtWindow[]> {
  const { rows } = await sql<TownAtWindow>`
    select t.id as "townId", t.name, t.languages, t.time_zone as "timeZone", t.settings,
      exists (select from channel_accounts c
        where c.home_town_id = t.id and c.channel = 'sms') as "hasSms"
    from towns t where t.id = any(${townIds}::uuid[])`.execute(tx);
  return rows;
}

/** A message that a provider took. */
export interface CountedMessage {
  readonly townId: string;
  readonly channel: 'whatsapp' | 'sms';
  readonly providerAccountId: string;
  readonly kind: 'service' | 'utility' | 'marketing' | 'authentication' | 'sms' | 'free_entry';
  readonly market: string;
}

/** Counts messages of now by number, month, kind and market. Locks the counts, in their order. */
export async function countMessages(
  tx: PlatformTx,
  now: Date,
  messages: readonly CountedMessage[],
): Promise<void> {
  const month = `${now.toISOString().slice(0, 7)}-01`;
  await sql`
    insert into message_counts (town_id, channel_account_id, month, kind, market, sent)
    select r."townId", c.id, ${month}::date, r.kind, r.market, count(*)
    from json_to_recordset(${JSON.stringify(messages)}::json) as r("townId" uuid, channel text,
      "providerAccountId" text, kind text, market text)
    join channel_accounts c on c.channel = r.channel
      and c.provider_account_id = r."providerAccountId"
    group by r."townId", c.id, r.kind, r.market order by r."townId", c.id, r.kind, r.market
    on conflict (town_id, channel_account_id, month, kind, market) do update
      set sent = message_counts.sent + excluded.sent`.execute(tx);
}

/** A conversation that was answered in time after an advertisement brought somebody to it. */
export interface FreeEntry {
  readonly townId: string;
  readonly conversationId: string;
  readonly until: Date;
}

/** Keeps until when nothing is charged in some conversations. Locks their sessions. */
export async function openFreeEntries(
  tx: PlatformTx,
  entries: readonly FreeEntry[],
): Promise<void> {
  await sql`
    with opened as (
      select "townId", "conversationId", max(until) as until
      from json_to_recordset(${JSON.stringify(entries)}::json)
        as r("townId" uuid, "conversationId" uuid, until timestamptz)
      group by "townId", "conversationId"),
    locked as (
      select s.town_id, s.conversation_id, o.until from opened o
      join sessions s on s.town_id = o."townId" and s.conversation_id = o."conversationId"
      order by s.conversation_id for no key update of s)
    update sessions s set free_until = l.until from locked l
    where s.town_id = l.town_id and s.conversation_id = l.conversation_id
      and s.free_until is distinct from l.until`.execute(tx);
}
