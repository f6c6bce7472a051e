import type { Minor } from './money.js';
import type { PaymentFailure } from './payment-gateways.js';

/** What providers of wallets answer, in one language for all of them. */

/** What came of asking. `detail` is for logs, and holds neither secrets nor phones. */
export type Asked =
  | { readonly kind: 'accepted'; readonly providerRef: string }
  | {
      readonly kind: 'link';
      readonly url: string;
      readonly expiresAt: Date | null;
      readonly providerRef: string;
    }
  | { readonly kind: 'refused'; readonly reason: PaymentFailure; readonly detail: string }
  /** Nothing reached the provider, or it turned us away unread: it may be asked again. */
  | { readonly kind: 'not_sent'; readonly detail: string }
  /** The request left, and nobody knows whether it was taken. */
  | { readonly kind: 'unknown'; readonly detail: string };

/** What the provider says of a request when it is asked. */
export type Stated =
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'settled';
      /** Null where the provider does not say: then its own id stands for them. */
      readonly amountMinor: Minor | null;
      readonly currency: string | null;
      /** What the payer can show; null where only a callback tells it. */
      readonly receipt: string | null;
    }
  | { readonly kind: 'failed'; readonly reason: PaymentFailure; readonly detail: string }
  /** It was paid and went back. */
  | { readonly kind: 'returned'; readonly detail: string }
  /** It says paid, and how much cannot be read. */
  | { readonly kind: 'odd'; readonly detail: string }
  /** The provider has no such request. */
  | { readonly kind: 'unknown_there' }
  /** Nothing can be said now; asking again does no harm. */
  | { readonly kind: 'no_answer'; readonly detail: string };

/** What a callback says. Unsigned: it is a reason to ask, and never more. */
export interface Hint {
  readonly providerRef: string | null;
  readonly amountMinor: Minor | null;
  readonly receipt: string | null;
}
