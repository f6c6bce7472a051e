import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { cashHeldOf, lockDriver, markCashOverdue } from '../domain/drivers/drivers.js';
import { post } from '../domain/ledger/ledger.js';
import { refundDebit, walletTopup } from '../domain/ledger/recipes.js';
import { lockOrder } from '../domain/orders/orders.js';
import { paymentStateAfter } from '../domain/payments/lifecycle.js';
import { advancePayment, lockPayments, readPayment } from '../domain/payments/payments.js';
import { reschedule } from '../outbox/due.js';
import { tellParties } from './party-tell.js';
import type { Wake } from './wake.js';

/** How money of a cancelled order goes back. */
export type ReturnWay = 'wallet' | 'cash_from_till' | 'cash_by_driver';

/** What an operator decides of it. */
export interface PaymentReturn {
  readonly paymentId: string;
  readonly way: ReturnWay;
  readonly reason: string;
}

export type ReturnRefusal = 'no_such_payment' | 'not_now' | 'order_stands' | 'not_held';

/** A driver who holds nothing any more is not waited for. */
async function freeDriver(tx: Tx, cause: Cause, driverId: string): Promise<void> {
  if ((await cashHeldOf(tx, driverId)) > 0n) return;
  await markCashOverdue(tx, cause, driverId, false);
  await reschedule(tx, { drop: [{ topic: 'cash_overdue', subjectId: driverId }], put: [] });
}

/**
 * What was taken for an order that was cancelled goes back to the retailer: as their own money
 * with the town, in cash out of its till, or in cash by the driver who holds it. Once, by the
 * payment's table. Locks the driver's profile, order, payments, credit account. Refused with
 * nothing changed: `no_such_payment`, `order_stands` where the order is not cancelled, `not_now`
 * where nothing was taken or it went back before, `not_held` where the driver does not hold so
 * much any more.
 */
export async function returnPayment(
  tx: Tx,
  cause: Cause,
  wanted: PaymentReturn,
): Promise<Outcome<{ readonly amountMinor: Minor; readonly wake: Wake }, ReturnRefusal>> {
  assert(cause.actor.kind === 'operator', 'an operator gives money back');
  const seen = await readPayment(tx, wanted.paymentId);
  if (!seen) return refused('no_such_payment');
  const driverId = wanted.way === 'cash_by_driver' ? seen.holderId : null;
  if (wanted.way === 'cash_by_driver' && driverId === null) return refused('not_held');
  if (driverId !== null) await lockDriver(tx, cause, driverId);
  const order = await lockOrder(tx, { id: seen.orderId });
  const payments = await lockPayments(tx, seen.orderId);
  const payment = payments.find((one) => one.id === wanted.paymentId);
  assert(order && payment, 'a payment stays, and has an order');
  if (order.state !== 'CANCELLED') return refused('order_stands', { state: order.state });
  const { way, reason } = wanted;
  const event = way === 'wallet' ? 'credited' : 'refunded';
  const amountMinor = payment.takenMinor;
  const goes = paymentStateAfter(payment.state, event) !== undefined;
  if (amountMinor === 0n || !goes) return refused('not_now', { state: payment.state });
  if (driverId !== null && (await cashHeldOf(tx, driverId)) < amountMinor) {
    return refused('not_held');
  }
  const moved = await advancePayment(tx, cause, payment, event, { reason });
  if (!moved.ok) return moved;
  const { id: orderId, retailerId } = order;
  const vendorId =
    order.vendorId ?? order.offers.findLast((one) => one.state === 'ACCEPTED')?.vendorId;
  assert(vendorId !== undefined, `an order that was paid has a vendor: ${orderId}`);
  const back = {
    key: `payment:${payment.id}`,
    subjectId: orderId,
    retailerId,
    vendorId,
    amountMinor,
  };
  const posting = way === 'wallet' ? walletTopup(back) : refundDebit({ ...back, driverId });
  const posted = await post(tx, cause, posting);
  assert(posted.ok && posted.value.was === 'created', `payment ${payment.id} goes back once`);
  if (driverId !== null) await freeDriver(tx, cause, driverId);
  const tell = {
    type: 'money_returned',
    number: order.number.toString(),
    amountMinor: amountMinor.toString(),
    as: way === 'wallet' ? 'wallet' : 'cash',
  } as const;
  const lanes = await tellParties(tx, cause, orderId, [
    { partyId: retailerId, key: `${payment.id}:returned`, tell },
  ]);
  return done({ amountMinor, wake: { lanes, due: [] } });
}
