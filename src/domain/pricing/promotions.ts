import { assert } from '../../base/assert.js';
import { lineTotal, roundMoney } from '../../base/money.js';
import type { Minor, Rounding } from '../../base/money.js';
import type { Milli } from '../../base/quantity.js';
import { standingAt } from './price-book.js';
import type { LinePromotion, OrderPromotion, PriceBook, Reduction } from './price-book.js';
import type { LostRule, LostWhy } from './unit-price.js';

/**
 * Promotions. One that is not marked stackable stands alone; those that are marked combine. Of
 * the ways this allows, the retailer gets the one worth most; of equals, the oldest promotion.
 */

export interface PromotionWon {
  readonly id: string;
  readonly name: string;
  readonly stackable: boolean;
  readonly offMinor: Minor;
  /** Given beside what is paid for; 0 unless goods are given. */
  readonly freeQuantity: Milli;
}

export interface PromotionsWon {
  readonly won: readonly PromotionWon[];
  readonly offMinor: Minor;
  readonly freeQuantity: Milli;
}

const NONE: PromotionsWon = { won: [], offMinor: 0n, freeQuantity: 0n };

type Reduced = { readonly id: string; readonly name: string; readonly stackable: boolean } & (
  Reduction | { readonly kind: 'buy_get'; readonly buy: bigint; readonly get: bigint }
);

/** What promotions are reckoned from. */
interface Ground {
  readonly leftMinor: Minor;
  /** What stays to be paid whatever is taken off: no line of an order costs nothing. */
  readonly keepMinor: Minor;
  /** Null for an order: an amount is then taken off once. */
  readonly line: { readonly quantity: Milli; readonly unitPriceMinor: Minor } | null;
  readonly rounding: Rounding;
}

function offOf(promotion: Reduced, ground: Ground, leftMinor: Minor): Minor {
  if (promotion.kind === 'buy_get') return 0n;
  const off =
    promotion.kind === 'percent'
      ? roundMoney(leftMinor * promotion.offBasisPoints, 10_000n, ground.rounding)
      : ground.line
        ? lineTotal(promotion.offMinor, ground.line.quantity, ground.rounding)
        : promotion.offMinor;
  const most = leftMinor > ground.keepMinor ? leftMinor - ground.keepMinor : 0n;
  return off < most ? off : most;
}

function freeOf(promotion: Reduced, ground: Ground): Milli {
  if (promotion.kind !== 'buy_get' || !ground.line) return 0n;
  const times = ground.line.quantity / (promotion.buy * 1000n);
  return times * promotion.get * 1000n;
}

/** Percentages first, then amounts, each kind in order of ids, each of what the others left. */
function together(promotions: readonly Reduced[], ground: Ground): PromotionsWon {
  const sorted =
    promotions.length < 2
      ? promotions
      : [
          ...promotions.filter((one) => one.kind === 'percent'),
          ...promotions.filter((one) => one.kind !== 'percent'),
        ];
  const won: PromotionWon[] = [];
  let offMinor = 0n;
  let freeQuantity = 0n;
  for (const promotion of sorted) {
    const off = offOf(promotion, ground, ground.leftMinor - offMinor);
    const free = freeOf(promotion, ground);
    if (off === 0n && free === 0n) continue;
    const { id, name, stackable } = promotion;
    won.push({ id, name, stackable, offMinor: off, freeQuantity: free });
    offMinor += off;
    freeQuantity += free;
  }
  return { won, offMinor, freeQuantity };
}

function worth(ways: PromotionsWon, ground: Ground): Minor {
  const { offMinor, freeQuantity } = ways;
  if (!ground.line || freeQuantity === 0n) return offMinor;
  return offMinor + lineTotal(ground.line.unitPriceMinor, freeQuantity, ground.rounding);
}

/** The best that is allowed of the promotions that are in force and reached. */
function best(promotions: readonly Reduced[], ground: Ground, lost: LostRule[]): PromotionsWon {
  if (promotions.length === 0) return NONE;
  const ways = promotions.filter((one) => !one.stackable).map((one) => together([one], ground));
  const marked = promotions.filter((one) => one.stackable);
  if (marked.length > 0) ways.push(together(marked, ground));
  let chosen = NONE;
  let most = 0n;
  for (const way of ways) {
    const value = worth(way, ground);
    if (value > most) [chosen, most] = [way, value];
  }
  const ids = new Set(chosen.won.map(({ id }) => id));
  for (const { id, stackable } of promotions) {
    if (ids.has(id)) continue;
    const alone = chosen.won.length === 0 || (stackable && chosen.won[0]?.stackable === true);
    lose(lost, id, alone ? 'not_cheaper' : 'not_combined');
  }
  return chosen;
}

function lose(lost: LostRule[], id: string, why: LostWhy): void {
  lost.push({ rule: 'promotion', why, unitPriceMinor: null, id });
}

/** A line as promotions see it. */
export interface PromotedLine {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  readonly unitPriceMinor: Minor;
  readonly grossMinor: Minor;
}

