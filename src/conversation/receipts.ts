import type { InboundContent } from '../base/inbound.js';
import type { Receipt, Receipts } from '../base/receipt.js';
import type { WaitingMessage } from '../inbox/queue.js';

/** What a provider says of somebody, or a group's, or a thumb: nobody waits for an answer to it. */
const UNANSWERED: ReadonlySet<InboundContent['kind']> = new Set([
  'system',
  'unsupported',
  'reaction',
]);

/**
 * Shows the writer of a turn's messages that they are being worked on, by the newest of them: the
 * earlier ones count as read with it. Not where a person of ours has the conversation, who reads
 * when they read; and not a second time for a message that failed once. Returns at once.
 */
export function showReceipt(
  show: ((receipt: Receipt) => void) | undefined,
  receipts: Receipts = 'none',
  isHeld: boolean,
  messages: readonly WaitingMessage[],
): void {
  if (show === undefined || receipts === 'none' || isHeld) return;
  const newest = messages.findLast(
    ({ source, content, attempts }) =>
      source === 'whatsapp' && attempts === 0 && !UNANSWERED.has((content as InboundContent).kind),
  );
  if (newest === undefined) return;
  const { providerAccountId, providerId: messageId } = newest;
  show({ providerAccountId, messageId, typing: receipts === 'typing' });
}
