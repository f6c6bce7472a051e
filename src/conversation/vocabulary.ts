import type { Tell, ToldChange, ToldLine, ToldRest, ToldSplit } from '../usecases/tells.js';
import type * as After from './after-vocabulary.js';
import type { DriverDone, DriverRefusal, DriverWords } from './driver-vocabulary.js';
import type { InboundEffect, InboundOutcome, InboundPersonEvent } from './inbound-vocabulary.js';
import type * as Payment from './payment-vocabulary.js';
import type { ReplyKey } from './replies/en.js';
import type { Say } from './saying.js';
import type {
  RepeatOf,
  RetailerEffect,
  RetailerOutcome,
  RetailerWords,
  SaidWish,
} from './retailer-vocabulary.js';

import type { WorkAsked, WorkDone, WorkRefusal, WorkWords } from './work-views.js';
import type {
  BasketView,
  OrderView,
  ChangeWords,
  ChangeChoice,
  PartChoice,
  OfferView,
} from './views.js';

export type {
  PromotionView,
  BasketLineView,
  PriceChange,
  BasketView,
  OrderState,
  OrderView,
  ChangeWords,
  ChangeChoice,
  PartChoice,
  OfferView,
} from './views.js';
export type {
  PastOrderView,
  RepeatOf,
  SaidWish,
  NewsBy,
  SubstituteChoice,
  WishView,
} from './retailer-vocabulary.js';
export type { WorkDone, WorkView, WorkWords } from './work-views.js';
export type { ShelfChange, ShelfDone, ShelfDraft, ShelfWords } from './shelf-vocabulary.js';
export type * from './after-vocabulary.js';
export type { StandingAction, StandingView } from './standing-vocabulary.js';
export type * from './payment-vocabulary.js';
export type { DriverDone, DriverWords, JobView } from './driver-vocabulary.js';
export type { Hole, Part, Say, Tap } from './saying.js';
export type { ReplyKey, Tell, ToldChange, ToldLine, ToldRest, ToldSplit };

/**
 * The closed lists that flows speak in. A flow is pure: it hears an Event, answers with Effects,
 * and hears of their outcomes as Events again (at most three rounds in a hop). Everything here is
 * plain JSON: money in minor units and quantities as decimals, both as text.
 */

/** A change of the basket, fully understood. */
export interface Edit {
  readonly op: 'add' | 'set' | 'remove';
  readonly productId: string;
  /** Null with `remove`. */
  readonly quantity: string | null;
  /** A unit the product is sold in. Null: what the basket's line has, else the default unit. */
  readonly unit: string | null;
  /** As typed. */
  readonly said: string;
  readonly reasons: readonly string[];
  /** How sure the machine is, in thousandths; left out where no words were read. */
  readonly confidence?: number;
  /** The key of the words for which a person chose the product: learned with the order. */
  readonly phrase?: string;
  /** What a catalogue's cart said a unit costs, in major units: only to be compared. */
  readonly cart?: { readonly price: string; readonly currency: string };
}

/** Part of a message that needs an answer before it becomes an edit. */
export interface Question {
  readonly id: string;
  readonly why:
    | 'which_product'
    | 'unknown_product'
    | 'no_quantity'
    | 'odd_quantity'
    | 'unit_not_sold'
    | 'volume_measure'
    | 'range'
    | 'by_value'
    /** To be changed or taken out, but it is not in the basket. */
    | 'not_open';
  readonly op: 'add' | 'set' | 'remove';
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly said: string;
  /** Best first; what can be tapped. Empty: only words can answer. */
  readonly options: readonly Option[];
  /** The key of the words, where some name a product. Left out of questions of older snapshots. */
  readonly phrase?: string;
  /** How sure the machine was of the product, in thousandths. */
  readonly confidence?: number;
  /** True once a person chose the product, and only the quantity is asked. */
  readonly chosen?: boolean;
}

export interface Option {
  readonly productId: string;
  readonly name: string;
  /** The units it is sold in and their prices, for the description of a list row. */
  readonly unit: string;
  readonly priceMinor: string;
}

