import type { Asked, Stated } from '../../base/payment-answers.js';
import type { PaymentFailure } from '../../base/payment-gateways.js';
import { REQUESTS } from '../../base/payment-limits.js';
import type { Universe } from '../../base/universe.js';
import { asDecimal, asId, asText } from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';
import { decimalOf, minorOf } from './amounts.js';
import { askedFrom, openCaller, statedFrom, withToken } from './caller.js';
import type { Answered } from './caller.js';
import type { PaymentGateway, PaymentWanted, RequestName } from './gateway.js';

export interface MomoSettings {
  readonly baseUrl: string;
  readonly subscriptionKey: string;
  readonly apiUser: string;
  readonly apiKey: string;
  /** `sandbox`, `mtnuganda` ... */
  readonly targetEnvironment: string;
}

/** Reasons of MTN's, in ours (Collections, error codes). Others are a fault of the provider's. */
const REASONS: Readonly<Record<string, PaymentFailure>> = {
  PAYER_NOT_FOUND: 'payer_unknown',
  NOT_ENOUGH_FUNDS: 'not_enough',
  PAYER_LIMIT_REACHED: 'limit',
  EXPIRED: 'timed_out',
  APPROVAL_REJECTED: 'declined',
  PAYEE_NOT_FOUND: 'setup',
  PAYEE_NOT_ALLOWED_TO_RECEIVE: 'setup',
  NOT_ALLOWED: 'setup',
  NOT_ALLOWED_TARGET_ENVIRONMENT: 'setup',
  INVALID_CALLBACK_URL_HOST: 'setup',
  INVALID_CURRENCY: 'setup',
};

/**
 * MTN MoMo, Collections (momodeveloper.mtn.com): a request to pay under our own reference, which
 * makes it once: repeated it is answered 409, and its state is asked for by it.
 */
export function openMomo(
  settings: MomoSettings,
  universe: Pick<Universe, 'nowMs'>,
): PaymentGateway {
  const { subscriptionKey, apiUser, apiKey, targetEnvironment } = settings;
  const caller = openCaller(settings.baseUrl, REQUESTS.timeout_ms);
  const subscription = { 'ocp-apim-subscription-key': subscriptionKey };
  const basic = Buffer.from(`${apiUser}:${apiKey}`).toString('base64');
  const headers = { ...subscription, 'x-target-environment': targetEnvironment };
  const named = withToken(caller, universe, {
    method: 'POST',
    path: '/collection/token/',
    headers: { ...subscription, authorization: `Basic ${basic}` },
  });
  return {
    name: 'momo',
    ask: async (wanted) => {
      const back = wanted.callbackUrl === null ? {} : { 'x-callback-url': wanted.callbackUrl };
      const answer = await named.call({
        method: 'POST',
        path: '/collection/v1_0/requesttopay',
        headers: { ...headers, ...back, 'x-reference-id': wanted.reference },
        json: requestOf(wanted),
      });
      return askedFrom(answer, (came) => askedBy(came, wanted.reference));
    },
    state: async (name) => {
      const path = `/collection/v1_0/requesttopay/${encodeURIComponent(name.reference)}`;
      const answer = await named.call({ method: 'GET', path, headers });
      return statedFrom(answer, (came) => statedBy(came, name));
    },
    close: () => caller.close(),
  };
}

function requestOf(wanted: PaymentWanted): RawObject {
  const { amountMinor, currency, currencyDigits, phone, reference, words } = wanted;
  return {
    amount: decimalOf(amountMinor, currencyDigits),
    currency,
    externalId: reference,
    payer: { partyIdType: 'MSISDN', partyId: phone.slice(1) },
    payerMessage: words,
    payeeNote: '',
  };
}

function askedBy({ status, body }: Answered, reference: string): Asked {
  // 409: it was asked for before, by an attempt whose answer was lost.
  if (status === 202 || status === 409) return { kind: 'accepted', providerRef: reference };
  const code = asText(body?.['code']);
  const detail = `answered ${status} ${code}`.trim();
  if (status === 429) return { kind: 'not_sent', detail };
  const reason = REASONS[code];
  // MTN answers some of its refusals with 500.
  if (reason) return { kind: 'refused', reason, detail };
  if (status >= 500) return { kind: 'unknown', detail };
  return { kind: 'refused', reason: status === 403 ? 'setup' : 'provider', detail };
}

function statedBy({ status, body }: Answered, { currencyDigits }: RequestName): Stated {
  if (status === 404) return { kind: 'unknown_there' };
  const state = asText(body?.['status']);
  if (status !== 200 || !body) return { kind: 'no_answer', detail: `answered ${status}` };
  if (state === 'PENDING') return { kind: 'pending' };
  if (state === 'FAILED') {
    const said = body['reason'];
    const code = asText(typeof said === 'object' && said ? (said as RawObject)['code'] : said);
    return { kind: 'failed', reason: REASONS[code] ?? 'provider', detail: code };
  }
  if (state !== 'SUCCESSFUL') return { kind: 'no_answer', detail: 'a state that is not known' };
  const amountMinor = minorOf(asDecimal(body['amount']) ?? '', currencyDigits);
  if (amountMinor === null) return { kind: 'odd', detail: 'paid an unknown amount' };
  return {
    kind: 'settled',
    amountMinor,
    currency: asText(body['currency']),
    receipt: asId(body['financialTransactionId']) ?? null,
  };
}
