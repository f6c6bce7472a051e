import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { dayAfter, instantAt, wallClock } from '../base/wall-clock.js';
import type { Tx } from '../db/transaction.js';
import type { Job } from '../domain/delivery/deliveries.js';
import { deliveryTransition, DRIVER_STATES, OUT_STATES } from '../domain/delivery/lifecycle.js';
import { readNames } from '../domain/parties/parties.js';
import { takeDue } from '../outbox/due.js';
import type { DeliveryTerms } from './allocate-delivery.js';
import { carryDelivery } from './carry-delivery.js';
import { carryOut } from './carry-out.js';
import { findJob, lockJob } from './find-job.js';
import type { JobKey, LockedJob } from './find-job.js';
import type { PartyTell } from './party-tell.js';
import type { JobRefusal } from './take-job.js';
import { toldJob } from './told-job.js';
import type { Wake } from './wake.js';

/** A delivery that did not happen, or not today. */
export interface NotDelivered {
  readonly number: bigint;
  readonly wake: Wake;
}

const mine = (job: Job): boolean => job.replyBy === null;

/**
 * A driver could not deliver, for a reason: the order's delivery failed, the goods stay with the
 * driver, an operator decides between another try and a cancellation, and the retailer hears the
 * reason. Locks order, delivery. Refused as `not_now` where the goods are not out.
 */
export async function failDelivery(
  tx: Tx,
  cause: Cause,
  key: JobKey,
  reason: string,
): Promise<Outcome<NotDelivered, JobRefusal>> {
  const found = await findJob(tx, key, (job) => mine(job) && OUT_STATES.includes(job.state));
  if (!found.ok) return found;
  const { order, delivery } = found.value;
  const number = order.number.toString();
  if (delivery.driverId !== key.driverId) return refused('no_such_job', { number });
  if (!deliveryTransition(delivery.state, 'failed') || order.state !== 'OUT_FOR_DELIVERY') {
    return refused('not_now', { number, state: delivery.state });
  }
  const names = await readNames(tx, [key.driverId]);
  const tellRetailer: PartyTell = {
    partyId: order.retailerId,
    key: `${delivery.id}:${delivery.version}`,
    tell: { type: 'delivery_failed', number, driver: names.get(key.driverId) ?? '', reason },
  };
  const failed = await carryOut(tx, cause, order, 'delivery_failed', { reason, tellRetailer });
  if (!failed.ok) return refused('not_now', { number, state: delivery.state });
  const carried = await carryDelivery(tx, cause, delivery, 'failed', { reason });
  assert(carried.ok, 'what was looked up can be carried out');
  return done({ number: order.number, wake: failed.value });
}

/** Puts a locked delivery off until a time and tells those who did not do it. */
async function putOff(
  tx: Tx,
  cause: Cause,
  { order, delivery }: LockedJob,
  resumeAt: Date,
  reason: string,
): Promise<Outcome<NotDelivered & { readonly until: Date }, 'not_now'>> {
  const number = order.number.toString();
  const until = resumeAt.toISOString();
  const key = `${delivery.id}:${delivery.version}`;
  const retailer = {
    partyId: order.retailerId,
    key,
    tell: { type: 'delivery_put_off', number, until },
  };
  const driver = {
    partyId: delivery.driverId ?? '',
    key,
    tell: { type: 'job_put_off', number, until },
  };
  const byDriver = cause.actor.kind === 'driver' || delivery.driverId === null;
  const tells = (byDriver ? [retailer] : [retailer, driver]) as PartyTell[];
  const plan = { reason, resumeAt, dueAt: resumeAt, tells };
  const carried = await carryDelivery(tx, cause, delivery, 'put_off', plan);
  return carried.ok
    ? done({ number: order.number, until: resumeAt, wake: carried.value })
    : carried;
}

/**
 * A driver puts a delivery off to tomorrow, when the town's day begins; it stays with them, and the
 * retailer hears it. Locks order, delivery.
 */
