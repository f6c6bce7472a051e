import { sql } from 'kysely';
import type { EventColumns } from '../../base/event-columns.js';
import type { Tx } from '../../db/transaction.js';

export interface CampaignRow {
  readonly id: string;
  readonly name: string;
  readonly segment: unknown;
  readonly perMinute: number;
  readonly state: string;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly fixedThrough: string | null;
  readonly toldThrough: string | null;
  readonly nextBatchAt: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = sql`id, name, segment, per_minute as "perMinute", state, starts_at as "startsAt",
  ends_at as "endsAt", fixed_through as "fixedThrough", told_through as "toldThrough",
  next_batch_at as "nextBatchAt", created_at as "createdAt"`;

export async function selectCampaigns(
  tx: Tx,
  beforeId: string | null,
  rowsMax: number,
): Promise<CampaignRow[]> {
  const { rows } = await sql<CampaignRow>`
    select ${COLUMNS} from campaigns
    where town_id = ${tx.townId} and (${beforeId}::uuid is null or id < ${beforeId})
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

export async function selectCampaign(
  tx: Tx,
  id: string,
  locked: boolean,
): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`
    select ${COLUMNS} from campaigns where town_id = ${tx.townId} and id = ${id}
    ${locked ? sql`for no key update` : sql``}`.execute(tx);
  return rows[0];
}

/** Its state and its end, which stay until the transaction ends. */
export async function shareCampaign(
  tx: Tx,
  id: string,
): Promise<Pick<CampaignRow, 'state' | 'endsAt'> | undefined> {
  const { rows } = await sql<Pick<CampaignRow, 'state' | 'endsAt'>>`
    select state, ends_at as "endsAt" from campaigns
    where town_id = ${tx.townId} and id = ${id} for share`.execute(tx);
  return rows[0];
}

export interface MessageRow {
  readonly language: string;
  readonly templateId: string;
  readonly words: string;
}

export async function selectMessages(tx: Tx, campaignId: string): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select language, template_id as "templateId", words from campaign_messages
    where town_id = ${tx.townId} and campaign_id = ${campaignId} order by place`.execute(tx);
  return rows;
}

export interface NewCampaignColumns {
  readonly id: string;
  readonly name: string;
  readonly segment: unknown;
  readonly perMinute: number;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

export async function insertCampaign(
  tx: Tx,
  campaign: NewCampaignColumns,
  messages: readonly MessageRow[],
  event: EventColumns,
): Promise<void> {
  const { id, name, segment, perMinute, startsAt, endsAt } = campaign;
  await sql`
    insert into campaigns (town_id, id, name, segment, per_minute, state, starts_at, ends_at,
      created_at, changed_at)
    values (${tx.townId}, ${id}, ${name}, ${JSON.stringify(segment)}::jsonb, ${perMinute}, 'DRAFT',
      ${startsAt}, ${endsAt}, ${event.at}, ${event.at})`.execute(tx);
  await sql`
    insert into campaign_messages (town_id, campaign_id, place, language, template_id, words)
    select ${tx.townId}, ${id}, m.place - 1, m.language, m.template, m.words
    from unnest(${messages.map((one) => one.language)}::text[],
      ${messages.map((one) => one.templateId)}::uuid[],
      ${messages.map((one) => one.words)}::text[])
      with ordinality as m (language, template, words, place)`.execute(tx);
  await insertEvent(tx, id, 'DRAFT', event);
}

export async function insertEvent(
  tx: Tx,
  campaignId: string,
  state: string,
  event: EventColumns,
): Promise<void> {
  await sql`
    insert into campaign_events (town_id, id, campaign_id, event, to_state, reason, actor_kind,
      actor_id, channel, correlation_id, happened_at)
    values (${tx.townId}, ${event.id}, ${campaignId}, ${event.event}, ${state}, ${event.reason},
      ${event.actorKind}, ${event.actorId}, ${event.channel}, ${event.correlationId},
      ${event.at})`.execute(tx);
}

export async function updateState(tx: Tx, id: string, state: string, at: Date): Promise<void> {
  await sql`
    update campaigns set state = ${state}, changed_at = ${at}
    where town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

/** Keeps how far it has come; undefined leaves a column as it was. */
export async function updateProgress(
  tx: Tx,
  id: string,
  progress: {
    readonly fixedThrough?: string;
    readonly toldThrough?: string;
    readonly nextBatchAt?: Date;
    readonly startsAt?: Date;
  },
  at: Date,
): Promise<void> {
  const { fixedThrough, toldThrough, nextBatchAt, startsAt } = progress;
  await sql`
    update campaigns set fixed_through = coalesce(${fixedThrough ?? null}::uuid, fixed_through),
      told_through = coalesce(${toldThrough ?? null}::uuid, told_through),
      next_batch_at = coalesce(${nextBatchAt ?? null}::timestamptz, next_batch_at),
      starts_at = coalesce(${startsAt ?? null}::timestamptz, starts_at), changed_at = ${at}
    where town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

export async function insertRecipients(
  tx: Tx,
  campaignId: string,
  retailerIds: readonly string[],
): Promise<void> {
  await sql`
    insert into campaign_recipients (town_id, campaign_id, retailer_id)
    select ${tx.townId}, ${campaignId}, id from unnest(${retailerIds}::uuid[]) as w (id)
    on conflict do nothing`.execute(tx);
}

export async function selectRecipients(
  tx: Tx,
  campaignId: string,
  afterId: string | null,
  rowsMax: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select retailer_id as id from campaign_recipients
    where town_id = ${tx.townId} and campaign_id = ${campaignId}
      and (${afterId}::uuid is null or retailer_id > ${afterId})
    order by retailer_id limit ${rowsMax}`.execute(tx);
  return rows.map((row) => row.id);
}

export interface OutcomeRow {
  readonly retailerId: string;
  readonly outcome: string;
}

export async function insertOutcomes(
  tx: Tx,
  campaignId: string,
  outcomes: readonly OutcomeRow[],
  at: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into campaign_outcomes (town_id, campaign_id, retailer_id, outcome, happened_at)
    select ${tx.townId}, ${campaignId}, w.id, w.outcome, ${at}
    from unnest(${outcomes.map((one) => one.retailerId)}::uuid[],
      ${outcomes.map((one) => one.outcome)}::text[]) as w (id, outcome)
    on conflict do nothing returning retailer_id as id`.execute(tx);
  return rows.map((row) => row.id);
}

/** What was fixed and what became of it, and of its messages: walks one campaign's own rows. */
export async function selectTallies(
  tx: Tx,
  campaignId: string,
): Promise<{ readonly kind: string; readonly name: string; readonly n: number }[]> {
  const { rows } = await sql<{ kind: string; name: string; n: number }>`
    select 'recipients' as kind, '' as name, count(*)::int as n from campaign_recipients
      where town_id = ${tx.townId} and campaign_id = ${campaignId}
    union all
    select 'outcome', outcome, count(*)::int from campaign_outcomes
      where town_id = ${tx.townId} and campaign_id = ${campaignId} group by outcome
    union all
    select 'rank', case when state = 'FAILED' then 'failed ' || coalesce(failure, '')
        when state = 'QUEUED' then 'queued' when state = 'UNKNOWN' then 'unknown'
        else 'sent ' || delivery_rank end, count(*)::int
      from outbox where town_id = ${tx.townId} and campaign_id = ${campaignId} group by 2`.execute(
    tx,
  );
  return rows;
}

/**
 * Of those who were told: how many said that they want no more, and how many ordered and what, all
 * within some days after it. Looks at one campaign's own people, at each by an index.
 */
export async function selectAfter(
  tx: Tx,
  campaignId: string,
  days: number,
): Promise<{ readonly stopped: number; readonly people: number; readonly orders: number }> {
  const { rows } = await sql<{ stopped: number; people: number; orders: number }>`
    with told as (
      select retailer_id, happened_at, happened_at + ${days} * interval '1 day' as until
      from campaign_outcomes
      where town_id = ${tx.townId} and campaign_id = ${campaignId} and outcome = 'told')
    select count(*) filter (where s.stopped)::int as stopped,
      count(*) filter (where o.orders > 0)::int as people, coalesce(sum(o.orders), 0)::int as orders
    from told t
    cross join lateral (
      select exists (select from campaign_choices c
        where c.town_id = ${tx.townId} and c.retailer_id = t.retailer_id and not c.wanted
          and c.chosen_at >= t.happened_at and c.chosen_at < t.until) as stopped) s
    cross join lateral (
      select count(*) as orders from orders d
      where d.town_id = ${tx.townId} and d.retailer_id = t.retailer_id
        and d.id >= uuid_at(t.happened_at) and d.id < uuid_at(t.until)
        and d.parent_id is null) o`.execute(tx);
  return rows[0] ?? { stopped: 0, people: 0, orders: 0 };
}
