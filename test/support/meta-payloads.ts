import type { InboundContent } from '../../src/base/inbound.js';
import type { InboundElement } from '../../src/inbox/element.js';

/** What Meta posts, in the shapes its reference documents, and what we expect to make of it. */
export interface MessageRow {
  readonly name: string;
  /** Laid over the base message; `undefined` takes a key out. */
  readonly message: Readonly<Record<string, unknown>>;
  readonly content: InboundContent;
  readonly expect?: Partial<InboundElement>;
}

export const NUMBER_ID = '106540352242922';
export const WABA_ID = '102290129340398';
export const WAMID = 'wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQzQTdBNTg4RjM0OTEyQjhERjVENgA=';
export const EARLIER = 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI5RkE2QzM5RUE0RTUyMzhFRDkA';
export const USER_ID = 'US.13491208655302741918';
export const PHONE = { kind: 'phone', value: '+16505551234' } as const;
export const BSUID = { kind: 'bsuid', value: USER_ID } as const;

export const METADATA = { display_phone_number: '15550783881', phone_number_id: NUMBER_ID };
export const CONTACT = { profile: { name: 'Sheena Nelson' }, wa_id: '16505551234' };

/** A body with one change of the field `messages`. */
export function messagesBody(value: Readonly<Record<string, unknown>>): unknown {
  const whole = { messaging_product: 'whatsapp', metadata: METADATA, ...value };
  return fieldBody('messages', whole);
}

/** A body with one change of any field. */
export function fieldBody(field: unknown, value: unknown, time?: number): unknown {
  const entry = { id: WABA_ID, ...(time && { time }), changes: [{ field, value }] };
  return { object: 'whatsapp_business_account', entry: [entry] };
}

/** A message from the base contact with the given keys laid over it. */
export function aMessage(over: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { from: '16505551234', id: WAMID, timestamp: '1750096325', ...over };
}

const media = { id: '2754859441498128', mime_type: 'image/jpeg', sha256: '/JpVEEPC2AdiDjxn+Q==' };
const reply = (type: string, body: unknown): Readonly<Record<string, unknown>> => ({
  type: 'interactive',
  context: { from: '15550783881', id: EARLIER },
  interactive: { type, [type]: body },
});

const TEXT_ROWS: readonly MessageRow[] = [
  {
    name: 'text',
    message: { type: 'text', text: { body: '2 bora jira masino' } },
    content: { kind: 'text', text: '2 bora jira masino' },
    expect: {
      accountId: NUMBER_ID,
      kind: 'message',
      providerId: WAMID,
      sender: [PHONE],
      senderName: 'Sheena Nelson',
      typedAtMs: 1_750_096_325_000,
      contextMessageId: null,
    },
  },
  {
    name: 'text in Devanagari with an emoji',
    message: { type: 'text', text: { body: 'नमस्ते 🙏 चामल' } },
    content: { kind: 'text', text: 'नमस्ते 🙏 चामल' },
  },
  {
    name: 'text with a NUL and half a surrogate pair',
    message: { type: 'text', text: { body: 'a\u0000b\ud83dc' } },
    content: { kind: 'text', text: 'ab\ufffdc' },
  },
  {
    name: 'text from a click-to-WhatsApp advertisement',
    message: {
      type: 'text',
      text: { body: 'price?' },
      referral: {
        source_url: 'https://fb.me/x',
        source_type: 'ad',
        ctwa_clid: 'ARA',
        body: 'Rice',
      },
    },
    content: { kind: 'text', text: 'price?' },
    expect: { referral: 'ad' },
  },
  {
    name: 'picture from a post of ours, without a click id',
    message: {
      type: 'image',
      image: { id: '1', mime_type: 'image/jpeg', sha256: 'x', caption: 'price?' },
      referral: { source_url: 'https://fb.me/y', source_type: 'post', source_id: '7' },
    },
    content: {
      kind: 'media',
      media: 'image',
      mediaId: '1',
      mimeType: 'image/jpeg',
      caption: 'price?',
      sha256: 'x',
    },
    expect: { referral: 'post' },
  },
  {
    name: 'text that names an odd sort of source',
    message: { type: 'text', text: { body: 'ok' }, referral: { source_type: ['ad'] } },
    content: { kind: 'text', text: 'ok' },
  },
  {
    name: 'text whose referral is no object',
    message: { type: 'text', text: { body: 'ok' }, referral: 'ad' },
    content: { kind: 'text', text: 'ok' },
  },
  {
    name: 'reply',
    message: { type: 'text', text: { body: 'ok' }, context: { from: '1555', id: EARLIER } },
    content: { kind: 'text', text: 'ok' },
    expect: { contextMessageId: EARLIER },
  },
  {
    name: 'forwarded text, whose context has no id',
    message: { type: 'text', text: { body: 'fwd' }, context: { frequently_forwarded: true } },
    content: { kind: 'text', text: 'fwd' },
    expect: { contextMessageId: null },
  },
  {
    name: 'question about a product of the catalogue',
    message: {
      type: 'text',
      text: { body: 'yo kati ho?' },
      context: {
        from: '15550783881',
        id: EARLIER,
        referred_product: { catalog_id: '1948', product_retailer_id: 'NP-TEA' },
      },
    },
    content: { kind: 'text', text: 'yo kati ho?' },
    expect: { contextMessageId: EARLIER },
  },
  {
    name: 'text whose body is missing',
    message: { type: 'text' },
    content: { kind: 'unsupported', type: 'text' },
  },
  {
    name: 'text whose body is a number',
    message: { type: 'text', text: { body: 5 } },
    content: { kind: 'unsupported', type: 'text' },
  },
  {
    name: 'message to a group',
    message: { type: 'text', text: { body: '2 bora chamal' }, group_id: 'Y2FwaV9ncm91cDo' },
    content: { kind: 'unsupported', type: 'group' },
  },
];

