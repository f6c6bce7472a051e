import type { InboundContent } from '../../base/inbound.js';
import { SMS } from '../../base/sms-limits.js';
import type { InboundElement } from '../../inbox/element.js';
import { addressesOf, cleanText } from '../../base/raw-json.js';
import { phoneOf, readForm, textOf } from '../ussd/fields.js';
import type { Fields } from '../ussd/fields.js';
import { AT_FAILURES } from './failures.js';

/**
 * The three forms that Africa's Talking posts to us, as elements of the inbox. Only what each must
 * have is asked for; fields we do not know are kept in `raw`. Undefined: not this form at all.
 */

/** What is read of a form, by the last word of its address. */
export type SmsForm = 'inbound' | 'delivery' | 'optout';

const ELEMENT = {
  channel: 'sms',
  senderName: null,
  content: null,
  contextMessageId: null,
  status: null,
  account: null,
} as const;

const ID = /^[\w.:@+=/-]+$/;

function idOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > SMS.id_characters_max) return undefined;
  return ID.test(text) ? text : undefined;
}

/** `2017-05-03T06:04:45Z` or `2017-05-03 06:04:45`, which is UTC too. */
function instantMs(text: string | undefined): number | null {
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(text?.trim() ?? '') ?? [];
  const ms = Date.parse(`${date}T${clock}Z`);
  return Number.isFinite(ms) ? ms : null;
}

function rawOf(fields: Fields): string {
  return JSON.stringify(fields);
}

function readInbound(fields: Fields): InboundElement | undefined {
  const id = idOf(textOf(fields, 'id'));
  const text = textOf(fields, 'text');
  const from = textOf(fields, 'from');
  if (id === undefined || text === undefined || from === undefined) return undefined;
  const words = cleanText(text.slice(0, SMS.text_characters_max));
  const content: InboundContent = { kind: 'text', text: words };
  return {
    ...ELEMENT,
    kind: 'message',
    accountId: (textOf(fields, 'to') ?? '').trim(),
    providerId: id,
    // A sender may be a word ("MTN"): such a message is kept, and nobody answers it.
    sender: addressesOf(phoneOf(from), undefined),
    typedAtMs: instantMs(textOf(fields, 'date')),
    content,
    raw: rawOf(fields),
  };
}

/**
 * How far a message has come, in the same ranks as WhatsApp's: that it arrived is stronger than
 * that it failed, whichever is reported first. Words of none of these move nothing.
 */
const RANKS: ReadonlyMap<string, number> = new Map([
  ['sent', 2],
  ['submitted', 2],
  ['buffered', 2],
  ['failed', 3],
  ['rejected', 3],
  ['expired', 3],
  ['absentsubscriber', 3],
  ['success', 4],
]);

function readDelivery(fields: Fields): InboundElement | undefined {
  const messageId = idOf(textOf(fields, 'id'));
  const status = idOf(textOf(fields, 'status'));
  if (messageId === undefined || status === undefined) return undefined;
  const word = status.toLowerCase();
  const reason = textOf(fields, 'failureReason') ?? '';
  const code = AT_FAILURES.get(reason.toLowerCase());
  const title = cleanText(reason).slice(0, 60);
  return {
    ...ELEMENT,
    kind: 'status',
    accountId: '',
    providerId: `${messageId}:${word}`,
    sender: [],
    typedAtMs: null,
    status: {
      messageId,
      status: word,
      rank: RANKS.get(word) ?? 0,
      callbackData: null,
      recipient: addressesOf(phoneOf(textOf(fields, 'phoneNumber')), undefined),
      errors: code === undefined ? [] : [{ code, title, details: title }],
    },
    raw: rawOf(fields),
  };
}

/** `newId` names it: the form has neither an id nor a time, and to stop twice is to stop. */
function readOptOut(fields: Fields, newId: () => string): InboundElement | undefined {
  const sender = addressesOf(phoneOf(textOf(fields, 'phoneNumber')), undefined);
  if (sender.length === 0) return undefined;
  return {
    ...ELEMENT,
    kind: 'message',
    accountId: (textOf(fields, 'senderId') ?? '').trim(),
    providerId: `optout:${newId()}`,
    sender,
    typedAtMs: null,
    content: { kind: 'system', change: 'opt_out', newAddress: '' },
    raw: rawOf(fields),
  };
}

/** Reads a body as the form of its address. */
export function readSmsForm(
  form: SmsForm,
  body: Buffer,
  newId: () => string,
): InboundElement | undefined {
  const fields = readForm(body);
  if (fields === undefined) return undefined;
  if (form === 'inbound') return readInbound(fields);
  return form === 'delivery' ? readDelivery(fields) : readOptOut(fields, newId);
}
