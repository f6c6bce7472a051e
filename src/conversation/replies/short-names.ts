import { cutText } from './outside-text.js';

/**
 * Product names that must fit a button or a row. What tells products apart stays: the first word
 * (the brand) and every word with a digit (the size). The rest goes by how little it says.
 */

/** Says what it is packed in; the size says as much. */
const PACKAGING = new Set([
  'pouch',
  'bottle',
  'pet',
  'jar',
  'packet',
  'sachet',
  'tin',
  'sack',
  'bag',
  'box',
]);

const HAS_DIGIT = /\p{Nd}/u;
const ABBREVIATED_CHARS = 4;

function lengthOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length + 1, -1);
}

function withoutPackaging(words: readonly string[], chars_max: number): string[] {
  const kept = [...words];
  if (!kept.some((word) => HAS_DIGIT.test(word))) return kept;
  for (let i = kept.length - 1; i > 0 && lengthOf(kept) > chars_max; i -= 1) {
    if (PACKAGING.has((kept[i] ?? '').toLowerCase())) kept.splice(i, 1);
  }
  return kept;
}

/** Shortens words from the right, the first one last: "Swastik Soya. Oil 15L". */
function abbreviated(words: readonly string[], chars_max: number): string[] {
  const kept = [...words];
  for (let i = kept.length - 1; i >= 0 && lengthOf(kept) > chars_max; i -= 1) {
    const word = kept[i] ?? '';
    if (HAS_DIGIT.test(word) || word.length <= ABBREVIATED_CHARS + 1) continue;
    const cut = cutText(word, ABBREVIATED_CHARS + 1).replace('…', '');
    kept[i] = word.startsWith('(') ? `${cut}.)` : `${cut}.`;
  }
  return kept;
}

/**
 * Writes a name in at most `chars_max` UTF-16 units. A number in it is kept whole or, where even
 * that cannot fit, dropped whole; it is never cut in the middle.
 */
export function shortenName(name: string, chars_max: number): string {
  if (name.length <= chars_max) return name;
  let words = withoutPackaging(name.split(' '), chars_max);
  words = abbreviated(words, chars_max);
  // Still too long: words without a digit go, from the one before the last inwards.
  for (let i = words.length - 1; i > 0 && lengthOf(words) > chars_max; i -= 1) {
    if (!HAS_DIGIT.test(words[i] ?? '')) words.splice(i, 1);
  }
  if (lengthOf(words) <= chars_max) return words.join(' ');
  const sizes = words.slice(1).filter((word) => HAS_DIGIT.test(word));
  const size = sizes.at(-1);
  const first = words[0] ?? '';
  if (size !== undefined && size.length + 4 <= chars_max && !HAS_DIGIT.test(first)) {
    return `${cutText(first, chars_max - size.length - 1)} ${size}`;
  }
  return HAS_DIGIT.test(first) && first.length > chars_max
    ? cutText(first.replace(/\p{Nd}+.*$/u, ''), chars_max)
    : cutText(first, chars_max);
}
