import { LIMITS } from '../base/limits.js';
import type { Milli } from '../base/quantity.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { gatherFacts, openLines, readMessage } from './facts.js';
import type { Message } from './facts.js';
import { phraseClasses } from './phrase-classes.js';
import type { PhraseClasses } from './phrase-classes.js';
import { readLine } from './read-lines.js';
import type { LineScene } from './read-lines.js';
import type { ReadingContext, ReadLine } from './reading.js';
import { tokenise } from './tokens.js';
import type { Token } from './tokens.js';

/** What a vendor says of their own goods: "oil 12 left", "chamal sakiyo", "sugar 95". */

/** Whether a figure is how many there are or what one costs; `either` where nothing says which. */
export type ShelfKind = 'stock' | 'price' | 'either';

export interface ShelfLine {
  /** The product, the words and the doubts. */
  readonly line: ReadLine;
  readonly kind: ShelfKind;
  /** So many units, or so much money in major units, in thousandths; nothing where it is gone. */
  readonly figure: Milli;
  /** Null where none was said. */
  readonly unit: string | null;
  /** Said to be gone, without a figure. */
  readonly gone: boolean;
}

export interface Shelf {
  readonly lines: readonly ShelfLine[];
  /** A heading says what it is about: "stock: oil 12, sugar 5". */
  readonly headed: boolean;
}

const MARKS = ['shelf_stock', 'shelf_gone', 'shelf_price', 'shelf_filler'] as const;
type Mark = (typeof MARKS)[number];

/** What stands between two commas or line ends, with what was said about it taken out. */
interface Item {
  readonly marks: ReadonlySet<Mark>;
  readonly rest: string;
  readonly said: string;
}

const ENDS: ReadonlySet<Token['kind']> = new Set(['comma', 'semicolon', 'line']);
const SIGNS: ReadonlySet<Token['kind']> = new Set(['colon', 'dash', 'stop', 'currency', 'at']);

/** The longest phrase of any class from a token on. */
function markAt(
  tokens: readonly Token[],
  at: number,
  classes: PhraseClasses,
): { readonly mark: Mark; readonly length: number } | null {
  let best: { mark: Mark; length: number } | null = null;
  for (const mark of MARKS) {
    const length = classes.lengthAt(tokens, at, mark);
    if (length > (best?.length ?? 0)) best = { mark, length };
  }
  return best;
}

function readItem(text: string, tokens: readonly Token[], classes: PhraseClasses): Item {
  const marks = new Set<Mark>();
  let rest = '';
  for (let at = 0; at < tokens.length;) {
    const found = markAt(tokens, at, classes);
    const token = tokens[at];
    if (found) {
      marks.add(found.mark);
      rest += ' ';
      at += found.length;
      continue;
    }
    if (token?.kind === 'currency') marks.add('shelf_price');
    const sign = token === undefined || SIGNS.has(token.kind);
    rest += sign ? ' ' : `${token.spaced ? ' ' : ''}${token.text}`;
    at += 1;
  }
  const said = text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
  return { marks, rest: rest.trim(), said: said.replace(/^[\s,;]+|[\s,;]+$/gu, '') };
}

function cutItems(tokens: readonly Token[]): Token[][] {
  const items: Token[][] = [[]];
  for (const token of tokens) {
    if (ENDS.has(token.kind)) items.push([]);
    else items.at(-1)?.push(token);
  }
  return items.filter((item) => item.length > 0);
}

/** "Stock:", or "stock" alone on its line: what follows is about that. */
function headingOf(
  item: readonly Token[],
  classes: PhraseClasses,
): { to: number; mark: Mark } | null {
  const found = markAt(item, 0, classes);
  if (found === null || found.mark === 'shelf_filler') return null;
  const { mark, length } = found;
  const next = item[length]?.kind;
  return next === undefined || next === 'colon' || next === 'dash'
    ? { to: length + 1, mark }
    : null;
}

/** Words that make a message something else than a list of goods with figures. */
const HARMLESS: ReadonlySet<string> = new Set(['have', 'goods', 'set', 'money', 'add', 'thanks']);
const BESIDE_STOCK: ReadonlySet<string> = new Set(['only', 'some', 'nostock', 'missing', 'debt']);

