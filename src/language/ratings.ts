import { LIMITS } from '../base/limits.js';
import { beginningOf } from '../base/text.js';
import { phraseClasses } from './phrase-classes.js';
import type { PhraseClasses } from './phrase-classes.js';
import { tokenise } from './tokens.js';
import type { Token, TokenKind } from './tokens.js';

/** How an order was, as somebody says who was asked. */
export interface SpokenRating {
  /** From 1, the worst, to 5. */
  readonly stars: number;
  /** Their whole words, where there were more than the figure; else empty. */
  readonly said: string;
}

/** Classes of asks.json, the best first. */
const WORDS = ['rating_5', 'rating_4', 'rating_3', 'rating_2', 'rating_1'] as const;

/** What ends a rating, so that whatever follows is said beside it. */
const ENDS: ReadonlySet<TokenKind> = new Set([
  'line',
  'comma',
  'semicolon',
  'stop',
  'dots',
  'colon',
  'dash',
  'bang',
]);

/** Drawn stars; the tokens of a message have none. */
const DRAWN = /⭐|🌟|★/gu;

/** A rating, from a token up to, and without, another. */
interface Found {
  readonly stars: number;
  readonly to: number;
  /** Whether nothing but a rating can be meant: "5 stars", "4/5". */
  readonly sure: boolean;
}

function figureAt(tokens: readonly Token[], classes: PhraseClasses, at: number): Found | undefined {
  const token = tokens[at];
  if (token?.kind !== 'number' || !/^[1-5]$/.test(token.text)) return undefined;
  const stars = Number(token.text);
  const of = tokens[at + 1]?.kind === 'slash' ? 1 : classes.lengthAt(tokens, at + 1, 'rating_of');
  if (of > 0 && tokens[at + 1 + of]?.text === '5') return { stars, to: at + of + 2, sure: true };
  const named = classes.lengthAt(tokens, at + 1, 'rating_star');
  return { stars, to: at + 1 + named, sure: named > 0 };
}

function wordAt(tokens: readonly Token[], classes: PhraseClasses, at: number): Found | undefined {
  let longest: Found | undefined;
  for (const [i, name] of WORDS.entries()) {
    const to = at + classes.lengthAt(tokens, at, name);
    if (to > Math.max(at, longest?.to ?? 0)) longest = { stars: 5 - i, to, sure: false };
  }
  return longest;
}

/** Where words that say nothing by themselves end: "it was", "all". */
function pastFiller(tokens: readonly Token[], classes: PhraseClasses, from: number): number {
  let at = from;
  while (at < tokens.length) {
    const length = classes.lengthAt(tokens, at, 'rating_filler');
    if (length === 0) break;
    at += length;
  }
  return at;
}

/** Whether only signs are left. */
function isOver(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(from).every(({ kind }) => ENDS.has(kind) || kind === 'sign');
}

function drawn(text: string): Pick<Found, 'stars'> & { readonly alone: boolean } {
  const stars = [...text.matchAll(DRAWN)].length;
  return { stars, alone: text.replace(DRAWN, '').trim() === '' };
}

/**
 * How an order was, out of the words of somebody who was asked; null for words that are something
 * else. In: the message as typed and the town's languages. A figure or word of praise counts at
 * the beginning only, and where more words follow they must stand apart: "5 wai wai" is goods.
 */
export function readRating(typed: string, languages: readonly string[]): SpokenRating | null {
  const text = beginningOf(typed, LIMITS.message_chars_max);
  const said = beginningOf(text.replace(/\s+/gu, ' ').trim(), LIMITS.said_characters_max);
  const { stars, alone } = drawn(text);
  if (stars >= 1 && stars <= 5) return { stars, said: alone ? '' : said };
  const tokens = tokenise(text);
  const classes = phraseClasses(languages);
  const start = pastFiller(tokens, classes, 0);
  const found = figureAt(tokens, classes, 0) ?? wordAt(tokens, classes, start);
  if (!found) return null;
  const rest = pastFiller(tokens, classes, found.to);
  if (isOver(tokens, rest)) return { stars: found.stars, said: '' };
  const apart = found.sure || ENDS.has(tokens[found.to]?.kind ?? 'word');
  return apart ? { stars: found.stars, said } : null;
}
