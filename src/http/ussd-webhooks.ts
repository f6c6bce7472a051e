import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { USSD } from '../base/ussd-limits.js';
import type { Log } from '../base/log.js';
import type { Meter } from '../base/meter.js';
import type { Universe } from '../base/universe.js';
import type { Ussd } from '../channels/ussd/ussd.js';
import type { UssdResponse } from '../channels/ussd/port.js';
import { openBodyReader, refuseUnread } from './raw-body.js';

/** Where USSD gateways reach us; gateway and token follow. */
export const USSD_ADDRESS = '/webhooks/ussd/';

/** What the webhook of the USSD gateways works with. */
export interface UssdWebhookParts {
  readonly ussd: Ussd;
  readonly universe: Universe;
  readonly log: Log;
  readonly meter: Meter;
}

/**
 * The addresses of the USSD gateways. The token is checked before a body is read; what the answer
 * is says `channels/ussd/ussd.ts`. On Node's own request and response, before Express: a caller
 * waits for every millisecond.
 */
export function ussdWebhooks(parts: UssdWebhookParts): RequestListener {
  const read = openBodyReader({
    bytes_max: USSD.body_bytes_max,
    buffer_bytes_max: USSD.buffer_bytes_max,
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = parts.universe.nowMs();
    const [address = ''] = (request.url ?? '').split('?', 1);
    const door = parts.ussd.admit(address.slice(USSD_ADDRESS.length));
    const method = request.method ?? '';
    if (door === undefined) {
      refuseUnread(request, response, 404, '');
    } else if (method !== 'POST' && method !== 'PUT') {
      response.setHeader('allow', 'POST');
      refuseUnread(request, response, 405, '');
    } else {
      const body = await read(request);
      if (body.kind === 'gone') return;
      if (body.kind === 'whole') send(response, await door.answer(method, body.bytes));
      else refuseUnread(request, response, body.kind === 'busy' ? 503 : 413, '');
    }
    parts.meter.webhook(response.statusCode, (parts.universe.nowMs() - startedMs) / 1000);
  }

  return (request, response) => {
    receive(request, response).catch((error: unknown) => {
      parts.log.error('a USSD webhook failed', { name: (error as Error).name });
      if (!response.headersSent) send(response, { status: 500, contentType: '', body: '' });
    });
  };
}

function send(response: ServerResponse, { status, contentType, body }: UssdResponse): void {
  response.writeHead(status, {
    'content-type': contentType === '' ? 'text/plain' : contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
