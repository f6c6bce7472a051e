import { readSmsForm } from '../../src/channels/sms/elements.js';
import type { SmsForm } from '../../src/channels/sms/elements.js';

/**
 * Every form that Africa's Talking is documented to post, and what must not harm us. The bodies
 * are as its pages and recordings show them.
 */

function read(form: SmsForm, body: string): ReturnType<typeof readSmsForm> {
  return readSmsForm(form, Buffer.from(body), () => 'fresh');
}

const PHONE = [{ kind: 'phone', value: '+254711222333' }];

describe('incoming messages', () => {
  test.each([
    [
      'as documented',
      'date=2017-05-03T06%3A04%3A45Z&from=%2B254711222333&id=abc-1&linkId=SampleLinkId123' +
        '&text=Hello%20Sir&to=28901&networkCode=63902',
      { accountId: '28901', providerId: 'abc-1', text: 'Hello Sir', at: '2017-05-03T06:04:45Z' },
    ],
    [
      'a date with a blank, a cost, no linkId',
      'date=2017-05-03+06%3A04%3A45&from=%2B254711222333&id=7&text=2+bora&to=28901&cost=KES+1',
      { accountId: '28901', providerId: '7', text: '2 bora', at: '2017-05-03T06:04:45Z' },
    ],
    [
      'a plus that was not encoded, fields nobody knows',
      'from=+254711222333&id=8&text=ok&to=28901&mood=good',
      { accountId: '28901', providerId: '8', text: 'ok', at: null },
    ],
    [
      'an empty text and a date that is none',
      'date=yesterday&from=254711222333&id=9&text=&to=',
      { accountId: '', providerId: '9', text: '', at: null },
    ],
    [
      'Devanagari, a NUL and half a surrogate',
      `from=%2B254711222333&id=10&text=${encodeURIComponent('चामल')}%00&to=28901`,
      { accountId: '28901', providerId: '10', text: 'चामल', at: null },
    ],
  ])('%s', (_name, body, { accountId, providerId, text, at }) => {
    const element = read('inbound', body);
    expect(element).toMatchObject({
      channel: 'sms',
      kind: 'message',
      accountId,
      providerId,
      sender: PHONE,
      content: { kind: 'text', text },
      typedAtMs: at === null ? null : Date.parse(at),
    });
    expect(JSON.parse(element?.raw ?? '')).toMatchObject({ id: providerId });
  });

  test('of a sender that is a word has nobody to be answered', () => {
    expect(read('inbound', 'from=MTN&id=1&text=Win+now&to=28901')).toMatchObject({ sender: [] });
  });

  test('longer than ten parts is cut, and kept whole beside', () => {
    const element = read('inbound', `from=%2B254711222333&id=1&to=2&text=${'a'.repeat(5000)}`);
    expect(element?.content).toEqual({ kind: 'text', text: 'a'.repeat(1600) });
    expect(element?.raw.length).toBeGreaterThan(5000);
  });
});

describe('delivery reports', () => {
  test.each([
    ['Sent', 2],
    ['Submitted', 2],
    ['Buffered', 2],
    ['Rejected', 3],
    ['Failed', 3],
    ['Expired', 3],
    ['AbsentSubscriber', 3],
    ['Success', 4],
    ['InOrbit', 0],
  ])('%s', (status, rank) => {
    const body = `id=ATXid_1&status=${status}&phoneNumber=%2B254711222333&networkCode=63902`;
    expect(read('delivery', body)).toMatchObject({
      kind: 'status',
      providerId: `ATXid_1:${status.toLowerCase()}`,
      status: { messageId: 'ATXid_1', rank, recipient: PHONE, errors: [] },
    });
  });

  test.each([
    ['InsufficientCredit', 405],
    ['InvalidLinkId', 601],
    ['UserIsInactive', 602],
    ['UserInBlackList', 406],
    ['UserAccountSuspended', 603],
    ['NotNetworkSubscriber', 407],
    ['UserNotSubscribedToProduct', 604],
    ['UserDoesNotExist', 403],
    ['DeliveryFailure', 605],
  ])('failed for %s', (reason, code) => {
    const body = `id=ATXid_1&status=Failed&phoneNumber=+254711222333&failureReason=${reason}`;
    const element = read('delivery', `${body}&retryCount=2`);
    expect(element?.status?.errors).toEqual([{ code, title: reason, details: reason }]);
  });
});

describe('opt-outs', () => {
  test('name the phone and the sender, and nothing else', () => {
    const element = read('optout', 'senderId=28901&phoneNumber=%2B254711222333');
    expect(element).toMatchObject({
      kind: 'message',
      accountId: '28901',
      providerId: 'optout:fresh',
      sender: PHONE,
      content: { kind: 'system', change: 'opt_out' },
    });
  });
});

describe('what is not the form of its address', () => {
  test.each<[SmsForm, string]>([
    ['inbound', ''],
    ['inbound', '{"id":"1","from":"+254711222333","text":"json"}'],
    ['inbound', 'from=%2B254711222333&text=no+id'],
    ['inbound', 'id=1&text=from+nobody'],
    ['inbound', 'id=1&from=%2B254711222333'],
    ['inbound', `id=${'9'.repeat(200)}&from=%2B254711222333&text=x`],
    ['inbound', 'id=a%0Ab&from=%2B254711222333&text=x'],
    ['delivery', 'status=Success&phoneNumber=%2B254711222333'],
    ['delivery', 'id=1&phoneNumber=%2B254711222333'],
    ['optout', 'senderId=28901'],
    ['optout', 'senderId=28901&phoneNumber=MTN'],
    ['optout', 'phoneNumber=%E0%A4%A'],
  ])('%s: %s', (form, body) => {
    expect(read(form, body)).toBeUndefined();
  });
});
