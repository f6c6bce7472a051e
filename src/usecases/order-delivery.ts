import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import {
  advanceDelivery,
  closeAsks,
  lockDeliveryOf,
  openDelivery,
  recordDelivered,
} from '../domain/delivery/deliveries.js';
import type { Delivery } from '../domain/delivery/deliveries.js';
import { FIRST_DELIVERY_EFFECT } from '../domain/delivery/lifecycle.js';
import type { OrderEffect } from '../domain/orders/lifecycle.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { abandonPayments } from '../domain/payments/payments.js';
import { consume, release } from '../domain/stock/stock.js';
import type { DueKey, DueWork } from '../outbox/due.js';
import { deliveryDeadlines, deliveryDue } from './carry-delivery.js';
import type { PartyTell } from './party-tell.js';
import type { ShortPick } from './short-pick.js';

/** What an order's event leaves to do for its delivery. */
export interface DeliveryPart {
  readonly drop: readonly DueKey[];
  readonly put: readonly DueWork[];
  readonly tells: readonly PartyTell[];
}

const NOTHING: DeliveryPart = { drop: [], put: [], tells: [] };

async function begin(tx: Tx, cause: Cause, order: LockedOrder): Promise<DeliveryPart> {
  const { id, retailerId, vendorId } = order;
  assert(vendorId !== null, `an order that is packed has a vendor: ${id}`);
  const deliveryId = await openDelivery(tx, cause, { id, retailerId, vendorId });
  const due = deliveryDue(cause, deliveryId, FIRST_DELIVERY_EFFECT, undefined);
  return { ...NOTHING, put: due ? [due] : [] };
}

/** Whoever had it, or was asked to take it. */
async function concerned(tx: Tx, cause: Cause, delivery: Delivery): Promise<readonly string[]> {
  if (delivery.state === 'OFFERED') return closeAsks(tx, cause, delivery, null, 'WITHDRAWN');
  return delivery.driverId === null ? [] : [delivery.driverId];
}

async function end(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  reason: string,
): Promise<DeliveryPart> {
  const delivery = await lockDeliveryOf(tx, order.id);
  assert(delivery, `an order that was packed has a delivery: ${order.id}`);
  await abandonPayments(tx, cause, order.id, reason);
  const driverIds = await concerned(tx, cause, delivery);
  const advanced = await advanceDelivery(tx, cause, delivery, 'cancelled', { reason });
  assert(advanced.ok, `what is not delivered can be cancelled: ${delivery.id}`);
  const number = order.number.toString();
  const tells = driverIds.map((partyId) => ({
    partyId,
    key: `${delivery.id}:${partyId}:cancelled`,
    tell: { type: 'job_closed', number, why: 'cancelled' } as const,
  }));
  return { drop: deliveryDeadlines(delivery.id), put: [], tells };
}

/**
 * Begins an order's delivery when it is packed, and ends it when the order is cancelled, with what
 * was or is to be paid. Locks delivery and payments; what is due and told is the caller's to send.
 */
export async function orderDelivery(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  effects: readonly OrderEffect[],
  reason: string,
): Promise<DeliveryPart> {
  if (effects.includes('delivery:open')) return begin(tx, cause, order);
  if (effects.includes('delivery:cancel')) return end(tx, cause, order, reason);
  // Before it was packed it can only have been paid on account.
  if (effects.includes('post:REVERSAL')) await abandonPayments(tx, cause, order.id, reason);
  return NOTHING;
}

/**
 * The goods are the retailer's: what was taken leaves the stock, what was not goes back to the
 * vendor's and is free again. Locks the stock rows.
 */
export async function handOver(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  short: ShortPick | undefined,
): Promise<void> {
  const taken = order.lines.map((line) => {
    const less = short?.order.shorts.find((one) => one.line.lineNo === line.lineNo);
    const { productId } = line;
    return { productId, baseQuantity: less?.pickedBase ?? line.baseQuantity };
  });
  if (short) await recordDelivered(tx, short.order);
  await consume(
    tx,
    cause,
    order.id,
    taken.filter((line) => line.baseQuantity > 0n),
  );
  if (short) await release(tx, cause, order.id, 'not taken at the door');
}
