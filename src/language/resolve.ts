import type { Milli } from '../base/quantity.js';
import type { Alias, CatalogueIndex, IndexedItem } from './catalogue-index.js';
import { misspeltConcepts, unitFact } from './lexicon.js';
import { findCandidates, hasWord, matchWords, type Candidate, type WordMatch } from './match.js';
import { nearestPlaces } from './nearest.js';
import { isLoose, isSmallBag, toSaleUnit, type Conversion } from './sale-units.js';
import { sameSize, type Size, type Word } from './terms.js';

/** The words of one line that name a product, and what was said beside them. */
export interface Naming {
  readonly words: readonly Word[];
  readonly sizes: readonly Size[];
  /** Bare figures in the name: the 500 of "coke 500", the 10 of "parle g 10rs". */
  readonly numerals: readonly string[];
  readonly unit: string | null;
  /** Units that are part of the name: "gino sachet". */
  readonly nameUnits: readonly string[];
  readonly quantity: Milli | null;
  /** Words at the edge of the message may be chatter; words inside a name are not. */
  readonly looseStart: boolean;
  readonly looseEnd: boolean;
}

export interface Resolution {
  readonly kind: 'one' | 'choice' | 'unknown';
  /** Best first. For `one` exactly one; for `unknown` the nearest. */
  readonly places: readonly number[];
  readonly conversion: Conversion | null;
  readonly confidence: number;
  readonly reasons: readonly string[];
  /** Named by an alias to the letter: nothing that was learned overrules it. */
  readonly exact: boolean;
  /** Of a choice: the products are named equally well. */
  readonly equals: boolean;
  /** A product was found, but not in the unit said. */
  readonly unitClash: boolean;
}

export const SIZE_NOT_STOCKED = 'doubt: the stated size is not stocked';
const SEVERAL_FIT = 'doubt: several products fit';
const CHOICES_MAX = 5;
/** One vowel in three letters, one consonant in five: what is further away is asked about. */
const LIKENESS_SURE = 0.8;
/** What was confirmed once under these words may still be another thing this time. */
const LEARNED_CONFIDENCE = 0.85;

/** How a candidate is named: by its alias to the letter, by an alias and more, or by its name. */
interface Ranked {
  readonly candidate: Candidate;
  readonly conversion: Conversion | null;
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly aliasWords: number;
  readonly alias: Alias | null;
}

/** Whether a printed size can mean this product. Loose goods have no printed size. */
export function hasSize(indexed: IndexedItem, size: Size): boolean {
  return indexed.size !== null && sameSize(indexed.size, size);
}

/** A bare figure fits as the printed size in its own or the thousandth unit, or as a numeral. */
export function hasNumeral(indexed: IndexedItem, numeral: string): boolean {
  if (indexed.terms.has(numeral)) return true;
  if (indexed.aliases.some((alias) => alias.numeral === numeral)) return true;
  const size = indexed.item.size;
  if (!size || isLoose(indexed.item)) return false;
  const value = Number(numeral);
  return size.value === value || size.value === value / 1000 || size.value === value * 1000;
}

function fitsSizes(indexed: IndexedItem, naming: Naming): boolean {
  return (
    naming.sizes.every((size) => hasSize(indexed, size)) &&
    naming.numerals.every((numeral) => hasNumeral(indexed, numeral))
  );
}

function termSet(matches: readonly WordMatch[]): Set<string> {
  return new Set(matches.flatMap((match) => match.terms));
}

function hasDetails(alias: Alias): boolean {
  return alias.unit !== null || alias.size !== null || alias.numeral !== null;
}

/** Whether the unit, the size and the numeral of an alias were all said. */
function detailsSaid(naming: Naming, { unit, size, numeral }: Alias): boolean {
  if (unit !== null && naming.unit !== unit && !naming.nameUnits.includes(unit)) return false;
  if (size !== null && !naming.sizes.some((said) => sameSize(said, size))) return false;
  return numeral === null || naming.numerals.includes(numeral);
}

/** The best alias of a candidate that the words say, and how exactly. */
function bestAlias(
  candidate: Candidate,
  said: ReadonlySet<string>,
  naming: Naming,
  words: number,
): { level: Ranked['level']; alias: Alias | null; aliasWords: number } {
  let best: { level: Ranked['level']; alias: Alias | null; aliasWords: number } = {
    level: 1,
    alias: null,
    aliasWords: 0,
  };
  for (const alias of candidate.indexed.aliases) {
    if (!alias.terms.every((term) => said.has(term))) continue;
    if (!detailsSaid(naming, alias)) continue;
    const exact = alias.terms.length >= words - candidate.missed.length;
    const level = exact ? (hasDetails(alias) ? 4 : 3) : 2;
    const better =
      level > best.level || (level === best.level && alias.terms.length > best.aliasWords);
    if (better) best = { level, alias, aliasWords: alias.terms.length };
  }
  return best;
}

