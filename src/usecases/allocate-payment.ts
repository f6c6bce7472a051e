import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { BEFORE_ALL } from '../base/id-bounds.js';
import { LIMITS } from '../base/limits.js';
import type { Minor } from '../base/money.js';
import type { Tx } from '../db/transaction.js';
import { listDebts, readDebt } from '../domain/debts/debts.js';
import { post } from '../domain/ledger/ledger.js';
import { paymentDebit, walletSpend } from '../domain/ledger/recipes.js';
import { lockOrder } from '../domain/orders/orders.js';
import { advancePayment, lockPayments, openPayment } from '../domain/payments/payments.js';
import type { PaymentSource } from '../domain/payments/payments.js';

/** What of an amount paid which order. */
export interface Allocated {
  readonly orderId: string;
  readonly number: bigint;
  readonly amountMinor: Minor;
}

export interface Allocation {
  readonly orders: readonly Allocated[];
  /** What is left where nothing more is owed. */
  readonly restMinor: Minor;
}

/** Pays one order out of an amount, under its lock; what it takes may be nothing by then. */
async function payOrder(
  tx: Tx,
  cause: Cause,
  orderId: string,
  leftMinor: Minor,
  source: PaymentSource,
): Promise<Minor> {
  const order = await lockOrder(tx, { id: orderId });
  assert(order, `an order that is owed for stays: ${orderId}`);
  await lockPayments(tx, orderId);
  const owedMinor = await readDebt(tx, orderId);
  const { retailerId, vendorId } = order;
  if (owedMinor <= 0n || vendorId === null) return 0n;
  const amountMinor = owedMinor < leftMinor ? owedMinor : leftMinor;
  const payment = await openPayment(tx, cause, order, amountMinor, source);
  const taken = { amountMinor, holderId: null };
  const settled = await advancePayment(tx, cause, payment, 'settled', { taken });
  assert(settled.ok, 'what was just opened settles');
  const paid = { paymentId: payment.id, orderId, retailerId, vendorId, amountMinor };
  const posting = source.method === 'wallet' ? walletSpend(paid) : paymentDebit(paid);
  const posted = await post(tx, cause, posting);
  assert(posted.ok && posted.value.was === 'created', `payment ${payment.id} is posted once`);
  return amountMinor;
}

/**
 * Pays what a retailer owes out of an amount, the oldest order first, each as an attempt of that
 * order that is settled at once. What orders to be paid at the door cost is left to their drivers.
 * Locks the orders one after the other, oldest first, with their payments, and the credit account.
 */
export async function allocatePayment(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  amountMinor: Minor,
  source: PaymentSource,
): Promise<Allocation> {
  const orders: Allocated[] = [];
  let restMinor = amountMinor;
  let afterId = BEFORE_ALL;
  while (restMinor > 0n) {
    const page = { afterId, rows: LIMITS.page_rows_max };
    const debts = await listDebts(tx, retailerId, page);
    for (const { orderId, number } of debts) {
      if (restMinor === 0n) break;
      const paidMinor = await payOrder(tx, cause, orderId, restMinor, source);
      restMinor -= paidMinor;
      if (paidMinor > 0n) orders.push({ orderId, number, amountMinor: paidMinor });
      afterId = orderId;
    }
    if (debts.length < LIMITS.page_rows_max) break;
  }
  return { orders, restMinor };
}
