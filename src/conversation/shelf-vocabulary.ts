import type { ChangeWords } from './views.js';

/** What a vendor says of their own stock and prices, and what is asked back about it. */

/** One thing said: so many of a product, or so much for one of it. */
export interface ShelfItem {
  readonly said: string;
  /** Null: the words fit several products, or none. */
  readonly productId: string | null;
  /** What they can mean, the best first. */
  readonly options: readonly { readonly productId: string; readonly name: string }[];
  readonly kind: 'stock' | 'price' | 'either';
  /** A decimal; money in major units. */
  readonly figure: string;
  readonly unit: string | null;
}

/** All that one message says, kept until every question about it is answered. */
export interface ShelfDraft {
  /** Of the message: a tap on an older question is told apart by it. */
  readonly id: string;
  readonly items: readonly ShelfItem[];
  readonly said: string;
  /** What the same words say of an offer, where they can be an answer to one. */
  readonly answer: ChangeWords | null;
  /** It is about the vendor's own goods, and not about an offer. */
  readonly own: boolean;
  /** What is unlikely about it was shown, and is so. */
  readonly sure: boolean;
  /** Typed too long ago to be acted on unasked. */
  readonly late: boolean;
}

export interface ShelfChange {
  readonly kind: 'stock' | 'price';
  readonly name: string;
  readonly unit: string;
  /** Decimals of quantity, or minor units of money. */
  readonly before: string;
  readonly after: string;
  /** What the shops pay for one, where the vendor now wants more than that. */
  readonly shopsPay: string | null;
}

/** What became of it; all but `kept` has changed nothing and is asked about. */
export type ShelfDone = { readonly what: 'shelf'; readonly draft: ShelfDraft } & (
  | { readonly was: 'kept' | 'unlikely'; readonly changes: readonly ShelfChange[] }
  | { readonly was: 'offer'; readonly number: string; readonly name: string }
  | { readonly was: 'either'; readonly name: string; readonly figure: string }
);

export type ShelfWords =
  | { readonly what: 'shelf'; readonly draft: ShelfDraft }
  /** By tap: a word of the question, or the product that was meant. */
  | { readonly what: 'shelf_answer'; readonly draftId: string; readonly answer: string };

export type ShelfRefusal = 'shelf_unclear' | 'shelf_reserved' | 'shelf_not_held';
