import { findPhrase, type Found } from './lexicon.js';
import { readDigits, readNumeral } from './numbers.js';
import type { Piece, Tagging } from './piece.js';

/**
 * What looks like a quantity and is none: prices, times, dates, phones, order numbers, addresses,
 * list numbers. Recognised before quantities are.
 */

const PHONE_DIGITS_MIN = 8;
const ORDER_DIGITS_MIN = 3;

function hasRole(found: Found | null, role: string): boolean {
  return found?.meanings.some((m) => m.kind === 'word' && m.role === role) ?? false;
}

function isUnit(found: Found | null): boolean {
  return found?.meanings.some((m) => m.kind === 'unit') ?? false;
}

function look(tagging: Tagging, at: number): Found | null {
  return findPhrase(tagging.index.lexicon, tagging.tokens, at);
}

function price(tagging: Tagging, from: number, at: number): Piece | null {
  let next = at;
  if (tagging.tokens[next]?.kind === 'stop') next += 1;
  const numeral = readNumeral(tagging.tokens, next, tagging.index.lexicon);
  if (!numeral || numeral.words) return null;
  const only = numeral.range || numeral.shared;
  const value = only ? readDigits(tagging.tokens[next]?.text ?? '') : numeral.value;
  let to = only ? next + 1 : numeral.next;
  if (tagging.tokens[to]?.kind === 'slash' && tagging.tokens[to + 1]?.kind === 'dash') to += 2;
  return { kind: 'price', from, to, value, cues: [] };
}

/** "@ 1500", "rs 24", "Rs.290", "₹40", "10rs", "10/-". */
function readPrice(tagging: Tagging, at: number): Piece | null {
  const { tokens } = tagging;
  const token = tokens[at];
  if (token?.kind === 'at') {
    const word = look(tagging, at + 1);
    const skip = hasRole(word, 'currency') ? (word?.length ?? 0) : 0;
    return price(tagging, at, at + 1 + skip + (tokens[at + 1]?.kind === 'currency' ? 1 : 0));
  }
  if (token?.kind === 'currency') return price(tagging, at, at + 1);
  if (token?.kind === 'word') {
    const word = look(tagging, at);
    // "parle g 10rs": the figure before it has been taken by the name.
    const behind = !token.spaced && tokens[at - 1]?.kind === 'number';
    if (word && hasRole(word, 'currency') && behind)
      return { kind: 'drop', from: at, to: at + word.length, cues: [] };
    return word && hasRole(word, 'currency') ? price(tagging, at, at + word.length) : null;
  }
  const numeral = readNumeral(tokens, at, tagging.index.lexicon);
  if (!numeral) return null;
  const after = tokens[numeral.next];
  const value = numeral.value;
  if (after?.kind === 'slash' && tokens[numeral.next + 1]?.kind === 'dash')
    return { kind: 'price', from: at, to: numeral.next + 2, value, cues: [] };
  if (after?.kind === 'currency')
    return { kind: 'price', from: at, to: numeral.next + 1, value, cues: [] };
  const word = look(tagging, numeral.next);
  if (!word || !hasRole(word, 'currency')) return null;
  return { kind: 'price', from: at, to: numeral.next + word.length, value, cues: [] };
}

/** "10am", "saa mbili", "5 baje", "25th", "before 10", "2 days". */
function readTime(tagging: Tagging, at: number): Piece | null {
  const { tokens } = tagging;
  const token = tokens[at];
  if (!token) return null;
  const time = (to: number): Piece => ({ kind: 'time', from: at, to, cues: [] });
  if (token.kind === 'clock' || token.kind === 'date') {
    const word = look(tagging, at + 1);
    return time(at + 1 + (hasRole(word, 'clock') ? (word?.length ?? 0) : 0));
  }
  if (token.kind === 'word') {
    const word = look(tagging, at);
    if (!word || (!hasRole(word, 'clock') && !hasRole(word, 'till'))) return null;
    const numeral = readNumeral(tokens, at + word.length, tagging.index.lexicon);
    if (!numeral || isUnit(look(tagging, numeral.next))) return null;
    const after = look(tagging, numeral.next);
    if (hasRole(word, 'clock')) return time(numeral.next);
    if (after && !hasRole(after, 'clock') && !hasRole(after, 'time')) return null;
    return time(numeral.next + (hasRole(after, 'clock') ? (after?.length ?? 0) : 0));
  }
  const numeral = readNumeral(tokens, at, tagging.index.lexicon);
  if (!numeral) return null;
  const word = look(tagging, numeral.next);
  const glued = tokens[numeral.next]?.spaced === false;
  const ending = tagging.index.lexicon.tags.includes('fr') ? /^(er|e|ère|eme)$/ : /^(st|nd|rd|th)$/;
  if (glued && ending.test(tokens[numeral.next]?.text ?? '')) return time(numeral.next + 1);
  if (word && (hasRole(word, 'clock') || hasRole(word, 'period') || hasRole(word, 'month')))
    return time(numeral.next + word.length);
  return null;
}

