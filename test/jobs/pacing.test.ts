import { openSending } from '../support/sending.js';
import type { Correspondent, Sending } from '../support/sending.js';

let sending: Sending;
let serial = 0;

beforeAll(async () => {
  sending = await openSending();
});
afterAll(() => sending.close());

/** A town of the test's own, with some people in it. */
async function people(count: number): Promise<Correspondent[]> {
  serial += 1;
  const place = await sending.town(`pacing-${serial}`, `42000000000000${serial}`);
  const found: Correspondent[] = [];
  for (let i = 0; i < count; i += 1) {
    const phone = `+97798${String(serial * 10_000 + i).padStart(8, '0')}`;
    found.push(await sending.somebody(place, phone));
  }
  return found;
}

function nth(list: readonly Correspondent[], i: number): Correspondent {
  const one = list[i];
  if (one === undefined) throw new Error('there are fewer people');
  return one;
}

function attempts(): number {
  const { accepted, refused } = sending.double.counts();
  return accepted + refused;
}

test('a number sends at its rate and no faster, whoever of two workers sends', async () => {
  const many = await people(200);
  for (const one of many) await sending.say(one, 'namaste');
  const before = attempts();
  const other = sending.hire();
  const both = async (): Promise<void> => {
    await Promise.all([sending.sender.send(), other.send()]);
    await Promise.all([sending.sender.drain(), other.drain()]);
  };
  await both();
  expect(attempts() - before).toBe(60);
  sending.universe.advance(1_000);
  await both();
  expect(attempts() - before).toBe(120);
  sending.universe.advance(500);
  await both();
  expect(attempts() - before).toBe(160);
  await sending.admin.query(
    'update channel_accounts set messages_per_second_max = 1000 where id = $1',
    [nth(many, 0).place.channelAccountId],
  );
  sending.universe.advance(1_000);
  await both();
  expect(attempts() - before).toBe(200);
  expect(sending.logged).toEqual([]);
});

test('one recipient gets 44 at once, then one in six seconds; nobody else waits', async () => {
  const two = await people(2);
  const [busy, other] = [nth(two, 0), nth(two, 1)];
  const wanted = Array.from({ length: 50 }, (_, i) => `m${i}`);
  for (const body of wanted) await sending.say(busy, body);
  for (let i = 0; i < 100; i += 1) {
    await sending.send();
    if (i === 50) await sending.say(other, 'hello');
    // As far apart as the number's rate wants it, and no more.
    sending.universe.advance(15);
  }
  expect(sending.arrived(busy)).toEqual(wanted.slice(0, 44));
  expect(sending.arrived(other)).toEqual(['hello']);
  await sending.pass(6_000, 1_000);
  expect(sending.arrived(busy)).toHaveLength(45);
  await sending.pass(40_000, 1_000);
  expect(sending.arrived(busy)).toEqual(wanted);
  expect(sending.double.counts().pairRefused).toBe(0);
});

test('answers go before news, news before campaigns; an answer overtakes a campaign', async () => {
  const many = await people(90);
  const said = async (i: number, body: string, priority: 0 | 1 | 2): Promise<string> =>
    sending.say(nth(many, i), body, { priority });
  for (let i = 0; i < 70; i += 1) await said(i, 'campaign', 2);
  for (let i = 60; i < 80; i += 1) await said(i, 'news', 1);
  await said(0, 'answer', 0);
  for (let i = 80; i < 90; i += 1) await said(i, 'answer', 0);
  await sending.send();
  const { phoneNumberId } = nth(many, 0).place;
  const bodies = (): unknown[] =>
    sending
      .all()
      .filter((one) => one.phoneNumberId === phoneNumberId)
      .map(({ payload }) => (payload['text'] as { body: string }).body);
  const counted = (body: string): number => bodies().filter((one) => one === body).length;
  expect([counted('answer'), counted('news'), counted('campaign')]).toEqual([11, 20, 29]);
  // What is behind a campaign in one conversation overtakes it.
  expect(sending.arrived(nth(many, 0))[0]).toBe('answer');
  await sending.pass(2_000, 500);
  expect(counted('campaign')).toBe(70);
});

test('a town with much to say does not keep another waiting on the same number', async () => {
  const loud = await people(60);
  const place = nth(loud, 0).place;
  const quietPlace = await sending.town('pacing-quiet', '420000000000099');
  const quiet = await sending.somebody(
    { ...quietPlace, channelAccountId: place.channelAccountId },
    '+9779899999999',
  );
  for (let round = 0; round < 2; round += 1) {
    for (const one of loud) await sending.say(one, 'loud');
  }
  await sending.say(quiet, 'quiet');
  await sending.send();
  expect(sending.arrived(quiet)).toEqual(['quiet']);
  await sending.pass(3_000, 500);
  expect(sending.arrived(nth(loud, 59))).toEqual(['loud', 'loud']);
});

test('a throttled account rests as a whole, for every worker, and loses nothing', async () => {
  const [a, b] = [await people(2), await people(1)];
  await sending.admin.query(
    `update channel_accounts set business_account_id = '77' where id = any($1)`,
    [[nth(a, 0).place.channelAccountId, nth(b, 0).place.channelAccountId]],
  );
  const to = { phoneNumberId: nth(a, 0).place.phoneNumberId };
  sending.double.addFault({ ...to, act: { kind: 'error', status: 400, code: 80007 } });
  const refused = await sending.say(nth(a, 0), 'first');
  await sending.send();
  await sending.say(nth(a, 1), 'second');
  await sending.say(nth(b, 0), 'of the other number');
  const other = sending.hire();
  const before = attempts();
  for (let i = 0; i < 5; i += 1) {
    sending.universe.advance(5_000);
    await other.send();
    await other.drain();
  }
  expect(attempts()).toBe(before);
  await sending.pass(10_000, 1_000);
  expect(await sending.state(refused)).toMatchObject({ state: 'SENT', tries: 2 });
  expect([nth(a, 0), nth(a, 1), nth(b, 0)].map((one) => sending.arrived(one))).toEqual([
    ['first'],
    ['second'],
    ['of the other number'],
  ]);
});

test('what waits behind a message that is tried again stays behind it', async () => {
  const two = await people(2);
  const stuck = nth(two, 0);
  const fault = { kind: 'error', status: 503, code: 131056 } as const;
  sending.double.addFault({ to: stuck.phone, act: fault, times: 3 });
  const bodies = ['one', 'two', 'three'];
  for (const body of bodies) await sending.say(stuck, body);
  await sending.send();
  await sending.say(nth(two, 1), 'meanwhile');
  await sending.send();
  expect(sending.arrived(nth(two, 1))).toEqual(['meanwhile']);
  expect(sending.arrived(stuck)).toEqual([]);
  await sending.pass(30_000, 1_000);
  expect(sending.arrived(stuck)).toEqual(bodies);
});
