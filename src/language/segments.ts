import type { CatalogueIndex, IndexedItem } from './catalogue-index.js';
import { findPhrase, hasRole } from './lexicon.js';
import { findCandidates, matchWords, type WordMatch } from './match.js';
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
  readonly opener: 'start' | 'break' | 'and' | 'or' | 'not' | 'but';
  /** A line's end or a full stop stands before it: nothing is carried over that. */
  readonly apart: boolean;
  readonly cues: ReadonlySet<string>;
  readonly kinds: ReadonlySet<Piece['kind']>;
  readonly prices: readonly number[];
  /** What is named here is said to be unwanted: "no stallion, big bull two bag". */
  readonly denied: boolean;
  /** "If no tokla", and what hangs on it up to the end of the sentence. */
  readonly conditional: boolean;
  /** "500 ko chini": a bare figure says how much money, not how many. */
  readonly worth: boolean;
}

const OPENERS = new Set<Piece['kind']>(['break', 'and', 'or', 'not', 'question']);

function openerOf(piece: Piece | undefined): Segment['opener'] {
  if (!piece) return 'start';
  if (piece.kind === 'and' || piece.kind === 'or' || piece.kind === 'not') return piece.kind;
  return piece.flags?.includes('but') === true ? 'but' : 'break';
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
  // A word that nobody knows parts nothing: "tokla green tea" is one name, and asked about.
  const parts = (miss: WordMatch): boolean => miss.word.role !== 'describe' && miss.known;
  return best ? !best.missed.some(parts) : false;
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

/**
 * "2 ota carton", "buhun semovita guda uku", "duita packet": a word that only says that something
 * is counted, beside the figure and a unit of its own.
 */
function withoutCounters(pieces: readonly Piece[]): readonly Piece[] {
  const units = pieces.filter((piece) => piece.kind === 'unit');
  const figures = pieces.filter((piece) => piece.kind === 'quantity');
  const others = units.filter((piece) => piece.unit !== 'pcs');
  if (units.length !== others.length + 1 || others.length !== 1 || figures.length !== 1)
    return pieces;
  return pieces.filter((piece, i) => {
    const beside = pieces[i - 1]?.kind === 'quantity' || pieces[i + 1]?.kind === 'quantity';
    return piece.kind !== 'unit' || piece.unit !== 'pcs' || !beside;
  });
}

function toElements(all: readonly Piece[], tagging: Tagging): Element[] {
  const pieces = withoutCounters(all);
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
  fits: (indexed: IndexedItem) => boolean,
): boolean {
  const matches = matchWords(index, name.words);
  return findCandidates(index, matches, null).some((candidate) => fits(candidate.indexed));
}

interface Spot {
  readonly at: number;
  readonly length: number;
  readonly size: Size | null;
  readonly numeral: string | null;
  readonly owner: number;
  readonly stocked: boolean;
}

type Figure = Pick<Spot, 'at' | 'length' | 'size' | 'numeral'>;

/** A figure that may be a printed size: with a unit of measure, or bare. */
function figureAt(elements: readonly Element[], at: number): Figure | null {
  const figure = elements[at];
  if (figure?.class !== 'Q') return null;
  const after = elements[at + 1];
  if (after?.class !== 'U') return { at, length: 1, size: null, numeral: String(figure.value) };
  const size = sizeOf(figure.value, after.unit);
  return size && size.kind !== 'count' ? { at, length: 2, size, numeral: null } : null;
}

function isStocked(name: NameElement, figure: Figure, index: CatalogueIndex): boolean {
  return someItem(index, name, (indexed) =>
    figure.size ? hasSize(indexed, figure.size) : hasNumeral(indexed, figure.numeral ?? ''),
  );
}

/** A figure beside a name that may be the printed size of the product rather than a count. */
function spotSize(elements: readonly Element[], at: number, index: CatalogueIndex): Spot | null {
  const figure = figureAt(elements, at);
  if (!figure) return null;
  const sides = figure.size ? [at - 1, at + figure.length] : [at - 1];
  const owners = sides.filter((side) => elements[side]?.class === 'N');
  const owner = owners.find((side) => {
    const name = elements[side];
    return name?.class === 'N' && isStocked(name, figure, index);
  });
  if (owner !== undefined) return { ...figure, owner, stocked: true };
  const nearest = owners[0];
  return figure.size && nearest !== undefined
    ? { ...figure, owner: nearest, stocked: false }
    : null;
}

/** A name, a size and a name that together name one product; null when they do not. */
function joinAround(
  [left, figure, unit, right, next]: readonly (Element | undefined)[],
  index: CatalogueIndex,
): NameElement | null {
  if (left?.class !== 'N' || right?.class !== 'N' || next?.class !== 'Q') return null;
  if (figure?.class !== 'Q' || unit?.class !== 'U') return null;
  const size = sizeOf(figure.value, unit.unit);
  if (!size || size.kind === 'count') return null;
  const words = [...left.words, ...right.words];
  const joint = { ...right, words, sizes: [...left.sizes, size, ...right.sizes], from: left.from };
  const fits = someItem(index, joint, (indexed) => hasSize(indexed, size));
  return fits && covers(index, words) ? joint : null;
}

/** "rice 50kg big bull 2 bags": one product whose size stands amid its name. */
function mergeAround(elements: readonly Element[], index: CatalogueIndex): Element[] {
  const list = [...elements];
  for (let at = 0; at + 4 < list.length; at += 1) {
    const joint = joinAround(list.slice(at, at + 5), index);
    if (joint) list.splice(at, 4, joint);
  }
  return list;
}

/** Beyond sixty items in one segment nothing is searched for sizes. */
const ELEMENTS_MAX = 180;

function count(list: readonly Element[], kind: Element['class']): number {
  return list.filter((element) => element.class === kind).length;
}

/** The list with a size given to its name, and the figure gone. */
function giveSize(list: readonly Element[], spot: Spot): Element[] {
  const taken = list.slice(spot.at, spot.at + spot.length);
  const places = taken.flatMap((element) => [element.from, element.to]);
  return list.flatMap((element, i) => {
    if (taken.includes(element)) return [];
    if (i !== spot.owner || element.class !== 'N') return [element];
    const sizes = spot.size ? [...element.sizes, spot.size] : element.sizes;
    const numerals = spot.numeral === null ? element.numerals : [...element.numerals, spot.numeral];
    const from = Math.min(element.from, ...places);
    const to = Math.max(element.to, ...places);
    return [{ ...element, sizes, numerals, from, to }];
  });
}

/**
 * Gives printed sizes to their names when there are more figures than names: "tokla 500 g 4 pkt".
 * Stocked sizes first; then, of what is still too many, sizes nobody stocks, which will be asked.
 */
function takeSizes(elements: readonly Element[], index: CatalogueIndex): Element[] {
  if (elements.length > ELEMENTS_MAX) return [...elements];
  let list = mergeAround(elements, index);
  for (const stocked of [true, false]) {
    let at = 0;
    while (at < list.length) {
      if (count(list, 'Q') <= Math.max(1, count(list, 'N'))) return list;
      const spot = spotSize(list, at, index);
      if (spot?.stocked === stocked) list = giveSize(list, spot);
      else at += 1;
    }
  }
  return list;
}

const WORTH_MIN = 20;

function roleAt(tagging: Tagging, at: number, role: string): boolean {
  return hasRole(findPhrase(tagging.index.lexicon, tagging.tokens, at), role);
}

/** "500 ko chini", "sukari ya 200", "200 worth of sugar": the only figure, and without a unit. */
function isWorth(pieces: readonly Piece[], tagging: Tagging): boolean {
  const figures = pieces.filter((piece) => piece.kind === 'quantity');
  const figure = figures[0];
  if (!figure || figures.length > 1 || (figure.value ?? 0) < WORTH_MIN) return false;
  if (pieces.some((piece) => piece.kind === 'unit')) return false;
  if (roleAt(tagging, figure.to, 'worth')) return true;
  return figure.from > 0 && roleAt(tagging, figure.from - 1, 'worth_before');
}

/** Languages whose verb stands after what it is about. */
const VERB_LAST = new Set(['ne', 'ne-Latn', 'hi', 'hi-Latn', 'bn', 'bn-Latn']);

const DENIALS = new Set(['except', 'remove', 'no']);

/** "No bring stallion", "si pembe"; where the verb stands last, a no is about what was before. */
function isDenied(pieces: readonly Piece[], opener: Piece | undefined): boolean {
  if (pieces.some((piece) => piece.kind !== 'name' && piece.cues.some((cue) => DENIALS.has(cue))))
    return true;
  return opener?.kind === 'not' && !(opener.tags ?? []).some((tag) => VERB_LAST.has(tag));
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
    denied: isDenied(settled, opener),
    conditional: settled.some((piece) => piece.cues.includes('if')),
    prices: settled.flatMap((piece) => (piece.kind === 'price' ? [piece.value ?? 0] : [])),
  };
}

