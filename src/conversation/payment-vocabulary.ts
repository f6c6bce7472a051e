import type { PaymentGatewayName } from '../base/payment-gateways.js';
import type { ClaimMethod } from '../domain/claims/claims.js';
import type { SaidAmount } from './driver-vocabulary.js';

/** What is said of payments on account. Part of the closed lists of `vocabulary.ts`. */

export type { ClaimMethod, PaymentGatewayName, SaidAmount };

export interface PaymentClaimed {
  readonly type: 'PAYMENT_CLAIMED';
  /** In major units; null: not said. */
  readonly amount: string | null;
  readonly method: ClaimMethod;
  /** As typed; null: not said. */
  readonly reference: string | null;
}

/** Whether a payment is made now or was made is asked first, where the town has a provider. */
export type PaymentWords =
  | PaymentClaimed
  | {
      readonly type: 'WALLET_CHOSEN';
      readonly gateway: PaymentGatewayName;
      readonly amountMinor: string;
    }
  | { readonly type: 'PAID_CHOSEN'; readonly amountMinor: string }
  | { readonly type: 'REQUEST_DROPPED' };

export type PaymentEffect =
  /** What was said of a payment may be meant as one to be made. */
  | {
      readonly type: 'consider_payment';
      /** Null: not said; what is owed is offered then. */
      readonly amount: SaidAmount | null;
      readonly method: ClaimMethod;
    }
  | {
      readonly type: 'request_payment';
      readonly gateway: PaymentGatewayName;
      readonly amountMinor: string;
    }
  | { readonly type: 'cancel_request' }
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
  /** Providers of the town that can be asked. */
  readonly ways: readonly PaymentGatewayName[];
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
  /** Whether it is to be made, by which provider, or was made. */
  | {
      readonly type: 'PAYMENT_WAYS';
      readonly ways: readonly PaymentGatewayName[];
      /** Null: nothing was said, and nothing is owed or nobody can be asked. */
      readonly amountMinor: string | null;
    }
  /** A payment that a provider is asked for, made now or standing from before. */
  | {
      readonly type: 'REQUEST_SHOWN';
      readonly was: 'made' | 'stands' | 'cancelled';
      readonly gateway: PaymentGatewayName;
      readonly amountMinor: string;
      /** What the payer gets. */
      readonly asksBy: 'prompt' | 'link';
      /** Nobody knows what became of it, and an operator looks. */
      readonly isUnsure: boolean;
      /** It can still be called off here. */
      readonly canCancel: boolean;
    }
  | { readonly type: 'WALLET_SPENT'; readonly paidMinor: string; readonly owed: OwedView };

export type PaymentRefusal =
  | 'reference_used'
  | 'reference_odd'
  | 'claims_many'
  | 'not_whole'
  | 'no_gateway'
  | 'no_phone'
  | 'no_request';