function rank(
  candidate: Candidate,
  said: ReadonlySet<string>,
  naming: Naming,
  words: number,
): Ranked {
  const { quantity, unit } = naming;
  const conversion =
    unit === null ? null : toSaleUnit(candidate.indexed.item, quantity ?? 1000n, unit);
  return { candidate, conversion, ...bestAlias(candidate, said, naming, words) };
}

function closeness(one: Ranked): number {
  return one.conversion?.kind === 'sold' ? one.conversion.closeness : 1;
}

function order(a: Ranked, b: Ranked): number {
  return (
    b.level - a.level ||
    b.aliasWords - a.aliasWords ||
    closeness(b) - closeness(a) ||
    b.candidate.likeness - a.candidate.likeness ||
    a.candidate.place - b.candidate.place
  );
}

function ties(a: Ranked, b: Ranked): boolean {
  return (
    a.level === b.level &&
    a.aliasWords === b.aliasWords &&
    (a.level !== 2 || closeness(a) === closeness(b)) &&
    Math.abs(a.candidate.likeness - b.candidate.likeness) < 0.08
  );
}

/** Words of the name that this product lacks and that are neither chatter nor description. */
function lacks(candidate: Candidate, index: CatalogueIndex): boolean {
  return candidate.missed.some(
    (miss) =>
      miss.word.role !== 'describe' &&
      !agrees(candidate.indexed, miss) &&
      !misspells(candidate.indexed, miss, index),
  );
}

/** A kind of goods that contradicts nothing: "colgate toothpaste" where no name says so. */
function agrees(indexed: IndexedItem, miss: WordMatch): boolean {
  return miss.word.concepts.length > 0 && indexed.concepts.size === 0;
}

/** "parachut oyl": a slip of the finger in a word for the kind of goods that this product is. */
function misspells(indexed: IndexedItem, miss: WordMatch, index: CatalogueIndex): boolean {
  if (miss.known || indexed.concepts.size === 0) return false;
  return misspeltConcepts(index.lexicon, miss.word.text).some((one) => indexed.concepts.has(one));
}

function unknown(places: readonly number[], reasons: readonly string[]): Resolution {
  const nearest = places.slice(0, CHOICES_MAX);
  return {
    kind: 'unknown',
    places: nearest,
    conversion: null,
    confidence: 0,
    reasons,
    exact: false,
    equals: false,
    unitClash: false,
  };
}

function choice(ranked: readonly Ranked[], reasons: readonly string[], clash = false): Resolution {
  return {
    kind: 'choice',
    places: ranked.slice(0, CHOICES_MAX).map((one) => one.candidate.place),
    conversion: null,
    confidence: 0.4,
    reasons,
    exact: false,
    equals: reasons.includes(SEVERAL_FIT),
    unitClash: clash,
  };
}

function explain(top: Ranked, matches: readonly WordMatch[]): string[] {
  const reasons: string[] = [];
  if (top.alias) reasons.push(`alias: ${top.alias.text}`);
  else reasons.push(`name: ${top.candidate.indexed.item.name}`);
  for (const match of matches)
    if (match.spelled !== null && hasWord(top.candidate.indexed, match))
      reasons.push(`spelling: ${match.word.text} read as ${match.spelled}`);
  for (const miss of top.candidate.missed) reasons.push(`ignored: ${miss.word.text}`);
  if (top.conversion?.kind === 'sold' && top.conversion.reason !== null)
    reasons.push(top.conversion.reason);
  return reasons;
}

function confidenceOf(top: Ranked): number {
  const base = [0, 0.8, 0.9, 1, 1][top.level] ?? 0.8;
  const loose = top.conversion?.kind === 'sold' && top.conversion.closeness === 0 ? 0.1 : 0;
  return Math.max(0.05, base * top.candidate.likeness - loose - 0.05 * top.candidate.missed.length);
}

function one(top: Ranked, matches: readonly WordMatch[], unitClash = false): Resolution {
  return {
    kind: 'one',
    places: [top.candidate.place],
    conversion: top.conversion,
    confidence: unitClash ? 0.3 : confidenceOf(top),
    reasons: explain(top, matches),
    exact: top.level >= 3 && matches.every((match) => match.spelled === null),
    equals: false,
    unitClash,
  };
}

/** A word for a single thing that says its shape: a tin, a bottle; a packet may be anything. */
function isContainer(unit: string | null): boolean {
  return unit !== null && unit !== 'pkt' && unitFact(unit)?.kind === 'each';
}

/** "2 tin tel" is no pouch, whatever "tel" meant before. */
function isOtherContainer(unit: string | null, conversion: Conversion | null): boolean {
  return isContainer(unit) && (conversion?.kind !== 'sold' || conversion.closeness < 2);
}

