import type { Milli } from '../base/quantity.js';
import type { When } from './when.js';

/** What a message wants. One word, one meaning; the closed list of the order-text scorer plus
 * what vendors, drivers and handover need. */
export type Intent =
  | 'order'
  | 'add'
  | 'remove'
  | 'change_qty'
  | 'repeat'
  | 'confirm'
  | 'decline'
  | 'cancel'
  | 'status'
  | 'balance'
  | 'pay'
  | 'help'
  | 'menu'
  /** What lies in the open basket is to be shown. */
  | 'basket'
  | 'greet'
  | 'lang'
  | 'vendor_accept'
  | 'vendor_partial'
  | 'vendor_reject'
  | 'vendor_counter'
  | 'vendor_delay'
  | 'packed'
  /** A vendor asks what is to be done today. */
  | 'worklist'
  | 'delivered'
  /** A driver has the goods. */
  | 'picked_up'
  | 'delivery_failed'
  /** A driver leaves with the goods for whom they are for. */
  | 'set_out'
  /** A driver brings it another day. */
  | 'put_off'
  /** A driver took cash at the door; brings it to the office. */
  | 'cash'
  | 'hand_over'
  /** A driver begins or ends a shift, or asks what there is to do. */
  | 'on_duty'
  | 'off_duty'
  | 'jobs'
  | 'price_query'
  | 'stock_query'
  | 'complaint'
  | 'person'
  | 'other'
  /** An answer to the open question: see `choice`, or the one line. */
  | 'answer'
  /** The machine is not sure what was meant, and asks. */
  | 'unknown';

/** One sellable product as language sees it: everything is handed in, nothing is queried. */
export interface CatalogueItem {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly brand: string | null;
  readonly size: { readonly value: number; readonly unit: string } | null;
  /** The unit in which one is counted: pkt, kg, btl ... */
  readonly baseUnit: string;
  /** How many base units an outer unit holds: { ctn: 30 }. */
  readonly packs: Readonly<Record<string, number>>;
  /** The unit meant when none is said. */
  readonly defaultUnit: string;
  readonly aliases: readonly string[];
}

/** Who speaks and what stands open: inputs to understanding, never guessed. */
export interface ReadingContext {
  readonly role: 'retailer' | 'vendor' | 'driver' | 'newcomer';
  /** What the last message asked for, if it did. */
  readonly awaiting: 'confirmation' | 'choice' | 'quantity' | 'answer' | null;
  /** The open basket: edits are resolved against it first. */
  readonly basket: readonly ContextLine[];
  /** A vendor's or driver's open orders by number. */
  readonly orders: Readonly<Record<string, readonly ContextLine[]>>;
  /**
   * What this retailer was understood to mean before: `phraseKey` of a line -> product id. Asked
   * after aliases to the letter and before likenesses, among products that fit the unit and size.
   */
  readonly learned: ReadonlyMap<string, string>;
  /** Products this retailer bought before: puts first among equals, and never answers. */
  readonly history: readonly string[];
}

export interface ContextLine {
  readonly productId: string;
  readonly quantity: Milli;
  readonly unit: string;
}

/** Which product the words mean. */
export type ProductMatch =
  | { readonly kind: 'one'; readonly productId: string }
  /** Several could be meant: best first, a few at most. */
  | { readonly kind: 'choice'; readonly productIds: readonly string[] }
  /** None is sold under these words; the nearest that are, best first, may be empty. */
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

/** Why a line is not acted on before somebody answered. */
export type Doubt =
  | 'which_product'
  | 'unknown_product'
  | 'no_quantity'
  | 'odd_quantity'
  | 'unit_not_sold'
  | 'volume_measure'
  | 'range'
  | 'by_value'
  /** To be taken out or changed, but it does not stand in the basket or the order. */
  | 'not_open';

export interface ReadLine {
  readonly op: 'add' | 'set' | 'remove';
  /** Null when none was said. Beside `remove`: how much to take away, null for all of it. */
  readonly quantity: Milli | null;
  /** A canonical unit that the product is sold in; null means the product's default unit. */
  readonly unit: string | null;
  readonly product: ProductMatch;
  /** The words of the message, as typed, for quoting back. */
  readonly text: string;
  readonly doubts: readonly Doubt[];
  /** 0..1 */
  readonly confidence: number;
  /**
   * Which alias, which edit, which unit rule: for audit and for an operator's eye. Each is
   * "kind: what", of the kinds alias, name, learned, spelling, ignored, unit, said, figure, doubt.
   */
  readonly reasons: readonly string[];
  /** The words that name the product, normalised, with size and unit: the key of `learned`. */
  readonly phraseKey: string;
}

/** What is wrong with goods that came, and which: as far as it was said. */
export interface Amiss {
  readonly problem: 'missing' | 'damaged' | 'expired' | 'wrong' | null;
  /** The order's number, where one was said. */
  readonly number: string | null;
  /** The goods that were named, with how many of them. */
  readonly lines: readonly ReadLine[];
}

/** What the machine made of one message. */
export interface Reading {
  readonly intent: Intent;
  readonly lines: readonly ReadLine[];
  readonly orderRefs: readonly string[];
  readonly payment: {
    /** Major units as a decimal, as said. */
    readonly amount: string | null;
    readonly method: string | null;
    readonly reference: string | null;
  } | null;
  /** The code that was given at the door, as said by a driver: digits. */
  readonly code: string | null;
  /** Why a driver or a vendor could not: their words, without numbers; null when none. */
  readonly reason: string | null;
  /** When something is to be, as a vendor says it; null for others and where nothing says so. */
  readonly when: When | null;
  /** What a retailer says was amiss with goods that came; null for whatever else is said. */
  readonly amiss: Amiss | null;
  /** A BCP 47 tag when a language was asked for: 'en', 'ne', 'ne-Latn'. */
  readonly languageTo: string | null;
  /** The language the message itself seems to be in. */
  readonly language: string;
  /** It asks or supposes something: where nothing answers that, a thank-you would be none. */
  readonly asks: boolean;
  /** For an answer to a list: the position named ("2", "the second one"), from 1. */
  readonly choice: number | null;
}
