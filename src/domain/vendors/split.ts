import type { Minor } from '../../base/money.js';
import type { Milli } from '../../base/quantity.js';
import { rankVendors } from './choice.js';
import type { Candidate, ChoiceWeights } from './choice.js';

/**
 * Which vendors could fill together what none of them can alone: plain arithmetic on what each of
 * them has. Fewest vendors first, since each is a delivery of its own; then fewest lines that are
 * shared between vendors; then the most points, by the same weights that choose a vendor.
 */

/** A line as it is wanted. */
export interface SplitLine {
  readonly lineNo: number;
  readonly productId: string;
  /** In the unit it is sold in, what is given free included. */
  readonly quantity: Milli;
  /** The same in base units, which stock counts in. */
  readonly baseQuantity: Milli;
  /** What a vendor is paid for it who named no cost. */
  readonly priceMinor: Minor;
}

/** A vendor who has something of it, as they were when looked at. */
export interface Holder {
  readonly vendorId: string;
  /** What is free of each product, in base units. */
  readonly free: ReadonlyMap<string, Milli>;
  /** What a base unit costs, where they named it. */
  readonly costs: ReadonlyMap<string, Minor>;
  readonly acceptPpm: number;
  readonly replyMs: number;
  readonly load: number;
  readonly rated: number;
  readonly stars: number;
  readonly lastOfferedAt: Date;
}

/** What one vendor would bring. */
export interface SplitPart {
  readonly vendorId: string;
  /** By line number. A line is shared in whole units; what is no whole unit goes last. */
  readonly lines: readonly { readonly lineNo: number; readonly quantity: Milli }[];
}

export interface SplitTerms {
  readonly weights: ChoiceWeights;
  readonly vendorReplyMs: number;
  readonly partsMax: number;
  /** Sets of vendors that are looked at before it is given up. */
  readonly setsMax: number;
}

interface Piece {
  readonly vendorId: string;
  readonly line: SplitLine;
  readonly quantity: Milli;
  readonly baseQuantity: Milli;
}

type Stock = Map<string, Map<string, Milli>>;

function baseOf(line: SplitLine, quantity: Milli): Milli {
  return (line.baseQuantity * quantity) / line.quantity;
}

/** How much of a line's rest so much stock is good for: all of it, or whole units. */
function fits(line: SplitLine, rest: Milli, free: Milli): Milli {
  if (free >= baseOf(line, rest)) return rest;
  return ((free * line.quantity) / (line.baseQuantity * 1000n)) * 1000n;
}

/**
 * Larger units first: where units of a product divide each other, filling these first finds a way
 * whenever there is one (Coffman, Garey and Johnson, Bin packing with divisible item sizes, 1987).
 */
function largestFirst(lines: readonly SplitLine[]): readonly SplitLine[] {
  const unitsOf = (a: SplitLine, b: SplitLine): Milli => a.baseQuantity * b.quantity;
  return [...lines].sort((a, b) => {
    const more = unitsOf(b, a) - unitsOf(a, b);
    return more === 0n ? a.lineNo - b.lineNo : more > 0n ? 1 : -1;
  });
}

function costOf(holder: Holder, { line, quantity, baseQuantity }: Omit<Piece, 'vendorId'>): Minor {
  const cost = holder.costs.get(line.productId);
  return cost === undefined
    ? (line.priceMinor * quantity) / line.quantity
    : (cost * baseQuantity) / 1000n;
}