const TURNS = new Set(['remove', 'except', 'add', 'set', 'cancel']);
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

/** Segments in the making: what has been cut off, and the pieces of the one under way. */
class Cutter {
  readonly segments: Segment[] = [];
  private current: Piece[] = [];
  private opener: Piece | undefined;
  private apart = true;
  private readonly tagging: Tagging;

  constructor(tagging: Tagging) {
    this.tagging = tagging;
  }

  close(): void {
    if (this.current.length > 0)
      this.segments.push(toSegment(this.current, this.opener, this.tagging, this.apart));
    this.current = [];
    this.apart = false;
  }

  /** A piece of an item; a verb between two items cuts before or after itself. */
  take(piece: Piece, turn: 'before' | 'after' | null): void {
    if (turn === 'before') this.turn();
    this.current.push(piece);
    if (turn === 'after') this.turn();
  }

  private turn(): void {
    this.close();
    this.opener = undefined;
  }

  /** A piece that ends a segment. "No," stays a no across the comma behind it. */
  open(piece: Piece): void {
    if (piece.kind === 'question') this.current.push(piece);
    const idle = this.current.length === 0;
    if (idle && this.opener?.kind === 'not' && piece.kind === 'break') return;
    if (!idle) this.close();
    this.apart ||= piece.flags?.some((flag) => flag === 'line' || flag === 'stop') ?? false;
    this.opener = piece;
  }

  get pieces(): readonly Piece[] {
    return this.current;
  }
}

/** Cuts a tagged message where one item may end and another begin. */
export function cutSegments(pieces: readonly Piece[], tagging: Tagging): Segment[] {
  const cutter = new Cutter(tagging);
  for (const [at, piece] of pieces.entries()) {
    if (OPENERS.has(piece.kind)) cutter.open(piece);
    else cutter.take(piece, turns(pieces, at, cutter.pieces));
  }
  cutter.close();
  return cutter.segments;
}
