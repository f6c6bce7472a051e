import type { Minor } from '../base/money.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { Delivery } from '../domain/delivery/deliveries.js';
import { readPlace } from '../domain/drivers/drivers.js';
import type { Order } from '../domain/orders/orders.js';
import { readNames, readParty } from '../domain/parties/parties.js';
import { readWishes } from '../domain/wishes/wishes.js';
import type { ToldJob } from './delivery-tells.js';
import { toldLines } from './told-lines.js';

/** What is to be taken in cash for an order: all of it, or nothing where it is on credit. */
export function cashOf(order: Order): Minor | null {
  return order.method === 'cod' ? order.totalMinor : null;
}

/** A delivery as its driver is told of it. Takes no lock. */
export async function toldJob(
  tx: Tx,
  catalogue: Catalogue,
  order: Order,
  delivery: Delivery,
): Promise<ToldJob> {
  const [names, retailer, place, wishes] = await Promise.all([
    readNames(tx, [delivery.vendorId]),
    readParty(tx, delivery.retailerId),
    readPlace(tx, delivery.retailerId),
    readWishes(tx, [order.id]),
  ]);
  const wish = wishes.get(order.id);
  return {
    deliveryId: delivery.id,
    number: order.number.toString(),
    state: delivery.state,
    vendor: names.get(delivery.vendorId) ?? '',
    retailer: retailer?.name ?? '',
    phone: retailer?.phone ?? null,
    zone: place.zone,
    note: place.note === '' ? (retailer?.statedPlace ?? '') : place.note,
    point: place.point,
    lines: toldLines(catalogue, order.lines),
    ...(wish && { wish: { time: wish.time, note: wish.note } }),
    cashMinor: cashOf(order)?.toString() ?? null,
  };
}
