import { inTown } from '../../src/db/transaction.js';
import { listCampaigns } from '../../src/domain/campaigns/campaigns.js';
import { readResults } from '../../src/domain/campaigns/results.js';
import { readTemplates } from '../../src/domain/templates/templates.js';
import { dueHandlers } from '../../src/jobs/due-handlers.js';
import { doDueWork } from '../../src/jobs/do-due-work.js';
import { chooseCampaigns } from '../../src/usecases/choose-campaigns.js';
import { planCampaign, startCampaign, stopCampaign } from '../../src/usecases/plan-campaign.js';
import { must } from '../support/trade.js';
import { openScene, retailer } from './scene.js';
import type { Scene } from './scene.js';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene(3);
  for (const i of [1, 2, 3]) await scene.say(retailer(i), { text: 'send me offers' });
  await scene.settle();
});
afterEach(() => scene.close());

const operator = (): Parameters<typeof planCampaign>[1] => ({
  universe: scene.universe,
  actor: { kind: 'operator', id: null },
  channel: 'api',
  correlationId: 'test',
});

/** Starts one and does what is due: its people are told, and nobody's turn has come yet. */
async function tell(endsAt: Date | null = null): Promise<string> {
  const id = await inTown(scene.database, scene.place.townId, async (tx) => {
    const [template] = (await readTemplates(tx, [tx.townId])).filter(
      ({ meaning }) => meaning === 'campaign',
    );
    const wanted = {
      name: 'test',
      segment: {},
      perMinute: 60,
      startsAt: null,
      endsAt,
      messages: [{ templateId: template?.id ?? '', words: 'Oil is cheap' }],
      reason: 'test',
    };
    const planned = must(await planCampaign(tx, operator(), wanted));
    must(await startCampaign(tx, operator(), planned, { startsAt: null, reason: 'test' }));
    return planned;
  });
  await due();
  return id;
}

function due(): Promise<void> {
  const { parts } = scene;
  return doDueWork(parts, dueHandlers(parts.memory, parts.numbers), () => true);
}

function stop(id: string): Promise<unknown> {
  return inTown(scene.database, scene.place.townId, async (tx) =>
    must(await stopCampaign(tx, operator(), id, 'test')),
  );
}

function results(id: string): ReturnType<typeof readResults> {
  return inTown(scene.database, scene.place.townId, (tx) => readResults(tx, id));
}

const heard = (): readonly number[] =>
  [1, 2, 3].map((i) => scene.heardBy(retailer(i)).filter((one) => one.includes('Oil')).length);

test('it is said to each once, last of all that waits in a conversation', async () => {
  const id = await tell();
  await scene.say(retailer(1), { text: 'menu' });
  await scene.work();
  await scene.settle();
  expect(heard()).toEqual([1, 1, 1]);
  expect(scene.heardBy(retailer(1)).at(-1)).toContain('Oil');
  expect(await results(id)).toMatchObject({ recipients: 3, told: 3, sent: 3, unsaid: 0 });
  await scene.say(retailer(2), { text: 'no offers' });
  await scene.say(retailer(3), { text: '5 ctn waiwai' });
  await scene.settle();
  await scene.say(retailer(3), { text: 'yes' });
  await scene.settle();
  expect(await results(id)).toMatchObject({ stoppedAfter: 1, orderedAfter: 1, ordersAfter: 1 });
  expect(await scene.breaches()).toEqual([]);
});

test('whoever wants no more by the time it is their turn hears nothing', async () => {
  const id = await tell();
  await inTown(scene.database, scene.place.townId, async (tx) => {
    const [row] = await scene.look<{ party: string; conversation: string }>(
      `select party_id as party, conversation_id as conversation from sessions
       where town_id = $1 and phone = $2`,
      [retailer(2)],
    );
    const { party = '', conversation = '' } = row ?? {};
    const said = { retailerId: party, conversationId: conversation, on: false };
    await chooseCampaigns(tx, operator(), said);
  });
  await scene.work();
  await scene.settle();
  expect(heard()).toEqual([1, 0, 1]);
  expect(await results(id)).toMatchObject({ told: 3, sent: 2, leftOut: { unwanted_since: 1 } });
});

test('a stop takes back what is told and not said, and what is said and not sent', async () => {
  const first = await tell();
  await stop(first);
  await scene.work();
  await scene.settle();
  expect(heard()).toEqual([0, 0, 0]);
  expect(await results(first)).toMatchObject({ told: 3, withdrawn: 3, unsaid: 0, sent: 0 });

  const second = await tell();
  await scene.work();
  expect(await results(second)).toMatchObject({ queued: 3, unsaid: 0 });
  await stop(second);
  await scene.settle();
  expect(heard()).toEqual([0, 0, 0]);
  expect(await results(second)).toMatchObject({ queued: 0, withdrawn: 3, sent: 0, failed: {} });
  // Nothing stands in the way of what is said after it.
  await scene.say(retailer(1), { text: 'menu' });
  await scene.settle();
  expect(scene.heardBy(retailer(1)).length).toBeGreaterThan(1);
  const states = await inTown(scene.database, scene.place.townId, (tx) =>
    listCampaigns(tx, { beforeId: null, rows: 9 }),
  );
  expect(states.map(({ state }) => state)).toEqual(['STOPPED', 'STOPPED']);
  expect(await scene.breaches()).toEqual([]);
});

test('a stop while they say it takes back what was said, and the rest is not said', async () => {
  const id = await tell();
  await Promise.all([scene.work(), stop(id)]);
  await due();
  const { sent, queued, withdrawn } = await results(id);
  expect([sent, queued, withdrawn]).toEqual([0, 0, 3]);
});

test('its end takes back what is told and not said, and what is said and not sent', async () => {
  const inAnHour = (): Date => new Date(scene.universe.nowMs() + 3_600_000);
  const first = await tell(inAnHour());
  await due();
  scene.universe.advance(3_600_000);
  await scene.work();
  expect(await results(first)).toMatchObject({ told: 3, withdrawn: 3, queued: 0, unsaid: 0 });

  const second = await tell(inAnHour());
  await scene.work();
  expect(await results(second)).toMatchObject({ queued: 3, unsaid: 0 });
  scene.universe.advance(3_600_000);
  await due();
  await scene.settle();
  expect(heard()).toEqual([0, 0, 0]);
  expect(await results(second)).toMatchObject({ queued: 0, withdrawn: 3, sent: 0 });
  expect(await scene.breaches()).toEqual([]);
});
