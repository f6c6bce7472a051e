import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Tally } from './tally.js';

/** Whether everything that was accepted was answered, once. */
export interface Accounts {
  readonly posted: number;
  readonly accepted: number;
  /** Posts that got another answer than 200, or none. */
  readonly refused: number;
  /** Accepted messages of which no reply reached the double. */
  readonly lost: number;
  /** Replies that reached the double more than once. */
  readonly duplicated: number;
  /** Replies beyond one to a message. */
  readonly surplus: number;
  /** Accepted messages that stand set aside. */
  readonly quarantined: number;
  readonly orders: number;
  readonly offers: number;
  /** What is still queued after the wait for quiet; nothing, if all is well. */
  readonly stillQueued: number;
}

const QUIET_MS_MAX = 30_000;
const LOOK_MS = 100;

async function countQueued(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    `select (select count(*) from inbox_queue)::int + (select count(*) from outbox_queue)::int
       + (select count(*) from due_work where due_at <= now())::int as n`,
  );
  return rows[0]?.n ?? 0;
}

/** Waits, by looking, until nothing is queued any more; gives what is left after the time limit. */
export async function untilQuiet(admin: pg.Client): Promise<number> {
  for (let waitedMs = 0; waitedMs < QUIET_MS_MAX; waitedMs += LOOK_MS) {
    if ((await countQueued(admin)) === 0) return 0;
    await pause(LOOK_MS);
  }
  return countQueued(admin);
}

/** Compares what was posted and what reached the double with what the database holds. */
export async function settleAccounts(
  admin: pg.Client,
  scenario: string,
  tally: Tally,
  stillQueued: number,
): Promise<Accounts> {
  const prefix = `wamid.${scenario}.`;
  const { rows } = await admin.query<{ wamid: string; replies: string[] }>(
    `select i.provider_id as wamid,
       coalesce(array_agg(o.id::text) filter (where o.id is not null), '{}') as replies
     from inbox i left join outbox o on o.town_id = i.town_id and o.cause_id = i.id
     where i.source = 'whatsapp' and starts_with(i.provider_id, $1) group by i.provider_id`,
    [prefix],
  );
  const replies = new Map(rows.map((row) => [row.wamid, row.replies]));
  const accepted = tally.posted.filter(({ status }) => status === 200);
  const answers = accepted.map(({ wamid }) => replies.get(wamid) ?? []);
  const { rows: found } = await admin.query<{
    quarantined: number;
    orders: number;
    offers: number;
  }>(
    `with mine as (select town_id, id, correlation_id from inbox
       where source = 'whatsapp' and starts_with(provider_id, $1))
     select
       (select count(*)::int from inbox_quarantine q join mine m on m.id = q.inbox_id)
         as quarantined,
       (select count(*)::int from order_status_events e join mine m using (correlation_id)
         where e.from_state is null) as orders,
       (select count(*)::int from order_status_events e join mine m using (correlation_id)
         where e.event = 'vendor_assigned') as offers`,
    [prefix],
  );
  return {
    posted: tally.posted.length,
    accepted: accepted.length,
    refused: tally.posted.length - accepted.length,
    lost: answers.filter((ids) => !ids.some((id) => tally.reached.has(id))).length,
    duplicated: [...tally.reached.values()].filter((count) => count > 1).length,
    surplus: answers.reduce((sum, ids) => sum + Math.max(0, ids.length - 1), 0),
    quarantined: found[0]?.quarantined ?? 0,
    orders: found[0]?.orders ?? 0,
    offers: found[0]?.offers ?? 0,
    stillQueued,
  };
}
