import { readTown } from '../../src/domain/towns/towns.js';
import { cancelOwnOrder } from '../../src/usecases/cancel-order.js';
import { chooseReminders, remindOfUsual } from '../../src/usecases/remind-usual.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();
const DAY_MS = 86_400_000;

/** Orders, and takes it back: whoever waits for goods is not reminded. */
async function order(retailerId: string, afterDays = 0): Promise<void> {
  const { town, trade } = its;
  town.universe.advance(afterDays * DAY_MS);
  const { number } = await trade.order(retailerId, [edit('add', town.products.oil, '1')]);
  const cause = town.cause('retailer', retailerId);
  must(await town.run((tx) => cancelOwnOrder(tx, cause, { retailerId, number })));
}

function choose(retailerId: string, on: boolean): Promise<void> {
  const { town } = its;
  return town.run((tx) => chooseReminders(tx, town.cause('retailer', retailerId), retailerId, on));
}

async function remind(retailerId: string): Promise<string> {
  const { town } = its;
  const reminded = await town.run(async (tx) => {
    const terms = { catalogue: town.catalogue, town: await readTown(tx) };
    return remindOfUsual(tx, town.cause('machine'), terms, retailerId);
  });
  if (!reminded.ok) return reminded.refusal;
  return reminded.value.waits ? 'waits' : 'reminded';
}

async function look(statement: string): Promise<unknown> {
  const { rows } = await its.town.admin(statement, [its.town.id]);
  return rows[0];
}

const RHYTHM =
  'select times::int, gap_seconds::int / 86400.0 as days from order_rhythms where town_id = $1';
const DUE = "select due_at from due_work where town_id = $1 and topic = 'usual_order'";

test('how often a shop orders is kept by its orders, of one day as one', async () => {
  const retailer = await its.town.addRetailer();
  await order(retailer);
  await order(retailer, 0.25);
  expect(await look(RHYTHM)).toEqual({ times: 1, days: null });
  await order(retailer, 4);
  expect(await look(RHYTHM)).toMatchObject({ times: 2 });
  const before = (await look(RHYTHM)) as { days: string };
  expect(Number(before.days)).toBeCloseTo(4.25, 3);
  await order(retailer, 8.25);
  expect(Number(((await look(RHYTHM)) as { days: string }).days)).toBeCloseTo(5.25, 3);
  expect(await look(DUE)).toBeUndefined();
});

test('reminders come to whoever asked, once until they order again', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  await choose(retailer, true);
  await order(retailer);
  await order(retailer, 4);
  expect([await look(DUE), await remind(retailer)]).toEqual([undefined, 'not_now']);
  await order(retailer, 4);
  expect(await look(DUE)).toMatchObject({ due_at: new Date(town.universe.nowMs() + 5 * DAY_MS) });
  expect(await remind(retailer)).toBe('waits');
  town.universe.advance(5 * DAY_MS);
  expect(await remind(retailer)).toBe('reminded');
  expect((await told(town, retailer)).filter((type) => type === 'usual_overdue')).toHaveLength(1);
  expect([await look(DUE), await remind(retailer)]).toEqual([undefined, 'not_now']);
  await choose(retailer, true);
  expect(await look(DUE)).toBeUndefined();
  await order(retailer, 1);
  expect(await look(DUE)).toBeDefined();
  await choose(retailer, false);
  expect([await look(DUE), await remind(retailer)]).toEqual([undefined, 'not_now']);
});

test('nobody who waits for goods is reminded', async () => {
  const { town, trade } = its;
  const retailer = await town.addRetailer();
  await choose(retailer, true);
  await order(retailer);
  await order(retailer, 4);
  town.universe.advance(4 * DAY_MS);
  await trade.order(retailer, [edit('add', town.products.oil, '1')]);
  town.universe.advance(6 * DAY_MS);
  expect(await remind(retailer)).toBe('waits');
  expect(await told(town, retailer)).not.toContain('usual_overdue');
});
