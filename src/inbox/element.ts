import type { Address, InboundContent } from '../base/inbound.js';

/**
 * One thing that a provider told us, cut out of the body it arrived in: what the inbox stores, one
 * row per element, under (channel, accountId, providerId). An element that cannot be understood is
 * stored all the same, as `unknown`, and never takes its siblings with it.
 */
export interface InboundElement {
  readonly channel: 'whatsapp' | 'sms';
  /** Which of our numbers it came to (phone_number_id); the WABA id where no number is named. */
  readonly accountId: string;
  readonly kind: 'message' | 'status' | 'account' | 'unknown';
  /**
   * Under what a repeat is known again: the wamid of a message, `wamid:status` of a status,
   * `sha256:` and the digest of the element with sorted keys for what has no id.
   */
  readonly providerId: string;
  /** The ways its sender is known, the phone first; empty where nobody is named. */
  readonly sender: readonly Address[];
  readonly senderName: string | null;
  /** When it was typed or happened by the provider's clock, in milliseconds. */
  readonly typedAtMs: number | null;
  /** For messages, null otherwise. */
  readonly content: InboundContent | null;
  /** The message that this one answers, edits, takes back. */
  readonly contextMessageId: string | null;
  /** By what they came to write to us at all; left out: by themselves. */
  readonly referral?: 'ad' | 'post';
  readonly status: StatusChange | null;
  readonly account: AccountChange | null;
  /**
   * JSON text of this element with what its envelope adds. It holds no NUL, only its escape, so a
   * text column takes it whatever the element says; jsonb would not.
   */
  readonly raw: string;
}

/** How far a message of ours has come. */
export interface StatusChange {
  readonly messageId: string;
  /** The provider's word: sent, delivered, read, played, failed; others are kept with rank 0. */
  readonly status: string;
  /** A later status replaces an earlier one only if its rank is higher. */
  readonly rank: number;
  /** What we attached to the message when we sent it: our outbox id. */
  readonly callbackData: string | null;
  readonly recipient: readonly Address[];
  readonly errors: readonly ProviderError[];
}

export interface ProviderError {
  readonly code: number;
  readonly title: string;
  readonly details: string;
}

/** A change of our account, number or templates: which field, and the event it names, if any. */
export interface AccountChange {
  readonly field: string;
  readonly event: string | null;
  readonly errors: readonly ProviderError[];
}
