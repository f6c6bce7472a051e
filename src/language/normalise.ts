/**
 * Text as people type it, made comparable: one form per digit, letter and fraction. Nothing here
 * knows products or languages. Compatibility forms follow Unicode NFKC (UAX #15).
 */

/** A stretch of the message without white space, with the place it came from. */
export interface Run {
  /** Normalised characters of the run. */
  readonly text: string;
  /** Where the run begins and ends in the message as typed, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const VULGAR: Readonly<Record<string, string>> = {
  '½': '1/2',
  '¼': '1/4',
  '¾': '3/4',
  '⅓': '1/3',
  '⅔': '2/3',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
};
const VULGAR_ANY = /[½¼¾⅓⅔⅕⅖⅗⅘⅛⅜⅝⅞]/g;

/** Signs that mean yes, no and thanks in every language; others carry no meaning of their own. */
const SIGN: readonly (readonly [RegExp, string])[] = [
  [/[👍👌✅✔🆗☑🫡]/gu, ' :yes: '],
  [/[👎❌✖🚫⛔❎]/gu, ' :no: '],
  [/[🙏]/gu, ' :thanks: '],
  [/🔟/gu, ' 10 '],
];
/** Bidirectional controls, joiners, soft hyphen, variation selectors, tags, keycaps (UAX #44). */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\u20e3/gu;
const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1f1e6}-\u{1f1ff}]/gu;
// The control characters are what is to be removed.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const LATIN_MARK = /[\u0300-\u036f]/g;
const DIGIT = /\p{Nd}/u;
const OTHER_DIGIT = /[^\P{Nd}0-9]/gu;
const PUNCTUATION: readonly (readonly [RegExp, string])[] = [
  [/[‘’‛ʼʻ`´′]/g, "'"],
  [/[“”„«»″]/g, '"'],
  [/[‐‑‒–—―−﹘﹣]/g, '-'],
  [/[،、，﹐]/g, ','],
  [/[؛；]/g, ';'],
  [/[।॥۔。]/g, ' . '],
  [/[؟？]/g, '?'],
  [/[×✕✖]/g, 'x'],
  [/⁄|∕/g, '/'],
  [/[•●▪◦‣·∙○■□►▶➤➢★☆]/g, '*'],
  [/…/g, ' ... '],
];

/** The value of a digit of any script: digits stand in contiguous tens. */
function digitValue(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (before < 9 && DIGIT.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before);
}

function foldMarks(text: string): string {
  // Only Latin, Greek and Cyrillic marks stand in this block: marks of Indic vowels stay.
  return text.normalize('NFD').replace(LATIN_MARK, '').normalize('NFC');
}

/** Most runs: nothing in them but printable ASCII without a quotation mark to change. */
const PLAIN = /^[!-_a-~]+$/;

function normaliseRun(raw: string): string {
  if (PLAIN.test(raw)) return raw.toLowerCase().replace(/([a-z])\1{2,}/g, '$1$1');
  let text = raw.replace(VULGAR_ANY, (sign) => ` ${VULGAR[sign] ?? ''} `);
  for (const [signs, meaning] of SIGN) text = text.replace(signs, meaning);
  text = text.normalize('NFKC').replace(INVISIBLE, '').replace(CONTROL, '');
  for (const [signs, plain] of PUNCTUATION) text = text.replace(signs, plain);
  text = text.replace(EMOJI, ' ').replace(OTHER_DIGIT, digitValue).toLowerCase();
  // Without its stroke an arrow may be an emoji too.
  text = foldMarks(text)
    .replace(EMOJI, ' ')
    .replace(/([a-z])\1{2,}/g, '$1$1');
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Splits a message into runs between white space, each normalised; a line break is a run of its
 * own with the text "\n". Runs that hold nothing visible are dropped.
 */
export function normaliseRuns(message: string): Run[] {
  const runs: Run[] = [];
  for (const match of message.matchAll(/\r\n|[\n\r\u2028\u2029]|[^\s\u2028\u2029]+/g)) {
    const start = match.index;
    const end = start + match[0].length;
    if (/^[\r\n\u2028\u2029]/.test(match[0])) {
      runs.push({ text: '\n', start, end });
      continue;
    }
    const text = normaliseRun(match[0]);
    if (text !== '') runs.push({ text, start, end });
  }
  return runs;
}

/**
 * The normal form of a message: idempotent, so that normalising twice changes nothing.
 * Lines stay lines; all other white space becomes one blank.
 */
export function normalise(message: string): string {
  return normaliseRuns(message)
    .map((run) => run.text)
    .join(' ')
    .replace(/ ?\n ?/g, '\n');
}

/**
 * Code, markup, control characters, stacked marks: nobody types these into an order, so what was
 * read beside them is asked about and never acted on.
 */
const GARBLED: readonly RegExp[] = [
  /[<>{}$`\\^\ufffd\u0000-\u0008\u000e-\u001f\u{e0001}-\u{e007f}]/u,
  /&\w+;|'\s*\)|"\s*;|;\s*--|%[0-9a-f]{2}/i,
  /\p{M}{4,}|[\u0300-\u036f]{3,}|\p{Cs}|\p{Cn}/u,
  /[([]{3}|[)\]]{3}/,
  /â€|Ã[©¨¡]|à¤/,
  /[a-z][\u0370-\u04ff]|[\u0370-\u04ff][a-z]/i,
];

/** True for a message whose characters are not those of somebody typing. */
export function looksGarbled(message: string): boolean {
  return GARBLED.some((pattern) => pattern.test(message));
}

/** The part of a message that fits, cut at a line's end where there is one. */
export function cutMessage(message: string, charsMax: number): { text: string; cut: boolean } {
  if (message.length <= charsMax) return { text: message, cut: false };
  const head = message.slice(0, charsMax);
  const lineEnd = head.lastIndexOf('\n');
  return { text: lineEnd > 0 ? head.slice(0, lineEnd) : head, cut: true };
}
