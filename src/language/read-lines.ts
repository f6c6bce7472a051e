import { formatMilli, parseMilli, type Milli } from '../base/quantity.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { unitFact } from './lexicon.js';
import type { RawLine } from './raw-lines.js';
import type {
  CatalogueItem,
  ContextLine,
  Doubt,
  ProductMatch,
  ReadingContext,
  ReadLine,
} from './reading.js';
import {
  resolveAs,
  resolveName,
  SIZE_NOT_STOCKED,
  type Naming,
  type Resolution,
} from './resolve.js';
import { isLoose, toSaleUnit } from './sale-units.js';

/** What one line is read against. */
export interface LineScene {
  readonly index: CatalogueIndex;
  readonly context: ReadingContext;
  /** Lines that stand open: the basket, or a vendor's order. */
  readonly open: readonly ContextLine[];
  /** The words of the message from one token to another, as typed. */
  readonly quote: (from: number, to: number) => string;
  readonly segments: number;
  /** Whether changes are meant for what stands open, as all are but those of a repeated order. */
  readonly edits: boolean;
  /** Whether the message has characters that nobody types into an order. */
  readonly garbled: boolean;
}

/** More than this in one line is a slip of the finger or a joke, and is asked about. */
const PIECES_MAX = 20_000n * 1000n;
/** A figure without a unit this large may be an order number, a price or a year. */
const BARE_MAX = 500n * 1000n;
const OUTERS_MAX = 2_000n * 1000n;

function toMilli(value: number): Milli | null {
  if (!Number.isFinite(value) || Math.abs(value) > 1e9) return null;
  const rounded = Math.round(value * 1000);
  // What no scale shows is asked about and not rounded: "1.23456 kg", "1/3 kg".
  if (Math.abs(rounded - value * 1000) > 1e-6 * Math.max(1, rounded)) return null;
  return parseMilli((rounded / 1000).toFixed(3)) ?? null;
}

function naming(line: RawLine, quantity: Milli | null, scene: LineScene): Naming {
  const name = line.name;
  return {
    words: name?.words ?? [],
    sizes: name?.sizes ?? [],
    numerals: name?.numerals ?? [],
    unit: line.unit,
    nameUnits: name?.units ?? [],
    quantity: quantity !== null && quantity > 0n ? quantity : null,
    looseStart: line.segment === 0,
    looseEnd: line.segment === scene.segments - 1,
  };
}

/** Chooses by what is open first: "tel" is the oil in the basket. */
function resolveOpen(line: Naming, scene: LineScene): Resolution | null {
  if (scene.open.length === 0) return null;
  const places = scene.open.flatMap((one) => scene.index.byId.get(one.productId) ?? []);
  const found = resolveName(scene.index, line, new Set(places));
  return found.kind === 'unknown' ? null : found;
}

/**
 * What this retailer was understood to mean before. In: what the words were found to mean, the key
 * of the phrase. An alias to the letter stands as it is; else a learned product is taken, if it can
 * be sold in the unit and size said. Of several that a brand's name fits, the one bought before.
 */
function settleByHabit(
  found: Resolution,
  line: Naming,
  phrase: string,
  scene: LineScene,
): Resolution {
  if (found.exact) return found;
  const learned = scene.index.byId.get(scene.context.learned.get(phrase) ?? '');
  if (learned !== undefined) {
    const meant = resolveAs(scene.index, line, learned);
    if (meant) return { ...meant, reasons: [`learned: ${phrase}`, ...meant.reasons] };
  }
  if (found.kind !== 'choice') return found;
  const id = (place: number): string => scene.index.items[place]?.item.productId ?? '';
  const bought = found.places.filter((place) => scene.context.history.includes(id(place)));
  const only = bought[0];
  if (bought.length !== 1 || only === undefined || found.reasons.includes(SIZE_NOT_STOCKED))
    return found;
  const branded = found.equals && line.words.some((word) => word.concepts.length === 0);
  const meant = branded ? resolveAs(scene.index, line, only) : null;
  if (meant) return { ...meant, reasons: ['learned: bought before', ...meant.reasons] };
  // Of a kind of goods ("tel") it comes first in the question, and does not answer it.
  const rest = found.places.filter((place) => place !== only);
  return {
    ...found,
    places: [only, ...rest],
    reasons: [...found.reasons, 'learned: bought before'],
  };
}

