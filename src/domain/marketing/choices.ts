import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';
import { insertCampaignChoice, insertChoice, selectStopped } from './queries.js';

/** Keeps what somebody wants of our advertising, once for each message that said so. */
export async function keepMarketingChoice(
  tx: Tx,
  { universe }: Cause,
  said: {
    readonly conversationId: string;
    readonly choice: 'stop' | 'resume';
    readonly messageId: string;
    readonly chosenAt: Date;
  },
): Promise<void> {
  const { conversationId, choice, messageId: inboxId, chosenAt } = said;
  await insertChoice(tx, { id: universe.newId(), conversationId, choice, inboxId, chosenAt });
}

/** Keeps a retailer's own word on whether they want offers, with who said it and where. */
export async function keepCampaignChoice(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  wanted: boolean,
): Promise<void> {
  await insertCampaignChoice(tx, cause, retailerId, wanted);
}

/** Of these conversations, those that want no advertising. Takes no lock. */
export async function whoStoppedMarketing(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set(conversationIds.length === 0 ? [] : await selectStopped(tx, conversationIds));
}
