import type { ClaimMethod } from '../domain/claims/claims.js';
import type { SaidAmount } from './driver-vocabulary.js';

/** What is said of payments on account. Part of the closed lists of `vocabulary.ts`. */

export type { ClaimMethod, SaidAmount };

export interface PaymentClaimed {
  readonly type: 'PAYMENT_CLAIMED';
  /** In major units; null: not said. */
  readonly amount: string | null;
  readonly method: ClaimMethod;
  /** As typed; null: not said. */
  readonly reference: string | null;
}

export type PaymentEffect =
  | {
      readonly type: 'claim_payment';
      readonly amount: SaidAmount;
      readonly method: ClaimMethod;
      readonly reference: string | null;
    }
  /** With an amount that was typed, to be shown with it. */
  | { readonly type: 'read_owed'; readonly amount: SaidAmount | null }
  | { readonly type: 'spend_wallet' };

/** What is to be paid on account; money in minor units. */
export interface OwedView {
  readonly owedMinor: string;
  /** Told, and not yet seen by us. */
  readonly waitingMinor: string;
  readonly walletMinor: string;
  readonly oldest: {
    readonly number: string;
    readonly owedMinor: string;
    /** ISO 8601; null before the goods came. */
    readonly dueAt: string | null;
  } | null;
}

export type PaymentOutcome =
  | {
      readonly type: 'PAYMENT_NOTED';
      /** `known`: told before. */
      readonly was: 'noted' | 'known';
      readonly state: 'CLAIMED' | 'CONFIRMED' | 'REFUSED';
      readonly amountMinor: string;
      readonly method: ClaimMethod;
      /** Empty: none was told. */
      readonly reference: string;
    }
  | {
      readonly type: 'OWED_READ';
      readonly owed: OwedView;
      /** What was asked about; null: nothing was. */
      readonly amountMinor: string | null;
    }
  | { readonly type: 'WALLET_SPENT'; readonly paidMinor: string; readonly owed: OwedView };

export type PaymentRefusal = 'reference_used' | 'reference_odd' | 'claims_many';