/** What a person did, as interpreted. */
export type PersonEvent =
  | {
      readonly type: 'ORDER_READ';
      /** True when the words start or fill a basket, false when they only change one. */
      readonly fresh: boolean;
      readonly edits: readonly Edit[];
      readonly questions: readonly Question[];
      /** The question whose answer the words are: an amount where one was asked for. */
      readonly answers?: string;
      readonly wish?: SaidWish;
    }
  /** The same, typed so long ago that it must be asked whether it is still wanted. */
  | {
      readonly type: 'LATE_ORDER_READ';
      readonly edits: readonly Edit[];
      readonly questions: readonly Question[];
      /** ISO 8601 */
      readonly typedAt: string;
      readonly wish?: SaidWish;
    }
  | {
      readonly type: 'REPEAT_ASKED';
      readonly edits: readonly Edit[];
      readonly questions: readonly Question[];
      readonly of?: RepeatOf;
      readonly wish?: SaidWish;
    }
  /** Null ids: said in words, about whatever is shown. */
  | {
      readonly type: 'CONFIRMED';
      readonly basketId: string | null;
      readonly version: number | null;
      /** To be paid in cash at the door, not on credit. */
      readonly cash?: boolean;
    }
  | { readonly type: 'CHANGE_ASKED' }
  | { readonly type: 'DECLINED' }
  | { readonly type: 'CANCEL_ASKED'; readonly number: string | null }
  /** By tap: the basket is what "cancel" meant. */
  | { readonly type: 'DROP_ASKED' }
  /** By tap: nothing is to be cancelled. Not DECLINED, which a stale tap could aim elsewhere. */
  | { readonly type: 'KEEP_CHOSEN' }
  | { readonly type: 'BASKET_ASKED' }
  /** By tap: whether the words of a LATE_ORDER_READ are still wanted. */
  | { readonly type: 'LATE_ANSWERED'; readonly lateId: string; readonly wanted: boolean }
  /** An answer to a question by tap, number or name; a null product is "none of these". */
  | { readonly type: 'ANSWERED'; readonly questionId: string; readonly productId: string | null }
  | { readonly type: 'STATUS_ASKED'; readonly number: string | null }
  | { readonly type: 'BALANCE_ASKED' }
  | { readonly type: 'HELP_ASKED' }
  | { readonly type: 'MENU_ASKED' }
  | { readonly type: 'GREETED' }
  | { readonly type: 'LANGUAGE_CHOSEN'; readonly language: string }
  /** Which languages there are to choose from. */
  | { readonly type: 'LANGUAGES_ASKED' }
  | { readonly type: 'PRICE_ASKED'; readonly options: readonly Option[] }
  | { readonly type: 'STOCK_ASKED'; readonly options: readonly Option[] }
  | Payment.PaymentWords
  | { readonly type: 'COMPLAINED' }
  | InboundPersonEvent
  | { readonly type: 'CHATTED' }
  | { readonly type: 'MEDIA_RECEIVED'; readonly media: string }
  | { readonly type: 'NOT_UNDERSTOOD'; readonly said: string }
  /** Free words where a flow asked for them (a shop's name). */
  | { readonly type: 'WORDS'; readonly text: string }
  /** By tap: what stands in a newcomer's summary is right, or is not. */
  | { readonly type: 'REGISTRATION_ANSWERED'; readonly right: boolean }
  | {
      readonly type: 'OFFER_ANSWER_READ';
      readonly offerId: string | null;
      readonly number: string | null;
      readonly answer: 'accept' | 'decline';
      readonly reason: string;
    }
  /** A part acceptance or counter-price; null words: some of it was not understood. */
  | {
      readonly type: 'OFFER_CHANGE_READ';
      readonly offerId: string | null;
      readonly number: string | null;
      readonly words: ChangeWords | null;
    }
  /** A vendor's day: packed, later, what is to be done, what is owed. */
  | { readonly type: 'WORK_READ'; readonly work: WorkWords }
  /** By tap, or as a bare yes or no where it was asked. */
  | {
      readonly type: 'CHANGE_ANSWERED';
      readonly offerId: string;
      readonly changeNo: number;
      readonly choice: ChangeChoice;
    }
  | { readonly type: 'PART_CHOICE_ASKED' }
  | { readonly type: 'PART_CHOSEN'; readonly choice: PartChoice }
  | { readonly type: 'OFFERS_ASKED' }
  /** A driver's words about shift, jobs, deliveries and cash. */
  | { readonly type: 'DRIVER_SAID'; readonly words: DriverWords }
  | PlaceShared
  | After.AfterPersonEvent
  | RetailerWords<Edit, Question>;

/** Where somebody is, in degrees (WGS 84), and what they call it. */
export interface PlaceShared {
  readonly type: 'PLACE_SHARED';
  readonly latitude: number;
  readonly longitude: number;
  readonly label: string;
}

