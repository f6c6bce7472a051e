import type { CatalogueIndex, IndexedItem, Spelling } from './catalogue-index.js';
import { Recent } from './recent.js';
import { bitsApart, consonantsOf, soundCost, trigrams } from './similarity.js';
import type { Word } from './terms.js';

/** A term of the catalogue that stands for a word, and the items that have it. */
interface Hit {
  readonly places: readonly number[];
  readonly likeness: number;
}

/** One word of a message set against the catalogue: which items hold it, and how surely. */
export interface WordMatch {
  readonly word: Word;
  /** The catalogue's terms that stand for this word, best first. */
  readonly terms: readonly string[];
  /** The items behind each of them, likeness from 0 to 1. Empty: no product has the word. */
  readonly hits: readonly Hit[];
  /** The catalogue's spelling when it is not the one typed. */
  readonly spelled: string | null;
  /** Some product somewhere in this town has the word as typed. */
  readonly known: boolean;
}

/** Whether an item has the word, in one of its spellings. */
export function hasWord(indexed: IndexedItem, match: WordMatch): boolean {
  return match.terms.some((term) => indexed.terms.has(term));
}

const NEAR_TERMS_MAX = 4;
/** No product has so long a name: what follows is not looked up. */
const NAME_WORDS_MAX = 12;
const CANDIDATES_MAX = 60;
/** More products than this under one word cannot be told apart by it, nor shown. */
const CANDIDATES_KEPT_MAX = 300;

/** How many edits a word of this length may be away, vowels counting half. */
function costMax(length: number): number {
  if (length <= 3) return 0.5;
  if (length <= 5) return 1;
  if (length <= 8) return 2;
  return 2.5;
}

interface Near {
  readonly term: string;
  readonly likeness: number;
}

/** Counts per spelling, kept between words; all zero when nobody is counting. */
const counts = new WeakMap<CatalogueIndex, Uint8Array>();

/** A word of this catalogue may be so much longer or shorter than what was typed for it. */
const LETTERS_APART_MAX = 3;

/** With so many at hand, what only the commonest trigrams would add is no likeness. */
const SHARING_ENOUGH = 400;

/** The places of spellings that share trigrams with a word, each once; counts the rarest first. */
function countShared(index: CatalogueIndex, key: string, shared: Uint8Array): number[] {
  const touched: number[] = [];
  const lists = [...new Set(trigrams(key))].flatMap((gram) => {
    const list = index.grams.get(gram);
    return list ? [list] : [];
  });
  lists.sort((a, b) => a.length - b.length);
  for (const list of lists) {
    if (touched.length > SHARING_ENOUGH && list.length > SHARING_ENOUGH) break;
    for (const at of list) {
      const before = shared[at] ?? 0;
      if (before === 0) touched.push(at);
      if (before < 255) shared[at] = before + 1;
    }
  }
  return touched;
}

/** Spellings that share trigrams with a word, those that share most first; a bounded number. */
function alikeSpellings(index: CatalogueIndex, key: string): Spelling[] {
  const shared = counts.get(index) ?? new Uint8Array(index.spellings.length);
  counts.set(index, shared);
  const touched = countShared(index, key, shared);
  // Most share little, and need not be sorted to be left out: first how many share how much.
  const sharing = new Uint32Array(256);
  const near: number[] = [];
  for (const at of touched) {
    const letters = index.spellings[at]?.term.length ?? 0;
    if (Math.abs(letters - key.length) > LETTERS_APART_MAX) continue;
    near.push(at);
    const count = shared[at] ?? 0;
    sharing[count] = (sharing[count] ?? 0) + 1;
  }
  let least = 255;
  for (let sum = sharing[255] ?? 0; least > 1 && sum < CANDIDATES_MAX; sum += sharing[least] ?? 0)
    least -= 1;
  const enough = near.filter((at) => (shared[at] ?? 0) >= least);
  enough.sort((a, b) => (shared[b] ?? 0) - (shared[a] ?? 0));
  const alike = enough.slice(0, CANDIDATES_MAX).flatMap((at) => index.spellings[at] ?? []);
  for (const at of touched) shared[at] = 0;
  return alike;
}

