import { Pool } from 'undici';
import { MEDIA } from '../../base/media-limits.js';
import type { Universe } from '../../base/universe.js';
import type { FileStorage } from './file-storage.js';
import { checkKey } from './key.js';
import { signS3 } from './sign-s3.js';
import type { S3Credentials, S3Request } from './sign-s3.js';

export interface S3Settings extends S3Credentials {
  /** `https://s3.eu-west-1.amazonaws.com`, or that of any server which speaks S3. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly universe: Pick<Universe, 'now'>;
}

/** Files in a bucket, which is named in the path: every server that speaks S3 knows that. */
export function openS3(settings: S3Settings): FileStorage {
  const endpoint = new URL(settings.endpoint);
  const pool = new Pool(endpoint.origin, { connections: MEDIA.fetches_at_once_max * 2 });
  const prefix = `${endpoint.pathname.replace(/\/+$/, '')}/${settings.bucket}`;
  const ask = async (
    key: string,
    { method, headers, body }: Pick<S3Request, 'method' | 'headers' | 'body'>,
  ): Promise<{ readonly status: number; readonly bytes: Buffer }> => {
    checkKey(key);
    const path = `${prefix}/${key}`;
    const request: S3Request = { method, host: endpoint.host, path, headers, body };
    const answer = await pool.request({
      method,
      path,
      headers: signS3(request, settings, settings.universe.now()),
      body: method === 'PUT' ? body : null,
      signal: AbortSignal.timeout(MEDIA.storage_timeout_ms),
    });
    return { status: answer.statusCode, bytes: Buffer.from(await answer.body.arrayBuffer()) };
  };
  return {
    put: async (key, bytes, mimeType) => {
      const headers = { 'content-type': mimeType, 'content-length': String(bytes.length) };
      const { status } = await ask(key, { method: 'PUT', headers, body: bytes });
      if (status !== 200) throw new Error(`the storage answered ${status} to a file`);
    },
    get: async (key) => {
      const answer = await ask(key, { method: 'GET', headers: {}, body: Buffer.alloc(0) });
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw new Error(`the storage answered ${answer.status}`);
      return answer.bytes;
    },
    close: () => pool.close(),
  };
}
