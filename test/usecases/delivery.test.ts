import { readCredit } from '../../src/domain/credit/credit.js';
import { readOrderCredit } from '../../src/domain/ledger/ledger.js';
import { keepPoint, placeDriver, setZone } from '../../src/domain/drivers/drivers.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { assignDriver, timeOutDrivers } from '../../src/usecases/allocate-delivery.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { completeOrder } from '../../src/usecases/complete-order.js';
import { confirmByOperator } from '../../src/usecases/confirm-delivery.js';
import { failDelivery, noteOverdue } from '../../src/usecases/fail-delivery.js';
import { putOffToMorning, resumeDelivery } from '../../src/usecases/fail-delivery.js';
import { countCash, claimCash, noteCashOverdue } from '../../src/usecases/hand-over-cash.js';
import { readJobs } from '../../src/usecases/read-jobs.js';
import { changeShift, refuseJob } from '../../src/usecases/take-job.js';
import { deliverIn } from '../support/delivering.js';
import type { Delivering } from '../support/delivering.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(20);
let road: Delivering;
beforeEach(() => {
  road = deliverIn(its.town, its.trade);
});

/** Two bags of rice, three cartons of oil; 2 × 2,300 + 3 × 2,480 rupees. */
const wanted = () => [
  edit('add', its.town.products.rice, '2', 'bag'),
  edit('add', its.town.products.oil, '3', 'ctn'),
];

async function stockOf(holder: string): Promise<string> {
  const { rows } = await its.town.admin(
    `select trim_scale(stock_qty) || '/' || trim_scale(reserved_qty) as text from stock
     where holder_id = $1 and product_id = any($2) order by product_id`,
    [holder, [its.town.products.rice, its.town.products.oil]],
  );
  return (rows as { text: string }[]).map((row) => row.text).join(' ');
}

const operator = () => its.town.cause('operator', 'op');
const driverCause = (id: string) => its.town.cause('driver', id);

test('a day: asked, taken, fetched, brought, delivered by code, complete', async () => {
  const { town } = its;
  const [retailer, vendor, driver] = [
    await town.addRetailer(),
    await town.addVendor(),
    await town.addDriver(),
  ];
  const job = await road.packed(retailer, wanted());
  expect(await road.states(job.orderId)).toBe('READY_FOR_DISPATCH UNALLOCATED');
  expect(must(await road.allocate(job.deliveryId)).was).toBe('offered');
  expect(await told(town, driver)).toEqual(['job_offered']);
  expect(must(await road.take(driver, job.deliveryId)).job).toMatchObject({ state: 'ASSIGNED' });
  must(await road.step(driver, job.number, 'picked_up'));
  expect(await road.states(job.orderId)).toBe('OUT_FOR_DELIVERY PICKED_UP');
  must(await road.step(driver, job.number, 'set_out'));
  const before = await stockOf(vendor);
  const delivered = must(await road.deliver(driver, { code: job.code }));
  expect(delivered).toMatchObject({ was: 'delivered', short: [], cashMinor: null });
  expect(await road.states(job.orderId)).toBe('DELIVERED DELIVERED');
  expect([before, await stockOf(vendor)]).toEqual(['100/50 120/36', '50/0 84/0']);
  expect((await told(town, retailer)).slice(2)).toEqual([
    'delivery_coming',
    'delivery_coming',
    'order_delivered',
  ]);
  const order = await town.run((tx) => readOrder(tx, { id: job.orderId }));
  const events = order?.history.map((one) => `${one.event} ${one.actorKind}`).slice(-2);
  expect(events).toEqual(['dispatched driver', 'delivered driver']);
  expect(
    must(await town.run((tx) => completeOrder(tx, town.cause('machine'), job.orderId))),
  ).toEqual(expect.objectContaining({ was: 'completed' }));
  expect(await road.states(job.orderId)).toBe('COMPLETED DELIVERED');
});

