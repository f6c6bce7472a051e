import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../base/log.js';
import type { Meter } from '../base/meter.js';
import type { Universe } from '../base/universe.js';
import { openBodyReader, refuseUnread } from './raw-body.js';

/** What every such address works with. */
export interface StatusWebhookParts {
  readonly universe: Universe;
  readonly log: Log;
  readonly meter: Meter;
}

export interface StatusWebhookRules {
  /** Whether an address, without its query, is ours; asked before a body is read. */
  readonly admits: (address: string) => boolean;
  readonly methods: readonly string[];
  readonly bytes_max: number;
  /** All bodies that are read at once. */
  readonly buffer_bytes_max: number;
  /** The status that tells the provider whether the body is in safe hands. */
  readonly take: (address: string, bytes: Buffer) => Promise<number>;
  /** What is logged where that throws: a fault of ours. */
  readonly fault: string;
}

/**
 * An address that a provider posts to and that answers with a status alone: 404 for what is not
 * ours, 405 for another method, 413 and 503 for bodies too large or too many, else what `take`
 * says; 500 where it throws.
 */
export function statusWebhook(
  { universe, log, meter }: StatusWebhookParts,
  { admits, methods, take, fault, bytes_max, buffer_bytes_max }: StatusWebhookRules,
): RequestListener {
  const read = openBodyReader({ bytes_max, buffer_bytes_max });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = universe.nowMs();
    const [address = ''] = (request.url ?? '').split('?', 1);
    if (!admits(address)) {
      refuseUnread(request, response, 404, '');
    } else if (!methods.includes(request.method ?? '')) {
      response.setHeader('allow', methods.join(', '));
      refuseUnread(request, response, 405, '');
    } else {
      const body = await read(request);
      if (body.kind === 'gone') return;
      if (body.kind === 'whole') send(response, await take(address, body.bytes));
      else refuseUnread(request, response, body.kind === 'busy' ? 503 : 413, '');
    }
    meter.webhook(response.statusCode, (universe.nowMs() - startedMs) / 1000);
  }

  return (request, response) => {
    receive(request, response).catch((error: unknown) => {
      log.error(fault, { name: (error as Error).name });
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