function toMatch(found: Resolution, scene: LineScene): ProductMatch {
  const ids = found.places.map((place) => scene.index.items[place]?.item.productId ?? '');
  const first = ids[0];
  if (found.kind === 'one' && first !== undefined) return { kind: 'one', productId: first };
  if (found.kind === 'choice') return { kind: 'choice', productIds: ids };
  return { kind: 'unknown', nearest: ids };
}

function saleOf(found: Resolution, line: Naming): { unit: string | null; quantity: Milli | null } {
  const sold = found.conversion;
  if (found.kind === 'one' && sold?.kind === 'sold' && line.quantity !== null)
    return { unit: sold.unit, quantity: sold.quantity };
  if (found.kind === 'one' && sold?.kind === 'sold') return { unit: sold.unit, quantity: null };
  return { unit: line.unit, quantity: line.quantity };
}

function productOf(found: Resolution, scene: LineScene): CatalogueItem | undefined {
  const place = found.kind === 'one' ? found.places[0] : undefined;
  return place === undefined ? undefined : scene.index.items[place]?.item;
}

function isTooMuch(quantity: Milli, unit: string | null, item: CatalogueItem | undefined): boolean {
  if (unit === null && quantity > BARE_MAX) return true;
  const kind = unitFact(unit ?? item?.defaultUnit ?? 'pcs')?.kind ?? '';
  return quantity > (['outer', 'sack', 'jug'].includes(kind) ? OUTERS_MAX : PIECES_MAX);
}

/** Without a unit a part counts only for what is weighed out. */
function isPartOfPacket(quantity: Milli, unit: string | null, item: CatalogueItem): boolean {
  if (unit !== null || quantity % 1000n === 0n) return false;
  return !(isLoose(item) && item.defaultUnit === item.baseUnit);
}

/** A figure too large, too small, or of a kind that cannot be sold. */
function isOdd(raw: RawLine, quantity: Milli | null, found: Resolution, scene: LineScene): boolean {
  if (raw.flags.has('tangled')) return true;
  if (raw.quantity === null) return false;
  if (quantity === null || quantity <= 0n || raw.flags.has('negative')) return true;
  if (found.conversion?.kind === 'part') return true;
  const item = productOf(found, scene);
  if (isTooMuch(quantity, raw.unit, item)) return true;
  return item !== undefined && isPartOfPacket(quantity, raw.unit, item);
}

function isOpen(found: Resolution, scene: LineScene): boolean {
  const id = scene.index.items[found.places[0] ?? -1]?.item.productId;
  return scene.open.some((line) => line.productId === id);
}

/**
 * "Maggi 1 peti kam kar do", where 3 stand in the basket: down to one, or down by one. Where the
 * verb is said last the figure before it may be either.
 */
function isEitherLess(
  raw: RawLine,
  op: ReadLine['op'],
  quantity: Milli | null,
  found: Resolution,
  scene: LineScene,
): boolean {
  if (op !== 'set' || quantity === null || !raw.cues.has('less') || raw.cues.has('only')) {
    return false;
  }
  const id = productOf(found, scene)?.productId;
  return scene.open.some((line) => line.productId === id && line.quantity > quantity);
}

function productDoubts(
  raw: RawLine,
  op: ReadLine['op'],
  found: Resolution,
  scene: LineScene,
): Doubt[] {
  if (found.kind === 'unknown') return ['unknown_product'];
  if (found.kind === 'choice' || raw.flags.has('either')) return ['which_product'];
  return op !== 'add' && scene.edits && !isOpen(found, scene) ? ['not_open'] : [];
}

function doubtsOf(
  raw: RawLine,
  op: ReadLine['op'],
  quantity: Milli | null,
  found: Resolution,
  scene: LineScene,
): Doubt[] {
  const doubts = productDoubts(raw, op, found, scene);
  if (scene.garbled) doubts.push('odd_quantity');
  if (op === 'remove') return doubts;
  if (unitFact(raw.unit ?? '')?.kind === 'traditional') doubts.push('volume_measure');
  else if (found.unitClash) doubts.push('unit_not_sold');
  if (raw.flags.has('range')) doubts.push('range');
  if (raw.quantity === null && raw.flags.has('price')) doubts.push('by_value');
  else if (raw.quantity === null && op !== 'set') doubts.push('no_quantity');
  const odd = isOdd(raw, quantity, found, scene) || isEitherLess(raw, op, quantity, found, scene);
  if (!scene.garbled && odd) doubts.push('odd_quantity');
  return doubts;
}

