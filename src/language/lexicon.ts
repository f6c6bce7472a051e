import { data } from '../../grammars/generated/lexicons.js';
import { normalise } from './normalise.js';
import { consonantsOf, editCost, mayDifferByOne } from './similarity.js';
import { tokenise, type Token } from './tokens.js';
import { foldWord } from './transliterate.js';

/** What a word or phrase of a language pack can mean. */
export type Meaning =
  | { readonly kind: 'number'; readonly value: number }
  /** A word that changes the number after it: "saadhe tin" is three and a half. */
  | { readonly kind: 'shift'; readonly by: 'plus_half' | 'plus_quarter' | 'minus_quarter' }
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'noun'; readonly concept: string }
  | { readonly kind: 'cue'; readonly cue: string }
  | { readonly kind: 'word'; readonly role: string };

export interface UnitFact {
  readonly kind: string;
  /** Grams, millilitres or pieces in one, where that is fixed. */
  readonly base: number | null;
}

export interface Entry {
  readonly meanings: readonly Meaning[];
  readonly tags: readonly string[];
}

/** Shared by every message in which the phrase is found: looking words up makes no garbage. */
export interface Found extends Entry {
  /** How many tokens it covers. */
  readonly length: number;
  /** True when the spelling is not the listed one. */
  readonly bent: boolean;
  /** The kinds of its meanings, a bit each: asked again and again of every word. */
  readonly kinds: number;
}

const KIND_BIT: Readonly<Record<Meaning['kind'], number>> = {
  number: 1,
  shift: 2,
  unit: 4,
  noun: 8,
  cue: 16,
  word: 32,
};

/** A phrase with some of its meanings only. */
export function withMeanings(found: Found, meanings: readonly Meaning[]): Found {
  return toFound({ meanings, tags: found.tags }, found.length, found.bent);
}

function toFound(entry: Entry, length: number, bent: boolean): Found {
  const kinds = entry.meanings.reduce((bits, meaning) => bits | KIND_BIT[meaning.kind], 0);
  return { meanings: entry.meanings, tags: entry.tags, length, bent, kinds };
}

/** The words of the languages that a town has turned on. */
export interface Lexicon {
  readonly tags: readonly string[];
  /** By the exact words, blank between. */
  readonly exact: ReadonlyMap<string, Found>;
  /** By spelling keys. */
  readonly folded: ReadonlyMap<string, Found>;
  /** Single words of five letters and more, by first letter and length, for slips of the finger. */
  readonly long: ReadonlyMap<string, readonly LongWord[]>;
  /** "pathai*", "*idinus": beginnings and endings of verbs, the longest first. */
  readonly affixes: readonly Affix[];
  /** Words that begin a phrase of several words, with the longest such phrase. */
  readonly longest: ReadonlyMap<string, number>;
  /** What words that are not listed were taken for before: words repeat. Bounded. */
  readonly guessed: Map<string, Found | null>;
  /** Single words for kinds of goods, by first letter. */
  readonly nouns: ReadonlyMap<string, readonly NamedConcept[]>;
  /** Kinds of goods that words were found to misspell. Bounded. */
  readonly misspelt: Map<string, readonly string[]>;
}

interface LongWord extends Entry {
  readonly text: string;
  readonly consonants: number;
}

/** Part of a word that gives it away, in languages whose verbs have too many forms to list. */
interface Affix {
  readonly text: string;
  readonly at: 'start' | 'end';
  readonly found: Found;
}

const PHRASE_WORDS_MAX = 6;
const FOLD_LETTERS_MIN = 4;
const SLIP_LETTERS_MIN = 5;
const FOLD_NUMBER_LETTERS_MIN = 5;
const GUESSED_MAX = 10_000;

const units = new Map<string, UnitFact>(
  Object.entries(data.units).map(([unit, fact]) => [
    unit,
    { kind: fact.kind, base: fact.base ?? null },
  ]),
);

