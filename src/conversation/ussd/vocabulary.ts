import type { DoorLineView } from '../../usecases/read-keyed-job.js';
import type { Deed } from '../deeds.js';
import type { OutcomeEvent, Part, Tap } from '../vocabulary.js';
import type { VendorKeypadDeed, VendorKeypadOutcome } from './vendor-vocabulary.js';

export type {
  BasketView,
  ClaimMethod,
  PaymentGatewayName,
  DisputeReply,
  DisputeView,
  DriverDone,
  DriverWords,
  JobView,
  OrderView,
  OutcomeEvent,
  OwedView,
  Part,
  ReplyKey,
  Tap,
  OfferView,
  ToldSplit,
  WorkDone,
} from '../vocabulary.js';
export type { DoorLineView };
export type { HeldView, KeyedOrder, PriceView } from './vendor-vocabulary.js';

/**
 * What the flows of a keypad speak in. What people do there is less than in words (a key, a few
 * signs, a PIN that no flow ever sees), so it is a closed list of its own; what is done about it
 * is the same as everywhere.
 */

/** A product to be chosen by keypad; money in minor units. */
export interface ShelfProduct {
  readonly productId: string;
  readonly code: number;
  readonly name: string;
  /** Every unit it is sold in, the default one first. */
  readonly units: readonly { readonly unit: string; readonly priceMinor: string }[];
}

/** How a PIN that was typed turned out; `first` is right and must be changed before it counts. */
export type PinResult = 'right' | 'first' | 'wrong' | 'locked' | 'none';

/** What a key, or some signs, mean on any screen. */
export type KeyEvent =
  /** The code was dialled, or "New" chosen. */
  | { readonly type: 'DIALLED' }
  /** A row of the screen, by the id the flow gave it. */
  | { readonly type: 'PICKED'; readonly id: string }
  /** Signs, where the screen asked for some. */
  | { readonly type: 'TYPED'; readonly text: string }
  | { readonly type: 'BACK' }
  | { readonly type: 'MAIN' }
  | { readonly type: 'PIN_CHECKED'; readonly result: PinResult; readonly triesLeft: number }
  | { readonly type: 'PIN_CHOSEN'; readonly result: 'noted' | 'set' | 'differs' | 'weak' };

/** What comes of what only a keypad asks for. */
export type KeypadOutcome =
  | { readonly type: 'SHELVES_READ'; readonly shelves: readonly string[] }
  | { readonly type: 'PRODUCTS_READ'; readonly products: readonly ShelfProduct[] }
  | {
      readonly type: 'PRODUCT_READ';
      readonly product: ShelfProduct | null;
      /** What it was asked for by. */
      readonly said: string;
    }
  | { readonly type: 'REQUEST_NOTED'; readonly kind: 'call_back' | 'message' }
  /** Null: the delivery is not this driver's (any more). */
  | { readonly type: 'DOOR_READ'; readonly lines: readonly DoorLineView[] | null };

/** Of what comes of deeds, what a flow hears; each asks for a few of them only. */
type Outcomes<T extends OutcomeEvent['type']> = Extract<OutcomeEvent, { readonly type: T }>;
type KeypadOutcomes<T extends KeypadOutcome['type']> = Extract<KeypadOutcome, { readonly type: T }>;

/** What a retailer's keypad hears. */
export type RetailerUssdEvent =
  | KeyEvent
  | KeypadOutcomes<'SHELVES_READ' | 'PRODUCTS_READ' | 'PRODUCT_READ' | 'REQUEST_NOTED'>
  | Outcomes<
      | 'BASKET_CHANGED'
      | 'BASKET_SHOWN'
      | 'BASKET_DROPPED'
      | 'ORDER_PLACED'
      | 'ORDER_CANCELLED'
      | 'ORDERS_READ'
      | 'BALANCE_READ'
      | 'OWED_READ'
      | 'PAYMENT_NOTED'
      | 'WALLET_SPENT'
      | 'REQUEST_SHOWN'
      | 'CHANGE_SETTLED'
      | 'LANGUAGE_SET'
      | 'REFUSED'
    >;

/** What a vendor's keypad hears. */
export type VendorUssdEvent =
  | KeyEvent
  | KeypadOutcomes<'PRODUCTS_READ' | 'PRODUCT_READ' | 'REQUEST_NOTED'>
  | VendorKeypadOutcome
  | Outcomes<
      | 'OFFERS_READ'
      | 'OFFER_ANSWERED'
      | 'OFFER_CHANGED'
      | 'DISPUTES_READ'
      | 'DISPUTE_ANSWERED'
      | 'WORK_DONE'
      | 'LANGUAGE_SET'
      | 'REFUSED'
    >;

/** What a driver's keypad hears. */
export type DriverUssdEvent =
  | KeyEvent
  | KeypadOutcomes<'REQUEST_NOTED' | 'DOOR_READ'>
  | Outcomes<'DRIVER_DONE' | 'LANGUAGE_SET' | 'REFUSED'>;

export type UssdEvent = RetailerUssdEvent | VendorUssdEvent | DriverUssdEvent;

/** What the caller is shown. Rows get their keys when they are laid out on pages. */
export interface Show {
  readonly type: 'show';
  readonly parts: readonly Part[];
  /** Lines above the last part that are left out, and counted, where rows need the room. */
  readonly details?: readonly Part[];
  readonly rows?: readonly Tap[];
  /** What is typed next, if not a key; a PIN is read by the hop, and goes no further. */
  readonly typed?: 'signs' | 'pin' | 'new_pin' | 'new_pin_again';
  /** Which ways out stand at the foot: back and main, main alone, or none. */
  readonly nav: 'back' | 'main' | 'none';
  /** The session is over when this is shown. */
  readonly ends?: boolean;
}

/** What only a keypad asks for. */
export type KeypadDeed =
  | { readonly type: 'read_shelves' }
  | { readonly type: 'read_shelf'; readonly shelf: string }
  | { readonly type: 'find_products'; readonly letters: string }
  | { readonly type: 'find_code'; readonly code: string }
  | { readonly type: 'read_product'; readonly productId: string }
  | {
      readonly type: 'note_request';
      readonly kind: 'call_back' | 'message';
      readonly words: string;
    }
  | { readonly type: 'read_door'; readonly number: string }
  | VendorKeypadDeed;

/** What is done about it as everywhere. */
export type SharedDeed = Extract<
  Deed,
  {
    readonly type:
      | 'edit_basket'
      | 'show_basket'
      | 'drop_basket'
      | 'repeat_last_order'
      | 'place_order'
      | 'cancel_order'
      | 'read_orders'
      | 'read_balance'
      | 'read_owed'
      | 'claim_payment'
      | 'request_payment'
      | 'cancel_request'
      | 'spend_wallet'
      | 'answer_change'
      | 'read_offers'
      | 'answer_offer'
      | 'change_offer'
      | 'read_disputes'
      | 'answer_dispute'
      | 'do_work'
      | 'drive'
      | 'set_language';
  }
>;

export type UssdEffect = Show | KeypadDeed | SharedDeed;

/** Names of the keypad's flows. */
export type UssdFlowId = 'retailer.ussd' | 'vendor.ussd' | 'driver.ussd';
