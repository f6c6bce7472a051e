import { inTown } from '../../src/db/transaction.js';
import { whoStoppedMarketing } from '../../src/domain/marketing/choices.js';
import { EVERY_MESSAGE_ROW } from '../support/meta-goods-payloads.js';
import { fieldBody, METADATA } from '../support/meta-payloads.js';
import { ODD_ROWS, SYSTEM_ROWS } from '../support/meta-payloads-system.js';
import { MADE_OF } from './payloads-made.js';
import { openScene, retailer } from './scene.js';
import type { Scene } from './scene.js';

const ROWS = [...EVERY_MESSAGE_ROW, ...SYSTEM_ROWS, ...ODD_ROWS];
const NUMBER = '200000000000000';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(ROWS.length + 4);
}, 60_000);
afterAll(() => scene.close());

/** A field of Meta's as it would arrive for the number of the scene. */
const deliver = (field: string, value: object): Promise<void> => {
  const metadata = { ...METADATA, phone_number_id: NUMBER };
  const whole = { messaging_product: 'whatsapp', metadata, ...value };
  return scene.deliver(JSON.stringify(fieldBody(field, whole)));
};

/** The row as a retailer of its own sends it now. */
function messageOf({ message }: (typeof ROWS)[number], i: number): Record<string, unknown> {
  const timestamp = String(Math.floor(scene.universe.nowMs() / 1000));
  const phone = retailer(i + 1).slice(1);
  const { system } = message as { readonly system?: Readonly<Record<string, unknown>> };
  return {
    ...{ id: `wamid.payload-${i}`, timestamp, from: phone },
    ...message,
    ...(system?.['customer'] !== undefined && { system: { ...system, customer: phone } }),
  };
}

/** The first words of each answer, which name the sentence. */
const heard = (i: number): string =>
  scene
    .heardBy(retailer(i + 1))
    .map((text) => text.slice(0, 24))
    .join(' / ');

test('every documented message gets its answer, and none breaks a neighbour', async () => {
  const messages = ROWS.map(messageOf);
  await deliver('messages', { messages });
  await scene.settle();
  const made = Object.fromEntries(ROWS.map(({ name }, i) => [name, heard(i)]));
  expect(made).toEqual(MADE_OF);
  expect(await scene.look('select 1 from inbox_quarantine where town_id = $1')).toEqual([]);
  expect(await scene.look('select 1 from inbox_queue where town_id = $1')).toEqual([]);
  expect(await scene.look('select 1 from orders where town_id = $1')).toEqual([]);
  expect(scene.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(await scene.breaches()).toEqual([]);
}, 120_000);

const REVIEWED = `
  select why from identity_reviews r join sessions s using (town_id, conversation_id)
  where r.town_id = $1 and s.phone = $2`;

test('a changed number, device or id opens a review, and one we do not know does not', async () => {
  const reviews = await Promise.all(
    SYSTEM_ROWS.map(async ({ name }, i) => {
      const phone = retailer(EVERY_MESSAGE_ROW.length + i + 1);
      const rows = await scene.look<{ why: string }>(REVIEWED, [phone]);
      return [name, rows.map(({ why }) => why)] as const;
    }),
  );
  expect(Object.fromEntries(reviews)).toEqual({
    'changed number': ['number_changed'],
    'changed number, the older shape without from': ['number_changed'],
    'changed number that tells the id of before': ['number_changed'],
    'changed identity': ['identity_changed'],
    // It names an id that was never heard of.
    'changed user id, with the phone hidden': [],
    'a notice we do not know': [],
  });
});

/** Somebody's switch for marketing, as Meta words it. */
const preference = (phone: string, value: string, at: number, over: object = {}): object => ({
  wa_id: phone.slice(1),
  category: 'marketing_messages',
  value,
  timestamp: at,
  detail: 'User requested it',
  ...over,
});

test('stop and resume of marketing are kept in their order by the clock of Meta', async () => {
  const now = Math.floor(scene.universe.nowMs() / 1000);
  const [one, two] = [retailer(ROWS.length + 1), retailer(ROWS.length + 2)];
  const stop = preference(one, 'stop', now);
  const send = (...user_preferences: readonly unknown[]): Promise<void> =>
    deliver('user_preferences', { user_preferences });
  const idsOf = (phone: string): Promise<{ id: string; typed: Date | null }[]> =>
    scene.look(
      `select conversation_id as id, last_typed_at as typed from sessions
       where town_id = $1 and phone = $2`,
      [phone],
    );
  await scene.say(one, { text: 'hi' });
  await scene.settle();
  scene.universe.advance(60_000);
  const before = await idsOf(one);
  await send(stop, preference(two, 'resume', now + 5));
  // The repeat is the same word, and the older one comes late.
  await send(stop);
  await send(preference(two, 'stop', now), preference(two, 'mute', now + 9));
  await scene.settle();
  expect(await idsOf(one)).toEqual(before);
  const [first] = before;
  const [second] = await idsOf(two);
  // Nobody wrote, so no window is open.
  expect(second?.typed).toBeNull();
  const ids = [first?.id ?? '', second?.id ?? ''];
  const stopped = await inTown(scene.database, scene.place.townId, (tx) =>
    whoStoppedMarketing(tx, ids),
  );
  expect([...stopped]).toEqual([first?.id]);
  const kept = await scene.look<{ n: number }>(
    'select count(*)::int as n from marketing_choices where town_id = $1',
  );
  expect(kept[0]?.n).toBe(3);
  expect(scene.heardBy(two)).toEqual([]);
});

test.each<readonly [string, string, object]>([
  ['a preference of nobody', 'user_preferences', { user_preferences: [{ value: 'stop' }] }],
  ['preferences that are no list', 'user_preferences', { user_preferences: 'stop' }],
  ['a review of the account', 'account_review_update', { decision: 'APPROVED' }],
  ['a field of tomorrow', 'holograms', { anything: [1, 2] }],
  ['errors of no message', 'messages', { errors: [{ code: 130429, title: 'Rate limit' }] }],
])('%s is kept raw and asks nothing of anybody', async (_what, field, value) => {
  const count = async (): Promise<number> => {
    const [row] = await scene.look<{ n: number }>(
      'select count(*)::int as n from webhook_remains where $1::uuid is not null',
    );
    return row?.n ?? 0;
  };
  const before = await count();
  await deliver(field, value);
  await scene.settle();
  expect(await count()).toBe(before + 1);
  expect(await scene.look('select 1 from inbox_queue where town_id = $1')).toEqual([]);
});
