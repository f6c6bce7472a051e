import { WHATSAPP_WEBHOOK } from '../../src/base/limits.js';
import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import type { ParsedWebhook } from '../../src/channels/whatsapp/envelope.js';
import { aMessage, fieldBody, messagesBody, METADATA } from '../support/meta-payloads.js';
import { NUMBER_ID, WABA_ID } from '../support/meta-payloads.js';

const parse = (body: unknown): ParsedWebhook => parseWebhook(Buffer.from(JSON.stringify(body)));
const text = (id: string, body = 'x'): unknown => aMessage({ id, type: 'text', text: { body } });
const kinds = (parsed: ParsedWebhook): string[] => parsed.elements.map((element) => element.kind);
const ids = (parsed: ParsedWebhook): string[] =>
  parsed.elements.map((element) => element.providerId);

describe('a batch', () => {
  test('gives every message, status and error of every change of every entry', () => {
    const change = (value: object): object => ({
      field: 'messages',
      value: { messaging_product: 'whatsapp', metadata: METADATA, ...value },
    });
    const parsed = parse({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: WABA_ID,
          changes: [
            change({ messages: [text('a'), text('b')] }),
            change({ statuses: [{ id: 'a', status: 'sent', timestamp: '1' }] }),
          ],
        },
        { id: '2', time: 1739321024, changes: [change({ errors: [{ code: 130429 }] })] },
      ],
    });
    expect(kinds(parsed)).toEqual(['message', 'message', 'status', 'account']);
    expect(ids(parsed).slice(0, 3)).toEqual(['a', 'b', 'a:sent']);
  });

  test.each([
    ['null', null],
    ['a text', 'x'],
    ['a number', 7],
    ['a list', [1]],
    ['without id', { from: '16505551234', type: 'text', text: { body: 'x' } }],
    ['with an id that is an object', aMessage({ id: {} })],
    ['with an id that holds a NUL', aMessage({ id: 'a\u0000b' })],
    ['with an id too long for a key', aMessage({ id: 'x'.repeat(3000) })],
  ])('keeps a malformed message as unknown, its siblings unharmed: %s', (_what, odd) => {
    const parsed = parse(messagesBody({ messages: [text('a'), odd, text('b')] }));
    expect(kinds(parsed)).toEqual(['message', 'unknown', 'message']);
    expect(parsed.unusable).toEqual([]);
    const unknown = parsed.elements[1];
    expect(unknown?.providerId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect((JSON.parse(unknown?.raw ?? '') as { message: unknown }).message).toEqual(odd);
  });

  test.each([
    ['null', null],
    ['without id', { status: 'sent' }],
    ['without status', { id: 'a' }],
    ['with a status that is a list', { id: 'a', status: [] }],
  ])('keeps a malformed status as unknown: %s', (_what, odd) => {
    const good = { id: 'a', status: 'read', timestamp: '1' };
    expect(kinds(parse(messagesBody({ statuses: [odd, good] })))).toEqual(['unknown', 'status']);
  });

  test.each([
    ['an entry that is null', { entry: [null] }],
    ['an entry without changes', { entry: [{ id: WABA_ID }] }],
    ['a change that is a text', { entry: [{ id: WABA_ID, changes: ['x'] }] }],
    ['a change without a value', { entry: [{ id: WABA_ID, changes: [{ field: 'messages' }] }] }],
    ['a change without a field', { entry: [{ id: WABA_ID, changes: [{ value: {} }] }] }],
    ['a field that is an object', fieldBody({}, {})],
    ['a value that is a text', fieldBody('messages', 'x')],
    ['a value that holds nothing', messagesBody({})],
    ['a value with an empty list', messagesBody({ messages: [] })],
    ['a list that is an object', messagesBody({ messages: { id: 'a' } })],
  ])('is one unknown element for %s', (_what, body) => {
    const parsed = parse(body);
    expect(kinds(parsed)).toEqual(['unknown']);
    expect(parsed.unusable).toEqual([]);
  });

  test('keeps the change as well where one of its lists is no list', () => {
    const parsed = parse(messagesBody({ messages: [text('a')], statuses: { id: 'b' } }));
    expect(kinds(parsed)).toEqual(['unknown', 'message']);
  });

  test('without metadata belongs to the business account', () => {
    const parsed = parse(fieldBody('messages', { messages: [text('a')] }));
    expect(parsed.elements[0]).toMatchObject({ kind: 'message', accountId: WABA_ID });
  });

  test('with a formatted display number is routed by the id of the number', () => {
    const metadata = { display_phone_number: '+250 788 123 200', phone_number_id: NUMBER_ID };
    const parsed = parse(messagesBody({ metadata, messages: [text('a')] }));
    expect(parsed.elements[0]?.accountId).toBe(NUMBER_ID);
  });

  test('has the same ids again when it is repeated with its keys in another order', () => {
    const one = fieldBody('account_alerts', { a: 1, b: { c: [1, 2], d: null } }, 1739321024);
    const other = fieldBody('account_alerts', { b: { d: null, c: [1, 2] }, a: 1 }, 1739321024);
    const later = fieldBody('account_alerts', { a: 1, b: { c: [1, 2], d: null } }, 1739321025);
    expect(ids(parse(one))).toEqual(ids(parse(other)));
    expect(ids(parse(one))).not.toEqual(ids(parse(later)));
  });
});

