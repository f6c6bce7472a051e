import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { openSmsPosts } from '../../src/channels/sms/posts.js';
import type { HttpServer } from '../../src/http/server.js';
import { openIntake } from '../../src/inbox/intake.js';
import type { Intake } from '../../src/inbox/intake.js';
import { addTown, openBench } from '../http/support.js';
import type { Bench } from '../http/support.js';

const TOKEN = 'a-message-path-token-of-the-tests';

let bench: Bench;
let intake: Intake;
let server: HttpServer;
let account: string;
let townId: string;
beforeAll(async () => {
  bench = await openBench();
  const { database, universe, log } = bench;
  const ring = (lane: number): void => {
    bench.rung.push(lane);
  };
  intake = openIntake({ channel: 'sms', database, universe, log, ring });
  const posts = openSmsPosts({ pathTokens: ['the-one-before-this', TOKEN], universe, log });
  server = bench.build({ sms: { posts, intake } });
  townId = await addTown(bench, 'messages');
  account = randomUUID();
  await bench.ask(
    `insert into channel_accounts (id, channel, provider_account_id, home_town_id)
     values ($1, 'sms', '7000', $2)`,
    [account, townId],
  );
});
afterAll(async () => {
  await intake.close();
  await bench.close();
});

function post(form: string, fields: Record<string, string>, token = TOKEN): request.Test {
  return request(server.app)
    .post(`/webhooks/sms/africastalking/${token}/${form}`)
    .type('form')
    .send(fields);
}

const HELLO = { from: '+9779800000001', to: '7000', text: 'hello', date: '2026-03-02 02:15:00' };

describe('an address', () => {
  test.each([
    ['of another token', `africastalking/another-token-of-16/inbound`],
    ['of no token', 'africastalking//inbound'],
    ['of another provider', `twilio/${TOKEN}/inbound`],
    ['of a form we do not know', `africastalking/${TOKEN}/voice`],
    ['with more behind it', `africastalking/${TOKEN}/inbound/x`],
  ])('%s is not there', async (_name, path) => {
    await request(server.app).post(`/webhooks/sms/${path}`).type('form').send(HELLO).expect(404);
  });

  test('of a token that is being replaced still works', async () => {
    await post('inbound', { ...HELLO, id: 'old-token' }, 'the-one-before-this').expect(200);
  });

  test('takes POST alone, and no more than a message can have', async () => {
    const path = `/webhooks/sms/africastalking/${TOKEN}/inbound`;
    await request(server.app).get(path).expect(405);
    await post('inbound', { ...HELLO, id: 'big', text: 'a'.repeat(40_000) }).expect(413);
  });
});

test('one incoming message is stored once, however often at once it is posted', async () => {
  await Promise.all(
    Array.from({ length: 8 }, () => post('inbound', { ...HELLO, id: 'once' }).expect(200)),
  );
  const rows = await bench.ask(
    `select i.source, i.content, i.sender, i.typed_at, count(q.*)::int as waiting from inbox i
     join inbox_queue q on q.inbox_id = i.id
     where i.provider_id = 'once' group by i.town_id, i.id`,
  );
  expect(rows).toEqual([
    {
      source: 'sms',
      content: { kind: 'text', text: 'hello' },
      sender: { phone: HELLO.from, bsuid: null, name: null },
      typed_at: new Date('2026-03-02T02:15:00Z'),
      waiting: 1,
    },
  ]);
});

test('what cannot be used is kept as bytes and answered 200, not to come for hours', async () => {
  await post('inbound', { text: 'from nobody' }).expect(200);
  await post('delivery', { status: 'Success' }).expect(200);
  await post('inbound', { from: 'MTN', to: '7000', id: 'word', text: 'Win' }).expect(200);
  const rows = await bench.ask(
    `select reason from webhook_remains where channel = 'sms' order by reason`,
  );
  expect(rows.map((row) => String(row['reason']))).toEqual([
    'message of nobody',
    'not the form of its address',
    'not the form of its address',
  ]);
});

test('a number that writes faster than anybody types is asked to send it later', async () => {
  const from = '+9779800000777';
  const answers: number[] = [];
  for (let i = 0; i < 32; i += 1) {
    answers.push((await post('inbound', { ...HELLO, from, id: `flood-${i}` })).status);
  }
  expect(answers.filter((status) => status === 200).length).toBeGreaterThanOrEqual(30);
  expect(answers).toContain(429);
  // Others are not kept from writing by it.
  await post('inbound', { ...HELLO, id: 'beside the flood' }).expect(200);
});

describe('reports', () => {
  const phone = '+9779800000002';

  /** A message that the provider took under this id. */
  async function sent(messageId: string): Promise<string> {
    await post('inbound', { ...HELLO, from: phone, id: `of ${messageId}`.replace(' ', '-') });
    const [contact] = await bench.ask<{ conversation_id: string }>(
      'select conversation_id from contact_directory where address = $1',
      [phone],
    );
    const id = randomUUID();
    await bench.ask(
      `insert into outbox (town_id, id, conversation_id, seq, channel_account_id, recipient,
         content, harmless, correlation_id, created_at, state)
       values ($1, $2, $3, (random() * 1e9)::int, $4, '{}', '{}', false, 'c', now(), 'SENT')`,
      [townId, id, contact?.conversation_id, account],
    );
    await bench.ask(
      `insert into send_attempts (town_id, outbox_id, attempt, started_at, provider_message_id)
       values ($1, $2, 1, now(), $3)`,
      [townId, id, messageId],
    );
    return id;
  }

  test.each([
    ['in order', ['Sent', 'Buffered', 'Success'], 'SENT', 4],
    ['late ones after the end', ['Success', 'Buffered', 'Sent'], 'SENT', 4],
    ['failed for good', ['Sent', 'Failed', 'Sent'], 'FAILED', 3],
    ['failed, and then it arrived', ['Failed', 'Success'], 'SENT', 4],
    ['it arrived, and then it failed', ['Success', 'Failed'], 'SENT', 4],
    ['twice each', ['Sent', 'Sent', 'Success', 'Success'], 'SENT', 4],
    ['a word nobody knows', ['InOrbit'], 'SENT', 0],
  ])('%s', async (name, words, state, rank) => {
    const messageId = `ATXid_${name.replace(/\W/g, '')}`;
    const id = await sent(messageId);
    for (const status of words) {
      await post('delivery', { id: messageId, status, phoneNumber: phone }).expect(200);
    }
    const [row] = await bench.ask('select state, delivery_rank from outbox where id = $1', [id]);
    expect(row).toEqual({ state, delivery_rank: rank });
    const [stored] = await bench.ask<{ n: number }>(
      'select count(*)::int as n from send_statuses where message_id = $1',
      [messageId],
    );
    expect(stored?.n).toBe(new Set(words).size);
  });

  test('of a message that nobody sent is stored all the same', async () => {
    const report = { id: 'ATXid_strange', status: 'Success', phoneNumber: '+254711000000' };
    await post('delivery', report).expect(200);
    const rows = await bench.ask(`select 1 from send_statuses where message_id = 'ATXid_strange'`);
    expect(rows).toHaveLength(1);
  });
});
