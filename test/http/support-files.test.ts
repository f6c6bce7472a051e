import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { openStorage } from '../../src/gateways/storage/storage.js';
import type { FileStorage } from '../../src/gateways/storage/file-storage.js';
import { callPerson } from '../../src/usecases/support-tickets.js';
import { WHATSAPP_MESSAGE } from '../../src/base/whatsapp-limits.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { addUser, call, logIn } from './api.js';
import { RELAY, openBench } from './support.js';
import type { Bench } from './support.js';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0, 10, 13]);
const PDF = Buffer.from('%PDF-1.7\n');
const DAY_MS = 24 * 60 * 60_000;

let folder: string;
let files: FileStorage;
let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let operator: string;
let warehouse: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pasal-said-'));
  files = openStorage({ folder });
  bench = await openBench({ files });
  towns = openTestTowns(bench);
  town = await towns.open();
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
  warehouse = await logIn(bench, (await addUser(bench, 'WAREHOUSE', [town.id])).email);
});
afterAll(async () => {
  await towns.close();
  await bench.close();
  await rm(folder, { recursive: true });
});

/** A ticket of a conversation that the operator has taken. */
async function taken(typedAgoMs = 0): Promise<{ ticketId: string; conversationId: string }> {
  const partyId = await town.addRetailer();
  const { rows } = await town.admin(
    'update sessions set last_typed_at = $2 where party_id = $1 returning conversation_id',
    [partyId, new Date(bench.universe.nowMs() - typedAgoMs)],
  );
  const conversationId = String(rows[0]?.conversation_id);
  const terms = { support_reply_ms: 60_000, support_idle_ms: 60_000 };
  const { ticketId } = await town.run((tx) =>
    callPerson(tx, town.cause('retailer', partyId), terms, {
      conversationId,
      ticketId: null,
      partyId,
      why: 'asked',
      words: '',
    }),
  );
  await town.admin('update sessions set ticket_id = $2 where conversation_id = $1', [
    conversationId,
    ticketId,
  ]);
  const path = `POST /v1/towns/${town.id}/support-tickets/${ticketId}/take`;
  expect((await call(bench, operator, path)).status).toBe(200);
  return { ticketId, conversationId };
}

type Query = Readonly<Record<string, string>>;

function send(
  ticketId: string,
  query: Query,
  bytes: Buffer,
  type = 'image/jpeg',
  who = operator,
): request.Test {
  return request(bench.server.app)
    .post(`/v1/towns/${town.id}/support-tickets/${ticketId}/files`)
    .query(query)
    .set('Authorization', `Bearer ${who}`)
    .set('content-type', type)
    .send(bytes);
}

const contentsOf = async (conversationId: string): Promise<Record<string, unknown>[]> =>
  (
    await town.admin('select content from outbox where conversation_id = $1 order by seq', [
      conversationId,
    ])
  ).rows.map(({ content }) => content as Record<string, unknown>);

test('a picture is kept and waits its turn; the same id again is the same message', async () => {
  const { ticketId, conversationId } = await taken();
  const query = { message: randomUUID(), caption: 'The red one' };
  bench.rung.length = 0;
  const sent = await send(ticketId, query, JPEG);
  expect(sent.status).toBe(200);
  expect(sent.body.conversation).toMatchObject([
    { way: 'out', kind: 'file', words: 'The red one', state: 'QUEUED' },
  ]);
  expect(bench.rung).toContain(RELAY);
  expect((await send(ticketId, query, JPEG)).status).toBe(200);
  const [content, ...more] = await contentsOf(conversationId);
  expect(more).toEqual([]);
  expect(content).toMatchObject({ as: 'image', mimeType: 'image/jpeg' });
  expect(await files.get(String(content?.['storageKey']))).toEqual(JPEG);

  const pdf = { message: randomUUID(), name: 'दर.pdf' };
  const document = await send(ticketId, pdf, PDF, 'application/pdf');
  expect(document.body.conversation).toMatchObject([{}, { kind: 'file', words: 'दर.pdf' }]);
});

test.each([
  ['a sort that is not handed on', 'image/webp', JPEG, 415],
  ['words', 'application/json', Buffer.from('{}'), 415],
  ['a picture that is none', 'image/png', JPEG, 415],
  ['nothing', 'image/jpeg', Buffer.alloc(0), 415],
  ['too much', 'image/jpeg', Buffer.alloc(WHATSAPP_MESSAGE.sent_file_bytes_max + 1, 255), 413],
])('%s is refused', async (_what, type, bytes, status) => {
  const { ticketId, conversationId } = await taken();
  const answer = await send(ticketId, { message: randomUUID() }, bytes, type);
  expect(answer.status).toBe(status);
  expect(await contentsOf(conversationId)).toEqual([]);
});

test('only who has it sends, to whoever wrote within a day, not by short message', async () => {
  const message = randomUUID();
  const { ticketId } = await taken(DAY_MS);
  const late = await send(ticketId, { message }, JPEG);
  expect([late.status, late.body.code]).toEqual([409, 'window_closed']);
  expect((await send(ticketId, { message }, JPEG, 'image/jpeg', warehouse)).status).toBe(403);
  expect((await send(randomUUID(), { message }, JPEG)).status).toBe(404);
  expect((await send(ticketId, {}, JPEG)).status).toBe(400);
  const bySms = await taken();
  await town.admin("update support_tickets set channel = 'sms' where id = $1", [bySms.ticketId]);
  const short = await send(bySms.ticketId, { message }, JPEG);
  expect([short.status, short.body.code]).toEqual([409, 'no_files']);
});
