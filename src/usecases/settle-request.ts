import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Stated } from '../base/payment-answers.js';
import type { PaymentFailure } from '../base/payment-gateways.js';
import { REQUESTS } from '../base/payment-limits.js';
import type { Tx } from '../db/transaction.js';
import { raiseAlert } from '../domain/alerts/alerts.js';
import { keepReceived, lockClaim, plainReference } from '../domain/claims/claims.js';
import {
  advanceRequest,
  lockRequest,
  queueRequest,
  readByProviderRef,
  unqueueRequest,
} from '../domain/requests/requests.js';
import type { PaymentRequest, RequestChanges, RequestReason } from '../domain/requests/requests.js';
import type { RequestEvent } from '../domain/requests/lifecycle.js';
import { tell } from '../inbox/tell.js';
import type { RequestTell } from './payment-tells.js';
import { queueLateLook } from './request-payment.js';
import { countReceived } from './settle-claim.js';
import { NO_WAKE } from './wake.js';
import type { Wake } from './wake.js';

/** What became of a request, for counts, and whom to wake. */
export interface RequestStep {
  readonly was: string;
  readonly wake: Wake;
}

const still = (was: string): RequestStep => ({ was, wake: NO_WAKE });

/** Moves a locked request on; its table was asked before. */
export async function move(
  tx: Tx,
  cause: Cause,
  request: PaymentRequest,
  event: RequestEvent,
  changes: RequestChanges = {},
): Promise<PaymentRequest> {
  const moved = await advanceRequest(tx, cause, request, event, changes);
  assert(moved.ok, `a locked request in ${request.state} moves by ${event} as its table says`);
  return moved.value;
}

/** Tells a request's retailer something; once for each state it came to. */
export async function tellOf(
  tx: Tx,
  cause: Cause,
  { id, version, retailerId }: PaymentRequest,
  told: RequestTell,
): Promise<Wake> {
  const heard = await tell(tx, cause, retailerId, told, `${id}:${version}`);
  return { lanes: heard.ok ? [heard.value.lane] : [], due: [] };
}

/** Ends a locked request unpaid, and its retailer hears why. */
export async function failRequest(
  tx: Tx,
  cause: Cause,
  request: PaymentRequest,
  why: PaymentFailure,
  words = '',
): Promise<RequestStep> {
  const failed = await move(tx, cause, request, 'failed', { reason: why });
  await unqueueRequest(tx, request.id);
  const { gateway } = request;
  const amountMinor = request.amountMinor.toString();
  const told = { type: 'request_failed', gateway, amountMinor, why, words } as const;
  return { was: `failed: ${why}`, wake: await tellOf(tx, cause, failed, told) };
}

/** Puts a locked request before an operator, with an alert; its retailer hears that we look. */
export async function reviewRequest(
  tx: Tx,
  cause: Cause,
  request: PaymentRequest,
  reason: Extract<RequestReason, 'unanswered' | 'mismatched' | 'returned'>,
  detail: string,
): Promise<RequestStep> {
  await unqueueRequest(tx, request.id);
  // An operator has it already.
  if (request.state === 'REVIEW') return still(`still in review: ${reason}`);
  const event = reason === 'unanswered' ? 'unanswered' : 'mismatched';
  const reviewed = await move(tx, cause, request, event, { reason });
  const { id, gateway } = request;
  await raiseAlert(tx, cause, { kind: 'payment_review', subject: id, detail });
  const amountMinor = request.amountMinor.toString();
  const told = { type: 'request_unsure', gateway, amountMinor } as const;
  return { was: `review: ${reason}`, wake: await tellOf(tx, cause, reviewed, told) };
}

/** What was asked of the provider, and by which name. */
export interface Looked {
  readonly requestId: string;
  /** The provider's name that was asked by; null: it was asked by ours. */
  readonly providerRef: string | null;
  /** The how manieth look this is. */
  readonly attempts: number;
}

/**
 * The provider says what became of a request: paid, it counts as a payment on account, once; else
 * it is over, or looked at again. Locks the request, then the claim and as `allocatePayment` does.
 */
