import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { eventColumns } from '../../base/event-columns.js';
import { AFTER_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { FIRST_PAYMENT_STATE, paymentStateAfter } from './lifecycle.js';
import type { PaymentEvent, PaymentState } from './lifecycle.js';
import {
  insertPayment,
  lockClaim,
  lockHeldRows,
  lockPaymentRows,
  selectPayment,
  selectPayments,
  updateAmount,
  updateDueAt,
  updatePayment,
  upsertClaim,
  upsertCounted,
} from './queries.js';
import type { HandOverRow, PaymentRow } from './queries.js';

/** How it is paid: in cash at the door, out of a payment on account, or out of the wallet. */
export const PAYMENT_METHODS = ['cod', 'momo', 'bank', 'counter', 'other', 'wallet'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** One attempt to be paid for an order. */
export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly retailerId: string;
  readonly state: PaymentState;
  readonly amountMinor: Minor;
  readonly takenMinor: Minor;
  /** Who has what was taken, until it is handed over. */
  readonly holderId: string | null;
  readonly method: PaymentMethod;
  readonly version: number;
}

function fromRow(row: PaymentRow): Payment {
  return {
    id: row.id,
    orderId: row.order_id,
    retailerId: row.retailer_id,
    state: row.state as PaymentState,
    amountMinor: row.amount_minor,
    takenMinor: row.taken_minor,
    holderId: row.holder_id,
    method: row.method as PaymentMethod,
    version: row.version,
  };
}

/** Where the money of an attempt comes from. */
export interface PaymentSource {
  readonly method: PaymentMethod;
  /** What the retailer told of it, where it is a part of a payment on account. */
  readonly claimId: string | null;
}

const AT_THE_DOOR: PaymentSource = { method: 'cod', claimId: null };

/** Opens an attempt over an amount. The caller holds the order's lock. */
export async function openPayment(
  tx: Tx,
  cause: Cause,
  order: { readonly id: string; readonly retailerId: string },
  amountMinor: Minor,
  { method, claimId }: PaymentSource = AT_THE_DOOR,
): Promise<Payment> {
  const id = cause.universe.newId();
  const { id: orderId, retailerId } = order;
  const state = FIRST_PAYMENT_STATE;
  const columns = { id, orderId, retailerId, state, amountMinor, method } as const;
  const source = { ...columns, claimId };
  await insertPayment(tx, source, { ...eventColumns(cause, 'opened', ''), amountMinor });
  return { ...columns, takenMinor: 0n, holderId: null, version: 1 };
}

/** Locks the attempts of an order, whose lock the caller holds. */
export async function lockPayments(tx: Tx, orderId: string): Promise<readonly Payment[]> {
  return (await lockPaymentRows(tx, orderId)).map(fromRow);
}

/** Reads one attempt; takes no lock. */
export async function readPayment(tx: Tx, id: string): Promise<Payment | undefined> {
  const row = await selectPayment(tx, id);
  return row && fromRow(row);
}

/** A page of attempts in one state, newest first, going back from `beforeId`. */
export async function listPayments(
  tx: Tx,
  state: PaymentState,
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly Payment[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  return (await selectPayments(tx, state, page.beforeId ?? AFTER_ALL, rowsMax)).map(fromRow);
}

/** Locks the attempts whose money a driver holds, oldest first. */
export async function lockHeld(tx: Tx, driverId: string): Promise<readonly Payment[]> {
  return (await lockHeldRows(tx, driverId)).map(fromRow);
}

/** What an event of an attempt brings. */
export interface PaymentChanges {
  readonly reason?: string;
  /** Taken now, and by whom; null: it reached the town itself. */
  readonly taken?: { readonly amountMinor: Minor; readonly holderId: string | null };
}

/** Moves a locked attempt on by an event of its table. Refused as `not_now` as others are. */
export async function advancePayment(
  tx: Tx,
  cause: Cause,
  payment: Payment,
  event: PaymentEvent,
  { reason = '', taken }: PaymentChanges = {},
): Promise<Outcome<undefined, 'not_now'>> {
  const to = paymentStateAfter(payment.state, event);
  if (!to) return refused('not_now', { state: payment.state });
  const moved = taken?.amountMinor ?? 0n;
  const applied = await updatePayment(
    tx,
    {
      id: payment.id,
      version: payment.version,
      from: payment.state,
      to,
      amountMinor: payment.amountMinor,
      takenMinor: payment.takenMinor + moved,
      holderId: taken?.holderId ?? payment.holderId,
    },
    { ...eventColumns(cause, event, reason), amountMinor: moved },
  );
  return applied ? done(undefined) : refused('not_now', { state: payment.state });
}

/** Sets what an open attempt is to bring, where the order came to less meanwhile. */
export async function setAmount(tx: Tx, payment: Payment, amountMinor: Minor): Promise<Payment> {
  assert(payment.takenMinor <= amountMinor, 'no more was taken than is to be paid');
  if (payment.amountMinor === amountMinor) return payment;
  await updateAmount(tx, payment.id, amountMinor);
  return { ...payment, amountMinor };
}

/** Took nothing, went back, or waits for an operator: no cancellation changes it. */
const STAYS: ReadonlySet<PaymentState> = new Set(['FAILED', 'EXPIRED', 'REFUNDED', 'REVIEW']);

/**
 * Ends what was to be paid for an order that is cancelled: what took nothing failed, what a driver
 * holds or was paid on account is for an operator to give back. Locks the attempts.
 */
export async function abandonPayments(
  tx: Tx,
  cause: Cause,
  orderId: string,
  reason: string,
): Promise<void> {
  for (const payment of await lockPayments(tx, orderId)) {
    if (STAYS.has(payment.state)) continue;
    const event = payment.takenMinor === 0n ? 'failed' : 'mismatched';
    const moved = await advancePayment(tx, cause, payment, event, { reason });
    assert(moved.ok, 'a locked attempt moves as its table says');
  }
}

/** What was taken for an order so far, in all attempts that were not given back. */
export function takenOf(payments: readonly Payment[]): Minor {
  return payments
    .filter((payment) => payment.state !== 'REFUNDED')
    .reduce((sum, payment) => sum + payment.takenMinor, 0n);
}

/** Writes down when a delivered order on credit is to be paid. */
export async function setDueAt(tx: Tx, orderId: string, dueAt: Date): Promise<void> {
  await updateDueAt(tx, orderId, dueAt);
}

/** Cash that a driver brought, or says they did. */
export interface HandOver {
  readonly id: string;
  readonly driverId: string;
  readonly state: 'CLAIMED' | 'CONFIRMED' | 'DIFFERENT';
  readonly claimedMinor: Minor | null;
  /** By the books when it was counted. */
  readonly heldMinor: Minor | null;
  readonly countedMinor: Minor | null;
  readonly reason: string;
  readonly claimedAt: Date | null;
  readonly countedAt: Date | null;
}

function handOverFrom(row: HandOverRow): HandOver {
  return {
    id: row.id,
    driverId: row.driver_id,
    state: row.state as HandOver['state'],
    claimedMinor: row.claimed_minor,
    heldMinor: row.held_minor,
    countedMinor: row.counted_minor,
    reason: row.reason,
    claimedAt: row.claimed_at,
    countedAt: row.counted_at,
  };
}

/** Keeps what a driver says they hand over, until somebody counts it; the last word counts. */
export async function claimHandOver(
  tx: Tx,
  cause: Cause,
  driverId: string,
  claimedMinor: Minor,
): Promise<void> {
  const claim = { id: cause.universe.newId(), driverId, claimedMinor };
  await upsertClaim(tx, claim, cause.universe.now());
}

/** Locks what a driver says they hand over, if anything. The caller holds the driver's lock. */
export async function lockHandOver(tx: Tx, driverId: string): Promise<HandOver | undefined> {
  const row = await lockClaim(tx, driverId);
  return row && handOverFrom(row);
}

/** Keeps what was counted of a driver's cash, under their lock; says whether it is as awaited. */
export async function recordCount(
  tx: Tx,
  cause: Cause,
  claim: HandOver | undefined,
  count: {
    readonly id: string;
    readonly driverId: string;
    readonly heldMinor: Minor;
    readonly countedMinor: Minor;
    readonly reason: string;
  },
): Promise<HandOver['state']> {
  const { heldMinor, countedMinor } = count;
  const awaited = claim?.claimedMinor ?? heldMinor;
  const agrees = countedMinor === awaited && countedMinor === heldMinor;
  const state = agrees ? 'CONFIRMED' : 'DIFFERENT';
  const by = cause.actor.id ?? cause.actor.kind;
  await upsertCounted(tx, { ...count, state, by }, cause.universe.now());
  return state;
}
