import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import type { InboundElement } from '../../src/inbox/element.js';
import { EVERY_MESSAGE_ROW } from '../support/meta-goods-payloads.js';
import { aMessage, CONTACT, messagesBody, WAMID } from '../support/meta-payloads.js';
import { ODD_ROWS, SENDER_ROWS, SYSTEM_ROWS } from '../support/meta-payloads-system.js';

function parseOne(value: Readonly<Record<string, unknown>>): InboundElement {
  const parsed = parseWebhook(Buffer.from(JSON.stringify(messagesBody(value))));
  expect(parsed.unusable).toEqual([]);
  expect(parsed.elements).toHaveLength(1);
  return parsed.elements[0] as InboundElement;
}

describe('messages', () => {
  test.each([...EVERY_MESSAGE_ROW, ...ODD_ROWS])('$name', ({ message, content, expect: more }) => {
    const element = parseOne({ contacts: [CONTACT], messages: [aMessage(message)] });
    expect(element).toMatchObject({
      kind: 'message',
      providerId: WAMID,
      content,
      status: null,
      account: null,
      ...more,
    });
    expect(element.referral).toBe(more?.referral);
    expect(element.raw).not.toContain('\u0000');
    expect(JSON.parse(element.raw)).toMatchObject({
      field: 'messages',
      phone_number_id: '106540352242922',
      message: JSON.parse(JSON.stringify(aMessage(message))) as unknown,
      contact: CONTACT,
    });
  });

  test.each(SYSTEM_ROWS)('notice: $name', ({ message, content, expect: more }) => {
    const element = parseOne({ messages: [aMessage(message)] });
    expect(element).toMatchObject({ kind: 'message', content, senderName: null, ...more });
  });

  test.each(SENDER_ROWS)('sender: $name', ({ contacts, from, userId, sender, senderName }) => {
    const message = aMessage({ from, from_user_id: userId, type: 'text', text: { body: 'x' } });
    const element = parseOne({ contacts, messages: [message] });
    expect(element.sender).toEqual(sender);
    expect(element.senderName).toBe(senderName);
  });

  test.each([
    ['seconds as text', '1750096325', 1_750_096_325_000],
    ['seconds as a number', 1750096325, 1_750_096_325_000],
    ['milliseconds', '1750096325123', 1_750_096_325_123],
    ['nothing', undefined, null],
    ['an empty text', '', null],
    ['words', 'yesterday', null],
    ['a time before all time', -5, null],
    ['a time after all time', '9e99', null],
    ['an object', {}, null],
  ])('typed at: %s', (_what, timestamp, expected) => {
    const message = aMessage({ timestamp, type: 'text', text: { body: 'x' } });
    expect(parseOne({ messages: [message] }).typedAtMs).toBe(expected);
  });
});