const CHOICE_ROWS: readonly MessageRow[] = [
  {
    name: 'quick reply of a template',
    message: {
      type: 'button',
      context: { from: '15550783881', id: EARLIER },
      button: { payload: 'accept:01H', text: 'Accept' },
    },
    content: { kind: 'choice', id: 'accept:01H', title: 'Accept' },
    expect: { contextMessageId: EARLIER },
  },
  {
    name: 'quick reply without payload',
    message: { type: 'button', button: { text: 'Accept' } },
    content: { kind: 'choice', id: 'Accept', title: 'Accept' },
  },
  {
    name: 'button reply',
    message: reply('button_reply', { id: 'confirm:7', title: 'Confirm' }),
    content: { kind: 'choice', id: 'confirm:7', title: 'Confirm' },
    expect: { contextMessageId: EARLIER },
  },
  {
    name: 'list reply',
    message: reply('list_reply', { id: 'sku:1', title: 'Maize 2kg', description: 'KES 180' }),
    content: { kind: 'choice', id: 'sku:1', title: 'Maize 2kg' },
  },
  {
    name: 'answer to a form',
    message: reply('nfm_reply', {
      name: 'flow',
      body: 'Sent',
      response_json: '{"flow_token":"t1","shop":"Sita Kirana"}',
    }),
    content: { kind: 'form', name: 'flow', answer: '{"flow_token":"t1","shop":"Sita Kirana"}' },
  },
  {
    name: 'answer to a form that is no object and has no token',
    message: reply('nfm_reply', { name: 'address_message', body: 'Sent', response_json: '[1]' }),
    content: { kind: 'form', name: 'address_message', answer: '[1]' },
  },
  {
    name: 'answer to a form that is no JSON',
    message: reply('nfm_reply', { name: 'flow', response_json: '{oops' }),
    content: { kind: 'form', name: 'flow', answer: '"{oops"' },
  },
  {
    name: 'answer to a form that is an object instead of its text',
    message: reply('nfm_reply', { response_json: { a: 1 } }),
    content: { kind: 'form', name: '', answer: '{"a":1}' },
  },
  {
    name: 'answer about call permission',
    message: reply('call_permission_reply', { response: 'accept', expiration_timestamp: 1 }),
    content: { kind: 'unsupported', type: 'call_permission_reply' },
  },
  {
    name: 'button reply without an id',
    message: reply('button_reply', { title: 'Confirm' }),
    content: { kind: 'unsupported', type: 'interactive' },
  },
];

const ORDER_ROWS: readonly MessageRow[] = [
  {
    name: 'cart',
    message: {
      type: 'order',
      order: {
        catalog_id: '194836987003835',
        text: 'Love these!',
        product_items: [
          { product_retailer_id: 'di9ozbzfi4', quantity: 2, item_price: 30, currency: 'USD' },
          { product_retailer_id: 'nqryix03ez', quantity: 1, item_price: 599.9, currency: 'USD' },
        ],
      },
    },
    content: {
      kind: 'cart',
      note: 'Love these!',
      items: [
        { sku: 'di9ozbzfi4', quantity: '2', price: '30', currency: 'USD' },
        { sku: 'nqryix03ez', quantity: '1', price: '599.9', currency: 'USD' },
      ],
    },
  },
  {
    name: 'cart with the price as text, twice the same product and no note',
    message: {
      type: 'order',
      order: {
        catalog_id: '1',
        product_items: [
          { product_retailer_id: 'a', quantity: '2', item_price: '7.99', currency: 'NPR' },
          { product_retailer_id: 'a', quantity: 3, item_price: 0.1, currency: 'NPR' },
        ],
      },
    },
    content: {
      kind: 'cart',
      note: '',
      items: [
        { sku: 'a', quantity: '2', price: '7.99', currency: 'NPR' },
        { sku: 'a', quantity: '3', price: '0.1', currency: 'NPR' },
      ],
    },
  },
  {
    name: 'cart with a price that is no decimal',
    message: {
      type: 'order',
      order: {
        catalog_id: '1',
        product_items: [
          { product_retailer_id: 'a', quantity: 2, item_price: 1e30, currency: 'NPR' },
        ],
      },
    },
    content: { kind: 'unsupported', type: 'order' },
  },
  {
    name: 'cart without items',
    message: { type: 'order', order: { catalog_id: '1' } },
    content: { kind: 'unsupported', type: 'order' },
  },
];

