import {
  ButtonReplySchema,
  ContactItemSchema,
  ListReplySchema,
  LocationSchema,
  MediaObjectSchema,
  OrderSchema,
  ReactionSchema,
  TextMessageSchema,
} from 'whatsapp-cloud-api-types';
import type { CartItem, InboundContent } from '../../base/inbound.js';
import { WHATSAPP_WEBHOOK } from '../../base/limits.js';
import { toE164 } from '../../base/phone.js';
import { asArray, asDecimal, asObject, asText, cleanText } from '../../base/raw-json.js';
import type { RawObject } from '../../base/raw-json.js';
import { readSystem } from './system-notice.js';

/** Reads the body of one type of message; undefined when it is not what the type promises. */
type BodyReader = (body: unknown, message: RawObject) => InboundContent | undefined;

/**
 * What a message of Meta's says, in our words. Never throws and always answers: what is not
 * understood is `unsupported` with its type, and the inbox keeps it raw. A message to a group is
 * never read further, so that nobody orders by writing to a group we happen to be in.
 */
export function readContent(message: RawObject): InboundContent {
  const type = asText(message['type']) || 'none';
  if (message['group_id'] !== undefined) return { kind: 'unsupported', type: 'group' };
  return READERS.get(type)?.(message[type], message) ?? unsupported(type, message);
}

const READERS: ReadonlyMap<string, BodyReader> = new Map<string, BodyReader>([
  ['text', readText],
  ['button', readTemplateButton],
  ['interactive', readInteractive],
  ['order', readOrder],
  ['location', readLocation],
  ['contacts', readContacts],
  ['image', (body) => readMedia('image', body)],
  ['video', (body) => readMedia('video', body)],
  ['audio', (body) => readMedia('audio', body)],
  ['document', (body) => readMedia('document', body)],
  ['sticker', (body) => readMedia('sticker', body)],
  ['reaction', readReaction],
  ['system', readSystem],
]);

/** Newer payloads say what it was that could not be delivered to us (`edit`, `poll` ...). */
function unsupported(type: string, message: RawObject): InboundContent {
  const precise = asText(asObject(message['unsupported'])?.['type']);
  return { kind: 'unsupported', type: precise === '' ? type : precise };
}

function readText(body: unknown, message: RawObject): InboundContent | undefined {
  const text = TextMessageSchema.safeParse(body);
  if (!text.success) return undefined;
  const product = asObject(asObject(message['context'])?.['referred_product']);
  const sku = cleanText(asText(product?.['product_retailer_id']));
  return { kind: 'text', text: cleanText(text.data.body), ...(sku !== '' && { sku }) };
}

/** A quick reply of a template: not `interactive`, and its id is called payload. */
function readTemplateButton(body: unknown): InboundContent | undefined {
  const title = asText(asObject(body)?.['text']);
  const id = asText(asObject(body)?.['payload']) || title;
  return id === '' ? undefined : { kind: 'choice', id, title };
}

function readInteractive(body: unknown): InboundContent | undefined {
  const type = asText(asObject(body)?.['type']);
  const reply = asObject(body)?.[type];
  if (type === 'button_reply' || type === 'list_reply') {
    const schema = type === 'button_reply' ? ButtonReplySchema : ListReplySchema;
    const chosen = schema.safeParse(reply);
    if (!chosen.success) return undefined;
    return { kind: 'choice', id: cleanText(chosen.data.id), title: cleanText(chosen.data.title) };
  }
  if (type === 'nfm_reply') return readForm(asObject(reply));
  // Answers about calls and payments of kinds that we never send.
  return type === '' ? undefined : { kind: 'unsupported', type };
}

/**
 * The answer to a form arrives as a text that holds JSON. It is handed on as JSON text whatever
 * it holds: an object as a rule, but lists and bare values have been seen, and broken text.
 */
function readForm(reply: RawObject | undefined): InboundContent | undefined {
  const given = reply?.['response_json'];
  if (reply === undefined || given === undefined) return undefined;
  const answer = typeof given === 'string' && isJson(given) ? given : JSON.stringify(given);
  return { kind: 'form', name: asText(reply['name']), answer: cleanText(answer) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A cart. The prices are what the client's copy of the catalogue said: text, never reckoned. */
function readOrder(body: unknown): InboundContent | undefined {
  const order = OrderSchema.safeParse(body);
  if (!order.success || order.data.product_items.length > WHATSAPP_WEBHOOK.cart_items_max) {
    return undefined;
  }
  const items: CartItem[] = [];
  for (const item of order.data.product_items) {
    const quantity = asDecimal(item.quantity);
    const price = asDecimal(item.item_price);
    if (quantity === undefined || price === undefined) return undefined;
    const sku = cleanText(item.product_retailer_id);
    items.push({ sku, quantity, price, currency: cleanText(item.currency) });
  }
  return { kind: 'cart', items, note: asText(order.data.text) };
}

function readLocation(body: unknown): InboundContent | undefined {
  const place = LocationSchema.safeParse(body);
  if (!place.success || place.data.latitude === '' || place.data.longitude === '') return undefined;
  const latitude = Number(place.data.latitude);
  const longitude = Number(place.data.longitude);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  const label = [place.data.name, place.data.address].map(asText).filter((part) => part !== '');
  return { kind: 'location', latitude, longitude, label: label.join(', ') };
}

/** The phones of the cards: Meta's own reading of the number where it has one. */
function readContacts(body: unknown): InboundContent | undefined {
  if (!Array.isArray(body)) return undefined;
  const phones = asArray(body).flatMap((card) => {
    // A card need not have a name here: only its phones are read.
    const shape = ContactItemSchema.pick({ phones: true }).safeParse(card);
    return shape.success ? (shape.data.phones ?? []) : [];
  });
  const found = phones.flatMap(({ wa_id: waId, phone }) => toE164(waId ?? phone ?? '') ?? []);
  return {
    kind: 'contacts',
    phones: [...new Set(found)].slice(0, WHATSAPP_WEBHOOK.contact_phones_max),
  };
}

function readMedia(
  media: (InboundContent & { kind: 'media' })['media'],
  body: unknown,
): InboundContent | undefined {
  const file = MediaObjectSchema.pick({ id: true, mime_type: true, caption: true }).safeParse(body);
  if (!file.success) return undefined;
  const sha256 = asText(asObject(body)?.['sha256']);
  const fileName = asText(asObject(body)?.['filename']);
  return {
    kind: 'media',
    media,
    mediaId: cleanText(file.data.id),
    mimeType: asText(file.data.mime_type),
    caption: asText(file.data.caption),
    ...(sha256 !== '' && { sha256 }),
    ...(fileName !== '' && { fileName }),
  };
}

/** The emoji is left out, or empty, when the reaction is taken back. */
function readReaction(body: unknown): InboundContent | undefined {
  const reaction = ReactionSchema.partial({ emoji: true }).safeParse(body);
  if (!reaction.success) return undefined;
  const { emoji, message_id: messageId } = reaction.data;
  return { kind: 'reaction', emoji: asText(emoji), messageId: cleanText(messageId) };
}
