import { inTown } from '../../src/db/transaction.js';
import type { SendRule } from '../../src/channels/send-policy.js';
import { SEND_POLICY } from '../../src/channels/send-policy.js';
import { LIMITS } from '../../src/base/limits.js';
import { resumeAccount } from '../../src/usecases/pause-sending.js';
import { openGraphDouble } from '../../src/embedded/graph-double.js';
import { QUIET_DOUBLE, openSending } from '../support/sending.js';
import type { Correspondent, Sending } from '../support/sending.js';

/**
 * Every row of the error policy, injected at the double: what becomes of the message that met it,
 * of the next message to the same person, and of one to somebody else by the same number.
 */
let sending: Sending;
let serial = 0;

beforeAll(async () => {
  sending = await openSending({ perSecondMax: null });
});
afterAll(() => sending.close());

async function two(): Promise<[Correspondent, Correspondent]> {
  serial += 1;
  const place = await sending.town(`faults-${serial}`, `43000000000${1000 + serial}`);
  const phone = (i: number): string => `+97799${String(serial * 10 + i).padStart(8, '0')}`;
  return [await sending.somebody(place, phone(1)), await sending.somebody(place, phone(2))];
}

async function resume({ place }: Correspondent): Promise<void> {
  const { universe, database } = sending;
  const cause = {
    universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: 'test',
  } as const;
  await inTown(database, place.townId, (tx) =>
    resumeAccount(tx, cause, place.channelAccountId, 'mended'),
  );
}

async function alertsOf({ place }: Correspondent): Promise<string[]> {
  const { rows } = await sending.admin.query<{ kind: string }>(
    'select kind from alerts where town_id = $1 order by id',
    [place.townId],
  );
  return rows.map(({ kind }) => kind);
}

const HOUR = 3_600_000;
/** How long a call may take where the provider says nothing: others are answered within. */
const SILENT_MS = 1_500;

/** What is to be seen at once, and after as long as the row says. */
async function meets(rule: SendRule, code: number): Promise<void> {
  const [person, other] = await two();
  const fault = { kind: 'error', status: 400, code } as const;
  sending.double.addFault({ to: person.phone, act: fault });
  const begun = rule.begunByUsOnly ? 1 : 0;
  const first = await sending.say(person, 'first', { priority: begun });
  await sending.send();
  await sending.say(other, 'to another');
  const toOther = (): string[] => sending.arrived(other);
  const kinds = await alertsOf(person);
  expect(kinds.length > 0).toBe(rule.alert);
  switch (rule.retry) {
    case 'none':
      throw new Error('that is no fault');
    case 'never': {
      await sending.send();
      // A closed window: the town has no template to try then, and no short messages.
      if (rule.fallback === 'template') expect(await alertsOf(person)).toEqual(['send_refused']);
      const failure = rule.class;
      expect(await sending.state(first)).toMatchObject({
        state: 'FAILED',
        failure,
        tries: expect.any(Number) as number,
      });
      expect(toOther()).toEqual(['to another']);
      break;
    }
    case 'operator': {
      if (rule.scope === 'template') {
        // Without a template in it the number is what was refused.
        expect(kinds).toEqual(['number_paused']);
      }
      await sending.pass(2 * HOUR, HOUR);
      expect(toOther()).toEqual([]);
      await resume(person);
      await sending.send();
      expect(await sending.state(first)).toMatchObject({ state: 'SENT', tries: 2 });
      expect(toOther()).toEqual(['to another']);
      break;
    }
    case 'backoff': {
      await sending.send();
      const rests = rule.scope === 'number' || rule.scope === 'account';
      expect(toOther()).toEqual(rests && !rule.begunByUsOnly ? [] : ['to another']);
      expect(sending.arrived(person)).toEqual([]);
      const waitMs = (rule.backoff?.firstMs ?? 0) + LIMITS.backoff_spread_ms_max;
      await sending.pass(waitMs, waitMs);
      expect(await sending.state(first)).toMatchObject({ state: 'SENT', tries: 2 });
      expect(toOther()).toEqual(['to another']);
      break;
    }
    case 'unsure': {
      await sending.send();
      expect(await sending.state(first)).toMatchObject({ state: 'UNKNOWN', tries: 1 });
      expect(toOther()).toEqual(['to another']);
      await sending.pass(LIMITS.unknown_wait_ms, LIMITS.unknown_wait_ms);
      // Not harmless twice: it is never said again.
      expect(await sending.state(first)).toMatchObject({ state: 'FAILED', tries: 1 });
    }
  }
}

const CODES = SEND_POLICY.flatMap((rule) => rule.codes.map((code) => [code, rule.class] as const));