export async function noteStated(
  tx: Tx,
  cause: Cause,
  looked: Looked,
  stated: Stated,
): Promise<RequestStep> {
  const request = await lockRequest(tx, looked.requestId);
  assert(request, `a request stays: ${looked.requestId}`);
  if (request.state === 'SETTLED') {
    await unqueueRequest(tx, request.id);
    return still('settled before');
  }
  switch (stated.kind) {
    case 'settled':
      return settle(tx, cause, request, looked, stated);
    case 'odd':
      return reviewRequest(tx, cause, request, 'mismatched', stated.detail);
    case 'returned':
      return reviewRequest(tx, cause, request, 'returned', stated.detail);
    case 'failed':
      return noteFailed(tx, cause, request, stated.reason);
    default:
      return waitOn(tx, cause, request, looked, stated.kind === 'no_answer');
  }
}

async function noteFailed(
  tx: Tx,
  cause: Cause,
  request: PaymentRequest,
  why: PaymentFailure,
): Promise<RequestStep> {
  const { state, reason } = request;
  const isOpen = state === 'ASKED' || state === 'PENDING';
  // Of what is with an operator the machine decides only what it did not know.
  if (isOpen || (state === 'REVIEW' && reason === 'unanswered')) {
    return failRequest(tx, cause, request, why);
  }
  await unqueueRequest(tx, request.id);
  if (state !== 'EXPIRED') return still(`stays ${state}`);
  await move(tx, cause, request, 'failed', { reason: why });
  return still(`failed late: ${why}`);
}

/** Nothing is decided yet: looks again, later each time, until the payer's time is over. */
async function waitOn(
  tx: Tx,
  cause: Cause,
  request: PaymentRequest,
  { attempts }: Looked,
  isAway: boolean,
): Promise<RequestStep> {
  const { id, state, expiresAt } = request;
  const nowMs = cause.universe.nowMs();
  if (state === 'EXPIRED') {
    return still(
      (await queueLateLook(tx, cause, request)) ? 'looked late' : 'looked for the last time',
    );
  }
  if (state !== 'PENDING' && state !== 'ASKED') {
    await unqueueRequest(tx, id);
    return still(`stays ${state}`);
  }
  const endMs = expiresAt.getTime() + (isAway ? REQUESTS.away_ms_max : 0);
  if (state === 'PENDING' && nowMs >= endMs) return expire(tx, cause, request);
  const waitMs = Math.min(REQUESTS.look_ms * 2 ** Math.min(attempts - 1, 20), REQUESTS.look_ms_max);
  const soonest = nowMs + REQUESTS.look_ms;
  // Its end is looked at on time, where that is not now.
  const dueMs = Math.min(nowMs + waitMs, Math.max(endMs, soonest));
  await queueRequest(tx, id, new Date(dueMs), { anew: false });
  return still(isAway ? 'no answer' : 'pending');
}

async function expire(tx: Tx, cause: Cause, request: PaymentRequest): Promise<RequestStep> {
  const expired = await move(tx, cause, request, 'expired', { reason: 'timed_out' });
  await queueLateLook(tx, cause, expired);
  const { gateway } = request;
  const amountMinor = request.amountMinor.toString();
  const why = 'timed_out';
  const told = { type: 'request_failed', gateway, amountMinor, why, words: '' } as const;
  return { was: 'expired', wake: await tellOf(tx, cause, expired, told) };
}

type Settled = Extract<Stated, { kind: 'settled' }>;

/** What is not as it was asked; undefined: all of it is. */
async function faultOf(
  tx: Tx,
  request: PaymentRequest,
  { providerRef }: Looked,
  stated: Settled,
): Promise<string | undefined> {
  const { hint, amountMinor: asked, currency } = request;
  if (stated.currency !== null && stated.currency !== currency) {
    return `asked in ${currency}, paid in ${stated.currency}`;
  }
  const isOurs = providerRef === null || providerRef === request.providerRef;
  // Its own answer named the id, so that what is paid under it is what was asked. An id that only a
  // callback told has to come with the amount, and may be nobody else's.
  const paid = stated.amountMinor ?? (isOurs ? asked : hint.amountMinor);
  if (paid !== asked) return `asked ${asked}, paid ${paid ?? 'an unknown amount'}`;
  if (isOurs) return undefined;
  const other = await readByProviderRef(tx, request.gateway, providerRef);
  return other && other.id !== request.id ? `it is the payment of request ${other.id}` : undefined;
}

