import pg from 'pg';
import { inTown } from '../../src/db/transaction.js';
import { verify } from '../../src/domain/ledger/verify.js';
import type { GraphDouble } from '../../src/embedded/graph-double.js';
import { findBreaches } from '../support/consistency.js';
import { PLACE } from './database.js';
import type { Process } from './process.js';

/** Something that must not be; the message says what. */
export class Unsound extends Error {}

/** What is looked at during a day. */
export interface Inspector {
  /** After every step: the rules of consistency, and nothing said that was not committed. */
  safe(): Promise<void>;
  /** After healing: nothing waits, nobody was left without a word, and the books add up. */
  live(process: Process): Promise<void>;
  close(): Promise<void>;
}

/** Opens the inspector of a day on a connection of its own. */
export async function openInspector(adminUrl: string, double: GraphDouble): Promise<Inspector> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  let heardUpTo = 0;
  return {
    safe: async () => {
      const breaches = await findBreaches(client, PLACE.townId);
      if (breaches.length > 0) throw new Unsound(`rules are broken: ${JSON.stringify(breaches)}`);
      const heard = double.log.after(heardUpTo, 10_000);
      heardUpTo = heard.at(-1)?.seq ?? heardUpTo;
      await expectCommitted(
        client,
        heard.map(({ callbackData }) => callbackData),
      );
    },
    live: async (process) => {
      for (const [what, text] of Object.entries(LEFT_BEHIND)) {
        const { rows } = await client.query(text, [PLACE.townId, process.parts.universe.now()]);
        if (rows.length > 0) throw new Unsound(`${what}: ${JSON.stringify(rows.slice(0, 3))}`);
      }
      await expectSentOnce(client, double);
      const verified = await inTown(process.parts.database, PLACE.townId, (tx) => verify(tx));
      if (!verified.ok) throw new Unsound(`the books are wrong: ${JSON.stringify(verified)}`);
    },
    close: () => client.end(),
  };
}

async function expectCommitted(
  client: pg.Client,
  heard: readonly (string | null)[],
): Promise<void> {
  if (heard.length === 0) return;
  const { rows } = await client.query<{ id: string }>(
    `select id from unnest($1::uuid[]) as heard (id) where not exists (
       select from outbox o where o.town_id = $2 and o.id = heard.id)`,
    [heard, PLACE.townId],
  );
  if (rows.length > 0) throw new Unsound(`said, but not committed: ${JSON.stringify(rows)}`);
}

/** What may not be there when everything has come to rest; `$2` is the time. */
const LEFT_BEHIND: Readonly<Record<string, string>> = {
  'messages nobody acted on': `
    select inbox_id from inbox_queue where town_id = $1 and $2::timestamptz is not null`,
  'replies nobody sent': `
    select outbox_id, state from outbox_queue where town_id = $1 and $2::timestamptz is not null`,
  'work that was due and not done': `
    select topic, subject_id from due_work where town_id = $1 and due_at <= $2`,
  'messages that were set aside': `
    select inbox_id, reason from inbox_quarantine
    where town_id = $1 and $2::timestamptz is not null`,
  'messages that were acted on more than once': `
    select cause_id from outbox where town_id = $1 and $2::timestamptz is not null
    group by cause_id having count(distinct created_at) > 1`,
  'people who were not answered': `
    select i.sender, i.content from inbox i where i.town_id = $1 and i.source = 'whatsapp'
      and i.content ->> 'kind' in ('text', 'choice') and $2::timestamptz is not null
      and not exists (select from outbox o
        where o.town_id = i.town_id and o.conversation_id = i.conversation_id
          and o.cause_id = i.id)`,
};

/**
 * A message reached the double a second time only if it is harmless and an earlier attempt ended
 * without an answer: then nobody could know. A third time never.
 */
async function expectSentOnce(client: pg.Client, double: GraphDouble): Promise<void> {
  const times = new Map<string, number>();
  for (const { callbackData } of double.log.after(0, 100_000))
    if (callbackData !== null) times.set(callbackData, (times.get(callbackData) ?? 0) + 1);
  const twice = [...times].filter(([, count]) => count > 1);
  const { rows } = await client.query<{ id: string }>(
    `select o.id from unnest($1::uuid[], $2::int[]) as sent (id, times)
     join outbox o on o.town_id = $3 and o.id = sent.id
     where not o.harmless or sent.times > 2 or not exists (
       select from send_attempts a where a.town_id = o.town_id and a.outbox_id = o.id
         and coalesce(a.outcome, 'unknown') = 'unknown')`,
    [twice.map(([id]) => id), twice.map(([, count]) => count), PLACE.townId],
  );
  if (rows.length > 0) throw new Unsound(`said twice without a doubt: ${JSON.stringify(rows)}`);
}
