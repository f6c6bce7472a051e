import type { RequestListener } from 'node:http';
import { SMS } from '../base/sms-limits.js';
import type { SmsPosts } from '../channels/sms/posts.js';
import type { Delivery, Intake } from '../inbox/intake.js';
import { isDatabaseAway } from './database-away.js';
import { statusWebhook } from './status-webhook.js';
import type { StatusWebhookParts } from './status-webhook.js';

/** Where the provider of short messages reaches us; its name, a token and a form follow. */
export const SMS_ADDRESS = '/webhooks/sms/';

/** What the webhooks of short messages work with. */
export interface SmsWebhookParts extends StatusWebhookParts {
  readonly posts: SmsPosts;
  readonly intake: Intake;
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

  return statusWebhook(parts, {
    admits: (address) => parts.posts.admits(address.slice(SMS_ADDRESS.length)),
    methods: ['POST'],
    bytes_max: SMS.body_bytes_max,
    buffer_bytes_max: SMS.buffer_bytes_max,
    take: (address, bytes) => take(address.slice(SMS_ADDRESS.length), bytes),
    fault: 'a webhook of short messages failed',
  });
}
