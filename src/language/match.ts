import type { CatalogueIndex, IndexedItem } from './catalogue-index.js';
import { soundCost, trigrams } from './similarity.js';
import type { Word } from './terms.js';

/** One word of a message set against the catalogue: which items hold it, and how surely. */
export interface WordMatch {
  readonly word: Word;
  /** The catalogue's terms that stand for this word. */
  readonly terms: readonly string[];
  /** Place of item -> likeness from 0 to 1. Empty: no product has the word. */
  readonly items: ReadonlyMap<number, number>;
  /** The catalogue's spelling when it is not the one typed. */
  readonly spelled: string | null;
  /** Some product somewhere in this town has the word as typed. */
  readonly known: boolean;
}

const NEAR_TERMS_MAX = 4;
/** No product has so long a name: what follows is not looked up. */
const NAME_WORDS_MAX = 12;
const CANDIDATES_MAX = 60;

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

/** Terms of the catalogue that sound like a word, best first; likeness 1 is the same word. */
function nearTerms(index: CatalogueIndex, key: string): Near[] {
  if (key.length < 3 || /\d/.test(key)) return [];
  const shared = new Map<string, number>();
  for (const gram of trigrams(key))
    for (const term of index.grams.get(gram) ?? []) shared.set(term, (shared.get(term) ?? 0) + 1);
  const candidates = [...shared.entries()]
    .filter(([term]) => Math.abs(term.length - key.length) <= 3 && term.length >= 3)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, CANDIDATES_MAX);
  const near: Near[] = [];
  const longest = (term: string): number => Math.max(term.length, key.length);
  for (const [term] of candidates) {
    const sound = index.sounds.get(term) ?? term;
    const shorter = Math.min(sound.length, key.length);
    const max = costMax(shorter);
    const cost = soundCost(key, sound, max);
    if (cost > max) continue;
    if (cost > (shorter <= 5 ? 0.5 : 1) && !sound.startsWith(key.slice(0, 1))) continue;
    near.push({ term, likeness: 1 - cost / longest(term) });
  }
  near.sort((a, b) => b.likeness - a.likeness || (a.term < b.term ? -1 : 1));
  return near.filter((one) => one.likeness >= 0.66).slice(0, NEAR_TERMS_MAX);
}

function addPostings(
  index: CatalogueIndex,
  term: string,
  likeness: number,
  into: Map<number, number>,
): void {
  for (const place of index.postings.get(term) ?? [])
    into.set(place, Math.max(into.get(place) ?? 0, likeness));
}

function matchNear(index: CatalogueIndex, word: Word): WordMatch {
  const items = new Map<number, number>();
  const near = nearTerms(index, word.keys.join(''));
  for (const { term, likeness } of near) addPostings(index, term, likeness, items);
  const spelled = near[0]?.term ?? null;
  return { word, terms: near.map((one) => one.term), items, spelled, known: false };
}

function matchWord(index: CatalogueIndex, word: Word): WordMatch {
  const items = new Map<number, number>();
  const terms = [
    word.term,
    ...word.keys.filter((key) => word.keys.length === 1 && key !== word.term),
  ];
  for (const term of terms) addPostings(index, term, 1, items);
  if (items.size > 0) return { word, terms, items, spelled: null, known: true };
  if (word.concepts.length > 0) return { word, terms, items, spelled: null, known: true };
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

const matched = new WeakMap<readonly Word[], { index: CatalogueIndex; matches: WordMatch[] }>();

/** Sets each word of a name against the catalogue. */
export function matchWords(index: CatalogueIndex, words: readonly Word[]): readonly WordMatch[] {
  const known = matched.get(words);
  if (known?.index === index) return known.matches;
  const matches = recut(index, words)
    .slice(0, NAME_WORDS_MAX)
    .map((word) => matchWord(index, word));
  matched.set(words, { index, matches });
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

const searched = new WeakMap<readonly WordMatch[], readonly Candidate[]>();

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

function searchCandidates(
  index: CatalogueIndex,
  matches: readonly WordMatch[],
  only: ReadonlySet<number> | null,
): readonly Candidate[] {
  const tally = new Map<number, { covered: number; sum: number }>();
  for (const match of matches) {
    for (const [place, likeness] of match.items) {
      if (only && !only.has(place)) continue;
      const entry = tally.get(place) ?? { covered: 0, sum: 0 };
      entry.covered += 1;
      entry.sum += likeness;
      tally.set(place, entry);
    }
  }
  const most = Math.max(0, ...[...tally.values()].map((entry) => entry.covered));
  const candidates: Candidate[] = [];
  for (const [place, entry] of tally) {
    const indexed = index.items[place];
    if (!indexed || entry.covered < most) continue;
    const missed = matches.filter((match) => !match.items.has(place));
    const likeness = entry.sum / entry.covered;
    candidates.push({ place, indexed, covered: entry.covered, missed, likeness });
  }
  return candidates.sort((a, b) => b.likeness - a.likeness || a.place - b.place);
}
