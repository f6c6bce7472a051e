import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Refusal } from './graph-refusal.js';

/** Something that a person sent, as Meta has it for some days. */
export interface ShelvedMedium {
  readonly bytes: Buffer;
  readonly mimeType: string;
}

/** How the double misbehaves when it is asked for a medium, once each. */
export type MediaFault =
  /** Answers the question for the address with this status and code of the Graph API. */
  | { readonly kind: 'refuse'; readonly status: number; readonly code: number }
  /** The address has run out by the time it is used. */
  | { readonly kind: 'expired' }
  /** The announced digest is of something else, is in hex, is no digest, or is left out. */
  | { readonly kind: 'digest'; readonly as: 'other' | 'hex' | 'garbled' | 'none' }
  /** Says so many bytes, or says nothing and sends as many. */
  | { readonly kind: 'size'; readonly bytes: number; readonly said: boolean }
  /** Sends half of it and closes the connection. */
  | { readonly kind: 'cut' }
  /** Answers nothing. */
  | { readonly kind: 'silence' }
  /** Names another type than was announced. */
  | { readonly kind: 'type'; readonly mimeType: string };

/** What becomes of a file that is handed over: an error of Meta's, or no answer. */
export type UploadFault = Refusal | 'reset';

const MEDIUM_PATH = /^\/v\d+\.\d+\/([\w.-]+)$/;
const BYTES_PATH = /^\/media-bytes\/([\w.-]+)\/(\d+)$/;

/** The part of the Graph API that hands out media: an address for an id, bytes behind it. */
export class MediaShelf {
  readonly #media = new Map<string, ShelvedMedium>();
  readonly #faults = new Map<string, MediaFault[]>();
  #addresses = 0;
  /** Addresses that were given, and what will happen behind them. */
  readonly #given = new Map<string, MediaFault | undefined>();
  /** Whether each request had the token it must have, in order. */
  readonly asked: { readonly path: string; readonly token: string | null }[] = [];

  /** What was handed over to be sent, by its id. */
  readonly uploaded = new Map<string, ShelvedMedium>();
  readonly #uploadFaults: UploadFault[] = [];

  /** The next file that is handed over goes wrong so. */
  addUploadFault(fault: UploadFault): void {
    this.#uploadFaults.push(fault);
  }

  takeUploadFault(): UploadFault | undefined {
    return this.#uploadFaults.shift();
  }

  /** Keeps a file that was handed over, and names it. */
  take(medium: ShelvedMedium): string {
    const id = String(1_000_000_000_000_000 + this.uploaded.size);
    this.uploaded.set(id, medium);
    return id;
  }

  /** Why a message that names a file is refused: nobody handed it over. */
  missing(payload: Readonly<Record<string, unknown>>): Refusal | undefined {
    const type = String(payload['type']);
    if (type !== 'document' && type !== 'image') return undefined;
    const { id } = payload[type] as { readonly id?: unknown };
    const medium = this.uploaded.get(String(id));
    if (medium && (type === 'document' || medium.mimeType.startsWith('image/'))) return undefined;
    return { code: 131009, details: `Parameter ${type}.id is no media of this number.` };
  }

  put(id: string, medium: ShelvedMedium): void {
    this.#media.set(id, medium);
  }

  /** The next question about this medium goes wrong so; several go wrong one after the other. */
  addFault(id: string, fault: MediaFault): void {
    this.#faults.set(id, [...(this.#faults.get(id) ?? []), fault]);
  }

  /** Serves a request about media; false when it is about something else. */
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    token: string | null,
    isAllowed: boolean,
  ): boolean {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const id = (MEDIUM_PATH.exec(path) ?? BYTES_PATH.exec(path))?.[1];
    if (request.method !== 'GET' || id === undefined) return false;
    this.asked.push({ path, token });
    if (!isAllowed) refuse(response, 401, 190);
    else if (path.startsWith('/media-bytes/')) this.#sendBytes(path, id, response);
    else this.#sendAddress(id, request.headers.host ?? '', response);
    return true;
  }

  #sendAddress(id: string, host: string, response: ServerResponse): void {
    const [fault, ...later] = this.#faults.get(id) ?? [];
    this.#faults.set(id, later);
    const medium = this.#media.get(id);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'refuse') {
      refuse(response, fault.status, fault.code);
      return;
    }
    if (medium === undefined) {
      refuse(response, 400, 100);
      return;
    }
    this.#addresses += 1;
    const path = `/media-bytes/${id}/${this.#addresses}`;
    this.#given.set(path, fault);
    const size = fault?.kind === 'size' && fault.said ? fault.bytes : medium.bytes.length;
    const digest = digestOf(medium.bytes, fault);
    const answer = {
      url: `http://${host}${path}`,
      mime_type: fault?.kind === 'type' ? fault.mimeType : medium.mimeType,
      ...(digest !== undefined && { sha256: digest }),
      file_size: size,
      id,
      messaging_product: 'whatsapp',
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  #sendBytes(path: string, id: string, response: ServerResponse): void {
    const medium = this.#media.get(id);
    const fault = this.#given.get(path);
    if (medium === undefined || !this.#given.has(path) || fault?.kind === 'expired') {
      response.writeHead(404).end('URL signature expired');
    } else if (fault?.kind === 'cut') {
      response.writeHead(200, { 'content-length': medium.bytes.length });
      response.write(medium.bytes.subarray(0, medium.bytes.length / 2), () => {
        response.socket?.destroy();
      });
    } else if (fault?.kind === 'size' && !fault.said) {
      response.writeHead(200, { 'content-type': medium.mimeType }).end(Buffer.alloc(fault.bytes));
    } else {
      response.writeHead(200, { 'content-type': medium.mimeType }).end(medium.bytes);
    }
  }
}

function digestOf(bytes: Buffer, fault: MediaFault | undefined): string | undefined {
  const how = fault?.kind === 'digest' ? fault.as : 'base64';
  if (how === 'none') return undefined;
  if (how === 'garbled') return 'not a digest';
  const hash = createHash('sha256').update(how === 'other' ? 'something else' : bytes);
  return hash.digest(how === 'hex' ? 'hex' : 'base64');
}

function refuse(response: ServerResponse, status: number, code: number): void {
  const error = { message: `(#${code}) As told.`, type: 'GraphMethodException', code };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error }));
}
