import { CAMPAIGN_LIFECYCLE } from '../../src/domain/campaigns/lifecycle.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { stopCampaign, tryCampaign } from '../../src/usecases/plan-campaign.js';
import { runCampaign } from '../../src/usecases/run-campaign.js';
import { campaigningIn } from '../support/campaigning.js';
import type { Campaigning } from '../support/campaigning.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let campaigns: Campaigning;
beforeEach(() => {
  campaigns = campaigningIn(its.town);
});

async function shops(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) ids.push(await campaigns.shop());
  return ids.toSorted();
}

function stop(campaignId: string): Promise<unknown> {
  const { town } = its;
  return town.run(async (tx) =>
    must(await stopCampaign(tx, town.cause('operator'), campaignId, 'a slip of the pen')),
  );
}

test('the table and the rows of campaign_transition are equal', async () => {
  const { rows } = await its.town.admin(
    'select from_state, event, to_state from campaign_transition',
  );
  const pairs = (rows as Record<string, string>[]).map((row) => Object.values(row).join(' '));
  expect(pairs.sort()).toEqual(CAMPAIGN_LIFECYCLE.map((row) => row.join(' ')).sort());
});

test('who wants offers and can be reached is told once, at the pace, and nobody else', async () => {
  const { town } = its;
  const told = await shops(5);
  await campaigns.shop({ wants: false });
  await campaigns.shop({ heard: false });
  const stopped = await campaigns.shop();
  await town.admin(
    `insert into marketing_choices (town_id, id, conversation_id, choice, outbox_id, chosen_at)
     select town_id, gen_random_uuid(), conversation_id, 'stop', gen_random_uuid(), $3
     from sessions where town_id = $1 and party_id = $2`,
    [town.id, stopped, town.universe.now()],
  );
  const id = await campaigns.begin({ perMinute: 3 });
  const dry = await town.run(async (tx) =>
    must(await tryCampaign(tx, town.cause('operator'), await readTown(tx), id)),
  );
  expect(dry).toMatchObject({
    people: 8,
    told: 5,
    languages: { en: 5 },
    leftOut: { not_wanted: 1, no_address: 1, stopped: 1 },
    costs: [{ market: 'NP', kind: 'service', people: 5, costMicros: null }],
    whole: true,
  });
  const beganMs = town.universe.nowMs();
  expect(await campaigns.finish(id)).toEqual([
    'fixed',
    'fixed',
    'told',
    'told',
    'told',
    'finished',
  ]);
  expect(town.universe.nowMs() - beganMs).toBeGreaterThanOrEqual(2 * MINUTE_MS);
  expect(await campaigns.told(id)).toEqual(told);
  expect(await campaigns.outcomes(id)).toEqual({ told: 5, no_address: 1, stopped: 1 });
  expect(await campaigns.step(id)).toBe('not_now');
});

test('many workers at one batch tell no more than the pace allows, and nobody twice', async () => {
  const told = await shops(10);
  const id = await campaigns.begin({ perMinute: 4 });
  const race = (): Promise<string[]> =>
    Promise.all(Array.from({ length: 6 }, () => campaigns.step(id)));
  expect((await race()).filter((was) => was === 'fixed')).toHaveLength(2);
  expect(await campaigns.told(id)).toHaveLength(4);
  expect((await race()).every((was) => was === 'waits')).toBe(true);
  its.town.universe.advance(MINUTE_MS);
  expect((await race()).filter((was) => was === 'told')).toHaveLength(1);
  expect(await campaigns.told(id)).toHaveLength(8);
  await campaigns.finish(id);
  expect(await campaigns.told(id)).toEqual(told);
});

