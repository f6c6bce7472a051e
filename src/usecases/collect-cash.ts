import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { cashJobsOf, lockDeliveryOf } from '../domain/delivery/deliveries.js';
import { readCredited } from '../domain/disputes/disputes.js';
import { DELIVERED_STATES, OUT_STATES } from '../domain/delivery/lifecycle.js';
import { cashHeldOf } from '../domain/drivers/drivers.js';
import { post } from '../domain/ledger/ledger.js';
import { cashCollected } from '../domain/ledger/recipes.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import {
  advancePayment,
  lockPayments,
  openPayment,
  setAmount,
  takenOf,
} from '../domain/payments/payments.js';
import type { Payment } from '../domain/payments/payments.js';
import type { TownSettings } from '../domain/towns/towns.js';
import { schedule } from '../outbox/due.js';
import { carryOut } from './carry-out.js';
import { tellParties } from './party-tell.js';
import type { Wake } from './wake.js';

/** What a driver says they took at the door. */
export interface CashReport {
  readonly driverId: string;
  readonly number: bigint | null;
  /** Null: not said. */
  readonly amountMinor: Minor | null;
  /** They were asked about an amount that is not what is owed, and said it is so. */
  readonly sure: boolean;
}

/** What came of it. */
export type CashReported =
  | {
      /** `how_much`: no amount was said; `sure`: it is not what is owed. Nothing has changed. */
      readonly was: 'how_much' | 'sure';
      readonly number: bigint;
      readonly amountMinor: Minor;
      readonly dueMinor: Minor;
    }
  | {
      readonly was: 'taken';
      readonly number: bigint;
      readonly amountMinor: Minor;
      readonly leftMinor: Minor;
      /** What the driver holds of all orders together. */
      readonly heldMinor: Minor;
      readonly wake: Wake;
    };

export type CashRefusal = 'no_cash_job' | 'which_cash_job' | 'nothing_due' | 'cash_more';

/** The order that cash was taken for, and what is still due of it, everything locked. */
interface CashJob {
  readonly order: LockedOrder;
  readonly vendorId: string;
  readonly payments: readonly Payment[];
  readonly dueMinor: Minor;
}

/** Finds the order meant: by its number, else the only one of the driver's to be paid in cash. */
async function cashJob(
  tx: Tx,
  { driverId, number }: CashReport,
): Promise<Outcome<CashJob, 'no_cash_job' | 'which_cash_job'>> {
  let key = number;
  if (key === null) {
    const [only, another] = await cashJobsOf(tx, driverId);
    if (only === undefined) return refused('no_cash_job');
    if (another !== undefined) return refused('which_cash_job');
    key = only;
  }
  const order = await lockOrder(tx, { number: key });
  const delivery = order && (await lockDeliveryOf(tx, order.id));
  const reached = delivery && [...OUT_STATES, ...DELIVERED_STATES].includes(delivery.state);
  if (!order || !reached || delivery.driverId !== driverId) {
    return refused('no_cash_job', { number: key.toString() });
  }
  const payments = await lockPayments(tx, order.id);
  const dueMinor = order.totalMinor - (await readCredited(tx, order.id)) - takenOf(payments);
  return done({ order, vendorId: delivery.vendorId, payments, dueMinor });
}

/** Writes cash into the books and the order's attempt, which is opened where there is none. */
async function take(
  tx: Tx,
  cause: Cause,
  job: CashJob,
  driverId: string,
  amountMinor: Minor,
): Promise<void> {
  const { order, vendorId, payments, dueMinor } = job;
  const open = payments.find((one) => one.state === 'OPENED' || one.state === 'REVIEW');
  // On credit, cash at the door is a payment of exactly what was brought.
  const wanted = order.method === 'cod' ? dueMinor : amountMinor;
  const before = open ?? (await openPayment(tx, cause, order, wanted));
  const payment = await setAmount(tx, before, before.takenMinor + wanted);
  const whole = payment.takenMinor + amountMinor === payment.amountMinor;
  const event = whole ? 'collected' : 'collected_short';
  const taken = { amountMinor, holderId: driverId };
  const advanced = await advancePayment(tx, cause, payment, event, { taken });
  assert(advanced.ok, 'a locked attempt that waits for cash takes it');
  const { id: orderId, retailerId } = order;
  const key = `${payment.id}:${payment.version}`;
  const posting = cashCollected({ key, orderId, retailerId, vendorId, driverId, amountMinor });
  const posted = await post(tx, cause, posting);
  assert(posted.ok && posted.value.was === 'created', `cash of ${key} is posted once`);
}

/** From the first cash they hold, a driver has so long to bring it. */
async function watchCash(
  tx: Tx,
  cause: Cause,
  settings: TownSettings,
  driverId: string,
): Promise<void> {
  const dueAt = new Date(cause.universe.nowMs() + settings.cash_hand_over_ms);
  const { correlationId } = cause;
  await schedule(tx, { topic: 'cash_overdue', subjectId: driverId, dueAt, correlationId });
}

async function told(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  cash: { readonly driverId: string; readonly amountMinor: Minor; readonly leftMinor: Minor },
): Promise<readonly number[]> {
  const names = await readNames(tx, [cash.driverId]);
  const tell = {
    type: 'cash_taken',
    number: order.number.toString(),
    driver: names.get(cash.driverId) ?? '',
    amountMinor: cash.amountMinor.toString(),
    leftMinor: cash.leftMinor.toString(),
  } as const;
  const key = `${order.id}:${cash.leftMinor}`;
  return tellParties(tx, cause, order.id, [{ partyId: order.retailerId, key, tell }]);
}

/**
 * A driver took cash for an order they bring or brought: the retailer owes so much less, the driver
 * holds it, and the retailer has a receipt. An amount that is not what is owed is asked about
 * first; more than is owed is refused, for change is to be given. Locks order, delivery, payments,
 * credit account.
 */
export async function collectCash(
  tx: Tx,
  cause: Cause,
  settings: TownSettings,
  report: CashReport,
): Promise<Outcome<CashReported, CashRefusal>> {
  const found = await cashJob(tx, report);
  if (!found.ok) return found;
  const { order, dueMinor } = found.value;
  const { driverId, amountMinor, sure } = report;
  const number = order.number.toString();
  if (dueMinor <= 0n) return refused('nothing_due', { number });
  if (amountMinor === null) {
    return done({ was: 'how_much', number: order.number, amountMinor: 0n, dueMinor });
  }
  if (amountMinor <= 0n || amountMinor > dueMinor) {
    return refused('cash_more', { number, dueMinor: dueMinor.toString() });
  }
  if (amountMinor < dueMinor && !sure) {
    return done({ was: 'sure', number: order.number, amountMinor, dueMinor });
  }
  const heldBefore = await cashHeldOf(tx, driverId);
  await take(tx, cause, found.value, driverId, amountMinor);
  if (heldBefore <= 0n) await watchCash(tx, cause, settings, driverId);
  const leftMinor = dueMinor - amountMinor;
  const lanes = [...(await told(tx, cause, order, { driverId, amountMinor, leftMinor }))];
  if (leftMinor === 0n && order.state === 'DELIVERED' && order.owner === 'operator') {
    const completed = await carryOut(tx, cause, order, 'completed', { reason: 'paid in cash' });
    assert(completed.ok, 'a delivered order can be completed');
    lanes.push(...completed.value.lanes);
  }
  const heldMinor = heldBefore + amountMinor;
  const wake = { lanes, due: [] };
  return done({ was: 'taken', number: order.number, amountMinor, leftMinor, heldMinor, wake });
}
