import { createHash } from 'node:crypto';
import { MEDIA } from '../../src/base/media-limits.js';
import { openMediaSource } from '../../src/channels/whatsapp/media.js';
import type { MediaSource } from '../../src/channels/whatsapp/media.js';
import type { MediaFault } from '../../src/embedded/graph-media.js';
import type { FileStorage } from '../../src/gateways/storage/file-storage.js';
import { fetchMedia } from '../../src/jobs/fetch-media.js';
import { openScene, retailer } from '../conversation/scene.js';
import type { Scene } from '../conversation/scene.js';
import { TOKEN } from '../support/stage.js';

const ID = '2754859441498128';
const BYTES = Buffer.from('the bytes of a voice note');
const HEX = createHash('sha256').update(BYTES).digest('hex');

let scene: Scene;
let source: MediaSource;
let files: Map<string, Buffer>;
let storage: FileStorage & { broken: boolean };

beforeEach(async () => {
  scene = await openScene(2);
  const { url: baseUrl } = scene.double;
  source = openMediaSource({ baseUrl, version: 'v26.0', token: TOKEN, timeoutMs: 1_000 });
  files = new Map();
  storage = {
    broken: false,
    put: (key, bytes) => {
      if (storage.broken) return Promise.reject(new Error('the disk is full'));
      files.set(key, bytes);
      return Promise.resolve();
    },
    get: (key) => Promise.resolve(files.get(key)),
    close: () => Promise.resolve(),
  };
});

afterEach(async () => {
  await source.close();
  await scene.close();
});

type Sent = 'audio' | 'image' | 'document' | 'sticker';

/** Somebody sends something, which Meta has, and which goes wrong so when it is asked for. */
async function send(kind: Sent, ...faults: readonly MediaFault[]): Promise<void> {
  const types = { audio: 'audio/ogg; codecs=opus', image: 'image/jpeg', sticker: 'image/webp' };
  const mimeType = kind === 'document' ? 'application/pdf' : types[kind];
  scene.double.media.put(ID, { bytes: BYTES, mimeType });
  for (const fault of faults) scene.double.media.addFault(ID, fault);
  const sha256 = createHash('sha256').update(BYTES).digest('base64');
  const medium = { id: ID, mime_type: mimeType, sha256, filename: 'बिल.pdf' };
  await scene.say(retailer(1), { message: { type: kind, [kind]: medium } });
  await scene.settle();
}

/** The worker looks once, and whatever it says is heard. */
async function fetchDue(): Promise<void> {
  await fetchMedia({ ...scene.parts, source, storage }, () => true);
  await scene.settle();
}

const media = (): Promise<Record<string, unknown>[]> =>
  scene.look('select * from media where town_id = $1 order by id');
const waiting = async (): Promise<number> =>
  (await scene.look('select 1 from media_queue where town_id = $1')).length;

test('a voice note is answered honestly, goes to the office and is kept by us', async () => {
  await send('audio');
  expect(scene.heardBy(retailer(1))).toEqual([
    expect.stringContaining('awaj ko sandesh hamro karyalaya le paunchha'),
  ]);
  const tickets = await scene.look('select why, state from support_tickets where town_id = $1');
  expect(tickets).toEqual([{ why: 'file', state: 'WAITING' }]);
  expect(await media()).toMatchObject([{ state: 'WAITING', kind: 'audio', provider_id: ID }]);
  await fetchDue();
  const [row] = await media();
  expect(row).toMatchObject({
    state: 'STORED',
    mime_type: 'audio/ogg',
    size_bytes: BYTES.length,
    sha256: HEX,
    is_as_stated: true,
    file_name: 'बिल.pdf',
  });
  expect(files.get(String(row?.['storage_key']))).toEqual(BYTES);
  expect(await waiting()).toBe(0);
  expect(scene.heardBy(retailer(1))).toHaveLength(1);
  expect(await scene.breaches()).toEqual([]);
});

test('a repeated webhook and a second look keep one file', async () => {
  await send('image');
  const [message] = await scene.look<{ raw: string }>(
    `select raw from inbox where town_id = $1 and source = 'whatsapp'`,
  );
  expect(message).toBeDefined();
  await fetchDue();
  await fetchDue();
  expect(await media()).toHaveLength(1);
  expect(files.size).toBe(1);
});

