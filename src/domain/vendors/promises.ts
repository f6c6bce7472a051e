import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';
import { insertPromise, selectOwed, selectPromises } from './queries.js';

/** By when a vendor promised an order; the latest counts. */
export interface VendorPromise {
  readonly orderId: string;
  readonly vendorId: string;
  readonly promisedAt: Date;
  readonly said: string;
}

/** Keeps a promise beside those made before. The caller holds the order's lock. */
export async function recordPromise(tx: Tx, cause: Cause, promise: VendorPromise): Promise<void> {
  const { universe } = cause;
  await insertPromise(tx, { ...promise, id: universe.newId(), at: universe.now() });
}

/** The latest promise of each order that has one. */
export async function readPromises(
  tx: Tx,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (orderIds.length === 0) return new Map();
  const rows = await selectPromises(tx, orderIds);
  return new Map(rows.map((row) => [row.order_id, row.promised_at]));
}

/** What a vendor is owed by the books, and how many orders they have in hand. Takes no lock. */
export async function readOwed(
  tx: Tx,
  vendorId: string,
): Promise<{ readonly owedMinor: bigint; readonly load: number }> {
  const row = await selectOwed(tx, vendorId);
  return { owedMinor: row?.owed_minor ?? 0n, load: row?.load ?? 0 };
}
