import type { MessageRow } from './meta-payloads.js';
import { BSUID, EARLIER, PHONE, USER_ID } from './meta-payloads.js';

const OLD_USER_ID = 'US.99991208655302741918';

/** Notices about a user: they come without contacts. */
export const SYSTEM_ROWS: readonly MessageRow[] = [
  {
    name: 'changed number',
    message: {
      type: 'system',
      system: { body: 'User A changed', type: 'user_changed_number', wa_id: '12195555358' },
    },
    content: { kind: 'system', change: 'number_changed', newAddress: '+12195555358' },
    expect: { sender: [PHONE] },
  },
  {
    name: 'changed number, the older shape without from',
    message: {
      from: undefined,
      type: 'system',
      system: {
        body: 'changed',
        type: 'customer_changed_number',
        new_wa_id: '12195555358',
        customer: '16505551234',
      },
    },
    content: { kind: 'system', change: 'number_changed', newAddress: '+12195555358' },
    expect: { sender: [PHONE] },
  },
  {
    name: 'changed number that tells the id of before',
    message: {
      type: 'system',
      from_user_id: USER_ID,
      system: {
        type: 'user_changed_number',
        wa_id: '12195555358',
        user_id: USER_ID,
        previous_user_id: OLD_USER_ID,
      },
    },
    content: { kind: 'system', change: 'number_changed', newAddress: '+12195555358' },
    expect: { sender: [PHONE, { kind: 'bsuid', value: OLD_USER_ID }] },
  },
  {
    name: 'changed identity',
    message: {
      type: 'system',
      identity: { acknowledged: false, created_timestamp: 1602532300000, hash: 'Sjvjlx8G6Z0=' },
      system: { body: 'code changed', type: 'customer_identity_changed', identity: 'Sjvjlx8G6Z0=' },
    },
    content: { kind: 'system', change: 'identity_changed', newAddress: '' },
  },
  {
    name: 'changed user id, with the phone hidden',
    message: {
      from: undefined,
      type: 'system',
      system: {
        body: 'changed',
        type: 'user_changed_user_id',
        user_id: USER_ID,
        previous_user_id: OLD_USER_ID,
      },
    },
    content: { kind: 'system', change: 'user_id_changed', newAddress: USER_ID },
    expect: { sender: [{ kind: 'bsuid', value: OLD_USER_ID }] },
  },
  {
    name: 'a notice we do not know',
    message: { type: 'system', system: { type: 'user_moved_to_mars' } },
    content: { kind: 'system', change: 'user_moved_to_mars', newAddress: '' },
  },
];

/** What says little or nothing, and must stay an honest `unsupported`. */
export const ODD_ROWS: readonly MessageRow[] = [
  {
    name: 'unsupported, older shape',
    message: {
      type: 'unsupported',
      errors: [{ code: 131051, title: 'Message type unknown', error_data: { details: 'x' } }],
    },
    content: { kind: 'unsupported', type: 'unsupported' },
  },
  {
    name: 'unsupported, newer shape',
    message: { type: 'unsupported', unsupported: { type: 'poll' }, errors: [{ code: 131051 }] },
    content: { kind: 'unsupported', type: 'poll' },
  },
  {
    name: 'unknown',
    message: { type: 'unknown', errors: [{ code: 131051 }] },
    content: { kind: 'unsupported', type: 'unknown' },
  },
  {
    name: 'edit',
    message: {
      type: 'edit',
      edit: { original_message_id: EARLIER, message: { type: 'text', text: { body: '3 bora' } } },
    },
    content: { kind: 'unsupported', type: 'edit' },
    expect: { contextMessageId: EARLIER },
  },
  {
    name: 'revoke',
    message: { type: 'revoke', revoke: { original_message_id: EARLIER } },
    content: { kind: 'unsupported', type: 'revoke' },
    expect: { contextMessageId: EARLIER },
  },
  {
    name: 'request_welcome',
    message: { type: 'request_welcome' },
    content: { kind: 'unsupported', type: 'request_welcome' },
  },
  {
    name: 'image with errors and no body',
    message: { type: 'image', errors: [{ code: 131052, title: 'Media download error' }] },
    content: { kind: 'unsupported', type: 'image' },
  },
  {
    name: 'a type of tomorrow',
    message: { type: 'hologram', hologram: { id: '1' } },
    content: { kind: 'unsupported', type: 'hologram' },
  },
  {
    name: 'a type that names something every object has',
    message: { type: 'constructor' },
    content: { kind: 'unsupported', type: 'constructor' },
  },
  {
    name: 'no type',
    message: {},
    content: { kind: 'unsupported', type: 'none' },
  },
];

/** Who sent it, with and without a phone: the contacts that come along, and the sender made. */
export interface SenderRow {
  readonly name: string;
  readonly contacts: unknown;
  readonly from: unknown;
  readonly userId?: unknown;
  readonly sender: readonly unknown[];
  readonly senderName: string | null;
}

const named = (name: string, over: object): object => ({ profile: { name }, ...over });

export const SENDER_ROWS: readonly SenderRow[] = [
  {
    name: 'phone and user id',
    contacts: [named('Sita', { wa_id: '16505551234', user_id: USER_ID })],
    from: '16505551234',
    userId: USER_ID,
    sender: [PHONE, BSUID],
    senderName: 'Sita',
  },
  {
    name: 'user id alone',
    contacts: [{ profile: { username: '@sita' }, user_id: USER_ID }],
    from: undefined,
    userId: USER_ID,
    sender: [BSUID],
    senderName: '@sita',
  },
  {
    name: 'user id where the phone used to stand',
    contacts: undefined,
    from: USER_ID,
    sender: [BSUID],
    senderName: null,
  },
  {
    name: 'user id written differently in the two places',
    contacts: [named('Sita', { wa_id: '16505551234', user_id: `u${USER_ID}` })],
    from: '16505551234',
    userId: USER_ID,
    sender: [PHONE, BSUID],
    senderName: 'Sita',
  },
  {
    name: 'several contacts, matched by user id before phone',
    contacts: [
      named('Wrong', { wa_id: '16505551234', user_id: 'US.1' }),
      named('Right', { wa_id: '19995551234', user_id: USER_ID }),
    ],
    from: '16505551234',
    userId: USER_ID,
    sender: [PHONE, BSUID],
    senderName: 'Right',
  },
  {
    name: 'several contacts, none of them the sender',
    contacts: [named('A', { wa_id: '1999' }), named('B', { wa_id: '1888' })],
    from: '16505551234',
    sender: [PHONE],
    senderName: null,
  },
  {
    name: 'one contact, who is somebody else',
    contacts: [named('Other', { wa_id: '19995551234', user_id: 'US.1' })],
    from: '16505551234',
    sender: [PHONE],
    senderName: null,
  },
  {
    name: 'only the contact says who it is',
    contacts: [named('Sita', { wa_id: '16505551234', user_id: USER_ID })],
    from: undefined,
    sender: [PHONE, BSUID],
    senderName: 'Sita',
  },
  {
    name: 'contacts that are no contacts',
    contacts: [null, 'x', { profile: 5 }],
    from: '16505551234',
    sender: [PHONE],
    senderName: null,
  },
  {
    name: 'nobody',
    contacts: undefined,
    from: undefined,
    sender: [],
    senderName: null,
  },
  {
    name: 'a sender that is no phone',
    contacts: undefined,
    from: 'MTN',
    sender: [],
    senderName: null,
  },
];
