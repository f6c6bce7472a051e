import { LIMITS } from '../base/limits.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { changes, decideDriver, decideRetailer, decideVendor, type Facts } from './decide.js';
import { findCandidates, matchWords } from './match.js';
import { cutMessage, looksGarbled } from './normalise.js';
import { readPayment, readReceipt } from './payment.js';
import type { Piece, Tagging } from './piece.js';
import { tagPieces } from './pieces.js';
import { readRawLines, type RawLine } from './raw-lines.js';
import { readLine, readPronoun, type LineScene } from './read-lines.js';
import type { ContextLine, Intent, Reading, ReadingContext, ReadLine } from './reading.js';
import { findListMarks } from './recognise.js';
import { cutSegments, type Segment } from './segments.js';
import { splitStems } from './stems.js';
import { tokenise, type Token } from './tokens.js';

interface Message {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly pieces: readonly Piece[];
  readonly segments: readonly Segment[];
  readonly lines: readonly RawLine[];
}

/** Intents that act by themselves, without a line that could be asked about. */
const ACTS: ReadonlySet<Intent> = new Set([
  'confirm',
  'cancel',
  'decline',
  'repeat',
  'vendor_accept',
  'vendor_reject',
  'delivered',
]);

const LINED: ReadonlySet<Intent> = new Set([
  'order',
  'add',
  'remove',
  'change_qty',
  'repeat',
  'vendor_partial',
  'vendor_counter',
]);

function readMessage(text: string, context: ReadingContext, index: CatalogueIndex): Message {
  const tokens = splitStems(tokenise(text), index);
  const orders = new Set(Object.keys(context.orders));
  const agent = context.role === 'vendor' || context.role === 'driver';
  const base = { tokens, index, orders, anyOrder: agent && orders.size === 0 };
  const tagging: Tagging = { ...base, skip: findListMarks(base) };
  const pieces = tagPieces(tagging);
  const segments = cutSegments(pieces, tagging);
  return { text, tokens, pieces, segments, lines: readRawLines(segments, index) };
}

