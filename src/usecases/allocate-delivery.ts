import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import {
  askDrivers,
  closeAsks,
  forgiveWrongCodes,
  readAsks,
} from '../domain/delivery/deliveries.js';
import { freeDrivers, readPlace } from '../domain/drivers/drivers.js';
import { readParty } from '../domain/parties/parties.js';
import type { TownSettings } from '../domain/towns/towns.js';
import { takeDue } from '../outbox/due.js';
import { carryDelivery } from './carry-delivery.js';
import type { JobEnd } from './delivery-tells.js';
import { lockJob } from './find-job.js';
import type { LockedJob } from './find-job.js';
import type { PartyTell } from './party-tell.js';
import { toldJob } from './told-job.js';
import type { Wake } from './wake.js';
import { NO_WAKE } from './wake.js';

/** What the town brings to a delivery. */
export interface DeliveryTerms {
  readonly catalogue: Catalogue;
  readonly settings: TownSettings;
  /** IANA: a day that a delivery is put off to begins by the town's clock. */
  readonly timeZone: string;
}

/** What became of the search. */
export interface Allocated {
  readonly was: 'offered' | 'left_to_operator';
  readonly wake: Wake;
}

/** A tell that a job is over for a driver, once per round of asking. */
export function jobClosed(job: LockedJob, partyId: string, why: JobEnd): PartyTell {
  const number = job.order.number.toString();
  const { id, round, version } = job.delivery;
  const key = `${id}:${round}:${version}:${partyId}`;
  return { partyId, key, tell: { type: 'job_closed', number, why } };
}

/** A person looks for a driver; where the machine found none, the retailer hears so, once. */
async function leaveToOperator(
  tx: Tx,
  cause: Cause,
  job: LockedJob,
  reason: string,
  tellsRetailer = true,
): Promise<Outcome<Allocated, 'not_now'>> {
  const { order, delivery } = job;
  if (delivery.owner === 'operator') {
    await takeDue(tx, { topic: 'allocate_delivery', subjectId: delivery.id });
    return done({ was: 'left_to_operator', wake: NO_WAKE });
  }
  const tell = { type: 'delivery_waiting', number: order.number.toString() } as const;
  const tells = tellsRetailer ? [{ partyId: order.retailerId, key: order.id, tell }] : [];
  const carried = await carryDelivery(tx, cause, delivery, 'left_to_operator', { reason, tells });
  return carried.ok ? done({ was: 'left_to_operator', wake: carried.value }) : carried;
}

/** Puts a delivery before drivers, all at once or the best one. */
async function offer(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  job: LockedJob,
  driverIds: readonly string[],
): Promise<Outcome<Allocated, 'not_now'>> {
  const { order, delivery } = job;
  const replyBy = new Date(cause.universe.nowMs() + terms.settings.driver_reply_ms);
  await askDrivers(tx, cause, delivery, driverIds, replyBy);
  const told = { ...(await toldJob(tx, terms.catalogue, order, delivery)), state: 'OFFERED' };
  const tells = driverIds.map((partyId) => ({
    partyId,
    key: `${delivery.id}:${delivery.round}:${partyId}`,
    tell: {
      type: 'job_offered',
      job: told,
      replyBy: replyBy.toISOString(),
      others: driverIds.length > 1,
    } as const,
  }));
  const plan = { dueAt: replyBy, tells };
  const carried = await carryDelivery(tx, cause, delivery, 'offered', plan);
  return carried.ok ? done({ was: 'offered', wake: carried.value }) : carried;
}

/**
 * Looks for a driver for a delivery that nobody has, as the town's setting says: asks all on duty
 * whose zone it is, or the nearest, until the town's number of drivers; then an operator has it.
 * Locks order, delivery. Refused as `not_now` where somebody has it (by now).
 */