/** The key under which a phrase is learned: its words, each in one spelling, and its sizes. */
function phraseKey(line: RawLine): string {
  const name = line.name;
  if (!name) return '';
  const words = name.words.map((word) => word.term);
  const sizes = name.sizes.map((size) => `${size.amount}${size.kind}`);
  return [...words, ...sizes, ...name.numerals].join(' ');
}

function openUnit(found: Resolution, op: ReadLine['op'], scene: LineScene): string | null {
  if (op !== 'set' || found.kind !== 'one') return null;
  const id = scene.index.items[found.places[0] ?? -1]?.item.productId;
  return scene.open.find((line) => line.productId === id)?.unit ?? null;
}

/** Reads one item as a line of an order, an edit or a vendor's answer. */
export function readLine(raw: RawLine, op: ReadLine['op'], scene: LineScene): ReadLine {
  const quantity = raw.quantity === null ? null : toMilli(raw.quantity);
  const named = naming(raw, quantity, scene);
  const opened = op === 'add' ? null : resolveOpen(named, scene);
  const searched = opened ?? resolveName(scene.index, named);
  const key = phraseKey(raw);
  const found = settleByHabit(searched, named, key, scene);
  const sale = saleOf(found, named);
  const kept = sale.unit ?? openUnit(found, op, scene);
  const said = quantity === null ? '' : `${formatMilli(quantity)} ${named.unit ?? ''}`.trim();
  const changed = sale.quantity !== null && sale.quantity !== quantity;
  return {
    op,
    quantity: sale.quantity ?? (raw.quantity === null ? null : quantity),
    unit: kept,
    product: toMatch(found, scene),
    text: scene.quote(raw.from, raw.to),
    doubts: doubtsOf(raw, op, quantity, found, scene),
    confidence: Math.min(1, Math.max(0, found.confidence)),
    reasons: changed ? [...found.reasons, `said: ${said}`] : found.reasons,
    phraseKey: key,
  };
}

/** The open line that a figure without a name is about: that of the figure taken back, the last. */
function pronounLine(raw: RawLine, scene: LineScene): ContextLine | undefined {
  const before = raw.negated === null ? null : toMilli(raw.negated);
  const equals = scene.open.filter((line) => line.quantity === before);
  return equals.length === 1 ? equals[0] : scene.open[scene.open.length - 1];
}

/** A figure without a name changes a line of what is open: "no, make it 3", "not 5, 3". */
export function readPronoun(raw: RawLine, scene: LineScene): ReadLine | null {
  const last = pronounLine(raw, scene);
  const item = last
    ? scene.index.items[scene.index.byId.get(last.productId) ?? -1]?.item
    : undefined;
  if (!last || !item) return null;
  const quantity = raw.quantity === null ? null : toMilli(raw.quantity);
  const odd = quantity === null || quantity <= 0n;
  return {
    op: 'set',
    quantity,
    unit: raw.unit ?? last.unit,
    product: { kind: 'one', productId: last.productId },
    text: scene.quote(raw.from, raw.to),
    doubts: odd ? ['odd_quantity'] : [],
    confidence: 0.9,
    reasons: ['figure: of the line it stood in, or else of the last'],
    phraseKey: '',
  };
}

/**
 * "1001 ok but only 3 ctn": the line of the offer that is counted so. Null where no offer is known;
 * where several lines are, they are asked about.
 */
export function readUnnamed(raw: RawLine, scene: LineScene): ReadLine | null {
  const fits = scene.open.filter((line) => {
    const item = scene.index.items[scene.index.byId.get(line.productId) ?? -1]?.item;
    if (!item || raw.unit === null) return item !== undefined;
    return line.unit === raw.unit || toSaleUnit(item, 1000n, raw.unit).kind !== 'not_sold';
  });
  const exact = fits.filter((line) => line.unit === raw.unit);
  const open = exact.length === 1 ? exact : fits;
  const [only] = open;
  if (!only) return null;
  const quantity = raw.quantity === null ? null : toMilli(raw.quantity);
  const doubts: Doubt[] = open.length > 1 ? ['which_product'] : [];
  if (quantity === null || quantity <= 0n) doubts.push('odd_quantity');
  const productIds = open.map((line) => line.productId);
  return {
    op: 'set',
    quantity,
    unit: raw.unit ?? only.unit,
    product:
      open.length === 1
        ? { kind: 'one', productId: only.productId }
        : { kind: 'choice', productIds },
    text: scene.quote(raw.from, raw.to),
    doubts,
    confidence: open.length === 1 ? 0.8 : 0.4,
    reasons: ['figure: of what is offered'],
    phraseKey: '',
  };
}
