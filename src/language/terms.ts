import { findPhrase, unitFact, type Lexicon, type Meaning } from './lexicon.js';
import type { Token } from './tokens.js';
import { foldWord } from './transliterate.js';

/** A size as printed on a pack, in grams, millilitres or pieces. */
export interface Size {
  readonly kind: 'mass' | 'volume' | 'count';
  readonly amount: number;
}

export interface Word {
  /** What is compared: "#" and a concept for a generic noun, else the spelling key. */
  readonly term: string;
  readonly concepts: readonly string[];
  /** The spelling keys of the words it covers. */
  readonly keys: readonly string[];
  readonly text: string;
  /** An adjective of size ("small", "thulo"), a description, or a word of the product itself. */
  readonly role: 'product' | 'describe' | 'bigness' | 'link';
}

export interface Terms {
  readonly words: readonly Word[];
  readonly sizes: readonly Size[];
  readonly units: readonly string[];
  readonly numerals: readonly string[];
}

/** The size that a number and a unit of mass, volume or count say; null for other units. */
export function sizeOf(value: number, unit: string): Size | null {
  const fact = unitFact(unit);
  if (!fact || fact.base === null) return null;
  if (fact.kind !== 'mass' && fact.kind !== 'volume' && fact.kind !== 'count') return null;
  return { kind: fact.kind, amount: value * fact.base };
}

export function sameSize(a: Size, b: Size): boolean {
  return a.kind === b.kind && Math.abs(a.amount - b.amount) < 1e-6 * Math.max(1, b.amount);
}

function pick<K extends Meaning['kind']>(
  meanings: readonly Meaning[],
  kind: K,
): Extract<Meaning, { kind: K }> | undefined {
  return meanings.find(
    (meaning): meaning is Extract<Meaning, { kind: K }> => meaning.kind === kind,
  );
}

function roleOf(meanings: readonly Meaning[]): Word['role'] {
  for (const meaning of meanings) {
    if (meaning.kind !== 'word') continue;
    if (meaning.role === 'describe') return 'describe';
    if (meaning.role === 'bigness') return 'bigness';
    if (meaning.role === 'link') return 'link';
  }
  return 'product';
}

interface Drafts {
  words: Word[];
  sizes: Size[];
  units: string[];
  numerals: string[];
}

/** A number at `at`: a size when a unit of measure follows, else a numeral. Gives the next place. */
function readNumeral(tokens: readonly Token[], at: number, lexicon: Lexicon, out: Drafts): number {
  const text = tokens[at]?.text ?? '';
  const found = findPhrase(lexicon, tokens, at + 1);
  const unit = found ? pick(found.meanings, 'unit') : undefined;
  const size = unit ? sizeOf(Number(text), unit.unit) : null;
  if (found && size) {
    out.sizes.push(size);
    return at + 1 + found.length;
  }
  out.numerals.push(text);
  return at + 1;
}

function readWord(tokens: readonly Token[], at: number, lexicon: Lexicon, out: Drafts): number {
  const phrase = findPhrase(lexicon, tokens, at);
  // Another spelling of a unit or a filler is not taken for it inside a name: "ghadi" is a brand.
  const found = phrase?.bent === true && !pick(phrase.meanings, 'noun') ? null : phrase;
  const length = found?.length ?? 1;
  const covered = tokens.slice(at, at + length);
  const noun = found ? pick(found.meanings, 'noun') : undefined;
  const unit = found && !noun ? pick(found.meanings, 'unit') : undefined;
  if (unit) {
    out.units.push(unit.unit);
    return at + length;
  }
  if (found && !noun && length > 1) {
    // A phrase of the packs that names no product: its words still belong to this name.
    out.words.push(plainWord(tokens[at]));
    return at + 1;
  }
  const concepts = (found?.meanings ?? []).flatMap((m) => (m.kind === 'noun' ? [m.concept] : []));
  out.words.push({
    term: noun ? `#${noun.concept}` : (covered[0]?.key ?? ''),
    concepts,
    keys: covered.map((token) => token.key),
    text: covered.map((token) => token.text).join(' '),
    role: noun ? 'product' : roleOf(found?.meanings ?? []),
  });
  return at + length;
}

function plainWord(token: Token | undefined): Word {
  const text = token?.text ?? '';
  return { term: foldWord(text), concepts: [], keys: [foldWord(text)], text, role: 'product' };
}

/** Takes the words of a product's name apart: nouns, sizes, units, numerals. */
export function readTerms(tokens: readonly Token[], lexicon: Lexicon): Terms {
  const out: Drafts = { words: [], sizes: [], units: [], numerals: [] };
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (token?.kind === 'number') at = readNumeral(tokens, at, lexicon, out);
    else if (token?.kind === 'word') at = readWord(tokens, at, lexicon, out);
    else at += 1;
  }
  return { ...out, words: out.words.filter((word) => word.role !== 'link') };
}
