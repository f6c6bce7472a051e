import { assert, unreachable } from '../../base/assert.js';
import type {
  FormContent,
  GoodsContent,
  ListRow,
  OutboundContent,
  Recipient,
  TemplateContent,
} from '../../base/outbound.js';
import { graphMessage } from './graph-message.js';
import type { GraphMessage } from './graph-message.js';

/**
 * Translates what we say into the Graph API's message. `id` is the outbox row's: it comes back in
 * every status of the message, which is how an unknown outcome is settled. Pure; it does not check
 * limits, that is `checkContent`, where the words are made.
 */
export function renderMessage(
  content: OutboundContent | TemplateContent,
  recipient: Recipient,
  id: string,
  mediaId = 'none',
): GraphMessage {
  const base = {
    messaging_product: 'whatsapp' as const,
    recipient_type: 'individual' as const,
    ...addressOf(recipient),
    biz_opaque_callback_data: id,
  };
  switch (content.kind) {
    case 'text':
      return { ...base, type: 'text', text: { body: content.body, preview_url: false } };
    case 'document': {
      const { body: caption, fileName: filename } = content;
      return { ...base, type: 'document', document: { id: mediaId, filename, caption } };
    }
    case 'file':
      return { ...base, ...fileOf(content, mediaId) };
    case 'request':
      return { ...base, type: 'interactive', interactive: requestOf(content) };
    case 'goods':
      return { ...base, type: 'interactive', interactive: goodsOf(content) };
    case 'form':
      return { ...base, type: 'interactive', interactive: formOf(content) };
    case 'link':
      return { ...base, type: 'interactive', interactive: linkOf(content) };
    case 'buttons':
      return { ...base, type: 'interactive', interactive: buttonsOf(content) };
    case 'list':
      return { ...base, type: 'interactive', interactive: listOf(content) };
    case 'template':
      return { ...base, type: 'template', template: templateOf(content) };
    default:
      return unreachable(content, 'render');
  }
}

type Interactive = Extract<GraphMessage, { type: 'interactive' }>['interactive'];

function addressOf(recipient: Recipient): { to: string } | { recipient: string } {
  if (recipient.phone !== null) return { to: recipient.phone };
  assert(recipient.bsuid !== null, 'a recipient has a phone or a user id');
  return { recipient: recipient.bsuid };
}

/** A picture is shown, any other file is to be opened; an empty caption is an error at Meta. */
function fileOf(
  { as, body: caption, fileName: filename }: OutboundContent & { kind: 'file' },
  id: string,
) {
  const words = caption === '' ? {} : { caption };
  return as === 'image'
    ? ({ type: 'image', image: { id, ...words } } as const)
    : ({ type: 'document', document: { id, filename, ...words } } as const);
}

/** Meta's two buttons with words of its own: to send a location, to share one's number. */
function requestOf({ of, body }: OutboundContent & { kind: 'request' }): Interactive {
  return of === 'place'
    ? { type: 'location_request_message', body: { text: body }, action: { name: 'send_location' } }
    : {
        type: 'request_contact_info',
        body: { text: body },
        action: { name: 'request_contact_info' },
      };
}

/** One product stands alone; several stand in a list under a header. */
function goodsOf({ body: text, header, catalogueId, sections }: GoodsContent): Interactive {
  const [only = ''] = sections[0]?.skus ?? [];
  if (header === undefined) {
    const action = { catalog_id: catalogueId, product_retailer_id: only };
    return { type: 'product', body: { text }, action };
  }
  return {
    type: 'product_list',
    header: { type: 'text', text: header },
    body: { text },
    action: {
      catalog_id: catalogueId,
      sections: sections.map(({ title, skus }) => ({
        title,
        product_items: skus.map((sku) => ({ product_retailer_id: sku })),
      })),
    },
  };
}

/** It opens at its first screen, as it was published. */
function formOf({ body: text, title, flowId, token }: FormContent): Interactive {
  const parameters = {
    flow_message_version: '3',
    flow_token: token,
    flow_id: flowId,
    flow_cta: title,
    mode: 'published',
  } as const;
  return { type: 'flow', body: { text }, action: { name: 'flow', parameters } };
}

function linkOf({ body, title, url }: OutboundContent & { kind: 'link' }): Interactive {
  return {
    type: 'cta_url',
    body: { text: body },
    action: { name: 'cta_url', parameters: { display_text: title, url } },
  };
}

function buttonsOf(content: OutboundContent & { kind: 'buttons' }): Interactive {
  const buttons = content.buttons.map(({ id, title }) => ({
    type: 'reply' as const,
    reply: { id, title },
  }));
  return { type: 'button', body: { text: content.body }, action: { buttons } };
}

function listOf(content: OutboundContent & { kind: 'list' }): Interactive {
  return {
    type: 'list',
    body: { text: content.body },
    action: { button: content.open, sections: sectionsOf(content.rows) },
  };
}

function templateOf(
  content: TemplateContent,
): Extract<GraphMessage, { type: 'template' }>['template'] {
  const { name, language, parameters, payloads } = content;
  const body = parameters.map((text) => ({ type: 'text' as const, text }));
  const buttons = payloads.map((payload, i) => ({
    type: 'button' as const,
    sub_type: 'quick_reply' as const,
    index: String(i),
    parameters: [{ type: 'payload' as const, payload }] as [{ type: 'payload'; payload: string }],
  }));
  const components = [
    ...(body.length > 0 ? [{ type: 'body' as const, parameters: body }] : []),
    ...buttons,
  ];
  return { name, language: { code: language }, ...(components.length > 0 && { components }) };
}

/** Rows that follow each other under one heading are one section. */
function sectionsOf(rows: readonly ListRow[]): Sections {
  const sections: Sections = [];
  let heading: string | undefined;
  for (const row of rows) {
    if (row.section !== heading || sections.length === 0) {
      sections.push({ ...(row.section !== '' && { title: row.section }), rows: [] });
      heading = row.section;
    }
    const { id, title, description } = row;
    sections.at(-1)?.rows.push({ id, title, ...(description !== '' && { description }) });
  }
  return sections;
}

type Sections = Extract<Interactive, { type: 'list' }>['action']['sections'];

/** Stands in for an address and an id while only the words are checked. */
const ANYONE: Recipient = { phone: '+10000000', bsuid: null };

/**
 * What keeps WhatsApp from taking this content, each as "path: reason"; empty when nothing does.
 * Pure, so that a test can hold every reply in every language against it.
 */
export function checkContent(content: OutboundContent | TemplateContent): string[] {
  const checked = graphMessage.safeParse(renderMessage(content, ANYONE, 'check'));
  if (checked.success) return [];
  return checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
