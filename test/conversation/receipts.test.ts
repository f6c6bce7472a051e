import pg from 'pg';
import { openReceipts } from '../../src/channels/whatsapp/receipts.js';
import { inPlatform } from '../../src/db/transaction.js';
import { demoPhone } from '../../src/demo-town.js';
import { waitingLanes } from '../../src/inbox/queue.js';
import { handleInbound } from '../../src/jobs/handle-inbound.js';
import { openStage, TOKEN } from '../support/stage.js';
import type { Stage } from '../support/stage.js';

let stage: Stage;
let admin: pg.Client;
const NUMBER = '470000000000001';
const SHOP = demoPhone('retailer', 1);

beforeAll(async () => {
  stage = await openStage({
    slug: 'receipts',
    phoneNumberId: NUMBER,
    size: { retailers: 2, vendors: 1, drivers: 0 },
    startMs: Date.parse('2026-03-02T03:00:00Z'),
  });
  admin = new pg.Client({ connectionString: stage.testDatabase.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await stage.close();
});

/** Works what is waiting, with the true desk; returns what was shown meanwhile. */
async function shownBy(work: () => Promise<void>): Promise<readonly object[]> {
  const desk = openReceipts({ baseUrl: stage.double.url, version: 'v26.0', token: TOKEN });
  const before = stage.double.receipts.shown.length;
  await work();
  const parts = { ...stage.parts, showReceipt: desk.show };
  const { database, universe } = stage;
  const lanes = await inPlatform(database, (tx) => waitingLanes(tx, universe.now()));
  for (const lane of lanes) await handleInbound(parts, lane, () => true);
  await desk.close();
  await stage.settle();
  return stage.double.receipts.shown.slice(before);
}

const shows = (receipts: string): Promise<unknown> =>
  admin.query('update channel_accounts set receipts = $2 where provider_account_id = $1', [
    NUMBER,
    receipts,
  ]);

test('a turn shows the newest of its messages, from somebody\u2019s first on', async () => {
  const shown = await shownBy(async () => {
    await stage.say(SHOP, { text: 'hello' }, { id: 'wamid.first' });
    await stage.say(SHOP, { text: 'balance' }, { id: 'wamid.second' });
  });
  expect(shown).toEqual([{ phoneNumberId: NUMBER, messageId: 'wamid.second', typing: true }]);
  expect(stage.double.counts().accepted).toBeGreaterThan(0);
});

test('a redelivered message is not shown again', async () => {
  const again = (): Promise<void> =>
    stage.say(SHOP, { text: 'balance' }, { id: 'wamid.second', typedAtMs: 0 });
  expect(await shownBy(again)).toEqual([]);
});

test('a number shows what it is told to, or nothing', async () => {
  await shows('read');
  const read = await shownBy(() => stage.say(SHOP, { text: 'help' }, { id: 'wamid.read' }));
  expect(read).toEqual([{ phoneNumberId: NUMBER, messageId: 'wamid.read', typing: false }]);
  await shows('none');
  const stranger = '+9779833000001';
  const none = await shownBy(async () => {
    await stage.say(SHOP, { text: 'help' });
    await stage.say(stranger, { text: 'hello' });
  });
  expect(none).toEqual([]);
  await shows('typing');
});

test('what nobody waits for, and what a person of ours reads, is not shown', async () => {
  const reaction = { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } };
  expect(await shownBy(() => stage.say(SHOP, { message: reaction }))).toEqual([]);
  expect(await shownBy(() => stage.say(SHOP, { text: 'talk to a person' }))).toHaveLength(1);
  await admin.query('update sessions set held = true where phone = $1', [SHOP]);
  expect(await shownBy(() => stage.say(SHOP, { text: 'anybody?' }))).toEqual([]);
  await admin.query('update sessions set held = false where phone = $1', [SHOP]);
});

test('one that fails harms nothing, and a message that failed is shown once', async () => {
  stage.double.receipts.addFault('refuse');
  const sent = stage.double.counts().accepted;
  expect(await shownBy(() => stage.say(SHOP, { text: 'balance' }))).toEqual([]);
  expect(stage.double.counts().accepted).toBe(sent + 1);
  const shown = await shownBy(async () => {
    await stage.say(SHOP, { text: 'nobody can read this' }, { id: 'wamid.poison' });
    await admin.query('set session_replication_role = replica');
    await admin.query(
      `update inbox set content = '{"kind": "riddle"}' where provider_id = 'wamid.poison'`,
    );
    await admin.query('set session_replication_role = origin');
  });
  expect(shown).toHaveLength(1);
});
