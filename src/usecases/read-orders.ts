import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { readWaitingChanges } from '../domain/offers/changes.js';
import { ordersOfRetailer, readOrder } from '../domain/orders/orders.js';
import type { Order } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import type { TownSettings } from '../domain/towns/towns.js';
import { readWishes } from '../domain/wishes/wishes.js';
import type { ToldChange, ToldLine, ToldWish } from './tells.js';
import { toldChange } from './told-change.js';
import { toldLines } from './told-lines.js';

/** An order as its retailer is told of it. */
export interface ToldOrder {
  readonly number: string;
  readonly state: string;
  readonly totalMinor: string;
  /** ISO 8601 */
  readonly confirmedAt: string;
  /** Before whom it lies, or who accepted it. */
  readonly vendor: string | null;
  readonly lines: readonly ToldLine[];
  /** What the vendor would do instead, while the retailer's answer is awaited. */
  readonly change?: ToldChange;
  /** Of a single order. */
  readonly wish?: ToldWish;
}

/**
 * A retailer's orders, open ones first, or the one with that number; a number of somebody else's
 * order is no such order. Takes no lock.
 */
export async function readOrders(
  tx: Tx,
  terms: { readonly catalogue: Catalogue; readonly settings: TownSettings },
  retailerId: string,
  number: bigint | null,
): Promise<Outcome<readonly ToldOrder[], 'no_such_order'>> {
  let orders: readonly Order[];
  if (number === null) {
    orders = await ordersOfRetailer(tx, retailerId);
  } else {
    const order = await readOrder(tx, { number });
    if (order?.retailerId !== retailerId) {
      return refused('no_such_order', { number: number.toString() });
    }
    orders = [order];
  }
  const vendorIds = orders.flatMap((order) => order.vendorId ?? []);
  const offered = orders.filter((order) => order.state === 'VENDOR_ASSIGNED');
  const [only, another] = orders;
  const [names, changes, wishes] = await Promise.all([
    readNames(tx, vendorIds),
    readWaitingChanges(
      tx,
      offered.map((order) => order.id),
    ),
    readWishes(tx, only && !another ? [only.id] : []),
  ]);
  const besideOf = (order: Order): { change?: ToldChange; wish?: ToldWish } => {
    const change = changes.get(order.id);
    const vendor = names.get(order.vendorId ?? '') ?? '';
    const wish = wishes.get(order.id);
    const wished = wish ? { wish } : {};
    return change ? { ...wished, change: toldChange(terms, order, vendor, change) } : wished;
  };
  return done(
    orders.map((order) => ({
      number: order.number.toString(),
      state: order.state,
      totalMinor: order.totalMinor.toString(),
      confirmedAt: order.confirmedAt.toISOString(),
      vendor: order.vendorId === null ? null : (names.get(order.vendorId) ?? null),
      lines: toldLines(terms.catalogue, order.lines),
      ...besideOf(order),
    })),
  );
}
