import { plainForm } from '../base/outbound.js';
import type { OutboundContent, TemplateContent } from '../base/outbound.js';
import type { Channel, SendResult } from '../channels/channel.js';
import type { Released } from '../outbox/release.js';
import { sendWithFile } from './attach-file.js';
import type { FileSources } from './attach-file.js';

/** A product that is not there, or a form that is blocked or used too much (132068, 132069). */
const SAID_OTHERWISE: ReadonlySet<SendResult['rule']['class']> = new Set(['bad_request', 'flow']);

/** What came of an attempt, and what was refused first, where that was said otherwise at once. */
export interface Said {
  readonly result: SendResult;
  readonly refused?: SendResult;
}

/**
 * Sends what is said. Where the provider refuses it for what only it can know (a form, a product
 * that its catalogue lacks), the same is said without, in the same attempt: what was refused was
 * not taken, so that it is said once. Both calls together stay within the message's lease.
 */
export async function sendSaid(
  channel: Channel,
  sources: FileSources,
  message: Pick<Released, 'providerAccountId' | 'recipient' | 'outboxId' | 'createdAt'>,
  content: OutboundContent | TemplateContent,
): Promise<Said> {
  const result = await sendWithFile(channel, sources, message, content);
  if (!('plain' in content) || !SAID_OTHERWISE.has(result.rule.class)) return { result };
  const plain = await sendWithFile(channel, sources, message, plainForm(content));
  return { result: plain, refused: result };
}
