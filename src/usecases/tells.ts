import type { DeliveryTell } from './delivery-tells.js';
import type { DisputeTell } from './dispute-tells.js';
import type { PaymentTell } from './payment-tells.js';
import type { ToldLine, ToldShort } from './told-line.js';

export type { ToldLine, ToldShort };

/**
 * What parties are told by other people's deeds: the closed list. A tell is an inbox row of the
 * party's own conversation; its flow finds the words. It carries what the words need, as plain
 * JSON: money in minor units and quantities as decimals, both as text.
 */
export type Tell = OrderTell | DeliveryTell | DisputeTell | PaymentTell;

/** That a basket became the orders of several vendors, or one order where several were told. */
export interface ToldSplit {
  /** Empty where it is one order after all. */
  readonly orders: readonly {
    readonly number: string;
    readonly totalMinor: string;
    readonly lines: readonly ToldLine[];
  }[];
}

/** What is told of orders, offers, stock and people. */
export type OrderTell =
  | {
      readonly type: 'order_offered';
      readonly offerId: string;
      readonly number: string;
      readonly retailer: string;
      readonly lines: readonly ToldLine[];
      /** What the vendor will be paid. */
      readonly costMinor: string;
      /** ISO 8601 */
      readonly replyBy: string;
      /** What is wished beside the goods; left out of tells of before. */
      readonly wish?: ToldWish;
    }
  /** To the vendor of an order: when and how it is to be brought, as the retailer says now. */
  | {
      readonly type: 'delivery_wished';
      readonly number: string;
      readonly retailer: string;
      readonly wish: Pick<ToldWish, 'time' | 'note'>;
    }
  | { readonly type: 'offer_closed'; readonly number: string; readonly why: OfferEnd }
  | {
      readonly type: 'order_accepted';
      readonly number: string;
      readonly vendor: string;
      readonly totalMinor: string;
      /** ISO 8601: the time of their own that the vendor promised, if any. */
      readonly promisedAt?: string;
    }
  /** The vendor of an order brings it at a time of their own. */
  | {
      readonly type: 'order_promised';
      readonly number: string;
      readonly vendor: string;
      /** ISO 8601 */
      readonly promisedAt: string;
    }
  /** Ordered where nothing stays to be read again. */
  | {
      readonly type: 'order_receipt';
      readonly number: string;
      readonly totalMinor: string;
      readonly split?: ToldSplit;
    }
  /** No vendor could take it; an operator has it now. */
  | {
      readonly type: 'order_waiting';
      readonly number: string;
      /** When the first of those who could do it opens, ISO 8601; left out: an operator has it. */
      readonly opensAt?: string;
    }
  /** No single vendor has all of an order any more: it and others of several vendors instead. */
  | ({ readonly type: 'order_split'; readonly number: string } & ToldSplit)
  | { readonly type: 'order_cancelled'; readonly number: string; readonly by: string }
  /** A vendor would do it otherwise: the retailer is asked. */
  | ({ readonly type: 'change_asked' } & ToldChange)
  /** A change was taken without the retailer's word: by their preference, or by their silence. */
  | {
      readonly type: 'order_part_accepted';
      readonly number: string;
      readonly vendor: string;
      readonly lines: readonly ToldLine[];
      readonly totalMinor: string;
      readonly by: 'preference' | 'silence';
      readonly rest: ToldRest;
    }
  /** The retailer did not answer in time: the change is off, another vendor is asked. */
  | { readonly type: 'change_lapsed'; readonly number: string; readonly vendor: string }
  /** To the vendor: the retailer agrees to the change. */
  | {
      readonly type: 'change_taken';
      readonly number: string;
      readonly lines: readonly ToldLine[];
      readonly costMinor: string;
    }
  /** Ready for dispatch; with what was short of it, and what it costs by that. */
  | {
      readonly type: 'order_packed';
      readonly number: string;
      readonly vendor: string;
      readonly short: readonly ToldShort[];
      readonly totalMinor: string;
      readonly wasMinor: string;
    }
  /** To the vendor: somebody of the town packed their order short. */
  | {
      readonly type: 'packed_short';
      readonly number: string;
      readonly short: readonly ToldShort[];
      /** What the vendor will be paid. */
      readonly costMinor: string;
    }
  /** To the vendor: so much of it is free, and that is low. */
  | {
      readonly type: 'stock_low';
      readonly name: string;
      readonly quantity: string;
      readonly unit: string;
    }
  /** A standing order has come round. */
  | { readonly type: 'standing_due'; readonly standingId: string; readonly number: string }
  /** What was ordered last, since the next order is later than usual. */
  | {
      readonly type: 'usual_overdue';
      readonly lines: readonly ToldLine[];
      readonly everyDays: number;
      readonly sinceDays: number;
    }
  | { readonly type: 'retailer_approved'; readonly limitMinor: string }
  | { readonly type: 'retailer_refused' };

/** Why an open offer ended without the vendor's answer. */
export type OfferEnd = 'timed_out' | 'cancelled' | 'reassigned' | 'change_refused' | 'no_consent';

/** What a retailer wishes beside the goods, in their words; empty: nothing was said. */
export interface ToldWish {
  readonly time: string;
  readonly note: string;
  /** Whether something else may come where a product is missing. */
  readonly substitutes: 'ask' | 'allow' | 'never';
}

/** What a vendor would do instead, as the retailer is asked about it. */
export interface ToldChange {
  readonly offerId: string;
  readonly changeNo: number;
  readonly number: string;
  readonly vendor: string;
  readonly kind: 'part' | 'price' | 'both';
  /** Only lines that differ; a quantity of 0 is nothing of it. */
  readonly lines: readonly {
    readonly name: string;
    readonly unit: string;
    readonly asked: string;
    readonly quantity: string;
    readonly priceMinor: string;
    readonly askedPriceMinor: string;
  }[];
  /** Lines that stay as they were ordered. */
  readonly unchanged: number;
  readonly askedTotalMinor: string;
  readonly totalMinor: string;
  /** ISO 8601 */
  readonly replyBy: string;
  /** What happens when nobody answers. */
  readonly silence: 'refuse' | 'take' | 'elsewhere';
}

/** What becomes of what a vendor left: nothing was left, it is dropped, or an order of its own. */
export type ToldRest =
  { readonly was: 'nothing' | 'dropped' } | { readonly was: 'ordered'; readonly number: string };
