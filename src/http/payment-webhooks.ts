import type { RequestListener } from 'node:http';
import { assert } from '../base/assert.js';
import { REQUESTS } from '../base/payment-limits.js';
import { openTokenCheck } from '../channels/path-token.js';
import { inTown } from '../db/transaction.js';
import { hintRequest } from '../domain/requests/requests.js';
import { readCallbackPath } from '../gateways/payments/callback-path.js';
import { hintIn } from '../gateways/payments/gateways.js';
import type { Database } from './api/route.js';
import { isDatabaseAway } from './database-away.js';
import { statusWebhook } from './status-webhook.js';
import type { StatusWebhookParts } from './status-webhook.js';

/** What the webhooks of providers of wallets work with. */
export interface PaymentWebhookParts extends StatusWebhookParts {
  readonly payments: { readonly pathTokens: readonly string[] };
  readonly database: Database;
}

/**
 * The addresses of payments that were asked for. Nobody signs what comes here, so that it decides
 * nothing: it has the provider asked at once. Answers
 *
 *   200  once that is committed; also where no request waits for it
 *   404  for an address or a token that is not ours, alike
 *   405, 413  for another method, for a body that no callback has
 *   500, 503  nothing was kept; looking finds it all the same
 */
export function paymentWebhooks(parts: PaymentWebhookParts): RequestListener {
  const isOurs = openTokenCheck(parts.payments.pathTokens);
  async function keep(
    about: NonNullable<ReturnType<typeof readCallbackPath>>,
    bytes: Buffer,
  ): Promise<number> {
    const { gateway, townId, reference } = about;
    const { database, universe, log } = parts;
    try {
      const hint = hintIn(gateway, bytes);
      const id = await inTown(database, townId, (tx) =>
        hintRequest(tx, { gateway, reference }, hint, universe.now()),
      );
      log.info('a provider called back', { gateway, townId, requestId: id ?? 'none that waits' });
      return 200;
    } catch (error) {
      log.error('a callback of a payment was not kept', { gateway, townId, error });
      return isDatabaseAway(error) ? 503 : 500;
    }
  }

  return statusWebhook(parts, {
    admits: (address) => {
      const about = readCallbackPath(address);
      return about !== undefined && isOurs(about.token);
    },
    methods: ['POST', 'PUT'],
    bytes_max: REQUESTS.callback_bytes_max,
    buffer_bytes_max: REQUESTS.callback_buffer_bytes_max,
    take: (address, bytes) => {
      const about = readCallbackPath(address);
      assert(about, 'an address that was admitted can be read');
      return keep(about, bytes);
    },
    fault: 'a webhook of payments failed',
  });
}
