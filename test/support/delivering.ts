import type { Outcome } from '../../src/base/outcome.js';
import { readTown } from '../../src/domain/towns/towns.js';
import type { Tx } from '../../src/db/transaction.js';
import { allocateDelivery } from '../../src/usecases/allocate-delivery.js';
import type { DeliveryTerms } from '../../src/usecases/allocate-delivery.js';
import { collectCash } from '../../src/usecases/collect-cash.js';
import { confirmDelivery } from '../../src/usecases/confirm-delivery.js';
import type { DoorReport } from '../../src/usecases/confirm-delivery.js';
import { dispatchOrder } from '../../src/usecases/dispatch-order.js';
import type { DriverStep } from '../../src/usecases/dispatch-order.js';
import { takeJob } from '../../src/usecases/take-job.js';
import type { TextEdit } from '../../src/usecases/edit-basket.js';
import type { TestTown } from './town.js';
import { must } from './trade.js';
import type { Trade } from './trade.js';

/** A packed order and its delivery. */
export interface Packed {
  readonly orderId: string;
  readonly number: bigint;
  readonly vendorId: string;
  readonly deliveryId: string;
  readonly code: string;
}

/** Steps of deliveries, each in a transaction of its own, as the edge would run them. */
export interface Delivering {
  terms(tx: Tx): Promise<DeliveryTerms>;
  packed(retailerId: string, edits: readonly TextEdit[]): Promise<Packed>;
  allocate(deliveryId: string): ReturnType<typeof allocateDelivery>;
  take(driverId: string, deliveryId: string): ReturnType<typeof takeJob>;
  step(driverId: string, number: bigint, step: DriverStep): ReturnType<typeof dispatchOrder>;
  /** Asked, taken, fetched and brought: the driver stands at the door. */
  atDoor(retailerId: string, driverId: string, edits: readonly TextEdit[]): Promise<Packed>;
  deliver(driverId: string, report: Partial<DoorReport>): ReturnType<typeof confirmDelivery>;
  cash(
    driverId: string,
    number: bigint | null,
    amountMinor: bigint | null,
    sure?: boolean,
  ): ReturnType<typeof collectCash>;
  /** The state of an order and of its delivery. */
  states(orderId: string): Promise<string>;
  set(settings: Record<string, unknown>): Promise<void>;
}

/** Steps in one town. */
export function deliverIn(town: TestTown, trade: Trade): Delivering {
  const terms: Delivering['terms'] = async (tx) => {
    const { settings, timeZone } = await readTown(tx);
    return { catalogue: town.catalogue, settings, timeZone };
  };
  const as = <T, R extends string>(
    driverId: string,
    work: (tx: Tx, terms: DeliveryTerms) => Promise<Outcome<T, R>>,
  ): Promise<Outcome<T, R>> => town.run(async (tx) => work(tx, await terms(tx)));
  const delivering: Delivering = {
    terms,
    packed: async (retailerId, edits) => {
      const accepted = await trade.accepted(retailerId, edits);
      must(await trade.pack(accepted.orderId, []));
      const { rows } = await town.admin('select id, code from deliveries where order_id = $1', [
        accepted.orderId,
      ]);
      const row = rows[0] as { id: string; code: string };
      return { ...accepted, deliveryId: row.id, code: row.code };
    },
    allocate: (deliveryId) =>
      town.run(async (tx) =>
        allocateDelivery(tx, town.cause('machine'), await terms(tx), deliveryId),
      ),
    take: (driverId, deliveryId) =>
      as(driverId, (tx, t) =>
        takeJob(tx, town.cause('driver', driverId), t, { driverId, deliveryId, number: null }),
      ),
    step: (driverId, number, step) =>
      as(driverId, (tx, t) =>
        dispatchOrder(tx, town.cause('driver', driverId), t, { driverId, number }, step),
      ),
    atDoor: async (retailerId, driverId, edits) => {
      const packed = await delivering.packed(retailerId, edits);
      must(await delivering.allocate(packed.deliveryId));
      must(await delivering.take(driverId, packed.deliveryId));
      must(await delivering.step(driverId, packed.number, 'set_out'));
      return packed;
    },
    deliver: (driverId, report) =>
      as(driverId, (tx, t) =>
        confirmDelivery(tx, town.cause('driver', driverId), t, {
          driverId,
          number: null,
          code: null,
          lines: [],
          ...report,
        }),
      ),
    cash: (driverId, number, amountMinor, sure = false) =>
      as(driverId, (tx, t) =>
        collectCash(tx, town.cause('driver', driverId), t.settings, {
          driverId,
          number,
          amountMinor,
          sure,
        }),
      ),
    states: async (orderId) => {
      const { rows } = await town.admin(
        `select d.state || ' ' || coalesce(v.state, 'none') as states from orders d
         left join deliveries v on v.town_id = d.town_id and v.order_id = d.id
         where d.town_id = $1 and d.id = $2`,
        [town.id, orderId],
      );
      return (rows[0] as { states: string }).states;
    },
    set: async (settings) => {
      await town.admin('update towns set settings = settings || $2 where id = $1', [
        town.id,
        JSON.stringify(settings),
      ]);
    },
  };
  return delivering;
}
