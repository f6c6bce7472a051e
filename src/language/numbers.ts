import { findPhrase, type Lexicon, type Meaning } from './lexicon.js';
import type { Token } from './tokens.js';

/** A number as it was said, in digits, words or both. */
export interface Numeral {
  readonly value: number;
  /** The first token after it. */
  readonly next: number;
  /** Two figures for one quantity: "4-5", "do teen", "5 to 6". */
  readonly range: boolean;
  /** The same figure twice, which shares it out: "2-2", "dui dui". */
  readonly shared: boolean;
  /** True when only words were used: those may be homonyms of other words. */
  readonly words: boolean;
}

interface Part {
  readonly value: number;
  readonly next: number;
  readonly words: boolean;
}

const NUMBER_CHARS_MAX = 15;

/** The value of a written number. Points and commas group thousands or mark decimals. */
export function readDigits(text: string): number {
  if (text.length > NUMBER_CHARS_MAX) return Number.POSITIVE_INFINITY;
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''));
  if (/^\d+,\d{1,2}$/.test(text)) return Number(text.replace(',', '.'));
  if (/^\d*\.?\d+$/.test(text)) return Number(text);
  return Number.NaN;
}

function meaningAt<K extends Meaning['kind']>(
  lexicon: Lexicon,
  tokens: readonly Token[],
  at: number,
  kind: K,
): { meaning: Extract<Meaning, { kind: K }>; next: number; plain: boolean } | null {
  const found = findPhrase(lexicon, tokens, at);
  if (!found) return null;
  const meaning = found.meanings.find((m): m is Extract<Meaning, { kind: K }> => m.kind === kind);
  if (!meaning) return null;
  return { meaning, next: at + found.length, plain: found.meanings.length === 1 };
}

function roleAt(lexicon: Lexicon, tokens: readonly Token[], at: number, role: string): boolean {
  const found = findPhrase(lexicon, tokens, at);
  return found?.meanings.some((m) => m.kind === 'word' && m.role === role) ?? false;
}

/** "3/4" and "2 1/2"; a fraction with a zero below is no number. */
function readFraction(tokens: readonly Token[], at: number, above: number): Part | null {
  if (tokens[at]?.kind !== 'slash' || tokens[at + 1]?.kind !== 'number') return null;
  const below = readDigits(tokens[at + 1]?.text ?? '');
  const chained = tokens[at + 2]?.kind === 'slash';
  const plain = below > 0 && below <= 100 && above <= 100 && !chained;
  const value = plain ? above / below : Number.NaN;
  return { value, next: at + 2, words: false };
}

function readFigure(tokens: readonly Token[], at: number): Part | null {
  const token = tokens[at];
  if (token?.kind !== 'number') return null;
  const value = readDigits(token.text);
  const fraction = readFraction(tokens, at + 1, value);
  if (fraction) return fraction;
  const next = tokens[at + 1];
  if (next?.kind === 'number' && Number.isInteger(value)) {
    const rest = readFraction(tokens, at + 2, readDigits(next.text));
    if (rest && rest.value < 1) return { ...rest, value: value + rest.value };
  }
  return { value, next: at + 1, words: false };
}

/** Whether a further number word continues a number so far: "do sau", "twenty five". */
function compose(total: number, group: number, value: number): [number, number] | null {
  if (value >= 1000) return group < value ? [total + Math.max(group, 1) * value, 0] : null;
  if (value === 100) return group > 0 && group < 100 ? [total, group * 100] : null;
  if (value < 1) return null;
  if (group === 0 && total > 0) return [total, value];
  if (group >= 100 && group % 100 === 0 && value < 100) return [total, group + value];
  const tens = group % 100;
  if (tens >= 20 && tens % 10 === 0 && value < 10) return [total, group + value];
  return null;
}

/** "kumi na mbili", "vingt et un", "two and a half": what may follow a joining word. */
function joins(total: number, group: number, value: number): boolean {
  if (value > 0 && value < 1) return Number.isInteger(total + group);
  const tens = group % 100;
  return value < 10 ? tens >= 10 && tens % 10 === 0 : value < 100 && group >= 100 && tens === 0;
}

