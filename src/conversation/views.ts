import type { ToldChange, ToldLine, ToldWish } from '../usecases/tells.js';

/** What flows are shown of baskets, orders and offers, and what is said of them: plain JSON. */

/** A promotion that was won: what it takes off, or how much it gives free. */
export interface PromotionView {
  readonly name: string;
  readonly offMinor: string;
  /** Null where goods are not what it gives. */
  readonly free: string | null;
}

export interface BasketLineView {
  readonly productId: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPriceMinor: string;
  /** Unit price times quantity; what promotions take off stands in them. */
  readonly totalMinor: string;
  /** Why a unit costs less than it otherwise would, and what that is; null where it does not. */
  readonly instead?: {
    readonly why: 'agreed_price' | 'volume_tier';
    readonly unitPriceMinor: string;
  } | null;
  readonly promotions?: readonly PromotionView[];
}

/** What costs something else than was shown; `after` and `before` are money, or quantities. */
export interface PriceChange {
  /** `cart`: a unit, by what the provider's catalogue said. */
  readonly what: 'cart' | 'price' | 'discount' | 'free' | 'order_discount' | 'delivery' | 'tax';
  /** The product; left out where it is of the whole order. */
  readonly name?: string;
  readonly unit?: string;
  readonly before: string;
  readonly after: string;
}

export interface BasketView {
  readonly basketId: string;
  /** A confirmation names it: a basket that changed since was not confirmed. */
  readonly version: number;
  readonly lines: readonly BasketLineView[];
  /** Of the whole order. */
  readonly promotions?: readonly PromotionView[];
  readonly deliveryFeeMinor?: string;
  /** The rate in per cent, as a decimal. */
  readonly tax?: { readonly percent: string; readonly minor: string } | null;
  /** To be paid, all told. */
  readonly totalMinor: string;
  /** Limit less balance less open holds; what is left before this basket. */
  readonly creditLeftMinor: string;
  /** Names of what was taken out just now because it is no longer sold. */
  readonly gone?: readonly string[];
  /** What changed by itself since the basket was last shown. */
  readonly changes?: readonly PriceChange[];
  /** When and how it is to be brought, in the retailer's words; empty: nothing was said. */
  readonly wish?: Pick<ToldWish, 'time' | 'note'>;
  /** What each order brings, where no vendor has all of it and it becomes several. */
  readonly parts?: readonly (readonly ToldLine[])[];
  /** The earlier order it was filled from, where that was named; an ISO 8601 time. */
  readonly repeats?: { readonly number: string; readonly confirmedAt: string };
}

/** The states an order is shown in: those of `orders.state`, each with words in every language. */
export type OrderState =
  | 'CONFIRMED'
  | 'VENDOR_ASSIGNED'
  | 'ACCEPTED'
  | 'READY_FOR_DISPATCH'
  | 'OUT_FOR_DELIVERY'
  | 'DELIVERED'
  | 'DELIVERY_FAILED'
  | 'COMPLETED'
  | 'CANCELLED';

export interface OrderView {
  readonly number: string;
  readonly state: OrderState;
  readonly totalMinor: string;
  /** ISO 8601 */
  readonly confirmedAt: string;
  readonly vendor: string | null;
  readonly lines: readonly { name: string; quantity: string; unit: string }[];
  /** What the vendor would do instead, while the retailer's answer is awaited. */
  readonly change?: ToldChange;
  readonly wish?: ToldWish;
}

/** What a vendor said they would do otherwise; an amount of money is in major units. */
export interface ChangeWords {
  readonly lines: readonly {
    readonly productId: string;
    /** A decimal; null is nothing of it. */
    readonly quantity: string | null;
    readonly unit: string | null;
  }[];
  readonly price: {
    readonly amount: string;
    readonly productId: string | null;
    readonly unit: string | null;
  } | null;
  readonly said: string;
}

/** What a retailer answers to a change: take it, others for the rest as well, or not. */
export type ChangeChoice = 'take' | 'elsewhere' | 'refuse';

/** What a retailer wants done whenever a vendor has only a part. */
export type PartChoice = 'ask' | ChangeChoice;

export interface OfferView {
  readonly offerId: string;
  readonly number: string;
  readonly retailer: string;
  readonly costMinor: string;
  readonly replyBy: string;
  readonly lines: readonly { name: string; quantity: string; unit: string }[];
  readonly wish?: ToldWish;
}