async function settle(
  tx: Tx,
  cause: Cause,
  request: PaymentRequest,
  looked: Looked,
  stated: Settled,
): Promise<RequestStep> {
  const fault = await faultOf(tx, request, looked, stated);
  if (fault !== undefined) return reviewRequest(tx, cause, request, 'mismatched', fault);
  const { hint, changedAt, gateway } = request;
  const named = looked.providerRef ?? request.providerRef;
  const hinted = hint.providerRef === named ? hint.receipt : null;
  const receipt = stated.receipt ?? hinted;
  const waitedMs = cause.universe.nowMs() - changedAt.getTime();
  if (receipt === null && request.state === 'PENDING' && waitedMs < REQUESTS.receipt_wait_ms) {
    const dueAt = new Date(cause.universe.nowMs() + REQUESTS.look_ms);
    await queueRequest(tx, request.id, dueAt, { anew: false });
    return still('waits for its receipt');
  }
  const proof = receipt ?? named ?? request.reference;
  const counted = await count(tx, cause, request, request.amountMinor, proof, gateway);
  if (!counted.ok) {
    const detail = `${counted.refusal}: ${proof}`;
    return reviewRequest(tx, cause, request, 'mismatched', detail);
  }
  const { claimId, wake } = counted.value;
  await move(tx, cause, request, 'settled', {
    claimId,
    ...(named === null ? {} : { providerRef: named }),
  });
  await unqueueRequest(tx, request.id);
  return { was: 'settled', wake };
}

/** Money of a request becomes a payment on account, once: by the provider's receipt. */
async function count(
  tx: Tx,
  cause: Cause,
  { retailerId, reference: ours, openedAt }: PaymentRequest,
  amountMinor: Minor,
  proof: string,
  reason: string,
): Promise<
  Outcome<{ readonly claimId: string; readonly wake: Wake }, 'reference_used' | 'counted_before'>
> {
  const reference = plainReference(proof) ?? plainReference(ours);
  assert(reference, 'a reference of ours is one');
  const words = { retailerId, amountMinor, method: 'momo', reference } as const;
  const kept = await keepReceived(tx, cause, words, openedAt);
  if (!kept.ok) return kept;
  const claim = await lockClaim(tx, kept.value.id);
  assert(claim, 'what was just kept is there');
  const { id: claimId } = claim;
  if (claim.state === 'CLAIMED') {
    const { wake } = await countReceived(tx, cause, claim, amountMinor, reason);
    return done({ claimId, wake });
  }
  // Told by the retailer and confirmed by an operator meanwhile: it is this money, and counted.
  if (claim.receivedMinor === amountMinor) return done({ claimId, wake: NO_WAKE });
  return refused('counted_before');
}

/** What an operator found out about a request that is with them. */
export interface RequestDecision {
  readonly requestId: string;
  /** What reached us, with the provider's receipt if there is one; null: nothing did. */
  readonly received: { readonly amountMinor: Minor; readonly receipt: string | null } | null;
  readonly reason: string;
}

/**
 * An operator decides a request in review: what reached us counts, else it failed; its retailer
 * hears it. Locks as `noteStated` does. Refused as `no_such_request`, as `not_now` where it is not
 * in review, as `reference_used` or `counted_before` where the receipt is of another payment.
 */
export async function decideRequest(
  tx: Tx,
  cause: Cause,
  { requestId, received, reason }: RequestDecision,
): Promise<
  Outcome<RequestStep, 'no_such_request' | 'not_now' | 'reference_used' | 'counted_before'>
> {
  assert(cause.actor.kind === 'operator', 'an operator says what reached us');
  const request = await lockRequest(tx, requestId);
  if (!request) return refused('no_such_request');
  if (request.state !== 'REVIEW') return refused('not_now', { state: request.state });
  if (!received) return done(await failRequest(tx, cause, request, 'provider', reason));
  const proof = received.receipt ?? request.reference;
  const counted = await count(tx, cause, request, received.amountMinor, proof, reason);
  if (!counted.ok) return counted;
  await move(tx, cause, request, 'settled', { claimId: counted.value.claimId });
  await unqueueRequest(tx, request.id);
  return done({ was: 'settled', wake: counted.value.wake });
}