function readWords(tokens: readonly Token[], at: number, lexicon: Lexicon): Part | null {
  const figure = readFigure(tokens, at);
  const first = figure ? null : meaningAt(lexicon, tokens, at, 'number');
  if (!figure && !first) return null;
  let total = 0;
  let group = figure?.value ?? first?.meaning.value ?? 0;
  let next = figure?.next ?? first?.next ?? at + 1;
  if (first && group >= 1000) [total, group] = [group, 0];
  for (;;) {
    const more = meaningAt(lexicon, tokens, next, 'number');
    const sum = more ? compose(total, group, more.meaning.value) : null;
    const mayFollow = !figure || (more !== null && more.meaning.value >= 100);
    if (more && sum && mayFollow) {
      [total, group] = sum;
      next = more.next;
      continue;
    }
    const joined = roleAt(lexicon, tokens, next, 'joiner')
      ? meaningAt(lexicon, tokens, next + 1, 'number')
      : null;
    if (!joined || !joins(total, group, joined.meaning.value)) break;
    if (figure && joined.meaning.value >= 1) break;
    group += joined.meaning.value;
    next = joined.next;
    if (joined.meaning.value < 1) break;
  }
  return { value: total + group, next, words: !figure };
}

const SHIFT = { plus_half: 0.5, plus_quarter: 0.25, minus_quarter: -0.25 } as const;

function readPlain(tokens: readonly Token[], at: number, lexicon: Lexicon): Part | null {
  const shift = meaningAt(lexicon, tokens, at, 'shift');
  if (!shift) return readWords(tokens, at, lexicon);
  const by = SHIFT[shift.meaning.by];
  const number = readWords(tokens, shift.next, lexicon);
  if (number) {
    // "sawa sau" is a hundred and a quarter of a hundred; "saadhe tin" is three and a half.
    const scale = number.value >= 100 ? 10 ** Math.floor(Math.log10(number.value)) : 1;
    return { ...number, value: number.value + by * scale };
  }
  if (shift.meaning.by === 'plus_half' || !shift.plain) return null;
  return { value: 1 + by, next: shift.next, words: true };
}

function isUnit(lexicon: Lexicon, tokens: readonly Token[], at: number): boolean {
  return findPhrase(lexicon, tokens, at)?.meanings.some((m) => m.kind === 'unit') ?? false;
}

/** "1e9", "1O kg", "o5", "5..5": a figure in which a stray letter or dots stand is none. */
function isGlued(tokens: readonly Token[], at: number, part: Part, lexicon: Lexicon): boolean {
  if (part.words) return false;
  const stray = (token: Token | undefined, place: number): boolean =>
    token?.kind === 'word' &&
    token.text.length === 1 &&
    !/[xsk]/.test(token.text) &&
    !isUnit(lexicon, tokens, place);
  const after = tokens[part.next];
  if (after?.spaced === false) {
    if (stray(after, part.next)) return true;
    if (after.kind === 'dots' && tokens[part.next + 1]?.kind === 'number') return true;
  }
  const before = tokens[at - 1];
  if (tokens[at]?.spaced !== false) return false;
  if (before?.kind === 'dots' && tokens[at - 2]?.kind === 'number') return true;
  return stray(before, at - 1) || (before?.text === 'e' && tokens[at - 2]?.kind === 'number');
}

/**
 * Reads the longest number that begins at a token; null when none does. NaN and infinity stand
 * for figures that are no usable number ("1/0", forty digits): the caller asks.
 */
export function readNumeral(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): Numeral | null {
  const first = readPlain(tokens, at, lexicon);
  if (!first) return null;
  if (isGlued(tokens, at, first, lexicon))
    return { ...first, value: Number.NaN, range: false, shared: false };
  const one = { ...first, range: false, shared: false };
  const link = tokens[first.next];
  const between = link?.kind === 'dash' || roleAt(lexicon, tokens, first.next, 'to');
  const second = between ? readPlain(tokens, first.next + 1, lexicon) : null;
  if (second) {
    const shared = second.value === first.value;
    const range = second.value > first.value && second.value <= first.value * 4 + 2;
    if (shared || range) return { ...one, next: second.next, range, shared };
  }
  const beside = first.words && first.value < 20 ? readWords(tokens, first.next, lexicon) : null;
  if (beside?.words && beside.value === first.value)
    return { ...one, next: beside.next, shared: true };
  const close = beside?.words && beside.value > first.value && beside.value <= first.value + 5;
  if (close) return { ...one, next: beside.next, range: true };
  return one;
}
