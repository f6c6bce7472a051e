import { callPerson, timeOutTicket } from '../../src/usecases/support-tickets.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { addUser, call, logIn } from './api.js';
import { RELAY, openBench } from './support.js';
import type { Bench } from './support.js';

const TERMS = { support_reply_ms: 60_000, support_idle_ms: 60_000 };

let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let operator: string;
let colleague: string;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
  colleague = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

type Answer = Awaited<ReturnType<typeof call>>;
const ask = (who: string, what: string, body?: object): Promise<Answer> => {
  const [method = '', path = ''] = what.split(' ');
  return call(bench, who, `${method} /v1/towns/${town.id}${path}`, body);
};

interface Caller {
  readonly conversationId: string;
  readonly ticketId: string;
}

/** A retailer who asked for a person, and whose last message is as old as that. */
async function waiting(typedAgoMs = 0): Promise<Caller> {
  const partyId = await town.addRetailer();
  const typedAt = new Date(bench.universe.nowMs() - typedAgoMs);
  const { rows } = await town.admin(
    'update sessions set last_typed_at = $2 where party_id = $1 returning conversation_id',
    [partyId, typedAt],
  );
  const conversationId = String(rows[0]?.conversation_id);
  const called = await town.run((tx) =>
    callPerson(tx, town.cause('retailer', partyId), TERMS, {
      conversationId,
      ticketId: null,
      partyId,
      why: 'asked',
      words: '',
    }),
  );
  await town.admin('update sessions set ticket_id = $2 where conversation_id = $1', [
    conversationId,
    called.ticketId,
  ]);
  return { conversationId, ticketId: called.ticketId };
}

const held = async ({ conversationId }: Caller): Promise<unknown> =>
  (
    await town.admin(
      'select held, ticket_id is not null as open from sessions where conversation_id = $1',
      [conversationId],
    )
  ).rows[0];

const tellsTo = async ({ conversationId }: Caller): Promise<unknown[]> =>
  (
    await town.admin(
      `select content ->> 'type' as type from inbox
       where conversation_id = $1 and source = 'tell' order by id`,
      [conversationId],
    )
  ).rows.map(({ type }) => type as unknown);

test('a ticket is taken, written in and given back, and the person hears both ends', async () => {
  const caller = await waiting();
  const path = `/support-tickets/${caller.ticketId}`;
  const listed = await ask(operator, 'GET /support-tickets');
  expect(listed.body.data).toContainEqual(
    expect.objectContaining({ id: caller.ticketId, why: 'asked', state: 'WAITING' }),
  );
  const early = await ask(operator, `POST ${path}/messages`, { words: 'Namaste' });
  expect([early.status, early.body.code]).toEqual([409, 'not_yours']);

  const taken = await ask(operator, `POST ${path}/take`);
  expect(taken.body).toMatchObject({ state: 'TAKEN', history: [{ event: 'opened' }, {}] });
  expect(await held(caller)).toEqual({ held: true, open: true });
  expect((await ask(colleague, `POST ${path}/take`)).body.code).toBe('taken');
  expect((await ask(operator, `POST ${path}/take`)).status).toBe(200);

  bench.rung.length = 0;
  const written = await ask(operator, `POST ${path}/messages`, { words: ' Namaste, Maya here ' });
  expect(written.body.conversation).toMatchObject([
    { way: 'out', kind: 'text', words: 'Namaste, Maya here', state: 'QUEUED' },
  ]);
  expect(bench.rung).toContain(RELAY);

  expect((await ask(colleague, `POST ${path}/take`, { over: true })).status).toBe(200);
  expect((await ask(operator, `POST ${path}/messages`, { words: 'x' })).status).toBe(409);
  const closed = await ask(colleague, `POST ${path}/close`, { note: 'explained' });
  expect(closed.body).toMatchObject({ state: 'CLOSED' });
  const { history } = closed.body as { readonly history: readonly object[] };
  expect(history.at(-1)).toMatchObject({ event: 'handed_back', note: 'explained' });
  expect(await held(caller)).toEqual({ held: false, open: false });
  expect(await tellsTo(caller)).toEqual(['office_took', 'office_handed_back']);
  for (const verb of ['take', 'close']) {
    const late = await ask(operator, `POST ${path}/${verb}`);
    expect([late.status, late.body.code]).toEqual([409, 'closed']);
  }
});

