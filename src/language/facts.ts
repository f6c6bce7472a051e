import type { CatalogueIndex } from './catalogue-index.js';
import type { Facts } from './decide.js';
import { findCandidates, hasWord, matchWords } from './match.js';
import { readPayment, readReceipt } from './payment.js';
import type { Piece, Tagging } from './piece.js';
import { tagPieces } from './pieces.js';
import { readRawLines, type RawLine } from './raw-lines.js';
import type { ContextLine, ReadingContext } from './reading.js';
import { findListMarks } from './recognise.js';
import { cutSegments, type Segment } from './segments.js';
import { splitStems } from './stems.js';
import { tokenise, type Token } from './tokens.js';

/** One message, taken apart. */
export interface Message {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly pieces: readonly Piece[];
  readonly segments: readonly Segment[];
  readonly lines: readonly RawLine[];
}

/** Takes a message apart: tokens, pieces, segments, lines. */
export function readMessage(text: string, context: ReadingContext, index: CatalogueIndex): Message {
  const tokens = splitStems(tokenise(text), index);
  const orders = new Set(Object.keys(context.orders));
  const agent = context.role === 'vendor' || context.role === 'driver';
  const base = { tokens, index, orders, anyOrder: agent && orders.size === 0 };
  const tagging: Tagging = { ...base, skip: findListMarks(base) };
  const pieces = tagPieces(tagging);
  const segments = cutSegments(pieces, tagging);
  return { text, tokens, pieces, segments, lines: readRawLines(segments, index) };
}

/** The lines that edits and answers are about: the basket, or the orders named. */
export function openLines(
  context: ReadingContext,
  references: readonly string[],
): readonly ContextLine[] {
  if (context.role === 'retailer' || context.role === 'newcomer') return context.basket;
  const named = references.flatMap((number) => context.orders[number] ?? []);
  return named.length > 0 ? named : Object.values(context.orders).flat();
}

/** The figures that name orders: those written as such, and bare ones of three digits and more. */
function findReferences(message: Message, context: ReadingContext): string[] {
  const { pieces, tokens } = message;
  const digits = (piece: Piece): string => tokens[piece.to - 1]?.text ?? '';
  const named = pieces.filter((piece) => piece.kind === 'reference').map(digits);
  if (named.length > 0) return [...new Set(named)];
  const inside = new Set(message.lines.filter((line) => line.name).map((line) => line.from));
  const loose = pieces.filter((piece, i) => {
    const alone = piece.kind === 'quantity' && piece.to - piece.from === 1;
    return alone && pieces[i + 1]?.kind !== 'unit' && !inside.has(piece.from);
  });
  const min = context.role === 'retailer' ? 4 : 3;
  return [...new Set(loose.map(digits).filter((text) => /^\d+$/.test(text) && text.length >= min))];
}

function isGoods(line: RawLine, index: CatalogueIndex): boolean {
  const name = line.name;
  if (!name) return false;
  if (name.alias || name.words.some((word) => word.concepts.length > 0)) return true;
  const matches = matchWords(index, name.words);
  const best = findCandidates(index, matches, null)[0];
  if (!best) return false;
  if (line.quantity !== null) return true;
  // Without a figure a likeness is no evidence: "call" is not cola.
  const certain = matches.some((match) => match.known && hasWord(best.indexed, match));
  return certain && best.missed.length < best.covered;
}

function countWords(message: Message, index: CatalogueIndex): { known: number; unknown: number } {
  let unknown = 0;
  let known = 0;
  for (const piece of message.pieces) {
    const word = message.tokens[piece.from];
    if (word?.kind !== 'word') continue;
    const strange = piece.kind === 'name' && piece.alias !== true && !index.postings.has(word.key);
    if (strange) unknown += 1;
    else known += 1;
  }
  return { known, unknown };
}

function languageAsked(cues: ReadonlySet<string>): string | null {
  for (const cue of cues) if (cue.startsWith('lang_')) return cue.slice('lang_'.length);
  return null;
}

/** Gathers what the decision about the intent rests on. */
export function gatherFacts(
  message: Message,
  context: ReadingContext,
  index: CatalogueIndex,
): Facts {
  const cancels = message.pieces.filter((piece) => piece.cues.includes('cancel')).length;
  const onlyThat = cancels === message.pieces.length;
  const cues = new Set(
    message.segments
      .flatMap((segment) => [...segment.cues])
      .concat(message.pieces.flatMap((piece) => (piece.kind === 'name' ? [] : [...piece.cues]))),
  );
  for (const piece of message.pieces) {
    if (piece.kind === 'not') cues.add('not').add('no');
    if (piece.kind === 'some') cues.add('some');
    if (piece.kind === 'time') cues.add('time');
  }
  if (cancels > 1 && onlyThat) cues.add('cancel_twice');
  if (message.segments.some((segment) => segment.opener === 'but')) cues.add('but');
  const receipt = readReceipt(message.text);
  const references = findReferences(message, context);
  const goods = message.lines.filter((line) => isGoods(line, index));
  const open = openLines(context, references);
  const words = countWords(message, index);
  const places = new Set(context.basket.flatMap((one) => index.byId.get(one.productId) ?? []));
  const payment = readPayment(message.text, message.pieces, message.tokens);
  // A loose figure that was taken for an order's number is no amount of anything.
  const isReference = (line: RawLine): boolean =>
    line.unit === null && references.includes(message.tokens[line.to - 1]?.text ?? '');
  const strange = (line: RawLine): boolean =>
    line.name !== null && line.quantity !== null && line.unit !== null && !goods.includes(line);
  return {
    context,
    cues,
    goods,
    counted: goods.filter((line) => line.quantity !== null),
    strange: message.lines.filter(strange),
    bare: message.lines.filter(
      (line) => line.name === null && line.quantity !== null && !isReference(line),
    ),
    priced: message.lines.filter((line) => line.flags.has('price')),
    prices: message.pieces.some((piece) => piece.kind === 'price'),
    mostOpen: Math.max(0, ...open.map((line) => Number(line.quantity) / 1000)),
    openCount: open.length,
    unknownWords: words.unknown,
    knownWords: words.known,
    references,
    languageTo: languageAsked(cues),
    amount: receipt?.amount ?? payment.amount,
    receipt: receipt !== null,
    inBasket: (line) =>
      findCandidates(index, matchWords(index, line.name?.words ?? []), places).length > 0,
  };
}