function openLines(context: ReadingContext, references: readonly string[]): readonly ContextLine[] {
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
  return line.quantity !== null || best.missed.length < best.covered;
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

function gatherFacts(message: Message, context: ReadingContext, index: CatalogueIndex): Facts {
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
  const receipt = readReceipt(message.text);
  const references = findReferences(message, context);
  const goods = message.lines.filter((line) => isGoods(line, index));
  const words = countWords(message, index);
  const places = new Set(context.basket.flatMap((one) => index.byId.get(one.productId) ?? []));
  const payment = readPayment(message.text, message.pieces, message.tokens);
  const strange = (line: RawLine): boolean =>
    line.name !== null && line.quantity !== null && line.unit !== null && !goods.includes(line);
  return {
    context,
    cues,
    goods,
    counted: goods.filter((line) => line.quantity !== null),
    strange: message.lines.filter(strange),
    bare: message.lines.filter((line) => line.name === null && line.quantity !== null),
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

function says(line: RawLine, ...cues: readonly string[]): boolean {
  return cues.some((cue) => line.cues.has(cue));
}

/** Of a repeated order: "but no sugar" takes out, "plus 2 ctn rara" puts in. */
function repeatOp(line: RawLine): ReadLine['op'] {
  const out = says(line, 'except', 'remove', 'no', 'not') || line.flags.has('instead');
  return line.quantity === null && out ? 'remove' : 'add';
}

function changeOp(line: RawLine, facts: Facts): ReadLine['op'] {
  if (line.quantity === null && says(line, 'remove')) return 'remove';
  return changes(line, facts) || facts.counted.length === 1 ? 'set' : 'add';
}

function opOf(line: RawLine, intent: Intent, facts: Facts): ReadLine['op'] {
  if (intent === 'remove') return 'remove';
  if (intent === 'repeat') return repeatOp(line);
  if (intent === 'vendor_partial') return line.quantity === null ? 'remove' : 'set';
  if (intent === 'vendor_counter') return 'set';
  if (intent === 'change_qty') return changeOp(line, facts);
  const edits = facts.context.basket.length > 0 && line.quantity === null;
  return edits && says(line, 'remove', 'except') ? 'remove' : 'add';
}

function readLines(
  message: Message,
  intent: Intent,
  facts: Facts,
  scene: LineScene,
): readonly ReadLine[] {
  if (!LINED.has(intent)) return [];
  const counted = facts.counted.length > 0;
  const ordering = intent === 'order' || intent === 'add';
  const wanted = message.lines.filter((line) => {
    if (line.name === null) return false;
    if (facts.goods.includes(line)) return !negated(line, message, intent) && !agreed(line, intent);
    // A figure beside words nobody knows is never dropped in silence.
    return facts.strange.includes(line) || (ordering && line.quantity !== null);
  });
  const said = intent === 'vendor_counter' ? wanted.map(withoutFigure) : wanted;
  const lines = said.map((line) => readLine(line, opOf(line, intent, facts), scene));
  const pronoun = facts.bare[facts.bare.length - 1];
  if (intent === 'change_qty' && !counted && pronoun) {
    const line = readPronoun(pronoun, scene);
    if (line) return [line];
  }
  return crowded(lines);
}

/** A counter-offer's figure is a price, which stands in `payment.amount`. */
function withoutFigure(line: RawLine): RawLine {
  return { ...line, quantity: null, flags: new Set() };
}

/** What a vendor names only to say that it is there: "oil is out, wai wai ok". */
function agreed(line: RawLine, intent: Intent): boolean {
  if (intent !== 'vendor_partial' || line.quantity !== null) return false;
  return !['nostock', 'no', 'not', 'remove', 'except', 'reject'].some((cue) => line.cues.has(cue));
}

/** The same product again and again in one message was pasted, not ordered. */
const SAME_PRODUCT_MAX = 3;

function crowded(lines: readonly ReadLine[]): readonly ReadLine[] {
  const times = new Map<string, number>();
  for (const { product } of lines)
    if (product.kind === 'one')
      times.set(product.productId, (times.get(product.productId) ?? 0) + 1);
  return lines.map((line) => {
    const often = line.product.kind === 'one' ? (times.get(line.product.productId) ?? 0) : 0;
    if (often <= SAME_PRODUCT_MAX || line.doubts.includes('odd_quantity')) return line;
    return { ...line, doubts: [...line.doubts, 'odd_quantity'] };
  });
}

/** "mustang ko syau hoina, aalu 10 kilo": a name without a figure, taken back at once. */
function negated(line: RawLine, message: Message, intent: Intent): boolean {
  if (line.quantity !== null || intent === 'remove' || intent === 'repeat') return false;
  return message.segments[line.segment + 1]?.opener === 'not';
}

function quoter(message: Message): LineScene['quote'] {
  return (from, to) => {
    const first = message.tokens[from];
    const last = message.tokens[Math.max(from, to - 1)];
    return first && last ? message.text.slice(first.start, last.end) : '';
  };
}

/** The language most of the words belong to; where packs share words, the town's first. */
function guessLanguage(message: Message, index: CatalogueIndex): string {
  const votes = new Map<string, number>();
  for (const piece of message.pieces)
    for (const tag of piece.tags ?? [])
      votes.set(tag, (votes.get(tag) ?? 0) + 1 / (piece.tags?.length ?? 1));
  const ranked = [...votes.entries()].sort((a, b) => b[1] - a[1]);
  return ranked[0]?.[0] ?? index.lexicon.tags[0] ?? 'en';
}

/** "2", "no. 2", "the second one": a position in the list that was shown. */
function readChoice(message: Message, facts: Facts): number | null {
  const ordinal = [...facts.cues].find((cue) => cue.startsWith('ordinal_'));
  if (ordinal) return Number(ordinal.slice('ordinal_'.length));
  const figures = message.pieces.filter((piece) => piece.kind === 'quantity');
  const value = figures[0]?.value;
  if (figures.length !== 1 || value === undefined || !Number.isInteger(value)) return null;
  const plain = facts.goods.length === 0 && message.pieces.every((piece) => piece.kind !== 'unit');
  return plain && value >= 1 && value <= 30 ? value : null;
}

function decide(facts: Facts): Intent {
  if (facts.context.role === 'vendor') return decideVendor(facts);
  if (facts.context.role === 'driver') return decideDriver(facts);
  return decideRetailer(facts);
}

function answers(facts: Facts, choice: number | null): boolean {
  const { awaiting } = facts.context;
  if (awaiting === 'choice') return choice !== null;
  return awaiting === 'quantity' && facts.goods.length === 0 && facts.bare.length > 0;
}

/**
 * Reads one message. In: the text as typed, who speaks and what stands open, and the town's
 * catalogue. Out: what it wants, with its lines. Pure, never throws; the time is linear in the
 * text, which is cut at LIMITS.message_chars_max: a cut message is read and answered `unknown`.
 */
export function understand(text: string, context: ReadingContext, index: CatalogueIndex): Reading {
  const { text: kept, cut } = cutMessage(text, LIMITS.message_chars_max);
  const message = readMessage(kept, context, index);
  const facts = gatherFacts(message, context, index);
  const choice = readChoice(message, facts);
  const garbled = looksGarbled(kept);
  const decided = answers(facts, choice) ? 'answer' : decide(facts);
  const intent = garbled && ACTS.has(decided) ? 'unknown' : decided;
  const references = ['pay', 'balance'].includes(intent) ? [] : facts.references;
  const scene: LineScene = {
    index,
    context,
    open: openLines(context, facts.references),
    quote: quoter(message),
    segments: message.segments.length,
    edits: intent !== 'repeat',
    garbled,
  };
  const lines = readLines(message, intent, facts, scene);
  return {
    intent: cut ? 'unknown' : intent,
    lines,
    orderRefs: LINED.has(intent) && context.role === 'retailer' ? [] : references,
    payment:
      intent === 'pay' || intent === 'vendor_counter'
        ? (readReceipt(kept) ?? readPayment(kept, message.pieces, message.tokens))
        : null,
    languageTo: intent === 'lang' ? facts.languageTo : null,
    language: guessLanguage(message, index),
    choice,
  };
}
