import type pg from 'pg';
import type { SentMessage } from '../../src/embedded/sent-log.js';
import { DEMO } from '../../src/demo-town.js';
import type { Accepted, CrowdRetailer } from './crowd.js';

/** Rows that break a rule; empty when all is well. A few are enough to find out why. */
export type Breaches = readonly unknown[];

const SHOWN_MAX = 5;

/** Each accepted message stands once in the inbox, and nothing else does; none is set aside. */
export async function inboxBreaches(
  admin: pg.Pool,
  accepted: readonly Accepted[],
): Promise<Breaches> {
  const { rows } = await admin.query<{ wamid: string | null; stored: string | null }>(
    `with accepted as (select unnest($1::text[]) as wamid)
     select a.wamid, i.provider_id as stored from accepted a
     full join (select * from inbox where source = 'whatsapp') i on i.provider_id = a.wamid
     where a.wamid is null or i.provider_id is null
     union all select provider_id, q.reason from inbox_quarantine q
       join inbox on inbox.id = q.inbox_id`,
    [accepted.map(({ wamid }) => wamid)],
  );
  return rows.slice(0, SHOWN_MAX);
}

/**
 * Each message has one reply in the outbox: one acted on twice would have two. Told events, whose
 * flow speaks once as well, are held to the same.
 */
export async function replyBreaches(admin: pg.Pool): Promise<Breaches> {
  const { rows: replies } = await admin.query<{ cause: string; count: number }>(
    'select cause_id as cause, count(*)::int from outbox group by town_id, cause_id',
  );
  const counts = new Map(replies.map(({ cause, count }) => [cause, count]));
  const { rows: heard } = await admin.query<{ id: string; source: string; provider_id: string }>(
    'select id, source, provider_id from inbox',
  );
  return heard
    .map((message) => ({ ...message, replies: counts.get(message.id) ?? 0 }))
    .filter((message) => message.replies !== 1)
    .slice(0, SHOWN_MAX);
}

/** What a retailer has: the lines of each order in their order, and of the open basket. */
async function holdingsOf(
  admin: pg.Pool,
  retailerId: string,
): Promise<{ orders: string[][]; basket: string[] }> {
  const { rows: orders } = await admin.query<{ lines: string[] }>(
    `select array_agg(p.sku || ' ' || l.unit || ' ' || trim_scale(l.quantity)) as lines
     from orders d join order_lines l on l.town_id = d.town_id and l.order_id = d.id
     join products p on p.id = l.product_id
     where d.town_id = $1 and d.retailer_id = $2 group by d.id, d.confirmed_at
     order by d.confirmed_at, d.id`,
    [DEMO.townId, retailerId],
  );
  const { rows: lines } = await admin.query<{ line: string }>(
    `select p.sku || ' ' || (l ->> 'unit') || ' ' || trim_scale((l ->> 'quantity')::numeric)
       as line
     from baskets b, jsonb_array_elements(b.lines) l
     join products p on p.id = (l ->> 'productId')::uuid
     where b.town_id = $1 and b.retailer_id = $2 and b.state = 'OPEN'`,
    [DEMO.townId, retailerId],
  );
  return {
    orders: orders.map((order) => order.lines.sort()),
    basket: lines.map(({ line }) => line).sort(),
  };
}

/** Each retailer has the orders and the basket that follow from what they said, and no other. */
export async function effectBreaches(
  admin: pg.Pool,
  retailers: readonly CrowdRetailer[],
): Promise<Breaches> {
  const breaches: unknown[] = [];
  for (const { index, orders, basket } of retailers) {
    const found = await holdingsOf(admin, DEMO.id('retailer', index));
    const expected = { orders, basket: basket.lines() };
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      breaches.push({ retailer: index, expected, found });
    }
  }
  return breaches.slice(0, SHOWN_MAX);
}

/** Each offer stands as its vendor answered it. */
export async function offerBreaches(
  admin: pg.Pool,
  answers: ReadonlyMap<string, 'accept' | 'decline'>,
): Promise<Breaches> {
  const { rows } = await admin.query<{ id: string; state: string }>(
    'select id, state from vendor_offers',
  );
  const states = { accept: 'ACCEPTED', decline: 'DECLINED' } as const;
  const wanted = (id: string): string => {
    const answer = answers.get(id);
    return answer === undefined ? 'OFFERED' : states[answer];
  };
  return rows
    .filter(({ id, state }) => state !== wanted(id))
    .map(({ id, state }) => ({ id, state, wanted: wanted(id) }))
    .slice(0, SHOWN_MAX);
}

