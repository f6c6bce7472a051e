import {
  findPhrase,
  guessWord,
  hasKind,
  hasRole,
  lengthOf,
  unitFact,
  withMeanings,
  type Found,
  type Meaning,
} from './lexicon.js';
import { readNumeral } from './numbers.js';
import { toPiece, type Piece, type Tagging } from './piece.js';
import { recognise } from './recognise.js';
import { kindAt, textAt, type Token } from './tokens.js';

/** How far a clause is searched for a figure: bounds the work on text without any comma. */
const CLAUSE_TOKENS_MAX = 12;
const BREAKS = new Set(['line', 'comma', 'semicolon', 'stop', 'dots', 'bang', 'star', 'plus']);
const ROLE_KIND: Readonly<Record<string, Piece['kind']>> = {
  and: 'and',
  or: 'or',
  not: 'not',
  unlike: 'not',
  each: 'each',
  some: 'some',
  about: 'about',
  pronoun: 'pronoun',
  time: 'time',
  ditto: 'ditto',
  but: 'break',
};

function isNameToken(tagging: Tagging, at: number): boolean {
  const kind = kindAt(tagging.tokens, at);
  return kind === 'word' || kind === 'number';
}

/** Whether a number word stands here with a unit of weight or volume behind it. */
function measures({ tokens, index: { lexicon } }: Tagging, at: number): boolean {
  if (!hasKind(findPhrase(lexicon, tokens, at), 'number')) return false;
  const unit = findPhrase(lexicon, tokens, at + 1)?.meanings.find((m) => m.kind === 'unit');
  const kind = unit === undefined ? undefined : unitFact(unit.unit)?.kind;
  return kind === 'mass' || kind === 'volume';
}

/** Whether a phrase of the catalogue that ends before `to` may be taken for it here. */
function mayStand(tagging: Tagging, at: number, to: number): boolean {
  const { tokens, index } = tagging;
  // "omo nusu" is not meant in "omo nusu kilo".
  if (to - at > 1 && measures(tagging, to - 1)) return false;
  if (!hasNumber(tagging, at, to)) return true;
  const numeral = kindAt(tokens, to - 1) === 'number';
  if (numeral && to - at === 1) return false;
  // "coke 500" is not meant in "coke 500 ml".
  if (numeral && hasKind(findPhrase(index.lexicon, tokens, to), 'unit')) return false;
  return hasOtherNumber(tagging, at, to);
}

/** The longest alias or brand that begins here, in tokens; 0 when none. */
function aliasLength(tagging: Tagging, at: number): number {
  const { tokens, index } = tagging;
  const max = index.phraseStarts.get(tokens[at]?.key ?? '') ?? 0;
  let key = '';
  let length = 0;
  for (let n = 0; n < max && isNameToken(tagging, at + n); n += 1) {
    const word = tokens[at + n]?.key ?? '';
    key = n === 0 ? word : `${key} ${word}`;
    if (index.phrases.has(key) && mayStand(tagging, at, at + n + 1)) length = n + 1;
  }
  return length;
}

function hasNumber({ tokens }: Tagging, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (kindAt(tokens, at) === 'number') return true;
  return false;
}

function isCount(tagging: Tagging, at: number): boolean {
  const { tokens, skip, index } = tagging;
  if (skip.has(at)) return false;
  if (tokens[at]?.kind === 'number') return true;
  const found = findPhrase(index.lexicon, tokens, at);
  return hasKind(found, 'number') || hasKind(found, 'shift');
}

/** Whether the same clause holds a number beside this phrase: then the phrase may keep its own. */
function hasOtherNumber(tagging: Tagging, from: number, to: number): boolean {
  const { tokens } = tagging;
  const ends = (at: number): boolean => BREAKS.has(tokens[at]?.kind ?? 'line');
  for (let i = to; !ends(i) && i < to + CLAUSE_TOKENS_MAX; i += 1)
    if (isCount(tagging, i)) return true;
  for (let i = from - 1; !ends(i) && i > from - CLAUSE_TOKENS_MAX; i -= 1)
    if (isCount(tagging, i)) return true;
  return false;
}

const NO_CUES: readonly string[] = [];

function cuesOf(found: Found | null): readonly string[] {
  if (!hasKind(found, 'cue')) return NO_CUES;
  return found?.meanings.flatMap((m) => (m.kind === 'cue' ? [m.cue] : [])) ?? NO_CUES;
}