/** What became of an effect. */
export type OutcomeEvent =
  | { readonly type: 'BASKET_CHANGED'; readonly view: BasketView }
  | { readonly type: 'BASKET_SHOWN'; readonly view: BasketView | null }
  | { readonly type: 'BASKET_DROPPED'; readonly had: boolean }
  | {
      readonly type: 'ORDER_PLACED';
      readonly number: string;
      readonly totalMinor: string;
      /** Where a receipt goes besides the answer here, for whoever ordered where nothing stays. */
      readonly receipt?: 'whatsapp' | 'sms' | null;
      readonly split?: ToldSplit;
    }
  | { readonly type: 'ORDER_CANCELLED'; readonly number: string }
  | { readonly type: 'ORDERS_READ'; readonly orders: readonly OrderView[] }
  | {
      readonly type: 'BALANCE_READ';
      readonly balanceMinor: string;
      readonly heldMinor: string;
      readonly limitMinor: string;
      readonly availableMinor: string;
    }
  | { readonly type: 'OFFERS_READ'; readonly offers: readonly OfferView[] }
  | {
      readonly type: 'OFFER_ANSWERED';
      readonly number: string;
      readonly answer: 'accept' | 'decline';
    }
  | {
      readonly type: 'OFFER_CHANGED';
      readonly number: string;
      readonly was: 'asked' | 'taken' | 'refused' | 'accepted_whole' | 'declined';
      readonly retailer: string;
      readonly lines: readonly ToldLine[];
      readonly costMinor: string;
      readonly replyBy: string;
    }
  | {
      readonly type: 'CHANGE_SETTLED';
      readonly offerId: string;
      readonly number: string;
      readonly vendor: string;
      readonly taken: boolean;
      readonly lines: readonly ToldLine[];
      readonly totalMinor: string;
      readonly rest: ToldRest;
    }
  | { readonly type: 'WORK_DONE'; readonly done: WorkDone }
  | { readonly type: 'PART_CHOICE_READ'; readonly choice: PartChoice; readonly isNew: boolean }
  | { readonly type: 'DRIVER_DONE'; readonly done: DriverDone }
  /** The orders that are on their way there. */
  | { readonly type: 'PLACE_KEPT'; readonly numbers: readonly string[] }
  | { readonly type: 'RETAILER_REGISTERED' }
  | { readonly type: 'LANGUAGE_SET'; readonly language: string }
  | RetailerOutcome
  | InboundOutcome
  | After.AfterOutcome
  | Payment.PaymentOutcome
  | {
      readonly type: 'REFUSED';
      readonly effect: Effect['type'];
      readonly refusal: Refusal;
      readonly detail: Readonly<Record<string, string>>;
    };

/** Why an effect was refused: the closed list, each with words in every language. */
export type Refusal =
  | 'basket_empty'
  | 'basket_changed'
  | 'price_changed'
  | 'split_changed'
  | 'not_sold'
  | 'credit_short'
  | 'credit_stopped'
  | 'phone_not_verified'
  | 'already_placed'
  | 'no_last_order'
  | 'no_such_order'
  | 'no_open_order'
  | 'which_order'
  | 'not_now'
  | 'no_open_offer'
  | 'which_offer'
  | 'offer_closed'
  | 'not_your_offer'
  | 'change_unclear'
  | 'change_more'
  | 'price_unclear'
  | 'price_high'
  | 'change_gone'
  | WorkRefusal
  | DriverRefusal
  | After.AfterRefusal
  | Payment.PaymentRefusal
  | 'already_registered'
  | 'language_not_offered'
  | 'too_much'
  | 'no_standing'
  | 'which_standing'
  | 'standing_many';

export type Event =
  | PersonEvent
  | OutcomeEvent
  | { readonly type: 'TOLD'; readonly tell: Tell }
  /** A message of this conversation was given up: say so honestly. */
  | { readonly type: 'FAILED_HERE' };

/**
 * What a flow asks to be done, in the transaction of its hop. Outcomes are heard in the order of
 * the effects that caused them; `set_language` counts from the next thing said.
 */
export type Effect =
  | Say
  | {
      readonly type: 'edit_basket';
      readonly edits: readonly Edit[];
      readonly wish?: SaidWish;
    }
  | { readonly type: 'show_basket' }
  | { readonly type: 'drop_basket' }
  | {
      readonly type: 'repeat_last_order';
      readonly edits: readonly Edit[];
      readonly of?: RepeatOf;
      readonly wish?: SaidWish;
    }
  | {
      readonly type: 'place_order';
      readonly basketId: string;
      readonly version: number;
      /** In cash at the door, not on credit. */
      readonly cash?: boolean;
    }
  | { readonly type: 'cancel_order'; readonly number: string | null }
  | { readonly type: 'read_orders'; readonly number: string | null }
  | { readonly type: 'read_balance' }
  | { readonly type: 'read_offers' }
  | {
      readonly type: 'answer_offer';
      readonly offerId: string | null;
      readonly number: string | null;
      readonly answer: 'accept' | 'decline';
      readonly reason: string;
    }
  | {
      readonly type: 'change_offer';
      readonly offerId: string | null;
      readonly number: string | null;
      readonly words: ChangeWords;
    }
  | {
      readonly type: 'answer_change';
      readonly offerId: string;
      readonly changeNo: number;
      readonly choice: ChangeChoice;
    }
  | { readonly type: 'do_work'; readonly work: WorkAsked }
  | { readonly type: 'drive'; readonly words: DriverWords }
  | (Omit<PlaceShared, 'type'> & { readonly type: 'keep_place' })
  | { readonly type: 'read_part_choice' }
  | { readonly type: 'set_part_choice'; readonly choice: PartChoice }
  | {
      readonly type: 'register_retailer';
      readonly shop: string;
      readonly owner: string;
      readonly place: string;
      readonly point: { readonly latitude: number; readonly longitude: number } | null;
    }
  | { readonly type: 'set_language'; readonly language: string }
  | RetailerEffect<Edit>
  | InboundEffect
  | After.AfterEffect
  | Payment.PaymentEffect;

/** Names of the flows; a session says which it is in. */
export type FlowId = 'retailer.whatsapp' | 'vendor' | 'driver' | 'newcomer';
