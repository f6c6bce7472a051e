import { inPlatform } from '../../src/db/transaction.js';
import { noteTemplateNews } from '../../src/domain/templates/templates.js';
import { pauseAccount, pauseTemplate } from '../../src/usecases/pause-sending.js';
import { addUser, call, logIn } from './api.js';
import { addNumber, addTown, openBench, RELAY } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

function machine(): Parameters<typeof pauseAccount>[1] {
  return {
    universe: bench.universe,
    actor: { kind: 'machine', id: null },
    channel: 'whatsapp',
    correlationId: 'test',
  };
}

async function staffOf(town: string): Promise<{ admin: string; operator: string }> {
  const [admin, operator] = await Promise.all(
    (['ADMIN', 'OPERATOR'] as const).map((role) => addUser(bench, role, [town])),
  );
  return {
    admin: await logIn(bench, admin?.email ?? ''),
    operator: await logIn(bench, operator?.email ?? ''),
  };
}

test('what the provider stops is an alert once, and an operator lets it go on', async () => {
  const town = await addTown(bench, 'paused');
  const other = await addTown(bench, 'paused-other');
  await addNumber(bench, town, '410000000000001');
  await addNumber(bench, town, '410000000000002');
  await addNumber(bench, other, '410000000000003');
  await bench.ask(
    `update channel_accounts set business_account_id = '91' where provider_account_id <> $1
       and home_town_id in ($2, $3)`,
    ['410000000000002', town, other],
  );
  const { admin, operator } = await staffOf(town);
  const name = { channel: 'whatsapp', providerAccountId: '410000000000001', all: true } as const;
  const pause = (): Promise<number> =>
    inPlatform(bench.database, async (tx) => {
      return (await pauseAccount(tx, machine(), name, 'account_locked 368')).length;
    });
  expect(await pause()).toBe(2);
  expect(await pause()).toBe(0);
  const at = `/v1/towns/${town}/numbers`;
  const { body: numbers } = await call(bench, operator, `GET ${at}`);
  expect(numbers.data).toHaveLength(2);
  const known = numbers.data as readonly { id: string; provider_account_id: string }[];
  const ending = (digit: string): (typeof known)[number] | undefined =>
    known.find((one) => one.provider_account_id.endsWith(digit));
  const [paused, active] = [ending('1'), ending('2')];
  expect(paused).toMatchObject({ state: 'PAUSED', paused_reason: 'account_locked 368' });
  expect(active).toMatchObject({ state: 'ACTIVE', messages_per_second_max: 80 });
  const { body: alerts } = await call(bench, operator, `GET /v1/towns/${town}/alerts`);
  expect(alerts.data).toMatchObject([{ kind: 'number_paused', subject: '410000000000001' }]);

  const reason = { reason: 'paid' };
  const resumed = await call(bench, operator, `POST ${at}/${String(paused?.id)}/resume`, reason);
  expect(resumed.body).toMatchObject({ state: 'ACTIVE', paused_at: null });
  expect(bench.rung).toContain(RELAY);
  const rate = { messages_per_second_max: 400, reason: 'upgraded by Meta' };
  const path = `POST ${at}/${String(active?.id)}/rate`;
  expect((await call(bench, operator, path, rate)).status).toBe(403);
  expect((await call(bench, admin, path, rate)).body).toMatchObject({
    messages_per_second_max: 400,
  });
  const tooFast = { ...rate, messages_per_second_max: 1001 };
  expect((await call(bench, admin, path, tooFast)).status).toBe(400);
  const receipts = { receipts: 'read', reason: 'typing confuses them' };
  const shows = `POST ${at}/${String(active?.id)}/receipts`;
  expect((await call(bench, operator, shows, receipts)).status).toBe(403);
  expect((await call(bench, admin, shows, receipts)).body).toMatchObject({ receipts: 'read' });
  const unheardOf = { ...receipts, receipts: 'blink' };
  expect((await call(bench, admin, shows, unheardOf)).status).toBe(400);
  const linked = { catalogue_id: '194836987003835', reason: 'linked at Meta' };
  const links = `POST ${at}/${String(active?.id)}/catalogue`;
  expect((await call(bench, operator, links, linked)).body).toMatchObject({
    catalogue_id: '194836987003835',
  });
  const unlinked = { ...linked, catalogue_id: 'my goods' };
  expect((await call(bench, operator, links, unlinked)).status).toBe(400);
  const form = { registration_flow_id: '1122334455', reason: 'published at Meta' };
  const forms = `POST ${at}/${String(active?.id)}/registration-form`;
  expect((await call(bench, operator, forms, form)).body).toMatchObject({
    registration_flow_id: '1122334455',
  });
  const stopped = await call(bench, operator, `POST ${at}/${String(active?.id)}/pause`, reason);
  expect(stopped.body).toMatchObject({ state: 'PAUSED', paused_reason: 'paid' });
  const changes = await bench.ask(
    'select change, actor_kind from sending_changes where town_id = $1 order by id',
    [town],
  );
  expect(changes).toEqual([
    { change: 'paused', actor_kind: 'machine' },
    { change: 'resumed', actor_kind: 'operator' },
    { change: 'rate 400', actor_kind: 'operator' },
    { change: 'receipts read', actor_kind: 'operator' },
    { change: 'catalogue 194836987003835', actor_kind: 'operator' },
    { change: 'form 1122334455', actor_kind: 'operator' },
    { change: 'paused', actor_kind: 'operator' },
  ]);
  // Another town's number is nobody's business here.
  const [theirs] = await bench.ask<{ id: string }>(
    'select id from channel_accounts where home_town_id = $1',
    [other],
  );
  const foreign = `POST ${at}/${String(theirs?.id)}/resume`;
  expect((await call(bench, operator, foreign, reason)).status).toBe(404);
});

