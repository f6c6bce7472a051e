import { formatMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { jobsOf } from '../domain/delivery/deliveries.js';
import { readOrder } from '../domain/orders/orders.js';

/** A line of a delivery, as it can be keyed at the door. */
export interface DoorLineView {
  readonly productId: string;
  readonly name: string;
  /** What is brought, as a decimal, in this unit. */
  readonly quantity: string;
  readonly unit: string;
}

/**
 * The lines of a delivery that is this driver's; null where it is not (any more). Takes no lock:
 * whoever acts on it finds out again.
 */
export async function readDoorLines(
  tx: Tx,
  catalogue: Catalogue,
  wanted: { readonly driverId: string; readonly number: bigint },
): Promise<readonly DoorLineView[] | null> {
  const jobs = await jobsOf(tx, wanted.driverId);
  const job = jobs.find(({ number, replyBy }) => number === wanted.number && replyBy === null);
  const order = job && (await readOrder(tx, { id: job.orderId }));
  if (!order) return null;
  return order.lines.map(({ productId, quantity, unit }) => ({
    productId,
    name: productName(catalogue, productId),
    quantity: formatMilli(quantity),
    unit,
  }));
}
