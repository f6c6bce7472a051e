import { WHATSAPP_WEBHOOK } from '../../base/limits.js';
import type { InboundElement } from '../../inbox/element.js';
import { contactBook, readMessage } from './message.js';
import type { ContactBook } from './message.js';
import { readNotices } from './preferences.js';
import type { PersonNotice } from './preferences.js';
import { asArray, asId, asInstantMs, asObject, asText, cleanText } from '../../base/raw-json.js';
import { digestOf, nestsWithin, parseLossless } from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';
import { readErrors, readStatus } from './status.js';

/** A body taken apart: its elements, and what could not be made into any. */
export interface ParsedWebhook {
  readonly elements: readonly InboundElement[];
  readonly unusable: readonly Unusable[];
}

/** A body that is kept whole because a part of it was too much for us. */
export interface Unusable {
  readonly reason: 'not_json' | 'not_an_envelope' | 'too_deep' | 'too_many_elements';
  readonly raw: Buffer;
}

/** Where an element stands: what its envelope adds. */
interface Place {
  readonly entry: RawObject;
  readonly field: string;
  readonly value: RawObject | undefined;
  readonly accountId: string;
}

/**
 * Takes a signed body of Meta's apart: entry, change, and in the field `messages` each message,
 * status and error by itself; every other field is one element per change. Never throws, and one
 * malformed member never takes a sibling with it: it becomes an element of kind `unknown`, stored
 * raw. The body is not checked as a whole against any schema, because one new word in it would
 * then have Meta repeat the whole batch for days.
 */
export function parseWebhook(rawBody: Buffer): ParsedWebhook {
  let body: unknown;
  try {
    body = parseLossless(rawBody.toString('utf8'));
  } catch {
    return { elements: [], unusable: [{ reason: 'not_json', raw: rawBody }] };
  }
  const entries = asObject(body)?.['entry'];
  if (!Array.isArray(entries)) {
    return { elements: [], unusable: [{ reason: 'not_an_envelope', raw: rawBody }] };
  }
  const parts = new Parts();
  for (const entry of asArray(entries)) readEntry(entry, parts);
  return {
    elements: parts.elements,
    unusable: [...parts.reasons].map((reason) => ({ reason, raw: rawBody })),
  };
}

/** What a body has given so far, within its bounds. */
class Parts {
  readonly elements: InboundElement[] = [];
  readonly reasons = new Set<Unusable['reason']>();

  /** Adds what `read` makes of the item, unless there are too many or it nests too deep. */
  add(item: unknown, read: () => InboundElement): void {
    if (this.elements.length >= WHATSAPP_WEBHOOK.elements_max) {
      this.reasons.add('too_many_elements');
    } else if (!nestsWithin(item, WHATSAPP_WEBHOOK.element_nesting_max)) {
      this.reasons.add('too_deep');
    } else {
      this.elements.push(read());
    }
  }
}

function readEntry(item: unknown, parts: Parts): void {
  const entry = asObject(item);
  const changes = entry?.['changes'];
  if (entry === undefined || !Array.isArray(changes)) {
    const place = placeOf(entry ?? {}, undefined);
    parts.add(item, () => unknownElement(place, 'entry', item));
    return;
  }
  for (const change of asArray(changes)) readChange(change, placeOf(entry, change), parts);
}

function placeOf(entry: RawObject, change: unknown): Place {
  const value = asObject(asObject(change)?.['value']);
  const number = asId(asObject(value?.['metadata'])?.['phone_number_id']);
  const field = asText(asObject(change)?.['field']);
  return { entry, field, value, accountId: number ?? asId(entry['id']) ?? '' };
}

