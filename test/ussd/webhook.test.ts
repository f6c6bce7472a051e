import request from 'supertest';
import { openUssd } from '../../src/channels/ussd/ussd.js';
import { openBench } from '../http/support.js';
import type { Bench } from '../http/support.js';
import type { HttpServer } from '../../src/http/server.js';

/** What a gateway meets over HTTP, before and after somebody takes the call. */

const TOKEN = 'a-keypad-path-token-of-the-tests';

let bench: Bench;
let server: HttpServer;
let taken: string[];
beforeAll(async () => {
  bench = await openBench();
  const { universe, log } = bench;
  const desk = {
    take: ({ phone }: { readonly phone: string }) => {
      taken.push(phone);
      return Promise.resolve({ text: 'Welcome', ends: false });
    },
    words: () => ({ text: 'Later', ends: true }),
  };
  const ussd = openUssd({ pathTokens: ['the-one-before-this', TOKEN], desk, universe, log });
  server = bench.build({ ussd });
});
beforeEach(() => {
  taken = [];
});
afterAll(() => bench.close());

const CALL = {
  sessionId: 's1',
  serviceCode: '*384*7000#',
  phoneNumber: '+9779800000001',
  text: '',
};

const dial = (path: string, fields = CALL): request.Test =>
  request(server.app).post(`/webhooks/ussd/${path}`).type('form').send(fields);

test.each([
  ['of another token', 'africastalking/another-token-of-16'],
  ['of no token', 'africastalking/'],
  ['of another gateway', `twilio/${TOKEN}`],
])('an address %s is not there, and takes no call', async (_name, path) => {
  await dial(path).expect(404);
  expect(taken).toEqual([]);
});

test('a call is answered with a screen that nobody may keep', async () => {
  for (const token of [TOKEN, 'the-one-before-this']) {
    const answer = await dial(`africastalking/${token}`).expect(200);
    expect(answer.text).toBe('CON Welcome');
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('text/plain') as string,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  }
  expect(taken).toEqual([CALL.phoneNumber, CALL.phoneNumber]);
});

test('what is no call is refused with what it is for', async () => {
  const path = `africastalking/${TOKEN}`;
  const got = await request(server.app).get(`/webhooks/ussd/${path}`).expect(405);
  expect(got.headers['allow']).toBe('POST');
  await dial(path, { ...CALL, text: '1*'.repeat(20_000) }).expect(413);
  await dial(path, { ...CALL, phoneNumber: 'nobody' }).expect(400);
  expect(taken).toEqual([]);
});
