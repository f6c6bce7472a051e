import { classifyGraphAnswer, classifyNetworkError } from '../../src/channels/send-failure.js';
import { ruleForCode } from '../../src/channels/send-failure.js';
import { backoffMs, SEND_POLICY } from '../../src/channels/send-policy.js';
import type { SendRule } from '../../src/channels/send-policy.js';
import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import { messagesBody, WAMID } from '../support/meta-payloads.js';
import { NUMBER, openPair, textTo } from './graph-pair.js';
import type { GraphPair } from './graph-pair.js';

type Row = readonly [
  name: string,
  rule: Partial<SendRule>,
  ...codes: (readonly [code: number, httpStatus: number])[],
];

/** The error policy as it is documented: what Meta answers, and what we do about it. */
const POLICY: readonly Row[] = [
  [
    'token',
    { class: 'token', retry: 'operator', scope: 'account', alert: true },
    [0, 401],
    [190, 401],
  ],
  [
    'permission',
    { class: 'token', retry: 'operator' },
    [3, 500],
    [10, 403],
    [200, 403],
    [299, 403],
  ],
  ['permission, newer', { class: 'token', retry: 'operator', alert: true }, [131005, 403]],
  [
    'locked',
    { class: 'account_locked', retry: 'operator', alert: true },
    [368, 403],
    [131031, 403],
  ],
  ['country barred', { class: 'permanent', retry: 'never' }, [130497, 403]],
  [
    'number',
    { class: 'number', retry: 'operator', scope: 'number', alert: true },
    [131045, 500],
    [133010, 400],
    [131037, 400],
  ],
  [
    'registration',
    { class: 'number', retry: 'operator' },
    [133005, 400],
    [133015, 400],
    [133016, 400],
  ],
  ['payment', { class: 'payment', retry: 'operator', scope: 'number', alert: true }, [131042, 400]],
  [
    'account throttle',
    { class: 'throttle_account', retry: 'backoff', scope: 'account' },
    [4, 400],
    [80007, 400],
  ],
  [
    'number throttle',
    { class: 'throttle_number', retry: 'backoff', scope: 'number' },
    [130429, 400],
  ],
  ['pair', { class: 'pair', retry: 'backoff', scope: 'pair', alert: false }, [131056, 400]],
  ['spam', { class: 'spam', scope: 'number', begunByUsOnly: true, alert: true }, [131048, 400]],
  ['tier', { class: 'tier', begunByUsOnly: true, alert: true }, [131064, 400]],
  [
    'platform',
    { class: 'platform', retry: 'backoff' },
    [1, 400],
    [2, 503],
    [131016, 500],
    [131057, 500],
    [133004, 503],
  ],
  ['something went wrong', { class: 'unknown', retry: 'unsure' }, [131000, 500]],
  ['undeliverable', { class: 'undeliverable', retry: 'never', fallback: 'sms' }, [131026, 400]],
  ['window', { class: 'window_closed', retry: 'never', fallback: 'template' }, [131047, 400]],
  ['withheld', { class: 'withheld', retry: 'never', alert: false }, [131049, 400]],
  ['opted out', { class: 'opted_out', retry: 'never' }, [131050, 400]],
  ['experiment', { class: 'permanent', retry: 'never' }, [130472, 400]],
  ['needs a phone', { class: 'needs_phone', fallback: 'ask_phone' }, [131062, 400], [131063, 400]],
  [
    'our bug',
    { class: 'bad_request', retry: 'never', alert: true },
    [131008, 400],
    [131009, 400],
    [131021, 400],
    [131051, 400],
    [100, 400],
    [33, 400],
    [135000, 400],
    [131055, 400],
    [131030, 400],
  ],
  ['media', { class: 'media', retry: 'never', fallback: 'text' }, [131052, 400], [131053, 400]],
  [
    'template',
    { class: 'template', retry: 'never', scope: 'template', alert: true },
    [132000, 400],
    [132001, 404],
    [132005, 400],
    [132007, 400],
    [132012, 400],
  ],
  [
    'template held',
    { class: 'template_held', scope: 'template', fallback: 'text' },
    [132015, 400],
    [132016, 400],
  ],
  ['flow', { class: 'flow', fallback: 'text' }, [132068, 400], [132069, 400]],
  [
    'terms',
    { class: 'permanent', alert: true },
    [134011, 400],
    [137000, 400],
    [139100, 400],
    [139103, 400],
  ],
  ['unknown code, theirs', { class: 'unknown', retry: 'unsure' }, [999999, 500], [999999, 503]],
  [
    'unknown code, ours',
    { class: 'bad_request', retry: 'never', alert: true },
    [999999, 400],
    [999999, 404],
  ],
];

