import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import request from 'supertest';
import { LIMITS } from '../../src/base/limits.js';
import { signBody } from '../../src/embedded/meta-webhook.js';
import { openIntake } from '../../src/inbox/intake.js';
import type { Intake } from '../../src/inbox/intake.js';
import { aMessage, messagesBody, NUMBER_ID } from '../support/meta-payloads.js';
import { addNumber, addTown, APP_SECRET, openBench } from './support.js';
import type { Bench } from './support.js';

/** What comes while another process meets a stranger, and holds the lock of the account for it. */

let bench: Bench;
let intake: Intake;
let other: pg.Client;
beforeAll(async () => {
  bench = await openBench();
  await addNumber(bench, await addTown(bench, 'surkhet'), NUMBER_ID);
});
afterAll(() => bench.close());

beforeEach(async () => {
  const { database, universe, log, adminUrl } = bench;
  // Of a process that was just started: it knows nobody.
  intake = openIntake({ database, universe, log, ring: () => undefined });
  other = new pg.Client({ connectionString: adminUrl });
  await other.connect();
});
afterEach(async () => {
  await other.end();
  await intake.close();
});

/** Takes the lock, until it is rolled back. */
async function meetStranger(): Promise<void> {
  await other.query('begin');
  await other.query(
    `select pg_advisory_xact_lock(hashtextextended('contacts ' || id, 0))
     from channel_accounts where provider_account_id = $1`,
    [NUMBER_ID],
  );
}

async function deliver(to: Bench['server'], id: string, from: string): Promise<number> {
  const message = aMessage({ id, from, type: 'text', text: { body: 'namaste' } });
  const raw = JSON.stringify(messagesBody({ messages: [message] }));
  const signed = request(to.app)
    .post('/webhooks/whatsapp')
    .set('Content-Type', 'application/json')
    .set('X-Hub-Signature-256', signBody(raw, APP_SECRET));
  return (await signed.send(raw)).status;
}

const KNOWN = '9779841009999';

test('is stored where its sender is known', async () => {
  expect(await deliver(bench.server, 'wamid.first', KNOWN)).toBe(200);
  await meetStranger();
  expect(await deliver(bench.build({ intake }), 'wamid.second', KNOWN)).toBe(200);
  const rows = await bench.ask(`select id from inbox where provider_id = 'wamid.second'`);
  expect(rows).toHaveLength(1);
});

test('waits with others of its kind, and goes with them', async () => {
  await meetStranger();
  const server = bench.build({ intake });
  const wamids = Array.from({ length: 12 }, (_, i) => `wamid.stranger${i}`);
  const answers: Promise<number>[] = [];
  for (const [i, wamid] of wamids.entries()) {
    answers.push(deliver(server, wamid, `977984100${1000 + i}`));
    // Each has a window of its own, or all would go together anyhow.
    await pause(3 * LIMITS.intake_window_ms);
  }
  await other.query('rollback');
  expect(await Promise.all(answers)).toEqual(wamids.map(() => 200));
  const [row] = await bench.ask<{ transactions: number }>(
    `select count(distinct xmin::text)::int as transactions from inbox where provider_id = any($1)`,
    [wamids],
  );
  expect(row?.transactions).toBeLessThanOrEqual(LIMITS.intake_transactions_max + 1);
});
