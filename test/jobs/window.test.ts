import { inTown } from '../../src/db/transaction.js';
import type { Template } from '../../src/domain/templates/template.js';
import { registerTemplate } from '../../src/domain/templates/templates.js';
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

async function town(): Promise<[Place, Correspondent]> {
  serial += 1;
  const place = await sending.town(`window-${serial}`, `44000000000000${serial}`);
  return [place, await sending.somebody(place, `+9779790000000${serial}`)];
}

function register(place: Place, over: Partial<Template> = {}): Promise<unknown> {
  const { universe, database } = sending;
  const cause = {
    universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: 'test',
  } as const;
  const template = {
    meaning: 'order',
    name: 'order_news',
    language: 'en',
    writtenIn: 'en',
    category: 'UTILITY',
    status: 'APPROVED',
    quality: 'UNKNOWN',
    body: 'News from {{1}}: {{2}}. Reply to see more.',
    parameters: ['town', 'words'],
    buttons: [],
    fallbackId: null,
    fallbackChannel: 'none',
    ...over,
  } as const;
  return inTown(database, place.townId, (tx) => registerTemplate(tx, cause, template, 'test'));
}

function lastTo({ phone }: Correspondent): unknown {
  return sending.all().findLast(({ to }) => to === phone)?.payload;
}

const NEWS = { priority: 1, meaning: 'order' } as const;

test('within a day it is said as it is, after it by the template in their language', async () => {
  const [place, person] = await town();
  await register(place);
  await register(place, { name: 'order_news_ne', language: 'ne', writtenIn: 'ne' });
  await sending.admin.query(`update sessions set language = 'ne' where conversation_id = $1`, [
    person.conversationId,
  ]);
  sending.universe.advance(DAY - 10 * 60_000);
  await sending.say(person, 'in time', NEWS);
  await sending.send();
  expect(sending.arrived(person)).toEqual(['in time']);
  sending.universe.advance(6 * 60_000);
  const id = await sending.say(person, 'Order 1001\n\nis *accepted*', NEWS);
  await sending.send();
  expect(lastTo(person)).toMatchObject({
    type: 'template',
    template: {
      name: 'order_news_ne',
      language: { code: 'ne' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: `Window-${serial}` },
            { type: 'text', text: 'Order 1001 | is *accepted*' },
          ],
        },
      ],
    },
  });
  expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 1 });
  const { rows } = await sending.admin.query(
    `select month::text, kind, market, sent::int from message_counts where town_id = $1
     order by kind`,
    [place.townId],
  );
  expect(rows).toEqual([
    { month: '2026-03-01', kind: 'service', market: 'NP', sent: 1 },
    { month: '2026-03-01', kind: 'utility', market: 'NP', sent: 1 },
  ]);
});

test('what Meta says of the window counts more than our clock, once', async () => {
  const [place, person] = await town();
  await register(place, { buttons: ['Accept', 'Decline'] });
  const closed = { kind: 'error', status: 400, code: 131047 } as const;
  sending.double.addFault({ to: person.phone, act: closed, times: 2 });
  const buttons = ['take:1', 'leave:1'].map((id) => ({ id, title: id }));
  const asked = await sending.say(person, '', {
    ...NEWS,
    content: { kind: 'buttons', body: 'A new order', buttons },
  });
  await sending.send();
  await sending.send();
  // Refused as a template too: that is the end of it.
  expect(await sending.state(asked)).toMatchObject({ state: 'FAILED', tries: 2 });
  sending.double.addFault({ to: person.phone, act: closed });
  await sending.say(person, '', {
    ...NEWS,
    content: { kind: 'buttons', body: 'A new order', buttons },
  });
  await sending.send();
  await sending.send();
  expect(lastTo(person)).toMatchObject({
    template: {
      name: 'order_news',
      components: [
        { type: 'body' },
        { type: 'button', index: '0', parameters: [{ payload: 'take:1' }] },
        { type: 'button', index: '1', parameters: [{ payload: 'leave:1' }] },
      ],
    },
  });
});

