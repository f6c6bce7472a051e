import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { USSD } from '../../src/base/ussd-limits.js';
import { DEMO } from '../../src/demo-town.js';

/**
 * The least that durable hops do, for comparison with ours on the same machine: callers who wait
 * at the same time share a transaction that locks and changes their rows and adds one each to the
 * inbox; then they are answered. It reads no flow and knows no product. Started with the URL of
 * the database; says its port to its parent.
 */

/** Transactions at once, and callers in one, as of our keypads. */
const TRANSACTIONS_MAX = USSD.together_transactions_max;
const TOGETHER_MAX = USSD.together_max;

const config: pg.PoolConfig & { pipeline: boolean } = {
  connectionString: process.argv[2],
  max: TRANSACTIONS_MAX,
  pipeline: true,
};
const pool = new pg.Pool(config);

const ENTER = {
  name: 'enter',
  text: `select set_config('role', 'pasal_app', true), set_config('app.town_id', $1, true)`,
  values: [DEMO.townId],
};
const LOCK = {
  name: 'lock',
  text: `insert into ussd_callers (town_id, conversation_id, channel_account_id, phone, changed_at)
    select $1, n.id, $2, n.phone, now()
    from unnest($3::uuid[], $4::text[]) n(id, phone) order by n.phone
    on conflict (town_id, channel_account_id, phone) do update set changed_at = now()
    returning phone, conversation_id, turn`,
};
const SAVE = {
  name: 'save',
  text: `update ussd_callers c set turn = c.turn + 1, screen = n.screen
    from unnest($3::text[], $4::text[]) n(phone, screen)
    where c.town_id = $1 and c.channel_account_id = $2 and c.phone = n.phone`,
};
const STORE = {
  name: 'store',
  text: `insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
      sender, content, raw, received_at, correlation_id)
    select $1, n.id, n.conversation, 'ussd', 'bare', n.id::text, '{}', '{}', '', now(), n.id
    from unnest($2::uuid[], $3::uuid[]) n(id, conversation)`,
};

const ACCOUNT = randomUUID();

interface Waiting {
  readonly phone: string;
  readonly resolve: (screen: string) => void;
  readonly reject: (error: unknown) => void;
}

let waiting: readonly Waiting[] = [];
let running = 0;

/** Answers whoever waits, one call of a phone at a time. */
function connect(): void {
  while (waiting.length > 0 && running < TRANSACTIONS_MAX) {
    const phones = [...new Set(waiting.map(({ phone }) => phone))].slice(0, TOGETHER_MAX);
    const calls = phones.flatMap((one) => waiting.find(({ phone }) => phone === one) ?? []);
    waiting = waiting.filter((call) => !calls.includes(call));
    running += 1;
    void answerAll(calls).finally(() => {
      running -= 1;
      connect();
    });
  }
}

async function answerAll(calls: readonly Waiting[]): Promise<void> {
  try {
    const screens = await hopTogether(calls.map(({ phone }) => phone));
    for (const { phone, resolve } of calls) resolve(screens.get(phone) ?? '');
  } catch (error) {
    for (const { reject } of calls) reject(error);
  }
}

/** Two round trips, as many as ours take where nothing but the screens change. */
async function hopTogether(phones: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const client = await pool.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  try {
    stream.cork();
    const opened = [client.query('begin'), client.query(ENTER)];
    const ids = phones.map(() => randomUUID());
    const locked = client.query<{ phone: string; conversation_id: string; turn: number }>({
      ...LOCK,
      values: [DEMO.townId, ACCOUNT, ids, phones],
    });
    stream.uncork();
    const [{ rows }] = await Promise.all([locked, ...opened]);
    const screens = new Map(rows.map(({ phone, turn }) => [phone, `CON ${turn}`]));
    const conversations = rows.map((row) => row.conversation_id);
    const saved = [DEMO.townId, ACCOUNT, [...screens.keys()], [...screens.values()]];
    stream.cork();
    const closed = [
      client.query({ ...SAVE, values: saved }),
      client.query({
        ...STORE,
        values: [DEMO.townId, rows.map(() => randomUUID()), conversations],
      }),
      client.query('commit'),
    ];
    stream.uncork();
    await Promise.all(closed);
    return screens;
  } finally {
    client.release();
  }
}

async function answer(request: IncomingMessage): Promise<string> {
  const phone = new URLSearchParams(await text(request)).get('phoneNumber') ?? '';
  return new Promise((resolve, reject) => {
    waiting = [...waiting, { phone, resolve, reject }];
    setImmediate(connect);
  });
}

const server = createServer((request, response) => {
  answer(request).then(
    (screen) => response.end(screen),
    (error: unknown) => {
      console.error(error);
      response.statusCode = 500;
      response.end();
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
