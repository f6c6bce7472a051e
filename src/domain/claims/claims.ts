import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { AFTER_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { PAYMENTS } from '../../base/payment-limits.js';
import type { Tx } from '../../db/transaction.js';
import {
  insertClaim,
  lockClaimRow,
  selectByReference,
  selectClaims,
  selectWaiting,
  updateDecided,
  updateSaid,
} from './queries.js';
import type { ClaimRow } from './queries.js';

/** How a retailer pays on account. `other`: they did not say. */
export const CLAIM_METHODS = ['momo', 'bank', 'counter', 'other'] as const;
export type ClaimMethod = (typeof CLAIM_METHODS)[number];

export const CLAIM_STATES = ['CLAIMED', 'CONFIRMED', 'REFUSED'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** What a retailer says they paid. No money moves by it: somebody of the town decides. */
export interface Claim {
  readonly id: string;
  readonly retailerId: string;
  readonly method: ClaimMethod;
  readonly amountMinor: Minor;
  /** Of the provider: capitals and digits; null: not told. */
  readonly reference: string | null;
  readonly state: ClaimState;
  /** What reached the town; null until then. */
  readonly receivedMinor: Minor | null;
  /** What of it was more than was owed. */
  readonly walletMinor: Minor | null;
  readonly reason: string;
  readonly channel: string;
  readonly claimedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
}

function fromRow(row: ClaimRow): Claim {
  return {
    id: row.id,
    retailerId: row.retailer_id,
    method: row.method as ClaimMethod,
    amountMinor: row.amount_minor,
    reference: row.reference,
    state: row.state as ClaimState,
    receivedMinor: row.received_minor,
    walletMinor: row.wallet_minor,
    reason: row.reason,
    channel: row.channel,
    claimedAt: row.claimed_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
  };
}

/** A reference as it is compared: "abc-123 4" is "ABC1234". Null where it is none. */
export function plainReference(said: string): string | null {
  const plain = said.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  const { reference_signs_min: min, reference_signs_max: max } = PAYMENTS;
  return plain.length >= min && plain.length <= max ? plain : null;
}

/** What is told of a payment. */
export interface ClaimWords {
  readonly retailerId: string;
  readonly amountMinor: Minor;
  readonly method: ClaimMethod;
  readonly reference: string | null;
}

/** What came of it: `known`: it was told before, and perhaps decided. */
export interface ClaimKept {
  readonly was: 'noted' | 'known';
  readonly claim: Claim;
}

export type ClaimRefusal = 'reference_used' | 'claims_many';

/** What was told before and waits, and is meant again: the same amount, not known as another. */
function meantBy(words: ClaimWords, waiting: readonly Claim[]): Claim | undefined {
  const { amountMinor, method, reference } = words;
  return waiting.find(
    (one) =>
      one.amountMinor === amountMinor &&
      sameMethod(one.method, method) &&
      (reference === null || one.reference === null),
  );
}

function sameMethod(one: ClaimMethod, other: ClaimMethod): boolean {
  return one === other || one === 'other' || other === 'other';
}

async function sayAnew(tx: Tx, claim: Claim, words: ClaimWords): Promise<ClaimKept> {
  const reference = words.reference ?? claim.reference;
  const method = words.method === 'other' ? claim.method : words.method;
  const { amountMinor } = words;
  if (
    reference === claim.reference &&
    method === claim.method &&
    amountMinor === claim.amountMinor
  ) {
    return { was: 'known', claim };
  }
  const { id } = claim;
  // Decided in this moment: it stands as it was.
  if (!(await updateSaid(tx, { id, method, amountMinor, reference }))) {
    return { was: 'known', claim };
  }
  return { was: 'noted', claim: { ...claim, method, amountMinor, reference } };
}

function newClaim(id: string, words: ClaimWords, channel: string, claimedAt: Date): Claim {
  return {
    id,
    ...words,
    state: 'CLAIMED',
    receivedMinor: null,
    walletMinor: null,
    reason: '',
    channel,
    claimedAt,
    decidedAt: null,
    decidedBy: null,
  };
}

/**
 * Keeps what a retailer says they paid, once: the same reference is the same payment, and so is the
 * same amount where no reference was told; while it waits, the last word about it counts. Refused
 * as `reference_used` where another shop told that reference, and as `claims_many` where too many
 * wait. Moves no money and locks nothing but the claim.
 */
export async function keepClaim(
  tx: Tx,
  cause: Cause,
  words: ClaimWords,
): Promise<Outcome<ClaimKept, ClaimRefusal>> {
  assert(words.amountMinor > 0n, 'a payment is of something');
  const { reference, retailerId } = words;
  const [rows, row] = await Promise.all([
    selectWaiting(tx, retailerId, PAYMENTS.claims_max),
    reference === null ? undefined : selectByReference(tx, reference),
  ]);
  if (row) {
    const told = fromRow(row);
    if (told.retailerId !== retailerId) return refused('reference_used');
    return done(
      told.state === 'CLAIMED' ? await sayAnew(tx, told, words) : { was: 'known', claim: told },
    );
  }
  const waiting = rows.map(fromRow);
  const meant = meantBy(words, waiting);
  if (meant) return done(await sayAnew(tx, meant, words));
  if (waiting.length >= PAYMENTS.claims_max) return refused('claims_many');
  const at = cause.universe.now();
  const id = cause.universe.newId();
  // Told by another shop in this moment.
  if (!(await insertClaim(tx, { id, ...words, channel: cause.channel, at }))) {
    return refused('reference_used');
  }
  return done({ was: 'noted', claim: newClaim(id, words, cause.channel, at) });
}

/**
 * Keeps money that a provider says reached us, as if it had been told: the claim with its
 * reference, or one without any of the same amount that was told since `since`, while the provider
 * was being asked, is that payment. Refused as `reference_used` where another shop told the
 * reference. A claim that was decided comes back as it is. Locks nothing but what it changes.
 */
export async function keepReceived(
  tx: Tx,
  cause: Cause,
  words: ClaimWords & { readonly reference: string },
  since: Date,
): Promise<Outcome<Claim, 'reference_used'>> {
  const { retailerId, reference } = words;
  const row = await selectByReference(tx, reference);
  if (row) {
    const told = fromRow(row);
    return told.retailerId === retailerId ? done(told) : refused('reference_used');
  }
  const waiting = (await selectWaiting(tx, retailerId, PAYMENTS.claims_max)).map(fromRow);
  const meant = meantBy(
    words,
    waiting.filter((one) => one.claimedAt >= since),
  );
  if (meant) return done((await sayAnew(tx, meant, words)).claim);
  const at = cause.universe.now();
  const id = cause.universe.newId();
  if (!(await insertClaim(tx, { id, ...words, channel: cause.channel, at }))) {
    return refused('reference_used');
  }
  return done(newClaim(id, words, cause.channel, at));
}

/** What a retailer told and nobody decided yet, in all. Takes no lock. */
export async function readWaitingTotal(tx: Tx, retailerId: string): Promise<Minor> {
  const rows = await selectWaiting(tx, retailerId, PAYMENTS.claims_max);
  return rows.reduce((sum, { amount_minor: amount }) => sum + amount, 0n);
}

/** Locks a claim. */
export async function lockClaim(tx: Tx, id: string): Promise<Claim | undefined> {
  const row = await lockClaimRow(tx, id);
  return row && fromRow(row);
}

/** What somebody of the town decided of a claim. */
export type Decided =
  | { readonly state: 'CONFIRMED'; readonly receivedMinor: Minor; readonly walletMinor: Minor }
  | { readonly state: 'REFUSED' };

/** Decides a locked claim that waits: at most once, which a trigger holds too. */
export async function decideClaim(
  tx: Tx,
  cause: Cause,
  claim: Claim,
  decided: Decided,
  reason: string,
): Promise<Claim> {
  assert(claim.state === 'CLAIMED', 'a claim is decided once');
  const { state } = decided;
  const receivedMinor = decided.state === 'CONFIRMED' ? decided.receivedMinor : null;
  const walletMinor = decided.state === 'CONFIRMED' ? decided.walletMinor : null;
  const at = cause.universe.now();
  const by = cause.actor.id ?? cause.actor.kind;
  const { id } = claim;
  await updateDecided(tx, { id, state, receivedMinor, walletMinor, reason, at, by });
  return { ...claim, state, receivedMinor, walletMinor, reason, decidedAt: at, decidedBy: by };
}

/** A page of claims in one state, newest first, going back from `beforeId`. */
export async function listClaims(
  tx: Tx,
  state: ClaimState,
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly Claim[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  return (await selectClaims(tx, state, page.beforeId ?? AFTER_ALL, rowsMax)).map(fromRow);
}
