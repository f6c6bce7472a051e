import { createHash } from 'node:crypto';
import type { OutgoingFile } from '../channel.js';

/** A form with a file in it (RFC 7578), as the Graph API takes media. */
export interface FileForm {
  readonly contentType: string;
  readonly body: Buffer;
}

/** Makes the form. Its boundary is a digest of the file, and so does not stand in it. */
export function formOf({ bytes, mimeType, fileName }: OutgoingFile): FileForm {
  const boundary = `pasal-${createHash('sha256').update(bytes).digest('hex')}`;
  const field = (name: string, value: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  // The name that a reader sees goes with the message: here it must only break nothing.
  const plainName = fileName.replace(/[^\w.-]+/g, '_');
  const head =
    field('messaging_product', 'whatsapp') +
    field('type', mimeType) +
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${plainName}"\r\n` +
    `content-type: ${mimeType}\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]),
  };
}
