import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { frozenUniverse } from '../../src/base/universe.js';
import type { FileStorage } from '../../src/gateways/storage/file-storage.js';
import { signS3 } from '../../src/gateways/storage/sign-s3.js';
import { openStorage } from '../../src/gateways/storage/storage.js';

const AT = new Date('2013-05-24T00:00:00Z');
// The key, bucket and requests of Amazon's own examples ("Signature Calculations for the
// Authorization Header: Transferring Payload in a Single Chunk").
const AMAZON = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const HOST = 'examplebucket.s3.amazonaws.com';
const NOTHING = Buffer.alloc(0);

test.each([
  {
    what: 'a file that is read',
    request: {
      method: 'GET' as const,
      host: HOST,
      path: '/test.txt',
      headers: { range: 'bytes=0-9' },
      body: NOTHING,
    },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    what: 'a file that is written',
    request: {
      method: 'PUT' as const,
      host: HOST,
      path: '/test%24file.text',
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      },
      body: Buffer.from('Welcome to Amazon S3.'),
    },
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
])('the signature of $what is Amazon’s', ({ request, signature }) => {
  const { authorization } = signS3(request, AMAZON, AT);
  expect(authorization?.split('Signature=')[1]).toBe(signature);
});

/** A server that keeps objects, and takes only what is signed as the universe's clock says. */
async function openBucket(): Promise<{
  readonly url: string;
  readonly objects: Map<string, { readonly body: Buffer; readonly type: string }>;
  status: number;
  close(): Promise<void>;
}> {
  const objects = new Map<string, { readonly body: Buffer; readonly type: string }>();
  const bucket = { url: '', objects, status: 200, close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { url: asked = '', headers } = request;
      const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';');
      const signed = Object.fromEntries(
        (names ?? [])
          .filter((name) => !/^(host|x-amz-(date|content-sha256))$/.test(name))
          .map((name) => [name, String(headers[name])]),
      );
      const method = request.method === 'PUT' ? 'PUT' : 'GET';
      const again = { method, path: asked, headers: signed, body, host: String(headers.host) };
      const isOurs = signS3(again as never, AMAZON, AT)['authorization'] === headers.authorization;
      if (!isOurs) response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      else if (bucket.status !== 200) response.writeHead(bucket.status).end();
      else if (method === 'PUT') {
        objects.set(asked, { body, type: String(headers['content-type']) });
        response.end();
      } else {
        const found = objects.get(asked);
        response.writeHead(found ? 200 : 404).end(found?.body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  bucket.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  bucket.close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return bucket;
}

const universe = frozenUniverse(AT.getTime());
let folder: string;
let bucket: Awaited<ReturnType<typeof openBucket>>;
let storages: Record<'folder' | 's3', FileStorage>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pasal-media-'));
  bucket = await openBucket();
  const s3 = { ...AMAZON, endpoint: bucket.url, bucket: 'pasal', universe };
  storages = { folder: openStorage({ folder }), s3: openStorage({ s3 }) };
});

afterAll(async () => {
  await storages.folder.close();
  await storages.s3.close();
  await bucket.close();
  await rm(folder, { recursive: true });
});

describe.each(['folder', 's3'] as const)('%s', (kind) => {
  const key = 'town-1/2026-03/voice-1';

  test('what was put is there, whole, and put again it is the same', async () => {
    const bytes = Buffer.from([0, 1, 2, 255, 10]);
    expect(await storages[kind].get(key)).toBeUndefined();
    await storages[kind].put(key, bytes, 'audio/ogg');
    await storages[kind].put(key, bytes, 'audio/ogg');
    expect(await storages[kind].get(key)).toEqual(bytes);
  });

  test('an empty file is a file', async () => {
    await storages[kind].put('town-1/empty', NOTHING, 'text/plain');
    expect(await storages[kind].get('town-1/empty')).toEqual(NOTHING);
  });

  test.each(['../town-1/x', 'a//b', '/a', 'A', 'a.b', ''])('"%s" is no key', async (bad) => {
    await expect(storages[kind].put(bad, NOTHING, 'text/plain')).rejects.toThrow('storage key');
    await expect(storages[kind].get(bad)).rejects.toThrow('storage key');
  });
});

test('a folder holds files that only we may read, and no half ones', async () => {
  await storages.folder.put('mode/one', Buffer.from('x'), 'text/plain');
  const { mode } = await stat(path.join(folder, 'mode', 'one'));
  expect(mode & 0o777).toBe(0o600);
  expect(await readdir(path.join(folder, 'mode'))).toEqual(['one']);
});

test('a bucket gets the type, and what it refuses is thrown', async () => {
  await storages.s3.put('typed/one', Buffer.from('x'), 'image/jpeg');
  expect(bucket.objects.get('/pasal/typed/one')?.type).toBe('image/jpeg');
  bucket.status = 503;
  await expect(storages.s3.put('typed/two', NOTHING, 'text/plain')).rejects.toThrow('503');
  await expect(storages.s3.get('typed/one')).rejects.toThrow('503');
  bucket.status = 200;
});
