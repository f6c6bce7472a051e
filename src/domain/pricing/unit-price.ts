import { roundMoney } from '../../base/money.js';
import type { Minor, Rounding } from '../../base/money.js';
import type { Milli } from '../../base/quantity.js';
import { latestInForce, standingAt } from './price-book.js';
import type { AgreedPrices, PriceBook, Tier, WindowedPrice } from './price-book.js';

/** What one unit costs: the strongest price that is in force, then the best tier reached. */

/** Where a unit's price comes from, the strongest first. */
export const PRICE_RULES = ['agreed_price', 'channel_price', 'town_price', 'base_price'] as const;
export type PriceRuleName = (typeof PRICE_RULES)[number];

export interface PriceRule {
  readonly rule: PriceRuleName;
  readonly unitPriceMinor: Minor;
}

/** Why a rule that is about this line did not decide it. */
export type LostWhy =
  /** A stronger kind of price is in force. */
  | 'outranked'
  /** Another of its kind began later. */
  | 'superseded'
  | 'not_yet'
  | 'ended'
  | 'other_channel'
  | 'quantity_not_reached'
  | 'total_not_reached'
  /** A tier or a promotion that would not make it cheaper than it is. */
  | 'not_cheaper'
  /** Not to be combined, and what was chosen instead is worth more. */
  | 'not_combined';

export interface LostRule {
  readonly rule: PriceRuleName | 'volume_tier' | 'promotion';
  readonly why: LostWhy;
  /** What a unit would cost by it; null where it is no price of a unit. */
  readonly unitPriceMinor: Minor | null;
  /** A promotion's id, a tier's quantity in thousandths; empty for prices. */
  readonly id: string;
}

/** A tier that was reached, and what a unit costs by it. */
export interface TierWon {
  readonly minQuantity: Milli;
  readonly unitPriceMinor: Minor;
}

export interface UnitPrice {
  readonly won: PriceRule;
  readonly tier: TierWon | null;
  /** After the tier. */
  readonly unitPriceMinor: Minor;
  readonly lost: readonly LostRule[];
}

/** What a line asks about, and the town's standing prices for it. */
export interface PriceAsked {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  readonly townPriceMinor: Minor | null;
  readonly basePriceMinor: Minor | null;
}

/** Who asks, where and when. */
export interface Asker {
  readonly agreed: AgreedPrices;
  readonly channel: string;
  readonly atMs: number;
}

/** Takes the price of a kind that counts, and notes why the others of the kind do not. */
function ofKind(
  rule: PriceRuleName,
  prices: readonly WindowedPrice[],
  atMs: number,
  found: PriceRule[],
  lost: LostRule[],
): void {
  const counts = latestInForce(prices, atMs);
  for (const price of prices) {
    const { unitPriceMinor } = price;
    if (price === counts) found.push({ rule, unitPriceMinor });
    else {
      const standing = standingAt(price, atMs);
      const why = standing === 'in_force' ? 'superseded' : standing;
      lost.push({ rule, why, unitPriceMinor, id: '' });
    }
  }
}

function tierPrice(tier: Tier, unitPriceMinor: Minor, rounding: Rounding): Minor {
  if (tier.unitPriceMinor !== null) return tier.unitPriceMinor;
  const left = 10_000n - (tier.offBasisPoints ?? 0n);
  const price = roundMoney(unitPriceMinor * left, 10_000n, rounding);
  return price > 0n ? price : unitPriceMinor;
}

/** The cheapest tier reached, so that more of a thing never costs more apiece. */
function bestTier(
  tiers: readonly Tier[],
  asked: PriceAsked,
  won: PriceRule,
  book: PriceBook,
  atMs: number,
  lost: LostRule[],
): TierWon | null {
  let best: TierWon | null = null;
  const lose = (tier: TierWon, why: LostWhy): void => {
    const { unitPriceMinor, minQuantity } = tier;
    lost.push({ rule: 'volume_tier', why, unitPriceMinor, id: minQuantity.toString() });
  };
  for (const tier of tiers) {
    const { minQuantity } = tier;
    const one = { minQuantity, unitPriceMinor: tierPrice(tier, won.unitPriceMinor, book.rounding) };
    const standing = standingAt(tier, atMs);
    if (standing !== 'in_force') lose(one, standing);
    else if (asked.quantity < minQuantity) lose(one, 'quantity_not_reached');
    else if (one.unitPriceMinor >= (best ?? won).unitPriceMinor) lose(one, 'not_cheaper');
    else {
      if (best) lose(best, 'not_cheaper');
      best = one;
    }
  }
  return best;
}

/**
 * The price of one unit for this asker, or undefined where nothing says what it costs: agreed
 * with this customer, else the channel's, else the town's, else the base price; then the best
 * volume tier reached, which never raises it. What a promotion does comes later.
 */
export function priceUnit(asked: PriceAsked, asker: Asker, book: PriceBook): UnitPrice | undefined {
  const { productId, unit, townPriceMinor, basePriceMinor } = asked;
  const { agreed, channel, atMs } = asker;
  const found: PriceRule[] = [];
  const lost: LostRule[] = [];
  const terms = book.units.get(productId)?.get(unit);
  const ours = agreed.get(productId)?.get(unit);
  if (ours) ofKind('agreed_price', ours, atMs, found, lost);
  if (terms && terms.channel.length > 0) {
    const here = terms.channel.filter((price) => price.channel === channel);
    ofKind('channel_price', here, atMs, found, lost);
    for (const price of terms.channel) {
      const { unitPriceMinor } = price;
      if (price.channel === channel) continue;
      lost.push({ rule: 'channel_price', why: 'other_channel', unitPriceMinor, id: '' });
    }
  }
  if (townPriceMinor !== null) found.push({ rule: 'town_price', unitPriceMinor: townPriceMinor });
  if (basePriceMinor !== null) found.push({ rule: 'base_price', unitPriceMinor: basePriceMinor });
  const [won, ...outranked] = found;
  if (won === undefined) return undefined;
  for (const one of outranked) lost.push({ ...one, why: 'outranked', id: '' });
  const tier = terms ? bestTier(terms.tiers, asked, won, book, atMs, lost) : null;
  return { won, tier, unitPriceMinor: (tier ?? won).unitPriceMinor, lost };
}
