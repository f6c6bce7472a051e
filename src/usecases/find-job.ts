import { assert } from '../base/assert.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { jobsOf, lockDeliveryOf, readDelivery } from '../domain/delivery/deliveries.js';
import type { Delivery, Job } from '../domain/delivery/deliveries.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';

/** An order and its delivery, both locked, in this order. */
export interface LockedJob {
  readonly order: LockedOrder;
  readonly delivery: Delivery;
}

/** How a driver names one of their jobs: by what was tapped, by number, or not at all (null). */
export interface JobKey {
  readonly driverId: string;
  readonly deliveryId?: string | null;
  readonly number: bigint | null;
}

/** Locks an order and its delivery; undefined when the order has none (yet). */
export async function lockJob(
  tx: Tx,
  key: { readonly orderId: string } | { readonly deliveryId: string },
): Promise<LockedJob | undefined> {
  const orderId =
    'orderId' in key ? key.orderId : (await readDelivery(tx, key.deliveryId))?.orderId;
  const order = orderId === undefined ? undefined : await lockOrder(tx, { id: orderId });
  const delivery = order && (await lockDeliveryOf(tx, order.id));
  return order && delivery ? { order, delivery } : undefined;
}

/**
 * Finds the job that a driver means among theirs that `fits`, and locks it: the named one, or the
 * only one. Whether it still fits under the lock is the caller's to look at. Refused as
 * `no_such_job` where the named one is none of theirs, as `no_open_job` where nothing fits, as
 * `which_job` where several do.
 */
export async function findJob(
  tx: Tx,
  key: JobKey,
  fits: (job: Job) => boolean,
): Promise<Outcome<LockedJob, 'no_such_job' | 'no_open_job' | 'which_job'>> {
  const jobs = await jobsOf(tx, key.driverId);
  const { number, deliveryId = null } = key;
  const named = number !== null || deliveryId !== null;
  const meant = named
    ? jobs.filter((job) => job.number === number || job.id === deliveryId)
    : jobs.filter(fits);
  const [job, another] = meant;
  if (!job) {
    const which = number === null ? {} : { number: number.toString() };
    return named ? refused('no_such_job', which) : refused('no_open_job');
  }
  if (another) return refused('which_job');
  const locked = await lockJob(tx, { orderId: job.orderId });
  assert(locked, 'a job has its order');
  return done(locked);
}
