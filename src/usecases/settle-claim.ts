import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { decideClaim, keepClaim, lockClaim } from '../domain/claims/claims.js';
import type { Claim, ClaimRefusal, ClaimWords } from '../domain/claims/claims.js';
import { readCredit } from '../domain/credit/credit.js';
import { readOwedTotal } from '../domain/debts/debts.js';
import { post } from '../domain/ledger/ledger.js';
import { walletPaidIn } from '../domain/ledger/recipes.js';
import { tell } from '../inbox/tell.js';
import { allocatePayment } from './allocate-payment.js';
import type { Allocated } from './allocate-payment.js';
import type { PaymentTell } from './payment-tells.js';
import type { Wake } from './wake.js';

/** What an operator says of a claim: what reached us; null: as much as was told. */
export interface ClaimConfirmation {
  readonly claimId: string;
  readonly receivedMinor: Minor | null;
  readonly reason: string;
}

export interface ClaimSettled {
  readonly claim: Claim;
  /** What it paid, the oldest order first. */
  readonly orders: readonly Allocated[];
  /** What is to be paid still. */
  readonly owedMinor: Minor;
  readonly wake: Wake;
}

async function tellRetailer(tx: Tx, cause: Cause, claim: Claim, told: PaymentTell): Promise<Wake> {
  const heard = await tell(tx, cause, claim.retailerId, told, claim.id);
  return { lanes: heard.ok ? [heard.value.lane] : [], due: [] };
}

/**
 * Money that a retailer told of has reached the town: it pays what they owe, the oldest order
 * first, and what is more is their own money with the town. They hear it. Locks the claim, then as
 * `allocatePayment` does. Refused with nothing changed: `no_such_claim`, `not_now` where it was
 * decided before.
 */
export async function confirmClaim(
  tx: Tx,
  cause: Cause,
  wanted: ClaimConfirmation,
): Promise<Outcome<ClaimSettled, 'no_such_claim' | 'not_now'>> {
  assert(cause.actor.kind === 'operator', 'an operator says what reached us');
  const claim = await lockClaim(tx, wanted.claimId);
  if (!claim) return refused('no_such_claim');
  if (claim.state !== 'CLAIMED') return refused('not_now', { state: claim.state });
  const receivedMinor = wanted.receivedMinor ?? claim.amountMinor;
  return done(await countReceived(tx, cause, claim, receivedMinor, wanted.reason));
}

/**
 * Counts money that reached the town for a locked claim that waits: it pays what its retailer owes,
 * the oldest order first, what is more is their own money, and they hear it. Locks as
 * `allocatePayment` does.
 */
export async function countReceived(
  tx: Tx,
  cause: Cause,
  claim: Claim,
  receivedMinor: Minor,
  reason: string,
): Promise<ClaimSettled> {
  assert(receivedMinor > 0n, 'what reached us is more than nothing');
  const { id: claimId, retailerId, method } = claim;
  const source = { method, claimId };
  const paid = await allocatePayment(tx, cause, retailerId, receivedMinor, source);
  const walletMinor = paid.restMinor;
  if (walletMinor > 0n) {
    const posting = walletPaidIn({ claimId, retailerId, amountMinor: walletMinor });
    const posted = await post(tx, cause, posting);
    assert(posted.ok && posted.value.was === 'created', `claim ${claimId} is posted once`);
  }
  const decided = { state: 'CONFIRMED', receivedMinor, walletMinor } as const;
  const settled = await decideClaim(tx, cause, claim, decided, reason);
  const owedMinor = await readOwedTotal(tx, retailerId);
  const wake = await tellRetailer(tx, cause, claim, {
    type: 'payment_confirmed',
    receivedMinor: receivedMinor.toString(),
    reference: claim.reference ?? '',
    walletMinor: walletMinor.toString(),
    owedMinor: owedMinor.toString(),
  });
  return { claim: settled, orders: paid.orders, owedMinor, wake };
}

/**
 * Money that a retailer told of did not reach the town; they hear it with the reason, and may tell
 * it anew. Locks the claim. Refused as `confirmClaim` is.
 */
export async function refuseClaim(
  tx: Tx,
  cause: Cause,
  wanted: { readonly claimId: string; readonly reason: string },
): Promise<Outcome<{ readonly claim: Claim; readonly wake: Wake }, 'no_such_claim' | 'not_now'>> {
  assert(cause.actor.kind === 'operator', 'an operator says what did not reach us');
  const claim = await lockClaim(tx, wanted.claimId);
  if (!claim) return refused('no_such_claim');
  if (claim.state !== 'CLAIMED') return refused('not_now', { state: claim.state });
  const settled = await decideClaim(tx, cause, claim, { state: 'REFUSED' }, wanted.reason);
  const wake = await tellRetailer(tx, cause, claim, {
    type: 'payment_refused',
    amountMinor: claim.amountMinor.toString(),
    reference: claim.reference ?? '',
    reason: wanted.reason,
  });
  return done({ claim: settled, wake });
}

/**
 * Money reached the town that nobody told of, over its counter or on its account: kept as if the
 * retailer had told it, and confirmed at once. What they told and waits is that payment. Locks as
 * `confirmClaim` does. Refused also as `no_account` where the retailer has none, and as
 * `keepClaim` is; `not_now` where that reference was confirmed before.
 */
export async function recordPayment(
  tx: Tx,
  cause: Cause,
  received: ClaimWords & { readonly reason: string },
): Promise<Outcome<ClaimSettled, 'no_account' | 'no_such_claim' | 'not_now' | ClaimRefusal>> {
  const { reason, ...words } = received;
  if (!(await readCredit(tx, words.retailerId))) return refused('no_account');
  const kept = await keepClaim(tx, cause, words);
  if (!kept.ok) return kept;
  const { id: claimId } = kept.value.claim;
  return confirmClaim(tx, cause, { claimId, receivedMinor: words.amountMinor, reason });
}
