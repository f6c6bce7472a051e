import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { readCredited } from '../domain/disputes/disputes.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { lockPayments, takenOf } from '../domain/payments/payments.js';
import { takeDue } from '../outbox/due.js';
import { carryOut } from './carry-out.js';
import type { Wake } from './wake.js';

/** Whether as much was taken for a locked order as is owed for it, after what was credited. */
async function isPaid(tx: Tx, { id, totalMinor }: LockedOrder): Promise<boolean> {
  const taken = takenOf(await lockPayments(tx, id));
  return taken >= totalMinor || taken >= totalMinor - (await readCredited(tx, id));
}

/**
 * The time after a delivery has passed: an order that is paid, or whose credit runs, is complete;
 * one to be paid in cash that was not taken is an operator's. Locks order, payments. Refused as
 * `not_now` where it is not delivered, or complete.
 */
export async function completeOrder(
  tx: Tx,
  cause: Cause,
  orderId: string,
): Promise<Outcome<{ readonly was: 'completed' | 'unpaid'; readonly wake: Wake }, 'not_now'>> {
  const order = await lockOrder(tx, { id: orderId });
  if (order?.state !== 'DELIVERED' || order.owner !== 'machine') {
    await takeDue(tx, { topic: 'complete_order', subjectId: orderId });
    return refused('not_now');
  }
  const paid = order.method !== 'cod' || (await isPaid(tx, order));
  const event = paid ? 'completed' : 'payment_missing';
  const reason = paid ? '' : 'cash on delivery was not taken';
  const carried = await carryOut(tx, cause, order, event, { reason });
  if (!carried.ok) return carried;
  return done({ was: paid ? 'completed' : 'unpaid', wake: carried.value });
}
