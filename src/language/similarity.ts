/**
 * How far two words stand apart. Optimal string alignment (Damerau-Levenshtein without repeated
 * moves): insert, delete, replace or swap neighbours. Costs are counted in halves, in rows that are
 * kept from call to call, since a misspelt word is held against dozens of terms.
 */

const LETTERS_MAX = 64;
const WHOLE = 2;
const VOWEL = 1;

const isVowel = new Uint8Array(128);
for (const letter of 'aeiouy') isVowel[letter.charCodeAt(0)] = 1;

let row = new Int32Array(LETTERS_MAX + 1);
let before = new Int32Array(LETTERS_MAX + 1);
let next = new Int32Array(LETTERS_MAX + 1);

function vowel(code: number): boolean {
  return code < 128 && isVowel[code] === 1;
}

/** What one letter costs, alone or for another; vowels weigh half where sounds are compared. */
function price(code: number, other: number, sounds: boolean): number {
  return sounds && vowel(code) && (other < 0 || vowel(other)) ? VOWEL : WHOLE;
}

/** Fills `next` for letter `i` of the first word; gives the least value in it. */
function fillRow(a: string, b: string, i: number, sounds: boolean): number {
  const x = a.charCodeAt(i - 1);
  const gap = price(x, -1, sounds);
  let smallest = (next[0] = (row[0] ?? 0) + gap);
  for (let j = 1; j <= b.length; j += 1) {
    const y = b.charCodeAt(j - 1);
    const changed = (row[j - 1] ?? 0) + (x === y ? 0 : price(x, y, sounds));
    let least = Math.min(changed, (row[j] ?? 0) + gap, (next[j - 1] ?? 0) + price(y, -1, sounds));
    if (i > 1 && j > 1 && x !== y && x === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === y)
      least = Math.min(least, (before[j - 2] ?? 0) + WHOLE);
    next[j] = least;
    if (least < smallest) smallest = least;
  }
  return smallest;
}

/** The distance in halves; more than `max` (in halves) once that is sure. */
function distance(a: string, b: string, max: number, sounds: boolean): number {
  if (a.length > LETTERS_MAX || b.length > LETTERS_MAX) return a === b ? 0 : max + 1;
  row[0] = 0;
  for (let j = 1; j <= b.length; j += 1)
    row[j] = (row[j - 1] ?? 0) + price(b.charCodeAt(j - 1), -1, sounds);
  for (let i = 1; i <= a.length; i += 1) {
    if (fillRow(a, b, i, sounds) > max) return max + 1;
    [before, row, next] = [row, next, before];
  }
  return row[b.length] ?? 0;
}

/** The consonants of a word as bits. */
export function consonantsOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    if (!vowel(code)) bits |= 1 << (code & 31);
  }
  return bits;
}

/** How many bits differ; two for every consonant that was replaced, one for one left out. */
export function bitsApart(a: number, b: number): number {
  let rest = a ^ b;
  let bits = 0;
  for (; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}

/** False when words with these consonants are more than one edit apart: an edit turns two bits. */
export function mayDifferByOne(a: number, b: number): boolean {
  let rest = a ^ b;
  rest &= rest - 1;
  return (rest & (rest - 1)) === 0;
}

/** Edits between two words, each costing one; gives up with more than `max` once that is sure. */
export function editCost(a: string, b: string, max: number): number {
  return distance(a, b, max * WHOLE, false) / WHOLE;
}

/** Edits where a vowel weighs half: what transliteration and hearing change are mostly vowels. */
export function soundCost(a: string, b: string, max: number): number {
  return distance(a, b, max * WHOLE, true) / WHOLE;
}

/** The three-letter windows of a word, its edges marked. */
export function trigrams(word: string): string[] {
  const padded = `^${word}$`;
  const grams: string[] = [];
  for (let i = 0; i + 3 <= padded.length; i += 1) grams.push(padded.slice(i, i + 3));
  return grams.length > 0 ? grams : [padded];
}
