import { assert } from '../base/assert.js';
import type { OutboundContent, TemplateContent } from '../base/outbound.js';
import type { Sheet } from '../base/sheet.js';
import { WHATSAPP_MESSAGE } from '../base/whatsapp-limits.js';
import type { Channel, SendResult, Uploaded } from '../channels/channel.js';
import type { Released } from '../outbox/release.js';

/** Sets a sheet in print: the bytes of a PDF. */
export type Print = (sheet: Sheet, at: Date) => Promise<Buffer>;

/**
 * Makes one attempt to send what is said: a file that goes with it is printed and handed to the
 * channel first, and the message names it. Where the file was not taken, that is what came of the
 * attempt. The sheet bears the time it was said at, so that another attempt prints the same.
 */
export async function sendWithFile(
  channel: Channel,
  print: Print | undefined,
  message: Pick<Released, 'providerAccountId' | 'recipient' | 'outboxId' | 'createdAt'>,
  content: OutboundContent | TemplateContent,
): Promise<SendResult> {
  const { providerAccountId, recipient, outboxId, createdAt } = message;
  if (content.kind !== 'document') {
    return channel.send(providerAccountId, channel.render(content, recipient, outboxId));
  }
  const file = await handOver(channel, print, providerAccountId, content, createdAt);
  if (!file.ok) return file.result;
  const body = channel.render(content, recipient, outboxId, file.mediaId);
  return channel.send(providerAccountId, body);
}

async function handOver(
  channel: Channel,
  print: Print | undefined,
  providerAccountId: string,
  { sheet, fileName }: Extract<OutboundContent, { kind: 'document' }>,
  at: Date,
): Promise<Uploaded> {
  assert(print && channel.upload, 'a file goes where it can be printed and taken');
  const bytes = await print(sheet, at);
  assert(bytes.length <= WHATSAPP_MESSAGE.document_bytes_max, 'a sheet fits into a message');
  return channel.upload(providerAccountId, { bytes, mimeType: 'application/pdf', fileName });
}