test('templates are registered, held, noted and used again', async () => {
  const town = await addTown(bench, 'templates');
  const { admin, operator } = await staffOf(town);
  const at = `/v1/towns/${town}/templates`;
  const template = {
    meaning: 'order',
    name: 'order_news',
    language: 'en',
    written_in: 'en',
    category: 'UTILITY',
    status: 'PENDING',
    body: 'News of your order: {{1}}',
    parameters: ['words'],
    buttons: [],
    fallback_id: null,
    fallback_channel: 'sms',
    reason: 'submitted',
  };
  expect((await call(bench, operator, `POST ${at}`, template)).status).toBe(403);
  const made = await call(bench, admin, `POST ${at}`, template);
  expect(made.body).toMatchObject({ status: 'PENDING', quality: 'UNKNOWN', held_at: null });
  const key = { townId: town, name: 'order_news' };
  await inPlatform(bench.database, async (tx) => {
    const news = { status: 'APPROVED', quality: 'GREEN' } as const;
    expect(await noteTemplateNews(tx, machine(), key, news, 'webhook')).toMatchObject([news]);
    expect(await pauseTemplate(tx, machine(), key, 'template_held 132015')).toHaveLength(1);
    expect(await pauseTemplate(tx, machine(), key, 'again')).toEqual([]);
    expect(await noteTemplateNews(tx, machine(), { ...key, name: 'none' }, news, '')).toEqual([]);
  });
  const { body } = await call(bench, operator, `GET ${at}`);
  expect(body.data).toMatchObject([
    { status: 'APPROVED', quality: 'GREEN', held_reason: 'template_held 132015' },
  ]);
  const { body: alerts } = await call(bench, operator, `GET /v1/towns/${town}/alerts`);
  expect(alerts.data).toMatchObject([{ kind: 'template_paused', subject: 'order_news' }]);
  const id = String(made.body.id);
  const reason = { reason: 'mended' };
  const resumed = await call(bench, operator, `POST ${at}/${id}/resume`, reason);
  expect(resumed.body).toMatchObject({ held_at: null, held_reason: null });
  const held = await call(bench, operator, `POST ${at}/${id}/pause`, reason);
  expect(held.body).toMatchObject({ held_reason: 'mended' });
  const lost = `POST ${at}/00000000-0000-7000-8000-000000000000/pause`;
  expect((await call(bench, operator, lost, reason)).status).toBe(404);
});

test('messages are counted by number and month, and cost what the town says', async () => {
  const town = await addTown(bench, 'counted');
  await addNumber(bench, town, '410000000000009');
  const { admin, operator } = await staffOf(town);
  const counted = [
    ['2026-03-01', 'service', 'IN', 900],
    ['2026-03-01', 'service', 'NP', 400],
    ['2026-03-01', 'utility', 'NP', 10],
    ['2026-03-01', 'marketing', 'NP', 3],
    ['2026-03-01', 'free_entry', 'NP', 9],
    ['2026-02-01', 'utility', 'NP', 7],
  ];
  for (const row of counted) {
    await bench.ask(
      `insert into message_counts (town_id, channel_account_id, month, kind, market, sent)
       select home_town_id, id, $1, $2, $3, $4 from channel_accounts where home_town_id = $5`,
      [...row, town],
    );
  }
  const micros = { NP: { service: 20_000, utility: 20_000 }, '*': { service: 5_000 } };
  const settings = { settings: { message_prices: { micros } }, reason: 'rates of April' };
  await call(bench, admin, `POST /v1/towns/${town}/settings`, settings);
  const at = `GET /v1/towns/${town}/message-counts?month=2026-03`;
  const { body } = await call(bench, operator, at);
  expect(body.currency).toBe('USD');
  expect(body.data).toMatchObject([
    { kind: 'free_entry', sent: '9', free: '9', cost_micros: '0' },
    { kind: 'marketing', sent: '3', free: '0', cost_micros: null },
    { kind: 'service', market: 'IN', sent: '900', free: '900', cost_micros: '0' },
    { kind: 'service', market: 'NP', sent: '400', free: '100', cost_micros: '6000000' },
    { kind: 'utility', market: 'NP', sent: '10', free: '0', cost_micros: '200000' },
  ]);
});