test('what is not taken at the door goes back to the vendor and off the books', async () => {
  const { town } = its;
  const [retailer, vendor, driver] = [
    await town.addRetailer(),
    await town.addVendor(),
    await town.addDriver(),
  ];
  const job = await road.atDoor(retailer, driver, wanted());
  const lines = [{ productId: town.products.oil, quantity: '1', unit: 'ctn' }];
  expect(must(await road.deliver(driver, { code: job.code, lines }))).toMatchObject({
    short: [{ name: 'Swastik oil', asked: '3', quantity: '1' }],
    totalMinor: '708000',
  });
  expect(await road.states(job.orderId)).toBe('DELIVERED PART_DELIVERED');
  expect(await stockOf(vendor)).toBe('50/0 108/0');
  expect(await town.run((tx) => readCredit(tx, retailer))).toMatchObject({
    balanceMinor: 708_000n,
  });
  const credit = await town.run((tx) => readOrderCredit(tx, job.orderId));
  expect(credit?.revision).toBe(2);
  expect(await told(town, vendor)).toContain('delivered_short');
});

test('of drivers who take one delivery at once, one has it', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  await town.addVendor();
  const drivers: string[] = [];
  for (let i = 0; i < 15; i += 1) drivers.push(await town.addDriver());
  const job = await road.packed(retailer, wanted());
  must(await road.allocate(job.deliveryId));
  const outcomes = await Promise.all(drivers.map((one) => road.take(one, job.deliveryId)));
  const winners = drivers.filter((_, at) => outcomes[at]?.ok === true);
  expect(winners).toHaveLength(1);
  const refusals = outcomes.flatMap((one) => (one.ok ? [] : [one.refusal]));
  expect(new Set(refusals)).toEqual(new Set(['job_taken']));
  const { rows } = await town.admin('select driver_id from deliveries where id = $1', [
    job.deliveryId,
  ]);
  expect(rows).toEqual([{ driver_id: winners[0] }]);
  for (const loser of drivers.filter((one) => one !== winners[0])) {
    expect(await told(town, loser)).toEqual(['job_offered', 'job_closed']);
  }
  // Once more by the winner is not another race.
  expect(await road.take(winners[0] ?? '', job.deliveryId)).toMatchObject({ ok: true });
});

test('wrong codes change nothing, and at the limit an operator has it', async () => {
  const { town } = its;
  const [retailer, driver] = [await town.addRetailer(), await town.addDriver()];
  await town.addVendor();
  const job = await road.atDoor(retailer, driver, wanted());
  const wrong = job.code === '1111' ? '2222' : '1111';
  for (const left of [4, 3, 2, 1, 0]) {
    expect(must(await road.deliver(driver, { code: wrong }))).toMatchObject({
      was: 'wrong_code',
      left,
    });
  }
  expect(await road.deliver(driver, { code: job.code })).toMatchObject({ refusal: 'code_locked' });
  const { rows } = await town.admin('select owner, state from deliveries where id = $1', [
    job.deliveryId,
  ]);
  expect(rows).toEqual([{ owner: 'operator', state: 'ON_THE_WAY' }]);
  const report = { deliveryId: job.deliveryId, picks: [], reason: 'phone was lost' };
  const confirmed = await town.run(async (tx) =>
    confirmByOperator(tx, operator(), await road.terms(tx), report),
  );
  expect(confirmed).toMatchObject({ ok: true });
  expect(await road.states(job.orderId)).toBe('DELIVERED DELIVERED');
});

test('a failed delivery is tried again by its driver, or cancelled whole', async () => {
  const { town } = its;
  const [retailer, vendor, driver] = [
    await town.addRetailer(),
    await town.addVendor(),
    await town.addDriver(),
  ];
  const job = await road.atDoor(retailer, driver, wanted());
  const key = { driverId: driver, number: null };
  const fail = () => town.run((tx) => failDelivery(tx, driverCause(driver), key, 'shop closed'));
  must(await fail());
  expect(await road.states(job.orderId)).toBe('DELIVERY_FAILED FAILED');
  must(await road.step(driver, job.number, 'set_out'));
  expect(await road.states(job.orderId)).toBe('OUT_FOR_DELIVERY ON_THE_WAY');
  must(await fail());
  const cancel = { orderId: job.orderId, reason: 'nobody there' };
  must(await town.run((tx) => cancelOrder(tx, operator(), cancel)));
  expect(await road.states(job.orderId)).toBe('CANCELLED CANCELLED');
  expect(await stockOf(vendor)).toBe('100/0 120/0');
  expect(await town.run((tx) => readCredit(tx, retailer))).toMatchObject({ balanceMinor: 0n });
  expect((await told(town, driver)).at(-1)).toBe('job_closed');
  expect(await road.deliver(driver, { code: job.code })).toMatchObject({ refusal: 'no_open_job' });
});