test('a step that dies before its commit, or is done again, tells nobody twice', async () => {
  const { town } = its;
  const told = await shops(4);
  const id = await campaigns.begin({ perMinute: 2 });
  await campaigns.step(id);
  await campaigns.step(id);
  const killed = town.run(async (tx) => {
    await runCampaign(tx, town.cause('machine'), await readTown(tx), id);
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await campaigns.told(id)).toEqual([]);
  await campaigns.step(id);
  // As if nobody had noted how far it came.
  await town.admin(
    'update campaigns set told_through = null, next_batch_at = null where town_id = $1',
    [town.id],
  );
  await campaigns.finish(id);
  expect(await campaigns.told(id)).toEqual(told);
  expect(await campaigns.outcomes(id)).toEqual({ told: 4 });
});

test('a stop takes effect before the next batch, also while one is being told', async () => {
  const { town } = its;
  await shops(6);
  const id = await campaigns.begin({ perMinute: 2 });
  await campaigns.step(id);
  await campaigns.step(id);
  await Promise.all([campaigns.step(id), stop(id)]);
  const first = await campaigns.told(id);
  expect(first.length).toBeLessThanOrEqual(2);
  town.universe.advance(5 * MINUTE_MS);
  await campaigns.finish(id);
  expect(await campaigns.dueAt(id)).toBeUndefined();
  expect(await campaigns.told(id)).toEqual(first);
  const again = await town.run((tx) => stopCampaign(tx, town.cause('operator'), id, 'again'));
  expect(again).toMatchObject({ ok: false, refusal: 'not_now' });
});

test('nobody is told at night, before its time or after its end', async () => {
  const { town } = its;
  await shops(4);
  // 19:59 by the clock of Kathmandu; nights begin at 20:00 and end at 07:00.
  town.universe.advance(Date.parse('2026-03-02T14:14:00Z') - town.universe.nowMs());
  const id = await campaigns.begin({
    perMinute: 1,
    endsAt: new Date(Date.parse('2026-03-03T01:16:30Z')),
  });
  for (const was of ['fixed', 'fixed', 'told', 'waits']) expect(await campaigns.step(id)).toBe(was);
  town.universe.advance(MINUTE_MS);
  expect(await campaigns.step(id)).toBe('waits');
  expect(await campaigns.dueAt(id)).toEqual(new Date('2026-03-03T01:15:00Z'));
  // What still waits to leave at its end is taken back.
  expect(await campaigns.finish(id)).toEqual(['told', 'told', 'finished', 'withdrawn']);
  expect(await campaigns.told(id)).toHaveLength(3);
  const later = new Date(town.universe.nowMs() + DAY_MS);
  const next = await campaigns.begin({ startsAt: later });
  for (const was of ['fixed', 'fixed', 'waits']) expect(await campaigns.step(next)).toBe(was);
  expect(await campaigns.dueAt(next)).toEqual(later);
});

test('nobody is told of more campaigns in some days than the town wants', async () => {
  const { town } = its;
  const [one = ''] = await shops(1);
  const outcomes: unknown[] = [];
  for (let i = 0; i < 3; i += 1) {
    const id = await campaigns.begin();
    await campaigns.finish(id);
    outcomes.push(await campaigns.outcomes(id));
  }
  expect(outcomes).toEqual([{ told: 1 }, { told: 1 }, { often: 1 }]);
  town.universe.advance(7 * DAY_MS);
  const id = await campaigns.begin();
  // Said after they were fixed: it counts.
  await campaigns.step(id);
  await campaigns.wants(one, false);
  await campaigns.finish(id);
  expect(await campaigns.outcomes(id)).toEqual({ not_wanted: 1 });
});

test('two campaigns at once count the same person one after the other', async () => {
  const { town } = its;
  await shops(3);
  await town.admin(
    `update towns set settings = '{"campaigns": {"people_told_max": 1}}' where id = $1`,
    [town.id],
  );
  const both = [await campaigns.begin(), await campaigns.begin()];
  for (const id of both) for (let i = 0; i < 2; i += 1) await campaigns.step(id);
  await Promise.all(both.map((id) => campaigns.step(id)));
  const sums = await Promise.all(both.map((id) => campaigns.outcomes(id)));
  expect(sums.reduce((all, { told = 0 }) => all + told, 0)).toBe(3);
  expect(sums.reduce((all, { often = 0 }) => all + often, 0)).toBe(3);
});

test('a segment means those of whom all that it says holds', async () => {
  const { town, trade } = its;
  const { oil, rice } = town.products;
  const [buys, bought, never] = [
    await campaigns.shop({ language: 'ne' }),
    await campaigns.shop(),
    await campaigns.shop(),
  ];
  await trade.order(bought, [edit('add', rice, '1')]);
  town.universe.advance(10 * DAY_MS);
  await trade.order(buys, [edit('add', oil, '1')]);
  await town.admin(
    `insert into delivery_places (town_id, retailer_id, zone, changed_at)
     values ($1, $2, 'bazar', now())`,
    [town.id, never],
  );
  const told = async (segment: object): Promise<readonly string[]> => {
    const id = await campaigns.begin({ segment });
    await campaigns.finish(id);
    town.universe.advance(8 * DAY_MS);
    return campaigns.told(id);
  };
  town.universe.advance(DAY_MS);
  expect(await told({ ordered_within_days: 2 })).toEqual([buys]);
  expect(await told({ not_ordered_for_days: 15 })).toEqual([bought, never].sort());
  expect(await told({ languages: ['ne'] })).toEqual([buys]);
  expect(await told({ zones: ['bazar', 'hill'] })).toEqual([never]);
  expect(await told({ products: [rice] })).toEqual([bought]);
  expect(await told({ categories: ['other'] })).toEqual([buys, bought].sort());
  expect(await told({ categories: ['drinks'] })).toEqual([]);
  expect(await told({ products: [rice, oil], languages: ['ne'] })).toEqual([buys]);
});