/** What sounds like the words looked up lately: a misspelt word is met in several names. */
const sounding = new WeakMap<CatalogueIndex, Recent<string, readonly Near[]>>();
const SOUNDING_KEPT = 256;

/** Terms of the catalogue that sound like a word, best first; likeness 1 is the same word. */
function nearTerms(index: CatalogueIndex, key: string): readonly Near[] {
  if (key.length < 3 || /\d/.test(key)) return [];
  const kept = sounding.get(index) ?? new Recent<string, readonly Near[]>(SOUNDING_KEPT);
  sounding.set(index, kept);
  const known = kept.get(key);
  if (known) return known;
  const near = searchNear(index, key);
  kept.set(key, near);
  return near;
}

function searchNear(index: CatalogueIndex, key: string): Near[] {
  const near: Near[] = [];
  const own = consonantsOf(key);
  for (const { term, sound, consonants } of alikeSpellings(index, key)) {
    const shorter = Math.min(sound.length, key.length);
    const max = costMax(shorter);
    if (bitsApart(own, consonants) > 2 * max) continue;
    const cost = soundCost(key, sound, max);
    if (cost > max) continue;
    if (cost > (shorter <= 5 ? 0.5 : 1) && !sound.startsWith(key.slice(0, 1))) continue;
    near.push({ term, likeness: 1 - cost / Math.max(term.length, key.length) });
  }
  near.sort((a, b) => b.likeness - a.likeness || (a.term < b.term ? -1 : 1));
  return near.filter((one) => one.likeness >= 0.66).slice(0, NEAR_TERMS_MAX);
}

function matchNear(index: CatalogueIndex, word: Word): WordMatch {
  const near = nearTerms(index, word.keys.join(''));
  const hits = near.map(({ term, likeness }) => ({
    places: index.postings.get(term) ?? [],
    likeness,
  }));
  const spelled = near[0]?.term ?? null;
  return { word, terms: near.map((one) => one.term), hits, spelled, known: false };
}

function matchWord(index: CatalogueIndex, word: Word): WordMatch {
  const terms = [
    word.term,
    ...word.keys.filter((key) => word.keys.length === 1 && key !== word.term),
  ];
  const hits = terms.flatMap((term) => {
    const places = index.postings.get(term);
    return places ? [{ places, likeness: 1 }] : [];
  });
  if (hits.length > 0 || word.concepts.length > 0)
    return { word, terms, hits, spelled: null, known: true };
  return matchNear(index, word);
}

/** "superpack" is "super pack", "good night" "goodnight": words cut as the catalogue does. */
function recut(index: CatalogueIndex, words: readonly Word[]): Word[] {
  const out: Word[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    const next = words[i + 1];
    if (!word) continue;
    const known = index.postings.has(word.term);
    const pair = next ? `${word.keys.join('')}${next.keys.join('')}` : '';
    if (next && !known && !index.postings.has(next.term) && index.postings.has(pair)) {
      out.push({ ...word, term: pair, keys: [pair], text: `${word.text} ${next.text}` });
      i += 1;
      continue;
    }
    const parts = known ? undefined : index.joined.get(word.term);
    if (parts) for (const term of parts) out.push({ ...word, term, keys: [term], concepts: [] });
    else out.push(word);
  }
  return out;
}

/**
 * What was found lately, by the words: one name is looked up several times while a message is read,
 * and "chini" by every shop.
 */
const lately = new WeakMap<CatalogueIndex, Recent<string, readonly WordMatch[]>>();
const LATELY_KEPT = 16;
/** The candidates of the names found lately. */
const searched = new Recent<readonly WordMatch[], readonly Candidate[]>(LATELY_KEPT);

function nameOf(words: readonly Word[]): string {
  return words.map((word) => `${word.term} ${word.text} ${word.role}`).join('|');
}

/** Sets each word of a name against the catalogue. */
export function matchWords(index: CatalogueIndex, words: readonly Word[]): readonly WordMatch[] {
  const seen = lately.get(index) ?? new Recent<string, readonly WordMatch[]>(LATELY_KEPT);
  lately.set(index, seen);
  const name = nameOf(words);
  const known = seen.get(name);
  if (known) return known;
  const matches = recut(index, words)
    .slice(0, NAME_WORDS_MAX)
    .map((word) => matchWord(index, word));
  seen.set(name, matches);
  return matches;
}

