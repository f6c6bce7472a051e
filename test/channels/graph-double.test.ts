import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { frozenUniverse } from '../../src/base/universe.js';
import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import { verifySignature } from '../../src/channels/whatsapp/signature.js';
import { inboundBody, metaJson, openWebhookPoster } from '../../src/embedded/meta-webhook.js';
import { signBody } from '../../src/embedded/meta-webhook.js';
import type { InboundElement } from '../../src/inbox/element.js';
import { NUMBER, openPair, textTo } from './graph-pair.js';
import type { GraphPair } from './graph-pair.js';

const TO = '+9779800000001';
const SECRET = 'app-secret-of-the-tests';
const OURS = { phoneNumberId: NUMBER, wabaId: '1', displayPhone: '9779800000000' };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(...given: Parameters<typeof openPair>): Promise<GraphPair> {
  const pair = await openPair(...given);
  closing.push(() => pair.close());
  return pair;
}

/** Our side of the webhook, reduced to its first step: verify, take apart, answer. */
interface Receiver {
  readonly url: string;
  readonly elements: InboundElement[];
  readonly posts: number[];
  /** What the next posts are answered with; 200 when there is nothing left. */
  readonly answers: number[];
  until(count: number): Promise<void>;
}

async function receiver(): Promise<Receiver> {
  const elements: InboundElement[] = [];
  const posts: number[] = [];
  const answers: number[] = [];
  let look = (): void => undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const header = request.headers['x-hub-signature-256'] as string | undefined;
      const status = verifySignature(body, header, [SECRET]) ? (answers.shift() ?? 200) : 401;
      const parsed = parseWebhook(body);
      posts.push(status);
      if (status === 200) elements.push(...parsed.elements);
      response.writeHead(status).end();
      look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapp`;
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (elements.length >= count) resolve();
      };
      look();
    });
  return { url, elements, posts, answers, until };
}

const reporting = (url: string): object => ({
  statuses: { url, appSecret: SECRET, words: ['sent', 'delivered', 'read'], beatMs: 5 },
});

describe('the double reports statuses', () => {
  test('signed, one after the other, with our id in each', async () => {
    const service = await receiver();
    const { graph, double } = await open(reporting(service.url));
    const { providerMessageId } = await graph.send(NUMBER, textTo(TO, 'x', 'outbox-9'));
    await service.until(3);
    expect(service.elements.map(({ status }) => status?.status)).toEqual([
      'sent',
      'delivered',
      'read',
    ]);
    for (const { status, accountId } of service.elements) {
      expect(accountId).toBe(NUMBER);
      expect(status).toMatchObject({
        messageId: providerMessageId,
        callbackData: 'outbox-9',
        recipient: [{ kind: 'phone', value: TO }],
      });
    }
    expect(double.counts()).toMatchObject({ accepted: 1, refused: 0 });
  });

  test('again until the answer is 200', async () => {
    const service = await receiver();
    service.answers.push(500, 503, 404);
    const { graph } = await open(reporting(service.url));
    await graph.send(NUMBER, textTo(TO));
    await service.until(3);
    expect(service.posts.slice(0, 3)).toEqual([500, 503, 404]);
    const words = service.elements.map(({ status }) => status?.status);
    expect(new Set(words)).toEqual(new Set(['sent', 'delivered', 'read']));
  });

  test('doubled, out of order and failed, when told', async () => {
    const service = await receiver();
    const { graph, double } = await open(reporting(service.url));
    const words = ['read', 'read', 'sent', 'failed'];
    double.addFault({ to: TO, act: { kind: 'statuses', words, code: 131049 } });
    await graph.send(NUMBER, textTo(TO));
    await service.until(4);
    expect(service.elements.map(({ status }) => status?.status)).toEqual(words);
    expect(service.elements.at(-1)?.status?.errors).toMatchObject([{ code: 131049 }]);
  });

  test('in batches, for messages it took without answering as well', async () => {
    const service = await receiver();
    const { graph, double } = await open(reporting(service.url), 300, 50);
    double.addFault({ callbackData: 'o-7', act: { kind: 'silence', accept: true } });
    const sends = Array.from({ length: 50 }, (_, index) =>
      graph.send(NUMBER, textTo(TO, 'x', `o-${index}`)),
    );
    await Promise.all(sends);
    await service.until(150);
    expect(service.elements).toHaveLength(150);
    expect(service.posts.length).toBeLessThan(150);
    const lost = service.elements.filter(({ status }) => status?.callbackData === 'o-7');
    expect(lost).toHaveLength(3);
    // It hears our 200 after we have counted what it brought.
    while (!double.idle()) await nextTurn();
  });
});

describe('the double keeps to limits', () => {
  test('of a pair: 45 at once, then one per six seconds, others unharmed', async () => {
    const universe = frozenUniverse(Date.UTC(2026, 2, 2));
    const { graph, double } = await open({ universe, pairLimit: true });
    const codeTo = async (to: string): Promise<number | null> =>
      (await graph.send(NUMBER, textTo(to))).code;
    for (let sent = 0; sent < 45; sent += 1) expect(await codeTo(TO)).toBeNull();
    expect(await codeTo(TO)).toBe(131056);
    expect(await codeTo('+9779800000002')).toBeNull();
    universe.advance(6000);
    expect(await codeTo(TO)).toBeNull();
    expect(await codeTo(TO)).toBe(131056);
    expect(double.counts().pairRefused).toBe(2);
  });

  test('of a number', async () => {
    const universe = frozenUniverse(Date.UTC(2026, 2, 2));
    const { graph } = await open({ universe, perSecondMax: 2 });
    const codes = [];
    for (const last of [1, 2, 3]) {
      codes.push((await graph.send(NUMBER, textTo(`+977980000000${last}`))).code);
    }
    expect(codes).toEqual([null, null, 130429]);
    expect((await graph.send('2', textTo(TO))).code).toBeNull();
    universe.advance(500);
    expect((await graph.send(NUMBER, textTo(TO))).code).toBeNull();
  });

  test.each([
    ['no plus before the number', '{"messaging_product":"whatsapp","to":"9779800000001"}', 131009],
    ['nobody', '{"messaging_product":"whatsapp","type":"text","text":{"body":"x"}}', 131008],
    ['another product', '{"to":"+9779800000001"}', 131008],
    ['no JSON', '{', 100],
    ['a text too long', textTo(TO, 'x'.repeat(4097)), 100],
    ['an unknown type', textTo(TO).replace('"type":"text"', '"type":"fax"'), 131009],
  ])('of a payload: %s', async (_what, body, code) => {
    const { graph, double } = await open();
    expect((await graph.send(NUMBER, body)).code).toBe(code);
    expect(double.log.count).toBe(0);
  });
});

describe('the double over HTTP', () => {
  const ask = async (url: string, init?: RequestInit): Promise<Record<string, unknown>> =>
    (await (await fetch(url, init)).json()) as Record<string, unknown>;

  test('tells what was sent, and lets one wait for the next', async () => {
    const { graph, double } = await open();
    const messages = `${double.url}/_double/messages`;
    expect(await ask(`${messages}?after=0`)).toEqual({ messages: [], next: 0 });
    const waiting = ask(`${messages}?after=0&wait=20000`);
    await graph.send(NUMBER, textTo(TO, 'one'));
    expect(await waiting).toMatchObject({ messages: [{ seq: 1, to: TO }], next: 1 });
    await graph.send(NUMBER, textTo(TO, 'two'));
    await graph.send(NUMBER, textTo(TO, 'three'));
    expect(await ask(`${messages}?after=1&limit=1`)).toMatchObject({
      messages: [{ seq: 2, payload: { text: { body: 'two' } } }],
      next: 2,
    });
  });

  test('is told to misbehave, and to stop', async () => {
    const { graph, double } = await open();
    const faults = `${double.url}/_double/faults`;
    const act = { kind: 'error', status: 400, code: 131047 };
    await ask(faults, { method: 'POST', body: JSON.stringify([{ times: 2, act }, { act }]) });
    expect((await graph.send(NUMBER, textTo(TO))).code).toBe(131047);
    await ask(faults, { method: 'DELETE' });
    expect((await graph.send(NUMBER, textTo(TO))).code).toBeNull();
    expect(await ask(`${double.url}/_double/counts`)).toEqual({
      accepted: 1,
      refused: 1,
      faults: 1,
      receipts: 0,
      pairRefused: 0,
      statusesPosted: 0,
      idle: true,
    });
    expect((await fetch(`${double.url}/_double/nothing`)).status).toBe(404);
  });

  test('forgets the oldest, and counts on', async () => {
    const { graph, double } = await open({ logMax: 2 });
    for (let sent = 0; sent < 7; sent += 1) await graph.send(NUMBER, textTo(TO));
    const kept = double.log.after(0, 100).map(({ seq }) => seq);
    expect(kept.length).toBeLessThanOrEqual(4);
    expect(kept.at(-1)).toBe(7);
    expect(double.log.after(6, 100)).toHaveLength(1);
    expect(double.log.after(7, 100)).toHaveLength(0);
  });
});

describe('webhooks as Meta writes them', () => {
  test('escape what is not ASCII and slashes', () => {
    expect(metaJson({ a: 'né/🙏' })).toBe(String.raw`{"a":"n\u00e9\/\ud83d\ude4f"}`);
  });

  test('are taken apart into what was said', async () => {
    const service = await receiver();
    const poster = openWebhookPoster({
      url: service.url,
      appSecret: SECRET,
      connections: 1,
      timeoutMs: 5000,
    });
    closing.push(() => poster.close());
    const by = { phone: TO, name: 'सीता', typedAtMs: 1_750_096_325_000 };
    const body = inboundBody(OURS, [
      { ...by, id: 'wamid.1', say: { text: '२ बोरा चामल / 1' } },
      { ...by, id: 'wamid.2', say: { choice: { id: 'c', title: 'C' } }, contextId: 'wamid.0' },
      { ...by, id: 'wamid.3', say: { choice: { id: 'l', title: 'L', list: true } } },
      { ...by, id: 'wamid.4', say: { quickReply: { payload: 'p', text: 'P' } } },
      { ...by, id: 'wamid.5', phone: null, userId: 'NP.9', say: { message: { type: 'fax' } } },
    ]);
    expect(await poster.post(body)).toBe(200);
    expect(service.elements).toMatchObject([
      { providerId: 'wamid.1', senderName: 'सीता', sender: [{ kind: 'phone', value: TO }] },
      { content: { kind: 'choice', id: 'c' }, contextMessageId: 'wamid.0' },
      { content: { kind: 'choice', id: 'l' } },
      { content: { kind: 'choice', id: 'p', title: 'P' } },
      { sender: [{ kind: 'bsuid', value: 'NP.9' }], content: { kind: 'unsupported' } },
    ]);
    expect(service.elements[0]?.content).toEqual({ kind: 'text', text: '२ बोरा चामल / 1' });
  });

  test('carry a signature that another secret does not verify', () => {
    const body = inboundBody(OURS, []);
    const header = signBody(body, SECRET);
    expect(verifySignature(Buffer.from(body), header, [SECRET])).toBe(true);
    expect(verifySignature(Buffer.from(body), header, ['another'])).toBe(false);
  });

  test('that nobody answers give 0', async () => {
    const settings = { appSecret: SECRET, connections: 1, timeoutMs: 1000 };
    const poster = openWebhookPoster({ ...settings, url: 'http://127.0.0.1:9/' });
    expect(await poster.post('{}')).toBe(0);
    await poster.close();
  });
});
