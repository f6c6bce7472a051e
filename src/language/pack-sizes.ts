import type { CatalogueIndex, IndexedItem } from './catalogue-index.js';
import { covers, type Element, type NameElement } from './elements.js';
import { findCandidates, matchWords } from './match.js';
import { hasNumeral, hasSize } from './resolve.js';
import { sizeKey, sizeOf, type Size } from './terms.js';

function someItem(
  index: CatalogueIndex,
  name: NameElement,
  fits: (indexed: IndexedItem) => boolean,
): boolean {
  const matches = matchWords(index, name.words);
  return findCandidates(index, matches, null).some((candidate) => fits(candidate.indexed));
}

interface Spot {
  readonly at: number;
  readonly length: number;
  readonly size: Size | null;
  readonly numeral: string | null;
  readonly owner: number;
  readonly stocked: boolean;
}

type Figure = Pick<Spot, 'at' | 'length' | 'size' | 'numeral'>;

/** "Fresh fri lita 2 carton moja": a measure before its figure, with another count behind it. */
function unitFirst(unit: string, elements: readonly Element[], at: number): Figure | null {
  const figure = elements[at + 1];
  const counted = elements[at + 2]?.class === 'U' && elements[at + 3]?.class === 'Q';
  if (figure?.class !== 'Q' || elements[at - 1]?.class !== 'N' || !counted) return null;
  const size = sizeOf(figure.value, unit);
  return size && size.kind !== 'count' ? { at, length: 2, size, numeral: null } : null;
}

/** A figure that may be a printed size: with a unit of measure, or bare. */
function figureAt(elements: readonly Element[], at: number): Figure | null {
  const figure = elements[at];
  if (figure?.class === 'U') return unitFirst(figure.unit, elements, at);
  if (figure?.class !== 'Q') return null;
  const after = elements[at + 1];
  if (after?.class !== 'U') return { at, length: 1, size: null, numeral: String(figure.value) };
  const size = sizeOf(figure.value, after.unit);
  return size && size.kind !== 'count' ? { at, length: 2, size, numeral: null } : null;
}

function isStocked(name: NameElement, figure: Figure, index: CatalogueIndex): boolean {
  const { size, numeral } = figure;
  if (size && !index.sizes.has(sizeKey(size))) return false;
  return someItem(index, name, (indexed) =>
    size ? hasSize(indexed, size) : hasNumeral(indexed, numeral ?? ''),
  );
}

/** A figure beside a name that may be the printed size of the product rather than a count. */
function spotSize(elements: readonly Element[], at: number, index: CatalogueIndex): Spot | null {
  const figure = figureAt(elements, at);
  if (!figure) return null;
  const sides = figure.size ? [at - 1, at + figure.length] : [at - 1];
  const owners = sides.filter((side) => elements[side]?.class === 'N');
  const owner = owners.find((side) => {
    const name = elements[side];
    return name?.class === 'N' && isStocked(name, figure, index);
  });
  if (owner !== undefined) return { ...figure, owner, stocked: true };
  const nearest = owners[0];
  return figure.size && nearest !== undefined
    ? { ...figure, owner: nearest, stocked: false }
    : null;
}

/** A name, a size and a name that together name one product; null when they do not. */
function joinAround(
  [left, figure, unit, right, next]: readonly (Element | undefined)[],
  index: CatalogueIndex,
): NameElement | null {
  if (left?.class !== 'N' || right?.class !== 'N' || next?.class !== 'Q') return null;
  if (figure?.class !== 'Q' || unit?.class !== 'U') return null;
  const size = sizeOf(figure.value, unit.unit);
  if (!size || size.kind === 'count' || !index.sizes.has(sizeKey(size))) return null;
  const words = [...left.words, ...right.words];
  const joint = { ...right, words, sizes: [...left.sizes, size, ...right.sizes], from: left.from };
  const fits = someItem(index, joint, (indexed) => hasSize(indexed, size));
  return fits && covers(index, words) ? joint : null;
}

/** "rice 50kg big bull 2 bags": one product whose size stands amid its name. */
function mergeAround(elements: readonly Element[], index: CatalogueIndex): Element[] {
  const list = [...elements];
  for (let at = 0; at + 4 < list.length; at += 1) {
    if (list[at]?.class !== 'N' || list[at + 1]?.class !== 'Q') continue;
    const joint = joinAround(list.slice(at, at + 5), index);
    if (joint) list.splice(at, 4, joint);
  }
  return list;
}

/** Beyond sixty items in one segment nothing is searched for sizes. */
const ELEMENTS_MAX = 180;

/** The list with a size given to its name, and the figure gone. */
function giveSize(list: readonly Element[], spot: Spot): Element[] {
  const end = spot.at + spot.length;
  const places = list.slice(spot.at, end).flatMap((element) => [element.from, element.to]);
  const left = list.filter((_, at) => at < spot.at || at >= end);
  const at = spot.owner < spot.at ? spot.owner : spot.owner - spot.length;
  const owner = left[at];
  if (owner?.class !== 'N') return left;
  const sizes = spot.size ? [...owner.sizes, spot.size] : owner.sizes;
  const numerals = spot.numeral === null ? owner.numerals : [...owner.numerals, spot.numeral];
  const from = Math.min(owner.from, ...places);
  const to = Math.max(owner.to, ...places);
  left[at] = { ...owner, sizes, numerals, from, to };
  return left;
}

/** How many of the figures are one too many: each name has a count, and the first always stands. */
function countSpare(list: readonly Element[]): number {
  let figures = 0;
  let names = 0;
  for (const element of list) {
    if (element.class === 'Q') figures += 1;
    if (element.class === 'N') names += 1;
  }
  return figures - Math.max(1, names);
}

/**
 * Gives printed sizes to their names when there are more figures than names: "tokla 500 g 4 pkt".
 * Stocked sizes first; then, of what is still too many, sizes nobody stocks, which will be asked.
 */
export function takeSizes(elements: readonly Element[], index: CatalogueIndex): Element[] {
  if (elements.length > ELEMENTS_MAX) return [...elements];
  let list = mergeAround(elements, index);
  let spare = countSpare(list);
  for (const stocked of [true, false]) {
    let at = 0;
    while (at < list.length) {
      if (spare <= 0) return list;
      const spot = spotSize(list, at, index);
      if (spot?.stocked === stocked) {
        list = giveSize(list, spot);
        spare -= 1;
      } else at += 1;
    }
  }
  return list;
}