test.each(CODES)('%d is %s', async (code) => {
  const rule = SEND_POLICY.find(({ codes }) => codes.includes(code));
  if (rule === undefined) throw new Error('no such code');
  await meets(rule, code);
});

test('refused connections are tried again, and nothing is lost or doubled', async () => {
  const [person] = await two();
  const act = { kind: 'answer', status: 429, body: 'slow down', accept: false } as const;
  sending.double.addFault({ to: person.phone, act });
  const id = await sending.say(person, 'again');
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'QUEUED', tries: 1 });
  await sending.pass(31_000, 31_000);
  expect(sending.arrived(person)).toEqual(['again']);
});

test.each([
  ['a reset after it arrived', { kind: 'reset', accept: true }, false],
  ['a reset after it arrived, harmless', { kind: 'reset', accept: true }, true],
  ['a proxy that lost the answer', { kind: 'answer', status: 502, body: '', accept: true }, false],
] as const)('%s is never doubled unless it does no harm', async (_what, act, harmless) => {
  const [person, other] = await two();
  sending.double.addFault({ to: person.phone, act });
  const id = await sending.say(person, 'pay now', { harmless });
  await sending.say(person, 'and then');
  await sending.say(other, 'meanwhile');
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'UNKNOWN', tries: 1 });
  expect(sending.arrived(other)).toEqual(['meanwhile']);
  // What comes after it waits until it is known.
  expect(sending.arrived(person)).toEqual(['pay now']);
  await sending.pass(LIMITS.unknown_wait_ms, LIMITS.unknown_wait_ms);
  await sending.pass(LIMITS.unknown_wait_ms, LIMITS.unknown_wait_ms);
  expect(sending.arrived(person)).toEqual(
    harmless ? ['pay now', 'pay now', 'and then'] : ['pay now', 'and then'],
  );
});

test('silence after it arrived is never doubled unless it does no harm', async () => {
  const patient = await openSending({ perSecondMax: null }, SILENT_MS);
  try {
    const place = await patient.town('silence', '440000000000001');
    for (const harmless of [false, true]) {
      const person = await patient.somebody(place, harmless ? '+9779900000001' : '+9779900000002');
      patient.double.addFault({ to: person.phone, act: { kind: 'silence', accept: true } });
      const id = await patient.say(person, 'pay now', { harmless });
      await patient.send();
      expect(await patient.state(id)).toMatchObject({ state: 'UNKNOWN', tries: 1 });
      await patient.pass(LIMITS.unknown_wait_ms, LIMITS.unknown_wait_ms);
      const [state, tries] = harmless ? ['SENT', 2] : ['FAILED', 1];
      expect(await patient.state(id)).toMatchObject({ state, tries });
      expect(patient.arrived(person)).toHaveLength(tries);
    }
  } finally {
    await patient.close();
  }
});

test('a provider that nobody can reach gets everything once it is back, in its order', async () => {
  const away = await openSending({ perSecondMax: null });
  try {
    const person = await away.somebody(await away.town('away', '440000000000002'), '+977990000000');
    const port = Number(new URL(away.double.url).port);
    await away.double.close();
    const ids = [await away.say(person, 'one'), await away.say(person, 'two')];
    await away.send();
    expect(await away.state(ids[0] ?? '')).toMatchObject({ state: 'QUEUED', tries: 1 });
    const { universe } = away;
    const back = await openGraphDouble({ ...QUIET_DOUBLE, universe, port });
    try {
      await away.pass(2 * 60_000, 10_000);
      const heard = back.log.after(0, 10).map(({ payload }) => payload['text']);
      expect(heard).toMatchObject([{ body: 'one' }, { body: 'two' }]);
    } finally {
      await back.close();
    }
  } finally {
    await away.close();
  }
});

test('a number that was paused and resumed loses nothing and keeps the order', async () => {
  const [person, other] = await two();
  sending.double.addFault({
    phoneNumberId: person.place.phoneNumberId,
    act: { kind: 'error', status: 401, code: 190 },
  });
  for (const body of ['one', 'two', 'three']) {
    await sending.say(person, body);
    await sending.say(other, body);
  }
  await sending.send();
  await sending.pass(3 * HOUR, HOUR);
  const before = [...sending.arrived(person), ...sending.arrived(other)];
  // Those under way with the one that was refused may have gone; nothing after it has.
  expect(before.length).toBeLessThanOrEqual(1);
  await resume(person);
  await sending.pass(3_000, 1_000);
  for (const one of [person, other]) expect(sending.arrived(one)).toEqual(['one', 'two', 'three']);
});
