import { assert } from '../../base/assert.js';
import type {
  Choice,
  FormContent,
  GoodsContent,
  ListRow,
  OutboundContent,
  PlainContent,
} from '../../base/outbound.js';
import { WHATSAPP_MESSAGE as LIMIT } from '../../base/whatsapp-limits.js';
import type { SaidForm, SaidGoods, SaidSheet } from '../saying.js';
import type { Part, Say, Tap } from '../vocabulary.js';
import { cutText, cutToWords, outsideText } from './outside-text.js';
import { pagesOf } from './pages.js';
import { shortenName } from './short-names.js';
import { voiceOf } from './voice.js';
import type { ReplyStyle, Voice } from './voice.js';

function writeBody(parts: readonly Part[], voice: Voice): string {
  let body = '';
  for (const part of parts) {
    if (body !== '') body += part.gap === true ? '\n\n' : '\n';
    body += voice.writePart(part);
  }
  return body;
}

/** A title in its limit: what is ours fits by checkReplies, names are shortened by meaning. */
function writeTitle(tap: Tap, voice: Voice, chars_max: number): string {
  const prefix =
    tap.number === undefined || tap.number === 0 ? '' : `${voice.writeNumber(tap.number)}. `;
  const room = chars_max - prefix.length;
  const title =
    'text' in tap.title
      ? shortenName(outsideText(tap.title.text), room)
      : cutText(voice.writePart(tap.title), room);
  return prefix + title;
}

function writeButton(tap: Tap, voice: Voice): Choice {
  assert(tap.id.length <= LIMIT.tap_id_max, 'the id of a button is too long');
  return { id: tap.id, title: writeTitle(tap, voice, LIMIT.button_title_max) };
}

function writeRow(tap: Tap, voice: Voice): ListRow {
  assert(tap.id.length <= LIMIT.tap_id_max, 'the id of a row is too long');
  return {
    id: tap.id,
    title: writeTitle(tap, voice, LIMIT.row_title_max),
    description: tap.description
      ? cutToWords(voice.writePart(tap.description), LIMIT.row_description_max)
      : '',
    section: writeSection(tap, voice),
  };
}

function writeSection({ section }: Tap, voice: Voice): string {
  return section ? writeHeading(section, voice) : '';
}

function writeHeading(heading: NonNullable<Tap['section']>, voice: Voice): string {
  const max = LIMIT.section_title_max;
  return 'text' in heading
    ? outsideText(heading.text, max)
    : cutToWords(voice.writePart(heading), max);
}

/** The catalogue that a number has at its provider, which knows our products by their SKU. */
export interface Shop {
  readonly catalogueId: string;
  readonly skuOf: (productId: string) => string | undefined;
}

/** A form by its id at the provider, and the word by which its answer is known. */
export interface Form {
  readonly flowId: string;
  readonly token: string;
}

/** What a number of ours is linked to at its provider. */
export interface Linked {
  readonly shop?: Shop | null;
  readonly form?: Form | null;
}

function formOf(said: SaidForm, voice: Voice, form: Form, plain: PlainContent): FormContent {
  return {
    kind: 'form',
    body: writeBody(said.parts, voice),
    title: cutText(voice.writePart(said.title), LIMIT.form_title_max),
    ...form,
    words: said.words.map((tap) => writeButton(tap, voice)),
    plain,
  };
}

/** Undefined where the words take more room than one message has. */
function goodsOf(
  said: SaidGoods,
  voice: Voice,
  { catalogueId, skuOf }: Shop,
  plain: PlainContent,
): GoodsContent | undefined {
  const body = writeBody(said.parts, voice);
  const sections = said.sections.map(({ title, productIds }) => {
    return { title: writeHeading(title, voice), skus: productIds.flatMap((id) => skuOf(id) ?? []) };
  });
  const filled = sections.filter(({ skus }) => skus.length > 0);
  const count = filled.reduce((sum, { skus }) => sum + skus.length, 0);
  if (count === 0 || body.length > LIMIT.interactive_body_max) return undefined;
  return {
    kind: 'goods',
    body,
    catalogueId,
    ...(count > 1 && { header: cutText(voice.writePart(said.header), LIMIT.header_max) }),
    sections: filled,
    words: said.words.map((tap) => writeButton(tap, voice)),
    plain,
  };
}

/**
 * Puts what a flow says into a language: mostly one message; several where the words are longer
 * than one may be, the last of them with what can be tapped. Titles that are ours fit by
 * checkReplies, so that nothing is refused here; a flow that offers too much to tap is a bug.
 * A row without a section has an empty one; `linked` is what our number has at the provider.
 */
export function render(
  say: Say,
  style: ReplyStyle,
  { shop, form }: Linked = {},
): readonly OutboundContent[] {
  const voice = voiceOf(style);
  const plain = renderPlain(say, voice);
  const [only, ...others] = plain;
  // What needs several messages in words is not more than one elsewhere either.
  if (!only || others.length > 0) return plain;
  if (say.goods && shop) return [goodsOf(say.goods, voice, shop, only) ?? only];
  return [say.form && form ? formOf(say.form, voice, form, only) : only];
}

function renderPlain(say: Say, voice: Voice): readonly PlainContent[] {
  const body = writeBody(say.parts, voice);
  assert(body !== '', 'a reply without words');
  const tappable = say.buttons ?? say.list ?? say.asks ?? say.sheet ?? say.link;
  const last_max = tappable !== undefined ? LIMIT.interactive_body_max : LIMIT.text_max;
  const pages = pagesOf(body, LIMIT.text_max, last_max);
  return pages.map((page, i) =>
    i === pages.length - 1 ? lastPage(say, page, voice) : { kind: 'text', body: page },
  );
}

function lastPage(say: Say, body: string, voice: Voice): PlainContent {
  if (say.buttons) {
    const { buttons } = say;
    assert(buttons.length > 0 && buttons.length <= LIMIT.buttons_max, 'one to three buttons');
    return { kind: 'buttons', body, buttons: buttons.map((tap) => writeButton(tap, voice)) };
  }
  if (say.sheet) return documentOf(say.sheet, body, voice);
  if (say.link) {
    const title = cutText(voice.writePart(say.link.title), LIMIT.link_title_max);
    return { kind: 'link', body, title, url: say.link.url };
  }
  if (say.asks) return { kind: 'request', of: say.asks, body };
  if (!say.list) return { kind: 'text', body };
  const { rows, open } = say.list;
  assert(rows.length > 0 && rows.length <= LIMIT.rows_max, 'one to ten rows');
  return {
    kind: 'list',
    body,
    open: cutText(voice.writePart(open), LIMIT.list_open_max),
    rows: rows.map((tap) => writeRow(tap, voice)),
  };
}

/** A file's name is what its reader saves it under: no sign that a phone would not. */
function documentOf(said: SaidSheet, body: string, voice: Voice): PlainContent {
  const write = (part: Part): string => voice.writePart(part);
  const named = write(said.file)
    .replace(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .replace(/\s+/gu, ' ');
  return {
    kind: 'document',
    body,
    fileName: `${cutText(named.trim(), LIMIT.file_name_max - PDF.length)}${PDF}`,
    sheet: {
      title: write(said.title),
      lines: said.lines.map(write),
      columns: said.columns.map(({ title, isFigure }) => ({ title: write(title), isFigure })),
      rows: said.rows.map((row) => row.map(write)),
      sums: said.sums.map(({ words, amount }) => ({ words: write(words), amount: write(amount) })),
    },
  };
}

const PDF = '.pdf';
