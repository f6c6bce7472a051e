import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { CAMPAIGN } from '../../base/campaign-limits.js';
import type { Tx } from '../../db/transaction.js';
import type { Segment } from './segment.js';

/** Whose word about offers, address and language are looked up: `r` is a row of parties. */
export interface ReachTerms {
  readonly now: Date;
  /** Since when what they were told counts against `campaignsMax`. */
  readonly since: Date;
  readonly campaignsMax: number;
  /** From when on a last message leaves Meta's window open. */
  readonly windowSince: Date;
  readonly townLanguage: string;
}

/**
 * The conversation in which somebody would hear of a campaign: as `inbox/tell.ts` chooses it, of
 * those that were heard. At most a few rows, by the index of their party.
 */
function heard(tx: Tx): RawBuilder<unknown> {
  return sql`
    left join lateral (
      select s.conversation_id, s.stopped_at, s.last_typed_at, s.language, s.phone, s.bsuid,
        s.free_until, c.channel
      from sessions s join channel_accounts c on c.id = s.channel_account_id
        and c.channel in ('whatsapp', 'sms')
      where s.town_id = ${tx.townId} and s.party_id = r.id and s.last_typed_at is not null
      order by s.stopped_at is not null, c.channel is distinct from r.news_channel,
        s.last_typed_at desc, s.conversation_id limit 1) h
      on true`;
}

/** Why somebody is left out, the first reason that holds; null: they are told. */
function leftOut(tx: Tx, terms: ReachTerms): RawBuilder<unknown> {
  return sql`case
    when r.state <> 'APPROVED' then 'gone'
    when not coalesce(p.campaigns, false) then 'not_wanted'
    when h.conversation_id is null then 'no_address'
    when h.stopped_at is not null or (
      select m.choice from marketing_choices m
      where m.town_id = ${tx.townId} and m.conversation_id = h.conversation_id
      order by m.chosen_at desc, m.id desc limit 1) = 'stop' then 'stopped'
    when (select count(*) from (
      select from campaign_outcomes o
      where o.town_id = ${tx.townId} and o.retailer_id = r.id and o.outcome = 'told'
        and o.happened_at > ${terms.since} limit ${terms.campaignsMax}) told)
      >= ${terms.campaignsMax} then 'often' end`;
}

/** What of a segment is asked of each retailer; every look is by an index and bounded. */
function matches(tx: Tx, segment: Segment, terms: ReachTerms): RawBuilder<unknown> {
  const asked: RawBuilder<unknown>[] = [sql`true`];
  const { languages, zones, products, categories } = segment;
  const { ordered_within_days: within, not_ordered_for_days: silent } = segment;
  const daysAgo = (n: number): Date => new Date(terms.now.getTime() - n * 86_400_000);
  const lastOrder = sql`(select d.confirmed_at from orders d
    where d.town_id = ${tx.townId} and d.retailer_id = r.id order by d.id desc limit 1)`;
  if (languages) {
    asked.push(
      sql`coalesce(h.language, r.language, ${terms.townLanguage}) = any(${languages}::text[])`,
    );
  }
  if (zones) {
    asked.push(sql`exists (select from delivery_places z where z.town_id = ${tx.townId}
      and z.retailer_id = r.id and z.zone = any(${zones}::text[]))`);
  }
  if (within !== undefined) asked.push(sql`${lastOrder} >= ${daysAgo(within)}`);
  if (silent !== undefined) asked.push(sql`coalesce(${lastOrder} < ${daysAgo(silent)}, true)`);
  const bought = (of: RawBuilder<unknown>): RawBuilder<unknown> => sql`exists (
    select from (select d.id from orders d where d.town_id = ${tx.townId} and d.retailer_id = r.id
        order by d.id desc limit ${CAMPAIGN.segment_orders_back}) recent
    join order_lines l on l.town_id = ${tx.townId} and l.order_id = recent.id
    where l.product_id in (${of}))`;
  if (products) asked.push(bought(sql`select unnest(${products}::uuid[])`));
  if (categories) {
    asked.push(bought(sql`select id from products where category = any(${categories}::text[])`));
  }
  return sql.join(asked, sql` and `);
}

/**
 * The next retailers of a segment who want offers, after one of them: walks the index of those who
 * want them, `rowsMax` at most, whether they match or not. `through`: the last that was looked at.
 */
