import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import { keepCampaignChoice, whoStoppedMarketing } from '../domain/marketing/choices.js';
import { choosePreferences } from '../domain/preferences/preferences.js';

/** What became of a retailer's word about offers. */
export interface CampaignsChosen {
  readonly on: boolean;
  /** They stopped advertising of ours with their provider, and only they can undo that there. */
  readonly blocked: boolean;
}

/**
 * Keeps whether a retailer wants offers that are sent unasked, with the word itself as proof (Meta,
 * getting opt-in: permission must be given, and taking it back heeded). It counts at once, for
 * campaigns that are under way too. Locks the retailer's preferences.
 */
export async function chooseCampaigns(
  tx: Tx,
  cause: Cause,
  wanted: { readonly retailerId: string; readonly conversationId: string; readonly on: boolean },
): Promise<CampaignsChosen> {
  const { retailerId, conversationId, on } = wanted;
  await choosePreferences(tx, cause, retailerId, { campaigns: on });
  await keepCampaignChoice(tx, cause, retailerId, on);
  const blocked = on && (await whoStoppedMarketing(tx, [conversationId])).size > 0;
  return { on, blocked };
}
