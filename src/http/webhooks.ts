import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { HTTP } from '../base/limits.js';
import type { Log } from '../base/log.js';
import type { Meter } from '../base/meter.js';
import type { Universe } from '../base/universe.js';
import { parseWebhook } from '../channels/whatsapp/envelope.js';
import { verifyHandshake, verifySignature } from '../channels/whatsapp/signature.js';
import type { Delivery, Intake } from '../inbox/intake.js';
import { isDatabaseAway } from './database-away.js';
import { openBodyReader, refuseUnread } from './raw-body.js';

/** What the webhook of WhatsApp works with. */
export interface WhatsappWebhookParts {
  /** One or more during a rotation, or where several apps post to one address. */
  readonly appSecrets: readonly string[];
  readonly verifyToken: string;
  readonly intake: Intake;
  readonly universe: Universe;
  readonly log: Log;
  readonly meter: Meter;
}

/**
 * The address Meta knows us by. GET answers the registration: the challenge as it came, or 403.
 * POST stores what was signed and answers
 *
 *   200  once it is committed; also for a signed body that we cannot use: it is kept as bytes,
 *        because Meta repeats a whole batch for days over anything else
 *   401  without a signature of one of our apps; nothing is kept
 *   413  beyond 4 MB (Meta sends up to 3)
 *   500, 503  nothing was stored, Meta shall repeat; 503 when the database is away or the memory
 *        set aside for bodies is taken
 *
 * It runs on Node's own request and response, before and without Express, which costs four times
 * as much per request as everything done here before the database.
 */
export function whatsappWebhook(parts: WhatsappWebhookParts): RequestListener {
  const read = openBodyReader({
    bytes_max: HTTP.webhook_bytes_max,
    buffer_bytes_max: HTTP.webhook_buffer_bytes_max,
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = parts.universe.nowMs();
    const body = await read(request);
    if (body.kind === 'gone') return;
    let status: number;
    if (body.kind === 'whole') {
      const header = request.headers['x-hub-signature-256'];
      const signature = typeof header === 'string' ? header : undefined;
      const signed = verifySignature(body.bytes, signature, parts.appSecrets);
      status = signed ? await store(body.bytes) : 401;
      answer(response, status);
    } else {
      status = body.kind === 'too_large' ? 413 : 503;
      refuseUnread(request, response, status, body.kind === 'busy' ? 'busy' : 'over 4 MB');
    }
    parts.meter.webhook(status, (parts.universe.nowMs() - startedMs) / 1000);
  }

  /** The status that tells Meta whether the body is in safe hands. */
  async function store(bytes: Buffer): Promise<number> {
    const correlationId = parts.universe.newId();
    const delivery = { ...takeApart(bytes, parts.log, correlationId), correlationId };
    for (const { kind } of delivery.elements) parts.meter.arrived(kind, 1);
    if (delivery.remains.length > 0) parts.meter.arrived('remains', delivery.remains.length);
    if (delivery.elements.length + delivery.remains.length === 0) return 200;
    try {
      await parts.intake.take(delivery);
      return 200;
    } catch (error) {
      parts.log.error('a webhook was not stored, its sender will repeat it', {
        correlationId,
        error,
      });
      return isDatabaseAway(error) ? 503 : 500;
    }
  }

  return (request, response) => {
    if (request.method === 'POST') {
      receive(request, response).catch((error: unknown) => {
        parts.log.error('a webhook failed', { error });
        answer(response, 500);
      });
    } else if (request.method === 'GET') {
      greet(request, response, parts.verifyToken);
    } else {
      response.setHeader('allow', 'GET, POST');
      answer(response, 405);
    }
  };
}

/** Whatever the bytes are, they come out as elements, or whole. */
function takeApart(
  bytes: Buffer,
  log: Log,
  correlationId: string,
): Omit<Delivery, 'correlationId'> {
  try {
    const { elements, unusable } = parseWebhook(bytes);
    return { elements, remains: unusable.map(({ reason, raw }) => ({ reason, body: raw })) };
  } catch (error) {
    log.error('a signed webhook broke our parser, it is kept as bytes', { correlationId, error });
    return { elements: [], remains: [{ reason: 'parser_failed', body: bytes }] };
  }
}

function greet(request: IncomingMessage, response: ServerResponse, verifyToken: string): void {
  const query = (request.url ?? '').split('?')[1] ?? '';
  const challenge = verifyHandshake(query, verifyToken);
  if (challenge === undefined) answer(response, 403);
  else answer(response, 200, challenge);
}

function answer(response: ServerResponse, status: number, text = ''): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
