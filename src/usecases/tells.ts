/**
 * What parties are told by other people's deeds: the closed list. A tell is an inbox row of the
 * party's own conversation; its flow finds the words. It carries what the words need, as plain
 * JSON: money in minor units and quantities as decimals, both as text.
 */
export type Tell =
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
    }
  | { readonly type: 'offer_closed'; readonly number: string; readonly why: OfferEnd }
  | {
      readonly type: 'order_accepted';
      readonly number: string;
      readonly vendor: string;
      readonly totalMinor: string;
    }
  /** No vendor could take it; an operator has it now. */
  | { readonly type: 'order_waiting'; readonly number: string }
  | { readonly type: 'order_cancelled'; readonly number: string; readonly by: string }
  | { readonly type: 'retailer_approved'; readonly limitMinor: string }
  | { readonly type: 'retailer_refused' };

/** Why an open offer ended without the vendor's answer. */
export type OfferEnd = 'timed_out' | 'cancelled' | 'reassigned';

export interface ToldLine {
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
}