/** The fixed facts of a unit; undefined for a name that is no canonical unit. */
export function unitFact(unit: string): UnitFact | undefined {
  return units.get(unit);
}

function meaningOf(list: string, name: string): Meaning {
  if (list === 'numbers') {
    if (name === 'plus_half' || name === 'plus_quarter' || name === 'minus_quarter')
      return { kind: 'shift', by: name };
    return { kind: 'number', value: Number(name) };
  }
  if (list === 'units') return { kind: 'unit', unit: name };
  if (list === 'nouns') return { kind: 'noun', concept: name };
  if (list === 'cues') return { kind: 'cue', cue: name };
  return { kind: 'word', role: name };
}

function sameMeaning(a: Meaning, b: Meaning): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

interface Draft {
  meanings: Meaning[];
  tags: string[];
}

function put(map: Map<string, Draft>, key: string, meaning: Meaning, tag: string): void {
  const entry = map.get(key) ?? { meanings: [], tags: [] };
  if (!entry.meanings.some((known) => sameMeaning(known, meaning))) entry.meanings.push(meaning);
  if (!entry.tags.includes(tag)) entry.tags.push(tag);
  map.set(key, entry);
}

function mayFold(words: readonly Token[], meaning: Meaning): boolean {
  const letters = words.reduce((sum, word) => sum + foldWord(word.text).length, 0);
  return letters >= (meaning.kind === 'number' ? FOLD_NUMBER_LETTERS_MIN : FOLD_LETTERS_MIN);
}

function longKey(first: string, letters: number): string {
  return `${first}${String(letters)}`;
}

function longWords(exact: ReadonlyMap<string, Draft>): Map<string, LongWord[]> {
  const long = new Map<string, LongWord[]>();
  for (const [text, entry] of exact) {
    if (text.includes(' ') || text.length < SLIP_LETTERS_MIN) continue;
    if (entry.meanings.every((meaning) => meaning.kind === 'noun')) continue;
    const key = longKey(text.slice(0, 1), text.length);
    long.set(key, [...(long.get(key) ?? []), { ...entry, text, consonants: consonantsOf(text) }]);
  }
  return long;
}

const SILENT_A_LETTERS_MIN = 5;

/**
 * "Aaipugena" is written आइपुगेन, whose last letter has an a that is not written: the key of such a
 * word without it. Null where there is none to leave out.
 */
function withoutLastA(key: string, tag: string): string | null {
  if (!tag.endsWith('-Latn') || key.length < SILENT_A_LETTERS_MIN) return null;
  return /[^aeiou\s]a$/.test(key) ? key.slice(0, -1) : null;
}

interface Listed {
  readonly phrase: string;
  readonly meaning: Meaning;
  readonly tag: string;
}

function phrasesOf(tag: string): Listed[] {
  return Object.entries(data.lexicons[tag] ?? {}).flatMap(([list, classes]) =>
    Object.entries(classes).flatMap(([name, phrases]) => {
      const meaning = meaningOf(list, name);
      return phrases.map((phrase) => ({ phrase, meaning, tag }));
    }),
  );
}

function build(tags: readonly string[]): Lexicon {
  const exact = new Map<string, Draft>();
  const folded = new Map<string, Draft>();
  const longest = new Map<string, number>();
  const affixes = new Map<string, Draft>();
  for (const { phrase, meaning, tag } of tags.flatMap(phrasesOf)) {
    if (phrase.includes('*')) {
      put(affixes, phrase, meaning, tag);
      continue;
    }
    const words = tokenise(phrase);
    const first = words[0];
    if (!first) continue;
    put(exact, words.map((word) => word.text).join(' '), meaning, tag);
    const key = words.map((word) => word.key).join(' ');
    if (mayFold(words, meaning)) {
      put(folded, key, meaning, tag);
      const silent = withoutLastA(key, tag);
      if (silent !== null) put(folded, silent, meaning, tag);
    }
    for (const key of [first.text, first.key])
      longest.set(key, Math.max(longest.get(key) ?? 0, words.length));
  }
  return {
    tags,
    exact: allFound(exact, false),
    folded: allFound(folded, true),
    long: longWords(exact),
    affixes: toAffixes(affixes),
    longest,
    guessed: new Map(),
    nouns: namedConcepts(exact),
    misspelt: new Map(),
  };
}