test('nothing is written after the 24 hours of WhatsApp', async () => {
  const caller = await waiting(24 * 3_600_000);
  const path = `/support-tickets/${caller.ticketId}`;
  await ask(operator, `POST ${path}/take`);
  const written = await ask(operator, `POST ${path}/messages`, { words: 'Namaste' });
  expect([written.status, written.body.code]).toEqual([409, 'window_closed']);
  const { rows } = await town.admin('select from outbox where conversation_id = $1', [
    caller.conversationId,
  ]);
  expect(rows).toEqual([]);
});

test('nobody takes it in time: told once, and an alert that somebody sees', async () => {
  const caller = await waiting();
  const timeOut = () =>
    town.run((tx) => timeOutTicket(tx, town.cause('machine'), TERMS, caller.ticketId));
  expect(await timeOut()).toMatchObject({ ok: true, value: { was: 'late' } });
  expect(await timeOut()).toMatchObject({ ok: false, refusal: 'not_now' });
  expect(await tellsTo(caller)).toEqual(['office_late']);
  const alerts = await ask(operator, 'GET /alerts');
  const { data } = alerts.body as { readonly data: readonly { id: string; subject: string }[] };
  const alert = data.find(({ subject }) => subject === caller.ticketId);
  expect(alert).toMatchObject({ kind: 'support_late', seen_at: null });
  const seen = await ask(operator, `POST /alerts/${alert?.id}/see`);
  expect(seen.body.seen_by).toEqual(expect.any(String));
  expect((await ask(operator, 'GET /alerts')).body.data).not.toContainEqual(
    expect.objectContaining({ id: alert?.id }),
  );
});

test('whoever has it and is silent loses it: it waits again and the machine answers', async () => {
  const caller = await waiting();
  await ask(operator, `POST /support-tickets/${caller.ticketId}/take`);
  const timedOut = await town.run((tx) =>
    timeOutTicket(tx, town.cause('machine'), TERMS, caller.ticketId),
  );
  expect(timedOut).toMatchObject({ ok: true, value: { was: 'left_idle' } });
  expect(await held(caller)).toEqual({ held: false, open: true });
  const again = await ask(operator, `GET /support-tickets/${caller.ticketId}`);
  expect(again.body).toMatchObject({ state: 'WAITING', taken_by: null });
});

test('what was asked by keypad is in the same list, and has no conversation', async () => {
  const partyId = await town.addRetailer();
  const { ticketId } = await town.run((tx) =>
    callPerson(tx, town.cause('retailer', partyId), TERMS, {
      conversationId: null,
      ticketId: null,
      partyId,
      why: 'call_back',
      words: '',
    }),
  );
  const path = `/support-tickets/${ticketId}`;
  expect((await ask(operator, `POST ${path}/take`)).body).toMatchObject({ why: 'call_back' });
  const written = await ask(operator, `POST ${path}/messages`, { words: 'Namaste' });
  expect([written.status, written.body.code]).toEqual([409, 'no_conversation']);
  expect((await ask(operator, `POST ${path}/close`)).status).toBe(200);
});

test.each([
  ['no token', undefined, '', 401],
  ['no such ticket', undefined, 'operator', 404],
  ['words that are none', { words: '  ' }, 'operator', 400],
  ['words beyond a message', { words: 'x'.repeat(4097) }, 'operator', 400],
  ['a field that is not known', { words: 'x', to: '+1' }, 'operator', 400],
])('%s', async (_name, body, who, status) => {
  const path = `POST /support-tickets/0190a000-0000-7000-8000-000000000001/messages`;
  const answer = await ask(who === '' ? '' : operator, path, body ?? { words: 'x' });
  expect(answer.status).toBe(status);
});

test('another town’s operator finds nothing', async () => {
  const other = await towns.open();
  const stranger = await logIn(bench, (await addUser(bench, 'OPERATOR', [other.id])).email);
  expect((await ask(stranger, 'GET /support-tickets')).status).toBe(404);
  expect((await ask(stranger, 'GET /alerts')).status).toBe(404);
});
