/**
 * How far two words stand apart. Optimal string alignment (Damerau-Levenshtein without repeated
 * moves): insert, delete, replace or swap neighbours.
 */

const VOWEL = /[aeiouy]/;
const VOWEL_COST = 0.5;

function cost(letter: string): number {
  return VOWEL.test(letter) ? VOWEL_COST : 1;
}

function replaceCost(a: string, b: string): number {
  if (a === b) return 0;
  return VOWEL.test(a) && VOWEL.test(b) ? VOWEL_COST : 1;
}

interface Prices {
  readonly price: (letter: string) => number;
  readonly change: (from: string, to: string) => number;
}

/** The row after `row` of the table of distances, for letter `i` of the first word. */
function nextRow(
  [a, b]: readonly [string, string],
  i: number,
  row: readonly number[],
  rowBefore: readonly number[],
  { price, change }: Prices,
): number[] {
  const x = a[i - 1] ?? '';
  const next = [(row[0] ?? 0) + price(x)];
  for (let j = 1; j <= b.length; j += 1) {
    const y = b[j - 1] ?? '';
    let least = Math.min(
      (row[j] ?? 0) + price(x),
      (next[j - 1] ?? 0) + price(y),
      (row[j - 1] ?? 0) + change(x, y),
    );
    const swapped = i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y && x !== y;
    if (swapped) least = Math.min(least, (rowBefore[j - 2] ?? 0) + 1);
    next.push(least);
  }
  return next;
}

function distance(a: string, b: string, max: number, prices: Prices): number {
  let before: number[] = [];
  let row = [0];
  for (let j = 1; j <= b.length; j += 1) row.push((row[j - 1] ?? 0) + prices.price(b[j - 1] ?? ''));
  for (let i = 1; i <= a.length; i += 1) {
    const next = nextRow([a, b], i, row, before, prices);
    if (Math.min(...next) > max) return max + 1;
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

const EDITS: Prices = { price: () => 1, change: (from, to) => (from === to ? 0 : 1) };
const SOUNDS: Prices = { price: cost, change: replaceCost };

/** Edits between two words, each costing one; gives up with more than `max` once that is sure. */
export function editCost(a: string, b: string, max: number): number {
  return distance(a, b, max, EDITS);
}

/** Edits where a vowel weighs half: what transliteration and hearing change are mostly vowels. */
export function soundCost(a: string, b: string, max: number): number {
  return distance(a, b, max, SOUNDS);
}

/** The three-letter windows of a word, its edges marked. */
export function trigrams(word: string): string[] {
  const padded = `^${word}$`;
  const grams: string[] = [];
  for (let i = 0; i + 3 <= padded.length; i += 1) grams.push(padded.slice(i, i + 3));
  return grams.length > 0 ? grams : [padded];
}
