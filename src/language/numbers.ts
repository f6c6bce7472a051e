import { findPhrase, hasKind, hasRole, type Lexicon, type Meaning } from './lexicon.js';
import { kindAt, textAt, type Token } from './tokens.js';

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
  if (!found || !hasKind(found, kind)) return null;
  const meaning = found.meanings.find((m): m is Extract<Meaning, { kind: K }> => m.kind === kind);
  if (!meaning) return null;
  return { meaning, next: at + found.length, plain: found.meanings.length === 1 };
}

function roleAt(lexicon: Lexicon, tokens: readonly Token[], at: number, role: string): boolean {
  return hasRole(findPhrase(lexicon, tokens, at), role);
}

/** "3/4" and "2 1/2"; a fraction with a zero below is no number. */
function readFraction(tokens: readonly Token[], at: number, above: number): Part | null {
  if (kindAt(tokens, at) !== 'slash' || kindAt(tokens, at + 1) !== 'number') return null;
  const below = readDigits(textAt(tokens, at + 1));
  const chained = kindAt(tokens, at + 2) === 'slash';
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

interface Sum {
  readonly total: number;
  readonly group: number;
  readonly next: number;
}

/** Takes one more word into a number: a figure of a larger place, or a fraction after "and". */
function extend(
  tokens: readonly Token[],
  sum: Sum,
  figure: boolean,
  lexicon: Lexicon,
): (Sum & { readonly ended: boolean }) | null {
  const more = meaningAt(lexicon, tokens, sum.next, 'number');
  if (more && (!figure || more.meaning.value >= 100)) {
    const longer = compose(sum.total, sum.group, more.meaning.value);
    if (longer) return { total: longer[0], group: longer[1], next: more.next, ended: false };
  }
  if (!roleAt(lexicon, tokens, sum.next, 'joiner')) return null;
  const joined = meaningAt(lexicon, tokens, sum.next + 1, 'number');
  if (!joined || !joins(sum.total, sum.group, joined.meaning.value)) return null;
  const part = joined.meaning.value < 1;
  if (figure && !part) return null;
  return { ...sum, group: sum.group + joined.meaning.value, next: joined.next, ended: part };
}

function firstWord(tokens: readonly Token[], at: number, lexicon: Lexicon): Sum | null {
  const first = meaningAt(lexicon, tokens, at, 'number');
  if (!first) return null;
  const { value } = first.meaning;
  const [total, group] = value >= 1000 ? [value, 0] : [0, value];
  return { total, group, next: first.next };
}

/** The single figure, word or tens with ones that a word such as "elfu" multiplies. */
function readFactor(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
  below: number,
): { readonly value: number; readonly next: number } | null {
  const figure = readFigure(tokens, at);
  if (figure) return Number.isInteger(figure.value) && figure.value < below ? figure : null;
  const first = meaningAt(lexicon, tokens, at, 'number');
  if (!first || roleAt(lexicon, tokens, at, 'times')) return null;
  const { value } = first.meaning;
  if (value < 1 || value >= below) return null;
  const joined = roleAt(lexicon, tokens, first.next, 'joiner') ? first.next + 1 : first.next;
  const ones = meaningAt(lexicon, tokens, joined, 'number');
  const tens = value >= 10 && value % 10 === 0;
  if (!tens || !ones || ones.meaning.value < 1 || ones.meaning.value >= 10) {
    return { value, next: first.next };
  }
  return { value: value + ones.meaning.value, next: ones.next };
}

/**
 * Swahili, Hausa and Yoruba say the hundred or thousand first and then how many of them there
 * are: "elfu mbili" is 2,000, "elfu mbili na mia tano" 2,500. Null for any other beginning.
 */
function readTimes(tokens: readonly Token[], at: number, lexicon: Lexicon): Part | null {
  let value = 0;
  let last = Number.POSITIVE_INFINITY;
  let next = at;
  for (;;) {
    const joined = next > at && roleAt(lexicon, tokens, next, 'joiner') ? next + 1 : next;
    const place = meaningAt(lexicon, tokens, joined, 'number');
    if (!place || place.meaning.value >= last || !roleAt(lexicon, tokens, joined, 'times')) break;
    last = place.meaning.value;
    const factor = readFactor(tokens, place.next, lexicon, last);
    value += last * (factor?.value ?? 1);
    next = factor?.next ?? place.next;
  }
  if (next === at) return null;
  // "na 5 ctn ..." begins the next line of an order.
  const goesOn = roleAt(lexicon, tokens, next, 'joiner') && kindAt(tokens, next + 1) !== 'number';
  const rest = goesOn ? readFactor(tokens, next + 1, lexicon, last) : null;
  const words = kindAt(tokens, next - 1) !== 'number';
  return rest ? { value: value + rest.value, next: rest.next, words } : { value, next, words };
}

function readWords(tokens: readonly Token[], at: number, lexicon: Lexicon): Part | null {
  const times = readTimes(tokens, at, lexicon);
  if (times) return times;
  const figure = readFigure(tokens, at);
  let sum: Sum | null = figure
    ? { total: 0, group: figure.value, next: figure.next }
    : firstWord(tokens, at, lexicon);
  if (!sum) return null;
  for (;;) {
    const longer = extend(tokens, sum, figure !== null, lexicon);
    if (!longer) break;
    sum = longer;
    if (longer.ended) break;
  }
  return { value: sum.total + sum.group, next: sum.next, words: figure === null };
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

/** A single letter that is no unit, no times sign, no plural and no thousand. */
function isStray(lexicon: Lexicon, tokens: readonly Token[], at: number): boolean {
  if (kindAt(tokens, at) !== 'word' || !/^[^xsk]$/.test(textAt(tokens, at))) return false;
  return !hasKind(findPhrase(lexicon, tokens, at), 'unit');
}

function isGluedTo(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.spaced === false;
}

/** "1e9", "1O kg", "o5", "5..5": a figure in which a stray letter or dots stand is none. */
function isGlued(tokens: readonly Token[], at: number, part: Part, lexicon: Lexicon): boolean {
  if (part.words) return false;
  const dotted = (dots: number, figure: number): boolean =>
    kindAt(tokens, dots) === 'dots' && kindAt(tokens, figure) === 'number';
  if (isGluedTo(tokens, part.next)) {
    if (isStray(lexicon, tokens, part.next)) return true;
    if (dotted(part.next, part.next + 1)) return true;
  }
  if (!isGluedTo(tokens, at)) return false;
  return dotted(at - 1, at - 2) || isStray(lexicon, tokens, at - 1);
}

/** "4-5", "5 to 6", "2-2": a second figure after a dash or a word for it. */
function readSecond(
  tokens: readonly Token[],
  first: Part,
  lexicon: Lexicon,
): Pick<Numeral, 'next' | 'range' | 'shared'> | null {
  const dash = kindAt(tokens, first.next) === 'dash';
  if (!dash && !roleAt(lexicon, tokens, first.next, 'to')) return null;
  const second = readPlain(tokens, first.next + 1, lexicon);
  if (!second) return null;
  const shared = second.value === first.value;
  const range = second.value > first.value && second.value <= first.value * 4 + 2;
  return shared || range ? { next: second.next, range, shared } : null;
}

/** "do teen", "dui dui": two small number words side by side. */
function readBeside(
  tokens: readonly Token[],
  first: Part,
  lexicon: Lexicon,
): Pick<Numeral, 'next' | 'range' | 'shared'> | null {
  if (!first.words || first.value >= 20) return null;
  const beside = readWords(tokens, first.next, lexicon);
  if (!beside?.words) return null;
  const shared = beside.value === first.value;
  const range = beside.value > first.value && beside.value <= first.value + 5;
  return shared || range ? { next: beside.next, range, shared } : null;
}

/** Whether a number may begin here: with a figure, or a word for one or for half of the next. */
function mayBegin(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  if (kindAt(tokens, at) === 'number') return true;
  const found = findPhrase(lexicon, tokens, at);
  return hasKind(found, 'number') || hasKind(found, 'shift');
}

function searchNumeral(tokens: readonly Token[], at: number, lexicon: Lexicon): Numeral | null {
  if (!mayBegin(tokens, at, lexicon)) return null;
  const first = readPlain(tokens, at, lexicon);
  if (!first) return null;
  const { words } = first;
  if (isGlued(tokens, at, first, lexicon))
    return { value: Number.NaN, next: first.next, range: false, shared: false, words };
  const pair = readSecond(tokens, first, lexicon) ?? readBeside(tokens, first, lexicon);
  const { next, range, shared } = pair ?? { next: first.next, range: false, shared: false };
  return { value: first.value, next, range, shared, words };
}

/** What was read at each token of the message being read; the next message takes its place. */
const reading: { tokens: readonly Token[]; lexicon: Lexicon | null; at: (Numeral | null)[] } = {
  tokens: [],
  lexicon: null,
  at: [],
};

/**
 * Reads the longest number that begins at a token; null when none does. NaN and infinity stand
 * for figures that are no usable number ("1/0", forty digits): the caller asks. A price, a time
 * and a quantity each ask for the same one, so it is kept as long as the message is read.
 */
export function readNumeral(
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): Numeral | null {
  if (reading.tokens !== tokens || reading.lexicon !== lexicon) {
    reading.tokens = tokens;
    reading.lexicon = lexicon;
    reading.at = [];
  }
  const before = reading.at[at];
  if (before !== undefined) return before;
  const numeral = searchNumeral(tokens, at, lexicon);
  reading.at[at] = numeral;
  return numeral;
}
