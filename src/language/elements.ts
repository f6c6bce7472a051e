import type { CatalogueIndex } from './catalogue-index.js';
import { findCandidates, matchWords, type WordMatch } from './match.js';
import type { Piece, Tagging } from './piece.js';
import { readTerms, type Size, type Word } from './terms.js';
import type { Token } from './tokens.js';

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

function nameElement(pieces: readonly Piece[], tagging: Tagging): NameElement {
  const from = pieces[0]?.from ?? 0;
  const to = pieces[pieces.length - 1]?.to ?? 0;
  const tokens: Token[] = [];
  for (const piece of pieces)
    for (let at = piece.from; at < piece.to; at += 1) {
      const token = tagging.tokens[at];
      if (token) tokens.push(token);
    }
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

/** Whether some product has all the words that the catalogue knows of a name. */
export function covers(index: CatalogueIndex, words: readonly Word[]): boolean {
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
  if (pieces.length < 2) return [whole];
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
export function settleHomonyms(pieces: readonly Piece[]): readonly Piece[] {
  if (!pieces.some((piece) => piece.homonym === true)) return pieces;
  const plain = pieces.some((piece) => piece.kind === 'name' && piece.homonym !== true);
  const counted = pieces.some((piece) => piece.kind === 'quantity');
  if (!plain && counted) return pieces;
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
  if (!pieces.some((piece) => piece.kind === 'unit' && piece.unit === 'pcs')) return pieces;
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

/** The pieces of a segment as the grammar sees them: names, quantities, units. */
export function toElements(all: readonly Piece[], tagging: Tagging): Element[] {
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