/** The lines of one item; null where its words are no goods with a figure. */
function goodsOf(
  rest: string,
  context: ReadingContext,
  index: CatalogueIndex,
  marked: boolean,
): { readonly line: ReadLine; readonly unitSaid: boolean; readonly figured: boolean }[] | null {
  const message = readMessage(rest, context, index);
  const facts = gatherFacts(message, context, index);
  const harmless = (cue: string): boolean => HARMLESS.has(cue) || (marked && BESIDE_STOCK.has(cue));
  if (facts.goods.length === 0 || facts.strange.length > 0) return null;
  if (![...facts.cues].every(harmless)) return null;
  const slips = marked ? facts.goods.length : 0;
  if (facts.unknownWords > slips) return null;
  if (message.lines.some((line) => !facts.goods.includes(line))) return null;
  const scene = sceneOf(message, context, index);
  return facts.goods.map((raw) => ({
    line: readLine(raw, 'set', scene),
    unitSaid: raw.unit !== null,
    figured: raw.quantity !== null,
  }));
}

function sceneOf(message: Message, context: ReadingContext, index: CatalogueIndex): LineScene {
  return {
    index,
    context,
    open: openLines(context, []),
    quote: () => '',
    segments: message.segments.length,
    edits: false,
    garbled: false,
  };
}

function kindOf(marks: ReadonlySet<Mark>, heading: Mark | null): ShelfKind {
  const stock = marks.has('shelf_stock');
  const price = marks.has('shelf_price');
  if (stock !== price) return stock ? 'stock' : 'price';
  if (stock || heading === null) return 'either';
  return heading === 'shelf_price' ? 'price' : 'stock';
}

/** One item's lines; null where it is something else. */
function linesOf(
  item: Item,
  heading: Mark | null,
  context: ReadingContext,
  index: CatalogueIndex,
): ShelfLine[] | null {
  const { marks, rest, said } = item;
  const gone = marks.has('shelf_gone') || (heading === 'shelf_gone' && !/\p{Nd}/u.test(rest));
  const marked = heading !== null || gone || marks.has('shelf_stock') || marks.has('shelf_price');
  const goods = goodsOf(rest, context, index, marked);
  if (goods === null) return null;
  const lines: ShelfLine[] = [];
  for (const { line, unitSaid, figured } of goods) {
    // "2 ctn oil finished": two that are gone, or all? Neither is guessed.
    if (gone === figured) return null;
    const quoted = { ...line, text: goods.length === 1 ? said : line.text };
    if (gone) {
      lines.push({ line: quoted, kind: 'stock', figure: 0n, unit: null, gone });
      continue;
    }
    if (line.quantity === null || line.quantity < 0n) return null;
    const unit = unitSaid ? line.unit : null;
    lines.push({ line: quoted, kind: kindOf(marks, heading), figure: line.quantity, unit, gone });
  }
  return lines;
}

/**
 * Reads a message in which a vendor says how much there is of their goods or what they want for
 * them; null where any part of it is something else. In: the words as typed; the vendor's own
 * goods as the one open order of the context, so that "oil" is theirs first. Pure and linear in
 * the message, which is cut as `understand` cuts it.
 */
export function readShelf(
  typed: string,
  context: ReadingContext,
  index: CatalogueIndex,
): Shelf | null {
  const text = typed.slice(0, LIMITS.message_chars_max);
  const tokens = tokenise(text);
  if (tokens.some(({ kind }) => kind === 'question')) return null;
  const classes = phraseClasses(index.languages);
  const lines: ShelfLine[] = [];
  let heading: Mark | null = null;
  for (const cut of cutItems(tokens)) {
    const headed = headingOf(cut, classes);
    heading = headed?.mark ?? heading;
    const own = headed ? cut.slice(headed.to) : cut;
    if (own.length === 0) continue;
    const read = linesOf(readItem(text, own, classes), heading, context, index);
    if (read === null) return null;
    lines.push(...read);
    if (lines.length > LIMITS.shelf_lines_max) return null;
  }
  return lines.length > 0 ? { lines, headed: heading !== null } : null;
}
