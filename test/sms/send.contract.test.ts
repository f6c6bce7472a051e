import { realUniverse } from '../../src/base/universe.js';
import { sealText } from '../../src/base/sealed-text.js';
import type { SendResult } from '../../src/channels/channel.js';
import { readAnswer } from '../../src/channels/sms/answer.js';
import { openSms } from '../../src/channels/sms/sms.js';
import type { Channel } from '../../src/channels/channel.js';
import { openSmsDouble } from '../../src/embedded/sms-double.js';
import type { SmsDouble, SmsFaultAct } from '../../src/embedded/sms-double.js';

/**
 * The fault table of short messages: what the provider may do to a send, and the reaction, each
 * played over the wire through the SDK. Classes are those of src/channels/send-policy.ts.
 */

const KEY = 'a-pin-key-of-the-tests-of-more-than-32-signs';
const API_KEY = 'an-api-key-that-nobody-may-see';
const TO = '+9779800000001';

const universe = realUniverse();
let double: SmsDouble;
let sms: Channel;
beforeEach(async () => {
  const settings = { username: 'town', apiKey: API_KEY };
  double = await openSmsDouble({ universe, port: 0, ...settings, reports: null, logMax: 100 });
  sms = openOn(double.url);
});
afterEach(async () => {
  await double.close();
  await sms.close();
});

function openOn(baseUrl: string, over: object = {}): Channel {
  const settings = { username: 'town', apiKey: API_KEY, senderId: undefined, pinKey: KEY };
  return openSms({ ...settings, baseUrl, timeoutMs: 400, ...over });
}

async function send(to = TO, channel = sms): Promise<SendResult> {
  const body = channel.render(
    { kind: 'text', body: 'Order 1001' },
    { phone: to, bsuid: null },
    'o',
  );
  const result = await channel.send('7000', body);
  expect(JSON.stringify(result)).not.toContain(API_KEY);
  expect(JSON.stringify(result)).not.toContain(TO.slice(4));
  return result;
}

test('a message that is taken has an id, and came from the number it was sent for', async () => {
  const result = await send();
  expect(result).toMatchObject({ rule: { class: 'sent' }, httpStatus: 201, code: null });
  expect(double.log.after(0, 10)).toMatchObject([
    { id: result.providerMessageId, to: TO, payload: { from: '7000', text: 'Order 1001' } },
  ]);
});

test('a registered name takes the place of the number', async () => {
  await send(TO, openOn(double.url, { senderId: 'PASAL' }));
  expect(double.log.after(0, 10)).toMatchObject([{ payload: { from: 'PASAL' } }]);
});

const FAULTS: readonly (readonly [string, SmsFaultAct, string, string])[] = [
  ['401 RiskHold', { kind: 'code', code: 401 }, 'number', 'operator'],
  ['402 InvalidSenderId', { kind: 'code', code: 402 }, 'number', 'operator'],
  ['403 InvalidPhoneNumber', { kind: 'code', code: 403 }, 'undeliverable', 'never'],
  ['404 UnsupportedNumberType', { kind: 'code', code: 404 }, 'undeliverable', 'never'],
  ['405 InsufficientBalance', { kind: 'code', code: 405 }, 'payment', 'operator'],
  ['406 UserInBlacklist', { kind: 'code', code: 406 }, 'opted_out', 'never'],
  ['407 CouldNotRoute', { kind: 'code', code: 407 }, 'undeliverable', 'never'],
  ['409 DoNotDisturb', { kind: 'code', code: 409 }, 'opted_out', 'never'],
  ['500 InternalServerError', { kind: 'code', code: 500 }, 'platform', 'backoff'],
  ['501 GatewayError', { kind: 'code', code: 501 }, 'platform', 'backoff'],
  ['502 RejectedByGateway', { kind: 'code', code: 502 }, 'platform', 'backoff'],
  ['a code nobody documents', { kind: 'code', code: 999 }, 'unknown', 'unsure'],
  ['201 InvalidSenderId', { kind: 'refuses', message: 'InvalidSenderId' }, 'number', 'operator'],
  ['201 of no balance', { kind: 'refuses', message: 'InsufficientBalance' }, 'payment', 'operator'],
  ['201 of no recipient', { kind: 'refuses', message: 'Sent to 0/1' }, 'bad_request', 'never'],
  ['taken without an id', { kind: 'nameless' }, 'unknown', 'unsure'],
  ['HTTP 400', answered(400), 'bad_request', 'never'],
  ['HTTP 429', answered(429), 'throttle_account', 'backoff'],
  ['HTTP 500 of a proxy', answered(500), 'unknown', 'unsure'],
  ['HTTP 502 of a proxy', answered(502), 'unknown', 'unsure'],
  ['HTTP 503', answered(503), 'platform', 'backoff'],
  ['a page in place of an answer', answered(201), 'unknown', 'unsure'],
  ['200 in place of 201', answered(200), 'unknown', 'unsure'],
  ['no answer in time', { kind: 'silence', accept: false }, 'unknown', 'unsure'],
  ['no answer in time, and taken', { kind: 'silence', accept: true }, 'unknown', 'unsure'],
  ['a line that breaks', { kind: 'reset', accept: true }, 'unknown', 'unsure'],
];