/** A line to the cheapest who has all of it; where nobody has, to those who have most of it. */
function shareLine(
  line: SplitLine,
  holders: readonly Holder[],
  stock: Stock,
): readonly Piece[] | undefined {
  const freeOf = (holder: Holder): Milli => stock.get(holder.vendorId)?.get(line.productId) ?? 0n;
  const { quantity, baseQuantity } = line;
  const whole = holders
    .filter((holder) => freeOf(holder) >= baseQuantity)
    .map((holder) => ({ holder, cost: costOf(holder, { line, quantity, baseQuantity }) }))
    .reduce<{ holder: Holder; cost: Minor } | undefined>(
      (best, one) => (best === undefined || one.cost < best.cost ? one : best),
      undefined,
    );
  if (whole) return [{ vendorId: whole.holder.vendorId, line, quantity, baseQuantity }];
  const most = [...holders].sort((a, b) => {
    const more = freeOf(b) - freeOf(a);
    return more === 0n ? (a.vendorId < b.vendorId ? -1 : 1) : more > 0n ? 1 : -1;
  });
  const pieces: Piece[] = [];
  let rest = quantity;
  for (const holder of most) {
    const part = fits(line, rest, freeOf(holder));
    if (part === 0n) continue;
    const { vendorId } = holder;
    pieces.push({ vendorId, line, quantity: part, baseQuantity: baseOf(line, part) });
    rest -= part;
    if (rest === 0n) return pieces;
  }
  return undefined;
}

/** The lines shared out among these vendors; undefined where they have not enough. */
function share(
  lines: readonly SplitLine[],
  holders: readonly Holder[],
): readonly Piece[] | undefined {
  const stock: Stock = new Map(holders.map(({ vendorId, free }) => [vendorId, new Map(free)]));
  const all: Piece[] = [];
  for (const line of lines) {
    const pieces = shareLine(line, holders, stock);
    if (!pieces) return undefined;
    for (const { vendorId, baseQuantity } of pieces) {
      const free = stock.get(vendorId);
      free?.set(line.productId, (free.get(line.productId) ?? 0n) - baseQuantity);
    }
    all.push(...pieces);
  }
  return all;
}

/** Sets of so many of them, those of the first ones first. */
function* setsOf<T>(items: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= items.length - size; at += 1) {
    for (const rest of setsOf(items, size - 1, at + 1)) yield [items[at] as T, ...rest];
  }
}

/** Vendors together as one to be weighed: a plan is as slow and as busy as the worst of them. */
function together(holders: readonly Holder[], pieces: readonly Piece[]): Candidate {
  const byId = new Map(holders.map((holder) => [holder.vendorId, holder]));
  let [costMinor, freePerMille] = [0n, 1_000_000n];
  for (const piece of pieces) {
    const holder = byId.get(piece.vendorId);
    if (!holder) continue;
    costMinor += costOf(holder, piece);
    const free = holder.free.get(piece.line.productId) ?? 0n;
    const perMille = (free * 1000n) / piece.baseQuantity;
    if (perMille < freePerMille) freePerMille = perMille;
  }
  const last = Math.max(...holders.map(({ lastOfferedAt }) => lastOfferedAt.getTime()));
  return {
    vendorId: holders.map(({ vendorId }) => vendorId).join(' '),
    costMinor: costMinor > 0n ? costMinor : 1n,
    freePerMille: Number(freePerMille),
    acceptPpm: holders.reduce((all, { acceptPpm }) => (all * acceptPpm) / 1_000_000, 1_000_000),
    replyMs: Math.max(...holders.map(({ replyMs }) => replyMs)),
    load: Math.max(...holders.map(({ load }) => load)),
    rated: holders.reduce((sum, { rated }) => sum + rated, 0),
    stars: holders.reduce((sum, { stars }) => sum + stars, 0),
    lastOfferedAt: new Date(last),
  };
}

/** Parts in the order of their first lines. */
function partsOf(pieces: readonly Piece[]): readonly SplitPart[] {
  const byVendor = new Map<string, { lineNo: number; quantity: Milli }[]>();
  for (const { vendorId, line, quantity } of pieces) {
    const lines = byVendor.get(vendorId) ?? [];
    byVendor.set(vendorId, [...lines, { lineNo: line.lineNo, quantity }]);
  }
  const parts = [...byVendor].map(([vendorId, lines]) => ({
    vendorId,
    lines: lines.sort((a, b) => a.lineNo - b.lineNo),
  }));
  const first = (part: SplitPart): number => part.lines[0]?.lineNo ?? 0;
  return parts.sort((a, b) => first(a) - first(b) || (a.vendorId < b.vendorId ? -1 : 1));
}

