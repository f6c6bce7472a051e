import type { CatalogueItem } from './reading.js';
import { lexiconFor, type Lexicon } from './lexicon.js';
import { isLoose } from './sale-units.js';
import { readTerms, sizeKey, sizeOf, type Size, type Terms } from './terms.js';
import { consonantsOf, trigrams } from './similarity.js';
import { tokenise } from './tokens.js';
import { foldWord, soundOf } from './transliterate.js';

/** What an operator calls a product, taken apart. */
export interface Alias {
  readonly terms: readonly string[];
  readonly unit: string | null;
  readonly size: Size | null;
  /** A numeral that is neither: the 10 of "parle g 10". */
  readonly numeral: string | null;
  readonly text: string;
}

export interface IndexedItem {
  readonly item: CatalogueItem;
  /** Every term of its name, brand and aliases. */
  readonly terms: ReadonlySet<string>;
  readonly concepts: ReadonlySet<string>;
  readonly aliases: readonly Alias[];
  /** What is printed on its pack; null for what has no size, and for goods weighed out. */
  readonly size: Size | null;
}

/** A term, and how it sounds: of two or three letters that is not how it is written ("luks"). */
export interface Spelling {
  readonly term: string;
  readonly sound: string;
  readonly consonants: number;
}

/** Shorter words have no room for a slip. */
const SPELLING_LETTERS_MIN = 3;

/**
 * A town's catalogue prepared for matching words. Built once per town and catalogue version,
 * about 2 kB per product; holds no reference to anything outside itself and never changes.
 */
export interface CatalogueIndex {
  readonly lexicon: Lexicon;
  /** BCP 47 tags as the town lists them, its own first. */
  readonly languages: readonly string[];
  readonly items: readonly IndexedItem[];
  readonly byId: ReadonlyMap<string, number>;
  /** Term -> places of items. Terms are spelling keys, or "#" and a concept. */
  readonly postings: ReadonlyMap<string, readonly number[]>;
  /** Two words written as one -> the two terms. */
  readonly joined: ReadonlyMap<string, readonly string[]>;
  /** Terms that words are held against for slips of the finger, and how each sounds. */
  readonly spellings: readonly Spelling[];
  /** Trigram -> places of `spellings` that hold it. */
  readonly grams: ReadonlyMap<string, readonly number[]>;
  /** Phrases exactly as the operator writes them. */
  readonly written: ReadonlySet<string>;
  /** Phrases that stand for products, by spelling keys: aliases, brands. */
  readonly phrases: ReadonlyMap<string, readonly number[]>;
  /** First words of those phrases -> the words of the longest: most words begin none. */
  readonly phraseStarts: ReadonlyMap<string, number>;
  /** The sizes that are printed on some pack (`sizeKey`): most figures are none of them. */
  readonly sizes: ReadonlySet<string>;
}

function packSize(item: CatalogueItem): Size | null {
  return item.size && !isLoose(item) ? sizeOf(item.size.value, item.size.unit) : null;
}

/** Longer phrases of the catalogue are known by their words only. */
const PHRASE_WORDS_MAX = 8;

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list[list.length - 1] !== value) list.push(value);
}

function toAlias(text: string, terms: Terms): Alias {
  return {
    terms: [...new Set(terms.words.map((word) => word.term))].sort(),
    unit: terms.units[0] ?? null,
    size: terms.sizes[0] ?? null,
    numeral: terms.numerals[0] ?? null,
    text,
  };
}

/** A brand spelled in a name keeps its own numerals: "7UP", "2PM", "3 Crowns". */
function phraseKey(text: string): { key: string; plain: string } {
  const tokens = tokenise(text).filter((token) => token.kind === 'word' || token.kind === 'number');
  return {
    key: tokens.map((token) => token.key).join(' '),
    plain: tokens.map((token) => token.text).join(' '),
  };
}

/** How the names of Latin letters sound when Devanagari or Bangla spells them. */
const LETTER_NAMES: Readonly<Record<string, string>> = {
  A: 'e',
  B: 'bi',
  C: 'si',
  D: 'di',
  E: 'i',
  F: 'ef',
  G: 'ji',
  H: 'ech',
  I: 'ai',
  J: 'je',
  K: 'ke',
  L: 'el',
  M: 'em',
  N: 'en',
  O: 'o',
  P: 'pi',
  Q: 'kyu',
  R: 'ar',
  S: 'es',
  T: 'ti',
  U: 'yu',
  V: 'bhi',
  W: 'dablyu',
  X: 'eks',
  Y: 'vai',
  Z: 'jed',
};

function letterName(letter: string): string {
  return LETTER_NAMES[letter.toUpperCase()] ?? letter;
}