test('put off to tomorrow it stays with its driver, and goes on in the morning', async () => {
  const { town } = its;
  const [retailer, driver] = [await town.addRetailer(), await town.addDriver()];
  await town.addVendor();
  const job = await road.atDoor(retailer, driver, wanted());
  const key = { driverId: driver, number: job.number };
  const put = await town.run(async (tx) =>
    putOffToMorning(tx, driverCause(driver), await road.terms(tx), key, ''),
  );
  // Seven in the morning in Kathmandu, 5:45 ahead of UTC.
  expect(must(put).until.toISOString()).toBe('2026-03-03T01:15:00.000Z');
  const resume = () =>
    town.run(async (tx) =>
      resumeDelivery(tx, town.cause('machine'), await road.terms(tx), job.deliveryId),
    );
  expect(await resume()).toMatchObject({ refusal: 'not_now' });
  town.universe.advance(24 * 3_600_000);
  must(await resume());
  expect(await road.states(job.orderId)).toBe('OUT_FOR_DELIVERY ASSIGNED');
  must(await road.deliver(driver, { code: job.code }));
  expect(await road.states(job.orderId)).toBe('DELIVERED DELIVERED');
});

test('nobody takes it: an operator has it, and whoever comes on duty is asked', async () => {
  const { town } = its;
  const [retailer, driver] = [await town.addRetailer(), await town.addDriver()];
  await town.addVendor();
  const job = await road.packed(retailer, wanted());
  must(await road.allocate(job.deliveryId));
  town.universe.advance(10 * 60_000);
  must(await town.run((tx) => timeOutDrivers(tx, town.cause('machine'), job.deliveryId)));
  expect(must(await road.allocate(job.deliveryId)).was).toBe('left_to_operator');
  expect((await told(town, retailer)).at(-1)).toBe('delivery_waiting');
  expect(await told(town, driver)).toEqual(['job_offered', 'job_closed']);
  const late = await town.addDriver({ onDuty: false });
  const shift = (driverId: string, on: boolean) =>
    town.run(async (tx) =>
      changeShift(tx, driverCause(driverId), await road.terms(tx), { driverId, on }),
    );
  await shift(late, true);
  expect(must(await road.allocate(job.deliveryId)).was).toBe('offered');
  must(await road.take(late, job.deliveryId));
  // At the end of a shift what was not fetched goes back into the search.
  expect(await shift(late, false)).toMatchObject({ givenBack: [job.number.toString()], kept: [] });
  expect(await road.states(job.orderId)).toBe('READY_FOR_DISPATCH UNALLOCATED');
});

test('the nearest free driver is asked first: zone, then place, then load', async () => {
  const { town } = its;
  await road.set({ delivery_allocation: 'nearest' });
  const retailer = await town.addRetailer();
  await town.addVendor();
  const [far, near, elsewhere, busy] = [
    await town.addDriver({ zones: ['bazar'] }),
    await town.addDriver({ zones: ['bazar'] }),
    await town.addDriver({ zones: ['itram'] }),
    await town.addDriver(),
  ];
  await town.run(async (tx) => {
    await setZone(tx, operator(), retailer, 'bazar');
    const shop = { latitude: 28.6, longitude: 81.6, note: '' };
    await keepPoint(tx, town.cause('retailer', retailer), retailer, shop);
    await placeDriver(tx, driverCause(far), far, { latitude: 28.7, longitude: 81.6 });
    await placeDriver(tx, driverCause(near), near, { latitude: 28.61, longitude: 81.6 });
  });
  const job = await road.packed(retailer, wanted());
  const order: string[] = [];
  for (const driverId of [near, far, busy]) {
    expect(must(await road.allocate(job.deliveryId)).was).toBe('offered');
    expect((await told(town, driverId)).at(-1)).toBe('job_offered');
    order.push(driverId);
    const key = { driverId, number: job.number };
    must(await town.run((tx) => refuseJob(tx, driverCause(driverId), key, 'no')));
  }
  expect(must(await road.allocate(job.deliveryId)).was).toBe('left_to_operator');
  expect(await told(town, elsewhere)).toEqual([]);
  const choice = { deliveryId: job.deliveryId, driverId: elsewhere, reason: 'by phone' };
  const assign = () =>
    town.run(async (tx) => assignDriver(tx, operator(), await road.terms(tx), choice));
  must(await assign());
  expect(await told(town, elsewhere)).toEqual(['job_assigned']);
  expect(await assign()).toMatchObject({ refusal: 'not_now' });
});

