import type { Address } from '../../base/inbound.js';
import { WHATSAPP_WEBHOOK } from '../../base/limits.js';
import type { InboundElement } from '../../inbox/element.js';
import { readContent } from './content.js';
import {
  addressesOf,
  asId,
  asInstantMs,
  asObject,
  asText,
  nestsWithin,
} from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';
import { systemSender } from './system-notice.js';

/**
 * Reads one member of `value.messages`. Undefined when it has no id under which it could be known
 * again: the envelope then keeps it as unknown. Whatever else is missing or odd, it is a message.
 */
export function readMessage(
  item: unknown,
  contacts: ContactBook,
  accountId: string,
  raw: (contact: RawObject | undefined) => string,
): InboundElement | undefined {
  const message = asObject(item);
  const providerId = asId(message?.['id']);
  if (message === undefined || providerId === undefined) return undefined;
  const contact = contactOf(message, contacts);
  const isSystem = message['type'] === 'system';
  return {
    channel: 'whatsapp',
    accountId,
    kind: 'message',
    providerId,
    sender: isSystem ? systemSender(message) : senderOf(message, contact),
    senderName: nameOf(contact),
    typedAtMs: asInstantMs(message['timestamp']),
    content: readContent(message),
    contextMessageId: contextOf(message),
    ...referralOf(message),
    status: null,
    account: null,
    raw: raw(contact),
  };
}

/**
 * Whether they tapped an advertisement or a post of ours that leads to WhatsApp (Meta,
 * click-to-WhatsApp ads): named by its sort, whatever else of it is missing. Status
 * advertisements bring no click id.
 */
function referralOf(message: RawObject): Pick<InboundElement, 'referral'> {
  const type = asText(asObject(message['referral'])?.['source_type']);
  return type === 'ad' || type === 'post' ? { referral: type } : {};
}

function senderOf(message: RawObject, contact: RawObject | undefined): Address[] {
  return addressesOf(
    message['from'] ?? contact?.['wa_id'],
    message['from_user_id'] ?? contact?.['user_id'],
  );
}

/** The people named beside the messages of one change, ready to be matched to them. */
export interface ContactBook {
  readonly byUserId: ReadonlyMap<unknown, RawObject>;
  readonly byPhone: ReadonlyMap<unknown, RawObject>;
  /** The contact where there is only one. */
  readonly only: RawObject | undefined;
}

/** Makes the book of `value.contacts`, leaving out what is no contact. */
export function contactBook(items: readonly unknown[]): ContactBook {
  const contacts = items
    .filter((item) => nestsWithin(item, WHATSAPP_WEBHOOK.element_nesting_max))
    .map(asObject)
    .filter((contact) => contact !== undefined);
  return {
    byUserId: new Map(contacts.map((contact) => [contact['user_id'], contact])),
    byPhone: new Map(contacts.map((contact) => [contact['wa_id'], contact])),
    only: contacts.length === 1 ? contacts[0] : undefined,
  };
}

/**
 * The contact that belongs to the message: by user id, then by phone, then the only one there is.
 * Meta's own samples differ between the two places by a letter, so the only contact is taken
 * unless it names another phone than the message does.
 */
function contactOf(message: RawObject, book: ContactBook): RawObject | undefined {
  const { from, from_user_id: userId } = message;
  const matched =
    (typeof userId === 'string' ? book.byUserId.get(userId) : undefined) ??
    (typeof from === 'string' ? book.byPhone.get(from) : undefined);
  const phone = book.only?.['wa_id'];
  const another = phone !== undefined && from !== undefined && phone !== from;
  return matched ?? (another ? undefined : book.only);
}

function nameOf(contact: RawObject | undefined): string | null {
  const profile = asObject(contact?.['profile']);
  const name = asText(profile?.['name']).trim() || asText(profile?.['username']).trim();
  return name === '' ? null : name;
}

/** The message that this one quotes, edits or takes back; a forwarded one has no id to name. */
function contextOf(message: RawObject): string | null {
  const places = [
    asObject(message['context'])?.['id'],
    asObject(message['edit'])?.['original_message_id'],
    asObject(message['revoke'])?.['original_message_id'],
  ];
  return places.map(asId).find((id) => id !== undefined) ?? null;
}
