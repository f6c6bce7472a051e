import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { openOffersOf } from '../domain/orders/offers.js';
import { readNames } from '../domain/parties/parties.js';
import { listPickOrders } from '../domain/picking/picking.js';
import { readPromises } from '../domain/vendors/promises.js';
import { toldLines } from './told-lines.js';
import type { ToldLine } from './tells.js';

/** An accepted order that waits to be packed, as its vendor is told of it. */
export interface ToldWork {
  readonly number: string;
  readonly retailer: string;
  readonly lines: readonly ToldLine[];
  /** ISO 8601, where they promised one. */
  readonly promisedAt: string | null;
}

/** What a vendor has to do: offers to answer, and orders to pack, the oldest first. No lock. */
export async function readWork(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  vendorId: string,
): Promise<{ readonly offers: number; readonly orders: readonly ToldWork[] }> {
  const [open, orders] = await Promise.all([
    openOffersOf(tx, cause, vendorId),
    listPickOrders(tx, vendorId),
  ]);
  const ids = orders.map((order) => order.orderId);
  const retailers = orders.map((order) => order.retailerId);
  const [names, promises] = await Promise.all([readNames(tx, retailers), readPromises(tx, ids)]);
  return {
    offers: open.filter(({ state }) => state === 'OFFERED').length,
    orders: orders.map((order) => ({
      number: order.number.toString(),
      retailer: names.get(order.retailerId) ?? '',
      lines: toldLines(catalogue, order.lines),
      promisedAt: promises.get(order.orderId)?.toISOString() ?? null,
    })),
  };
}
