import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../base/log.js';
import type { Meter } from '../base/meter.js';
import { SMS } from '../base/sms-limits.js';
import type { Universe } from '../base/universe.js';
import type { SmsPosts } from '../channels/sms/posts.js';
import type { Delivery, Intake } from '../inbox/intake.js';
import { isDatabaseAway } from './database-away.js';
import { openBodyReader, refuseUnread } from './raw-body.js';

/** Where the provider of short messages reaches us; its name, a token and a form follow. */
export const SMS_ADDRESS = '/webhooks/sms/';

/** What the webhooks of short messages work with. */
export interface SmsWebhookParts {
  readonly posts: SmsPosts;
  readonly intake: Intake;
  readonly universe: Universe;
  readonly log: Log;
  readonly meter: Meter;
}

/**
 * The addresses of short messages: incoming ones, delivery reports, opt-outs. Answers
 *
 *   200  once it is committed; also for a body that is not the form its address says: it is kept
 *        as bytes, since the provider repeats for hours whatever it is not told was taken
 *   404  for an address or a token that is not ours, alike
 *   405, 413  for another method, for a body that no message has
 *   429  when one phone writes more than anybody types: the provider sends it again later
 *   500, 503  nothing was stored
 */
export function smsWebhooks(parts: SmsWebhookParts): RequestListener {
  const read = openBodyReader({
    bytes_max: SMS.body_bytes_max,
    buffer_bytes_max: SMS.buffer_bytes_max,
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedMs = parts.universe.nowMs();
    const [address = ''] = (request.url ?? '').split('?', 1);
    const path = address.slice(SMS_ADDRESS.length);
    if (!parts.posts.admits(path)) {
      refuseUnread(request, response, 404, '');
    } else if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      refuseUnread(request, response, 405, '');
    } else {
      const body = await read(request);
      if (body.kind === 'gone') return;
      if (body.kind === 'whole') send(response, await take(path, body.bytes));
      else refuseUnread(request, response, body.kind === 'busy' ? 503 : 413, '');
    }
    parts.meter.webhook(response.statusCode, (parts.universe.nowMs() - startedMs) / 1000);
  }

  /** The status that tells the provider whether the body is in safe hands. */
  async function take(path: string, bytes: Buffer): Promise<number> {
    const correlationId = parts.universe.newId();
    const post = parts.posts.read(path, bytes);
    if (post.kind === 'too_many') return 429;
    const isElement = post.kind === 'element';
    const delivery: Delivery = {
      elements: isElement ? [post.element] : [],
      remains: isElement ? [] : [{ reason: 'not the form of its address', body: bytes }],
      correlationId,
    };
    parts.meter.arrived(isElement ? post.element.kind : 'remains', 1);
    try {
      await parts.intake.take(delivery);
      return 200;
    } catch (error) {
      parts.log.error('a short message was not stored, its sender will repeat it', {
        correlationId,
        error,
      });
      return isDatabaseAway(error) ? 503 : 500;
    }
  }

  return (request, response) => {
    receive(request, response).catch((error: unknown) => {
      parts.log.error('a webhook of short messages failed', { name: (error as Error).name });
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
