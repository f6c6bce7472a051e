import { randomUUID } from 'node:crypto';
import { addUser, call, logIn } from './api.js';
import { addNumber, addTown, openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const reason = { reason: 'festival' };

interface Staffed {
  readonly town: string;
  readonly operator: string;
  readonly at: string;
}

async function staffed(slug: string): Promise<Staffed> {
  const town = await addTown(bench, slug);
  await addNumber(bench, town, `46${slug.length}${Date.now()}`);
  const { email } = await addUser(bench, 'OPERATOR', [town]);
  return { town, operator: await logIn(bench, email), at: `/v1/towns/${town}/campaigns` };
}

async function template(town: string, over: Record<string, string> = {}): Promise<string> {
  const id = randomUUID();
  const given = { meaning: 'campaign', category: 'MARKETING', status: 'APPROVED', ...over };
  await bench.ask(
    `insert into templates (town_id, id, meaning, name, language, written_in, category, status,
       body, parameters, buttons, changed_at)
     values ($1, $2, $3, $4, 'en', $5, $6, $7, '{{1}}', '{words}', '{}', now())`,
    [
      town,
      id,
      given.meaning,
      `t_${id.slice(0, 8)}`,
      over['language'] ?? 'en',
      given.category,
      given.status,
    ],
  );
  return id;
}

/** A shop that was heard so many hours ago. */
async function shop(town: string, phone: string, wants: boolean, hours = 1): Promise<void> {
  const id = randomUUID();
  await bench.ask(
    `insert into parties (town_id, id, kind, state, name, created_at)
     values ($1, $2, 'retailer', 'APPROVED', 'Shop', now())`,
    [town, id],
  );
  await bench.ask(
    `insert into sessions (town_id, conversation_id, party_id, channel_account_id, phone, flow_id,
       flow_version, snapshot, last_typed_at, changed_at)
     select $1, gen_random_uuid(), $2, id, $3, 'retailer.whatsapp', 1, '{}',
       now() - $4 * interval '1 hour', now() from channel_accounts where home_town_id = $1`,
    [town, id, phone, hours],
  );
  await bench.ask(
    `insert into retailer_preferences (town_id, retailer_id, campaigns, changed_at)
     values ($1, $2, $3, now())`,
    [town, id, wants],
  );
}

test('a campaign is planned, tried dry, started, looked at and stopped', async () => {
  const { town, operator, at } = await staffed('plans');
  const price = { NP: { marketing: 30_000, service: 5_000 }, '*': { marketing: 80_000 } };
  await bench.ask(`update towns set settings = $2 where id = $1`, [
    town,
    JSON.stringify({ message_prices: { currency: 'USD', micros: price } }),
  ]);
  await shop(town, '+9779790000001', true);
  await shop(town, '+9779790000002', true, 30);
  await shop(town, '+14155550100', true, 30);
  await shop(town, '+9779790000003', false);
  const id = await template(town);
  const messages = [{ template: id, words: 'Sugar is cheap' }];
  const plan = { name: 'Dashain', segment: { languages: ['en'] }, messages, ...reason };
  const made = await call(bench, operator, `POST ${at}`, plan);
  expect(made.body).toMatchObject({
    campaign: { state: 'DRAFT', people_per_minute: 60, segment: { languages: ['en'] } },
    messages,
  });
  const its = `${at}/${String(made.body.campaign.id)}`;
  const dry = await call(bench, operator, `POST ${its}/dry-run`, {});
  expect(dry.body).toMatchObject({
    people: 4,
    told: 3,
    languages: { en: 3 },
    left_out: { not_wanted: 1 },
    currency: 'USD',
    whole: true,
  });
  expect(dry.body.costs).toEqual([
    { market: 'NP', kind: 'marketing', people: 1, cost_micros: '30000' },
    { market: 'NP', kind: 'service', people: 1, cost_micros: '5000' },
    { market: 'ZZ', kind: 'marketing', people: 1, cost_micros: '80000' },
  ]);
  // One of them came by an advertisement and was answered: nothing is charged towards them.
  await bench.ask(
    `update sessions set free_until = now() + interval '1 day'
     where town_id = $1 and phone = '+14155550100'`,
    [town],
  );
  const free = await call(bench, operator, `POST ${its}/dry-run`, {});
  expect(free.body.costs).toContainEqual({
    market: 'ZZ',
    kind: 'free_entry',
    people: 1,
    cost_micros: '0',
  });
  await bench.ask('update templates set held_at = now() where id = $1', [id]);
  const held = await call(bench, operator, `POST ${its}/dry-run`, {});
  expect(held.body).toMatchObject({ told: 1, left_out: { not_wanted: 1, template_held: 2 } });
  const early = await call(bench, operator, `POST ${its}/start`, reason);
  expect(early.body).toMatchObject({ status: 409, values: { template: id, why: 'held' } });
  await bench.ask('update templates set held_at = null where id = $1', [id]);

  const rungBefore = bench.rung.length;
  const started = await call(bench, operator, `POST ${its}/start`, reason);
  expect(started.body).toMatchObject({ state: 'FIXING' });
  expect(bench.rung.length).toBeGreaterThan(rungBefore);
  expect((await call(bench, operator, `POST ${its}/start`, reason)).status).toBe(409);
  const results = await call(bench, operator, `GET ${its}/results`);
  expect(results.body).toMatchObject({ recipients: 0, told: 0, failed: {}, orders_after: 0 });
  const stopped = await call(bench, operator, `POST ${its}/stop`, reason);
  expect(stopped.body).toMatchObject({ state: 'STOPPED' });
  expect((await call(bench, operator, `POST ${its}/stop`, reason)).status).toBe(409);
  const listed = await call(bench, operator, `GET ${at}`);
  expect(listed.body.data).toMatchObject([{ state: 'STOPPED', name: 'Dashain' }]);
  expect((await call(bench, operator, `GET ${its}`)).body).toMatchObject({ messages });
  const events = await bench.ask(
    `select event, to_state, reason, actor_kind from campaign_events where town_id = $1
     order by id`,
    [town],
  );
  expect(events.map(({ event, to_state }) => `${String(event)} ${String(to_state)}`)).toEqual([
    'drafted DRAFT',
    'started FIXING',
    'stopped STOPPED',
  ]);
  expect(events[0]).toMatchObject({ reason: 'festival', actor_kind: 'operator' });
});

test('what could not be said, or not be read, is refused', async () => {
  const { town, operator, at } = await staffed('refusals');
  const fit = await template(town);
  const again = await template(town);
  const order = await template(town, { meaning: 'order' });
  const utility = await template(town, { category: 'UTILITY' });
  const plan = (over: object): Promise<{ status: number; body: Record<string, unknown> }> =>
    call(bench, operator, `POST ${at}`, {
      name: 'x',
      segment: {},
      messages: [{ template: fit, words: 'x' }],
      ...reason,
      ...over,
    });
  const why = async (template: string): Promise<unknown> =>
    (await plan({ messages: [{ template, words: 'x' }] })).body['values'];
  expect(await why(order)).toMatchObject({ why: 'wrong_meaning' });
  expect(await why(utility)).toMatchObject({ why: 'wrong_category' });
  expect(await why(randomUUID())).toMatchObject({ why: 'no_such_template' });
  const twice = [fit, again].map((template) => ({ template, words: 'x' }));
  expect((await plan({ messages: twice })).status).toBe(409);
  const times = { starts_at: '2026-05-02T00:00:00Z', ends_at: '2026-05-01T00:00:00Z' };
  expect((await plan(times)).status).toBe(409);
  const wrong = [
    { segment: { colour: 'red' } },
    { segment: { products: ['rice'] } },
    { segment: { ordered_within_days: 0 } },
    { messages: [] },
    { messages: [{ template: fit, words: 'x'.repeat(801) }] },
    { people_per_minute: 0 },
    { people_per_minute: 100_000 },
  ];
  for (const over of wrong) expect((await plan(over)).status).toBe(400);
});

test('a campaign is its own town’s, and no warehouse’s', async () => {
  const { town, operator, at } = await staffed('mine');
  const other = await staffed('others');
  const messages = [{ template: await template(town), words: 'x' }];
  const made = await call(bench, operator, `POST ${at}`, {
    name: 'x',
    segment: {},
    messages,
    ...reason,
  });
  const id = String(made.body.campaign.id);
  for (const what of ['start', 'stop', 'dry-run']) {
    const body = what === 'dry-run' ? {} : reason;
    const path = `POST ${other.at}/${id}/${what}`;
    expect((await call(bench, other.operator, path, body)).status).toBe(404);
  }
  expect((await call(bench, other.operator, `GET ${other.at}/${id}/results`)).status).toBe(404);
  expect((await call(bench, other.operator, `GET ${at}/${id}`)).status).toBe(404);
  const { email } = await addUser(bench, 'WAREHOUSE', [town]);
  const warehouse = await logIn(bench, email);
  expect((await call(bench, warehouse, `GET ${at}`)).status).toBe(403);
  expect((await call(bench, warehouse, `POST ${at}/${id}/start`, reason)).status).toBe(403);
});
