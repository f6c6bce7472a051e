import { findPhrase, hasKind, hasRole, lengthOf, type Found } from './lexicon.js';
import { readDigits, readNumeral } from './numbers.js';
import { toPiece, type Piece, type Tagging } from './piece.js';
import { kindAt, textAt } from './tokens.js';

/**
 * What looks like a quantity and is none: prices, times, dates, phones, order numbers, addresses,
 * list numbers. Recognised before quantities are.
 */

const PHONE_DIGITS_MIN = 8;
const ORDER_DIGITS_MIN = 3;

function isUnit(found: Found | null): boolean {
  return hasKind(found, 'unit');
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
  return toPiece('price', from, to, { value });
}

/** "@ 1500", "@ rs 24". */
function readAtPrice(tagging: Tagging, at: number): Piece | null {
  const word = look(tagging, at + 1);
  const named = hasRole(word, 'currency') ? lengthOf(word) : 0;
  const sign = kindAt(tagging.tokens, at + 1) === 'currency' ? 1 : 0;
  return price(tagging, at, at + 1 + named + sign);
}

/** "rs 24"; but in "parle g 10rs" the figure before it has been taken by the name. */
function readNamedPrice(tagging: Tagging, at: number): Piece | null {
  const word = look(tagging, at);
  if (!hasRole(word, 'currency')) return null;
  const to = at + lengthOf(word);
  const behind = kindAt(tagging.tokens, at - 1) === 'number';
  if (behind && tagging.tokens[at]?.spaced === false) return toPiece('drop', at, to);
  return price(tagging, at, to);
}

/** "10rs", "10/-", "10₹". */
function readFigurePrice(tagging: Tagging, at: number): Piece | null {
  const { tokens } = tagging;
  const numeral = readNumeral(tokens, at, tagging.index.lexicon);
  if (!numeral) return null;
  const { next, value } = numeral;
  const found = (to: number): Piece => toPiece('price', at, to, { value });
  if (kindAt(tokens, next) === 'slash' && kindAt(tokens, next + 1) === 'dash')
    return found(next + 2);
  if (kindAt(tokens, next) === 'currency') return found(next + 1);
  const word = look(tagging, next);
  return hasRole(word, 'currency') ? found(next + lengthOf(word)) : null;
}

/** "@ 1500", "rs 24", "Rs.290", "₹40", "10rs", "10/-". */
function readPrice(tagging: Tagging, at: number): Piece | null {
  const kind = kindAt(tagging.tokens, at);
  if (kind === 'at') return readAtPrice(tagging, at);
  if (kind === 'currency') return price(tagging, at, at + 1);
  return kind === 'word' ? readNamedPrice(tagging, at) : readFigurePrice(tagging, at);
}

function clockLength(tagging: Tagging, at: number): number {
  const word = look(tagging, at);
  return hasRole(word, 'clock') ? lengthOf(word) : 0;
}

/** "saa mbili", "before 10", "by 5 pm". */
function readNamedTime(tagging: Tagging, at: number): Piece | null {
  const word = look(tagging, at);
  const clock = hasRole(word, 'clock');
  if (!clock && !hasRole(word, 'till')) return null;
  const numeral = readNumeral(tagging.tokens, at + lengthOf(word), tagging.index.lexicon);
  if (!numeral) return null;
  const after = look(tagging, numeral.next);
  if (isUnit(after)) return null;
  const timely = after === null || hasRole(after, 'clock') || hasRole(after, 'time');
  if (!clock && !timely) return null;
  const to = clock ? numeral.next : numeral.next + clockLength(tagging, numeral.next);
  return toPiece('time', at, to);
}

/** "10am", "5 baje", "25th", "2 days", "3 march". */
function readFigureTime(tagging: Tagging, at: number): Piece | null {
  const { tokens, index } = tagging;
  const numeral = readNumeral(tokens, at, index.lexicon);
  if (!numeral) return null;
  const { next } = numeral;
  const ending = index.lexicon.tags.includes('fr') ? /^(er|e|ère|eme)$/ : /^(st|nd|rd|th)$/;
  const glued = tokens[next]?.spaced === false && ending.test(textAt(tokens, next));
  if (glued) return toPiece('time', at, next + 1);
  const word = look(tagging, next);
  if (!['clock', 'period', 'month'].some((role) => hasRole(word, role))) return null;
  return toPiece('time', at, next + lengthOf(word));
}

function readTime(tagging: Tagging, at: number): Piece | null {
  const kind = kindAt(tagging.tokens, at);
  if (kind === 'word') return readNamedTime(tagging, at);
  if (kind !== 'clock' && kind !== 'date') return readFigureTime(tagging, at);
  return toPiece('time', at, at + 1 + clockLength(tagging, at + 1));
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
function readReference(tagging: Tagging, at: number, before: Piece | null): Piece | null {
  const { tokens } = tagging;
  if (isOrderNumber(tagging, at)) return toPiece('reference', at, at + 1);
  const follows = before?.flags?.includes('reference_word') ?? false;
  const token = tokens[at];
  if (token?.kind === 'hash' && tokens[at + 1]?.kind === 'number')
    return toPiece('reference', at, at + 2);
  if (!follows || token?.kind !== 'number' || !/^\d+$/.test(token.text)) return null;
  if (token.text.length < ORDER_DIGITS_MIN || isUnit(look(tagging, at + 1))) return null;
  return toPiece('reference', at, at + 1);
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
  return toPiece('drop', at, numeral.next);
}

/** Digits too many for a quantity, of which no unit and no fraction follows. */
function isPhone(tagging: Tagging, at: number): boolean {
  const text = textAt(tagging.tokens, at);
  if (text.length < PHONE_DIGITS_MIN || !/^\d+$/.test(text)) return false;
  return !isUnit(look(tagging, at + 1)) && kindAt(tagging.tokens, at + 1) !== 'slash';
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
export function recognise(tagging: Tagging, at: number, before: Piece | null): Piece | null {
  const token = tagging.tokens[at];
  if (!token || !CLASSES.has(token.kind)) return null;
  if (token.kind === 'link' || token.kind === 'phone')
    return toPiece('drop', at, at + 1, { flags: [token.kind] });
  if (token.kind === 'number' && kindAt(tagging.tokens, at + 1) === 'percent')
    return toPiece('drop', at, at + 2);
  // Most words are names that no pack lists: they begin none of the rest.
  if (token.kind === 'word' && look(tagging, at) === null) return null;
  if (isPhone(tagging, at)) return toPiece('drop', at, at + 1, { flags: ['phone'] });
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
  const starts: number[] = [];
  for (let at = 0; at < tokens.length; at += 1)
    if (at === 0 || tokens[at - 1]?.kind === 'line') starts.push(at);
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
