import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { cashJobsOf, doneNumbersOf, jobsOf } from '../domain/delivery/deliveries.js';
import { cashHeldOf, isOnDuty } from '../domain/drivers/drivers.js';
import type { OrderLine } from '../domain/orders/lines.js';
import { readOrder } from '../domain/orders/orders.js';
import type { ToldJob } from './delivery-tells.js';
import { toldJob } from './told-job.js';

/** A job in a driver's list. */
export interface ListedJob extends ToldJob {
  /** By when it is to be taken, ISO 8601; null where it is theirs. */
  readonly replyBy: string | null;
}

/** What a driver has to do today, and what they carry. */
export interface DriverDay {
  readonly onDuty: boolean;
  readonly jobs: readonly ListedJob[];
  readonly heldMinor: string;
}

/** Reads a driver's jobs, oldest first, with the cash they hold. Takes no lock. */
export async function readJobs(tx: Tx, catalogue: Catalogue, driverId: string): Promise<DriverDay> {
  const [jobs, onDuty, heldMinor] = await Promise.all([
    jobsOf(tx, driverId),
    isOnDuty(tx, driverId),
    cashHeldOf(tx, driverId),
  ]);
  const listed = await Promise.all(
    jobs.map(async (job): Promise<ListedJob[]> => {
      const order = await readOrder(tx, { id: job.orderId });
      if (!order) return [];
      const told = await toldJob(tx, catalogue, order, job);
      return [{ ...told, replyBy: job.replyBy?.toISOString() ?? null }];
    }),
  );
  return { onDuty, jobs: listed.flat(), heldMinor: heldMinor.toString() };
}

/**
 * What a driver's words can be about, by order number: what is theirs or offered to them, and
 * orders they delivered lately or take cash for. Takes no lock.
 */
export async function jobLines(
  tx: Tx,
  driverId: string,
): Promise<Record<string, readonly OrderLine[]>> {
  const [jobs, cash, done] = await Promise.all([
    jobsOf(tx, driverId),
    cashJobsOf(tx, driverId),
    doneNumbersOf(tx, driverId),
  ]);
  const open = await Promise.all(
    jobs.map(async ({ number }) => {
      const order = await readOrder(tx, { number });
      return [number.toString(), order?.lines ?? []] as const;
    }),
  );
  // Of these only the number is spoken of, beside cash.
  const other = [...cash, ...done].map((number) => [number.toString(), []] as const);
  return Object.fromEntries([...other, ...open]);
}
