import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { DEMO } from '../../src/demo-town.js';

/**
 * The least that a durable hop does, for comparison with ours on the same machine: one request, one
 * transaction that locks and changes a caller's row and adds one to the inbox, one answer. It reads
 * no flow and knows no product. Started with the URL of the database; says its port to its parent.
 */

const config: pg.PoolConfig & { pipeline: boolean } = {
  connectionString: process.argv[2],
  max: 16,
  pipeline: true,
};
const pool = new pg.Pool(config);

const OPEN = `begin; select set_config('role', 'pasal_app', true),
  set_config('app.town_id', '${DEMO.townId}', true)`;

const LOCK = {
  name: 'lock',
  text: `insert into ussd_callers (town_id, conversation_id, channel_account_id, phone, changed_at)
    values ($1, $2, $3, $4, now())
    on conflict (town_id, channel_account_id, phone) do update set changed_at = now()
    returning conversation_id, turn`,
};
const SAVE = {
  name: 'save',
  text: `update ussd_callers set turn = turn + 1, screen = $4
    where town_id = $1 and channel_account_id = $2 and phone = $3`,
};
const STORE = {
  name: 'store',
  text: `insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
      sender, content, raw, received_at, correlation_id)
    values ($1, $2, $3, 'ussd', 'bare', $4, '{}', '{}', '', now(), $4)`,
};

const ACCOUNT = randomUUID();

/** Two round trips, as many as ours takes where nothing but the screen changes. */
async function hop(phone: string): Promise<string> {
  const client = await pool.connect();
  try {
    const opened = client.query(OPEN);
    const locked = client.query<{ conversation_id: string; turn: number }>({
      ...LOCK,
      values: [DEMO.townId, randomUUID(), ACCOUNT, phone],
    });
    const [{ rows }] = await Promise.all([locked, opened]);
    const { conversation_id: conversation = '', turn = 0 } = rows[0] ?? {};
    const screen = `CON ${turn}`;
    const id = randomUUID();
    await Promise.all([
      client.query({ ...SAVE, values: [DEMO.townId, ACCOUNT, phone, screen] }),
      client.query({ ...STORE, values: [DEMO.townId, id, conversation, id] }),
      client.query('commit'),
    ]);
    return screen;
  } finally {
    client.release();
  }
}

async function answer(request: IncomingMessage): Promise<string> {
  const fields = new URLSearchParams(await text(request));
  return hop(fields.get('phoneNumber') ?? '');
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