export async function allocateDelivery(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  deliveryId: string,
): Promise<Outcome<Allocated, 'not_now'>> {
  const job = await lockJob(tx, { deliveryId });
  if (job?.delivery.state !== 'UNALLOCATED') {
    await takeDue(tx, { topic: 'allocate_delivery', subjectId: deliveryId });
    return refused('not_now');
  }
  const { delivery_allocation: mode, drivers_per_delivery_max: most } = terms.settings;
  if (mode === 'manual') {
    return leaveToOperator(tx, cause, job, 'an operator names the driver', false);
  }
  const [asks, place] = await Promise.all([
    readAsks(tx, job.delivery),
    readPlace(tx, job.delivery.retailerId),
  ]);
  if (mode === 'nearest' && asks.length >= most) {
    return leaveToOperator(tx, cause, job, 'drivers asked: as many as the town allows');
  }
  const asked = asks.map((ask) => ask.driverId);
  const count = mode === 'nearest' ? 1 : LIMITS.drivers_asked_max;
  const free = await freeDrivers(tx, place, asked, count);
  if (free.length === 0) return leaveToOperator(tx, cause, job, 'no driver is free');
  return offer(tx, cause, terms, job, free);
}

/**
 * Closes an offer to drivers whose time has passed: those who did not answer hear so, and the
 * search goes on. Locks order, delivery. Refused as `not_now` where it was taken, or is not due.
 */
export async function timeOutDrivers(
  tx: Tx,
  cause: Cause,
  deliveryId: string,
): Promise<Outcome<{ readonly wake: Wake }, 'not_now'>> {
  const job = await lockJob(tx, { deliveryId });
  if (job?.delivery.state !== 'OFFERED') {
    await takeDue(tx, { topic: 'driver_timeout', subjectId: deliveryId });
    return refused('not_now');
  }
  const asks = await readAsks(tx, job.delivery);
  const open = asks.filter((ask) => ask.answer === null);
  if (open.some((ask) => ask.replyBy > cause.universe.now())) return refused('not_now');
  const silent = await closeAsks(tx, cause, job.delivery, null, 'TIMED_OUT');
  const tells = silent.map((driverId) => jobClosed(job, driverId, 'timed_out'));
  const carried = await carryDelivery(tx, cause, job.delivery, 'drivers_timed_out', { tells });
  return carried.ok ? done({ wake: carried.value }) : carried;
}

/** An operator's choice of driver. */
export interface DriverChoice {
  readonly deliveryId: string;
  readonly driverId: string;
  readonly reason: string;
}

/** Who loses a delivery by its going to another. */
async function losers(
  tx: Tx,
  cause: Cause,
  job: LockedJob,
  driverId: string,
): Promise<readonly PartyTell[]> {
  const { delivery } = job;
  if (delivery.state === 'OFFERED') {
    const asked = await closeAsks(tx, cause, delivery, null, 'WITHDRAWN');
    return asked.flatMap((one) => (one === driverId ? [] : [jobClosed(job, one, 'taken')]));
  }
  const before = delivery.driverId;
  return before === null || before === driverId ? [] : [jobClosed(job, before, 'reassigned')];
}

/**
 * An operator gives a delivery to a driver, on duty or not, wherever it is until it arrives;
 * whoever had it or was asked hears so, and codes may be tried again. Locks order, delivery.
 * Refused as `not_now` where it is over, or the driver has it and is to fetch it already.
 */
export async function assignDriver(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  choice: DriverChoice,
): Promise<
  Outcome<
    { readonly deliveryId: string; readonly wake: Wake },
    'no_such_delivery' | 'no_such_driver' | 'not_now'
  >
> {
  const { driverId, reason } = choice;
  const job = await lockJob(tx, { deliveryId: choice.deliveryId });
  if (!job) return refused('no_such_delivery');
  const driver = await readParty(tx, driverId);
  if (driver?.kind !== 'driver' || driver.state !== 'APPROVED') return refused('no_such_driver');
  const { order, delivery } = job;
  if (delivery.state === 'ASSIGNED' && delivery.driverId === driverId) {
    return refused('not_now', { state: delivery.state });
  }
  const told = { ...(await toldJob(tx, terms.catalogue, order, delivery)), state: 'ASSIGNED' };
  const assigned = {
    partyId: driverId,
    key: `${delivery.id}:${delivery.version}`,
    tell: { type: 'job_assigned', job: told, why: 'assigned' } as const,
  };
  const dueAt = new Date(cause.universe.nowMs() + terms.settings.delivery_ms);
  const carried = await carryDelivery(tx, cause, delivery, 'assigned', {
    reason,
    driverId,
    dueAt,
    tells: [...(await losers(tx, cause, job, driverId)), assigned],
  });
  if (!carried.ok) return carried;
  if (delivery.wrongCodes > 0) await forgiveWrongCodes(tx, delivery);
  return done({ deliveryId: delivery.id, wake: carried.value });
}
