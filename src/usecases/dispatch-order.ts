import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { Delivery, Job } from '../domain/delivery/deliveries.js';
import { deliveryTransition } from '../domain/delivery/lifecycle.js';
import type { OrderEvent, OrderState } from '../domain/orders/lifecycle.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { readParty } from '../domain/parties/parties.js';
import { lockPayments, openPayment } from '../domain/payments/payments.js';
import type { DeliveryTerms } from './allocate-delivery.js';
import { carryDelivery } from './carry-delivery.js';
import { carryOut } from './carry-out.js';
import type { ToldJob } from './delivery-tells.js';
import { findJob } from './find-job.js';
import type { JobKey, LockedJob } from './find-job.js';
import type { PartyTell } from './party-tell.js';
import type { JobRefusal } from './take-job.js';
import { cashOf, toldJob } from './told-job.js';
import type { Wake } from './wake.js';
import { NO_WAKE } from './wake.js';

/** A driver has fetched the goods, or leaves with them for the retailer. */
export type DriverStep = 'picked_up' | 'set_out';

/** What a driver's first step with the goods is for the order; none where they are out already. */
const ORDER_EVENTS: Readonly<Partial<Record<OrderState, OrderEvent>>> = {
  READY_FOR_DISPATCH: 'dispatched',
  DELIVERY_FAILED: 'delivery_retried',
};

/** To the retailer: who comes, and the code that is theirs to give. */
async function comingTell(
  tx: Tx,
  order: LockedOrder,
  delivery: Delivery,
  step: DriverStep,
): Promise<PartyTell> {
  const driver = delivery.driverId === null ? undefined : await readParty(tx, delivery.driverId);
  return {
    partyId: order.retailerId,
    key: `${delivery.id}:${delivery.version}`,
    tell: {
      type: 'delivery_coming',
      number: order.number.toString(),
      driver: driver?.name ?? '',
      phone: driver?.phone ?? null,
      code: delivery.code,
      cashMinor: cashOf(order)?.toString() ?? null,
      now: step === 'set_out',
    },
  };
}

/** What is to be paid at the door stands as an attempt from the moment the goods are out. */
async function openCash(tx: Tx, cause: Cause, order: LockedOrder): Promise<void> {
  if (order.method !== 'cod') return;
  const [open] = await lockPayments(tx, order.id);
  if (!open) await openPayment(tx, cause, order, order.totalMinor);
}

/** Moves a locked delivery a step on, and its order with it where that was not out yet. */
export async function carryStep(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  { order, delivery }: LockedJob,
  step: DriverStep,
  tellsRetailer = true,
): Promise<Outcome<Wake, 'not_now'>> {
  if (!deliveryTransition(delivery.state, step)) {
    return refused('not_now', { state: delivery.state });
  }
  const coming = tellsRetailer ? [await comingTell(tx, order, delivery, step)] : [];
  const event = ORDER_EVENTS[order.state];
  let out = NO_WAKE;
  if (event) {
    await openCash(tx, cause, order);
    const carried = await carryOut(tx, cause, order, event, { reason: '' });
    if (!carried.ok) return carried;
    out = carried.value;
  }
  const dueAt = new Date(cause.universe.nowMs() + terms.settings.delivery_ms);
  const carried = await carryDelivery(tx, cause, delivery, step, { dueAt, tells: coming });
  if (!carried.ok) return carried;
  const { lanes, due } = carried.value;
  return done({ lanes: [...out.lanes, ...lanes], due: [...out.due, ...due] });
}

/**
 * A driver has the goods, or sets out with them: the order is out for delivery, and the retailer
 * hears who comes and the code to give them. Setting out without a word about fetching says both.
 * Locks order, delivery, payment. Refused as `not_now` where the job's state has no such step.
 */
export async function dispatchOrder(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  key: JobKey,
  step: DriverStep,
): Promise<Outcome<{ readonly job: ToldJob; readonly wake: Wake }, JobRefusal>> {
  const fits = (job: Job): boolean =>
    job.replyBy === null && deliveryTransition(job.state, step) !== undefined;
  const found = await findJob(tx, key, fits);
  if (!found.ok) return found;
  const { order, delivery } = found.value;
  const number = order.number.toString();
  if (delivery.driverId !== key.driverId) return refused('no_such_job', { number });
  const carried = await carryStep(tx, cause, terms, found.value, step);
  if (!carried.ok) return refused('not_now', { ...carried.detail, number });
  const state = step === 'picked_up' ? 'PICKED_UP' : 'ON_THE_WAY';
  const job = { ...(await toldJob(tx, terms.catalogue, order, delivery)), state };
  return done({ job, wake: carried.value });
}
