import type { Asked, Stated } from '../../base/payment-answers.js';
import { REQUESTS } from '../../base/payment-limits.js';
import type { PaymentFailure } from '../../base/payment-gateways.js';
import { asDecimal, asId, asObject, asText } from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';
import { askedFrom, openCaller, statedFrom } from './caller.js';
import type { Answered } from './caller.js';
import type { PaymentGateway, PaymentWanted } from './gateway.js';

export interface KhaltiSettings {
  readonly baseUrl: string;
  readonly secretKey: string;
  /** Where the payer's browser goes afterwards: a page of the town's, which decides nothing. */
  readonly returnUrl: string;
}

/**
 * Khalti KPG-2 (docs.khalti.com): an address where the payer pays, and a state by its `pidx`.
 * Amounts are in paisa both ways. What comes back with the payer's browser is not signed and not
 * read: only the lookup counts.
 */
export function openKhalti(settings: KhaltiSettings): PaymentGateway {
  const caller = openCaller(settings.baseUrl, REQUESTS.timeout_ms);
  const headers = { authorization: `Key ${settings.secretKey}` };
  return {
    name: 'khalti',
    ask: async (wanted) => {
      const answer = await caller.call({
        method: 'POST',
        path: '/api/v2/epayment/initiate/',
        headers,
        json: orderOf(settings, wanted),
      });
      return askedFrom(answer, askedBy);
    },
    state: async ({ providerRef }) => {
      if (providerRef === null) return { kind: 'unknown_there' };
      const answer = await caller.call({
        method: 'POST',
        path: '/api/v2/epayment/lookup/',
        headers,
        json: { pidx: providerRef },
      });
      return statedFrom(answer, statedBy);
    },
    close: () => caller.close(),
  };
}

function orderOf({ returnUrl }: KhaltiSettings, wanted: PaymentWanted): RawObject {
  return {
    return_url: returnUrl,
    website_url: new URL(returnUrl).origin,
    // In paisa: minor units of the one currency Khalti has. Below 2^53 by the bound on amounts.
    amount: Number(wanted.amountMinor),
    purchase_order_id: wanted.reference,
    purchase_order_name: wanted.words,
  };
}

function askedBy({ status, body }: Answered): Asked {
  const providerRef = asId(body?.['pidx']);
  const url = asText(body?.['payment_url']);
  if (status === 200 && providerRef && isWeb(url)) {
    const until = Date.parse(asText(body?.['expires_at']));
    const expiresAt = Number.isNaN(until) ? null : new Date(until);
    return { kind: 'link', url, expiresAt, providerRef };
  }
  const fault = asText(body?.['error_key']);
  const detail = `answered ${status} ${fault}`.trim();
  if (status === 429) return { kind: 'not_sent', detail };
  if (status < 400 || status >= 500) return { kind: 'unknown', detail };
  const isAmount = body !== undefined && 'amount' in body;
  return { kind: 'refused', reason: isAmount ? 'amount' : 'setup', detail };
}

/** Only such an address is shown to anybody: https, and signs that stand in one (RFC 3986). */
function isWeb(url: string): boolean {
  return /^https:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]{3,500}$/.test(url);
}

const FAILED: Readonly<Record<string, PaymentFailure>> = {
  Expired: 'timed_out',
  'User canceled': 'declined',
};

/** Some states come with 400: the body says it, not the status. */
function statedBy({ status, body }: Answered): Stated {
  const state = asText(body?.['status']);
  switch (state) {
    case 'Pending':
    case 'Initiated':
      return { kind: 'pending' };
    case 'Refunded':
    case 'Partially Refunded':
    case 'Partially refunded':
      return { kind: 'returned', detail: state };
    case 'Completed': {
      const amountMinor = paisaIn(body);
      const receipt = asId(body?.['transaction_id']) ?? null;
      return amountMinor === null
        ? { kind: 'odd', detail: 'paid an unknown amount' }
        : { kind: 'settled', amountMinor, currency: 'NPR', receipt };
    }
    default: {
      const reason = FAILED[state];
      if (reason) return { kind: 'failed', reason, detail: state };
      const isMissing = status === 404 || asText(body?.['detail']) === 'Not found.';
      return isMissing
        ? { kind: 'unknown_there' }
        : { kind: 'no_answer', detail: `answered ${status}` };
    }
  }
}

function paisaIn(body: RawObject | undefined): bigint | null {
  const text = asDecimal(asObject(body)?.['total_amount']);
  return text !== undefined && /^\d+$/.test(text) ? BigInt(text) : null;
}
