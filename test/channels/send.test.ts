import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { openWhatsApp } from '../../src/channels/whatsapp/whatsapp.js';
import { openGraph } from '../../src/channels/whatsapp/send.js';
import type { FaultAct } from '../../src/embedded/graph-faults.js';
import { NUMBER, openPair, textTo, TOKEN } from './graph-pair.js';
import type { GraphPair } from './graph-pair.js';

const TO = '+9779800000001';

let pair: GraphPair;
afterEach(async () => {
  await pair.close();
});

describe('a send', () => {
  test('that is taken gives the id of the message and how Meta knows the recipient', async () => {
    pair = await openPair();
    const result = await pair.graph.send(NUMBER, textTo(TO, 'नमस्ते'));
    expect(result).toMatchObject({
      rule: { class: 'sent', retry: 'none' },
      httpStatus: 200,
      code: null,
      recipient: [{ kind: 'phone', value: TO }],
    });
    expect(pair.double.log.after(0, 10)).toMatchObject([
      {
        seq: 1,
        phoneNumberId: NUMBER,
        to: TO,
        id: result.providerMessageId,
        callbackData: 'outbox-1',
        payload: { text: { body: 'नमस्ते' } },
      },
    ]);
  });

  test('through the channel: rendered, sent to a user id, known by it', async () => {
    pair = await openPair();
    const { url } = pair.double;
    const settings = { baseUrl: `${url}/`, version: 'v25.0', token: TOKEN };
    const channel = openWhatsApp({ ...settings, timeoutMs: 5000, connections: 1 });
    const body = channel.render({ kind: 'text', body: 'x' }, { phone: null, bsuid: 'NP.1' }, 'o');
    const result = await channel.send(NUMBER, body);
    await channel.close();
    expect(result.rule.class).toBe('sent');
    expect(result.recipient).toEqual([{ kind: 'bsuid', value: 'NP.1' }]);
  });

  test('with another token is refused, and the token appears nowhere', async () => {
    pair = await openPair({ token: 'another' });
    const result = await pair.graph.send(NUMBER, textTo(TO));
    expect(result).toMatchObject({ rule: { class: 'token', retry: 'operator' }, code: 190 });
    expect(JSON.stringify(result)).not.toContain(TOKEN.slice(0, 10));
  });

  test('goes together with hundreds of others, one on each connection', async () => {
    pair = await openPair({ latencyMs: 200 }, 5000, 200);
    const startedMs = performance.now();
    const ids = Array.from({ length: 400 }, (_, index) => `outbox-${index}`);
    const results = await Promise.all(
      ids.map((id) => pair.graph.send(NUMBER, textTo(TO, 'x', id))),
    );
    // One after another it would take 80 s; 200 at once take two rounds of 200 ms.
    expect(performance.now() - startedMs).toBeLessThan(5000);
    expect(results.every(({ rule }) => rule.class === 'sent')).toBe(true);
    const sent = pair.double.log.after(0, 1000).map(({ callbackData }) => callbackData);
    expect(new Set(sent)).toEqual(new Set(ids));
    expect(sent).toHaveLength(400);
  });
});

