import type { Address } from '../base/inbound.js';
import type { OutboundContent, Recipient, TemplateContent } from '../base/outbound.js';
import type { SendRule } from './send-policy.js';

/**
 * What the relay needs of a channel. `render` is pure and may run long before `send`; its result is
 * the provider's own body as text, which nobody else reads. `send` makes exactly one attempt,
 * within a deadline, and never throws: what came of it is a value.
 */
export interface Channel {
  readonly name: 'whatsapp' | 'sms';
  /** What keeps the channel from taking this content, each as a sentence; empty if nothing. */
  check(content: OutboundContent | TemplateContent): string[];
  /**
   * `id` is the outbox row's; the channel has it echoed wherever the provider can. `mediaId` names
   * the file of content that has one.
   */
  render(
    content: OutboundContent | TemplateContent,
    recipient: Recipient,
    id: string,
    mediaId?: string,
  ): string;
  /**
   * Hands the provider a file that a message then names by its id. Nobody sees it until then, so
   * what got no answer may be repeated. Left out: the channel takes no files.
   */
  upload?(accountId: string, file: OutgoingFile): Promise<Uploaded>;
  /** `accountId` is which of our numbers sends. */
  send(accountId: string, body: string): Promise<SendResult>;
  /** Lets what is under way end, each within its deadline, and closes the connections. */
  close(): Promise<void>;
}

/** A file on its way out. */
export interface OutgoingFile {
  readonly bytes: Buffer;
  readonly mimeType: string;
  readonly fileName: string;
}

export type Uploaded =
  | { readonly ok: true; readonly mediaId: string }
  | { readonly ok: false; readonly result: SendResult };

/** What came of one attempt. It holds neither token nor text, so that it can be stored as it is. */
export interface SendResult {
  /** Class, retry, scope, wait and alert: the row of the error policy. */
  readonly rule: SendRule;
  /** The provider's error code. */
  readonly code: number | null;
  /** A short reason for the log, without phones. */
  readonly detail: string;
  /** Null when no answer came. */
  readonly httpStatus: number | null;
  /** The provider's id of the message, when it was sent. */
  readonly providerMessageId: string | null;
  /** How the provider knows the recipient: it may correct a phone, or add a user id. */
  readonly recipient: readonly Address[];
  /** How long the provider asks us to wait. */
  readonly retryAfterMs: number | null;
}
