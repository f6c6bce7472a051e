import { openScene, retailer } from '../conversation/scene.js';
import type { Place } from '../../src/demo-town.js';
import { openSending } from '../support/sending.js';
import type { Correspondent, Sending } from '../support/sending.js';

const HOUR = 3_600_000;
let sending: Sending;
let serial = 0;

beforeAll(async () => {
  sending = await openSending();
});
afterAll(() => sending.close());

/** Somebody who came by an advertisement, and a template to write to them with. */
async function somebody(): Promise<[Place, Correspondent]> {
  serial += 1;
  const place = await sending.town(`entry-${serial}`, `47000000000000${serial}`);
  await sending.admin.query(
    `insert into templates (town_id, id, meaning, name, language, written_in, category, status,
       body, parameters, buttons, changed_at)
     values ($1, gen_random_uuid(), 'reminder', 'r', 'en', 'en', 'MARKETING', 'APPROVED', '{{1}}',
       '{words}', '{}', now())`,
    [place.townId],
  );
  const person = await sending.somebody(place, `+9779770000000${serial}`);
  await comes(person);
  return [place, person];
}

function comes({ conversationId }: Correspondent): Promise<unknown> {
  return sending.admin.query(
    'update sessions set referred_at = $2, last_typed_at = $2 where conversation_id = $1',
    [conversationId, sending.universe.now()],
  );
}

async function counted(place: Place): Promise<Record<string, number>> {
  const { rows } = await sending.admin.query<{ kind: string; n: number }>(
    'select kind, sum(sent)::int as n from message_counts where town_id = $1 group by kind',
    [place.townId],
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

async function openFor({ conversationId }: Correspondent): Promise<number | null> {
  const { rows } = await sending.admin.query<{ until: Date | null; at: Date }>(
    `select free_until as until, referred_at as at from sessions where conversation_id = $1`,
    [conversationId],
  );
  const [row] = rows;
  return row?.until ? (row.until.getTime() - row.at.getTime()) / HOUR : null;
}

/** When something is said, in hours after they came, and what all of it is charged as. */
test.each<[string, readonly number[], Record<string, number>, number | null]>([
  ['an answer at once', [0], { free_entry: 1 }, 72],
  ['an answer after a night', [23], { free_entry: 1 }, 72],
  ['an answer, and a template two days later', [1, 50], { free_entry: 2 }, 72],
  ['an answer, and another within the last hour', [1, 71.5], { free_entry: 2 }, 72],
  ['an answer, and a template after three days', [1, 72.5], { free_entry: 1, marketing: 1 }, 72],
  ['no answer for more than a day', [24.5, 50], { marketing: 2 }, null],
])('%s', async (_what, hours, charged, hoursFree) => {
  const [place, person] = await somebody();
  let passed = 0;
  for (const at of hours) {
    sending.universe.advance((at - passed) * HOUR);
    passed = at;
    await sending.say(person, `said after ${at}`, { priority: 1, meaning: 'reminder' });
    await sending.send();
  }
  expect(await counted(place)).toEqual(charged);
  expect(await openFor(person)).toBe(hoursFree);
});

test('what may be said without a template hangs on the other window alone', async () => {
  const [, person] = await somebody();
  await sending.say(person, 'hello', { priority: 1, meaning: 'reminder' });
  await sending.send();
  sending.universe.advance(30 * HOUR);
  await sending.say(person, 'still there?', { priority: 1, meaning: 'reminder' });
  await sending.send();
  expect(sending.arrived(person)).toEqual(['hello', '?']);
});

test('who comes by another advertisement opens it anew, by the answer to that', async () => {
  const [place, person] = await somebody();
  await sending.say(person, 'one');
  await sending.send();
  sending.universe.advance(60 * HOUR);
  await comes(person);
  sending.universe.advance(20 * HOUR);
  await sending.say(person, 'two');
  await sending.send();
  expect(await counted(place)).toEqual({ free_entry: 2 });
  expect(await openFor(person)).toBe(72);
});

test('a message that came by an advertisement is kept with its conversation', async () => {
  const scene = await openScene(2);
  try {
    const referral = { source_url: 'https://fb.me/x', source_type: 'ad', source_id: '1' };
    await scene.say(retailer(1), {
      message: { type: 'text', text: { body: 'menu' }, referral },
    });
    await scene.say(retailer(2), { text: 'menu' });
    await scene.settle();
    const look = (): Promise<object[]> =>
      scene.look(
        `select referred_at is not null as came, free_until - referred_at = '72 hours' as free
         from sessions where town_id = $1 and phone = any($2) order by phone`,
        [[retailer(1), retailer(2)]],
      );
    expect(await look()).toEqual([
      { came: true, free: true },
      { came: false, free: null },
    ]);
    // What they write after it changes nothing of that.
    await scene.say(retailer(1), { text: 'menu' });
    await scene.settle();
    expect(await look()).toMatchObject([{ came: true, free: true }, { came: false }]);
    const counts = await scene.look(
      `select kind, sent::int as n from message_counts where town_id = $1 order by kind`,
    );
    expect(counts).toEqual([
      { kind: 'free_entry', n: 2 },
      { kind: 'service', n: 1 },
    ]);
    expect(await scene.breaches()).toEqual([]);
  } finally {
    await scene.close();
  }
});
