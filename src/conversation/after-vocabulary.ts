import type { DisputeAnswered } from '../usecases/answer-dispute.js';
import type { ToldDispute } from '../usecases/dispute-tells.js';
import type { Complained } from '../usecases/open-dispute.js';
import type { Rated } from '../usecases/rate-order.js';

/** What is said after goods came. Part of the closed lists of `vocabulary.ts`. */

export type DisputeView = ToldDispute;
export type DisputeProblem = ToldDispute['problem'];

/** What a retailer says is amiss; null: not said (yet). */
export interface DisputeWords {
  readonly number: string | null;
  readonly lineNo: number | null;
  /** Products that the words may mean. */
  readonly productIds: readonly string[];
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly problem: DisputeProblem | null;
  readonly said: string;
}

/** What a vendor says to it: a quantity is what they would give. */
export type DisputeReply = 'agree' | 'refuse' | { readonly quantity: string };

export type AfterPersonEvent =
  | { readonly type: 'DISPUTE_SAID'; readonly said: DisputeWords }
  /** By tap: what is given of a dispute. `part`: how much is still to be said. */
  | {
      readonly type: 'DISPUTE_ANSWER_READ';
      readonly disputeId: string;
      readonly answer: 'agree' | 'refuse' | 'part';
    }
  /** A bare figure where one was asked for. */
  | { readonly type: 'COUNTED'; readonly quantity: string }
  /** How an order was that came, from 1 to 5; words of theirs beside it, or nothing. */
  | {
      readonly type: 'RATED';
      readonly number: string;
      readonly stars: number;
      readonly said: string;
    };

export type DisputeAsked = Omit<Extract<Complained, { was: 'asked' }>, 'was'>;

export type AfterOutcome =
  | ({ readonly type: 'DISPUTE_ASKED' } & DisputeAsked)
  | {
      readonly type: 'DISPUTE_OPENED';
      readonly dispute: DisputeView;
      readonly vendor: string;
      readonly replyBy: string;
    }
  | ({ readonly type: 'DISPUTE_ANSWERED' } & Omit<DisputeAnswered, 'wake'>)
  /** What waits for the vendor's answer. */
  | { readonly type: 'DISPUTES_READ'; readonly disputes: readonly DisputeView[] }
  | ({ readonly type: 'RATING_KEPT' } & Rated);

export type AfterEffect =
  | { readonly type: 'complain'; readonly said: DisputeWords }
  | {
      readonly type: 'answer_dispute';
      readonly disputeId: string | null;
      readonly answer: DisputeReply;
      readonly said: string;
    }
  | { readonly type: 'read_disputes' }
  | {
      readonly type: 'rate';
      readonly number: string;
      readonly stars: number;
      readonly said: string;
    };

export type AfterRefusal =
  | 'nothing_arrived'
  | 'not_arrived'
  | 'dispute_late'
  | 'rating_late'
  | 'not_in_arrived'
  | 'disputed_already'
  | 'dispute_more'
  | 'no_open_dispute'
  | 'which_dispute'
  | 'dispute_closed';