/** How many of the lines they have whole. */
function wholeLines(lines: readonly SplitLine[], { free }: Holder): number {
  return lines.filter((line) => (free.get(line.productId) ?? 0n) >= line.baseQuantity).length;
}

/** Those who have any unit of it, those with most of the lines first. */
function useful(lines: readonly SplitLine[], holders: readonly Holder[]): readonly Holder[] {
  const has = (holder: Holder): boolean =>
    lines.some((line) => fits(line, line.quantity, holder.free.get(line.productId) ?? 0n) > 0n);
  return holders
    .filter(has)
    .map((holder) => ({ holder, whole: wholeLines(lines, holder) }))
    .sort((a, b) => b.whole - a.whole || (a.holder.vendorId < b.holder.vendorId ? -1 : 1))
    .map(({ holder }) => holder);
}

/** Whether every product is there in the sum: a quick no. */
function isThere(lines: readonly SplitLine[], holders: readonly Holder[]): boolean {
  const wanted = new Map<string, Milli>();
  for (const { productId, baseQuantity } of lines) {
    wanted.set(productId, (wanted.get(productId) ?? 0n) + baseQuantity);
  }
  return [...wanted].every(
    ([productId, quantity]) =>
      holders.reduce((sum, { free }) => sum + (free.get(productId) ?? 0n), 0n) >= quantity,
  );
}

/**
 * The plan of fewest vendors who have everything together; empty where no set of at most
 * `partsMax` of them has, or where none was found among the sets that are looked at. The same for
 * the same stock, whatever order the vendors come in. A plan of one part needs no splitting.
 */
export function planSplit(
  lines: readonly SplitLine[],
  holders: readonly Holder[],
  { weights, vendorReplyMs, partsMax, setsMax }: SplitTerms,
): readonly SplitPart[] {
  const able = useful(lines, holders);
  if (!isThere(lines, able)) return [];
  const ordered = largestFirst(lines);
  let looked = 0;
  for (let size = 1; size <= Math.min(partsMax, able.length); size += 1) {
    const found = new Map<string, { candidate: Candidate; pieces: readonly Piece[] }>();
    let fewest = Number.POSITIVE_INFINITY;
    for (const set of setsOf(able, size)) {
      looked += 1;
      if (looked > setsMax) break;
      const pieces = isThere(lines, set) ? share(ordered, set) : undefined;
      if (!pieces || pieces.length > fewest) continue;
      if (pieces.length < fewest) found.clear();
      fewest = pieces.length;
      const candidate = together(set, pieces);
      found.set(candidate.vendorId, { candidate, pieces });
    }
    const candidates = [...found.values()].map(({ candidate }) => candidate);
    const [best] = rankVendors(candidates, weights, vendorReplyMs);
    if (best) return partsOf(found.get(best.vendorId)?.pieces ?? []);
  }
  return [];
}

/** Whether the vendors of a plan still have, together and each for themselves, what it says. */
export function stillFits(
  parts: readonly SplitPart[],
  lines: readonly SplitLine[],
  holders: readonly Holder[],
): boolean {
  const byNo = new Map(lines.map((line) => [line.lineNo, line]));
  const given = new Map<number, Milli>();
  const fit = parts.every(({ vendorId, lines: taken }) => {
    const free = new Map(holders.find((one) => one.vendorId === vendorId)?.free);
    return taken.every(({ lineNo, quantity }) => {
      const line = byNo.get(lineNo);
      if (!line) return false;
      const left = (free.get(line.productId) ?? 0n) - baseOf(line, quantity);
      free.set(line.productId, left);
      given.set(lineNo, (given.get(lineNo) ?? 0n) + quantity);
      return left >= 0n;
    });
  });
  return fit && lines.every(({ lineNo, quantity }) => given.get(lineNo) === quantity);
}