test('a template that Meta refuses is held, and the next of its meaning goes', async () => {
  const [place, person] = await town();
  await register(place);
  await register(place, { name: 'order_again', language: 'ne', writtenIn: 'ne' });
  sending.universe.advance(2 * DAY);
  const held = { kind: 'error', status: 400, code: 132015 } as const;
  sending.double.addFault({ to: person.phone, act: held });
  await sending.admin.query(`update sessions set language = 'en' where conversation_id = $1`, [
    person.conversationId,
  ]);
  const id = await sending.say(person, 'news', NEWS);
  await sending.send();
  await sending.send();
  expect(lastTo(person)).toMatchObject({ template: { name: 'order_again' } });
  expect(await sending.state(id)).toMatchObject({ state: 'SENT', tries: 2 });
  const { rows } = await sending.admin.query(
    'select kind, subject from alerts where town_id = $1',
    [place.townId],
  );
  expect(rows).toEqual([{ kind: 'template_paused', subject: 'order_news' }]);
  // None is left: nothing is said, since nothing may be.
  sending.double.addFault({ to: person.phone, act: held });
  const last = await sending.say(person, 'more news', NEWS);
  await sending.send();
  await sending.send();
  expect(await sending.state(last)).toMatchObject({ state: 'FAILED', failure: 'window_closed' });
});

test('a template without its buttons names what could be tapped', async () => {
  const [place, person] = await town();
  await register(place);
  sending.universe.advance(2 * DAY);
  const buttons = ['Accept', 'Decline'].map((title) => ({ id: title, title }));
  const content = { kind: 'buttons', body: 'A new order', buttons } as const;
  await sending.say(person, '', { ...NEWS, content });
  await sending.send();
  const words = { type: 'text', text: 'A new order (Accept / Decline)' };
  expect(lastTo(person)).toMatchObject({
    template: { components: [{ type: 'body', parameters: [{ type: 'text' }, words] }] },
  });
});

test('with neither template nor short message it fails at once, and somebody is told', async () => {
  const [place, person] = await town();
  sending.universe.advance(2 * DAY);
  const id = await sending.say(person, 'news', NEWS);
  await sending.send();
  expect(await sending.state(id)).toMatchObject({ state: 'FAILED', failure: 'window_closed' });
  expect(sending.arrived(person)).toEqual([]);
  const { rows } = await sending.admin.query(
    'select kind, subject, detail from alerts where town_id = $1',
    [place.townId],
  );
  const detail = 'no template for order could be used, nor a short message';
  expect(rows).toEqual([{ kind: 'send_refused', subject: 'window_closed', detail }]);
});

test('a template says how many lines it leaves out, in the language of its words', async () => {
  const [place, person] = await town();
  await register(place);
  sending.universe.advance(2 * DAY);
  const lines = Array.from({ length: 40 }, (_, i) => `• ${i + 1} ctn Wai Wai Chicken Noodles 75g`);
  await sending.say(person, ['New order', ...lines, 'Please answer by 8:30'].join('\n'), NEWS);
  await sending.send();
  const { template } = lastTo(person) as {
    template: { components: { parameters: { text: string }[] }[] };
  };
  const words = template.components[0]?.parameters[1]?.text ?? '';
  const left = 40 - (words.match(/•/g)?.length ?? 0);
  expect(left).toBeGreaterThan(0);
  expect(words).toContain(` | (aru ${left} line: “aru” lekhnuhos) | Please answer by 8:30`);
});

test('what WhatsApp would refuse is found before it leaves, and somebody is told', async () => {
  const [place, person] = await town();
  const id = await sending.say(person, 'x'.repeat(4097));
  const next = await sending.say(person, 'and on');
  await sending.send();
  await sending.send();
  expect(sending.arrived(person)).toEqual(['and on']);
  expect(await sending.state(id)).toMatchObject({ state: 'FAILED', failure: 'not_sendable' });
  expect(await sending.state(next)).toMatchObject({ state: 'SENT' });
  const { rows } = await sending.admin.query(
    'select subject, detail from alerts where town_id = $1',
    [place.townId],
  );
  expect(rows).toEqual([{ subject: 'not_sendable', detail: 'text.body: longer than 4096' }]);
});