/** A product that is known to be meant, if it can be sold in the size and unit said; else null. */
export function resolveAs(index: CatalogueIndex, naming: Naming, place: number): Resolution | null {
  const indexed = index.items[place];
  if (!indexed || !fitsSizes(indexed, naming)) return null;
  const { quantity, unit } = naming;
  const conversion = unit === null ? null : toSaleUnit(indexed.item, quantity ?? 1000n, unit);
  if (conversion?.kind === 'not_sold' || isOtherContainer(unit, conversion)) return null;
  const reasons = [`name: ${indexed.item.name}`];
  if (conversion?.kind === 'sold' && conversion.reason !== null) reasons.push(conversion.reason);
  return {
    kind: 'one',
    places: [place],
    conversion,
    confidence: LEARNED_CONFIDENCE,
    reasons,
    exact: false,
    equals: false,
    unitClash: false,
  };
}

/** Every word is a generic noun ("tel", "mitho tel"): only an alias may decide alone. */
function isGeneric(matches: readonly WordMatch[]): boolean {
  return matches.every((match) => match.word.concepts.length > 0);
}

function decide(
  ranked: readonly Ranked[],
  matches: readonly WordMatch[],
  excluded: readonly Ranked[],
  unit: string | null,
): Resolution {
  const top = ranked[0];
  if (!top) return unknown([], []);
  if (top.candidate.likeness <= LIKENESS_SURE)
    return choice(ranked, ['doubt: the spelling is too far off to be sure']);
  const exact = ranked.filter((other) => closeness(other) === 2);
  if (closeness(top) === 0 && exact.length > 0)
    return choice([top, ...exact], ['doubt: another product is sold in the very unit said']);
  const rivals = ranked.filter((other) => other !== top && ties(top, other));
  if (rivals.length > 0) return choice([top, ...rivals], [SEVERAL_FIT]);
  if (isGeneric(matches) && top.level < 3 && ranked.length > 1)
    return choice(ranked, ['doubt: a generic word without an alias']);
  const barred = excluded[0];
  // "Swastik tel 2 tin": the container names the product better than an alias of its pouch.
  const contained = isContainer(unit) && exact.length === 1 && exact[0] === top;
  if (!contained && barred && barred.level >= 3 && barred.level > top.level)
    return choice(
      [...ranked, barred],
      [`doubt: ${barred.candidate.indexed.item.name} is not sold in that unit`],
    );
  return one(top, matches);
}

/**
 * "2 bora chamal": a bag, sack or bora of goods named only by their kind is what a wholesaler sells
 * by the sack. Packs of up to ten kilos drop out: people call those packets, or name the brand or
 * the size ("basmati", "atta 5 kg"), which keeps them in.
 */
function withoutSmallBags(
  ranked: readonly Ranked[],
  matches: readonly WordMatch[],
  naming: Naming,
): readonly Ranked[] {
  const said = naming.sizes.length + naming.numerals.length > 0;
  if (naming.unit !== 'bag' || said || !isGeneric(matches)) return ranked;
  const large = ranked.filter((one) => !isSmallBag(one.candidate.indexed.item));
  return large.length > 0 ? large : ranked;
}

/**
 * Finds the product that words name. Policy: what cannot be sold in the stated unit or is not of
 * the stated size is out before texts are compared; then an alias to the letter; then an alias and
 * more; then the name. Equals are asked about.
 */
export function resolveName(
  index: CatalogueIndex,
  naming: Naming,
  only: ReadonlySet<number> | null = null,
): Resolution {
  const matches = matchWords(index, naming.words);
  const candidates = findCandidates(index, matches, only);
  if (candidates.length === 0)
    return unknown(only ? [] : nearestPlaces(index, naming.words, CHOICES_MAX), [
      'doubt: no product has these words',
    ]);
  const whole = candidates.filter((one) => !lacks(one, index));
  const places = candidates.map((one) => one.place);
  if (whole.length === 0) return unknown(places, ['doubt: no product has all these words']);
  const said = termSet(matches);
  const sized = whole.filter((one) => fitsSizes(one.indexed, naming));
  const ranks = sized.map((one) => rank(one, said, naming, matches.length)).sort(order);
  if (ranks.length === 0)
    return choice(whole.map((one) => rank(one, said, naming, matches.length)).sort(order), [
      SIZE_NOT_STOCKED,
    ]);
  const sellable = ranks.filter((one) => one.conversion?.kind !== 'not_sold');
  const excluded = ranks.filter((one) => one.conversion?.kind === 'not_sold');
  if (sellable.length > 0)
    return decide(withoutSmallBags(sellable, matches, naming), matches, excluded, naming.unit);
  const [top] = ranks;
  const clear = top && (ranks.length === 1 || top.level >= 3);
  return clear ? one(top, matches, true) : choice(ranks, ['doubt: not sold in that unit'], true);
}