function allFound(drafts: ReadonlyMap<string, Draft>, bent: boolean): Map<string, Found> {
  return new Map(
    [...drafts].map(([words, entry]) => [words, toFound(entry, words.split(' ').length, bent)]),
  );
}

/** Beginnings before endings: "hatai*" takes out, whatever politeness follows. Longest first. */
function toAffixes(drafts: ReadonlyMap<string, Draft>): Affix[] {
  const list = [...drafts].map(([phrase, entry]): Affix => {
    const at = phrase.startsWith('*') ? 'end' : 'start';
    return { at, text: normalise(phrase.replace('*', '')), found: toFound(entry, 1, true) };
  });
  const rank = (one: Affix): number => (one.at === 'start' ? 0 : 1);
  return list.sort(
    (a, b) => rank(a) - rank(b) || b.text.length - a.text.length || (a.text < b.text ? -1 : 1),
  );
}

const built = new Map<string, Lexicon>();

/** The lexicon of a set of languages; unknown tags are ignored. Built once per set. */
export function lexiconFor(languages: readonly string[]): Lexicon {
  const tags = [...new Set(languages)].filter((tag) => tag in data.lexicons).sort();
  const key = tags.join(' ');
  const lexicon = built.get(key) ?? build(tags);
  built.set(key, lexicon);
  return lexicon;
}

/**
 * What was found at each token of the message being read; the next message takes its place. Reading
 * never waits, so there is one at a time. Not a WeakMap by message: a young collection keeps alive
 * what hangs on a table that has grown old, and pauses to walk it.
 */
const reading: { tokens: readonly Token[]; lexicon: Lexicon | null; at: (Found | null)[] } = {
  tokens: [],
  lexicon: null,
  at: [],
};

/** The longest phrase that begins at a token of a message, by exact words or by spelling keys. */
export function findPhrase(lexicon: Lexicon, tokens: readonly Token[], at: number): Found | null {
  if (reading.tokens !== tokens || reading.lexicon !== lexicon) {
    reading.tokens = tokens;
    reading.lexicon = lexicon;
    reading.at = [];
  }
  const before = reading.at[at];
  if (before !== undefined) return before;
  const phrase = searchPhrase(lexicon, tokens, at);
  reading.at[at] = phrase;
  return phrase;
}

/** The same for tokens that are looked at once, such as those of a name: nothing is kept. */
export function searchPhrase(lexicon: Lexicon, tokens: readonly Token[], at: number): Found | null {
  const first = tokens[at];
  if (!first) return null;
  const max = Math.max(lexicon.longest.get(first.text) ?? 0, lexicon.longest.get(first.key) ?? 0);
  let best: Found | null = null;
  let text = '';
  let key = '';
  let letters = 0;
  for (let n = 0; n < Math.min(max, PHRASE_WORDS_MAX); n += 1) {
    const token = tokens[at + n];
    if (!token || token.kind === 'line') break;
    text = n === 0 ? token.text : `${text} ${token.text}`;
    key = n === 0 ? token.key : `${key} ${token.key}`;
    letters += token.key.length;
    const listed = lexicon.exact.get(text);
    const alike = listed || letters < FOLD_LETTERS_MIN ? undefined : lexicon.folded.get(key);
    best = listed ?? alike ?? best;
  }
  return best;
}

/** Whether a phrase has a meaning of a kind; false for none. */
export function hasKind(found: Found | null, kind: Meaning['kind']): boolean {
  return found !== null && (found.kinds & KIND_BIT[kind]) !== 0;
}

