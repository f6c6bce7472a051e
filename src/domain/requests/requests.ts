import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { eventColumns } from '../../base/event-columns.js';
import { AFTER_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { GATEWAY_TRAITS } from '../../base/payment-gateways.js';
import type { PaymentFailure, PaymentGatewayName } from '../../base/payment-gateways.js';
import { REQUESTS } from '../../base/payment-limits.js';
import { randomId } from '../../base/universe.js';
import type { PlatformTx, Tx } from '../../db/transaction.js';
import { requestStateAfter } from './lifecycle.js';
import type { RequestEvent, RequestState } from './lifecycle.js';
import {
  claimRows,
  deleteDue,
  insertRequest,
  lockRequestRow,
  selectByProviderRef,
  selectOpen,
  selectRequest,
  selectRequests,
  updateHinted,
  updateProviderRef,
  updateRequest,
  upsertDue,
} from './queries.js';
import type { ClaimedRow, HintRow, RequestRow } from './queries.js';

/** Why a request failed, or is an operator's to decide. */
export type RequestReason =
  | PaymentFailure
  | 'cancelled'
  /** The call left, and nobody knows what became of it. */
  | 'unanswered'
  /** Amount, currency or reference are not as they were asked. */
  | 'mismatched'
  /** It was paid and went back. */
  | 'returned';

/** A payment that a provider is asked for. */
export interface PaymentRequest {
  readonly id: string;
  readonly retailerId: string;
  readonly gateway: PaymentGatewayName;
  /** What the provider knows it by. */
  readonly reference: string;
  readonly amountMinor: Minor;
  readonly currency: string;
  readonly phone: string;
  readonly state: RequestState;
  readonly version: number;
  /** The provider's own name for it. */
  readonly providerRef: string | null;
  readonly link: string | null;
  readonly reason: RequestReason | '';
  /** What a callback said last; nobody signs them. */
  readonly hint: HintRow;
  readonly channel: string;
  /** The payment on account that it became. */
  readonly claimId: string | null;
  readonly openedAt: Date;
  readonly askedAt: Date | null;
  readonly expiresAt: Date;
  readonly changedAt: Date;
}

function fromRow(row: RequestRow): PaymentRequest {
  return {
    id: row.id,
    retailerId: row.retailer_id,
    gateway: row.gateway as PaymentGatewayName,
    reference: row.reference,
    amountMinor: row.amount_minor,
    currency: row.currency,
    phone: row.phone,
    state: row.state as RequestState,
    version: row.version,
    providerRef: row.provider_ref,
    link: row.link,
    reason: row.reason as RequestReason | '',
    hint: {
      providerRef: row.hinted_ref,
      amountMinor: row.hinted_minor,
      receipt: row.hinted_receipt,
    },
    channel: row.channel,
    claimId: row.claim_id,
    openedAt: row.opened_at,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    changedAt: row.changed_at,
  };
}

/** What is asked of whom. */
export interface RequestWords {
  readonly retailerId: string;
  readonly gateway: PaymentGatewayName;
  readonly amountMinor: Minor;
  readonly currency: string;
  readonly phone: string;
}

/**
 * Opens a request, to be asked as soon as this is committed. Refused as `request_open` where the
 * retailer has one that is not over: nobody is asked for two payments at once.
 */
export async function openRequest(
  tx: Tx,
  cause: Cause,
  words: RequestWords,
): Promise<Outcome<PaymentRequest, 'request_open'>> {
  assert(words.amountMinor > 0n, 'a payment is of something');
  const { universe } = cause;
  const { retailerId, gateway, amountMinor, currency, phone } = words;
  const id = universe.newId();
  const expires = universe.nowMs() + GATEWAY_TRAITS[gateway].answer_ms;
  const columns = {
    id,
    retailer_id: retailerId,
    gateway,
    reference: randomId(universe),
    amount_minor: amountMinor,
    currency,
    phone,
    channel: cause.channel,
    expires_at: new Date(expires),
  };
  if (!(await insertRequest(tx, columns, eventColumns(cause, 'opened', '')))) {
    return refused('request_open');
  }
  const row = await selectRequest(tx, id);
  assert(row, 'what was just opened is there');
  return done(fromRow(row));
}

/** The request of a retailer that is not over, if there is one. Takes no lock. */
export async function readOpenRequest(
  tx: Tx,
  retailerId: string,
): Promise<PaymentRequest | undefined> {
  const row = await selectOpen(tx, retailerId);
  return row && fromRow(row);
}

/** One request. Takes no lock. */
export async function readRequest(tx: Tx, id: string): Promise<PaymentRequest | undefined> {
  const row = await selectRequest(tx, id);
  return row && fromRow(row);
}

/** The request that a provider knows by a name of its own. Takes no lock. */
export async function readByProviderRef(
  tx: Tx,
  gateway: PaymentGatewayName,
  providerRef: string,
): Promise<PaymentRequest | undefined> {
  const row = await selectByProviderRef(tx, gateway, providerRef);
  return row && fromRow(row);
}

/** Locks a request. */
export async function lockRequest(tx: Tx, id: string): Promise<PaymentRequest | undefined> {
  const row = await lockRequestRow(tx, id);
  return row && fromRow(row);
}

/** A page of requests in one state, newest first, going back from `beforeId`. */
export async function listRequests(
  tx: Tx,
  state: RequestState,
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly PaymentRequest[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  return (await selectRequests(tx, state, page.beforeId ?? AFTER_ALL, rowsMax)).map(fromRow);
}

/** What an event of a request brings; what is left out stays. */
export interface RequestChanges {
  readonly reason?: RequestReason;
  readonly providerRef?: string;
  readonly link?: string;
  readonly claimId?: string;
  readonly expiresAt?: Date;
}

/** Moves a locked request on by an event of its table. Refused as `not_now` as others are. */
export async function advanceRequest(
  tx: Tx,
  cause: Cause,
  request: PaymentRequest,
  event: RequestEvent,
  changes: RequestChanges = {},
): Promise<Outcome<PaymentRequest, 'not_now'>> {
  const to = requestStateAfter(request.state, event);
  if (!to) return refused('not_now', { state: request.state });
  const askedAt = event === 'asked' ? cause.universe.now() : request.askedAt;
  const reason: PaymentRequest['reason'] = changes.reason ?? '';
  const next = { ...request, ...changes, reason, askedAt };
  const { id, version, state: from, providerRef, link, claimId, expiresAt } = next;
  const applied = await updateRequest(
    tx,
    { id, version, from, to, reason, providerRef, link, claimId, askedAt, expiresAt },
    eventColumns(cause, event, reason),
  );
  if (!applied) return refused('not_now', { state: request.state });
  return done({ ...next, state: to, version: version + 1, changedAt: cause.universe.now() });
}

/** Keeps the provider's name for a locked request whose state it changes nothing about. */
export async function keepProviderRef(tx: Tx, id: string, providerRef: string): Promise<void> {
  await updateProviderRef(tx, id, providerRef);
}

/**
 * Keeps what a callback said, and has the provider asked at once. Only of a request that is not
 * paid; undefined: there is none by that reference with that provider.
 */
export async function hintRequest(
  tx: Tx,
  about: { readonly gateway: PaymentGatewayName; readonly reference: string },
  hint: HintRow,
  now: Date,
): Promise<string | undefined> {
  return updateHinted(tx, about, hint, now);
}

/** Something to ask or to look at: whose it is, which, and the how manieth try this is. */
export type ClaimedRequest = ClaimedRow;

/** Takes what is due for REQUESTS.claim_ms, a few at a time: nobody else gets it until then. */
export async function claimRequests(tx: PlatformTx, now: Date): Promise<readonly ClaimedRequest[]> {
  const until = new Date(now.getTime() + REQUESTS.claim_ms);
  return claimRows(tx, now, until, REQUESTS.claim_rows_max);
}

/** Has a request looked at then; `anew`: its waits begin short again. */
export async function queueRequest(
  tx: Tx,
  id: string,
  dueAt: Date,
  { anew }: { readonly anew: boolean },
): Promise<void> {
  await upsertDue(tx, id, dueAt, anew);
}

/** Nobody looks at it any more, but for a callback. */
export async function unqueueRequest(tx: Tx, id: string): Promise<void> {
  await deleteDue(tx, id);
}