function readChange(change: unknown, place: Place, parts: Parts): void {
  const { field, value } = place;
  if (field !== 'messages') {
    const notices = value === undefined || !isNumbered(value) ? [] : readNotices(field, value);
    for (const notice of notices) parts.add(notice.item, () => noticeElement(place, notice));
    if (notices.length > 0) return;
    const known = field !== '' && value !== undefined;
    parts.add(change, () =>
      known ? accountElement(place, 'value', value) : unknownElement(place, 'change', change),
    );
    return;
  }
  const contacts = contactBook(asArray(value?.['contacts']));
  const readers: readonly (readonly [string, (item: unknown) => InboundElement])[] = [
    ['messages', (item) => messageElement(place, item, contacts)],
    ['statuses', (item) => statusElement(place, item)],
    ['errors', (item) => accountElement(place, 'error', item)],
  ];
  const lists = readers.map(([name]) => value?.[name]).filter((list) => list !== undefined);
  const whole = lists.every((list) => Array.isArray(list)) && lists.flat().length > 0;
  // Nothing where it should stand, or something that is no list: the change is kept as it is.
  if (!whole) parts.add(change, () => unknownElement(place, 'change', change));
  for (const [name, read] of readers) {
    for (const item of asArray(value?.[name])) parts.add(item, () => read(item));
  }
}

function messageElement(place: Place, item: unknown, contacts: ContactBook): InboundElement {
  const raw = (contact: RawObject | undefined): string => rawOf(place, 'message', item, contact);
  const message = readMessage(item, contacts, place.accountId, raw);
  return message ?? unknownElement(place, 'message', item);
}

function statusElement(place: Place, item: unknown): InboundElement {
  const status = readStatus(item, place.accountId, rawOf(place, 'status', item));
  return status ?? unknownElement(place, 'status', item);
}

/** Only what names one of our numbers can be given to a conversation. */
function isNumbered(value: RawObject): boolean {
  return asId(asObject(value['metadata'])?.['phone_number_id']) !== undefined;
}

/** Said about a person, so it takes its turn in their conversation. */
function noticeElement(place: Place, notice: PersonNotice): InboundElement {
  const { item, sender, at, content } = notice;
  const base = unknownElement(place, 'value', item);
  const typedAtMs = asInstantMs(at) ?? base.typedAtMs;
  return { ...base, kind: 'message', sender, typedAtMs, content };
}

/** A change of our account, number or templates, or an error that belongs to no message. */
function accountElement(place: Place, name: 'value' | 'error', item: unknown): InboundElement {
  const event = asText(asObject(item)?.['event']);
  const errors = readErrors(name === 'error' ? [item] : asObject(item)?.['errors']);
  return {
    ...unknownElement(place, name, item),
    kind: 'account',
    account: { field: place.field, event: event === '' ? null : event, errors },
  };
}

function unknownElement(place: Place, name: string, item: unknown): InboundElement {
  return {
    channel: 'whatsapp',
    accountId: place.accountId,
    kind: 'unknown',
    providerId: digestOf(withPlace(place, name, item)),
    sender: [],
    senderName: null,
    typedAtMs: asInstantMs(place.entry['time']),
    content: null,
    contextMessageId: null,
    status: null,
    account: null,
    raw: rawOf(place, name, item),
  };
}

/**
 * The JSON text that the inbox keeps. JSON.stringify escapes NUL and lone surrogates, so the text
 * is well-formed and can be stored and parsed again without loss.
 */
function rawOf(place: Place, name: string, item: unknown, contact?: RawObject): string {
  return JSON.stringify({ ...withPlace(place, name, item), ...(contact && { contact }) });
}

function withPlace(place: Place, name: string, item: unknown): RawObject {
  const { entry, value, field } = place;
  const metadata = asObject(value?.['metadata']);
  return {
    field: cleanText(field),
    entry_id: scalar(entry['id']),
    entry_time: scalar(entry['time']),
    display_phone_number: scalar(metadata?.['display_phone_number']),
    phone_number_id: scalar(metadata?.['phone_number_id']),
    [name]: item,
  };
}

/** The envelope's own values are written beside each element: only plain ones are. */
function scalar(value: unknown): unknown {
  return typeof value === 'object' ? undefined : value;
}
