import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import request from 'supertest';
import { openDatabase } from '../../src/db/database.js';
import { openIntake } from '../../src/inbox/intake.js';
import { SYSTEM_ROWS, ODD_ROWS, SENDER_ROWS } from '../support/meta-payloads-system.js';
import { EVERY_MESSAGE_ROW } from '../support/meta-goods-payloads.js';
import { aMessage, CONTACT, fieldBody, messagesBody, NUMBER_ID } from '../support/meta-payloads.js';
import { addNumber, addTown, APP_SECRET, openBench, VERIFY_TOKEN } from './support.js';
import type { Bench } from './support.js';

const PATH = '/webhooks/whatsapp';
let bench: Bench;
let serial = 0;

beforeAll(async () => {
  bench = await openBench();
  await addNumber(bench, await addTown(bench, 'surkhet'), NUMBER_ID);
});

afterAll(() => bench.close());

function sign(body: Buffer | string, secret = APP_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function post(body: Buffer | string, signature = sign(body)): request.Test {
  return request(bench.server.app)
    .post(PATH)
    .set('Content-Type', 'application/json')
    .set('X-Hub-Signature-256', signature)
    .serialize((raw) => raw as string)
    .send(body as string);
}

const postJson = (value: unknown): request.Test => post(JSON.stringify(value));

/** A wamid that no other test uses. */
function newWamid(): string {
  serial += 1;
  return `wamid.TEST${String(serial)}`;
}

function textMessage(id: string, body = 'namaste'): Record<string, unknown> {
  return aMessage({ id, type: 'text', text: { body } });
}

function withContact(...messages: unknown[]): unknown {
  return messagesBody({ contacts: [CONTACT], messages });
}

async function stored(...wamids: string[]): Promise<number> {
  const rows = await bench.ask('select id from inbox where provider_id = any($1)', [wamids]);
  return rows.length;
}

async function remains(body: Buffer | string): Promise<string[]> {
  const rows = await bench.ask<{ reason: string }>(
    'select reason from webhook_remains where body = $1',
    [Buffer.from(body as string)],
  );
  return rows.map((row) => row.reason);
}

describe('the registration', () => {
  const greet = (query: string): request.Test => request(bench.server.app).get(`${PATH}?${query}`);

  test('gets its challenge back as it came', async () => {
    const answer = await greet(
      `hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${VERIFY_TOKEN}`,
    );
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('1158201444');
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  });

  test.each([
    ['another token', 'hub.mode=subscribe&hub.challenge=1&hub.verify_token=other'],
    ['another mode', `hub.mode=leave&hub.challenge=1&hub.verify_token=${VERIFY_TOKEN}`],
    ['no challenge', `hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}`],
    [
      'a challenge that is markup',
      `hub.mode=subscribe&hub.challenge=%3Cb%3E&hub.verify_token=${VERIFY_TOKEN}`,
    ],
    ['nothing', ''],
  ])('is refused with %s', async (_what, query) => {
    const answer = await greet(query);
    expect(answer.status).toBe(403);
    expect(answer.text).toBe('');
  });

  test('any other method is 405', async () => {
    const answer = await request(bench.server.app).put(PATH);
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('GET, POST');
  });
});

describe('the signature', () => {
  const body = '{"object":"whatsapp_business_account","entry":[]}';

  test('known vector, from Meta’s own form of an empty envelope', async () => {
    const known = 'sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756';
    expect((await post(body, known)).status).toBe(200);
  });

  test('over other bytes, or none at all, keeps nothing', async () => {
    const wamid = newWamid();
    const text = JSON.stringify(withContact(textMessage(wamid)));
    const tampered = text.replace('namaste', 'namastE');
    expect((await post(tampered, sign(text))).status).toBe(401);
    expect((await post(text, 'sha256=00')).status).toBe(401);
    expect((await post(text, sign(text, 'other secret'))).status).toBe(401);
    const bare = await request(bench.server.app)
      .post(PATH)
      .set('Content-Type', 'application/json')
      .send(text);
    expect(bare.status).toBe(401);
    expect(await stored(wamid)).toBe(0);
    expect(await remains(tampered)).toEqual([]);
  });

  test('may be made with either secret while they rotate', async () => {
    const server = bench.build({
      config: {
        whatsapp: { appSecrets: ['new_secret', APP_SECRET], verifyToken: VERIFY_TOKEN },
        jwtSecret: 'unused'.repeat(6),
        ussd: { pinKey: 'unused'.repeat(6) },
      },
    });
    for (const secret of ['new_secret', APP_SECRET]) {
      const wamid = newWamid();
      const text = JSON.stringify(withContact(textMessage(wamid)));
      const answer = await request(server.app)
        .post(PATH)
        .set('X-Hub-Signature-256', sign(text, secret))
        .send(text);
      expect(answer.status).toBe(200);
      expect(await stored(wamid)).toBe(1);
    }
  });

  test('is over escaped bytes as Meta writes them', async () => {
    const wamid = newWamid();
    const text = JSON.stringify(withContact(textMessage(wamid, 'नमस्ते / @')))
      .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replaceAll('/', '\\/');
    expect((await post(text)).status).toBe(200);
    const [row] = await bench.ask<{ content: unknown }>(
      'select content from inbox where provider_id = $1',
      [wamid],
    );
    expect(row?.content).toEqual({ kind: 'text', text: 'नमस्ते / @' });
  });
});

describe('a body', () => {
  test('of 5 MB is 413, whether its length is announced or not', async () => {
    const large = Buffer.alloc(5 * 1024 * 1024, ' ');
    const announced = await post(large);
    expect(announced.status).toBe(413);
    const address = await bench.server.listen(0, '127.0.0.1');
    const streamed = await fetch(`http://127.0.0.1:${address.port}${PATH}`, {
      method: 'POST',
      headers: { 'X-Hub-Signature-256': sign(large) },
      body: new Blob([large]).stream(),
      duplex: 'half',
    });
    expect(streamed.status).toBe(413);
    expect(await streamed.text()).toBe('over 4 MB');
    await bench.server.close();
  });

  test('of just under 4 MB is taken', async () => {
    const wamid = newWamid();
    const value = withContact(textMessage(wamid));
    const text = JSON.stringify(value);
    const padded = `${text}${' '.repeat(4 * 1024 * 1024 - text.length)}`;
    expect((await post(padded)).status).toBe(200);
    expect(await stored(wamid)).toBe(1);
  });

  test.each([
    ['no JSON', '{"entry":[', 'not_json'],
    ['nothing', '', 'not_json'],
    ['no UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0x7b]), 'not_json'],
    ['bytes of zero', '\u0000\u0000', 'not_json'],
    ['a number', '42', 'not_an_envelope'],
    ['null', 'null', 'not_an_envelope'],
    ['another envelope', '{"object":"page"}', 'not_an_envelope'],
  ])('that is %s but signed is kept and answered 200', async (_what, body, reason) => {
    expect((await post(body)).status).toBe(200);
    expect(await remains(body)).toContain(reason);
  });

  test('nested to the depth of a stack is kept and answered 200', async () => {
    const deep = `{"entry":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect((await post(deep)).status).toBe(200);
    expect((await remains(deep)).length).toBeGreaterThan(0);
  });

  test('of any bytes or any JSON, once signed, is 200', async () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));
    const json = fc.json().map((text) => Buffer.from(text));
    const envelope = fc
      .jsonValue()
      .map((value) => Buffer.from(JSON.stringify(messagesBody({ messages: [value] }))));
    const property = fc.asyncProperty(fc.oneof(bytes, json, envelope), async (body) => {
      expect((await post(body)).status).toBe(200);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test('with NUL in it loses neither the message nor its siblings', async () => {
    const [poison, sibling] = [newWamid(), newWamid()];
    const body = withContact(textMessage(poison, 'a\u0000b'), textMessage(sibling));
    expect((await postJson(body)).status).toBe(200);
    expect(await stored(poison, sibling)).toBe(2);
  });

  test('with a malformed sibling still brings the others', async () => {
    const wamids = [newWamid(), newWamid()];
    const [first, last] = wamids.map((wamid) => textMessage(wamid));
    for (const odd of [null, 7, 'text', [], {}, { id: 3 }, { type: 'text' }]) {
      expect((await postJson(withContact(first, odd, last))).status).toBe(200);
    }
    expect(await stored(...wamids)).toBe(2);
  });

  test('of 1,000 messages is stored whole', async () => {
    const wamids = Array.from({ length: 1000 }, newWamid);
    const messages = wamids.map((wamid, i) => ({
      ...textMessage(wamid),
      from: `97798000${String(i % 300).padStart(5, '0')}`,
    }));
    expect((await postJson(messagesBody({ messages }))).status).toBe(200);
    expect(await stored(...wamids)).toBe(1000);
  });

  test('that comes again, alone or many at once, is stored once', async () => {
    const wamid = newWamid();
    const body = withContact(textMessage(wamid), textMessage(wamid));
    const answers = await Promise.all(Array.from({ length: 20 }, () => postJson(body)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect((await postJson(body)).status).toBe(200);
    expect(await stored(wamid)).toBe(1);
  });

  test('for a number we do not know is kept and answered 200', async () => {
    const wamid = newWamid();
    const metadata = { phone_number_id: '999', display_phone_number: '1' };
    const body = messagesBody({ metadata, messages: [textMessage(wamid)] });
    expect((await postJson(body)).status).toBe(200);
    expect(await stored(wamid)).toBe(0);
    const rows = await bench.ask(
      `select from webhook_remains where reason = 'message of an unknown account'
        and position(convert_to($1, 'UTF8') in body) > 0`,
      [`"${wamid}"`],
    );
    expect(rows).toHaveLength(1);
  });

  test('of a status is stored once by message and status', async () => {
    const status = { id: 'wamid.OUT1', status: 'delivered', timestamp: '1750096400' };
    const body = messagesBody({ statuses: [{ ...status, recipient_id: '16505551234' }] });
    for (let times = 0; times < 3; times += 1) expect((await postJson(body)).status).toBe(200);
    const rows = await bench.ask(`select from send_statuses where message_id = 'wamid.OUT1'`);
    expect(rows).toHaveLength(1);
  });
});

describe('every documented shape', () => {
  const rows = [...EVERY_MESSAGE_ROW, ...SYSTEM_ROWS, ...ODD_ROWS];

  test.each(rows.map((row) => [row.name, row] as const))('%s is 200', async (_name, row) => {
    const sibling = newWamid();
    const message = { ...aMessage(row.message), id: newWamid() };
    const body = messagesBody({ contacts: [CONTACT], messages: [message, textMessage(sibling)] });
    expect((await postJson(body)).status).toBe(200);
    expect(await stored(sibling)).toBe(1);
  });

  test.each(SENDER_ROWS.map((row) => [row.name, row] as const))(
    'from a sender with %s is 200',
    async (_name, { contacts, from, userId }) => {
      const message = { ...textMessage(newWamid()), from, from_user_id: userId };
      expect((await postJson(messagesBody({ contacts, messages: [message] }))).status).toBe(200);
    },
  );

  test.each(['account_update', 'message_template_status_update', 'user_preferences', 'unheard_of'])(
    'of the field %s is kept',
    async (field) => {
      const value = { event: 'PARTNER_ADDED', serial: newWamid() };
      const body = fieldBody(field, value, 1_739_321_024);
      expect((await postJson(body)).status).toBe(200);
      const rows = await bench.ask(
        // What is acted on waits in a table of its own, anything else is kept as bytes.
        `select from webhook_remains where position(convert_to($1, 'UTF8') in body) > 0
         union all select from provider_news where position($1 in raw) > 0`,
        [`"${value.serial}"`],
      );
      expect(rows).toHaveLength(1);
    },
  );
});

describe('a database that is away', () => {
  test('makes Meta repeat: 503, and nothing is said to be stored', async () => {
    const { universe, log } = bench;
    const database = openDatabase({
      url: 'postgres://nobody:nothing@127.0.0.1:1/none',
      connectionsMax: 1,
      applicationName: 'http test',
      onIdleError: () => undefined,
    });
    const intake = openIntake({ database, universe, log, ring: () => undefined });
    const server = bench.build({ database, intake });
    const wamid = newWamid();
    const text = JSON.stringify(withContact(textMessage(wamid)));
    const answer = await request(server.app)
      .post(PATH)
      .set('X-Hub-Signature-256', sign(text))
      .send(text);
    expect(answer.status).toBe(503);
    expect(await stored(wamid)).toBe(0);
    await intake.close();
    await database.close();
    expect((await post(text)).status).toBe(200);
    expect(await stored(wamid)).toBe(1);
  });

  test('or that refuses us is 500', async () => {
    const { universe, log } = bench;
    const database = openDatabase({
      url: bench.serviceUrl.replace(/\/\/[^@]*@/, '//nobody:nothing@'),
      connectionsMax: 1,
      applicationName: 'http test',
      onIdleError: () => undefined,
    });
    const intake = openIntake({ database, universe, log, ring: () => undefined });
    const text = JSON.stringify(withContact(textMessage(newWamid())));
    const answer = await request(bench.build({ database, intake }).app)
      .post(PATH)
      .set('X-Hub-Signature-256', sign(text))
      .send(text);
    expect(answer.status).toBe(500);
    await intake.close();
    await database.close();
  });
});

test('what was heard is counted, and no log line holds a phone or a word of it', async () => {
  const wamid = newWamid();
  await postJson(withContact(textMessage(wamid, 'a most private word')));
  const page = await bench.metrics.page();
  expect(page).toMatch(/pasal_webhook_ack_seconds_count\{status="200"\} \d+/);
  expect(page).toMatch(/pasal_webhook_elements_total\{kind="message"\} \d+/);
  const logged = JSON.stringify(bench.log.lines);
  expect(logged).not.toContain('16505551234');
  expect(logged).not.toContain('private');
  expect(logged).not.toContain(APP_SECRET);
});
