import { assignDriver } from '../../src/usecases/allocate-delivery.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { failDelivery, putOffToMorning } from '../../src/usecases/fail-delivery.js';
import { countCash } from '../../src/usecases/hand-over-cash.js';
import { changeShift, refuseJob } from '../../src/usecases/take-job.js';
import type { Delivering, Packed } from './delivering.js';
import type { TestTown } from './town.js';

export const ROAD_COMMANDS = [
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

export interface RoadStep {
  readonly what: (typeof ROAD_COMMANDS)[number];
  readonly job: number;
  readonly driver: number;
}

/** The packed orders and drivers that commands choose from. */
export interface RoadScene {
  readonly town: TestTown;
  readonly road: Delivering;
  readonly jobs: readonly Packed[];
  readonly drivers: readonly string[];
}

/** One command by somebody, possible or not; whatever comes of it is the rules' to judge. */
export async function playOnRoad(
  { town, road, jobs, drivers }: RoadScene,
  step: RoadStep,
): Promise<unknown> {
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
