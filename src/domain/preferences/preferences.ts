import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';
import { selectPreferences, upsertPreferences } from './queries.js';

/** What a retailer wants done whenever a vendor has only a part. */
export type PartChoice = 'ask' | 'take' | 'elsewhere' | 'refuse';

/** Whether something else may come where a product is missing. */
export type Substitutes = 'ask' | 'allow' | 'never';

/** What a retailer chose once for all orders. */
export interface Preferences {
  readonly part: PartChoice;
  readonly substitutes: Substitutes;
  /** Whether they want to be reminded when their usual order is overdue. */
  readonly reminders: boolean;
  /** Whether they want offers that are sent unasked. */
  readonly campaigns: boolean;
}

/** A retailer's choices; who never chose is asked, not reminded, sent no offers. Takes no lock. */
export async function readPreferences(tx: Tx, retailerId: string): Promise<Preferences> {
  const row = await selectPreferences(tx, retailerId);
  return {
    part: (row?.part_choice ?? 'ask') as PartChoice,
    substitutes: (row?.substitutes ?? 'ask') as Substitutes,
    reminders: row?.reminders ?? false,
    campaigns: row?.campaigns ?? false,
  };
}

/** Keeps what a retailer chose, which counts from now on; what is left out stays as it was. */
export async function choosePreferences(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  choice: Partial<Preferences>,
): Promise<void> {
  const { part = null, substitutes = null, reminders = null, campaigns = null } = choice;
  const change = { part_choice: part, substitutes, reminders, campaigns };
  await upsertPreferences(tx, retailerId, change, cause.universe.now());
}
