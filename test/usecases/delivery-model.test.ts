import fc from 'fast-check';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { failDelivery, putOffToMorning } from '../../src/usecases/fail-delivery.js';
import { assignDriver } from '../../src/usecases/allocate-delivery.js';
import { countCash } from '../../src/usecases/hand-over-cash.js';
import { changeShift, refuseJob } from '../../src/usecases/take-job.js';
import { deliverIn } from '../support/delivering.js';
import type { Delivering, Packed } from '../support/delivering.js';
import { edit } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

// After every case the rules of test/support/consistency.ts hold the whole town against itself:
// states and their watchers, stock and movements, books and what was delivered, one taker a round.
const its = useTown(12);

const COMMANDS = [
  'allocate',
  'take',
  'refuse',
  'picked_up',
  'set_out',
  'deliver',
  'part',
  'wrong',
  'fail',
  'put_off',
  'cash',
  'count',
  'assign',
  'cancel',
  'off',
  'on',
] as const;

interface Step {
  readonly what: (typeof COMMANDS)[number];
  readonly job: number;
  readonly driver: number;
}

const steps = fc.array(
  fc.record({
    what: fc.constantFrom(...COMMANDS),
    job: fc.nat(1),
    driver: fc.nat(2),
  }),
  { minLength: 25, maxLength: 25 },
);

interface Scene {
  readonly road: Delivering;
  readonly jobs: readonly Packed[];
  readonly drivers: readonly string[];
}

/** One command by somebody, possible or not; whatever comes of it is the rules' to judge. */
async function play({ road, jobs, drivers }: Scene, step: Step): Promise<unknown> {
  const { town } = its;
  const job = jobs[step.job] as Packed;
  const driverId = drivers[step.driver] ?? '';
  const cause = town.cause('driver', driverId);
  const operator = town.cause('operator', 'op');
  const key = { driverId, number: job.number };
  switch (step.what) {
    case 'allocate':
      return road.allocate(job.deliveryId);
    case 'take':
      return road.take(driverId, job.deliveryId);
    case 'refuse':
      return town.run((tx) => refuseJob(tx, cause, key, 'no'));
    case 'picked_up':
    case 'set_out':
      return road.step(driverId, job.number, step.what);
    case 'deliver':
      return road.deliver(driverId, { code: job.code });
    case 'part': {
      const lines = [{ productId: town.products.oil, quantity: '1', unit: 'ctn' }];
      return road.deliver(driverId, { number: job.number, code: job.code, lines });
    }
    case 'wrong':
      return road.deliver(driverId, { number: job.number, code: '0000' });
    case 'fail':
      return town.run((tx) => failDelivery(tx, cause, key, 'closed'));
    case 'put_off':
      return town.run(async (tx) => putOffToMorning(tx, cause, await road.terms(tx), key, ''));
    case 'cash':
      return road.cash(driverId, job.number, 100_000n, true);
    case 'count':
      return town.run(async (tx) => {
        const { settings } = await road.terms(tx);
        return countCash(tx, operator, settings, { driverId, countedMinor: 50_000n, reason: '' });
      });
    case 'assign': {
      const choice = { deliveryId: job.deliveryId, driverId, reason: '' };
      return town.run(async (tx) => assignDriver(tx, operator, await road.terms(tx), choice));
    }
    case 'cancel':
      return town.run((tx) => cancelOrder(tx, operator, { orderId: job.orderId, reason: 'no' }));
    case 'off':
    case 'on': {
      const wanted = { driverId, on: step.what === 'on' };
      return town.run(async (tx) => changeShift(tx, cause, await road.terms(tx), wanted));
    }
  }
}

const SEEDS = [1, 2, 3, 4, 5, 6];

test.each(SEEDS)(
  'whatever drivers and operators do at once, the town stays whole (%d)',
  async (seed) => {
    const { town, trade } = its;
    const road = deliverIn(town, trade);
    const retailer = await town.addRetailer();
    await town.addVendor();
    const wanted = (): ReturnType<typeof edit>[] => [
      edit('add', town.products.rice, '2', 'bag'),
      edit('add', town.products.oil, '3', 'ctn'),
    ];
    const jobs = [await road.packed(retailer, wanted()), await road.packed(retailer, wanted())];
    const drivers = [await town.addDriver(), await town.addDriver(), await town.addDriver()];
    const [sample = []] = fc.sample(steps, { numRuns: 1, seed });
    // Four at a time on connections of their own.
    for (let at = 0; at < sample.length; at += 4) {
      await Promise.all(
        sample.slice(at, at + 4).map((step) => play({ road, jobs, drivers }, step)),
      );
    }
  },
);
