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

export interface Found extends Entry {
  /** How many tokens it covers. */
  readonly length: number;
  /** True when the spelling is not the listed one. */
  readonly bent: boolean;
}

/** The words of the languages that a town has turned on. */
export interface Lexicon {
  readonly tags: readonly string[];
  /** By the exact words, blank between. */
  readonly exact: ReadonlyMap<string, Entry>;
  /** By spelling keys. */
  readonly folded: ReadonlyMap<string, Entry>;
  /** Single words of five letters and more, by first letter and length, for slips of the finger. */
  readonly long: ReadonlyMap<string, readonly LongWord[]>;
  /** "pathai*", "*idinus": beginnings and endings of verbs, the longest first. */
  readonly affixes: readonly Affix[];
  /** Words that begin a phrase of several words, with the longest such phrase. */
  readonly longest: ReadonlyMap<string, number>;
}

interface LongWord extends Entry {
  readonly text: string;
  readonly consonants: number;
}

/** Part of a word that gives it away, in languages whose verbs have too many forms to list. */
interface Affix extends Entry {
  readonly text: string;
  readonly at: 'start' | 'end';
}

const PHRASE_WORDS_MAX = 6;
const FOLD_LETTERS_MIN = 4;
const SLIP_LETTERS_MIN = 5;
const FOLD_NUMBER_LETTERS_MIN = 5;

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
  return { tags, exact, folded, long: longWords(exact), affixes: toAffixes(affixes), longest };
}

/** Beginnings before endings: "hatai*" takes out, whatever politeness follows. Longest first. */
function toAffixes(drafts: ReadonlyMap<string, Draft>): Affix[] {
  const list = [...drafts].map(([phrase, entry]): Affix => {
    const at = phrase.startsWith('*') ? 'end' : 'start';
    return { ...entry, at, text: normalise(phrase.replace('*', '')) };
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

/** What was found at each token of a message; forgotten with the message. */
const found = new WeakMap<readonly Token[], { lexicon: Lexicon; at: (Found | null)[] }>();

/** The longest phrase that begins at a token, by its exact words or else by spelling keys. */
export function findPhrase(lexicon: Lexicon, tokens: readonly Token[], at: number): Found | null {
  let known = found.get(tokens);
  if (known?.lexicon !== lexicon) {
    known = { lexicon, at: [] };
    found.set(tokens, known);
  }
  const before = known.at[at];
  if (before !== undefined) return before;
  const phrase = searchPhrase(lexicon, tokens, at);
  known.at[at] = phrase;
  return phrase;
}

function searchPhrase(lexicon: Lexicon, tokens: readonly Token[], at: number): Found | null {
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
    const entry = lexicon.exact.get(text);
    const alike = entry || letters < FOLD_LETTERS_MIN ? undefined : lexicon.folded.get(key);
    const hit = entry ?? alike;
    if (hit) best = { ...hit, length: n + 1, bent: entry === undefined };
  }
  return best;
}

/** Whether a phrase has a meaning of a kind; false for none. */
export function hasKind(found: Entry | null, kind: Meaning['kind']): boolean {
  return found?.meanings.some((m) => m.kind === kind) ?? false;
}

/** Whether a phrase plays a role of words.json; false for none. */
export function hasRole(found: Entry | null, role: string): boolean {
  return found?.meanings.some((m) => m.kind === 'word' && m.role === role) ?? false;
}

/** How many tokens a phrase covers; 0 for none. */
export function lengthOf(found: Found | null): number {
  return found?.length ?? 0;
}

/** A form of a verb, known by its beginning or ending; null when none fits. */
export function findAffix(lexicon: Lexicon, word: string): Found | null {
  for (const affix of lexicon.affixes) {
    if (word.length <= affix.text.length) continue;
    const fits = affix.at === 'end' ? word.endsWith(affix.text) : word.startsWith(affix.text);
    if (fits) return { meanings: affix.meanings, tags: affix.tags, length: 1, bent: true };
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
export function findSlip(lexicon: Lexicon, word: string): Found | null {
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
  return best ? { ...best, length: 1, bent: true } : null;
}

interface NamedConcept {
  readonly noun: string;
  readonly concept: string;
}

const nouns = new WeakMap<Lexicon, readonly NamedConcept[]>();

/** The single words for kinds of goods. */
export function nounsOf(lexicon: Lexicon): readonly NamedConcept[] {
  const known = nouns.get(lexicon);
  if (known) return known;
  const list: NamedConcept[] = [];
  for (const [noun, entry] of lexicon.exact) {
    if (noun.includes(' ') || noun.length < 3) continue;
    for (const meaning of entry.meanings)
      if (meaning.kind === 'noun') list.push({ noun, concept: meaning.concept });
  }
  nouns.set(lexicon, list);
  return list;
}
