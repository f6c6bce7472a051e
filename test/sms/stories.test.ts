import pg from 'pg';
import { inPlatform, inTown } from '../../src/db/transaction.js';
import { demoPhone } from '../../src/demo-town.js';
import { foldEarlyReports } from '../../src/inbox/sms-reports.js';
import { sendFirstPin } from '../../src/usecases/send-pin.js';
import { openStage, PIN_KEY } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import type { StageSms } from '../support/stage-sms.js';

const PHONE = demoPhone('retailer', 1);

let stage: Stage;
let sms: StageSms;
let admin: pg.Client;
let count = 0;
beforeAll(async () => {
  stage = await openStage({
    slug: 'sms-stories',
    phoneNumberId: '300000000000001',
    size: { retailers: 3, vendors: 1, drivers: 1 },
    startMs: Date.parse('2026-03-02T03:00:00Z'),
    smsNumber: '7000',
  });
  if (stage.sms === undefined) throw new Error('no short messages');
  sms = stage.sms;
  admin = new pg.Client({ connectionString: stage.testDatabase.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await stage.close();
});

async function write(phone: string, text: string): Promise<void> {
  count += 1;
  stage.universe.advance(1_000);
  await sms.post('inbound', { id: `m${count}`, from: phone, to: '7000', text });
}

function texts(phone: string): unknown[] {
  const messages = sms.double.log.after(0, 1_000).filter(({ to }) => to === phone);
  return messages.map(({ payload }) => payload['text']);
}

/** Our office has a PIN sent to the i-th retailer. */
function give(i: number, show: boolean): ReturnType<typeof sendFirstPin> {
  const cause = {
    universe: stage.universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: 'pin',
  } as const;
  return inTown(stage.database, stage.place.townId, (tx) =>
    sendFirstPin(tx, cause, PIN_KEY, {
      partyId: stage.place.id('retailer', i),
      kinds: ['retailer'],
      show,
    }),
  );
}

test('without an answer a reply is repeated once, it harms nobody; a PIN never is', async () => {
  sms.double.addFault({ to: PHONE, act: { kind: 'reset', accept: false }, times: 2 });
  await write(PHONE, 'status');
  await stage.settle();
  for (let i = 0; i < 5; i += 1) await stage.pass(60_000);
  sms.double.addFault({ to: PHONE, act: { kind: 'reset', accept: true } });
  expect(await give(1, false)).toMatchObject({ value: { by: 'sms' } });
  await stage.settle();
  for (let i = 0; i < 5; i += 1) await stage.pass(60_000);
  const { rows } = await admin.query(
    `select o.harmless, o.state, count(*)::int as tries from outbox o
     join send_attempts t on t.town_id = o.town_id and t.outbox_id = o.id
     where o.recipient ->> 'phone' = $1 group by o.town_id, o.id order by o.id`,
    [PHONE],
  );
  expect(rows).toEqual([
    { harmless: true, state: 'FAILED', tries: 2 },
    { harmless: false, state: 'FAILED', tries: 1 },
  ]);
  // It had arrived after all, and arrived once.
  expect(texts(PHONE)).toEqual([expect.stringMatching(/PIN/) as unknown]);
});

test('a report that came before the answer was written counts once it is', async () => {
  const phone = demoPhone('retailer', 2);
  await write(phone, 'status');
  await stage.settle();
  const [message] = sms.double.log.after(0, 1_000).filter(({ to }) => to === phone);
  const messageId = message?.id ?? '';
  // As if the answer had not been written yet.
  const hide = 'update send_attempts set provider_message_id = $2 where provider_message_id = $1';
  await admin.query(hide, [messageId, 'hidden']);
  await sms.post('delivery', { id: messageId, status: 'Success', phoneNumber: phone });
  const rank = async (): Promise<unknown> =>
    (
      await admin.query<{ delivery_rank: number }>(
        `select delivery_rank from outbox where recipient ->> 'phone' = $1`,
        [phone],
      )
    ).rows.map((row) => row.delivery_rank);
  expect(await rank()).toEqual([0]);
  await admin.query(hide, ['hidden', messageId]);
  const { townId } = stage.place;
  for (let i = 0; i < 2; i += 1) {
    await inPlatform(stage.database, (tx) => foldEarlyReports(tx, [{ townId, messageId }]));
  }
  expect(await rank()).toEqual([4]);
});

test('what was waiting when a STOP came does not leave, nor what is tried again', async () => {
  const phone = demoPhone('retailer', 3);
  sms.double.addFault({ to: phone, act: { kind: 'code', code: 500 } });
  await write(phone, 'status');
  await stage.settle();
  await write(phone, 'STOP');
  await stage.pass(60_000);
  await write(phone, 'balance');
  await stage.pass(60_000);
  expect(texts(phone)).toEqual([expect.stringMatching(/START/) as unknown]);
  const { rows } = await admin.query(
    `select failure from outbox where recipient ->> 'phone' = $1 and state = 'FAILED'`,
    [phone],
  );
  expect(rows).toEqual([{ failure: 'stopped' }]);
  await expect(admin.query('delete from sms_consents')).rejects.toThrow('append-only');
});

test('a PIN stands readable in no row of any table, and in no line of the log', async () => {
  const sent = await give(1, false);
  expect(sent).toMatchObject({ ok: true, value: { by: 'sms' } });
  expect(JSON.stringify(sent)).not.toMatch(/"pin"/);
  await stage.settle();
  const text = String(texts(PHONE).at(-1));
  const [, pin = ''] = /PIN[^\d]*(\d{4})\b/.exec(text) ?? [];
  expect(pin).toMatch(/^\d{4}$/);
  const { rows } = await admin.query<{ row: string }>(
    `select i.content::text || i.raw || i.provider_id as row from inbox i
       where i.provider_account_id = 'pin_issued'
     union all select o.content::text from outbox o where o.content ? 'sealed'
     union all select pin_hmac::text from party_pins`,
  );
  expect(rows.length).toBeGreaterThanOrEqual(3);
  const readable = rows.map(({ row }) => row.replace(/[\w+/=\\]{20,}/g, '#'));
  expect(readable.join('\n')).not.toContain(pin);
  expect(JSON.stringify(stage.log.lines)).not.toContain(pin);
  // Asked for by the office, or where the phone has stopped our messages: told by the office.
  expect(await give(1, true)).toMatchObject({ value: { by: 'operator' } });
  expect(await give(3, false)).toMatchObject({ value: { by: 'operator' } });
});