function answered(status: number): SmsFaultAct {
  return { kind: 'answer', status, body: '<html>busy</html>', accept: false };
}

test.each(FAULTS)('%s', async (_name, act, name, retry) => {
  double.addFault({ act });
  expect(await send()).toMatchObject({ rule: { class: name, retry }, providerMessageId: null });
  // Whatever it was, the next one goes.
  expect(await send()).toMatchObject({ rule: { class: 'sent' } });
});

test('how long the provider asks to wait is waited', async () => {
  const headers = { 'retry-after': '7' };
  double.addFault({ act: { kind: 'answer', status: 429, body: '', accept: false, headers } });
  expect(await send()).toMatchObject({ rule: { retry: 'backoff' }, retryAfterMs: 7000 });
});

test('another key is refused for good, until an operator acts', async () => {
  const result = await send(TO, openOn(double.url, { apiKey: 'another-key' }));
  expect(result).toMatchObject({ rule: { class: 'token', retry: 'operator' }, httpStatus: 401 });
});

test('nobody there: nothing left, so it is tried again', async () => {
  await double.close();
  expect(await send()).toMatchObject({ rule: { class: 'unreachable', retry: 'backoff' } });
});

test('what is no phone is refused before anything leaves', async () => {
  expect(await send('+1')).toMatchObject({ rule: { class: 'undeliverable', retry: 'never' } });
  expect(double.log.count).toBe(0);
});

test('of several recipients each has an outcome of its own', () => {
  const Recipients = [
    { number: TO, statusCode: 101, status: 'Success', messageId: 'ATXid_1', cost: '0' },
    { number: '+9779800000002', statusCode: 403, status: 'InvalidPhoneNumber', messageId: 'None' },
  ];
  const body = { SMSMessageData: { Message: 'Sent to 1/2', Recipients } };
  expect(readAnswer(201, body, TO)).toMatchObject({
    rule: { class: 'sent' },
    providerMessageId: 'ATXid_1',
  });
  expect(readAnswer(201, body, '+9779800000002')).toMatchObject({
    rule: { class: 'undeliverable' },
    code: 403,
  });
});

test('a sealed word is opened on the wire alone', async () => {
  const sealed = sealText(universe, KEY, '4711');
  const content = { kind: 'text', body: 'Your PIN: ####.', sealed } as const;
  expect(JSON.stringify(content)).not.toContain('4711');
  await sms.send('7000', sms.render(content, { phone: TO, bsuid: null }, 'o'));
  expect(double.log.after(0, 10)).toMatchObject([{ payload: { text: 'Your PIN: 4711.' } }]);
  const other = openOn(double.url, { pinKey: 'another-key-of-more-than-32-signs-here' });
  expect(() => other.render(content, { phone: TO, bsuid: null }, 'o')).toThrow('PIN_KEY');
});

test('only a text of a few parts is a short message', () => {
  expect(sms.check({ kind: 'text', body: 'a'.repeat(612) })).toEqual([]);
  expect(sms.check({ kind: 'text', body: 'a'.repeat(613) })).toEqual(['5 parts, at most 4']);
  expect(sms.check({ kind: 'buttons', body: 'x', buttons: [] })).toHaveLength(1);
});
