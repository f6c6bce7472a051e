import { WHATSAPP_MESSAGE as LIMIT } from '../base/whatsapp-limits.js';
import { checkFlow, checkLink, checkProduct, checkProductList } from './graph-actions.js';
import { list, missing, object, text, unlike, wrong } from './graph-refusal.js';
import type { Json, Refusal } from './graph-refusal.js';

/** Types that are taken when their body is an object: what we do not send yet is not measured. */
const LOOSE_TYPES: ReadonlySet<unknown> = new Set([
  'template',
  'video',
  'audio',
  'sticker',
  'location',
  'reaction',
]);

const LOOSE_INTERACTIVE: ReadonlySet<unknown> = new Set(['catalog_message', 'address_message']);

/** Messages with a button of Meta's own, and what it is called. */
const NAMED_ACTIONS: ReadonlyMap<unknown, string> = new Map([
  ['location_request_message', 'send_location'],
  ['request_contact_info', 'request_contact_info'],
]);

/**
 * Holds a payload against the documented limits, as Meta does before it accepts one: 131008 for
 * what is missing, 131009 for a value that is wrong, 100 for a text too long. Written apart from
 * the service's own schemas on purpose, so that the one finds the other's mistakes. One thing is
 * stricter: a `to` without plus is refused, where Meta would quietly write to somebody else.
 */
export function checkPayload(payload: Json): Refusal | undefined {
  if (payload['messaging_product'] !== 'whatsapp') return missing('messaging_product');
  const { to, recipient } = payload;
  if (to === undefined && recipient === undefined) return missing('to');
  if (to !== undefined && !(typeof to === 'string' && /^\+[1-9]\d{6,14}$/.test(to))) {
    return wrong('to', 'is no phone number with + and country code');
  }
  if (to === undefined && !/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(String(recipient))) {
    return wrong('recipient', 'is no business-scoped user id');
  }
  const data = payload['biz_opaque_callback_data'];
  return (
    (data === undefined
      ? undefined
      : text(data, 'biz_opaque_callback_data', LIMIT.callback_data_max)) ?? checkBody(payload)
  );
}

function checkBody(payload: Json): Refusal | undefined {
  const type = payload['type'] ?? 'text';
  if (typeof type !== 'string') return wrong('type', 'is not supported');
  const body = object(payload[type]);
  if (type === 'text') return text(body?.['body'], 'text.body', LIMIT.text_max);
  if (type === 'interactive') {
    return body === undefined ? missing('interactive') : checkInteractive(body);
  }
  if (type === 'document' || type === 'image') return checkFile(type, body);
  if (!LOOSE_TYPES.has(type)) return wrong('type', 'is not supported');
  return body === undefined ? missing(type) : undefined;
}

/** A file handed over before, or by its address; a picture has no name to be saved under. */
function checkFile(type: 'document' | 'image', file: Json | undefined): Refusal | undefined {
  if (file?.['id'] === undefined && file?.['link'] === undefined) return missing(`${type}.id`);
  const { filename, caption } = file;
  if (type === 'image' && filename !== undefined) return wrong('image.filename', 'is not known');
  return (
    (filename === undefined ? undefined : text(filename, 'document.filename', 240)) ??
    (caption === undefined ? undefined : text(caption, `${type}.caption`, 1024))
  );
}

function checkInteractive(interactive: Json): Refusal | undefined {
  const action = object(interactive['action']);
  if (action === undefined) return missing('interactive.action');
  if (LOOSE_INTERACTIVE.has(interactive['type'])) return undefined;
  const body = object(interactive['body'])?.['text'];
  const refusal = text(body, 'interactive.body.text', LIMIT.interactive_body_max);
  if (refusal !== undefined) return refusal;
  for (const part of ['header', 'footer']) {
    const given = object(interactive[part]);
    const words = given && text(given['text'], `interactive.${part}.text`, 60);
    if (words !== undefined) return words;
  }
  if (interactive['type'] === 'button') return checkButtons(action['buttons']);
  if (interactive['type'] === 'list') return checkList(action);
  if (interactive['type'] === 'flow') return checkFlow(action);
  if (interactive['type'] === 'cta_url') return checkLink(action);
  if (interactive['type'] === 'product') return checkProduct(interactive, action);
  if (interactive['type'] === 'product_list') return checkProductList(interactive, action);
  const named = NAMED_ACTIONS.get(interactive['type']);
  if (named !== undefined) {
    return action['name'] === named ? undefined : wrong('interactive.action.name', `is ${named}`);
  }
  return wrong('interactive.type', 'is not supported');
}

function checkButtons(value: unknown): Refusal | undefined {
  const buttons = list(value);
  if (buttons.length < 1 || buttons.length > LIMIT.buttons_max) {
    return wrong('interactive.action.buttons', `must be 1 to ${LIMIT.buttons_max}`);
  }
  for (const button of buttons) {
    const reply = object(object(button)?.['reply']);
    const refusal =
      text(reply?.['id'], 'button id', LIMIT.button_id_max) ??
      text(reply?.['title'], 'button title', LIMIT.button_title_max);
    if (refusal !== undefined) return refusal;
  }
  const replies = buttons.map((button) => object(object(button)?.['reply']));
  return unlike(replies, 'id', 'button ids') ?? unlike(replies, 'title', 'button titles');
}

function checkList(action: Json): Refusal | undefined {
  const sections = list(action['sections']).map(object);
  const refusal = text(action['button'], 'interactive.action.button', LIMIT.list_open_max);
  if (refusal !== undefined) return refusal;
  if (sections.length < 1 || sections.length > LIMIT.sections_max) {
    return wrong('interactive.action.sections', `must be 1 to ${LIMIT.sections_max}`);
  }
  const rows = sections.flatMap((section) => list(section?.['rows']).map(object));
  if (sections.some((section) => list(section?.['rows']).length === 0)) return missing('rows');
  if (rows.length > LIMIT.rows_max)
    return wrong('rows', `must be ${LIMIT.rows_max} at most in all`);
  for (const section of sections) {
    const bare = section?.['title'] === undefined && sections.length === 1;
    const bad = bare
      ? undefined
      : text(section?.['title'], 'section title', LIMIT.section_title_max);
    if (bad !== undefined) return bad;
  }
  for (const row of rows) {
    const description = row?.['description'];
    const bad =
      text(row?.['id'], 'row id', LIMIT.row_id_max) ??
      text(row?.['title'], 'row title', LIMIT.row_title_max) ??
      (description === undefined
        ? undefined
        : text(description, 'row description', LIMIT.row_description_max));
    if (bad !== undefined) return bad;
  }
  return unlike(rows, 'id', 'row ids');
}
