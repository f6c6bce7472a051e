import { randomBytes } from 'node:crypto';
import { realUniverse } from '../../src/base/universe.js';
import { openMediaSource } from '../../src/channels/whatsapp/media.js';
import type { MediaSource } from '../../src/channels/whatsapp/media.js';
import { openGraphDouble } from '../../src/embedded/graph-double.js';
import type { GraphDouble } from '../../src/embedded/graph-double.js';
import type { MediaFault } from '../../src/embedded/graph-media.js';

const TOKEN = 'media-token';
const BYTES_MAX = 200_000;
let double: GraphDouble;
let source: MediaSource;

beforeAll(async () => {
  double = await openGraphDouble({
    universe: realUniverse(),
    port: 0,
    token: TOKEN,
    latencyMs: 0,
    statuses: null,
    pairLimit: false,
    perSecondMax: null,
    logMax: 10,
  });
  const { url: baseUrl } = double;
  source = openMediaSource({ baseUrl, version: 'v26.0', token: TOKEN, timeoutMs: 1_000 });
});

afterAll(async () => {
  await source.close();
  await double.close();
});

let serial = 0;

/** A voice note of its own; asked for once, after what goes wrong first. */
function shelve(bytes: Buffer, ...faults: readonly MediaFault[]): string {
  serial += 1;
  const id = `10000000${serial}`;
  double.media.put(id, { bytes, mimeType: 'audio/ogg; codecs=opus' });
  for (const fault of faults) double.media.addFault(id, fault);
  return id;
}

test('bytes come whole, with type and digest, by the token in both requests', async () => {
  const bytes = randomBytes(150_000);
  const id = shelve(bytes);
  const fetched = await source.fetch(id, BYTES_MAX);
  expect(fetched).toMatchObject({ kind: 'got', mimeType: 'audio/ogg; codecs=opus' });
  expect(fetched.kind === 'got' && fetched.bytes.equals(bytes)).toBe(true);
  const asked = double.media.asked.filter(({ path }) => path.includes(id));
  expect(asked.map(({ token }) => token)).toEqual([TOKEN, TOKEN]);
});

test('a file of no bytes is a file', async () => {
  expect(await source.fetch(shelve(Buffer.alloc(0)), BYTES_MAX)).toMatchObject({ kind: 'got' });
});

test.each<readonly [string, readonly MediaFault[], string]>([
  ['an address that ran out once is asked for again', [{ kind: 'expired' }], 'got'],
  ['twice is for later', [{ kind: 'expired' }, { kind: 'expired' }], 'later'],
  ['no such medium', [{ kind: 'refuse', status: 400, code: 100 }], 'gone'],
  ['not found', [{ kind: 'refuse', status: 404, code: 0 }], 'gone'],
  ['another fault of the request', [{ kind: 'refuse', status: 400, code: 190 }], 'later'],
  ['a fault of theirs', [{ kind: 'refuse', status: 503, code: 2 }], 'later'],
  ['too many questions', [{ kind: 'refuse', status: 400, code: 80007 }], 'later'],
  ['silence', [{ kind: 'silence' }], 'later'],
  ['cut off in the middle', [{ kind: 'cut' }], 'later'],
  ['a digest of something else is not judged here', [{ kind: 'digest', as: 'other' }], 'got'],
  ['no digest at all', [{ kind: 'digest', as: 'none' }], 'got'],
  ['announced too large', [{ kind: 'size', bytes: BYTES_MAX + 1, said: true }], 'too_large'],
  ['too large unannounced', [{ kind: 'size', bytes: BYTES_MAX + 1, said: false }], 'too_large'],
  ['as large as may be', [{ kind: 'size', bytes: BYTES_MAX, said: false }], 'got'],
])('%s', async (_what, faults, kind) => {
  const fetched = await source.fetch(shelve(Buffer.from('voice'), ...faults), BYTES_MAX);
  expect(fetched.kind).toBe(kind);
});

test('an id that nobody knows is gone, and another token gets nothing', async () => {
  expect((await source.fetch('999', BYTES_MAX)).kind).toBe('gone');
  const { url: baseUrl } = double;
  const other = openMediaSource({ baseUrl, version: 'v26.0', token: 'x', timeoutMs: 1_000 });
  expect(await other.fetch(shelve(Buffer.from('voice')), BYTES_MAX)).toMatchObject({
    kind: 'later',
    detail: expect.stringContaining('190') as string,
  });
  await other.close();
});

test('nobody there is for later', async () => {
  const baseUrl = 'http://127.0.0.1:1';
  const lost = openMediaSource({ baseUrl, version: 'v26.0', token: TOKEN, timeoutMs: 1_000 });
  expect((await lost.fetch('1', BYTES_MAX)).kind).toBe('later');
  await lost.close();
});
