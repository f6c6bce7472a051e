import type { SentMessage } from '../../src/embedded/sent-log.js';

/** Messages as their reader sees them: for transcripts, out of what the double was sent. */

interface Button {
  readonly reply: { readonly id: string; readonly title: string };
}

interface Section {
  readonly title?: string;
  readonly product_items?: readonly { readonly product_retailer_id: string }[];
  readonly rows?: readonly {
    readonly id: string;
    readonly title: string;
    readonly description?: string;
  }[];
}

interface Payload {
  readonly type?: string;
  readonly text?: { readonly body: string };
  readonly document?: { readonly filename: string; readonly caption?: string };
  readonly image?: { readonly caption?: string };
  readonly template?: {
    readonly name: string;
    readonly language: { readonly code: string };
    readonly components: readonly [{ readonly parameters: readonly { readonly text: string }[] }];
  };
  readonly interactive?: {
    readonly type?: string;
    readonly body: { readonly text: string };
    readonly action: {
      readonly button?: string;
      readonly buttons?: readonly Button[];
      readonly sections?: readonly Section[];
      readonly catalog_id?: string;
      readonly product_retailer_id?: string;
      readonly parameters?: {
        readonly flow_cta?: string;
        readonly display_text?: string;
        readonly url?: string;
      };
    };
  };
}

/** Buttons that WhatsApp itself writes on. */
const ASKED: Readonly<Record<string, string>> = {
  location_request_message: 'a button to send the location',
  request_contact_info: 'a button to share the number',
};

/** A message as lines of a transcript: its words, then what can be tapped. */
export function written(message: SentMessage): string[] {
  const { text, interactive, template, document, image } = message.payload as Payload;
  if (template) {
    // Its own words stand with the provider: what we fill in, last what is said.
    const words = template.components[0].parameters.at(-1)?.text ?? '';
    return [`< (${template.name}, ${template.language.code}) ${words}`];
  }
  const file =
    (document && `(${document.filename}) ${document.caption ?? ''}`) ??
    (image && `(a picture) ${image.caption ?? ''}`);
  const body = file ?? text?.body ?? interactive?.body.text ?? JSON.stringify(message.payload);
  const [first = '', ...rest] = body.split('\n');
  const lines = [`< ${first}`.trimEnd(), ...rest.map((line) => `| ${line}`.trimEnd())];
  return [...lines, ...(interactive ? tapLines(interactive) : [])];
}

/** What can be tapped, line by line. */
function tapLines({ type = '', action }: NonNullable<Payload['interactive']>): string[] {
  const lines: string[] = [];
  const { buttons = [], button = '', sections = [], parameters = {} } = action;
  if (type === 'flow') lines.push(`| [${parameters.flow_cta}] (a form)`);
  if (type === 'cta_url') lines.push(`| [${parameters.display_text}] ${parameters.url}`);
  if (buttons.length > 0) {
    lines.push(`| [${buttons.map(({ reply }) => reply.title).join('] [')}]`);
  }
  const asked = ASKED[type];
  if (asked !== undefined) lines.push(`| (${asked})`);
  if (action.product_retailer_id !== undefined) lines.push(`| (${action.product_retailer_id})`);
  if (sections.length > 0) lines.push(button === '' ? '| {products}' : `| {${button}}`);
  for (const section of sections) {
    if (section.title !== undefined) lines.push(`|   ${section.title}`);
    for (const { product_retailer_id: sku } of section.product_items ?? [])
      lines.push(`|   (${sku})`);
    for (const { title, description } of section.rows ?? []) {
      lines.push(`|   [${title}]${description === undefined ? '' : ` (${description})`}`);
    }
  }
  return lines;
}

/** Something that can be tapped, as a webhook would name it. */
export interface Tappable {
  readonly id: string;
  readonly title: string;
  readonly list?: boolean;
}

/** The button or row of that title in a message, if it has one; its number may be left out. */
export function tappable(message: SentMessage, title: string): Tappable | undefined {
  const { action } = (message.payload as Payload).interactive ?? {};
  const named = (one: { readonly title: string }): boolean =>
    one.title === title || one.title.replace(/^\p{Nd}+\. /u, '') === title;
  const button = action?.buttons?.find(({ reply }) => named(reply));
  if (button) return button.reply;
  const rows = action?.sections?.flatMap((section) => section.rows ?? []) ?? [];
  const row = rows.find(named);
  return row && { id: row.id, title: row.title, list: true };
}