export async function putOffToMorning(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  key: JobKey,
  reason: string,
): Promise<Outcome<NotDelivered & { readonly until: Date }, JobRefusal>> {
  const found = await findJob(tx, key, (job) => mine(job) && DRIVER_STATES.includes(job.state));
  if (!found.ok) return found;
  const { order, delivery } = found.value;
  const number = order.number.toString();
  if (delivery.driverId !== key.driverId) return refused('no_such_job', { number });
  const { delivery_day_starts_hour: hour } = terms.settings;
  const tomorrow = dayAfter(wallClock(cause.universe.now(), terms.timeZone), 1);
  const morning = instantAt(terms.timeZone, tomorrow, 60 * hour);
  const put = await putOff(tx, cause, found.value, morning, reason);
  return put.ok ? put : refused('not_now', { ...put.detail, number });
}

/**
 * An operator puts a delivery off until a time, or lets one that failed go on then. Refused as
 * `not_now` where it is over, as `time_past` where the time is not ahead. Locks order, delivery.
 */
export async function rescheduleDelivery(
  tx: Tx,
  cause: Cause,
  wanted: { readonly deliveryId: string; readonly until: Date; readonly reason: string },
): Promise<
  Outcome<NotDelivered & { readonly until: Date }, 'no_such_delivery' | 'not_now' | 'time_past'>
> {
  const job = await lockJob(tx, { deliveryId: wanted.deliveryId });
  if (!job) return refused('no_such_delivery');
  if (wanted.until <= cause.universe.now()) return refused('time_past');
  return putOff(tx, cause, job, wanted.until, wanted.reason);
}

/**
 * The day has come that a delivery was put off to: it goes on with its driver, who hears so, or the
 * search begins anew. Locks order, delivery. Refused as `not_now` where it is not due.
 */
export async function resumeDelivery(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  deliveryId: string,
): Promise<Outcome<{ readonly wake: Wake }, 'not_now'>> {
  const job = await lockJob(tx, { deliveryId });
  if (job?.delivery.state !== 'RESCHEDULED') {
    await takeDue(tx, { topic: 'delivery_resume', subjectId: deliveryId });
    return refused('not_now');
  }
  const { order, delivery } = job;
  if ((delivery.resumeAt ?? cause.universe.now()) > cause.universe.now()) return refused('not_now');
  if (delivery.driverId === null) {
    const carried = await carryDelivery(tx, cause, delivery, 'given_back', { newRound: true });
    return carried.ok ? done({ wake: carried.value }) : carried;
  }
  const told = { ...(await toldJob(tx, terms.catalogue, order, delivery)), state: 'ASSIGNED' };
  const tells = [
    {
      partyId: delivery.driverId,
      key: `${delivery.id}:${delivery.version}`,
      tell: { type: 'job_assigned', job: told, why: 'resumed' } as const,
    },
  ];
  const dueAt = new Date(cause.universe.nowMs() + terms.settings.delivery_ms);
  const carried = await carryDelivery(tx, cause, delivery, 'resumed', { dueAt, tells });
  return carried.ok ? done({ wake: carried.value }) : carried;
}

/**
 * A delivery that stands at one step for too long: an operator has it too, and its driver is asked
 * how it stands. Locks order, delivery. Refused as `not_now` where it went on meanwhile.
 */
export async function noteOverdue(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  deliveryId: string,
): Promise<Outcome<{ readonly wake: Wake }, 'not_now'>> {
  const job = await lockJob(tx, { deliveryId });
  const key = { topic: 'delivery_overdue', subjectId: deliveryId } as const;
  if (!job || !deliveryTransition(job.delivery.state, 'overdue')) {
    await takeDue(tx, key);
    return refused('not_now');
  }
  const { order, delivery } = job;
  const sinceMs = cause.universe.nowMs() - delivery.changedAt.getTime();
  if (sinceMs < terms.settings.delivery_ms) return refused('not_now');
  const tell = { type: 'job_overdue', number: order.number.toString() } as const;
  const tells = [
    { partyId: delivery.driverId ?? '', key: `${delivery.id}:${delivery.version}`, tell },
  ];
  const carried = await carryDelivery(tx, cause, delivery, 'overdue', { tells });
  return carried.ok ? done({ wake: carried.value }) : carried;
}