test.each<readonly [string, MediaFault, boolean | null]>([
  ['in hex', { kind: 'digest', as: 'hex' }, true],
  ['of something else', { kind: 'digest', as: 'other' }, false],
  ['that is none, beside a good one', { kind: 'digest', as: 'garbled' }, true],
])('a digest %s is compared and never costs the file', async (_what, fault, isAsStated) => {
  await send('image', fault);
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'STORED', is_as_stated: isAsStated }]);
});

test.each<readonly [string, MediaFault]>([
  ['their fault', { kind: 'refuse', status: 500, code: 131000 }],
  ['our token', { kind: 'refuse', status: 401, code: 190 }],
  ['a broken line', { kind: 'cut' }],
  ['silence', { kind: 'silence' }],
])('after %s it is tried again later, and nobody is bothered', async (_what, fault) => {
  await send('image', fault);
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'WAITING' }]);
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'WAITING' }]);
  scene.universe.advance(MEDIA.retry_ms);
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'STORED' }]);
  expect(scene.heardBy(retailer(1))).toHaveLength(1);
});

test('a full disk loses nothing', async () => {
  await send('image');
  storage.broken = true;
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'WAITING' }]);
  expect(scene.log.lines.map(({ message }) => message)).toContain('a medium could not be fetched');
  storage.broken = false;
  scene.universe.advance(MEDIA.claim_ms);
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'STORED' }]);
});

test('what the provider has not, by three answers, is lost, and its sender hears so', async () => {
  const gone = { kind: 'refuse', status: 400, code: 100 } as const;
  await send('image', gone, gone, gone);
  for (let tries = 0; tries < MEDIA.gone_tries_max; tries += 1) {
    await fetchDue();
    scene.universe.advance(MEDIA.retry_ms * 2);
  }
  expect(await media()).toMatchObject([{ state: 'LOST', reason: 'gone' }]);
  expect(scene.heardBy(retailer(1)).at(-1)).toContain('aaipugena');
});

test('after its days with the provider it is not asked for any more', async () => {
  await send('image', { kind: 'refuse', status: 500, code: 1 });
  await fetchDue();
  const asked = scene.double.media.asked.length;
  scene.universe.advance(MEDIA.kept_by_provider_ms + 1);
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'LOST', reason: 'expired' }]);
  expect(scene.double.media.asked).toHaveLength(asked);
});

test.each<readonly [Sent, MediaFault, string]>([
  ['document', { kind: 'size', bytes: MEDIA.bytes_max.document + 1, said: true }, 'too_large'],
  ['image', { kind: 'size', bytes: MEDIA.bytes_max.image + 1, said: false }, 'too_large'],
  ['audio', { kind: 'type', mimeType: 'text/html' }, 'wrong_type'],
])('a %s that does not fit is refused, once and in words', async (kind, fault, reason) => {
  await send(kind, fault);
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'REFUSED', reason, storage_key: null }]);
  const words = reason === 'too_large' ? 'nikai thulo' : 'aaipugena';
  expect(scene.heardBy(retailer(1)).at(-1)).toContain(words);
  expect(files.size).toBe(0);
});

test('a sticker calls nobody, and is missed by nobody', async () => {
  await send('sticker', { kind: 'size', bytes: MEDIA.bytes_max.sticker + 1, said: true });
  await fetchDue();
  expect(await media()).toMatchObject([{ state: 'REFUSED', reason: 'too_large' }]);
  expect(await scene.look('select 1 from support_tickets where town_id = $1')).toEqual([]);
  expect(scene.heardBy(retailer(1))).toHaveLength(1);
});

test('more in a day than any trade has is noted and not fetched', async () => {
  for (let sent = 0; sent <= MEDIA.per_day_max; sent += 1) {
    const medium = { id: ID, mime_type: 'image/webp' };
    await scene.say(retailer(2), { message: { type: 'sticker', sticker: medium } });
    await scene.settle();
  }
  expect(await waiting()).toBe(MEDIA.per_day_max);
  expect((await media()).at(-1)).toMatchObject({ state: 'REFUSED', reason: 'too_many' });
  scene.universe.advance(MEDIA.day_ms);
  await send('image');
  expect((await media()).at(-1)).toMatchObject({ state: 'WAITING' });
}, 60_000);

test('two workers share what is due', async () => {
  for (let i = 0; i < 8; i += 1) await send('sticker');
  const other = scene.hire('second');
  await Promise.all([
    fetchMedia({ ...scene.parts, source, storage }, () => true),
    fetchMedia({ ...other.parts, source, storage }, () => true),
  ]);
  await other.close();
  expect(files.size).toBe(8);
  // Each was asked for once: an address and its bytes.
  expect(scene.double.media.asked).toHaveLength(16);
});