/** A candidate product for a name and how well the name names it. */
export interface Candidate {
  readonly place: number;
  readonly indexed: IndexedItem;
  /** Words of the name that this item has; the rest it has not. */
  readonly covered: number;
  readonly missed: readonly WordMatch[];
  /** Mean likeness of the covered words. */
  readonly likeness: number;
}

/** Every item that has at least one word of the name, those with the most words first. */
export function findCandidates(
  index: CatalogueIndex,
  matches: readonly WordMatch[],
  only: ReadonlySet<number> | null,
): readonly Candidate[] {
  const known = only ? undefined : searched.get(matches);
  if (known) return known;
  const candidates = searchCandidates(index, matches, only);
  if (!only) searched.set(matches, candidates);
  return candidates;
}

/** Sums per item, kept between searches; all zero when nobody is searching. */
interface Tally {
  readonly covered: Uint8Array;
  readonly sums: Float64Array;
  /** The last word counted for an item, from 1: no item is counted twice for one word. */
  readonly last: Uint8Array;
}

const tallies = new WeakMap<CatalogueIndex, Tally>();

function tallyOf(index: CatalogueIndex): Tally {
  const known = tallies.get(index);
  if (known) return known;
  const size = index.items.length;
  const tally = {
    covered: new Uint8Array(size),
    sums: new Float64Array(size),
    last: new Uint8Array(size),
  };
  tallies.set(index, tally);
  return tally;
}

/** Counts every item once per word, at its best likeness; gives the items that were counted. */
function count(
  tally: Tally,
  matches: readonly WordMatch[],
  only: ReadonlySet<number> | null,
): number[] {
  const touched: number[] = [];
  for (const [at, match] of matches.entries()) {
    for (const { places, likeness } of match.hits) {
      for (const place of places) {
        if (tally.last[place] === at + 1 || (only && !only.has(place))) continue;
        if (tally.covered[place] === 0) touched.push(place);
        tally.last[place] = at + 1;
        tally.covered[place] = (tally.covered[place] ?? 0) + 1;
        tally.sums[place] = (tally.sums[place] ?? 0) + likeness;
      }
    }
  }
  return touched;
}

const NONE: readonly WordMatch[] = [];

function searchCandidates(
  index: CatalogueIndex,
  matches: readonly WordMatch[],
  only: ReadonlySet<number> | null,
): readonly Candidate[] {
  const tally = tallyOf(index);
  const touched = count(tally, matches, only);
  let most = 0;
  for (const place of touched) most = Math.max(most, tally.covered[place] ?? 0);
  let found: { place: number; likeness: number }[] = [];
  for (const place of touched) {
    const covered = tally.covered[place] ?? 0;
    if (covered === most) found.push({ place, likeness: (tally.sums[place] ?? 0) / most });
    tally.covered[place] = 0;
    tally.sums[place] = 0;
    tally.last[place] = 0;
  }
  if (found.length > CANDIDATES_KEPT_MAX) found = preferAliases(index, matches, found);
  found.sort((a, b) => b.likeness - a.likeness || a.place - b.place);
  return found.flatMap(({ place, likeness }) => {
    const indexed = index.items[place];
    if (!indexed) return [];
    const missed =
      most === matches.length ? NONE : matches.filter((match) => !hasWord(indexed, match));
    return [{ place, indexed, covered: most, missed, likeness }];
  });
}

/** Of very many, those that are called so first: a word for a kind of goods in a large town. */
function preferAliases<T extends { readonly place: number; readonly likeness: number }>(
  index: CatalogueIndex,
  matches: readonly WordMatch[],
  found: readonly T[],
): T[] {
  const said = new Set(matches.flatMap((match) => match.terms));
  const called: T[] = [];
  const others: T[] = [];
  for (const one of found) {
    const aliases = index.items[one.place]?.aliases ?? [];
    const named = aliases.some((alias) => alias.terms.every((term) => said.has(term)));
    (named ? called : others).push(one);
  }
  const best = Math.max(...others.slice(0, CANDIDATES_KEPT_MAX).map((one) => one.likeness), 0);
  const near = others.filter((one) => one.likeness >= best);
  return [...called, ...near].slice(0, CANDIDATES_KEPT_MAX);
}
