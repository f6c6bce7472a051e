import type { Asked, Hint, Stated } from '../../base/payment-answers.js';
import type { PaymentFailure } from '../../base/payment-gateways.js';
import { REQUESTS } from '../../base/payment-limits.js';
import type { Universe } from '../../base/universe.js';
import { asArray, asDecimal, asId, asObject, asText } from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';
import { decimalOf, minorOf } from './amounts.js';
import { askedFrom, openCaller, statedFrom, withToken } from './caller.js';
import type { Answered } from './caller.js';
import type { PaymentGateway, PaymentWanted } from './gateway.js';

export interface DarajaSettings {
  readonly baseUrl: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly shortcode: string;
  readonly passkey: string;
  readonly kind: 'paybill' | 'till';
}

/** Results of M-Pesa Express, in our words; others that are not 0 are the provider's fault. */
const RESULTS: Readonly<Record<string, PaymentFailure>> = {
  '1': 'not_enough',
  '1001': 'busy',
  '1019': 'timed_out',
  '1032': 'declined',
  '1037': 'unreachable',
  '2001': 'wrong_pin',
};

/** Still under way: asked too early, and "still under processing". */
const PENDING: ReadonlySet<string> = new Set(['500.001.1001', '4999']);

/**
 * M-Pesa Daraja, M-Pesa Express (developer.safaricom.co.ke). Every push is a question on the
 * payer's phone and nothing makes two of them one: what was pushed without an answer may never be
 * pushed again. Its query says neither amount nor receipt; the amount is what was pushed under the
 * checkout id, and the receipt comes with the callback alone.
 */
export function openDaraja(settings: DarajaSettings, universe: Universe): PaymentGateway {
  const { consumerKey, consumerSecret } = settings;
  const caller = openCaller(settings.baseUrl, REQUESTS.timeout_ms);
  const basic = Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64');
  const named = withToken(caller, universe, {
    method: 'GET',
    path: '/oauth/v1/generate?grant_type=client_credentials',
    headers: { authorization: `Basic ${basic}` },
  });
  return {
    name: 'daraja',
    ask: async (wanted) => {
      const whole = decimalOf(wanted.amountMinor, wanted.currencyDigits);
      if (!/^\d+$/.test(whole)) {
        return { kind: 'refused', reason: 'amount', detail: 'not in whole units' };
      }
      const json = { ...signed(settings, universe), ...pushOf(settings, wanted, Number(whole)) };
      const path = '/mpesa/stkpush/v1/processrequest';
      return askedFrom(await named.call({ method: 'POST', path, json }), askedBy);
    },
    state: async ({ providerRef }) => {
      if (providerRef === null)
        return { kind: 'no_answer', detail: 'its checkout id is not known' };
      const json = { ...signed(settings, universe), CheckoutRequestID: providerRef };
      const path = '/mpesa/stkpushquery/v1/query';
      return statedFrom(await named.call({ method: 'POST', path, json }), statedBy);
    },
    close: () => caller.close(),
  };
}

/** East Africa Time has no summer: three hours before UTC, all year. */
const EAT_MS = 3 * 60 * 60_000;

/** What seals every call: the shortcode, the time in Nairobi, and both with the passkey. */
function signed({ shortcode, passkey }: DarajaSettings, universe: Universe): RawObject {
  const local = new Date(universe.nowMs() + EAT_MS).toISOString();
  const timestamp = local.replaceAll(/\D/g, '').slice(0, 14);
  const password = Buffer.from(`${shortcode}${passkey}${timestamp}`).toString('base64');
  return { BusinessShortCode: shortcode, Password: password, Timestamp: timestamp };
}

/** AccountReference has at most 12 signs, TransactionDesc at most 13. */
function pushOf(
  { shortcode, kind }: DarajaSettings,
  { phone, callbackUrl, words, reference }: PaymentWanted,
  amount: number,
): RawObject {
  return {
    TransactionType: kind === 'paybill' ? 'CustomerPayBillOnline' : 'CustomerBuyGoodsOnline',
    Amount: amount,
    PartyA: phone.slice(1),
    PartyB: shortcode,
    PhoneNumber: phone.slice(1),
    CallBackURL: callbackUrl ?? '',
    AccountReference: reference.replaceAll('-', '').slice(0, 12),
    TransactionDesc: words.slice(0, 13),
  };
}

function askedBy({ status, body }: Answered): Asked {
  const error = asText(body?.['errorCode']);
  const code = asText(body?.['ResponseCode']);
  const providerRef = asId(body?.['CheckoutRequestID']);
  const detail = `answered ${status} ${error || code}`.trim();
  if (status === 200 && code === '0' && providerRef) return { kind: 'accepted', providerRef };
  // Turned away at the door: "spike arrest violation".
  if (status === 429 || error === '500.003.02') return { kind: 'not_sent', detail };
  // "Unable to lock subscriber, a transaction is already in process."
  if (error === '500.001.1001') return { kind: 'refused', reason: 'busy', detail };
  if (status === 200 && code !== '' && code !== '0') {
    return { kind: 'refused', reason: 'provider', detail };
  }
  if (status === 400 && error !== '') return { kind: 'refused', reason: faultIn(body), detail };
  if (status >= 400 && status < 500) return { kind: 'refused', reason: 'setup', detail };
  return { kind: 'unknown', detail };
}

/** "Bad Request - Invalid PhoneNumber", "... Invalid Amount". */
function faultIn(body: RawObject | undefined): PaymentFailure {
  const message = asText(body?.['errorMessage']);
  if (/phone/i.test(message)) return 'payer_unknown';
  return /amount/i.test(message) ? 'amount' : 'setup';
}

function statedBy({ status, body }: Answered): Stated {
  const error = asText(body?.['errorCode']);
  if (PENDING.has(error)) return { kind: 'pending' };
  if (/not found|does not exist/i.test(asText(body?.['errorMessage']))) {
    return { kind: 'unknown_there' };
  }
  const result = asDecimal(body?.['ResultCode']);
  if (status !== 200 || result === undefined) {
    return { kind: 'no_answer', detail: `answered ${status} ${error}`.trim() };
  }
  if (PENDING.has(result)) return { kind: 'pending' };
  if (result === '0') return { kind: 'settled', amountMinor: null, currency: null, receipt: null };
  return { kind: 'failed', reason: RESULTS[result] ?? 'provider', detail: `result ${result}` };
}

/** Kenyan shillings, the one currency of it (ISO 4217). */
const KES_DIGITS = 2;

/** What a callback of M-Pesa Express says: only of a payment has it amount and receipt. */
export function hintInDaraja(body: RawObject): Hint {
  const callback = asObject(asObject(body['Body'])?.['stkCallback']);
  const items = asArray(asObject(callback?.['CallbackMetadata'])?.['Item']);
  const valueOf = (name: string): unknown =>
    items.map(asObject).find((item) => item?.['Name'] === name)?.['Value'];
  return {
    providerRef: asId(callback?.['CheckoutRequestID']) ?? null,
    amountMinor: minorOf(asDecimal(valueOf('Amount')) ?? '', KES_DIGITS),
    receipt: asId(valueOf('MpesaReceiptNumber')) ?? null,
  };
}
