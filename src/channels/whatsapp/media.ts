import { Pool, request } from 'undici';
import type { Dispatcher } from 'undici';
import { MEDIA } from '../../base/media-limits.js';
import type { GraphSettings } from './send.js';
import { asId, asObject, asText } from '../../base/raw-json.js';

/** What a provider gave when asked for a medium. */
export type FetchedMedium =
  | {
      readonly kind: 'got';
      readonly bytes: Buffer;
      readonly mimeType: string;
      /** The digest that was announced, as it was written; empty where none was. */
      readonly statedSha256: string;
    }
  /** The provider knows no such medium, or knows it no more. */
  | { readonly kind: 'gone'; readonly detail: string }
  /** More than was asked for. */
  | { readonly kind: 'too_large' }
  /** Nothing now: an error of theirs, silence, an address that ran out twice, our token. */
  | { readonly kind: 'later'; readonly detail: string };

/** The way to what people send. */
export interface MediaSource {
  /** Fetches a medium by the provider's id; never rejects. */
  fetch(mediaId: string, bytesMax: number): Promise<FetchedMedium>;
  close(): Promise<void>;
}

type Failure = Exclude<FetchedMedium, { kind: 'got' }>;

/** Where a medium lies: the address is good for 5 minutes (Cloud API, media). */
interface MediaAddress {
  readonly url: URL;
  readonly mimeType: string;
  readonly sha256: string;
  readonly sizeBytes: number | null;
}

interface Fetched {
  readonly status: number;
  readonly bytes: Buffer;
}

/**
 * Opens the way to media: the Graph API names an address for an id, and the bytes are behind it,
 * both with the token. An address that ran out meanwhile is asked for once more.
 */
export function openMediaSource(
  settings: Pick<GraphSettings, 'baseUrl' | 'version' | 'token' | 'timeoutMs'>,
): MediaSource {
  const { baseUrl, version, token, timeoutMs } = settings;
  const base = new URL(baseUrl);
  const pools = new Map<string, Pool>();
  const poolOf = (origin: string): Pool => {
    const pool = pools.get(origin) ?? new Pool(origin, { connections: MEDIA.fetches_at_once_max });
    pools.set(origin, pool);
    return pool;
  };
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'pasal' };
  const get = async (url: URL, bytesMax: number): Promise<Fetched | Failure> => {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await request(url, { headers, signal, dispatcher: poolOf(url.origin) });
      const bytes = await readBody(answer, answer.statusCode === 200 ? bytesMax : undefined);
      return bytes === undefined ? { kind: 'too_large' } : { status: answer.statusCode, bytes };
    } catch (error) {
      return { kind: 'later', detail: (error as Error).message };
    }
  };
  const addressOf = async (mediaId: string): Promise<MediaAddress | Failure> => {
    const path = `${base.pathname.replace(/\/+$/, '')}/${version}/${encodeURIComponent(mediaId)}`;
    const answer = await get(new URL(path, base), MEDIA.answer_bytes_max);
    if ('kind' in answer) {
      return answer.kind === 'too_large' ? { kind: 'later', detail: 'a long answer' } : answer;
    }
    return readAddress(answer, base);
  };
  const fetchOnce = async (mediaId: string, bytesMax: number): Promise<FetchedMedium | 'again'> => {
    const address = await addressOf(mediaId);
    if ('kind' in address) return address;
    if ((address.sizeBytes ?? 0) > bytesMax) return { kind: 'too_large' };
    const answer = await get(address.url, bytesMax);
    if ('kind' in answer) return answer;
    if ([401, 403, 404, 410].includes(answer.status)) return 'again';
    if (answer.status !== 200) return { kind: 'later', detail: `status ${answer.status}` };
    const { mimeType, sha256 } = address;
    return { kind: 'got', bytes: answer.bytes, mimeType, statedSha256: sha256 };
  };
  return {
    fetch: async (mediaId, bytesMax) => {
      const first = await fetchOnce(mediaId, bytesMax);
      const second = first === 'again' ? await fetchOnce(mediaId, bytesMax) : first;
      return second === 'again' ? { kind: 'later', detail: 'the address ran out twice' } : second;
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

/** Undefined beyond `bytesMax`; what is no answer of use to us is read to its end and dropped. */
async function readBody(
  { body, headers }: Dispatcher.ResponseData,
  bytesMax = MEDIA.answer_bytes_max,
): Promise<Buffer | undefined> {
  const stated = Number(headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (stated <= bytesMax) {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) break;
      chunks.push(chunk);
    }
    if (bytes <= bytesMax) return Buffer.concat(chunks);
  }
  // The rest is left on the wire: the connection goes with it.
  body.on('error', () => undefined);
  body.destroy();
  return undefined;
}

/**
 * The answer about a medium. Meta answers 400 with code 100 where there is none, or none of ours;
 * 404 where a proxy speaks. The bytes are behind https, or on the server we were told of: our
 * token goes nowhere else.
 */
function readAddress({ status, bytes }: Fetched, base: URL): MediaAddress | Failure {
  const answer = parsed(bytes);
  if (status !== 200) {
    const code = asObject(answer?.['error'])?.['code'];
    const detail = `status ${status}, code ${asId(code) ?? '?'}`;
    return { kind: (status === 400 && code === 100) || status === 404 ? 'gone' : 'later', detail };
  }
  const given = asText(answer?.['url']);
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.origin !== base.origin)) {
    return { kind: 'later', detail: 'an answer without an address' };
  }
  const size = Number(answer?.['file_size'] ?? Number.NaN);
  return {
    url,
    mimeType: asText(answer?.['mime_type']),
    sha256: asText(answer?.['sha256']),
    sizeBytes: Number.isFinite(size) ? size : null,
  };
}

function parsed(bytes: Buffer): ReturnType<typeof asObject> {
  try {
    return asObject(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}