interface OutboxRow {
  readonly id: string;
  readonly conversation: string;
  readonly seq: number;
  readonly state: string;
  readonly phone: string;
  readonly body: string;
  readonly unknowns: number;
}

async function outboxRows(admin: pg.Pool): Promise<readonly OutboxRow[]> {
  const { rows } = await admin.query<OutboxRow>(
    `select o.id, o.conversation_id as conversation, o.seq, o.state,
       o.recipient ->> 'phone' as phone, o.content ->> 'body' as body,
       (select count(*)::int from send_attempts a where a.town_id = o.town_id
         and a.outbox_id = o.id and a.outcome = 'unknown') as unknowns
     from outbox o order by o.conversation_id, o.seq`,
  );
  return rows;
}

function bodyOf({ payload }: SentMessage): unknown {
  const text = payload['text'] as { body: string } | undefined;
  const interactive = payload['interactive'] as { body: { text: string } } | undefined;
  return text?.body ?? interactive?.body.text;
}

/** Nothing reached anybody but what is in the outbox, with its words, to its recipient. */
export async function strayMessages(
  admin: pg.Pool,
  sent: readonly SentMessage[],
): Promise<Breaches> {
  const rows = new Map((await outboxRows(admin)).map((row) => [row.id, row]));
  return sent
    .filter((message) => {
      const row = rows.get(message.callbackData ?? '');
      return row?.phone !== message.to || row.body !== bodyOf(message);
    })
    .map(({ callbackData, to, payload }) => ({ callbackData, to, payload }))
    .slice(0, SHOWN_MAX);
}

/**
 * Each committed reply was sent, its conversation's earlier ones before it, and again only where
 * nobody could know what had become of an attempt.
 */
export async function sendBreaches(
  admin: pg.Pool,
  sent: readonly SentMessage[],
): Promise<Breaches> {
  const arrivals = new Map<string, number[]>();
  for (const { callbackData, seq } of sent) {
    const seen = arrivals.get(callbackData ?? '') ?? [];
    arrivals.set(callbackData ?? '', [...seen, seq]);
  }
  const breaches: unknown[] = [];
  let before: Placed | undefined;
  for (const row of await outboxRows(admin)) {
    const seen = arrivals.get(row.id) ?? [];
    const placed = { row, at: seen[0] ?? Infinity };
    if (row.state !== 'SENT' || seen.length === 0) breaches.push({ unsent: row });
    if (seen.length > 1 + row.unknowns) breaches.push({ repeated: row, times: seen.length });
    const why = misplaced(placed, before);
    if (why !== undefined) breaches.push({ [why]: row });
    before = placed;
  }
  return breaches.slice(0, SHOWN_MAX);
}

/** A row and when it first reached the double. */
interface Placed {
  readonly row: OutboxRow;
  readonly at: number;
}

/** What is wrong with the place of a row behind the one before it, in the order of the outbox. */
function misplaced({ row, at }: Placed, before: Placed | undefined): string | undefined {
  if (before?.row.conversation !== row.conversation) return row.seq === 1 ? undefined : 'gap';
  if (row.seq !== before.row.seq + 1) return 'gap';
  // One that was never sent is a breach of its own, not also of all behind it.
  return before.at !== Infinity && at < before.at ? 'overtook' : undefined;
}

/** What is still waiting for somebody: messages, replies, work that is due. */
export async function countWaiting(admin: pg.Pool): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    `select (select count(*) from inbox_queue)::int + (select count(*) from outbox_queue)::int
       + (select count(*) from due_work where due_at <= now())::int as n`,
  );
  return rows[0]?.n ?? 0;
}

/** What the queues hold and what sessions do: for whoever must find out why nothing moves. */
export async function describeStandstill(admin: pg.Pool): Promise<unknown> {
  const { rows: queues } = await admin.query<Record<string, unknown>>(
    `select 'inbox' as queue, lane, '' as state, count(*)::int, min(due_at), max(attempts)
     from inbox_queue group by lane
     union all select 'outbox', 0, state, count(*)::int, min(due_at), max(attempts)
       from outbox_queue group by state
     union all select topic, 0, '', count(*)::int, min(due_at), max(attempts)
       from due_work where due_at <= now() group by topic`,
  );
  const { rows: sessions } = await admin.query<Record<string, unknown>>(
    `select pid, usename, state, wait_event_type, wait_event, now() - xact_start as since,
       pg_blocking_pids(pid) as blocked_by, left(query, 120) as query
     from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const { rows: jobs } = await admin.query<Record<string, unknown>>(
    `select relname, n_live_tup::int as rows from pg_stat_user_tables where schemaname = 'bull'`,
  );
  return { queues, sessions, jobs };
}
