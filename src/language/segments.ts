import type { CatalogueIndex } from './catalogue-index.js';
import { findPhrase, unitFact } from './lexicon.js';
import { findCandidates, matchWords } from './match.js';
import type { Piece, Tagging } from './piece.js';
import { hasNumeral, hasSize } from './resolve.js';
import { readTerms, sizeOf, type Size, type Word } from './terms.js';

/** A part of a segment as the grammar sees it. */
export type Element =
  | {
      readonly class: 'N';
      readonly words: readonly Word[];
      readonly sizes: readonly Size[];
      readonly numerals: readonly string[];
      /** Units inside the name ("gino sachet"). */
      readonly units: readonly string[];
      readonly alias: boolean;
      readonly homonym: boolean;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly class: 'Q';
      readonly value: number;
      readonly flags: readonly string[];
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly class: 'U';
      readonly unit: string;
      readonly from: number;
      readonly to: number;
    };
export type NameElement = Extract<Element, { class: 'N' }>;

/** A stretch between commas, line ends, "and", "no": at most a few items. */
export interface Segment {
  readonly elements: readonly Element[];
  readonly pieces: readonly Piece[];
  /** What stands before it. */
  readonly opener: 'start' | 'break' | 'and' | 'or' | 'not';
  /** A line's end or a full stop stands before it: nothing is carried over that. */
  readonly apart: boolean;
  readonly cues: ReadonlySet<string>;
  readonly kinds: ReadonlySet<Piece['kind']>;
  readonly prices: readonly number[];
  /** "500 ko chini": a bare figure says how much money, not how many. */
  readonly worth: boolean;
}

const OPENERS = new Set<Piece['kind']>(['break', 'and', 'or', 'not', 'question']);

function openerOf(piece: Piece | undefined): Segment['opener'] {
  if (!piece) return 'start';
  if (piece.kind === 'and' || piece.kind === 'or' || piece.kind === 'not') return piece.kind;
  return 'break';
}

function nameElement(pieces: readonly Piece[], tagging: Tagging): NameElement {
  const from = pieces[0]?.from ?? 0;
  const to = pieces[pieces.length - 1]?.to ?? 0;
  const tokens = pieces.flatMap((piece) => tagging.tokens.slice(piece.from, piece.to));
  const terms = readTerms(tokens, tagging.index.lexicon);
  return {
    class: 'N',
    words: terms.words,
    sizes: terms.sizes,
    numerals: terms.numerals,
    units: terms.units,
    alias: pieces.some((piece) => piece.alias === true && piece.homonym !== true),
    homonym: pieces.every((piece) => piece.homonym === true),
    from,
    to,
  };
}

function covers(index: CatalogueIndex, words: readonly Word[]): boolean {
  const matches = matchWords(index, words);
  const best = findCandidates(index, matches, null)[0];
  return best !== undefined && best.missed.every((miss) => miss.word.role === 'describe');
}

/**
 * Names that stand side by side: "waiwai chini" are two, "chiya patti tokla" is one, because one
 * product has all its words. Each piece joins the name before it as long as some product fits.
 */
function splitNames(pieces: readonly Piece[], tagging: Tagging): NameElement[] {
  const whole = nameElement(pieces, tagging);
  const known = pieces.filter((piece) => piece.alias === true || isNoun(piece, tagging));
  if (known.length < 2 || covers(tagging.index, whole.words)) return [whole];
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups[groups.length - 1];
    const joint = last ? nameElement([...last, piece], tagging) : null;
    const apart = last?.some((one) => known.includes(one)) === true && known.includes(piece);
    if (last && joint && (!apart || covers(tagging.index, joint.words))) last.push(piece);
    else groups.push([piece]);
  }
  return groups.map((group) => nameElement(group, tagging));
}

function isNoun(piece: Piece, tagging: Tagging): boolean {
  if (piece.kind !== 'name') return false;
  const terms = readTerms(tagging.tokens.slice(piece.from, piece.to), tagging.index.lexicon);
  return terms.words.some((word) => word.concepts.length > 0);
}

/** The nearest piece before or after that carries meaning. */
function neighbour(pieces: readonly Piece[], at: number, step: 1 | -1): number {
  let i = at + step;
  while (pieces[i]?.kind === 'drop' || pieces[i]?.kind === 'cue') i += step;
  return i;
}

function isMeasure(piece: Piece | undefined): boolean {
  return piece?.kind === 'quantity' || piece?.kind === 'unit';
}

/** Whether a figure stands beside this word that no plain name before it has already taken. */
function hasOwnFigure(pieces: readonly Piece[], at: number): boolean {
  let before = neighbour(pieces, at, -1);
  const measured = isMeasure(pieces[before]);
  while (isMeasure(pieces[before])) before = neighbour(pieces, before, -1);
  const taken = pieces[before]?.kind === 'name';
  if (measured && !taken) return true;
  return isMeasure(pieces[neighbour(pieces, at, 1)]) && (measured || !taken);
}

