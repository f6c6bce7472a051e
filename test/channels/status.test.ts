import { parseWebhook } from '../../src/channels/whatsapp/envelope.js';
import type { InboundElement } from '../../src/inbox/element.js';
import { BSUID, fieldBody, messagesBody, NUMBER_ID, PHONE } from '../support/meta-payloads.js';
import { USER_ID, WABA_ID, WAMID } from '../support/meta-payloads.js';

function only(body: unknown): InboundElement {
  const { elements, unusable } = parseWebhook(Buffer.from(JSON.stringify(body)));
  expect(unusable).toEqual([]);
  expect(elements).toHaveLength(1);
  return elements[0] as InboundElement;
}

function status(over: Readonly<Record<string, unknown>>): InboundElement {
  const base = { id: WAMID, status: 'sent', timestamp: '1750263773', recipient_id: '16505551234' };
  return only(messagesBody({ statuses: [{ ...base, ...over }] }));
}

describe('statuses', () => {
  test('say which message of ours came how far, and echo our id', () => {
    const element = status({
      biz_opaque_callback_data: '0190-our-id',
      conversation: { id: 'c', expiration_timestamp: '1750263999', origin: { type: 'service' } },
      pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
    });
    expect(element).toMatchObject({
      kind: 'status',
      accountId: NUMBER_ID,
      providerId: `${WAMID}:sent`,
      sender: [],
      typedAtMs: 1_750_263_773_000,
      content: null,
      status: {
        messageId: WAMID,
        status: 'sent',
        callbackData: '0190-our-id',
        recipient: [PHONE],
        errors: [],
      },
    });
    expect(element.raw).toContain('"category":"utility"');
  });

  test('are ranked so that folding never goes back, and arrival outweighs failure', () => {
    const rank = (word: string): number => status({ status: word }).status?.rank ?? -1;
    const words = ['deleted', 'accepted', 'sent', 'failed', 'delivered', 'read', 'played'];
    const ranks = words.map(rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBe(words.length);
  });

  test.each(['deleted', 'warning', 'in_orbit'])(
    'with a word we do not know move nothing: %s',
    (word) => {
      expect(status({ status: word }).status).toMatchObject({ status: word, rank: 0 });
    },
  );

  test.each([
    ['a phone', {}, [PHONE]],
    ['a phone and a user id', { recipient_user_id: USER_ID }, [PHONE, BSUID]],
    ['a user id alone', { recipient_id: undefined, recipient_user_id: USER_ID }, [BSUID]],
    ['nobody', { recipient_id: undefined }, []],
    [
      'a member of a group',
      { recipient_id: 'Y2Fw', recipient_type: 'group', recipient_participant_id: '16505551234' },
      [PHONE],
    ],
  ])('name their recipient: %s', (_what, over, recipient) => {
    expect(status(over).status?.recipient).toEqual(recipient);
  });

  test('that failed say why', () => {
    const errors = [
      { code: 131049, title: 'T', message: 'M', error_data: { details: 'D' }, href: 'https://x' },
      { code: '131047', message: 'only a message' },
      { title: 'no code' },
      null,
    ];
    expect(status({ status: 'failed', errors }).status?.errors).toEqual([
      { code: 131049, title: 'T', details: 'D' },
      { code: 131047, title: 'only a message', details: 'only a message' },
    ]);
  });

  test('may come with contacts beside them', () => {
    const contacts = [{ wa_id: '16505551234', user_id: USER_ID }];
    const statuses = [{ id: WAMID, status: 'delivered', timestamp: 1750263773 }];
    expect(only(messagesBody({ contacts, statuses })).kind).toBe('status');
  });
});

describe('news about our account', () => {
  test.each([
    [
      'account_update',
      { event: 'ACCOUNT_RESTRICTION', restriction_info: [] },
      'ACCOUNT_RESTRICTION',
    ],
    ['account_update', { event: 'DISABLED_UPDATE', ban_info: {} }, 'DISABLED_UPDATE'],
    ['account_alerts', { entity_type: 'PHONE_NUMBER', alert_type: 'X' }, null],
    ['account_review_update', { decision: 'APPROVED' }, null],
    ['phone_number_quality_update', { event: 'FLAGGED', current_limit: 'TIER_1K' }, 'FLAGGED'],
    ['phone_number_name_update', { decision: 'APPROVED' }, null],
    [
      'message_template_status_update',
      { event: 'PAUSED', message_template_id: 594425479 },
      'PAUSED',
    ],
    ['message_template_quality_update', { new_quality_score: 'RED' }, null],
    ['message_template_components_update', { message_template_name: 'x' }, null],
    ['template_category_update', { new_category: 'MARKETING' }, null],
    ['business_capability_update', { max_daily_conversation_per_phone: 10 }, null],
    ['user_preferences', { metadata: { phone_number_id: '1' }, user_preferences: [{}] }, null],
    ['security', { event: 'PIN_CHANGED' }, 'PIN_CHANGED'],
    ['flows', { event: 'FLOW_STATUS_CHANGE' }, 'FLOW_STATUS_CHANGE'],
    ['calls', { calls: [{ id: 'wacid.x', event: 'connect' }] }, null],
    ['history', { history: [] }, null],
    ['smb_message_echoes', { message_echoes: [{ id: WAMID }] }, null],
    ['standby', { messages: [{ id: WAMID, from: '16505551234', type: 'text' }] }, null],
    ['user_id_update', { user_id: { previous: 'US.1', current: 'US.2' } }, null],
    ['group_lifecycle_update', { groups: [] }, null],
    ['a_field_of_tomorrow', { anything: true }, null],
  ])('%s is one element, never a message', (field, value, event) => {
    const element = only(fieldBody(field, value, 1739321024));
    expect(element).toMatchObject({
      kind: 'account',
      accountId: field === 'user_preferences' ? '1' : WABA_ID,
      account: { field, event, errors: [] },
      content: null,
      sender: [],
      typedAtMs: 1_739_321_024_000,
    });
    expect(JSON.parse(element.raw)).toMatchObject({
      field,
      value: JSON.parse(JSON.stringify(value)),
    });
  });

  test('an error that belongs to no message', () => {
    const error = { code: 130429, title: 'Rate limit hit', error_data: { details: 'slow down' } };
    expect(only(messagesBody({ errors: [error] }))).toMatchObject({
      kind: 'account',
      accountId: NUMBER_ID,
      account: {
        field: 'messages',
        event: null,
        errors: [{ code: 130429, title: 'Rate limit hit', details: 'slow down' }],
      },
    });
  });
});