test('cash on account: asked when it differs, held, counted short, then whole', async () => {
  const { town } = its;
  const [retailer, driver] = [await town.addRetailer(), await town.addDriver()];
  await town.addVendor();
  const job = await road.atDoor(retailer, driver, wanted());
  expect(must(await road.cash(driver, job.number, 1_000_000n))).toMatchObject({ was: 'sure' });
  expect(await road.cash(driver, job.number, 1_204_001n)).toMatchObject({ refusal: 'cash_more' });
  expect(must(await road.cash(driver, job.number, 1_000_000n, true))).toMatchObject({
    was: 'taken',
    leftMinor: 204_000n,
  });
  must(await road.deliver(driver, { code: job.code }));
  must(await road.cash(driver, job.number, 204_000n));
  expect(await road.cash(driver, job.number, 1n)).toMatchObject({ refusal: 'nothing_due' });
  expect(await town.run((tx) => readCredit(tx, retailer))).toMatchObject({ balanceMinor: 0n });
  must(await town.run((tx) => claimCash(tx, driverCause(driver), driver, null)));
  const count = (countedMinor: bigint) =>
    town.run(async (tx) => {
      const { settings } = await road.terms(tx);
      const counted = { driverId: driver, countedMinor, reason: '' };
      return countCash(tx, operator(), settings, counted);
    });
  expect(await count(1_204_001n)).toMatchObject({ refusal: 'more_than_held' });
  expect(must(await count(1_200_000n))).toMatchObject({ state: 'DIFFERENT', leftMinor: 4_000n });
  town.universe.advance(24 * 3_600_000);
  must(await town.run((tx) => noteCashOverdue(tx, town.cause('machine'), driver)));
  expect((await told(town, driver)).slice(-2)).toEqual(['cash_counted', 'cash_due']);
  expect(must(await count(4_000n))).toMatchObject({ state: 'CONFIRMED', leftMinor: 0n });
  expect(await count(1n)).toMatchObject({ refusal: 'no_cash' });
  const { rows } = await town.admin('select distinct state from payments where town_id = $1', [
    town.id,
  ]);
  expect(rows).toEqual([{ state: 'SETTLED' }]);
});

test('a driver sees what is theirs and is asked; too long a step is an operator’s', async () => {
  const { town } = its;
  const [retailer, driver] = [await town.addRetailer(), await town.addDriver()];
  await town.addVendor();
  const first = await road.atDoor(retailer, driver, wanted());
  const second = await road.packed(retailer, wanted());
  must(await road.allocate(second.deliveryId));
  const day = await town.run((tx) => readJobs(tx, town.catalogue, driver));
  expect(day).toMatchObject({ onDuty: true, heldMinor: '0' });
  expect(day.jobs.map((one) => [one.number, one.state, one.replyBy !== null])).toEqual([
    [first.number.toString(), 'ON_THE_WAY', false],
    [second.number.toString(), 'OFFERED', true],
  ]);
  town.universe.advance(6 * 3_600_000);
  must(
    await town.run(async (tx) =>
      noteOverdue(tx, town.cause('machine'), await road.terms(tx), first.deliveryId),
    ),
  );
  expect((await told(town, driver)).at(-1)).toBe('job_overdue');
  must(await road.deliver(driver, { number: first.number, code: first.code }));
});