/** Everyday words that are also products stand aside where a plain product is named. */
function settleHomonyms(pieces: readonly Piece[]): Piece[] {
  const plain = pieces.some((piece) => piece.kind === 'name' && piece.homonym !== true);
  const counted = pieces.some((piece) => piece.kind === 'quantity');
  if (!plain && counted) return [...pieces];
  return pieces.map((piece, at) => {
    if (piece.kind !== 'name' || piece.homonym !== true || piece.alias !== true) return piece;
    if (hasOwnFigure(pieces, at)) return piece;
    return { ...piece, kind: piece.cues.length > 0 ? 'cue' : 'drop' };
  });
}

function toElements(pieces: readonly Piece[], tagging: Tagging): Element[] {
  const elements: Element[] = [];
  let names: Piece[] = [];
  const flush = (): void => {
    if (names.length > 0) elements.push(...splitNames(names, tagging));
    names = [];
  };
  for (const piece of pieces) {
    if (piece.kind === 'name') names.push(piece);
    if (piece.kind === 'quantity') {
      flush();
      const { from, to, value = Number.NaN, flags = [] } = piece;
      elements.push({ class: 'Q', value, flags, from, to });
    }
    if (piece.kind === 'unit') {
      flush();
      elements.push({ class: 'U', unit: piece.unit ?? '', from: piece.from, to: piece.to });
    }
  }
  flush();
  return elements;
}

function someItem(
  index: CatalogueIndex,
  name: NameElement,
  fits: (place: number) => boolean,
): boolean {
  const matches = matchWords(index, name.words);
  return findCandidates(index, matches, null).some((candidate) => fits(candidate.place));
}

interface Spot {
  readonly at: number;
  readonly length: number;
  readonly size: Size | null;
  readonly numeral: string | null;
  readonly owner: number;
  readonly stocked: boolean;
}

/** A figure beside a name that may be the printed size of the product rather than a count. */
function spotSize(elements: readonly Element[], at: number, index: CatalogueIndex): Spot | null {
  const figure = elements[at];
  if (figure?.class !== 'Q') return null;
  const after = elements[at + 1];
  const unit = after?.class === 'U' ? after.unit : null;
  const size = unit === null ? null : sizeOf(figure.value, unit);
  const measured = size !== null && unitFact(unit ?? '')?.kind !== 'count';
  if (unit !== null && !measured) return null;
  const length = unit === null ? 1 : 2;
  const numeral = measured ? null : String(figure.value);
  for (const owner of measured ? [at - 1, at + length] : [at - 1]) {
    const name = elements[owner];
    if (name?.class !== 'N') continue;
    const stocked = someItem(index, name, (place) => {
      const indexed = index.items[place];
      if (!indexed) return false;
      return size ? hasSize(indexed, size) : hasNumeral(indexed, numeral ?? '');
    });
    if (stocked) return { at, length, size: measured ? size : null, numeral, owner, stocked };
  }
  const before = elements[at - 1];
  const owner = before?.class === 'N' ? at - 1 : at + length;
  if (!measured || elements[owner]?.class !== 'N') return null;
  return { at, length, size, numeral: null, owner, stocked: false };
}

/** "rice 50kg big bull 2 bags": one product whose size stands amid its name. */
function mergeAround(elements: readonly Element[], index: CatalogueIndex): Element[] {
  const list = [...elements];
  for (let at = 0; at + 4 < list.length; at += 1) {
    const [left, figure, unit, right, next] = list.slice(at, at + 5);
    if (left?.class !== 'N' || right?.class !== 'N' || next?.class !== 'Q') continue;
    if (figure?.class !== 'Q' || unit?.class !== 'U') continue;
    const size = sizeOf(figure.value, unit.unit);
    if (!size || size.kind === 'count') continue;
    const words = [...left.words, ...right.words];
    const sizes = [...left.sizes, size, ...right.sizes];
    const joint = { ...right, words, sizes, from: left.from };
    const fits = someItem(index, joint, (place) => {
      const indexed = index.items[place];
      return indexed !== undefined && hasSize(indexed, size);
    });
    if (fits && covers(index, words)) list.splice(at, 4, joint);
  }
  return list;
}

/** Beyond sixty items in one segment nothing is searched for sizes. */
const ELEMENTS_MAX = 180;

/**
 * Gives printed sizes to their names when there are more figures than names: "tokla 500 g 4 pkt".
 * Stocked sizes first; then, of what is still too many, sizes nobody stocks, which will be asked.
 */
