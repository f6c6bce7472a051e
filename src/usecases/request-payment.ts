import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { GATEWAY_TRAITS } from '../base/payment-gateways.js';
import type { PaymentGatewayName } from '../base/payment-gateways.js';
import { PAYMENTS, REQUESTS } from '../base/payment-limits.js';
import type { Tx } from '../db/transaction.js';
import { readCredit } from '../domain/credit/credit.js';
import { readParty } from '../domain/parties/parties.js';
import {
  advanceRequest,
  lockRequest,
  openRequest,
  queueRequest,
  readOpenRequest,
  unqueueRequest,
} from '../domain/requests/requests.js';
import type { PaymentRequest } from '../domain/requests/requests.js';
import type { Town } from '../domain/towns/towns.js';

/** What a retailer wants to be asked for. */
export interface PaymentAsk {
  readonly retailerId: string;
  readonly gateway: PaymentGatewayName;
  readonly amountMinor: Minor;
}

export type AskRefusal =
  | 'request_open'
  | 'too_much'
  /** The provider takes whole units only. */
  | 'not_whole'
  /** The town has no such provider, or it does not pay in its currency. */
  | 'no_gateway'
  /** No phone of theirs is known for certain: nobody else's is asked. */
  | 'no_phone'
  | 'not_now';

/**
 * A retailer wants to pay now: a request is opened, and the provider asked after the commit, by a
 * job. Locks nothing. Refused as `request_open` where one is not over, and as the list says.
 */
export async function requestPayment(
  tx: Tx,
  cause: Cause,
  town: Pick<Town, 'settings' | 'currency' | 'currencyDigits'>,
  { retailerId, gateway, amountMinor }: PaymentAsk,
): Promise<Outcome<PaymentRequest, AskRefusal>> {
  if (amountMinor <= 0n || amountMinor > PAYMENTS.amount_minor_max) return refused('too_much');
  const { currencies, isWhole } = GATEWAY_TRAITS[gateway];
  const pays = currencies === null || currencies.includes(town.currency);
  if (!pays || !town.settings.payment_gateways.includes(gateway)) return refused('no_gateway');
  const one = 10n ** BigInt(town.currencyDigits);
  if (isWhole && amountMinor % one !== 0n) return refused('not_whole');
  const [credit, party] = await Promise.all([
    readCredit(tx, retailerId),
    readParty(tx, retailerId),
  ]);
  if (!credit || !party) return refused('not_now');
  const { phone, phoneVerified } = party;
  if (phone === null || !phoneVerified) return refused('no_phone');
  const { currency } = town;
  return openRequest(tx, cause, { retailerId, gateway, amountMinor, currency, phone });
}

/**
 * A retailer does not want to pay after all. What did not leave yet is taken back, and a link is
 * given up (money that is paid there all the same counts). A question that stands on a phone can
 * only be refused there: `not_now`, with the request. Locks the request.
 */
export async function cancelRequest(
  tx: Tx,
  cause: Cause,
  retailerId: string,
): Promise<Outcome<PaymentRequest, 'no_request' | 'not_now'>> {
  const open = await readOpenRequest(tx, retailerId);
  const request = open && (await lockRequest(tx, open.id));
  if (!request) return refused('no_request');
  const { asksBy } = GATEWAY_TRAITS[request.gateway];
  if (request.state !== 'OPENED' && asksBy === 'prompt') return refused('not_now');
  const cancelled = await advanceRequest(tx, cause, request, 'cancelled', { reason: 'cancelled' });
  if (!cancelled.ok) return cancelled;
  if (cancelled.value.state === 'FAILED') await unqueueRequest(tx, request.id);
  else await queueLateLook(tx, cause, cancelled.value);
  return cancelled;
}

/** Looks again at what expired, for money that comes late; false: that was the last time. */
export async function queueLateLook(
  tx: Tx,
  cause: Cause,
  { id, changedAt }: PaymentRequest,
): Promise<boolean> {
  const since = cause.universe.nowMs() - changedAt.getTime();
  const nextMs = REQUESTS.late_looks_ms.find((ms) => ms > since);
  if (nextMs === undefined) {
    await unqueueRequest(tx, id);
    return false;
  }
  await queueRequest(tx, id, new Date(changedAt.getTime() + nextMs), { anew: true });
  return true;
}
