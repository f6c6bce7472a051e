import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { SENDING } from '../base/limits.js';
import type { OutboundContent, Recipient } from '../base/outbound.js';
import type { PlatformTx } from '../db/transaction.js';
import type { Priority } from './messages.js';

/** A message released for sending; its attempt is already written. */
export interface Released {
  readonly townId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly outboxId: string;
  readonly attempt: number;
  readonly priority: Priority;
  readonly channel: 'whatsapp' | 'sms';
  readonly providerAccountId: string;
  readonly recipient: Recipient;
  readonly content: OutboundContent;
  readonly harmless: boolean;
  readonly correlationId: string;
  readonly createdAt: Date;
  /** Its number wants no short messages any more. */
  readonly isStopped: boolean;
  /** What a template that may stand in for it is about. */
  readonly meaning: string | null;
  readonly campaignId: string | null;
  /** When they last wrote, by the provider's clock. */
  readonly typedAt: Date | null;
  readonly language: string | null;
  /** When they last came by an advertisement of ours. */
  readonly referredAt: Date | null;
  /** Until when nothing is charged, since that was answered in time. */
  readonly freeUntil: Date | null;
  /** The provider said so, when it was sent before. */
  readonly isWindowClosed: boolean;
}

/** What was released, and when there may be more. */
export interface Release {
  readonly messages: readonly Released[];
  /** Whether a town had more than its share of this batch. */
  readonly isMore: boolean;
  /** When a number that has used up its allowance may send again; null: none has. */
  readonly allowedAt: Date | null;
}

/** So many messages to one recipient at once, on what follows, beside the first. */
const ADVANCE = sql.lit(SENDING.pair_burst_max - 1);

/**
 * Who is to be sent to now: the towns that have something waiting on a number, what each number
 * may send, and the best of each town in its turn.
 */
function choose(now: Date, messagesMax: number): RawBuilder<unknown> {
  return sql`
    with recursive pair as (
      (select channel_account_id, town_id from outbox_queue where state = 'READY'
        order by channel_account_id, town_id limit 1)
      union all
      select n.channel_account_id, n.town_id from pair p cross join lateral (
        select q.channel_account_id, q.town_id from outbox_queue q where q.state = 'READY'
          and (q.channel_account_id, q.town_id) > (p.channel_account_id, p.town_id)
        order by q.channel_account_id, q.town_id limit 1) n),
    share as materialized (
      select greatest(${SENDING.share_min}::bigint,
        2 * ${messagesMax}::bigint / greatest(count(*), 1)) as most from pair),
    desk as materialized (
      select s.channel_account_id, c.channel, c.provider_account_id, s.begun_rest_until,
        c.messages_per_second_max::integer as rate,
        c.pair_interval_ms * interval '1 ms' as pair_interval,
        greatest(s.whole_at, ${now}) as whole_at,
        greatest(1, c.messages_per_second_max * ${SENDING.number_burst_ms}::integer / 1000)
          as burst
      from channel_accounts c join sending_pace s on s.channel_account_id = c.id
      where c.id in (select channel_account_id from pair) and c.state = 'ACTIVE'
        and (s.rest_until is null or s.rest_until <= ${now})
      order by s.channel_account_id for update of s),
    ripe as (
      select q.*, d.burst - d.rate * extract(epoch from d.whole_at - ${now}) as free,
        row_number() over (partition by q.channel_account_id, q.town_id
          order by q.priority, q.due_at, q.outbox_id) as turn
      from pair p join desk d on d.channel_account_id = p.channel_account_id
      cross join lateral (
        select q.* from outbox_queue q
        where q.channel_account_id = p.channel_account_id and q.town_id = p.town_id
          and q.state = 'READY' and q.due_at <= ${now}
          and (q.priority = 0 or d.begun_rest_until is null or d.begun_rest_until <= ${now})
          and not exists (select from outbox_queue b where b.town_id = q.town_id
            and b.conversation_id = q.conversation_id and b.seq < q.seq
            and (b.priority < 2 or q.priority = 2))
          and not (q.priority = 2 and exists (select from outbox_queue b
            where b.town_id = q.town_id and b.conversation_id = q.conversation_id
              and b.priority < 2))
        order by q.priority, q.due_at, q.outbox_id limit (select most from share)) q),
    chosen as (
      select r.* from (
        select *, row_number() over (partition by channel_account_id
          order by priority, turn, due_at, outbox_id) as place from ripe) r
      where r.place <= r.free order by r.priority, r.turn, r.due_at, r.outbox_id
      limit ${messagesMax})`;
}

/** The chosen rows, locked, and when each recipient's allowance is whole again. */
function take(now: Date): RawBuilder<unknown> {
  return sql`
    taken as materialized (
      select q.town_id, q.conversation_id, q.seq, q.channel_account_id, q.outbox_id from chosen c
      join outbox_queue q on q.town_id = c.town_id and q.conversation_id = c.conversation_id
        and q.seq = c.seq and q.state = 'READY' for update of q skip locked),
    owing as materialized (
      select t.*, d.channel, d.provider_account_id, d.pair_interval,
        ${now}::timestamptz + d.pair_interval * ${ADVANCE} as advanced_to,
        greatest(${now}, case d.channel
        when 'whatsapp' then (select max(a.pair_whole_at) from outbox o
          join send_attempts a on a.town_id = o.town_id and a.outbox_id = o.id
          where o.town_id = t.town_id and o.conversation_id = t.conversation_id
            and o.seq between t.seq - 3 and t.seq + 3) end) as whole_at
      from taken t join desk d on d.channel_account_id = t.channel_account_id)`;
}

