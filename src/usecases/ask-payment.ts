import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Asked } from '../base/payment-answers.js';
import { GATEWAY_TRAITS } from '../base/payment-gateways.js';
import { REQUESTS } from '../base/payment-limits.js';
import type { Tx } from '../db/transaction.js';
import { raiseAlertOnce } from '../domain/alerts/alerts.js';
import {
  keepProviderRef,
  lockRequest,
  queueRequest,
  unqueueRequest,
} from '../domain/requests/requests.js';
import type { PaymentRequest } from '../domain/requests/requests.js';
import { failRequest, move, reviewRequest, tellOf } from './settle-request.js';
import type { RequestStep } from './settle-request.js';
import { NO_WAKE } from './wake.js';

/** What is to be done about a request outside of a transaction, or what was done within it. */
export type NextCall =
  | { readonly call: 'ask'; readonly request: PaymentRequest }
  | {
      readonly call: 'look';
      readonly request: PaymentRequest;
      /** By which name of the provider's; null: by ours. */
      readonly providerRef: string | null;
    }
  | ({ readonly call: 'none' } & RequestStep);

const none = (was: string): NextCall => ({ call: 'none', was, wake: NO_WAKE });

/**
 * Says what to call a provider for, and commits to it: a request is ASKED before it leaves, so that
 * whoever dies in the call leaves one of unknown fate behind and never one that looks unasked.
 * Locks the request.
 */
export async function nextCall(tx: Tx, cause: Cause, requestId: string): Promise<NextCall> {
  const request = await lockRequest(tx, requestId);
  assert(request, `a request stays: ${requestId}`);
  switch (request.state) {
    case 'SETTLED':
      await unqueueRequest(tx, requestId);
      return none('settled before');
    case 'OPENED':
      return isGivenUp(request, cause)
        ? { call: 'none', ...(await failRequest(tx, cause, request, 'provider')) }
        : { call: 'ask', request: await move(tx, cause, request, 'asked') };
    case 'ASKED':
      return afterSilence(tx, cause, request);
    default: {
      const look = lookAt(request);
      if (!look) await unqueueRequest(tx, requestId);
      return look ?? none(`stays ${request.state}`);
    }
  }
}

function isGivenUp({ openedAt }: PaymentRequest, { universe }: Cause): boolean {
  return universe.nowMs() - openedAt.getTime() > REQUESTS.reach_ms_max;
}

/** By a name that the provider can be asked by, if there is one. */
function lookAt(request: PaymentRequest): NextCall | undefined {
  const { providerRef, hint, gateway } = request;
  const name = providerRef ?? hint.providerRef;
  if (GATEWAY_TRAITS[gateway].looksBy === 'reference') {
    return { call: 'look', request, providerRef: null };
  }
  return name === null ? undefined : { call: 'look', request, providerRef: name };
}

/** It was asked and no answer is here yet: perhaps it is under way, perhaps it never comes. */
async function afterSilence(tx: Tx, cause: Cause, request: PaymentRequest): Promise<NextCall> {
  const look = lookAt(request);
  if (look) return look;
  assert(request.askedAt, 'what was asked has a time');
  const lostAt = new Date(request.askedAt.getTime() + REQUESTS.claim_ms);
  if (cause.universe.now() < lostAt) {
    await queueRequest(tx, request.id, lostAt, { anew: false });
    return none('under way');
  }
  if (GATEWAY_TRAITS[request.gateway].canRepeat) return askAgain(tx, cause, request);
  const detail = 'its worker died in the call';
  return { call: 'none', ...(await reviewRequest(tx, cause, request, 'unanswered', detail)) };
}

/** Only where it is one request however often it is made. */
async function askAgain(tx: Tx, cause: Cause, request: PaymentRequest): Promise<NextCall> {
  assert(GATEWAY_TRAITS[request.gateway].canRepeat, 'a second push would be a second question');
  if (isGivenUp(request, cause)) {
    return { call: 'none', ...(await failRequest(tx, cause, request, 'provider')) };
  }
  return { call: 'ask', request: await move(tx, cause, request, 'asked') };
}

/** The provider has no such request, of which the answer was lost: it is made again. */
export async function nextAfterUnknown(tx: Tx, cause: Cause, requestId: string): Promise<NextCall> {
  const request = await lockRequest(tx, requestId);
  assert(request, `a request stays: ${requestId}`);
  return request.state === 'ASKED'
    ? askAgain(tx, cause, request)
    : none(`meanwhile ${request.state}`);
}

/**
 * What came of asking. An answer that comes after a callback, or after others gave the request up,
 * takes nothing back. Locks the request.
 */
export async function noteAsked(
  tx: Tx,
  cause: Cause,
  requestId: string,
  asked: Asked,
): Promise<RequestStep> {
  const request = await lockRequest(tx, requestId);
  assert(request, `a request stays: ${requestId}`);
  if (asked.kind === 'accepted' || asked.kind === 'link') {
    return noteAccepted(tx, cause, request, asked);
  }
  if (request.state !== 'ASKED') return { was: `meanwhile ${request.state}`, wake: NO_WAKE };
  const soon = new Date(cause.universe.nowMs() + REQUESTS.look_ms);
  switch (asked.kind) {
    case 'refused':
      if (asked.reason === 'setup') {
        const alert = { subject: request.gateway, detail: asked.detail };
        await raiseAlertOnce(tx, cause, tx.townId, { kind: 'payment_setup', ...alert });
      }
      return failRequest(tx, cause, request, asked.reason);
    case 'not_sent':
      await move(tx, cause, request, 'not_sent');
      await queueRequest(tx, requestId, soon, { anew: false });
      return { was: 'not sent', wake: NO_WAKE };
    default:
      if (!GATEWAY_TRAITS[request.gateway].canRepeat && request.hint.providerRef === null) {
        return reviewRequest(tx, cause, request, 'unanswered', asked.detail);
      }
      await queueRequest(tx, requestId, soon, { anew: true });
      return { was: 'unanswered', wake: NO_WAKE };
  }
}

async function noteAccepted(
  tx: Tx,
  cause: Cause,
  request: PaymentRequest,
  asked: Extract<Asked, { kind: 'accepted' | 'link' }>,
): Promise<RequestStep> {
  const { id, state, gateway } = request;
  const { providerRef } = asked;
  const isUnsure = state === 'REVIEW' && request.reason === 'unanswered';
  if (state !== 'ASKED' && !isUnsure) {
    await keepProviderRef(tx, id, providerRef);
    return { was: `meanwhile ${state}`, wake: NO_WAKE };
  }
  const link = asked.kind === 'link' ? asked : null;
  const nowMs = cause.universe.nowMs();
  // The payer's time begins when they are asked, not when they wanted to be.
  const until = link?.expiresAt ?? new Date(nowMs + GATEWAY_TRAITS[gateway].answer_ms);
  const named = { providerRef, expiresAt: until, ...(link ? { link: link.url } : {}) };
  const pending = await move(tx, cause, request, 'accepted', named);
  await queueRequest(tx, id, new Date(nowMs + REQUESTS.look_ms), { anew: true });
  if (!link) return { was: 'accepted', wake: NO_WAKE };
  const wake = await tellOf(tx, cause, pending, {
    type: 'request_link',
    gateway,
    amountMinor: request.amountMinor.toString(),
    url: link.url,
    until: until.toISOString(),
  });
  return { was: 'accepted', wake };
}