/** "tin" is a container and three: three where a unit or a product follows, and no figure. */
function countsAsUnit(tagging: Tagging, next: number, before: Piece | null): boolean {
  const { tokens, index } = tagging;
  const after = findPhrase(index.lexicon, tokens, next);
  // "tin tin carton": the second may be a figure too when a unit follows it.
  const place = hasKind(after, 'number') ? next + lengthOf(after) : next;
  // "Tin tin" at the end: three tins.
  const again = textAt(tokens, next) === textAt(tokens, next - 1) && before?.kind !== 'quantity';
  if (again && !hasKind(findPhrase(index.lexicon, tokens, place), 'unit')) return true;
  if (hasKind(findPhrase(index.lexicon, tokens, place), 'unit')) return true;
  if (before?.kind === 'quantity' || isCount(tagging, next)) return false;
  return aliasLength(tagging, next) > 0;
}

/** A part of a number: its value, a change to the next one, or a place that goes first. */
function isNumeric(meaning: Meaning): boolean {
  if (meaning.kind === 'word') return meaning.role === 'times';
  return meaning.kind === 'number' || meaning.kind === 'shift';
}

/** "do" is two and give: a number word that is another word only where it counts something. */
function countsHere(tagging: Tagging, found: Found, at: number, before: Piece | null): boolean {
  if (found.meanings.every(isNumeric)) return true;
  const next = at + found.length;
  if (hasKind(found, 'unit')) return countsAsUnit(tagging, next, before);
  const after = findPhrase(tagging.index.lexicon, tagging.tokens, next);
  const last = before?.kind ?? 'break';
  if (hasKind(after, 'unit') || last === 'unit') return true;
  if (hasKind(after, 'number') && last !== 'cue') return true;
  const starts = last === 'break' || last === 'and';
  return starts && (aliasLength(tagging, next) > 0 || hasKind(after, 'noun'));
}

function fromMeanings(found: Found, at: number): Piece {
  const { meanings, tags } = found;
  const to = at + found.length;
  const cues = cuesOf(found);
  const piece = (kind: Piece['kind'], more: { flags?: string[]; homonym?: boolean } = {}): Piece =>
    toPiece(kind, at, to, { cues, tags, flags: more.flags, homonym: more.homonym });
  const unit = meanings.find((m) => m.kind === 'unit');
  if (unit) return toPiece('unit', at, to, { cues, tags, unit: unit.unit });
  if (hasKind(found, 'noun')) {
    const homonym = hasKind(found, 'cue') || hasKind(found, 'word');
    return piece('name', { homonym });
  }
  for (const m of meanings) {
    const kind = m.kind === 'word' ? ROLE_KIND[m.role] : undefined;
    if (kind && m.kind === 'word') return piece(kind, { flags: [m.role] });
  }
  if (meanings.some((m) => m.kind === 'word' && (m.role === 'describe' || m.role === 'bigness')))
    return piece('name', { homonym: true });
  return piece(cues.length > 0 ? 'cue' : 'drop');
}

function quantityAt(tagging: Tagging, at: number, tags?: readonly string[]): Piece | null {
  const numeral = readNumeral(tagging.tokens, at, tagging.index.lexicon);
  if (!numeral) return null;
  const flags: string[] = [];
  if (numeral.range) flags.push('range');
  if (numeral.shared) flags.push('shared');
  if (isNegative(tagging, at)) flags.push('negative');
  return toPiece('quantity', at, numeral.next, { value: numeral.value, flags, tags });
}

function isEverydayWord(found: Found): boolean {
  return found.meanings.some(
    (m) => m.kind === 'cue' || (m.kind === 'word' && m.role !== 'describe' && m.role !== 'bigness'),
  );
}

/** Whether the alias stands as the operator writes it, not only in another spelling. */
function isWritten(tagging: Tagging, at: number, length: number): boolean {
  return length > 1 || tagging.index.written.has(textAt(tagging.tokens, at));
}

/** "k" is a kilo beside a figure and "what" elsewhere: such a unit needs a figure. */
function asideUnit(tagging: Tagging, found: Found, at: number, before: Piece | null): Found {
  const letter = textAt(tagging.tokens, at).length === 1 && found.length === 1;
  if (!hasKind(found, 'unit') || (found.meanings.length === 1 && !letter)) return found;
  if (before?.kind === 'quantity' || isCount(tagging, at + found.length)) return found;
  const rest = found.meanings.filter((m) => m.kind !== 'unit');
  return rest.length > 0 || letter ? withMeanings(found, rest) : found;
}

