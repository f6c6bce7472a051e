import type { IncomingMessage } from 'node:http';
import type { Refusal } from './graph-refusal.js';
import type { ShelvedMedium } from './graph-media.js';

/** Where files are put (Cloud API, media). */
export const UPLOAD_PATH = /^\/v\d+\.\d+\/(\d+)\/media$/;

/** Types that are taken, and how large: what a business may send (Cloud API, supported media). */
const BYTES_MAX: ReadonlyMap<string, number> = new Map([
  ['application/pdf', 100 * 1024 * 1024],
  ['image/jpeg', 5 * 1024 * 1024],
  ['image/png', 5 * 1024 * 1024],
]);

/** A form's part: its heads in small letters, and what it holds. */
interface FormPart {
  readonly heads: string;
  readonly bytes: Buffer;
}

/** Reads an uploaded file as Meta does: a form of three fields, or why it is none. */
export function readUpload(request: IncomingMessage, body: Buffer): ShelvedMedium | Refusal {
  const bad = (details: string): Refusal => ({ code: 100, details });
  const type = request.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data; ?boundary="?([^";]+)"?$/.exec(type)?.[1];
  if (boundary === undefined) return bad('The body is no form');
  const parts = partsOf(body, boundary);
  const named = (name: string): FormPart | undefined =>
    parts.find(({ heads }) => heads.includes(`name="${name}"`));
  if (named('messaging_product')?.bytes.toString() !== 'whatsapp') {
    return bad('(#100) The parameter messaging_product is required.');
  }
  const file = named('file');
  if (!file || !/filename="[^"]+"/.test(file.heads)) return bad('The parameter file is required.');
  const mimeType = /content-type: *(\S+)/.exec(file.heads)?.[1] ?? '';
  const most = BYTES_MAX.get(mimeType);
  if (most === undefined)
    return bad(`Param file must be a file with one of the types, not ${mimeType}`);
  if (file.bytes.length === 0 || file.bytes.length > most)
    return bad('The file is of no size taken');
  return { bytes: file.bytes, mimeType };
}

function partsOf(body: Buffer, boundary: string): FormPart[] {
  const mark = Buffer.from(`--${boundary}`);
  const parts: FormPart[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const gap = part.indexOf('\r\n\r\n');
    if (gap >= 0) {
      const heads = part.subarray(0, gap).toString('utf8').toLowerCase();
      parts.push({ heads, bytes: part.subarray(gap + 4) });
    }
    at = next;
  }
  return parts;
}
