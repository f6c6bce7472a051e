import { readTown } from '../../src/domain/towns/towns.js';
import { lockStanding } from '../../src/domain/standing/standing.js';
import { proposeStanding, remindOfStanding } from '../../src/usecases/propose-standing.js';
import {
  changeStandingOrder,
  keepStandingOrder,
  listStandingOrders,
} from '../../src/usecases/standing-orders.js';
import type { StandingChange } from '../../src/usecases/standing-orders.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();
const DAY_MS = 24 * 3_600_000;

/** A Monday in Kathmandu, eight in the morning: a test town opens there. */
const SUNDAY = { kind: 'weekly', days: [0] } as const;

async function terms() {
  return { catalogue: its.town.catalogue, town: await its.town.run(readTown) };
}

async function keep(retailerId: string, quantity = '2') {
  const edits = [edit('add', its.town.products.rice, quantity, 'bag')];
  const cause = its.town.cause('retailer', retailerId);
  const all = await terms();
  const wanted = { retailerId, schedule: SUNDAY, edits };
  return its.town.run((tx) => keepStandingOrder(tx, cause, all, wanted));
}

async function change(retailerId: string, what: StandingChange, number: number | null = null) {
  const cause = its.town.cause('retailer', retailerId);
  const all = await terms();
  const wanted = { retailerId, number, change: what };
  return its.town.run((tx) => changeStandingOrder(tx, cause, all, wanted));
}

async function idOf(retailerId: string): Promise<string> {
  const { rows } = await its.town.admin(
    'select id from standing_orders where town_id = $1 and retailer_id = $2 order by number',
    [its.town.id, retailerId],
  );
  return (rows as { id: string }[])[0]?.id ?? '';
}

async function remind(standingId: string) {
  const { town } = await terms();
  return its.town.run((tx) => remindOfStanding(tx, its.town.cause('machine'), town, standingId));
}

function propose(retailerId: string, standingId: string, onTop = false) {
  const { town } = its;
  const cause = town.cause('retailer', retailerId);
  const wanted = { retailerId, standingId, onTop };
  return town.run((tx) => proposeStanding(tx, cause, town.terms, wanted));
}

test('it is proposed once on its day, and a day that was missed is not made up for', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  const { standing } = must(await keep(retailer));
  expect(standing).toMatchObject({ number: '1', nextAt: '2026-03-08T01:45:00.000Z' });
  const id = await idOf(retailer);
  expect(await remind(id)).toMatchObject({ refusal: 'not_now' });
  expect(await told(town, retailer)).toEqual([]);
  // Nobody worked for two weeks: one proposal, and the next is on the Sunday to come.
  town.universe.advance(14 * DAY_MS);
  must(await remind(id));
  expect(await remind(id)).toMatchObject({ refusal: 'not_now' });
  expect(await told(town, retailer)).toEqual(['standing_due']);
  const after = await town.run((tx) => lockStanding(tx, id));
  expect(after?.nextAt.toISOString()).toBe('2026-03-22T01:45:00.000Z');
});

test('in quiet hours it waits for the morning', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  must(await keep(retailer));
  const id = await idOf(retailer);
  // Sunday, half past nine in the evening.
  town.universe.advance(Date.UTC(2026, 2, 8, 15, 45) - town.universe.nowMs());
  expect(must(await remind(id)).waits).toBe(true);
  expect(await told(town, retailer)).toEqual([]);
  const { rows } = await town.admin('select due_at from due_work where subject_id = $1', [id]);
  expect(rows).toEqual([{ due_at: new Date('2026-03-09T01:15:00Z') }]);
  town.universe.advance(Date.UTC(2026, 2, 9, 1, 15) - town.universe.nowMs());
  expect(must(await remind(id)).waits).toBe(false);
  expect(await told(town, retailer)).toEqual(['standing_due']);
});

test('the same days again change it, and every change is an event', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  expect(must(await keep(retailer)).isNew).toBe(true);
  const again = must(await keep(retailer, '5'));
  expect(again).toMatchObject({ isNew: false, standing: { lines: [{ quantity: '5' }] } });
  expect(must(await change(retailer, 'pause')).state).toBe('PAUSED');
  expect(await change(retailer, 'pause')).toMatchObject({ refusal: 'not_now' });
  expect(must(await change(retailer, 'itself')).byItself).toBe(true);
  town.universe.advance(14 * DAY_MS);
  const resumed = must(await change(retailer, 'resume', 1));
  expect(resumed).toMatchObject({ state: 'ACTIVE', nextAt: '2026-03-22T01:45:00.000Z' });
  must(await change(retailer, 'stop'));
  expect(await change(retailer, 'resume', 1)).toMatchObject({ refusal: 'no_standing' });
  const events = await town.admin(
    'select event from standing_order_events where town_id = $1 order by id',
    [town.id],
  );
  expect((events.rows as { event: string }[]).map(({ event }) => event)).toEqual([
    'opened',
    'changed',
    'paused',
    'itself',
    'resumed',
    'stopped',
  ]);
  // A new one has a number of its own, and nobody else sees it.
  expect(must(await keep(retailer)).standing.number).toBe('2');
  const all = await terms();
  const others = await town.addRetailer();
  expect(await town.run((tx) => listStandingOrders(tx, all, others))).toEqual([]);
  expect(await change(others, 'stop', 2)).toMatchObject({ refusal: 'no_standing' });
});

test('what is proposed is not mixed into an open basket unasked', async () => {
  const { town, trade } = its;
  const retailer = await town.addRetailer();
  must(await keep(retailer));
  const id = await idOf(retailer);
  await trade.fill(retailer, [edit('add', town.products.oil, '1')]);
  expect(must(await propose(retailer, id))).toMatchObject({ was: 'waits' });
  expect(must(await propose(retailer, id, true))).toMatchObject({
    was: 'basket',
    view: { lines: [{ name: 'Swastik oil' }, { name: 'Jira Masino rice', quantity: '2' }] },
  });
  const stranger = await town.addRetailer();
  expect(await propose(stranger, id)).toMatchObject({ refusal: 'no_standing' });
  must(await change(retailer, 'stop'));
  expect(await propose(retailer, id)).toMatchObject({ refusal: 'no_standing' });
});
