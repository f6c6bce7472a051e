import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { endMedium, keepMedium } from '../../src/domain/media/media.js';
import type { MediumEnd } from '../../src/domain/media/media.js';
import { openStorage } from '../../src/gateways/storage/storage.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

const BYTES = Buffer.from([0xff, 0xd8, 0xff, 0, 10, 13]);

let folder: string;
let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let operator: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pasal-files-'));
  const files = openStorage({ folder });
  await files.put('town/picture', BYTES, 'image/jpeg');
  bench = await openBench({ files });
  towns = openTestTowns(bench);
  town = await towns.open();
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
  await rm(folder, { recursive: true });
});

const KEPT: MediumEnd = {
  state: 'STORED',
  storageKey: 'town/picture',
  mimeType: 'image/jpeg',
  sizeBytes: BYTES.length,
  sha256: 'a'.repeat(64),
  isAsStated: true,
};

/** A medium of a message of a retailer's, as it is in the end. */
async function addMedium(
  end: MediumEnd | null,
  fileName = '',
): Promise<{ readonly id: string; readonly messageId: string }> {
  const partyId = await town.addRetailer();
  const messageId = town.universe.newId();
  const { rows } = await town.admin(
    `insert into inbox (town_id, id, conversation_id, source, provider_account_id, provider_id,
       sender, content, raw, received_at, correlation_id)
     select town_id, $2, conversation_id, 'whatsapp', 'n', $3, '{}', '{}', '', now(), 'c'
     from sessions where party_id = $1 returning conversation_id`,
    [partyId, messageId, `wamid.${messageId}`],
  );
  const conversationId = String(rows[0]?.conversation_id);
  const cause = town.cause('retailer', partyId);
  const content = {
    kind: 'media',
    media: 'image',
    mediaId: '1',
    mimeType: 'image/jpeg',
    caption: '',
    fileName,
  } as const;
  await town.run((tx) => keepMedium(tx, cause, { conversationId, messageId, partyId, content }));
  const kept = await town.admin('select id from media where inbox_id = $1', [messageId]);
  const id = String(kept.rows[0]?.id);
  if (end) await town.run((tx) => endMedium(tx, cause, id, end));
  return { id, messageId };
}

const list = (query: string): ReturnType<typeof call> =>
  call(bench, operator, `GET /v1/towns/${town.id}/media${query}`);
const fetchFile = (id: string, who = operator, where = town.id): request.Test =>
  request(bench.server.app)
    .get(`/v1/towns/${where}/media/${id}/file`)
    .set('Authorization', `Bearer ${who}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        done(null, Buffer.concat(chunks));
      });
    });

test('media are listed newest first, by state and by message, a page at a time', async () => {
  const first = await addMedium(KEPT);
  const second = await addMedium({ state: 'LOST', reason: 'gone' });
  const third = await addMedium(null);
  const ids = async (query: string): Promise<string[]> =>
    ((await list(query)).body.data as readonly { id: string }[]).map(({ id }) => id);
  expect(await ids('?limit=3')).toEqual([third.id, second.id, first.id]);
  expect(await ids(`?limit=3&after=${second.id}`)).toContain(first.id);
  expect(await ids('?state=LOST')).toEqual([second.id]);
  expect(await ids(`?message=${first.messageId}`)).toEqual([first.id]);
  expect((await list(`?message=${second.messageId}`)).body.data).toEqual([
    expect.objectContaining({ state: 'LOST', reason: 'gone', size_bytes: null, kind: 'image' }),
  ]);
});

test('a file is handed out to be saved, never to be shown', async () => {
  const { id } = await addMedium(KEPT, 'बिल "१".jpg');
  const answer = await fetchFile(id);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(BYTES);
  expect(answer.headers['content-type']).toBe('image/jpeg');
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename=/);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['cache-control']).toBe('private, no-store');
  const unnamed = await addMedium(KEPT);
  expect((await fetchFile(unnamed.id)).headers['content-disposition']).toContain(
    `image-${unnamed.id}.jpeg`,
  );
});

test('what is not fetched cannot be handed out, nor what the storage has lost', async () => {
  const waits = await addMedium(null);
  const early = await call(bench, operator, `GET /v1/towns/${town.id}/media/${waits.id}/file`);
  expect([early.status, early.body.code]).toEqual([409, 'not_kept']);
  expect(early.body.values).toMatchObject({ state: 'WAITING' });
  const lost = await addMedium({ ...KEPT, storageKey: 'town/elsewhere' });
  expect((await fetchFile(lost.id)).status).toBe(404);
  expect((await fetchFile(town.universe.newId())).status).toBe(404);
});

test('nobody else gets it: no other town, no other role', async () => {
  const { id } = await addMedium(KEPT);
  const other = await towns.open();
  const stranger = await logIn(bench, (await addUser(bench, 'OPERATOR', [other.id])).email);
  const warehouse = await logIn(bench, (await addUser(bench, 'WAREHOUSE', [town.id])).email);
  expect((await fetchFile(id, stranger)).status).toBe(404);
  expect((await fetchFile(id, stranger, other.id)).status).toBe(404);
  expect((await fetchFile(id, warehouse)).status).toBe(403);
  expect((await fetchFile(id, 'x.y.z')).status).toBe(401);
});
