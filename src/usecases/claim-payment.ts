import type { Cause } from '../base/cause.js';
import { BEFORE_ALL } from '../base/id-bounds.js';
import type { Minor } from '../base/money.js';
import { refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { PAYMENTS } from '../base/payment-limits.js';
import type { Tx } from '../db/transaction.js';
import { keepClaim, plainReference, readWaitingTotal } from '../domain/claims/claims.js';
import type { ClaimKept, ClaimMethod, ClaimRefusal } from '../domain/claims/claims.js';
import { readCredit } from '../domain/credit/credit.js';
import { listDebts, readOwedTotal } from '../domain/debts/debts.js';
import { lockOrder } from '../domain/orders/orders.js';
import { allocatePayment } from './allocate-payment.js';

/** What a retailer says they paid, by word or key. */
export interface PaymentSaid {
  readonly retailerId: string;
  readonly amountMinor: Minor;
  readonly method: ClaimMethod;
  /** As typed; null: nothing was said. */
  readonly reference: string | null;
}

export type PaymentRefusal = ClaimRefusal | 'reference_odd' | 'too_much' | 'not_now';

/**
 * A retailer says that they paid on their account: kept once, and nothing moves until somebody of
 * the town saw the money. Locks only what was told before. Refused as `keepClaim` is, as
 * `reference_odd` for what can be no reference, `too_much` for an amount beyond belief, `not_now`
 * for whoever has no account.
 */
export async function claimPayment(
  tx: Tx,
  cause: Cause,
  said: PaymentSaid,
): Promise<Outcome<ClaimKept, PaymentRefusal>> {
  if (said.amountMinor <= 0n || said.amountMinor > PAYMENTS.amount_minor_max) {
    return refused('too_much');
  }
  const reference = said.reference === null ? null : plainReference(said.reference);
  if (said.reference !== null && reference === null) return refused('reference_odd');
  if (!(await readCredit(tx, said.retailerId))) return refused('not_now');
  return keepClaim(tx, cause, { ...said, reference });
}

/** What a retailer is to pay, as it is shown to them. */
export interface Owed {
  readonly owedMinor: Minor;
  /** Told by them, and not yet seen by us. */
  readonly waitingMinor: Minor;
  /** Their own money with the town. */
  readonly walletMinor: Minor;
  readonly oldest: {
    readonly number: bigint;
    readonly owedMinor: Minor;
    readonly dueAt: Date | null;
  } | null;
}

/** Reads what a retailer is to pay on account; takes no lock. */
export async function readOwed(tx: Tx, retailerId: string): Promise<Owed> {
  const [owedMinor, waitingMinor, credit, [oldest]] = await Promise.all([
    readOwedTotal(tx, retailerId),
    readWaitingTotal(tx, retailerId),
    readCredit(tx, retailerId),
    listDebts(tx, retailerId, { afterId: BEFORE_ALL, rows: 1 }),
  ]);
  const walletMinor = credit?.walletMinor ?? 0n;
  return { owedMinor, waitingMinor, walletMinor, oldest: oldest ?? null };
}

/**
 * A retailer's own money with the town pays what they owe, the oldest order first: as much of it as
 * there is. Locks as `allocatePayment` does; under the lock of the oldest order the wallet is read,
 * so that nothing is spent twice. Nothing is paid where there is none, or nothing is owed.
 */
export async function spendWallet(
  tx: Tx,
  cause: Cause,
  retailerId: string,
): Promise<{ readonly paidMinor: Minor; readonly owed: Owed }> {
  const [oldest] = await listDebts(tx, retailerId, { afterId: BEFORE_ALL, rows: 1 });
  if (oldest) await lockOrder(tx, { id: oldest.orderId });
  const before = await readOwed(tx, retailerId);
  const { walletMinor, owedMinor } = before;
  if (walletMinor <= 0n || owedMinor === 0n) return { paidMinor: 0n, owed: before };
  const amountMinor = walletMinor < owedMinor ? walletMinor : owedMinor;
  const source = { method: 'wallet', claimId: null } as const;
  const { restMinor } = await allocatePayment(tx, cause, retailerId, amountMinor, source);
  return { paidMinor: amountMinor - restMinor, owed: await readOwed(tx, retailerId) };
}
