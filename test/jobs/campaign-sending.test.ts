import { randomUUID } from 'node:crypto';
import type { Place } from '../../src/demo-town.js';
import { openSending } from '../support/sending.js';
import type { Correspondent, Sending } from '../support/sending.js';

let sending: Sending;
let serial = 0;
const DAY = 24 * 3_600_000;

beforeAll(async () => {
  sending = await openSending();
});
afterAll(() => sending.close());

/** A town with a campaign in two languages, and somebody in it. */
async function town(): Promise<{
  place: Place;
  person: Correspondent;
  campaignId: string;
}> {
  serial += 1;
  const place = await sending.town(`campaign-${serial}`, `45000000000000${serial}`);
  const person = await sending.somebody(place, `+9779780000000${serial}`);
  const campaignId = randomUUID();
  await sending.admin.query(
    `insert into campaigns (town_id, id, name, segment, per_minute, state, created_at, changed_at)
     values ($1, $2, 'test', '{}', 60, 'SENDING', now(), now())`,
    [place.townId, campaignId],
  );
  for (const [i, language] of ['en', 'ne'].entries()) {
    const template = await addTemplate(place, `offer_${language}`, language);
    await sending.admin.query(
      `insert into campaign_messages values ($1, $2, $3, $4, $5, 'words')`,
      [place.townId, campaignId, i, language, template],
    );
  }
  // Registered for campaigns too, and named by none.
  await addTemplate(place, 'a_better_one', 'en');
  return { place, person, campaignId };
}

async function addTemplate(place: Place, name: string, language: string): Promise<string> {
  const id = randomUUID();
  await sending.admin.query(
    `insert into templates (town_id, id, meaning, name, language, written_in, category, status,
       body, parameters, buttons, fallback_channel, changed_at)
     values ($1, $2, 'campaign', $3, $4, $4, 'MARKETING', 'APPROVED', '{{1}}', '{words}', '{}',
       'sms', now())`,
    [place.townId, id, name, language],
  );
  return id;
}

const CAMPAIGN = { priority: 2, meaning: 'campaign' } as const;

function templatesTo({ phone }: Correspondent): readonly unknown[] {
  return sending
    .all()
    .filter(({ to }) => to === phone)
    .map(({ payload }) => (payload['template'] as { name?: string } | undefined)?.name ?? 'text');
}

async function row(sql: string, place: Place): Promise<unknown> {
  const { rows } = await sending.admin.query(sql, [place.townId]);
  return rows;
}

test('it goes by the template it names for their language, and counts as marketing', async () => {
  const { place, person, campaignId } = await town();
  sending.universe.advance(2 * DAY);
  await sending.admin.query(`update sessions set language = 'ne' where conversation_id = $1`, [
    person.conversationId,
  ]);
  await sending.say(person, 'cheap', { ...CAMPAIGN, campaignId });
  await sending.send();
  expect(templatesTo(person)).toEqual(['offer_ne']);
  const counts = 'select kind, sent::int from message_counts where town_id = $1';
  expect(await row(counts, place)).toEqual([{ kind: 'marketing', sent: 1 }]);
  // The one of their language is held: no other is sent instead, nor a short message.
  await sending.admin.query(`update templates set held_at = now() where name = 'offer_ne'`);
  const held = await sending.say(person, 'cheaper', { ...CAMPAIGN, campaignId });
  await sending.send();
  expect(await sending.state(held)).toMatchObject({ state: 'FAILED', tries: 1 });
  expect(templatesTo(person)).toEqual(['offer_ne']);
  await sending.admin.query(`update templates set held_at = null, category = 'UTILITY'
    where name = 'offer_ne'`);
  const unfit = await sending.say(person, 'cheapest', { ...CAMPAIGN, campaignId });
  await sending.send();
  expect(await sending.state(unfit)).toMatchObject({ state: 'FAILED', tries: 1 });
});

test.each([
  [131049, 'withheld', 0],
  [131050, 'opted_out', 1],
  [131026, 'undeliverable', 0],
])('Meta’s %i is counted as %s and never tried again', async (code, failure, stops) => {
  const { place, person, campaignId } = await town();
  sending.universe.advance(2 * DAY);
  const act = { kind: 'error', status: 400, code } as const;
  sending.double.addFault({ to: person.phone, act, times: 3 });
  const id = await sending.say(person, 'cheap', { ...CAMPAIGN, campaignId });
  await sending.pass(3 * 3_600_000, 1_800_000);
  expect(await sending.state(id)).toEqual({ state: 'FAILED', failure, tries: 1 });
  const choices =
    'select choice, outbox_id is not null as ours from marketing_choices where town_id = $1';
  const stop = { choice: 'stop', ours: true };
  expect(await row(choices, place)).toEqual(stops === 1 ? [stop] : []);
  const fallen = `select count(*)::int as n from inbox where town_id = $1 and source = 'tell'`;
  expect(await row(fallen, place)).toEqual([{ n: 0 }]);
});

test('what waited until the night is said in the morning; news is said at once', async () => {
  const { person, campaignId } = await town();
  // 20:30 in Kathmandu of some day.
  const day = Math.floor(sending.universe.nowMs() / DAY) * DAY;
  sending.universe.advance(day + DAY + 14.75 * 3_600_000 - sending.universe.nowMs());
  await sending.admin.query('update sessions set last_typed_at = $1 where conversation_id = $2', [
    sending.universe.now(),
    person.conversationId,
  ]);
  const id = await sending.say(person, 'cheap', { ...CAMPAIGN, campaignId });
  await sending.say(person, 'news', { priority: 1, meaning: 'order' });
  await sending.send();
  await sending.send();
  expect(sending.arrived(person)).toEqual(['news']);
  expect(await sending.state(id)).toMatchObject({ state: 'QUEUED' });
  await sending.pass(10 * 3_600_000, 3_600_000);
  expect(sending.arrived(person)).toEqual(['news']);
  await sending.pass(3_600_000, 1_800_000);
  expect(sending.arrived(person)).toEqual(['news', 'cheap']);
});
