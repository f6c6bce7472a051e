import type { Cause } from '../base/cause.js';
import type { Asked, Stated } from '../base/payment-answers.js';
import type { PaymentGatewayName } from '../base/payment-gateways.js';
import { REQUESTS } from '../base/payment-limits.js';
import type { HopParts } from '../conversation/turn.js';
import { inPlatform, inTown, isDatabaseAway } from '../db/transaction.js';
import type { Tx } from '../db/transaction.js';
import { claimRequests } from '../domain/requests/requests.js';
import type { ClaimedRequest, PaymentRequest } from '../domain/requests/requests.js';
import { readTown } from '../domain/towns/towns.js';
import type { CallbackAbout } from '../gateways/payments/callback-path.js';
import type { PaymentWanted } from '../gateways/payments/gateway.js';
import type { PaymentGateways } from '../gateways/payments/gateways.js';
import { nextAfterUnknown, nextCall, noteAsked } from '../usecases/ask-payment.js';
import type { NextCall } from '../usecases/ask-payment.js';
import { noteStated } from '../usecases/settle-request.js';
import type { RequestStep } from '../usecases/settle-request.js';

/** What asking providers works with. */
export interface CollectParts extends Pick<
  HopParts,
  'database' | 'universe' | 'log' | 'meter' | 'bells'
> {
  readonly gateways: PaymentGateways;
  /** Where a callback about a request reaches us; null: nowhere, and looking does it all. */
  readonly callbackUrl: (gateway: PaymentGatewayName, about: CallbackAbout) => string | null;
}

/**
 * Asks providers for what is due, and looks what became of it, until nothing is due. No provider is
 * called inside a transaction: the attempt is committed before the call and its answer after it, so
 * that whoever dies in between leaves a request that is known to have been asked.
 */
export async function collectPayments(parts: CollectParts, going: () => boolean): Promise<void> {
  while (going()) {
    const now = parts.universe.now();
    const claimed = await inPlatform(parts.database, (tx) => claimRequests(tx, now));
    if (claimed.length === 0) return;
    const waiting = [...claimed];
    const worker = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined && going(); one = waiting.shift()) {
        await collectOne(parts, one);
      }
    };
    await Promise.all(Array.from({ length: REQUESTS.calls_at_once_max }, worker));
  }
}

async function collectOne(parts: CollectParts, claimed: ClaimedRequest): Promise<void> {
  const { universe, log, meter, bells } = parts;
  const { townId, requestId } = claimed;
  const correlationId = universe.newId();
  const cause: Cause = {
    universe,
    actor: { kind: 'machine', id: null },
    channel: 'machine',
    correlationId,
  };
  try {
    const step = await carryOn(parts, cause, claimed);
    meter.worked('payment_request', step.was);
    log.info('a payment that was asked for', { townId, requestId, correlationId, was: step.was });
    for (const lane of step.wake.lanes) bells.inbound(lane);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    // Its claim runs out, and then it is looked at again.
    log.error('a payment could not be asked for', { townId, requestId, correlationId, error });
    meter.worked('payment_request', 'failed');
  }
}

/** One call of the provider, with a transaction before and after it; a second where it has none. */
async function carryOn(
  parts: CollectParts,
  cause: Cause,
  claimed: ClaimedRequest,
): Promise<RequestStep> {
  const { database } = parts;
  const { townId, requestId } = claimed;
  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTown(database, townId, work);
  const next = await within((tx) => nextCall(tx, cause, requestId));
  if (next.call !== 'look') return askFor(parts, cause, townId, next);
  const { request, providerRef } = next;
  const stated = await look(parts, townId, request, providerRef);
  if (stated.kind === 'unknown_there' && request.state === 'ASKED') {
    const again = await within((tx) => nextAfterUnknown(tx, cause, requestId));
    return askFor(parts, cause, townId, again);
  }
  const looked = { requestId, providerRef, attempts: claimed.attempts };
  return within((tx) => noteStated(tx, cause, looked, stated));
}

async function look(
  { gateways, database }: CollectParts,
  townId: string,
  request: PaymentRequest,
  providerRef: string | null,
): Promise<Stated> {
  const gateway = gateways.get(request.gateway);
  if (!gateway) return { kind: 'no_answer', detail: 'not configured' };
  const { currencyDigits } = await inTown(database, townId, readTown);
  return gateway.state({ reference: request.reference, providerRef, currencyDigits });
}

async function askFor(
  parts: CollectParts,
  cause: Cause,
  townId: string,
  next: NextCall,
): Promise<RequestStep> {
  if (next.call !== 'ask') {
    return next.call === 'none' ? next : { was: 'looked at', wake: { lanes: [], due: [] } };
  }
  const { request } = next;
  const asked = await ask(parts, townId, request);
  return inTown(parts.database, townId, (tx) => noteAsked(tx, cause, request.id, asked));
}

async function ask(parts: CollectParts, townId: string, request: PaymentRequest): Promise<Asked> {
  const { gateways, database, callbackUrl } = parts;
  const gateway = gateways.get(request.gateway);
  if (!gateway) return { kind: 'refused', reason: 'setup', detail: 'not configured' };
  const town = await inTown(database, townId, readTown);
  const { reference, amountMinor, currency, phone } = request;
  const wanted: PaymentWanted = {
    reference,
    amountMinor,
    currency,
    currencyDigits: town.currencyDigits,
    phone,
    words: plainName(town.name),
    callbackUrl: callbackUrl(request.gateway, { townId, reference }),
  };
  return gateway.ask(wanted);
}

/** What a payer reads beside the amount; providers take letters of ASCII. */
function plainName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9 ]/g, '').trim();
  return plain === '' ? 'Pasal' : plain;
}
