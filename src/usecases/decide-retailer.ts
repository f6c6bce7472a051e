import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { openCreditAccount } from '../domain/credit/credit.js';
import { decideParty, readParty } from '../domain/parties/parties.js';
import { tell } from '../inbox/tell.js';
import type { Tell } from './tells.js';
import type { Wake } from './wake.js';

/** `told` is false when the retailer has no conversation to hear it in. */
export interface Decided {
  readonly told: boolean;
  readonly wake: Wake;
}

async function decideRetailer(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  decision: { readonly state: 'APPROVED' | 'REFUSED'; readonly reason: string },
): Promise<Outcome<undefined, 'no_such_retailer' | 'not_pending'>> {
  const party = await readParty(tx, retailerId);
  if (party?.kind !== 'retailer') return refused('no_such_retailer');
  return decideParty(tx, cause, retailerId, decision);
}

async function tellDecision(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  decision: Tell,
): Promise<Decided> {
  const told = await tell(tx, cause, retailerId, decision, retailerId);
  const lanes = told.ok ? [told.value.lane] : [];
  return { told: told.ok, wake: { lanes, due: [] } };
}

/**
 * Approves a pending retailer with a credit limit, which opens the credit account, and tells
 * them. Once: refused as `not_pending` afterwards.
 */
export async function approveRetailer(
  tx: Tx,
  cause: Cause,
  approval: { readonly retailerId: string; readonly limitMinor: Minor; readonly reason: string },
): Promise<Outcome<Decided, 'no_such_retailer' | 'not_pending'>> {
  const { retailerId, limitMinor, reason } = approval;
  const decided = await decideRetailer(tx, cause, retailerId, { state: 'APPROVED', reason });
  if (!decided.ok) return decided;
  const opened = await openCreditAccount(tx, cause, retailerId, limitMinor, reason);
  assert(opened.ok, 'a pending retailer has no credit account');
  const event: Tell = { type: 'retailer_approved', limitMinor: limitMinor.toString() };
  return done(await tellDecision(tx, cause, retailerId, event));
}

/** Refuses a pending retailer and tells them, without the reason: that stays with the town. */
export async function refuseRetailer(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  reason = '',
): Promise<Outcome<Decided, 'no_such_retailer' | 'not_pending'>> {
  const decided = await decideRetailer(tx, cause, retailerId, { state: 'REFUSED', reason });
  if (!decided.ok) return decided;
  return done(await tellDecision(tx, cause, retailerId, { type: 'retailer_refused' }));
}
