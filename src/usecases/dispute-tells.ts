import type { Problem } from '../domain/disputes/disputes.js';

/** A line that is disputed, as people are told it. */
export interface ToldDispute {
  readonly disputeId: string;
  readonly number: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly problem: Problem;
}

/** What retailers and vendors are told of disputes. */
export type DisputeTell =
  /** To the vendor: what do you say to it? */
  | {
      readonly type: 'dispute_opened';
      readonly dispute: ToldDispute;
      readonly retailer: string;
      /** In the retailer's words. */
      readonly said: string;
      /** ISO 8601 */
      readonly replyBy: string;
    }
  /** To the vendor: no answer came in time, a person decides. */
  | { readonly type: 'dispute_lapsed'; readonly dispute: ToldDispute }
  /** To the retailer: what the vendor says, where a person decides now. */
  | {
      readonly type: 'dispute_answered';
      readonly dispute: ToldDispute;
      readonly vendor: string;
      readonly answer: 'agreed' | 'part' | 'refused' | 'silent';
      /** What the vendor would give. */
      readonly quantity: string;
    }
  /** To the retailer: what is given, and how. */
  | {
      readonly type: 'dispute_decided';
      readonly dispute: ToldDispute;
      readonly by: 'vendor' | 'operator';
      readonly granted: string;
      readonly creditMinor: string;
      readonly returnedMinor: string;
      readonly returnedAs: 'wallet' | 'cash' | null;
      /** Why, in the operator's words; may be empty. */
      readonly reason: string;
    }
  /** To the vendor: what an operator decided, and what they are paid less by it. */
  | {
      readonly type: 'dispute_ruled';
      readonly dispute: ToldDispute;
      readonly granted: string;
      readonly costMinor: string;
      readonly reason: string;
    }
  /** To the retailer: money that was paid is theirs again. */
  | {
      readonly type: 'money_returned';
      readonly number: string;
      readonly amountMinor: string;
      readonly as: 'wallet' | 'cash';
    };