class Builder {
  readonly postings = new Map<string, number[]>();
  readonly joined = new Map<string, readonly string[]>();
  readonly grams = new Map<string, number[]>();
  readonly phrases = new Map<string, number[]>();
  readonly spellings: Spelling[] = [];
  readonly written = new Set<string>();
  readonly items: IndexedItem[] = [];
  readonly phraseStarts = new Map<string, number>();
  readonly sizes = new Set<string>();
  /** Two neighbours as one word -> the items that have them side by side. */
  private readonly pairs = new Map<string, number[]>();
  private readonly single = new Map<string, readonly string[]>();
  private readonly lexicon: Lexicon;

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  add(item: CatalogueItem): void {
    const place = this.items.length;
    const texts = [item.name, ...(item.brand === null ? [] : [item.brand]), ...item.aliases];
    const terms = new Set<string>();
    const concepts = new Set<string>();
    for (const text of texts) {
      const read = readTerms(tokenise(text), this.lexicon);
      for (const word of read.words) {
        terms.add(word.term);
        for (const key of word.keys) terms.add(key);
        for (const concept of word.concepts) concepts.add(concept);
      }
      for (const numeral of read.numerals) terms.add(numeral);
      this.join(text);
      this.spell(text);
    }
    for (const concept of concepts) terms.add(`#${concept}`);
    const aliases = item.aliases.map((text) =>
      toAlias(text, readTerms(tokenise(text), this.lexicon)),
    );
    for (const term of terms) this.post(term, place);
    for (const text of [...item.aliases, ...(item.brand === null ? [] : [item.brand])]) {
      const { key, plain } = phraseKey(text);
      this.written.add(plain);
      this.name(key, place);
      const spoken = key.replace(/(?<= )[a-z](?= |$)/g, (letter) => soundOf(letterName(letter)));
      if (spoken !== key) {
        this.name(spoken, place);
        const words = spoken.split(' ');
        for (const word of words) if (!terms.has(word)) this.post(word, place);
        aliases.push({ terms: [...words].sort(), unit: null, size: null, numeral: null, text });
        for (const word of words) terms.add(word);
      }
    }
    const size = packSize(item);
    if (size) this.sizes.add(sizeKey(size));
    this.items.push({ item, terms, concepts, aliases, size });
  }

  private post(term: string, place: number): void {
    if (!this.postings.has(term) && !term.startsWith('#')) {
      const sound = term.length <= 3 ? soundOf(term) : term; // longer terms are sounds already
      if (term.length >= SPELLING_LETTERS_MIN) {
        for (const gram of new Set(trigrams(sound))) push(this.grams, gram, this.spellings.length);
        this.spellings.push({ term, sound, consonants: consonantsOf(sound) });
      }
    }
    push(this.postings, term, place);
  }

  /** Capitals read out letter by letter, as other scripts write them: "এসিআই" is ACI. */
  private spell(text: string): void {
    for (const [capitals] of text.matchAll(/\b[A-Z]{1,4}\b/g)) {
      const spoken = Array.from(capitals, (letter) => LETTER_NAMES[letter] ?? '').join('');
      this.joined.set(foldWord(spoken), [foldWord(capitals.toLowerCase())]);
    }
  }

  /** Two neighbours written as one word: "superpack" is "super" and a unit, "bluband" two words. */
  private join(text: string): void {
    const tokens = tokenise(text).filter((token) => token.kind === 'word');
    for (let i = 0; i + 1 < tokens.length; i += 1) {
      const pair = tokens.slice(i, i + 2).map((token) => token.text);
      const whole = foldWord(pair.join(''));
      push(this.pairs, whole, this.items.length);
      if (this.joined.has(whole)) continue;
      const terms = pair.flatMap((word) => this.termsOf(word));
      if (terms.length > 0) this.joined.set(whole, terms);
    }
  }

  /** A phrase that stands for a product. */
  private name(phrase: string, place: number): void {
    push(this.phrases, phrase, place);
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    const longest = Math.max(this.phraseStarts.get(first) ?? 0, words.length);
    this.phraseStarts.set(first, Math.min(longest, PHRASE_WORDS_MAX));
  }

  /** Where one product is written "waiwai", "Wai Wai Veg" is called so too. */
  finish(): void {
    for (const [whole, places] of this.pairs) {
      if (!this.postings.has(whole)) continue;
      for (const place of places) {
        const terms = this.items[place]?.terms as Set<string> | undefined;
        if (!terms || terms.has(whole)) continue;
        terms.add(whole);
        this.postings.get(whole)?.push(place);
      }
    }
  }

  /** The terms of one word alone: none for a unit. Words repeat all over a catalogue. */
  private termsOf(word: string): readonly string[] {
    const known = this.single.get(word);
    if (known) return known;
    const terms = readTerms(tokenise(word), this.lexicon).words.map((one) => one.term);
    this.single.set(word, terms);
    return terms;
  }
}

/**
 * Prepares a town's products for matching. In: products and the languages (BCP 47 tags) the town
 * has turned on; tags without a pack are ignored. Linear; a few microseconds per word of the
 * catalogue.
 */
export function buildIndex(
  items: readonly CatalogueItem[],
  languages: readonly string[],
): CatalogueIndex {
  const lexicon = lexiconFor(languages);
  const builder = new Builder(lexicon);
  for (const item of items) builder.add(item);
  builder.finish();
  return {
    lexicon,
    languages,
    items: builder.items,
    byId: new Map(items.map((item, place) => [item.productId, place])),
    postings: builder.postings,
    joined: builder.joined,
    spellings: builder.spellings,
    written: builder.written,
    grams: builder.grams,
    phrases: builder.phrases,
    phraseStarts: builder.phraseStarts,
    sizes: builder.sizes,
  };
}