/** Whether a phrase plays a role of words.json; false for none. */
export function hasRole(found: Found | null, role: string): boolean {
  if (found === null || (found.kinds & KIND_BIT.word) === 0) return false;
  for (const meaning of found.meanings)
    if (meaning.kind === 'word' && meaning.role === role) return true;
  return false;
}

/** How many tokens a phrase covers; 0 for none. */
export function lengthOf(found: Found | null): number {
  return found?.length ?? 0;
}

/** A form of a verb, known by its beginning or ending; null when none fits. */
function findAffix(lexicon: Lexicon, word: string): Found | null {
  for (const affix of lexicon.affixes) {
    if (word.length <= affix.text.length) continue;
    const fits = affix.at === 'end' ? word.endsWith(affix.text) : word.startsWith(affix.text);
    if (fits) return affix.found;
  }
  return null;
}

/** The meanings on which two words agree, both as near to what was typed. */
function shareMeanings(best: Draft | null, entry: Entry): Draft {
  const meanings = best
    ? best.meanings.filter((known) => entry.meanings.some((one) => sameMeaning(known, one)))
    : [...entry.meanings];
  return { meanings, tags: [...entry.tags] };
}

/** A word of the packs that is one slip of the finger away; null when none, or when two tie. */
function findSlip(lexicon: Lexicon, word: string): Found | null {
  if (word.length < SLIP_LETTERS_MIN) return null;
  const first = word.slice(0, 1);
  const consonants = consonantsOf(word);
  let best: Draft | null = null;
  for (let letters = word.length - 1; letters <= word.length + 1; letters += 1) {
    for (const entry of lexicon.long.get(longKey(first, letters)) ?? []) {
      if (!mayDifferByOne(consonants, entry.consonants)) continue;
      if (editCost(word, entry.text, 1) > 1) continue;
      // Several words as near must agree on something: "pakcet" is packet and paket, one unit.
      best = shareMeanings(best, entry);
      if (best.meanings.length === 0) return null;
    }
  }
  return best ? toFound(best, 1, true) : null;
}

/** A word that is not listed: one slip away from a listed one, or a form of a verb. */
export function guessWord(lexicon: Lexicon, word: string): Found | null {
  const before = lexicon.guessed.get(word);
  if (before !== undefined) return before;
  const found = findSlip(lexicon, word) ?? findAffix(lexicon, word);
  if (lexicon.guessed.size < GUESSED_MAX) lexicon.guessed.set(word, found);
  return found;
}

interface NamedConcept {
  readonly noun: string;
  readonly concept: string;
}

const NOUN_LETTERS_MIN = 3;

/** The single words for kinds of goods, by their first letter. */
function namedConcepts(exact: ReadonlyMap<string, Entry>): Map<string, NamedConcept[]> {
  const nouns = new Map<string, NamedConcept[]>();
  for (const [noun, entry] of exact) {
    if (noun.includes(' ') || noun.length < NOUN_LETTERS_MIN) continue;
    const first = noun.slice(0, 1);
    const list = nouns.get(first) ?? [];
    for (const meaning of entry.meanings)
      if (meaning.kind === 'noun') list.push({ noun, concept: meaning.concept });
    nouns.set(first, list);
  }
  return nouns;
}

/** The kinds of goods whose name is at most one slip of the finger away: "oyl" is oil. */
export function misspeltConcepts(lexicon: Lexicon, word: string): readonly string[] {
  const before = lexicon.misspelt.get(word);
  if (before !== undefined) return before;
  const usable = word.length >= NOUN_LETTERS_MIN && !/\d/.test(word);
  const nouns = usable ? (lexicon.nouns.get(word.slice(0, 1)) ?? []) : [];
  const near = nouns.filter(({ noun }) => editCost(noun, word, 1) <= 1);
  const concepts = near.map(({ concept }) => concept);
  if (lexicon.misspelt.size < GUESSED_MAX) lexicon.misspelt.set(word, concepts);
  return concepts;
}
