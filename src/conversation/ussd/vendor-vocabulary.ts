import type { KeyedOrder } from '../../usecases/read-keyed-order.js';
import type { HeldView } from '../../usecases/read-held.js';

/** What only a vendor's keypad asks for: one thing at a time, with what its keys need. */

export type { KeyedOrder } from '../../usecases/read-keyed-order.js';
export type { HeldView } from '../../usecases/read-held.js';

/** What a vendor is paid for one product now; money in minor units, null where nobody knows. */
export interface PriceView {
  readonly productId: string;
  readonly code: number;
  readonly name: string;
  readonly unit: string;
  readonly priceMinor: string | null;
}

export type VendorKeypadDeed =
  | { readonly type: 'read_offer'; readonly offerId: string; readonly number: string }
  | { readonly type: 'read_to_pack'; readonly number: string }
  | { readonly type: 'read_held'; readonly productId: string }
  | { readonly type: 'read_price'; readonly productId: string };

/** Null: it is not there (any more). */
export type VendorKeypadOutcome =
  | { readonly type: 'OFFER_READ'; readonly offer: KeyedOrder | null; readonly number: string }
  | { readonly type: 'TO_PACK_READ'; readonly order: KeyedOrder | null; readonly number: string }
  | { readonly type: 'HELD_READ'; readonly held: HeldView | null; readonly name: string }
  | { readonly type: 'PRICE_READ'; readonly price: PriceView | null };