export async function selectWanting(
  tx: Tx,
  segment: Segment,
  terms: ReachTerms,
  afterId: string | null,
  rowsMax: number,
): Promise<{ readonly ids: string[]; readonly through: string | null }> {
  const { rows } = await sql<{ id: string; meant: boolean }>`
    with walked as materialized (
      select retailer_id as id from retailer_preferences
      where town_id = ${tx.townId} and campaigns
        and (${afterId}::uuid is null or retailer_id > ${afterId})
      order by retailer_id limit ${rowsMax})
    select r.id, r.kind = 'retailer' and r.state = 'APPROVED'
      and (${matches(tx, segment, terms)}) as meant
    from walked w join parties r on r.town_id = ${tx.townId} and r.id = w.id ${heard(tx)}
    order by r.id`.execute(tx);
  const ids = rows.filter(({ meant }) => meant).map(({ id }) => id);
  return { ids, through: rows.at(-1)?.id ?? null };
}

/** One of those a campaign is for, as they could be told now. */
export interface ReachRow {
  readonly retailerId: string;
  readonly leftOut: string | null;
  readonly conversationId: string | null;
  readonly language: string;
}

/**
 * How some retailers could be told. Locks their preferences, in the order of their ids, so that two
 * campaigns do not both count the same person as not told yet, and a "no" said now counts.
 */
export async function lockReach(
  tx: Tx,
  retailerIds: readonly string[],
  terms: ReachTerms,
): Promise<ReachRow[]> {
  await sql`
    select from retailer_preferences
    where town_id = ${tx.townId} and retailer_id = any(${retailerIds}::uuid[])
    order by retailer_id for no key update`.execute(tx);
  const { rows } = await sql<ReachRow>`
    select r.id as "retailerId", h.conversation_id as "conversationId",
      coalesce(h.language, r.language, ${terms.townLanguage}) as language,
      ${leftOut(tx, terms)} as "leftOut"
    from unnest(${retailerIds}::uuid[]) as w (id)
    join parties r on r.town_id = ${tx.townId} and r.id = w.id
    left join retailer_preferences p on p.town_id = ${tx.townId} and p.retailer_id = r.id
    ${heard(tx)}
    order by r.id`.execute(tx);
  return rows;
}

/** People of a segment who are alike in all that a dry run tells. */
export interface CountRow {
  readonly leftOut: string | null;
  readonly language: string;
  readonly channel: string | null;
  /** Meta's window is open for them now. */
  readonly isOpen: boolean;
  /** Nothing is charged towards them now. */
  readonly isFree: boolean;
  /** The beginning of their number, with its plus; of a user id, what stands before the dot. */
  readonly prefix: string;
  readonly people: number;
}

/**
 * Counts a page of the town's approved retailers that belong to a segment, whether they want
 * offers or not: walks the index of parties, `rowsMax` at most. `through`: null at the end.
 */
export async function countSegment(
  tx: Tx,
  segment: Segment,
  terms: ReachTerms,
  afterId: string | null,
  rowsMax: number,
): Promise<{ readonly counts: CountRow[]; readonly through: string | null }> {
  const { rows } = await sql<CountRow & { readonly through: string | null }>`
    with walked as materialized (
      select id from parties
      where town_id = ${tx.townId} and kind = 'retailer' and state = 'APPROVED'
        and (${afterId}::uuid is null or id > ${afterId})
      order by id limit ${rowsMax}),
    meant as (
      select ${leftOut(tx, terms)} as left_out, h.channel,
        coalesce(h.language, r.language, ${terms.townLanguage}) as language,
        coalesce(h.last_typed_at > ${terms.windowSince}, false) as is_open,
        coalesce(h.free_until > ${terms.now}, false) as is_free,
        coalesce(left(h.phone, 4), left(h.bsuid, 3), '') as prefix
      from walked w join parties r on r.town_id = ${tx.townId} and r.id = w.id
      left join retailer_preferences p on p.town_id = ${tx.townId} and p.retailer_id = r.id
      ${heard(tx)}
      where ${matches(tx, segment, terms)}),
    counted as (
      select left_out, language, channel, is_open, is_free, prefix, count(*)::int as people
      from meant group by left_out, language, channel, is_open, is_free, prefix),
    last as (select id from walked order by id desc limit 1)
    select l.id as through, c.left_out as "leftOut", c.language, c.channel,
      c.is_open as "isOpen", c.is_free as "isFree", c.prefix, coalesce(c.people, 0) as people
    from last l left join counted c on true`.execute(tx);
  const counts = rows.filter(({ people }) => people > 0);
  return { counts, through: rows[0]?.through ?? null };
}