describe('without an answer', () => {
  const SILENT: readonly (readonly [string, FaultAct, number])[] = [
    ['timeout, and it was taken', { kind: 'silence', accept: true }, 1],
    ['timeout, and it was not', { kind: 'silence', accept: false }, 0],
    ['reset, and it was taken', { kind: 'reset', accept: true }, 1],
    ['reset, and it was not', { kind: 'reset', accept: false }, 0],
    ['slower than the deadline', { kind: 'slow', ms: 5000 }, 0],
  ];

  test.each(SILENT)('%s: unknown, and sent once', async (_what, act, taken) => {
    pair = await openPair({}, 200);
    pair.double.addFault({ act });
    const result = await pair.graph.send(NUMBER, textTo(TO));
    expect(result).toMatchObject({
      rule: { class: 'unknown', retry: 'unsure' },
      httpStatus: null,
      providerMessageId: null,
    });
    expect(pair.double.log.count).toBe(taken);
    expect((await pair.graph.send(NUMBER, textTo(TO))).rule.class).toBe('sent');
  });

  test.each([502, 504])('a proxy says %d after it was taken: unknown', async (status) => {
    pair = await openPair();
    pair.double.addFault({ act: { kind: 'answer', status, body: '<html>', accept: true } });
    const result = await pair.graph.send(NUMBER, textTo(TO));
    expect(result).toMatchObject({ rule: { class: 'unknown' }, httpStatus: status, code: null });
  });

  test.each([
    ['no JSON', 'OK'],
    ['no id', '{"messages":[]}'],
    ['an empty body', ''],
  ])('a 200 with %s: unknown', async (_what, body) => {
    pair = await openPair();
    pair.double.addFault({ act: { kind: 'answer', status: 200, body, accept: true } });
    expect((await pair.graph.send(NUMBER, textTo(TO))).rule.class).toBe('unknown');
  });

  test('an answer without end is given up: unknown', async () => {
    pair = await openPair();
    const body = 'x'.repeat(200_000);
    pair.double.addFault({ act: { kind: 'answer', status: 200, body, accept: true } });
    expect((await pair.graph.send(NUMBER, textTo(TO))).rule.class).toBe('unknown');
    expect((await pair.graph.send(NUMBER, textTo(TO))).rule.class).toBe('sent');
  });

  test('nobody listens: not a byte left, so it may be tried again at once', async () => {
    pair = await openPair();
    const settings = { version: 'v25.0', token: TOKEN, timeoutMs: 2000, connections: 1 };
    const graph = openGraph({ ...settings, baseUrl: `http://127.0.0.1:${await closedPort()}` });
    const result = await graph.send(NUMBER, textTo(TO));
    await graph.close();
    expect(result).toMatchObject({ rule: { class: 'unreachable' }, detail: 'ECONNREFUSED' });
  });

  test('the other side speaks no TLS: not a byte left', async () => {
    pair = await openPair();
    const settings = { version: 'v25.0', token: TOKEN, timeoutMs: 2000, connections: 1 };
    const baseUrl = pair.double.url.replace('http:', 'https:');
    const graph = openGraph({ ...settings, baseUrl });
    const result = await graph.send(NUMBER, textTo(TO));
    await graph.close();
    expect(result.rule.class).toBe('unreachable');
    expect(pair.double.log.count).toBe(0);
  });

  test('no connection comes free before the deadline: not a byte left', async () => {
    pair = await openPair({}, 300, 1);
    // The first send of a process takes its time, and both deadlines are to run from one moment.
    await pair.graph.send(NUMBER, textTo(TO, 'x', 'first'));
    pair.double.addFault({ to: '+9779800000002', act: { kind: 'silence', accept: true } });
    const [stuck, waiting] = await Promise.all([
      pair.graph.send(NUMBER, textTo('+9779800000002')),
      pair.graph.send(NUMBER, textTo(TO)),
    ]);
    expect(stuck.rule.class).toBe('unknown');
    expect(waiting.rule.class).toBe('unreachable');
    expect((await pair.graph.send(NUMBER, textTo(TO, 'x', 'later'))).rule.class).toBe('sent');
    // The one that gave up while it waited is never sent afterwards.
    const sent = pair.double.log.after(0, 10).map(({ to, callbackData }) => [to, callbackData]);
    expect(sent).toEqual([
      [TO, 'first'],
      ['+9779800000002', 'outbox-1'],
      [TO, 'later'],
    ]);
  });
});

describe('what Meta asks us to wait', () => {
  test.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    [
      'minutes until access is regained',
      { 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":3}]}' },
      180_000,
    ],
    ['nonsense', { 'retry-after': 'soon', 'x-business-use-case-usage': '[' }, null],
    ['nothing', {}, null],
  ])('%s', async (_what, headers, expected) => {
    pair = await openPair();
    pair.double.addFault({ act: { kind: 'error', status: 400, code: 80007, headers } });
    const result = await pair.graph.send(NUMBER, textTo(TO));
    expect(result.rule.class).toBe('throttle_account');
    expect(result.retryAfterMs).toBe(expected);
  });
});

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server: Server = createServer((socket: Socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
