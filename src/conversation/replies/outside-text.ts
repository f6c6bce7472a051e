import { LIMITS } from '../../base/limits.js';

/**
 * Text that is not ours (names, what was typed) on its way into a sentence of ours. It must not
 * format, hide, reorder or link anything there, and has no end of its own.
 */

/** WhatsApp formats by these: look-alikes keep the meaning of what was typed ("5*2"). */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  _: ' ',
  '~': '∼',
  '`': '’',
};

// Controls, line ends, invisible direction marks, lone surrogates and the like: everything that
// Unicode calls Other, but for the joiners that Devanagari is spelled with.
const HIDDEN = /(?![\u200c\u200d])[\p{C}\u2028\u2029\ufeff]/gu;

const PLAIN = /^[A-Za-z0-9 .,()&+\-/'’%]*$/;

const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Where the letter begins that does not fit any more into so many UTF-16 units. */
function lettersWithin(text: string, chars_max: number): number {
  return SEGMENTER.segment(text).containing(chars_max)?.index ?? text.length;
}

/** How many of the first UTF-16 units, at most `chars_max`, hold whole letters; at least one. */
export function wholeLetters(text: string, chars_max: number): number {
  return Math.max(lettersWithin(text, chars_max), 1);
}

/** Cuts a text to a number of UTF-16 units without breaking a letter, marking the cut with …. */
export function cutText(text: string, chars_max: number): string {
  if (text.length <= chars_max) return text;
  return `${text.slice(0, lettersWithin(text, chars_max - 1)).trimEnd()}…`;
}

/** Cuts a text behind a whole word, so that no number in it becomes another, marking it with …. */
export function cutToWords(text: string, chars_max: number): string {
  if (text.length <= chars_max) return text;
  const blank = text.lastIndexOf(' ', chars_max - 2);
  return blank > 0 ? `${text.slice(0, blank).trimEnd()} …` : cutText(text, chars_max);
}

/** A dot between letters becomes a link on a phone; with a space behind it, it does not. */
function unlink(text: string): string {
  return text.replace(/:\/\//g, ' ').replace(/(\p{L})\.(?=\p{L}\p{L})/gu, '$1. ');
}

/** Makes text from outside safe to stand in a sentence, at most `chars_max` UTF-16 units long. */
export function outsideText(
  text: string,
  chars_max: number = LIMITS.outside_text_chars_max,
): string {
  // Work is bounded before it starts: only what could end up in the result is looked at.
  const bounded = text.length > 4 * chars_max ? text.slice(0, 4 * chars_max) : text;
  const safe = PLAIN.test(bounded)
    ? bounded
    : bounded.replace(HIDDEN, ' ').replace(/[*_~`]/g, (mark) => LOOK_ALIKES[mark] ?? '');
  return cutText(unlink(safe).replace(/\s+/g, ' ').trim(), chars_max);
}