const CASES = POLICY.flatMap(([name, rule, ...codes]) =>
  codes.map(([code, httpStatus]) => ({ name, rule, code, httpStatus })),
);

describe('every row of the error policy', () => {
  let pair: GraphPair;
  beforeAll(async () => {
    pair = await openPair();
  });
  afterAll(async () => {
    await pair.close();
  });

  test.each(CASES)('$name: $code with $httpStatus', async ({ rule, code, httpStatus }) => {
    const to = `+97798${String(code).padStart(8, '0')}`;
    const details = `Recipient ${to} of EAAJB${'x'.repeat(60)}`;
    pair.double.addFault({ to, act: { kind: 'error', status: httpStatus, code, details } });
    const result = await pair.graph.send(NUMBER, textTo(to));
    expect(result).toMatchObject({ rule, code, httpStatus, providerMessageId: null });
    // Neither a phone nor what may be a token gets into what is stored and logged.
    expect(result.detail).toBe('Recipient # of #');
  });

  test('serves the errors of a status that failed as well', () => {
    const late = { id: WAMID, status: 'failed', timestamp: '1', errors: [{ code: 131049 }] };
    const body = Buffer.from(JSON.stringify(messagesBody({ statuses: [late] })));
    const code = parseWebhook(body).elements[0]?.status?.errors[0]?.code ?? 0;
    expect(ruleForCode(code)?.class).toBe('withheld');
    expect(ruleForCode(424242)).toBeUndefined();
  });

  test('is covered by the cases above', () => {
    const tested = new Set(CASES.map(({ rule }) => rule.class));
    const untested = SEND_POLICY.map((rule) => rule.class).filter((name) => !tested.has(name));
    // Both come without a code: see the tests of sending.
    expect(untested).toEqual(['sent', 'unreachable']);
  });

  test('is sound: who waits has a wait, who gives up has none, an operator always hears', () => {
    for (const rule of SEND_POLICY) {
      expect([rule.class, rule.backoff !== null]).toEqual([rule.class, rule.retry === 'backoff']);
      if (rule.retry === 'operator') expect(rule.alert).toBe(true);
      if (rule.backoff !== null) expect(backoffMs(rule.backoff, 99)).toBe(rule.backoff.capMs);
    }
    const pairRule = SEND_POLICY.find(({ class: name }) => name === 'pair');
    const waits = [1, 2, 3].map((tries) => backoffMs(pairRule?.backoff as never, tries));
    expect(waits).toEqual([1000, 4000, 16_000]);
  });
});

describe('answers without a code', () => {
  test.each([
    [200, 'unknown'],
    [302, 'bad_request'],
    [400, 'bad_request'],
    [401, 'token'],
    [403, 'token'],
    [404, 'bad_request'],
    [408, 'unknown'],
    [413, 'bad_request'],
    [429, 'throttle_account'],
    [500, 'unknown'],
    [502, 'unknown'],
    [503, 'unknown'],
    [504, 'unknown'],
  ])('HTTP %d is %s', (httpStatus, expected) => {
    for (const body of [
      undefined,
      null,
      '<html>',
      [],
      {},
      { error: 'x' },
      { error: { code: 'x' } },
    ]) {
      const verdict = classifyGraphAnswer(httpStatus, body);
      expect(verdict.rule.class).toBe(expected);
      expect(verdict.code).toBeNull();
    }
  });
});

describe('failures of the network', () => {
  const failed = (code: string): Error => Object.assign(new Error('x'), { code });

  test.each(['ECONNRESET', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'ECONNREFUSED', 'EPIPE'])(
    '%s is unknown once the request may have left, and harmless before',
    (code) => {
      const after = classifyNetworkError(failed(code), { requestLeft: true });
      const before = classifyNetworkError(failed(code), { requestLeft: false });
      expect([after.rule.class, before.rule.class]).toEqual(['unknown', 'unreachable']);
      expect(after.detail).toBe(code);
    },
  );

  test.each([
    ['ENOTFOUND', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['ECONNREFUSED', 'unreachable'],
    ['CERT_HAS_EXPIRED', 'unreachable'],
    ['ECONNRESET', 'unknown'],
    ['ETIMEDOUT', 'unknown'],
    ['SOMETHING_NEW', 'unknown'],
  ])('%s where nobody can tell whether it left is %s', (code, expected) => {
    const wrapped = new TypeError('fetch failed', { cause: failed(code) });
    for (const error of [failed(code), wrapped]) {
      expect(classifyNetworkError(error, { requestLeft: undefined }).rule.class).toBe(expected);
    }
  });

  test('that are no errors at all are unknown', () => {
    for (const thrown of [undefined, null, 'x', 5, { code: 7 }]) {
      const verdict = classifyNetworkError(thrown, { requestLeft: undefined });
      expect(verdict.rule.class).toBe('unknown');
    }
  });
});
