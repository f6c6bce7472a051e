import { searchPhrase, unitFact, type Found, type Lexicon, type Meaning } from './lexicon.js';
import type { Token } from './tokens.js';

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

const KINDS = ['mass', 'volume', 'count'] as const;

/** The size that a number and a unit of mass, volume or count say; null for other units. */
export function sizeOf(value: number, unit: string): Size | null {
  const fact = unitFact(unit);
  const kind = KINDS.find((one) => one === fact?.kind);
  if (!kind || fact?.base == null) return null;
  return { kind, amount: value * fact.base };
}

/** Thousandths of a gram, a millilitre or a piece: what is nearer than that is the same size. */
function thousandths({ amount }: Size): number {
  return Math.round(amount * 1000);
}

/** Whether two sizes are one, whatever units they were said in. */
export function sameSize(a: Size, b: Size): boolean {
  return a.kind === b.kind && thousandths(a) === thousandths(b);
}

/** The same text for the same size. */
export function sizeKey(size: Size): string {
  return `${size.kind} ${String(thousandths(size))}`;
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

/** A number: a size when a unit of measure follows, else a numeral. Gives the next place. */
function readNumeral(tokens: readonly Token[], at: number, lexicon: Lexicon, out: Drafts): number {
  const text = tokens[at]?.text ?? '';
  const found = searchPhrase(lexicon, tokens, at + 1);
  const unit = found ? pick(found.meanings, 'unit') : undefined;
  const size = unit ? sizeOf(Number(text), unit.unit) : null;
  if (found && size) {
    out.sizes.push(size);
    return at + 1 + found.length;
  }
  out.numerals.push(text);
  return at + 1;
}

function nounWord(found: Found, covered: readonly Token[]): Word | null {
  const noun = pick(found.meanings, 'noun');
  if (!noun) return null;
  return {
    term: `#${noun.concept}`,
    concepts: found.meanings.flatMap((m) => (m.kind === 'noun' ? [m.concept] : [])),
    keys: covered.map((token) => token.key),
    text: covered.map((token) => token.text).join(' '),
    role: 'product',
  };
}

function readWord(tokens: readonly Token[], at: number, lexicon: Lexicon, out: Drafts): number {
  const found = searchPhrase(lexicon, tokens, at);
  const noun = found ? nounWord(found, tokens.slice(at, at + found.length)) : null;
  if (found && noun) {
    out.words.push(noun);
    return at + found.length;
  }
  // Another spelling of a unit or a filler is not taken for it inside a name: "ghadi" is a brand.
  const plain = found?.bent === true ? null : found;
  const unit = plain ? pick(plain.meanings, 'unit') : undefined;
  if (plain && unit) {
    out.units.push(unit.unit);
    return at + plain.length;
  }
  // A phrase of several words names no product, but its words still belong to this name.
  const role = plain?.length === 1 ? roleOf(plain.meanings) : 'product';
  out.words.push(plainWord(tokens[at], role));
  return at + 1;
}

function plainWord(token: Token | undefined, role: Word['role']): Word {
  const { text, key } = token ?? { text: '', key: '' };
  return { term: key, concepts: [], keys: [key], text, role };
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
  const words = out.words.filter((word) => word.role !== 'link');
  return { words, sizes: out.sizes, units: out.units, numerals: out.numerals };
}
