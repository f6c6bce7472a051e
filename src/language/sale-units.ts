import type { Milli } from '../base/quantity.js';
import { unitFact } from './lexicon.js';
import type { CatalogueItem } from './reading.js';

/** A stated amount in a unit that a product is really sold in, or why it is not. */
export type Conversion =
  | {
      readonly kind: 'sold';
      readonly unit: string;
      readonly quantity: Milli;
      /** 2: the very unit; 1: another word for it or an exact multiple; 0: a looser reading. */
      readonly closeness: 0 | 1 | 2;
      readonly reason: string | null;
    }
  /** The unit fits but leaves a part of a packet. */
  | { readonly kind: 'part' }
  | { readonly kind: 'not_sold' };

const NOT_SOLD: Conversion = { kind: 'not_sold' };

/** Products weighed out, of which any amount can be had. */
export function isLoose(item: CatalogueItem): boolean {
  const kind = unitFact(item.baseUnit)?.kind;
  return kind === 'mass' || kind === 'volume';
}

function isEach(unit: string): boolean {
  const kind = unitFact(unit)?.kind;
  return kind === 'each' || unit === 'pcs';
}

function sold(
  unit: string,
  quantity: Milli,
  closeness: 0 | 1 | 2,
  reason: string | null,
): Conversion {
  return { kind: 'sold', unit, quantity, closeness, reason };
}

/** quantity * above / below when that is a whole number of thousandths. */
function scale(quantity: Milli, above: number, below: number): Milli | null {
  const top = quantity * BigInt(Math.round(above * 1000));
  const bottom = BigInt(Math.round(below * 1000));
  return bottom > 0n && top % bottom === 0n ? top / bottom : null;
}

function byMeasure(item: CatalogueItem, quantity: Milli, unit: string): Conversion {
  const fact = unitFact(unit);
  const size = item.size;
  const sizeFact = size ? unitFact(size.unit) : undefined;
  if (!fact?.base || !size || !sizeFact?.base || fact.kind !== sizeFact.kind) return NOT_SOLD;
  const amount = scale(quantity, fact.base, size.value * sizeFact.base);
  if (amount === null) return { kind: 'part' };
  if (!isLoose(item) && amount % 1000n !== 0n) return { kind: 'part' };
  const reason = `unit: 1 ${item.baseUnit} is ${size.value} ${size.unit}`;
  return sold(item.baseUnit, amount, 1, unit === item.baseUnit ? null : reason);
}

function byCount(item: CatalogueItem, quantity: Milli, unit: string): Conversion {
  const fact = unitFact(unit);
  if (!fact?.base || isLoose(item)) return NOT_SOLD;
  const amount = scale(quantity, fact.base, 1);
  if (amount === null || amount % 1000n !== 0n) return { kind: 'part' };
  const reason =
    fact.base === 1 ? `unit: a piece is a ${item.baseUnit}` : `unit: ${unit} is ${fact.base}`;
  return sold(item.baseUnit, amount, 1, reason);
}

const CARTONS = new Set(['ctn', 'box']);

function byOuter(item: CatalogueItem, quantity: Milli, unit: string): Conversion {
  const packs = Object.keys(item.packs);
  const box = CARTONS.has(unit) ? packs.find((pack) => CARTONS.has(pack)) : undefined;
  if (box !== undefined) return whole(item, quantity, box, 1, `unit: ${unit} is ${box}`);
  if (unit === 'pack' && isEach(item.baseUnit) && !packs.includes('pack'))
    return sold(item.baseUnit, quantity, 1, `unit: pack is ${item.baseUnit}`);
  // A crate is not a carton: how many are in it is another figure, so it is asked about.
  return NOT_SOLD;
}

/** Half a carton of 50 is 25 packets; half of a bag is nothing that can be sold. */
function whole(
  item: CatalogueItem,
  quantity: Milli,
  unit: string,
  closeness: 0 | 1 | 2,
  reason: string | null,
): Conversion {
  if (quantity % 1000n === 0n) return sold(unit, quantity, closeness, reason);
  if (unit === item.baseUnit)
    return isLoose(item) ? sold(unit, quantity, closeness, reason) : { kind: 'part' };
  const inside = item.packs[unit];
  const pieces = inside === undefined ? null : scale(quantity, inside, 1);
  if (pieces === null || pieces % 1000n !== 0n) return { kind: 'part' };
  const why = `unit: ${unit} is ${inside ?? 0} ${item.baseUnit}`;
  return sold(item.baseUnit, pieces, closeness, reason === null ? why : `${reason}; ${why}`);
}

/** Words that say nothing of the shape: whatever is sold singly is a packet, a piece. */
const SHAPELESS = new Set(['pkt', 'pcs', 'sachet']);
/** Words that people take for one another. */
const SHAPES: readonly ReadonlySet<string>[] = [
  new Set(['btl', 'jar', 'can']),
  new Set(['tin', 'can', 'tub', 'jar']),
];

/** Whether one word for a single thing may stand for the other: no bottle is a bar of soap. */
function isLike(said: string, sold: string): boolean {
  if (SHAPELESS.has(said) || said === sold || sold === 'pcs') return true;
  return SHAPES.some((shape) => shape.has(said) && shape.has(sold));
}

function bySameClass(item: CatalogueItem, unit: string): string | null {
  if (unit === 'pkt' && 'pack' in item.packs && item.baseUnit !== 'pkt') return 'pack';
  if (isEach(unit) && isEach(item.baseUnit) && isLike(unit, item.baseUnit)) return item.baseUnit;
  const kind = unitFact(unit)?.kind;
  if (kind === 'jug' && unitFact(item.baseUnit)?.kind === 'jug') return item.baseUnit;
  return null;
}

const SMALL_BAG_GRAMS_MAX = 10_000;

/** A bag that one carries home: up to ten kilos, and called a packet too. */
export function isSmallBag(item: CatalogueItem): boolean {
  const fact = item.size ? unitFact(item.size.unit) : undefined;
  if (!item.size || fact?.kind !== 'mass' || fact.base === null) return false;
  return item.baseUnit === 'bag' && item.size.value * fact.base <= SMALL_BAG_GRAMS_MAX;
}

/**
 * Puts a stated quantity into a unit the product is sold in. In: thousandths and a canonical unit.
 * Exact or nothing: no rounding.
 */
export function toSaleUnit(item: CatalogueItem, quantity: Milli, unit: string): Conversion {
  if (unit === item.baseUnit || unit in item.packs) return whole(item, quantity, unit, 2, null);
  const same = bySameClass(item, unit);
  if (same !== null) return whole(item, quantity, same, 1, `unit: ${unit} is ${same} here`);
  const kind = unitFact(unit)?.kind;
  if (kind === 'each' && !isLoose(item) && isSmallBag(item))
    return whole(item, quantity, item.baseUnit, 0, `unit: ${unit} taken for ${item.baseUnit}`);
  if (kind === 'mass' || kind === 'volume') return byMeasure(item, quantity, unit);
  if (kind === 'count') return byCount(item, quantity, unit);
  if (kind === 'outer') return byOuter(item, quantity, unit);
  return NOT_SOLD;
}
