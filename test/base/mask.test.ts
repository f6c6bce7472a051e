import { createMasker } from '../../src/base/mask.js';

const masker = createMasker(['demo-app-secret', 'r3dis-pass', 'short']);

const texts: readonly [string, string, string][] = [
  ['an E.164 phone', 'from +9779800000001 now', 'from +977***01 now'],
  ['a phone with blanks', 'call +977 980-000 0001', 'call +977***01'],
  ['a bare wa_id', 'wa_id 9779800000001', 'wa_id 9779***01'],
  ['two phones', '+9779800000001,+9779810000002', '+977***01,+977***02'],
  ['a phone in JSON', '{"from":"9779800000001"}', '{"from":"9779***01"}'],
  ['a known secret', 'sha256 with demo-app-secret!', 'sha256 with ***!'],
  ['a bearer token', 'Authorization: Bearer abc.DEF-123', 'Authorization: Bearer ***'],
  ['a Graph token', 'token EAAGm0PX4ZCpsBAKZCxyz failed', 'token *** failed'],
  ['a JWT', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'got ***'],
  ['a password in an address', 'postgres://pasal:hunter2@db/x', 'postgres://pasal:***@db/x'],
  ['a password without a user', 'redis://:hunter2@cache:6379', 'redis://:***@cache:6379'],
  [
    'a token in a query',
    'GET /v26.0/me?a=1&access_token=abc&b=2',
    'GET /v26.0/me?a=1&access_token=***&b=2',
  ],
];

test.each(texts)('%s is masked', (_what, text, shown) => {
  expect(masker.text(text)).toBe(shown);
});

const kept: readonly [string, string][] = [
  ['an order number', 'order 1042 placed'],
  ['a UUID', '01890a5d-ac96-774b-bcce-980000000001'],
  ['an instant in milliseconds', 'at 1772438400000'],
  ['an address with a port', 'http://127.0.0.1:30000/healthz'],
  ['a message id', 'wamid.HBgNOTc3OTgwMDAwMDAwMRUCABEYEjA'],
  ['a secret too short to search for', 'a short text'],
  ['Devanagari', '२ बोरा चामल'],
];

test.each(kept)('%s passes', (_what, text) => {
  expect(masker.text(text)).toBe(text);
});

test('names decide where looks do not', () => {
  const shown = masker.value({
    password: 'x',
    nested: { appSecret: 'y', verify_token: 'z', PIN: 1234, apiKey: ['k'] },
    phoneNumberId: '100000000000001',
    correlationId: '123456789012',
    tokenless: null,
  });
  expect(shown).toEqual({
    password: '***',
    nested: { appSecret: '***', verify_token: '***', PIN: '***', apiKey: '***' },
    phoneNumberId: '100000000000001',
    correlationId: '123456789012',
    tokenless: null,
  });
});

test('phones are masked in keys and values, however deep', () => {
  expect(masker.value({ a: [{ '+9779800000001': new Map([['to', '+9779800000001']]) }] })).toEqual({
    a: [{ '+977***01': { to: '+977***01' } }],
  });
});

test('an error keeps name, stack, code and cause, all masked', () => {
  const cause = new Error('redis://:hunter2@cache refused');
  const error = Object.assign(new Error('send to +9779800000001 failed', { cause }), {
    code: 'ECONNRESET',
  });
  const shown = masker.value({ error }) as { error: Record<string, unknown> };
  expect(shown.error).toMatchObject({
    name: 'Error',
    message: 'send to +977***01 failed',
    code: 'ECONNRESET',
    cause: { message: 'redis://:***@cache refused' },
  });
  expect(shown.error.stack).toMatch(/^Error: send to \+977\*\*\*01 failed\n\s+at /);
});

test('an error made of several shows them all', () => {
  const shown = masker.value(new AggregateError([new Error('one'), new Error('two')], 'both'));
  expect(shown).toMatchObject({
    message: 'both',
    errors: [{ message: 'one' }, { message: 'two' }],
  });
});

test('what JSON cannot hold becomes something it can', () => {
  const circle: Record<string, unknown> = { at: new Date(0), bad: new Date(Number.NaN) };
  circle.self = circle;
  const shown = masker.value({ circle, big: 12n, bytes: Buffer.from('abc'), call: () => 1 });
  expect(JSON.parse(JSON.stringify(shown))).toEqual({
    circle: { at: '1970-01-01T00:00:00.000Z', bad: null, self: '[circle]' },
    big: '12',
    bytes: '[3 bytes]',
    call: '[function]',
  });
});

test('long, deep and wide values are cut', () => {
  let deep: unknown = 'x';
  for (let level = 0; level < 20; level += 1) deep = [deep];
  expect(JSON.stringify(masker.value(deep))).toBe('[[[[[["[deep]"]]]]]]');
  expect(masker.text('a'.repeat(5000))).toHaveLength(4003);
  expect(masker.value(Array.from({ length: 60 }, () => 1))).toHaveLength(51);
  const wide = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`k${at}`, at]));
  expect(masker.value(wide)).toMatchObject({ k49: 49, more: 10 });
});
