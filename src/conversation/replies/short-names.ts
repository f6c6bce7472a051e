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

/** A word as it is and as it is written for now. */
interface Word {
  readonly full: string;
  readonly written: string;
}

function lengthOf(words: readonly Word[]): number {
  return words.reduce((sum, word) => sum + word.written.length + 1, -1);
}

function abbreviate({ full }: Word): Word {
  if (HAS_DIGIT.test(full) || full.length <= ABBREVIATED_CHARS + 1) return { full, written: full };
  const cut = cutText(full, ABBREVIATED_CHARS + 1).replace('…', '');
  return { full, written: full.startsWith('(') ? `${cut}.)` : `${cut}.` };
}

/** Leaves out words from the right, never the first, until the rest fits. */
function withoutWords(
  words: readonly Word[],
  chars_max: number,
  mayGo: (word: string) => boolean,
): Word[] {
  const kept = [...words];
  for (let i = kept.length - 1; i > 0 && lengthOf(kept) > chars_max; i -= 1) {
    if (mayGo(kept[i]?.full ?? '')) kept.splice(i, 1);
  }
  return kept;
}

/** Shortens words one by one, the first one last: "Swastik Soya. Oil 15L". */
function abbreviated(words: readonly Word[], chars_max: number): Word[] {
  const kept = [...words];
  for (const [i, word] of [...words.entries()].reverse()) {
    if (lengthOf(kept) > chars_max) kept[i] = abbreviate(word);
  }
  return kept;
}

/** Writes words out again where there is room after all. */
function restored(words: readonly Word[], chars_max: number): Word[] {
  const kept = [...words];
  for (const [i, { full, written }] of words.entries()) {
    if (lengthOf(kept) + full.length - written.length <= chars_max) {
      kept[i] = { full, written: full };
    }
  }
  return kept;
}

/**
 * Writes a name in at most `chars_max` UTF-16 units. A number in it is kept whole or, where even
 * that cannot fit, dropped whole; it is never cut in the middle.
 */
export function shortenName(name: string, chars_max: number): string {
  if (name.length <= chars_max) return name;
  let words: Word[] = name.split(' ').map((full) => ({ full, written: full }));
  if (words.some(({ full }) => HAS_DIGIT.test(full))) {
    words = withoutWords(words, chars_max, (word) => PACKAGING.has(word.toLowerCase()));
  }
  words = abbreviated(words, chars_max);
  words = withoutWords(words, chars_max, (word) => !HAS_DIGIT.test(word));
  words = restored(words, chars_max);
  if (lengthOf(words) <= chars_max) return words.map(({ written }) => written).join(' ');
  return brandAndSize(words, chars_max);
}

/** The last resort: what is left of the first word, and the last number if it fits beside it. */
function brandAndSize(words: readonly Word[], chars_max: number): string {
  const [first, ...others] = words.map(({ full }) => full);
  const size = others.filter((word) => HAS_DIGIT.test(word)).at(-1) ?? '';
  const brand = (first ?? '').replace(/\p{Nd}.*$/u, '') || '…';
  if (size === '' || size.length + ABBREVIATED_CHARS > chars_max) return cutText(brand, chars_max);
  return `${cutText(brand, chars_max - size.length - 1)} ${size}`;
}