function takeSizes(elements: readonly Element[], index: CatalogueIndex): Element[] {
  const count = (kind: Element['class'], list: readonly Element[]): number =>
    list.filter((element) => element.class === kind).length;
  if (elements.length > ELEMENTS_MAX) return [...elements];
  let list = mergeAround(elements, index);
  for (const stocked of [true, false]) {
    for (let at = 0; at < list.length; at += 1) {
      if (count('Q', list) <= Math.max(1, count('N', list))) return list;
      const spot = spotSize(list, at, index);
      if (!spot || spot.stocked !== stocked) continue;
      const owner = list[spot.owner] as NameElement;
      const sizes = spot.size ? [...owner.sizes, spot.size] : owner.sizes;
      const numerals = spot.numeral === null ? owner.numerals : [...owner.numerals, spot.numeral];
      const reach = list[spot.at + spot.length - 1] as Element;
      const from = Math.min(owner.from, (list[spot.at] as Element).from);
      const to = Math.max(owner.to, reach.to);
      list[spot.owner] = { ...owner, sizes, numerals, from, to };
      list = list.filter((_, i) => i < spot.at || i >= spot.at + spot.length);
      at -= 1;
    }
  }
  return list;
}

const WORTH_MIN = 20;

function hasRole(tagging: Tagging, at: number, role: string): boolean {
  const found = findPhrase(tagging.index.lexicon, tagging.tokens, at);
  return found?.meanings.some((m) => m.kind === 'word' && m.role === role) ?? false;
}

/** "500 ko chini", "sukari ya 200", "200 worth of sugar": the only figure, and without a unit. */
function isWorth(pieces: readonly Piece[], tagging: Tagging): boolean {
  const figures = pieces.filter((piece) => piece.kind === 'quantity');
  const figure = figures[0];
  if (!figure || figures.length > 1 || (figure.value ?? 0) < WORTH_MIN) return false;
  if (pieces.some((piece) => piece.kind === 'unit')) return false;
  if (hasRole(tagging, figure.to, 'worth')) return true;
  return figure.from > 0 && hasRole(tagging, figure.from - 1, 'worth_before');
}

function toSegment(
  pieces: readonly Piece[],
  opener: Piece | undefined,
  tagging: Tagging,
  apart: boolean,
): Segment {
  const settled = settleHomonyms(pieces);
  return {
    elements: takeSizes(toElements(settled, tagging), tagging.index),
    pieces: settled,
    opener: openerOf(opener),
    apart,
    cues: new Set(settled.flatMap((piece) => (piece.kind === 'name' ? [] : piece.cues))),
    kinds: new Set(settled.map((piece) => piece.kind)),
    worth: isWorth(settled, tagging),
    prices: settled.flatMap((piece) => (piece.kind === 'price' ? [piece.value ?? 0] : [])),
  };
}

const TURNS = new Set(['remove', 'except', 'add', 'set', 'cancel']);
/** Languages whose verb stands after what it is about. */
const VERB_LAST = new Set(['ne', 'ne-Latn', 'hi', 'hi-Latn', 'bn', 'bn-Latn']);

/**
 * A verb between two items ends the one or begins the other: "waiwai hatayera | rara 3 carton
 * haldinu", "remove sugar | add 2 crate coke".
 */
function turns(
  pieces: readonly Piece[],
  at: number,
  current: readonly Piece[],
): 'before' | 'after' | null {
  const piece = pieces[at];
  if (piece?.kind !== 'cue' || !piece.cues.some((cue) => TURNS.has(cue))) return null;
  const item = (one: Piece): boolean => one.kind === 'name' && one.homonym !== true;
  const ahead = pieces.slice(at + 1, at + 6);
  const stop = ahead.findIndex((one) => OPENERS.has(one.kind));
  const rest = stop < 0 ? ahead : ahead.slice(0, stop);
  if (!current.some(item) || !rest.some((one) => item(one) || one.kind === 'quantity')) return null;
  return piece.tags?.every((tag) => VERB_LAST.has(tag)) === true ? 'after' : 'before';
}

/** Cuts a tagged message where one item may end and another begin. */
export function cutSegments(pieces: readonly Piece[], tagging: Tagging): Segment[] {
  const segments: Segment[] = [];
  let current: Piece[] = [];
  let opener: Piece | undefined;
  let apart = true;
  const close = (): void => {
    segments.push(toSegment(current, opener, tagging, apart));
    current = [];
    apart = false;
  };
  for (const [at, piece] of pieces.entries()) {
    if (!OPENERS.has(piece.kind)) {
      const turn = turns(pieces, at, current);
      if (turn === 'before') close();
      if (turn === 'before') opener = undefined;
      current.push(piece);
      if (turn === 'after') close();
      if (turn === 'after') opener = undefined;
      continue;
    }
    if (piece.kind === 'question') current.push(piece);
    if (current.length > 0) close();
    else if (opener?.kind === 'not' && piece.kind === 'break') continue;
    const strong = piece.flags?.some((flag) => flag === 'line' || flag === 'stop') ?? false;
    apart = apart || strong;
    opener = piece;
  }
  if (current.length > 0) close();
  return segments;
}
