import type { Minor, Rounding } from '../../base/money.js';
import type { Milli } from '../../base/quantity.js';

/**
 * What a town has laid down about prices beside the standing price of each product, as one value
 * that never changes. Times are milliseconds since the epoch: a quote compares many.
 */

/** When something counts: from an instant on, until before another or for good. */
export interface Window {
  readonly fromMs: number;
  readonly untilMs: number | null;
}

export type Standing = 'in_force' | 'not_yet' | 'ended';

/** Whether a window holds an instant. */
export function standingAt(window: Window, atMs: number): Standing {
  if (atMs < window.fromMs) return 'not_yet';
  return window.untilMs !== null && atMs >= window.untilMs ? 'ended' : 'in_force';
}

/** A price that counts for a while. */
export interface WindowedPrice extends Window {
  readonly unitPriceMinor: Minor;
}

export interface ChannelPrice extends WindowedPrice {
  readonly channel: string;
}

/** From `minQuantity` on: another price per unit, or hundredths of a per cent less of it. */
export interface Tier extends Window {
  readonly minQuantity: Milli;
  readonly unitPriceMinor: Minor | null;
  readonly offBasisPoints: bigint | null;
}

interface PromotionBase extends Window {
  readonly id: string;
  /** As retailers read it. */
  readonly name: string;
  /** Combines with others only where all of them are marked so. */
  readonly stackable: boolean;
}

export type Reduction =
  | { readonly kind: 'percent'; readonly offBasisPoints: bigint }
  /** Per unit of a line, once for an order. */
  | { readonly kind: 'amount'; readonly offMinor: Minor };

/** Lowers a line, or gives whole units of it free for every so many that are paid. */
export type LinePromotion = PromotionBase & {
  /** Null: every unit the product is sold in. */
  readonly unit: string | null;
  readonly minQuantity: Milli;
} & (Reduction | { readonly kind: 'buy_get'; readonly buy: bigint; readonly get: bigint });

/** Lowers an order whose goods come to enough. */
export type OrderPromotion = PromotionBase & { readonly minTotalMinor: Minor } & Reduction;

/** What is known of one product in one unit. */
export interface UnitTerms {
  readonly channel: readonly ChannelPrice[];
  readonly tiers: readonly Tier[];
}

export interface DeliveryTerms extends Window {
  readonly feeMinor: Minor;
  /** Goods that come to so much are brought for nothing. */
  readonly freeFromMinor: Minor | null;
}

export interface TaxRate extends Window {
  readonly basisPoints: bigint;
}

export interface PriceBook {
  readonly rounding: Rounding;
  /** By product, then by unit. */
  readonly units: ReadonlyMap<string, ReadonlyMap<string, UnitTerms>>;
  /** By product, in order of their ids. */
  readonly linePromotions: ReadonlyMap<string, readonly LinePromotion[]>;
  readonly orderPromotions: readonly OrderPromotion[];
  readonly delivery: readonly DeliveryTerms[];
  readonly tax: readonly TaxRate[];
  /** Retailers with whom some price was agreed: only theirs are looked up. */
  readonly agreedWith: ReadonlySet<string>;
}

/** Prices agreed with one retailer, by product and then by unit. */
export type AgreedPrices = ReadonlyMap<string, ReadonlyMap<string, readonly WindowedPrice[]>>;

export const NOTHING_AGREED: AgreedPrices = new Map();

/** The one of its kind that counts: among those in force, the one that began last. */
export function latestInForce<T extends Window>(all: readonly T[], atMs: number): T | undefined {
  let latest: T | undefined;
  for (const one of all) {
    if (standingAt(one, atMs) !== 'in_force') continue;
    if (latest === undefined || one.fromMs > latest.fromMs) latest = one;
  }
  return latest;
}
