import { assert } from '../base/assert.js';
import type { OutboundContent, TemplateContent } from '../base/outbound.js';
import type { Sheet } from '../base/sheet.js';
import { WHATSAPP_MESSAGE } from '../base/whatsapp-limits.js';
import type { Channel, OutgoingFile, SendResult, Uploaded } from '../channels/channel.js';
import { RULES } from '../channels/send-policy.js';
import type { FileStorage } from '../gateways/storage/file-storage.js';
import type { Released } from '../outbox/release.js';

/** Sets a sheet in print: the bytes of a PDF. */
export type Print = (sheet: Sheet, at: Date) => Promise<Buffer>;

/** Where files that go with messages come from; left out: none can. */
export interface FileSources {
  readonly print?: Print | undefined;
  /** Where those lie that were given to us. */
  readonly files?: Pick<FileStorage, 'get'> | undefined;
}

/**
 * Makes one attempt to send what is said: a file that goes with it is printed, or taken from our
 * storage, and handed to the channel first; the message names it. Where the file was not taken,
 * that is what came of the attempt. A sheet bears the time it was said at, so that another attempt
 * prints the same.
 */
export async function sendWithFile(
  channel: Channel,
  sources: FileSources,
  message: Pick<Released, 'providerAccountId' | 'recipient' | 'outboxId' | 'createdAt'>,
  content: OutboundContent | TemplateContent,
): Promise<SendResult> {
  const { providerAccountId, recipient, outboxId, createdAt } = message;
  if (content.kind !== 'document' && content.kind !== 'file') {
    return channel.send(providerAccountId, channel.render(content, recipient, outboxId));
  }
  const file = await handOver(channel, sources, providerAccountId, content, createdAt);
  if (!file.ok) return file.result;
  const body = channel.render(content, recipient, outboxId, file.mediaId);
  return channel.send(providerAccountId, body);
}

type WithFile = Extract<OutboundContent, { kind: 'document' | 'file' }>;

async function handOver(
  channel: Channel,
  sources: FileSources,
  providerAccountId: string,
  content: WithFile,
  at: Date,
): Promise<Uploaded> {
  assert(channel.upload, 'a file goes where it can be taken');
  const file =
    content.kind === 'file'
      ? await fetched(sources, content)
      : await printed(sources, content.sheet, content.fileName, at);
  return file ? channel.upload(providerAccountId, file) : { ok: false, result: STORAGE_AWAY };
}

async function printed(
  { print }: FileSources,
  sheet: Sheet,
  fileName: string,
  at: Date,
): Promise<OutgoingFile> {
  assert(print, 'a sheet goes where it can be printed');
  const bytes = await print(sheet, at);
  assert(bytes.length <= WHATSAPP_MESSAGE.document_bytes_max, 'a sheet fits into a message');
  return { bytes, mimeType: 'application/pdf', fileName };
}

/** Undefined while our storage is away. */
async function fetched(
  { files }: FileSources,
  { storageKey, mimeType, fileName }: Extract<WithFile, { kind: 'file' }>,
): Promise<OutgoingFile | undefined> {
  assert(files, 'a stored file goes where storage can be read');
  const bytes = await files.get(storageKey).catch(() => null);
  if (bytes === null) return undefined;
  assert(bytes, 'a file that was said is kept');
  return { bytes, mimeType, fileName };
}

/** Ours, and nobody's fault at the provider: this message alone waits. */
const STORAGE_AWAY: SendResult = {
  rule: { ...RULES.unreachable, scope: 'message' },
  code: null,
  detail: 'our storage could not be read',
  httpStatus: null,
  providerMessageId: null,
  recipient: [],
  retryAfterMs: null,
};
