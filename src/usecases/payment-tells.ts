import type { PaymentFailure, PaymentGatewayName } from '../base/payment-gateways.js';

/** What retailers are told of payments on their account. */
export type PaymentTell =
  | RequestTell
  | {
      readonly type: 'payment_confirmed';
      readonly receivedMinor: string;
      /** Empty: none was told. */
      readonly reference: string;
      /** What of it was more than was owed, and is the retailer's own money. */
      readonly walletMinor: string;
      /** What is still to be paid. */
      readonly owedMinor: string;
    }
  | {
      readonly type: 'payment_refused';
      readonly amountMinor: string;
      readonly reference: string;
      /** In the operator's words. */
      readonly reason: string;
    };

/** What they are told of a payment that a provider was asked for; paid, it is confirmed as any. */
export type RequestTell =
  | {
      readonly type: 'request_link';
      readonly gateway: PaymentGatewayName;
      readonly amountMinor: string;
      readonly url: string;
      /** Until when it can be paid, ISO 8601. */
      readonly until: string;
    }
  | {
      readonly type: 'request_failed';
      readonly gateway: PaymentGatewayName;
      readonly amountMinor: string;
      readonly why: PaymentFailure;
      /** Of the operator who decided it; empty: the provider said so. */
      readonly words: string;
    }
  /** Nobody knows whether they were asked, or what came is not what was asked for. */
  | {
      readonly type: 'request_unsure';
      readonly gateway: PaymentGatewayName;
      readonly amountMinor: string;
    };
