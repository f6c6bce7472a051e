import { createHash, createHmac } from 'node:crypto';

/** Whoever signs, and where. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** A request as it will be sent; names of headers in small letters. */
export interface S3Request {
  readonly method: 'GET' | 'PUT';
  readonly host: string;
  /** Escaped already, from its first slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | string, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/**
 * The headers of a request with its signature, by Signature Version 4 for S3 (Amazon S3 API
 * Reference, "Authenticating Requests: Using the Authorization Header"): one signed piece, no
 * query. `at` must be within 15 minutes of the server's clock.
 */
export function signS3(
  request: S3Request,
  { accessKeyId, secretAccessKey, region }: S3Credentials,
  at: Date,
): Readonly<Record<string, string>> {
  const time = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const digest = sha256(request.body);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.host,
    'x-amz-content-sha256': digest,
    'x-amz-date': time,
  };
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`);
  const canonical = [request.method, request.path, '', lines.join(''), signed, digest].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (one, part) => hmac(one, part),
    `AWS4${secretAccessKey}`,
  );
  const signature = hmac(key, text).toString('hex');
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},` +
    `SignedHeaders=${signed},Signature=${signature}`;
  return { ...headers, authorization };
}
