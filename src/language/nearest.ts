import type { CatalogueIndex } from './catalogue-index.js';
import { bitsApart, consonantsOf, editCost } from './similarity.js';
import type { Word } from './terms.js';

/**
 * What could have been meant by words that no product has: only ever shown to choose from, so it
 * reaches further than matching does.
 */

const EDITS_MAX = 2;
const LETTERS_MIN = 3;
/** A name within a longer or cut one: "rararara", "sunsi". */
const PREFIX_LETTERS_MIN = 4;
/** A letter with more names than this is not searched whole: bounds the work in a large town. */
const NAMES_MAX = 4_000;

interface Name {
  readonly compact: string;
  readonly consonants: number;
  readonly places: readonly number[];
}

const built = new WeakMap<CatalogueIndex, ReadonlyMap<string, readonly Name[]>>();

/** The names of a catalogue without blanks, by first letter. Built when first needed. */
function namesOf(index: CatalogueIndex): ReadonlyMap<string, readonly Name[]> {
  const known = built.get(index);
  if (known) return known;
  const names = new Map<string, Name[]>();
  const put = (key: string, places: readonly number[]): void => {
    const compact = key.replaceAll(' ', '');
    if (compact.length < LETTERS_MIN || compact.startsWith('#')) return;
    const first = compact.slice(0, 1);
    const list = names.get(first) ?? [];
    if (list.length < NAMES_MAX) list.push({ compact, places, consonants: consonantsOf(compact) });
    names.set(first, list);
  };
  for (const [key, places] of index.phrases) put(key, places);
  for (const [term, places] of index.postings) put(term, places);
  built.set(index, names);
  return names;
}

function distance(typed: string, own: number, { compact: name, consonants }: Name): number {
  const shorter = Math.min(typed.length, name.length);
  const within = typed.startsWith(name) || name.startsWith(typed);
  if (within && shorter >= PREFIX_LETTERS_MIN) return 1;
  if (Math.abs(typed.length - name.length) > EDITS_MAX) return EDITS_MAX + 1;
  const max = shorter <= 4 ? 1 : EDITS_MAX;
  if (bitsApart(own, consonants) > 2 * max) return EDITS_MAX + 1;
  return editCost(typed, name, max);
}

/** Places of the products whose names are nearest to the words, best first; may be empty. */
export function nearestPlaces(
  index: CatalogueIndex,
  words: readonly Word[],
  max: number,
): number[] {
  const keys = words.flatMap((word) => word.keys);
  const typed = new Set([keys.join(''), ...keys].filter((key) => key.length >= LETTERS_MIN));
  const costs = new Map<number, number>();
  for (const key of typed) {
    const own = consonantsOf(key);
    for (const name of namesOf(index).get(key.slice(0, 1)) ?? []) {
      const cost = distance(key, own, name);
      if (cost > (Math.min(key.length, name.compact.length) <= 4 ? 1 : EDITS_MAX)) continue;
      const share = cost / key.length;
      for (const place of name.places)
        costs.set(place, Math.min(costs.get(place) ?? Number.POSITIVE_INFINITY, share));
    }
  }
  const ranked = [...costs.entries()].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return ranked.slice(0, max).map(([place]) => place);
}
