import { inTown } from '../../src/db/transaction.js';
import { lateRuleFor } from '../../src/channels/send-failure.js';
import { SEND_POLICY } from '../../src/channels/send-policy.js';
import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import { messagesBody } from '../../src/embedded/meta-webhook.js';
import { openIntake } from '../../src/inbox/intake.js';
import type { Intake } from '../../src/inbox/intake.js';
import { heedWaitingNews } from '../../src/jobs/heed-news.js';
import { LIMITS } from '../../src/base/limits.js';
import { resumeAccount } from '../../src/usecases/pause-sending.js';
import { openSending } from '../support/sending.js';
import type { Correspondent, Sending } from '../support/sending.js';

/**
 * Every row of the error policy once more, told late: the message was accepted, and a status says
 * afterwards that it failed.
 */
let sending: Sending;
let intake: Intake;
let serial = 0;
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // What is logged is looked at elsewhere.
}

beforeAll(async () => {
  sending = await openSending({ perSecondMax: null });
  const { database, universe } = sending;
  intake = openIntake({ database, universe, log, ring: ignore, lateRule: lateRuleFor });
});
afterAll(async () => {
  await intake.close();
  await sending.close();
});

async function somebody(): Promise<Correspondent> {
  serial += 1;
  // The intake looks for numbers it does not know no more often than this.
  sending.universe.advance(LIMITS.accounts_reread_ms_min);
  const place = await sending.town(`late-${serial}`, `45000000000${1000 + serial}`);
  return sending.somebody(place, `+97798${String(serial).padStart(8, '0')}`);
}

/** A status of the last message that reached somebody. */
async function reports(person: Correspondent, code: number): Promise<void> {
  const { universe } = sending;
  const last = sending.all().findLast(({ to }) => to === person.phone);
  const report = {
    id: last?.id,
    status: 'failed',
    timestamp: String(Math.floor(universe.nowMs() / 1000)),
    recipient_id: person.phone.slice(1),
    biz_opaque_callback_data: last?.callbackData,
    errors: [{ code, title: 'told late' }],
  };
  const number = { phoneNumberId: person.place.phoneNumberId, wabaId: '9', displayPhone: '1' };
  const body = messagesBody(number, { statuses: [report] });
  const { elements } = parseWebhook(Buffer.from(body));
  await intake.take({ elements, remains: [], correlationId: universe.newId() });
  await heedWaitingNews({ ...sending, log }, () => true);
}

async function alertsOf({ place }: Correspondent): Promise<string[]> {
  const { rows } = await sending.admin.query<{ kind: string }>(
    'select kind from alerts where town_id = $1 order by id',
    [place.townId],
  );
  return rows.map(({ kind }) => kind);
}

async function resume({ place }: Correspondent): Promise<void> {
  const { universe, database } = sending;
  const actor = { kind: 'operator', id: null } as const;
  const cause = { universe, actor, channel: 'api', correlationId: 'test' };
  await inTown(database, place.townId, (tx) =>
    resumeAccount(tx, cause, place.channelAccountId, 'mended'),
  );
}

const CODES = SEND_POLICY.flatMap((rule) => rule.codes.map((code) => [code, rule.class] as const));

test.each(CODES)('%d, which is %s', async (code) => {
  const rule = SEND_POLICY.find(({ codes }) => codes.includes(code));
  const person = await somebody();
  const id = await sending.say(person, 'first');
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 1 });
  await reports(person, code);
  const stops = rule?.retry === 'operator' && rule.scope !== 'template';
  expect(await alertsOf(person)).toEqual(
    stops ? ['number_paused'] : rule?.alert === true ? ['send_refused'] : [],
  );
  await sending.say(person, 'second');
  await sending.send();
  await sending.send();
  if (stops) {
    // Nothing leaves until somebody has mended it, and then what failed is not lost.
    expect(sending.arrived(person)).toEqual(['first']);
    await resume(person);
    await sending.send();
    await sending.send();
    expect(sending.arrived(person)).toEqual(['first', 'first', 'second']);
    expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 2 });
    return;
  }
  expect(sending.arrived(person)).toEqual(['first', 'second']);
  if (rule?.class === 'window_closed') {
    // It would go as a template, but the town has none, nor short messages.
    expect(await sending.state(id)).toMatchObject({ state: 'FAILED', failure: 'window_closed' });
    return;
  }
  expect(await sending.state(id)).toMatchObject({ state: 'FAILED', failure: `status ${code}` });
});

test('a failure that is told twice, or of many, is one alert and one message', async () => {
  const person = await somebody();
  const ids = [await sending.say(person, 'one'), await sending.say(person, 'two')];
  await sending.send();
  await sending.send();
  for (const code of [131042, 131042]) await reports(person, code);
  await resume(person);
  await sending.send();
  await sending.send();
  expect(sending.arrived(person)).toEqual(['one', 'two', 'two']);
  expect(await sending.state(ids[0] ?? '')).toMatchObject({ tries: 1 });
  expect(await alertsOf(person)).toEqual(['number_paused']);
});

test('what fails again and again is over some time', async () => {
  const person = await somebody();
  const id = await sending.say(person, 'again');
  for (let times = 0; times < LIMITS.late_tries_max; times += 1) {
    await sending.send();
    await reports(person, 131042);
    await resume(person);
  }
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'FAILED', tries: LIMITS.late_tries_max });
  expect(sending.arrived(person)).toHaveLength(LIMITS.late_tries_max);
});
