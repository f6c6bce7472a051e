import moo from 'moo';
import { normaliseRuns } from './normalise.js';
import { foldWord } from './transliterate.js';

/** The classes a message is cut into before any word is looked up. */
export type TokenKind =
  | 'word'
  | 'number'
  | 'sign' // :yes: :no: :thanks:
  | 'link'
  | 'phone'
  | 'clock'
  | 'date'
  | 'line'
  | 'comma'
  | 'semicolon'
  | 'stop'
  | 'dots'
  | 'colon'
  | 'dash'
  | 'slash'
  | 'plus'
  | 'at'
  | 'hash'
  | 'open'
  | 'close'
  | 'question'
  | 'bang'
  | 'star'
  | 'currency'
  | 'percent'
  | 'mark';

export interface Token {
  readonly kind: TokenKind;
  /** Normalised characters. */
  readonly text: string;
  /** The spelling key of a word; the text itself for everything else. */
  readonly key: string;
  /** True when white space (or the message's edge) stands before it. */
  readonly spaced: boolean;
  /** Place of the run it came from in the message as typed. */
  readonly start: number;
  readonly end: number;
}

const lexer = moo.compile({
  line: { match: '\n', lineBreaks: true },
  blank: / +/u,
  link: /(?:https?:\/\/|www\.)[^\s]+|[a-z0-9._-]+@[a-z0-9-]+\.[a-z.]+/u,
  sign: /:yes:|:no:|:thanks:/u,
  phone:
    /\+\d[\d-]{7,}\d(?!\p{L})|\d{2,4}-\d{6,8}(?!\d)|0\d{9,10}(?!\d|\p{L})|\d{4}(?:-\d{4}){2,3}/u,
  date: /\d{1,4}[/-]\d{1,2}[/-]\d{2,4}(?!\d)/u,
  clock: /\d{1,2}:\d{2}(?::\d{2})?(?!\d)/u,
  number: /\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)*|\.\d+/u,
  word: /(?:\p{L}\p{M}*)+(?:['’](?:\p{L}\p{M}*)+)*/u,
  dots: /\.{2,}/u,
  stop: '.',
  comma: ',',
  semicolon: /[;|]/u,
  colon: ':',
  dash: /-+|_+|~+|=+>?/u,
  slash: /[/\\]/u,
  plus: '+',
  at: '@',
  hash: '#',
  open: /[([{]/u,
  close: /[)\]}]/u,
  question: '?',
  bang: '!',
  star: '*',
  currency: /\p{Sc}/u,
  percent: '%',
  mark: { match: /[^]/u, lineBreaks: true },
});

function keyOf(kind: string, text: string): string {
  return kind === 'word' ? foldWord(text) : text;
}

/** Most runs are one plain word or one short figure, and need no lexer to say so. */
const WORD = /^[a-z]+$/;
const NUMBER = /^\d{1,7}$/;

function plainKind(run: string): TokenKind | null {
  if (WORD.test(run)) return 'word';
  return NUMBER.test(run) ? 'number' : null;
}

/**
 * Cuts a message into tokens. White space falls away, but each token knows whether some stood
 * before it. Linear in the length of the message; nothing is refused.
 */
export function tokenise(message: string): Token[] {
  const tokens: Token[] = [];
  for (const run of normaliseRuns(message)) {
    const { text, start, end } = run;
    const plain = plainKind(text);
    if (plain) {
      tokens.push({ kind: plain, text, key: keyOf(plain, text), spaced: true, start, end });
      continue;
    }
    let spaced = true;
    lexer.reset(run.text);
    for (const found of lexer) {
      const kind = found.type ?? 'mark';
      if (kind === 'blank') {
        spaced = true;
        continue;
      }
      const text = found.text;
      tokens.push({
        kind: kind as TokenKind,
        text,
        key: keyOf(kind, text),
        spaced,
        start: run.start,
        end: run.end,
      });
      spaced = false;
    }
  }
  return tokens;
}

/** The class of a token; null past either end. */
export function kindAt(tokens: readonly Token[], at: number): TokenKind | null {
  return tokens[at]?.kind ?? null;
}

/** The characters of a token; empty past either end. */
export function textAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.text ?? '';
}
