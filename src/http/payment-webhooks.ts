import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../base/log.js';
import type { Meter } from '../base/meter.js';
import { REQUESTS } from '../base/payment-limits.js';
import type { Universe } from '../base/universe.js';
import { openTokenCheck } from '../channels/path-token.js';
import { inTown } from '../db/transaction.js';
import { hintRequest } from '../domain/requests/requests.js';
import { readCallbackPath } from '../gateways/payments/callback-path.js';
import { hintIn } from '../gateways/payments/gateways.js';
import type { Database } from './api/route.js';
import { isDatabaseAway } from './database-away.js';
import { openBodyReader, refuseUnread } from './raw-body.js';

/** What the webhooks of providers of wallets work with. */
export interface PaymentWebhookParts {
  readonly payments: { readonly pathTokens: readonly string[] };
  readonly database: Database;
  readonly universe: Universe;
  readonly log: Log;
  readonly meter: Meter;
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
  const read = openBodyReader({
    bytes_max: REQUESTS.callback_bytes_max,
    buffer_bytes_max: REQUESTS.callback_buffer_bytes_max,
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = parts.universe.nowMs();
    const [address = ''] = (request.url ?? '').split('?', 1);
    const about = readCallbackPath(address);
    if (!about || !isOurs(about.token)) {
      refuseUnread(request, response, 404, '');
    } else if (request.method !== 'POST' && request.method !== 'PUT') {
      response.setHeader('allow', 'POST, PUT');
      refuseUnread(request, response, 405, '');
    } else {
      const body = await read(request);
      if (body.kind === 'gone') return;
      if (body.kind === 'whole') send(response, await keep(about, body.bytes));
      else refuseUnread(request, response, body.kind === 'busy' ? 503 : 413, '');
    }
    parts.meter.webhook(response.statusCode, (parts.universe.nowMs() - startedMs) / 1000);
  }

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

  return (request, response) => {
    receive(request, response).catch((error: unknown) => {
      parts.log.error('a webhook of payments failed', { name: (error as Error).name });
      if (!response.headersSent) send(response, 500);
    });
  };
}

function send(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    'content-type': 'text/plain',
    'content-length': 0,
    'x-content-type-options': 'nosniff',
  });
  response.end();
}
