import { dayAfter, instantAt, wallClock } from '../../src/base/wall-clock.js';
import { changeOpening } from '../../src/domain/opening/opening.js';
import type { Hours } from '../../src/domain/opening/opening.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { readChoices } from '../../src/domain/vendors/vendors.js';
import { keepOpening } from '../../src/usecases/keep-opening.js';
import type { OpeningKept, OpeningWords } from '../../src/usecases/keep-opening.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

/** The town's wall clock now. */
async function clock(): Promise<{
  timeZone: string;
  minute: number;
  today: ReturnType<typeof wallClock>;
}> {
  const { timeZone } = await its.town.run(readTown);
  const today = wallClock(its.town.universe.now(), timeZone);
  return { timeZone, today, minute: today.minute };
}

function everyDay(vendorId: string, hours: Hours | null): Promise<unknown> {
  const { town } = its;
  const week = { what: 'week', week: Array.from({ length: 7 }, () => hours) } as const;
  const cause = town.cause('operator', 'op');
  return town.run(async (tx) => must(await changeOpening(tx, cause, vendorId, week, 'as agreed')));
}

/** Open now, until so many minutes from now. */
async function openFor(vendorId: string, minutes: number): Promise<void> {
  const { minute } = await clock();
  await everyDay(vendorId, { opens: 0, closes: Math.min(minute + minutes, 1440) });
}

/** Hours that are over, or have not begun, whatever the clock shows. */
async function notNow(): Promise<Hours> {
  const { minute } = await clock();
  return minute < 720 ? { opens: 1000, closes: 1200 } : { opens: 60, closes: 600 };
}

async function place(): Promise<string> {
  const { town, trade } = its;
  const lines = [edit('add', town.products.oil, '2')];
  return (await trade.order(await town.addRetailer(), lines)).orderId;
}

async function due(orderId: string): Promise<Date | undefined> {
  const { rows } = await its.town.admin(
    'select due_at from due_work where town_id = $1 and subject_id = $2',
    [its.town.id, orderId],
  );
  return (rows as { due_at: Date }[])[0]?.due_at;
}

test('who is closed is left out, and that is kept with the offer', async () => {
  const { town, trade } = its;
  const [closed, open] = [await town.addVendor(), await town.addVendor()];
  await everyDay(closed, await notNow());
  const orderId = await place();
  expect(must(await trade.assign(orderId)).vendorId).toBe(open);
  const { offerId = '' } = (await trade.openOffer(orderId)) ?? {};
  const choice = (await town.run((tx) => readChoices(tx, [offerId]))).get(offerId);
  expect(choice).toMatchObject({ weighed: 1, closedIds: [closed] });
});

test('when all are closed the order waits until one opens, and the retailer knows', async () => {
  const { town, trade } = its;
  const hours = await notNow();
  const [first, second] = [await town.addVendor(), await town.addVendor()];
  await everyDay(first, hours);
  await everyDay(second, { ...hours, opens: hours.opens + 30 });
  const orderId = await place();
  expect(must(await trade.assign(orderId)).vendorId).toBeNull();
  const { timeZone, today, minute } = await clock();
  const day = minute < hours.opens ? today : dayAfter(today, 1);
  const opensAt = instantAt(timeZone, day, hours.opens);
  expect(await due(orderId)).toEqual(opensAt);
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order).toMatchObject({ state: 'CONFIRMED', owner: 'machine' });
  const { rows } = await town.admin(
    "select content from inbox where town_id = $1 and provider_account_id = 'order_waiting'",
    [town.id],
  );
  expect(rows).toMatchObject([{ content: { opensAt: opensAt.toISOString() } }]);
  town.universe.advance(opensAt.getTime() - town.universe.nowMs());
  expect(must(await trade.assign(orderId)).vendorId).toBe(first);
});

test('a vendor who never opens leaves the order to an operator', async () => {
  const { town, trade } = its;
  await everyDay(await town.addVendor(), null);
  const orderId = await place();
  must(await trade.assign(orderId));
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order).toMatchObject({ state: 'CONFIRMED', owner: 'operator' });
});

test('nobody has to answer after closing, or in the last minutes before it', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const { minute, timeZone, today } = await clock();
  // A day has room for both, or the test would be about midnight.
  if (minute > 1400) town.universe.advance(3 * 3_600_000);
  await openFor(vendor, 20);
  const orderId = await place();
  must(await trade.assign(orderId));
  const offer = (await town.run((tx) => readOrder(tx, { id: orderId })))?.offers.at(-1);
  const now = await clock();
  expect(offer?.replyBy).toEqual(
    instantAt(timeZone, minute > 1400 ? now.today : today, now.minute + 20),
  );
  await openFor(vendor, 10);
  const later = await place();
  expect(must(await trade.assign(later)).vendorId).toBeNull();
});

describe('words', () => {
  const say = (vendorId: string, words: Partial<OpeningWords>): Promise<OpeningKept> =>
    its.town.run(async (tx) => {
      const { timeZone } = await readTown(tx);
      const said = {
        what: 'closed',
        when: null,
        untilDay: false,
        from: null,
        until: null,
      } as const;
      const wanted = { vendorId, words: { ...said, ...words }, said: 'closed' };
      return must(await keepOpening(tx, its.town.cause('vendor', vendorId), timeZone, wanted));
    });

  test('close a vendor for a day, and open them again', async () => {
    const { town, trade } = its;
    const vendor = await town.addVendor();
    expect(await say(vendor, {})).toMatchObject({ was: 'closed' });
    const orderId = await place();
    expect(must(await trade.assign(orderId)).vendorId).toBeNull();
    expect(await say(vendor, { what: 'as_usual' })).toEqual({ was: 'as_usual' });
    expect(must(await trade.assign(orderId)).vendorId).toBe(vendor);
    const tomorrow = { day: 1, weekday: null, part: null, clock: null };
    await say(vendor, { when: tomorrow });
    const another = await place();
    expect(must(await trade.assign(another)).vendorId).toBe(vendor);
  });

  test('are kept with who said them', async () => {
    const { town } = its;
    const vendor = await town.addVendor();
    await say(vendor, {});
    const { rows } = await town.admin(
      'select actor_kind, actor_id, reason from vendor_hours_changes where town_id = $1',
      [town.id],
    );
    expect(rows).toEqual([{ actor_kind: 'vendor', actor_id: vendor, reason: 'closed' }]);
  });
});