/**
 * "-5 ctn", "+5 ctn", "minus 5": a sign belongs to the figure when nothing stands before it in its
 * clause. Bullets stand before several lines, or before a name.
 */
function isNegative(tagging: Tagging, at: number): boolean {
  const { tokens, index } = tagging;
  const sign = tokens[at - 1];
  if (!sign) return false;
  if (sign.kind === 'word') return hasRole(findPhrase(index.lexicon, tokens, at - 1), 'minus');
  if (sign.kind !== 'dash' && sign.kind !== 'plus') return false;
  const before = tokens[at - 2];
  const starts = before === undefined || BREAKS.has(before.kind) || before.kind === 'open';
  const bullet = sign.kind === 'dash' && tokens.some((token) => token.kind === 'line');
  return starts && !bullet;
}

/** What the packs say about a word that the catalogue does not claim; null when nothing. */
function packPiece(tagging: Tagging, found: Found, at: number, before: Piece | null): Piece | null {
  const numeric = hasKind(found, 'number') || hasKind(found, 'shift');
  if (!numeric) {
    const aside = asideUnit(tagging, found, at, before);
    return aside.meanings.length > 0 ? fromMeanings(aside, at) : null;
  }
  if (countsHere(tagging, found, at, before)) {
    const quantity = quantityAt(tagging, at, found.tags);
    if (quantity) return quantity;
  }
  const rest = found.meanings.filter((m) => !isNumeric(m));
  return rest.length > 0 ? fromMeanings(withMeanings(found, rest), at) : null;
}

function findWord(tagging: Tagging, at: number, alias: number): Found | null {
  const { tokens, index } = tagging;
  const found = findPhrase(index.lexicon, tokens, at);
  if (found || alias > 0 || index.postings.has(tokens[at]?.key ?? '')) return found;
  const word = textAt(tokens, at);
  return guessWord(index.lexicon, word);
}

function wordPiece(tagging: Tagging, at: number, before: Piece | null): Piece {
  const alias = aliasLength(tagging, at);
  const found = findWord(tagging, at, alias);
  const claims = found && (found.length > alias || !(found.bent || isWritten(tagging, at, alias)));
  const packed = claims ? packPiece(tagging, found, at, before) : null;
  if (packed) return packed;
  if (alias === 0) return toPiece('name', at, at + 1);
  const twin = found?.length === alias && isEverydayWord(found) ? found : null;
  const cues = cuesOf(twin);
  return toPiece('name', at, at + alias, { cues, alias: true, homonym: twin !== null });
}

const QUESTION: readonly string[] = ['question'];

/** What a mark says by itself. */
function markPiece({ kind, text }: Token, at: number): Piece {
  if (kind === 'sign') return signPiece(text, at);
  if (kind === 'question') return toPiece('question', at, at + 1, { cues: QUESTION });
  if (text === '&') return toPiece('and', at, at + 1);
  if (BREAKS.has(kind)) return toPiece('break', at, at + 1, { flags: [kind] });
  return toPiece('drop', at, at + 1);
}

function pieceAt(tagging: Tagging, at: number, before: Piece | null): Piece {
  const token = tagging.tokens[at];
  if (!token || tagging.skip.has(at)) return toPiece('drop', at, at + 1);
  // "2PM" and "7UP" are what the catalogue says they are before they are a time or a count.
  const brand = token.kind === 'number' ? aliasLength(tagging, at) : 0;
  if (brand > 1) return toPiece('name', at, at + brand, { alias: true });
  const special = recognise(tagging, at, before);
  if (special) return special;
  if (token.kind === 'number') return quantityAt(tagging, at) ?? toPiece('drop', at, at + 1);
  return token.kind === 'word' ? wordPiece(tagging, at, before) : markPiece(token, at);
}

function signPiece(text: string, at: number): Piece {
  const cue = text === ':yes:' ? 'yes' : text === ':no:' ? 'no' : 'thanks';
  return toPiece('cue', at, at + 1, { cues: [cue] });
}

/** Gives every token its part, left to right; the longest phrase wins, the catalogue on a tie. */
export function tagPieces(tagging: Tagging): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < tagging.tokens.length) {
    const piece = pieceAt(tagging, at, pieces[pieces.length - 1] ?? null);
    pieces.push(piece);
    at = Math.max(piece.to, at + 1);
  }
  return pieces;
}
