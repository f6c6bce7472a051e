import type { ToldLine, ToldShort } from '../usecases/tells.js';
import type { OpeningDone, OpeningRefusal, OpeningWords } from './opening-vocabulary.js';
import type { SaidTime } from './said-time.js';
import type { ShelfDone, ShelfRefusal, ShelfWords } from './shelf-vocabulary.js';

/**
 * A vendor's day beside answering offers: what they say of it, and what became of that. One event
 * and one effect carry all of it, so that a new word touches no other flow.
 */

/** Which order is spoken of: by its number, by the offer of it that is replied to, or neither. */
export interface WorkOrder {
  readonly number: string | null;
  readonly offerId: string | null;
}

/** How much of a line there is; a null quantity is nothing of it. */
export interface SaidAmount {
  readonly productId: string;
  readonly quantity: string | null;
  readonly unit: string | null;
}

export type WorkWords =
  /** They do it, at another time; null: which is not clear. */
  | ({ readonly what: 'later'; readonly when: SaidTime | null; readonly said: string } & WorkOrder)
  /** Packed, all but these lines; null: some of the words were not understood. */
  | ({ readonly what: 'packed'; readonly lines: readonly SaidAmount[] | null } & WorkOrder)
  | { readonly what: 'day' }
  | { readonly what: 'owed' }
  | OpeningWords
  | ShelfWords;

/** Of these what is done; an answer to a question leads to other words first. */
export type WorkAsked = Exclude<WorkWords, { readonly what: 'shelf_answer' }>;

/** An accepted order that waits to be packed, as its vendor is shown it. */
export interface WorkView {
  readonly number: string;
  readonly retailer: string;
  readonly lines: readonly ToldLine[];
  /** ISO 8601, where they promised one. */
  readonly promisedAt: string | null;
}

export type WorkDone =
  | ShelfDone
  | OpeningDone
  | {
      readonly what: 'later';
      readonly number: string;
      readonly promisedAt: string;
      /** Whether the order was taken by it, or had been before. */
      readonly taken: boolean;
    }
  | {
      readonly what: 'packed';
      readonly number: string;
      readonly short: readonly ToldShort[];
      readonly costMinor: string;
    }
  | {
      readonly what: 'day';
      /** Offers that wait for an answer. */
      readonly offers: number;
      readonly orders: readonly WorkView[];
    }
  | {
      readonly what: 'owed';
      readonly owedMinor: string;
      /** Orders that are still to be packed. */
      readonly orders: number;
    };

/** Why something of it was refused. */
export type WorkRefusal =
  | ShelfRefusal
  | OpeningRefusal
  | 'promise_unclear'
  | 'promise_past'
  | 'promise_late'
  | 'nothing_to_pack'
  | 'which_to_pack'
  | 'not_to_pack'
  | 'pack_unclear'
  | 'pack_more'
  | 'nothing_picked';
