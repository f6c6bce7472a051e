import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import {
  answerAsk,
  closeAsks,
  jobsOf,
  noteGivenBack,
  readAsks,
  unallocated,
} from '../domain/delivery/deliveries.js';
import { changeDuty, lockDriver } from '../domain/drivers/drivers.js';
import { reschedule } from '../outbox/due.js';
import { jobClosed } from './allocate-delivery.js';
import type { DeliveryTerms } from './allocate-delivery.js';
import { carryDelivery } from './carry-delivery.js';
import type { ToldJob } from './delivery-tells.js';
import { findJob, lockJob } from './find-job.js';
import type { JobKey, LockedJob } from './find-job.js';
import { toldJob } from './told-job.js';
import type { Wake } from './wake.js';

export type JobRefusal = 'no_such_job' | 'no_open_job' | 'which_job' | 'job_taken' | 'not_now';

/**
 * The job a driver takes: by tap it need not be theirs any more, and then another has it. So that
 * a race has one winner, all racers come by the order's lock.
 */
async function jobToTake(
  tx: Tx,
  key: JobKey,
): Promise<Outcome<LockedJob, 'no_such_job' | 'no_open_job' | 'which_job' | 'job_taken'>> {
  if (typeof key.deliveryId !== 'string') {
    const found = await findJob(tx, key, (job) => job.replyBy !== null);
    // Whoever was asked and lost finds nothing open under that number.
    return !found.ok && found.refusal === 'no_such_job'
      ? refused('job_taken', found.detail)
      : found;
  }
  const job = await lockJob(tx, { deliveryId: key.deliveryId });
  return job ? done(job) : refused('no_such_job');
}

/**
 * A driver takes a delivery they were asked about; the first one has it. The others hear so. Locks
 * order, delivery. Refused as `job_taken` where another was quicker or its time has passed; taken
 * once more by who has it, it is simply theirs.
 */
export async function takeJob(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  key: JobKey,
): Promise<Outcome<{ readonly job: ToldJob; readonly wake: Wake }, JobRefusal>> {
  const found = await jobToTake(tx, key);
  if (!found.ok) return found;
  const job = found.value;
  const { order, delivery } = job;
  const { driverId } = key;
  const told = await toldJob(tx, terms.catalogue, order, delivery);
  if (delivery.driverId === driverId && delivery.state !== 'CANCELLED') {
    return done({ job: told, wake: { lanes: [], due: [] } });
  }
  const number = order.number.toString();
  if (delivery.state !== 'OFFERED') return refused('job_taken', { number });
  if (!(await answerAsk(tx, cause, delivery, driverId, 'TAKEN'))) {
    return refused('job_taken', { number });
  }
  const lost = await closeAsks(tx, cause, delivery, driverId, 'WITHDRAWN');
  const carried = await carryDelivery(tx, cause, delivery, 'taken', {
    driverId,
    dueAt: new Date(cause.universe.nowMs() + terms.settings.delivery_ms),
    tells: lost.map((one) => jobClosed(job, one, 'taken')),
  });
  if (!carried.ok) return carried;
  return done({ job: { ...told, state: 'ASSIGNED' }, wake: carried.value });
}

/** A driver does not want what they were asked about; the last no sends the search on. */
async function decline(
  tx: Tx,
  cause: Cause,
  { delivery }: LockedJob,
  driverId: string,
  reason: string,
): Promise<Outcome<Wake, 'not_now'>> {
  if (!(await answerAsk(tx, cause, delivery, driverId, 'DECLINED'))) return refused('not_now');
  const asks = await readAsks(tx, delivery);
  if (asks.some((ask) => ask.answer === null)) return done({ lanes: [], due: [] });
  return carryDelivery(tx, cause, delivery, 'driver_declined', { reason });
}

/** A driver gives back what they have not fetched yet: the search goes on without them. */
async function giveBack(
  tx: Tx,
  cause: Cause,
  { order, delivery }: LockedJob,
  driverId: string,
  reason: string,
): Promise<Outcome<Wake, 'not_now'>> {
  // Whoever has the goods has to bring them, or to bring them back.
  if (delivery.driverId !== driverId || order.state !== 'READY_FOR_DISPATCH') {
    return refused('not_now', { state: delivery.state });
  }
  await noteGivenBack(tx, cause, delivery, driverId);
  return carryDelivery(tx, cause, delivery, 'given_back', { reason, driverId: null });
}

/**
 * A driver declines what they were asked about, or gives back what they took and did not fetch.
 * Locks order, delivery. Refused as `not_now` where they have the goods.
 */
export async function refuseJob(
  tx: Tx,
  cause: Cause,
  key: JobKey,
  reason: string,
): Promise<Outcome<{ readonly number: bigint; readonly wake: Wake }, JobRefusal>> {
  const found = await findJob(tx, key, (job) => job.replyBy !== null);
  if (!found.ok) return found;
  const job = found.value;
  const { driverId } = key;
  const refusedJob =
    job.delivery.state === 'OFFERED'
      ? await decline(tx, cause, job, driverId, reason)
      : await giveBack(tx, cause, job, driverId, reason);
  const detail = { number: job.order.number.toString() };
  if (!refusedJob.ok) return refused('not_now', { ...refusedJob.detail, ...detail });
  return done({ number: job.order.number, wake: refusedJob.value });
}

/** A driver's shift as it is now. */
export interface Shift {
  readonly on: boolean;
  /** Numbers that they gave back with it. */
  readonly givenBack: readonly string[];
  /** Numbers of what they still have, the goods with them. */
  readonly kept: readonly string[];
  readonly wake: Wake;
}

/** What waits for a driver is looked at again now that there is one more. */
async function lookAgain(tx: Tx, cause: Cause, terms: DeliveryTerms): Promise<Wake> {
  if (terms.settings.delivery_allocation === 'manual') return { lanes: [], due: [] };
  const { correlationId, universe } = cause;
  const put = (await unallocated(tx)).map((subjectId) => ({
    topic: 'allocate_delivery' as const,
    subjectId,
    dueAt: universe.now(),
    correlationId,
  }));
  await reschedule(tx, { drop: [], put });
  return { lanes: [], due: put };
}

/**
 * A driver begins or ends their shift. At its end what they were asked about is declined and what
 * they did not fetch goes back into the search; goods stay with whoever has them. Locks the
 * driver's profile, then orders by id, each with its delivery.
 */
export async function changeShift(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  wanted: { readonly driverId: string; readonly on: boolean },
): Promise<Shift> {
  const { driverId, on } = wanted;
  await lockDriver(tx, cause, driverId);
  await changeDuty(tx, cause, driverId, on);
  if (on) return { on, givenBack: [], kept: [], wake: await lookAgain(tx, cause, terms) };
  const [givenBack, kept]: [string[], string[]] = [[], []];
  const wake = { lanes: [] as number[], due: [] as Wake['due'][number][] };
  const jobs = [...(await jobsOf(tx, driverId))];
  jobs.sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  for (const one of jobs) {
    const key = { driverId, deliveryId: one.id, number: null };
    const gone = await refuseJob(tx, cause, key, 'off duty');
    if (gone.ok) {
      if (one.replyBy === null) givenBack.push(one.number.toString());
      wake.lanes.push(...gone.value.wake.lanes);
      wake.due.push(...gone.value.wake.due);
    } else if (one.replyBy === null) {
      kept.push(one.number.toString());
    }
  }
  return { on, givenBack, kept, wake };
}