/** What promotions of its product do for a line; notes in `lost` why others do nothing. */
export function promoteLine(
  line: PromotedLine,
  book: PriceBook,
  atMs: number,
  lost: LostRule[],
): PromotionsWon {
  const all = book.linePromotions.get(line.productId);
  if (!all) return NONE;
  const reached: LinePromotion[] = [];
  for (const promotion of all) {
    if (promotion.unit !== null && promotion.unit !== line.unit) continue;
    const standing = standingAt(promotion, atMs);
    const { minQuantity } = promotion;
    const least =
      promotion.kind === 'buy_get' && promotion.buy * 1000n > minQuantity
        ? promotion.buy * 1000n
        : minQuantity;
    if (standing !== 'in_force') lose(lost, promotion.id, standing);
    else if (line.quantity < least) lose(lost, promotion.id, 'quantity_not_reached');
    else reached.push(promotion);
  }
  const { grossMinor: leftMinor, quantity, unitPriceMinor } = line;
  const { rounding } = book;
  const ground = { leftMinor, keepMinor: 1n, line: { quantity, unitPriceMinor }, rounding };
  return best(reached, ground, lost);
}

/** A line as an order's promotions see it. */
export interface LoweredLine {
  readonly netMinor: Minor;
  readonly promotions: readonly PromotionWon[];
}

export interface OrderPromotionsWon {
  readonly won: readonly PromotionWon[];
  /** What each line bears of it, in the order of the lines. */
  readonly shares: readonly Minor[];
  readonly lost: readonly LostRule[];
}

/** A line may bear an order's promotion unless one of the two stands alone. */
function mayBear(line: LoweredLine, stackable: boolean): boolean {
  if (line.promotions.length === 0) return true;
  return stackable && line.promotions.every((one) => one.stackable);
}

/** Which lines bear an order's promotion, and what they come to. */
interface Bearers {
  readonly bears: readonly boolean[];
  readonly count: bigint;
  readonly sumMinor: Minor;
}

function bearersOf(lines: readonly LoweredLine[], stackable: boolean): Bearers {
  const bears = lines.map((line) => mayBear(line, stackable));
  let count = 0n;
  let sumMinor = 0n;
  for (const [at, line] of lines.entries()) {
    if (bears[at] !== true) continue;
    count += 1n;
    sumMinor += line.netMinor;
  }
  return { bears, count, sumMinor };
}

/**
 * Shares what an order is lowered by over the lines that bear it, in proportion to what they come
 * to, rounded down. The remainder is borne by the dearest of them, the first of equals; what would
 * leave nothing of it to be paid goes on to the next dearest.
 */
function shareOff(lines: readonly LoweredLine[], bearers: Bearers, off: Minor): readonly Minor[] {
  const { bears, sumMinor } = bearers;
  const shares = lines.map((line, at) =>
    bears[at] === true ? (off * line.netMinor) / sumMinor : 0n,
  );
  let rest = off - shares.reduce((sum, share) => sum + share, 0n);
  const places = lines.map((line, at) => ({ at, netMinor: line.netMinor }));
  const dearestFirst = places
    .filter(({ at }) => bears[at] === true)
    .sort((a, b) => (a.netMinor === b.netMinor ? a.at - b.at : a.netMinor > b.netMinor ? -1 : 1));
  for (const { at, netMinor } of dearestFirst) {
    if (rest === 0n) break;
    const share = shares[at] ?? 0n;
    const room = netMinor - share - 1n;
    const more = rest < room ? rest : room;
    shares[at] = share + more;
    rest -= more;
  }
  assert(rest === 0n, 'what an order is lowered by is borne by its lines');
  return shares;
}

/** What promotions of the whole order do, and what each line bears of it. */
export function promoteOrder(
  lines: readonly LoweredLine[],
  book: PriceBook,
  atMs: number,
): OrderPromotionsWon {
  if (book.orderPromotions.length === 0 || lines.length === 0) {
    return { won: [], shares: lines.map(() => 0n), lost: [] };
  }
  const lost: LostRule[] = [];
  const bearers = { marked: bearersOf(lines, true), alone: bearersOf(lines, false) };
  const reached: OrderPromotion[] = [];
  for (const promotion of book.orderPromotions) {
    const standing = standingAt(promotion, atMs);
    const { sumMinor } = promotion.stackable ? bearers.marked : bearers.alone;
    if (standing !== 'in_force') lose(lost, promotion.id, standing);
    else if (sumMinor === 0n || sumMinor < promotion.minTotalMinor) {
      lose(lost, promotion.id, 'total_not_reached');
    } else reached.push(promotion);
  }
  const bestAmong = (stackable: boolean, { sumMinor, count }: Bearers): PromotionsWon => {
    const ground = { leftMinor: sumMinor, keepMinor: count, line: null, rounding: book.rounding };
    const among = reached.filter((one) => one.stackable === stackable);
    return best(among, ground, lost);
  };
  const marked = bestAmong(true, bearers.marked);
  const alone = bestAmong(false, bearers.alone);
  const [chosen, other, borne] =
    marked.offMinor > alone.offMinor
      ? [marked, alone, bearers.marked]
      : [alone, marked, bearers.alone];
  for (const { id } of other.won) lose(lost, id, 'not_combined');
  const shares =
    chosen.offMinor === 0n ? lines.map(() => 0n) : shareOff(lines, borne, chosen.offMinor);
  return { won: chosen.won, shares, lost };
}