function isOrderNumber(tagging: Tagging, at: number): boolean {
  const token = tagging.tokens[at];
  if (token?.kind !== 'number' || !/^\d+$/.test(token.text)) return false;
  if (tagging.anyOrder && token.text.length >= ORDER_DIGITS_MIN)
    return !isUnit(look(tagging, at + 1));
  if (tagging.orders.has(token.text)) return !isUnit(look(tagging, at + 1));
  return false;
}

/** "order 2211", "#1042", "PO no. 77", and any number of an open order. */
function readReference(tagging: Tagging, at: number, before: Piece | undefined): Piece | null {
  const { tokens } = tagging;
  if (isOrderNumber(tagging, at)) return { kind: 'reference', from: at, to: at + 1, cues: [] };
  const follows = before?.flags?.includes('reference_word') ?? false;
  const token = tokens[at];
  if (token?.kind === 'hash' && tokens[at + 1]?.kind === 'number')
    return { kind: 'reference', from: at, to: at + 2, cues: [] };
  if (!follows || token?.kind !== 'number' || !/^\d+$/.test(token.text)) return null;
  if (token.text.length < ORDER_DIGITS_MIN || isUnit(look(tagging, at + 1))) return null;
  return { kind: 'reference', from: at, to: at + 1, cues: [] };
}

function readReferenceWord(tagging: Tagging, at: number): Piece | null {
  const word = look(tagging, at);
  if (!word || !hasRole(word, 'reference')) return null;
  let to = at + word.length;
  for (;;) {
    const kind = tagging.tokens[to]?.kind;
    const more = look(tagging, to);
    const counted = tagging.tokens[to + 1]?.kind === 'number';
    if ((kind === 'stop' || kind === 'colon' || kind === 'hash') && counted) to += 1;
    else if (more && hasRole(more, 'number_word')) to += more.length;
    else break;
  }
  const cues = word.meanings.flatMap((m) => (m.kind === 'cue' ? [m.cue] : []));
  return { kind: cues.length > 0 ? 'cue' : 'drop', from: at, to, cues, flags: ['reference_word'] };
}

function readAddress(tagging: Tagging, at: number): Piece | null {
  const word = look(tagging, at);
  if (!word || !hasRole(word, 'address')) return null;
  const numeral = readNumeral(tagging.tokens, at + word.length, tagging.index.lexicon);
  if (!numeral) return null;
  return { kind: 'drop', from: at, to: numeral.next, cues: [] };
}

/** Only these can begin one of them. */
const CLASSES = new Set([
  'link',
  'phone',
  'number',
  'word',
  'hash',
  'at',
  'currency',
  'clock',
  'date',
]);

/** The piece that begins at a token when it is one of these; null when it is none. */
export function recognise(tagging: Tagging, at: number, before: Piece | undefined): Piece | null {
  const token = tagging.tokens[at];
  if (!token || !CLASSES.has(token.kind)) return null;
  if (token.kind === 'link' || token.kind === 'phone')
    return { kind: 'drop', from: at, to: at + 1, cues: [], flags: [token.kind] };
  if (token.kind === 'number') {
    if (tagging.tokens[at + 1]?.kind === 'percent')
      return { kind: 'drop', from: at, to: at + 2, cues: [] };
    if (/^\d+$/.test(token.text) && token.text.length >= PHONE_DIGITS_MIN)
      if (!isUnit(look(tagging, at + 1)) && tagging.tokens[at + 1]?.kind !== 'slash')
        return { kind: 'drop', from: at, to: at + 1, cues: [], flags: ['phone'] };
  }
  return (
    readReference(tagging, at, before) ??
    readPrice(tagging, at) ??
    readTime(tagging, at) ??
    (token.kind === 'word' ? (readAddress(tagging, at) ?? readReferenceWord(tagging, at)) : null)
  );
}

/** List numbers ("1)", "२.", a column of 1, 2, 3) and bullets, by token. */
export function findListMarks(tagging: Omit<Tagging, 'skip'>): Set<number> {
  const { tokens } = tagging;
  const skip = new Set<number>();
  const starts = tokens.flatMap((_, i) => (i === 0 || tokens[i - 1]?.kind === 'line' ? [i] : []));
  const column = starts.map((at) => tokens[at]?.text ?? '');
  const counted = column.length >= 3 && column.every((text, i) => text === String(i + 1));
  for (const at of starts) {
    const open = tokens[at]?.kind === 'open' ? 1 : 0;
    const number = tokens[at + open];
    if (number?.kind !== 'number' || !/^\d{1,2}$/.test(number.text)) continue;
    const mark = tokens[at + open + 1];
    const closed = mark && (mark.kind === 'close' || mark.kind === 'stop') && !mark.spaced;
    if (!closed && !counted) continue;
    skip.add(at + open);
    if (open) skip.add(at);
    if (closed) skip.add(at + open + 1);
  }
  return skip;
}