/**
 * Releases messages, at most `messagesMax`, and writes each attempt before any call is made. What
 * is released is leased until `leaseUntil`: a worker that dies leaves it to the sweep.
 *
 * - Only the oldest unsent message of a conversation is released. A campaign's alone is overtaken:
 *   it waits for everything else that is to be said there.
 * - A number that is paused or rests sends nothing; others send as fast as they may. Their
 *   allowance is kept in `sending_pace`, whose rows all workers lock in turn.
 * - Answers go before what we say unasked, that before campaigns; of equals each town sends one
 *   after the other, whatever the others have waiting.
 * - A recipient who had too many waits, with all that stands behind it, and nobody else does.
 *
 * Costs the towns that have something waiting, not what they have: each is looked up by index.
 * Locks: the paces of the numbers, then the released queue rows; those that others hold are
 * passed over.
 */
export async function releaseMessages(
  tx: PlatformTx,
  now: Date,
  leaseUntil: Date,
  messagesMax: number,
): Promise<Release> {
  const { rows } = await sql<Released & { isMore: boolean; allowedAt: Date | null }>`
    ${choose(now, messagesMax)},
    ${take(now)},
    held as (
      update outbox_queue q set due_at = w.whole_at - w.pair_interval * ${ADVANCE}
      from owing w where w.whole_at > w.advanced_to
        and q.town_id = w.town_id and q.conversation_id = w.conversation_id and q.state = 'READY'
        and q.due_at < w.whole_at - w.pair_interval * ${ADVANCE}),
    sending as (
      update outbox_queue q set state = 'SENDING', attempts = q.attempts + 1,
        due_at = ${leaseUntil}
      from owing w where w.whole_at <= w.advanced_to
        and q.town_id = w.town_id and q.conversation_id = w.conversation_id and q.seq = w.seq
      returning q.town_id, q.conversation_id, q.seq, q.outbox_id, q.attempts, q.priority,
        q.window_closed, q.channel_account_id, w.channel, w.provider_account_id, w.whole_at,
        w.pair_interval),
    attempt as (
      insert into send_attempts (town_id, outbox_id, attempt, started_at, pair_whole_at)
      select town_id, outbox_id, attempts, ${now},
        case channel when 'whatsapp' then whole_at + pair_interval end from sending),
    used as materialized (
      select d.channel_account_id, d.burst, d.rate,
        d.whole_at + make_interval(secs => count(*) / d.rate::float8) as whole_at
      from sending s join desk d on d.channel_account_id = s.channel_account_id
      group by d.channel_account_id, d.burst, d.rate, d.whole_at),
    paced as (
      update sending_pace p set whole_at = u.whole_at
      from used u where p.channel_account_id = u.channel_account_id)
    select s.town_id as "townId", s.conversation_id as "conversationId", s.seq,
      s.outbox_id as "outboxId", s.attempts as attempt, s.priority,
      s.channel, s.provider_account_id as "providerAccountId", o.recipient, o.content, o.harmless,
      o.correlation_id as "correlationId", o.created_at as "createdAt",
      s.channel = 'sms' and p.stopped_at is not null as "isStopped", o.meaning,
      o.campaign_id as "campaignId",
      p.last_typed_at as "typedAt", p.language, p.referred_at as "referredAt",
      p.free_until as "freeUntil", s.window_closed as "isWindowClosed",
      exists (select from ripe where turn >= (select most from share)) as "isMore",
      (select min(u.whole_at - make_interval(secs => (u.burst - 1)::float8 / u.rate)) from used u
        where u.whole_at - make_interval(secs => (u.burst - 1)::float8 / u.rate) > ${now})
        as "allowedAt"
    from sending s join outbox o on o.town_id = s.town_id and o.id = s.outbox_id
    left join sessions p on p.town_id = s.town_id and p.conversation_id = s.conversation_id
    order by s.outbox_id`.execute(tx);
  const messages = rows.map(({ isMore: _more, allowedAt: _at, ...message }) => message);
  const isMore = rows[0]?.isMore === true || rows.length === messagesMax;
  return { messages, isMore, allowedAt: rows[0]?.allowedAt ?? null };
}

/** A rest that the provider asked of a number, or of all of its business account. */
export interface Rest {
  readonly channel: 'whatsapp' | 'sms';
  readonly providerAccountId: string;
  readonly all: boolean;
  readonly until: Date;
  /** Only what we say unasked rests. */
  readonly begunOnly: boolean;
}

/** Has numbers rest, for all workers; a longer rest stays. Locks their paces. */
export async function restNumbers(tx: PlatformTx, rests: readonly Rest[]): Promise<void> {
  await sql`
    with asked as (
      select n.id, max(r.until) filter (where not r."begunOnly") as rest,
        max(r.until) filter (where r."begunOnly") as begun_rest
      from json_to_recordset(${JSON.stringify(rests)}::json) as r(channel text,
        "providerAccountId" text, "all" boolean, until timestamptz, "begunOnly" boolean)
      join channel_accounts c on c.channel = r.channel
        and c.provider_account_id = r."providerAccountId"
      join lateral (select c.id union select o.id from channel_accounts o where r."all"
        and o.channel = c.channel and o.business_account_id = c.business_account_id) n on true
      group by n.id),
    meant as (
      select s.channel_account_id, a.rest, a.begun_rest from asked a
      join sending_pace s on s.channel_account_id = a.id
      order by s.channel_account_id for update of s)
    update sending_pace s set rest_until = greatest(s.rest_until, m.rest),
      begun_rest_until = greatest(s.begun_rest_until, m.begun_rest)
    from meant m where s.channel_account_id = m.channel_account_id`.execute(tx);
}
