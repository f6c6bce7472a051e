/** What a number shows whoever writes to it while they wait for the answer. */
export type Receipts = 'none' | 'read' | 'typing';

/** A message that is being worked on, as its provider knows it. */
export interface Receipt {
  /** Which of our numbers it came to, as the provider names it. */
  readonly providerAccountId: string;
  /** The provider's id; every earlier message of the conversation counts as read with it. */
  readonly messageId: string;
  /** Whether its writer is to see that an answer is being written. */
  readonly typing: boolean;
}
