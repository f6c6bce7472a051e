import type { Sku } from './rows.js';

/**
 * When two quantities are the same amount of a product. Labels and readings may use different
 * units for it: 2 dozen are 24 pieces, half a kilo of a 100 g packet is 5 packets.
 */

const SPELLINGS: Readonly<Record<string, string>> = {
  kilogram: 'kg',
  kilo: 'kg',
  gram: 'g',
  gm: 'g',
  litre: 'l',
  liter: 'l',
  piece: 'pcs',
  pc: 'pcs',
  unit: 'pcs',
  each: 'pcs',
  dozen: 'dz',
  carton: 'ctn',
  case: 'ctn',
  packet: 'pkt',
  pouch: 'pkt',
  bottle: 'btl',
  sack: 'bag',
  quintal: 'qtl',
  jerrican: 'jerrycan',
  bundle: 'outer',
  maund: 'mon',
};
const GRAMS: Readonly<Record<string, number>> = {
  kg: 1000,
  g: 1,
  qtl: 100_000,
  mon: 40_000,
  pau: 200,
  dharni: 2400,
};
const MILLILITRES: Readonly<Record<string, number>> = { l: 1000, ml: 1 };
const PIECES: Readonly<Record<string, number>> = { pcs: 1, dz: 12, gross: 144, hali: 4 };
const SINGLE = new Set(['pcs', 'pkt', 'sachet', 'btl', 'jar', 'tin', 'can', 'bar', 'tub']);
const JUGS = new Set(['keg', 'jerrycan', 'gallon', 'bidon']);
const OUTERS = ['ctn', 'crate', 'box', 'bale', 'pack', 'outer', 'strip', 'roll', 'tray'];
const LARGE_SAID = new Set(['ctn', 'crate', 'case', 'bale', 'pack']);
const LARGE_KEPT = new Set(['ctn', 'crate', 'bale', 'pack']);

export interface Amount {
  readonly qty: number | null;
  /** Labels may leave it out. */
  readonly unit?: string | null | undefined;
}

function canonical(unit: string | null | undefined): string | null {
  return unit == null ? null : (SPELLINGS[unit] ?? unit);
}

function family(unit: string | null | undefined): string | null {
  const name = canonical(unit);
  if (name === null) return null;
  if (SINGLE.has(name)) return 'single';
  if (JUGS.has(name)) return 'jug';
  return name === 'box' ? 'ctn' : name;
}

/** Equal up to a thousandth of the larger; null is equal to nothing. */
export function near(a: number | null | undefined, b: number | null | undefined): boolean {
  if (a == null || b == null) return false;
  return Math.abs(a - b) <= 1e-3 * Math.max(1, Math.abs(b));
}

function byOuter(sku: Sku, qty: number, unit: string): number | null {
  const large = LARGE_SAID.has(unit);
  const kept = Object.keys(sku.pack ?? {}).filter((pack) => OUTERS.includes(pack));
  const fitting = kept.filter((pack) => LARGE_KEPT.has(pack) === large);
  const only = fitting[0];
  return fitting.length === 1 && only !== undefined ? qty * (sku.pack?.[only] ?? 0) : null;
}

function packOrPacket(sku: Sku, unit: string): string {
  if (unit === 'pack' && !sku.pack?.['pack']) return 'pkt';
  return unit === 'pkt' && sku.pack?.['pack'] && sku.unit !== 'pkt' ? 'pack' : unit;
}

function byMeasure(
  size: Sku['size'],
  scale: Readonly<Record<string, number>>,
  qty: number,
  unit: string,
): number | null {
  const one = size ? scale[size.unit] : undefined;
  return size && one !== undefined ? (qty * (scale[unit] ?? 0)) / (size.value * one) : null;
}

/** A quantity in the product's base unit; null when the unit does not fit the product. */
export function toBase(
  sku: Sku | null,
  qty: number | null,
  said: string | null | undefined,
): number | null {
  const named = canonical(said);
  if (!sku || qty === null || named === null) return null;
  const unit = packOrPacket(sku, named);
  if (unit in GRAMS) return byMeasure(sku.size, GRAMS, qty, unit);
  if (unit in MILLILITRES) return byMeasure(sku.size, MILLILITRES, qty, unit);
  const pack = sku.pack?.[unit];
  if (pack) return qty * pack;
  if (family(unit) === family(sku.unit)) return qty;
  if (OUTERS.includes(unit)) return byOuter(sku, qty, unit);
  if (sku.unit === 'kg') return null;
  if (unit in PIECES) return qty * (PIECES[unit] ?? 0);
  return SINGLE.has(unit) ? qty : null;
}

function sameScale(a: Amount, b: Amount): boolean {
  const [one, other] = [canonical(a.unit) ?? '', canonical(b.unit) ?? ''];
  for (const scale of [GRAMS, MILLILITRES, PIECES])
    if (one in scale && other in scale)
      return near((a.qty ?? 0) * (scale[one] ?? 0), (b.qty ?? 0) * (scale[other] ?? 0));
  return false;
}

/** Whether a reading's amount is the label's. Without a unit the product's default is meant. */
export function sameAmount(gold: Amount, read: Amount, sku: Sku | null): boolean {
  if (gold.qty === null) return read.qty === null;
  if (read.qty === null) return false;
  if (near(toBase(sku, read.qty, read.unit), toBase(sku, gold.qty, gold.unit))) return true;
  const equal = near(read.qty, gold.qty);
  if (gold.unit == null) {
    if (read.unit == null || !sku) return equal;
    if (equal && family(read.unit) === family(sku.default_unit)) return true;
    return near(toBase(sku, read.qty, read.unit), toBase(sku, gold.qty, sku.default_unit));
  }
  if (read.unit == null)
    return sku !== null && equal && family(gold.unit) === family(sku.default_unit);
  return (equal && family(gold.unit) === family(read.unit)) || sameScale(gold, read);
}

/** The same without knowing the product: figures equal, units of one family or one scale. */
export function sameWords(gold: Amount, read: Amount): boolean {
  if (gold.qty === null) return read.qty === null;
  if (!near(read.qty, gold.qty)) return false;
  if (read.unit == null || gold.unit == null) return true;
  return family(gold.unit) === family(read.unit) || massEqual(gold, read);
}

function massEqual(gold: Amount, read: Amount): boolean {
  const [one, other] = [canonical(gold.unit) ?? '', canonical(read.unit) ?? ''];
  if (!(one in GRAMS) || !(other in GRAMS)) return false;
  return near((gold.qty ?? 0) * (GRAMS[one] ?? 0), (read.qty ?? 0) * (GRAMS[other] ?? 0));
}

/** Whether single pieces of the product are counted by this unit. */
export function isSingle(unit: string): boolean {
  return SINGLE.has(unit);
}
