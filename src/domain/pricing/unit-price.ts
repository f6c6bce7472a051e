import { roundMoney } from '../../base/money.js';
import type { Minor, Rounding } from '../../base/money.js';
import type { Milli } from '../../base/quantity.js';
import { latestInForce, standingAt } from './price-book.js';
import type { AgreedPrices, ChannelPrice, PriceBook, Tier, WindowedPrice } from './price-book.js';

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

function lostTier(tier: TierWon, why: LostWhy): LostRule {
  const { unitPriceMinor, minQuantity } = tier;
  return { rule: 'volume_tier', why, unitPriceMinor, id: minQuantity.toString() };
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
  for (const tier of tiers) {
    const { minQuantity } = tier;
    const one = { minQuantity, unitPriceMinor: tierPrice(tier, won.unitPriceMinor, book.rounding) };
    const standing = standingAt(tier, atMs);
    if (standing !== 'in_force') lost.push(lostTier(one, standing));
    else if (asked.quantity < minQuantity) lost.push(lostTier(one, 'quantity_not_reached'));
    else if (one.unitPriceMinor >= (best ?? won).unitPriceMinor) {
      lost.push(lostTier(one, 'not_cheaper'));
    } else {
      if (best) lost.push(lostTier(best, 'not_cheaper'));
      best = one;
    }
  }
  return best;
}

/** The prices of this channel; those of others are noted. */
function channelPrices(
  all: readonly ChannelPrice[],
  channel: string,
  lost: LostRule[],
): readonly ChannelPrice[] {
  const here: ChannelPrice[] = [];
  for (const price of all) {
    const { unitPriceMinor } = price;
    if (price.channel === channel) here.push(price);
    else lost.push({ rule: 'channel_price', why: 'other_channel', unitPriceMinor, id: '' });
  }
  return here;
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
    ofKind('channel_price', channelPrices(terms.channel, channel, lost), atMs, found, lost);
  }
  if (townPriceMinor !== null) found.push({ rule: 'town_price', unitPriceMinor: townPriceMinor });
  if (basePriceMinor !== null) found.push({ rule: 'base_price', unitPriceMinor: basePriceMinor });
  const won = found[0];
  if (won === undefined) return undefined;
  for (const { rule, unitPriceMinor } of found) {
    if (rule !== won.rule) lost.push({ rule, why: 'outranked', unitPriceMinor, id: '' });
  }
  const tier = terms ? bestTier(terms.tiers, asked, won, book, atMs, lost) : null;
  return { won, tier, unitPriceMinor: (tier ?? won).unitPriceMinor, lost };
}