const PLACE_ROWS: readonly MessageRow[] = [
  {
    name: 'location',
    message: {
      type: 'location',
      location: { latitude: 28.6, longitude: 81.63, name: 'Sita Kirana', address: 'Birendranagar' },
    },
    content: {
      kind: 'location',
      latitude: 28.6,
      longitude: 81.63,
      label: 'Sita Kirana, Birendranagar',
    },
  },
  {
    name: 'bare location with numbers as text',
    message: { type: 'location', location: { latitude: '-1.28', longitude: '36.8' } },
    content: { kind: 'location', latitude: -1.28, longitude: 36.8, label: '' },
  },
  {
    name: 'location off the earth',
    message: { type: 'location', location: { latitude: 91, longitude: 0 } },
    content: { kind: 'unsupported', type: 'location' },
  },
  {
    name: 'location of empty texts',
    message: { type: 'location', location: { latitude: '', longitude: '' } },
    content: { kind: 'unsupported', type: 'location' },
  },
  {
    name: 'contacts, one on WhatsApp, one not, one without a usable number',
    message: {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'A' },
          phones: [{ phone: '+1 (650) 555-9999', wa_id: '16505559999' }],
        },
        { name: { formatted_name: 'B' }, phones: [{ phone: '+977 980-0000001', type: 'CELL' }] },
        { name: { formatted_name: 'C' }, phones: [{ phone: 'MTN' }, {}] },
        { name: { formatted_name: 'D' }, origin: 'contact_request', vcard: 'BEGIN:VCARD' },
      ],
    },
    content: { kind: 'contacts', phones: ['+16505559999', '+9779800000001'] },
  },
  {
    name: 'contacts that are no list',
    message: { type: 'contacts', contacts: {} },
    content: { kind: 'unsupported', type: 'contacts' },
  },
];

const MEDIA_ROWS: readonly MessageRow[] = [
  ...(['image', 'video', 'audio', 'document', 'sticker'] as const).map((kind) => ({
    name: kind,
    message: { type: kind, [kind]: { ...media, filename: 'a.jpg', voice: true, animated: false } },
    content: {
      kind: 'media' as const,
      media: kind,
      mediaId: '2754859441498128',
      mimeType: 'image/jpeg',
      caption: '',
      sha256: media.sha256,
      fileName: 'a.jpg',
    },
  })),
  {
    name: 'image with a caption and its address',
    message: { type: 'image', image: { ...media, caption: 'yo kati?', url: 'https://x' } },
    content: {
      kind: 'media',
      media: 'image',
      mediaId: '2754859441498128',
      mimeType: 'image/jpeg',
      caption: 'yo kati?',
      sha256: media.sha256,
    },
  },
  {
    name: 'image without id',
    message: { type: 'image', image: {} },
    content: { kind: 'unsupported', type: 'image' },
  },
  {
    name: 'reaction',
    message: { type: 'reaction', reaction: { message_id: EARLIER, emoji: '\ud83d\udc4d' } },
    content: { kind: 'reaction', emoji: '👍', messageId: EARLIER },
  },
  {
    name: 'reaction taken back by leaving the emoji out',
    message: { type: 'reaction', reaction: { message_id: EARLIER } },
    content: { kind: 'reaction', emoji: '', messageId: EARLIER },
  },
  {
    name: 'reaction taken back by an empty emoji',
    message: { type: 'reaction', reaction: { message_id: EARLIER, emoji: '' } },
    content: { kind: 'reaction', emoji: '', messageId: EARLIER },
  },
];

export const MESSAGE_ROWS: readonly MessageRow[] = [
  ...TEXT_ROWS,
  ...CHOICE_ROWS,
  ...ORDER_ROWS,
  ...PLACE_ROWS,
  ...MEDIA_ROWS,
];