describe('a body that cannot be taken apart', () => {
  test.each([
    ['empty', '', 'not_json'],
    ['cut off', '{"object":"whatsapp_bus', 'not_json'],
    ['no text', Buffer.from([0xff, 0xfe, 0x00]), 'not_json'],
    ['a million open brackets', '['.repeat(1_000_000), 'not_json'],
    ['null', 'null', 'not_an_envelope'],
    ['a list', '[]', 'not_an_envelope'],
    ['a text', '"x"', 'not_an_envelope'],
    ['no entries', '{"object":"page"}', 'not_an_envelope'],
    ['entries that are no list', '{"entry":{}}', 'not_an_envelope'],
  ])('is kept whole: %s', (_what, body, reason) => {
    const raw = Buffer.from(body as string);
    expect(parseWebhook(raw)).toEqual({ elements: [], unusable: [{ reason, raw }] });
  });

  test('is kept whole for a member that nests too deep, siblings unharmed', () => {
    const deep = `{"id":"deep","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const body = JSON.stringify(messagesBody({ messages: [text('a'), 'DEEP', text('b')] }));
    const parsed = parseWebhook(Buffer.from(body.replace('"DEEP"', deep)));
    expect(ids(parsed)).toEqual(['a', 'b']);
    expect(parsed.unusable.map(({ reason }) => reason)).toEqual(['too_deep']);
  });

  test('keeps no deep contact, metadata or entry beside a message', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const body = JSON.stringify(
      messagesBody({
        metadata: { phone_number_id: NUMBER_ID, x: 'DEEP' },
        contacts: [{ wa_id: '16505551234', x: 'DEEP' }],
        messages: [text('a')],
      }),
    );
    const parsed = parseWebhook(Buffer.from(body.replaceAll('"DEEP"', deep)));
    expect(ids(parsed)).toEqual(['a']);
    expect(parsed.elements[0]?.senderName).toBeNull();
  });

  test('gives its first elements and is kept whole when there are too many', () => {
    const many = Array.from({ length: WHATSAPP_WEBHOOK.elements_max + 1 }, () => ({}));
    const parsed = parse(messagesBody({ messages: many }));
    expect(parsed.elements).toHaveLength(WHATSAPP_WEBHOOK.elements_max);
    expect(parsed.unusable.map(({ reason }) => reason)).toEqual(['too_many_elements']);
  });
});

describe('what is stored raw', () => {
  test('is the element alone, with the field and number of its envelope', () => {
    const parsed = parse(messagesBody({ messages: [text('a', 'one'), text('b', 'two')] }));
    const raw = parsed.elements[0]?.raw ?? '';
    expect(raw).toContain('one');
    expect(raw).not.toContain('two');
    expect(JSON.parse(raw)).toMatchObject({ field: 'messages', entry_id: WABA_ID });
  });

  test('holds ids written as long numbers without rounding them', () => {
    const body = JSON.stringify(
      fieldBody('message_template_status_update', { event: 'PAUSED', message_template_id: 1 }),
    ).replace('"message_template_id":1', '"message_template_id":12345678901234567891');
    const { elements } = parseWebhook(Buffer.from(body));
    expect(elements[0]?.raw).toContain('"message_template_id":"12345678901234567891"');
  });

  test('leaves digits inside texts and long fractions as they are', () => {
    const said = 'pay [: 12345678901234567891, "quoted \\" 1234567890123456"]';
    const body = JSON.stringify(messagesBody({ messages: [text('a', said)], x: [0] }));
    const parsed = parseWebhook(Buffer.from(body.replace('[0]', '[1234567890123456, 0.5e-3]')));
    expect(parsed.elements[0]?.content).toEqual({ kind: 'text', text: said });
  });
});
