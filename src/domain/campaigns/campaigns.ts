import type { Cause } from '../../base/cause.js';
import { CAMPAIGN } from '../../base/campaign-limits.js';
import { eventColumns } from '../../base/event-columns.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { campaignAfter } from './lifecycle.js';
import type { CampaignEvent, CampaignState } from './lifecycle.js';
import {
  insertCampaign,
  insertEvent,
  insertOutcomes,
  insertRecipients,
  selectCampaign,
  selectCampaigns,
  selectMessages,
  selectRecipients,
  shareCampaign,
  updateProgress,
  updateState,
} from './queries.js';
import type { CampaignRow, MessageRow, NewCampaignColumns, OutcomeRow } from './queries.js';

/** What we say unasked to many, at a pace. */
export interface Campaign extends Omit<CampaignRow, 'state'> {
  readonly state: CampaignState;
}

/** What is said in one language, and the template for whoever has not written for a day. */
export type CampaignMessage = MessageRow;

/** What became of one recipient before anything was sent. */
export type CampaignOutcome =
  | 'told'
  | 'gone'
  | 'not_wanted'
  | 'no_address'
  | 'stopped'
  | 'often'
  /** Told, and then nothing was said after all: it was stopped, or they wanted no more. */
  | 'withdrawn'
  | 'unwanted_since';

/** The town's campaigns, the latest first. Takes no lock. */
export async function listCampaigns(
  tx: Tx,
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly Campaign[]> {
  return (await selectCampaigns(tx, page.beforeId, page.rows)) as Campaign[];
}

/** One campaign with what it says, the first message first. Takes no lock. */
export async function readCampaign(
  tx: Tx,
  id: string,
): Promise<
  { readonly campaign: Campaign; readonly messages: readonly CampaignMessage[] } | undefined
> {
  const campaign = (await selectCampaign(tx, id, false)) as Campaign | undefined;
  return campaign && { campaign, messages: await selectMessages(tx, id) };
}

/** The same of a campaign that is locked. */
export async function lockCampaign(tx: Tx, id: string): ReturnType<typeof readCampaign> {
  const campaign = (await selectCampaign(tx, id, true)) as Campaign | undefined;
  return campaign && { campaign, messages: await selectMessages(tx, id) };
}

/**
 * Whether its messages may still be said. Shares a lock of it: whoever stops it waits for what is
 * being said, and then takes that back too.
 */
export async function holdGoing(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { state, endsAt } = (await shareCampaign(tx, id)) ?? {};
  return (state === 'SENDING' || state === 'DONE') && (!endsAt || now < endsAt);
}

/** Writes a campaign down; it says nothing before it is started. */
export async function draftCampaign(
  tx: Tx,
  cause: Cause,
  wanted: Omit<NewCampaignColumns, 'id'>,
  messages: readonly CampaignMessage[],
  reason: string,
): Promise<string> {
  const id = cause.universe.newId();
  await insertCampaign(tx, { ...wanted, id }, messages, eventColumns(cause, 'drafted', reason));
  return id;
}

/** Moves a locked campaign along its table. Refused as `not_now` where the event may not happen. */
export async function advanceCampaign(
  tx: Tx,
  cause: Cause,
  { id, state }: Pick<Campaign, 'id' | 'state'>,
  event: CampaignEvent,
  reason: string,
): Promise<Outcome<CampaignState, 'not_now'>> {
  const next = campaignAfter(state, event);
  if (next === undefined) return refused('not_now');
  await updateState(tx, id, next, cause.universe.now());
  await insertEvent(tx, id, next, eventColumns(cause, event, reason));
  return done(next);
}

/** Keeps how far a locked campaign has come; what is left out stays. */
export async function noteProgress(
  tx: Tx,
  { universe }: Cause,
  id: string,
  progress: Parameters<typeof updateProgress>[2],
): Promise<void> {
  await updateProgress(tx, id, progress, universe.now());
}

/** Puts people among a campaign's recipients; who stands there already stays there once. */
export async function addRecipients(
  tx: Tx,
  campaignId: string,
  retailerIds: readonly string[],
): Promise<void> {
  if (retailerIds.length > 0) await insertRecipients(tx, campaignId, retailerIds);
}

/** The next recipients after one of them, in the order of their ids. Takes no lock. */
export async function nextRecipients(
  tx: Tx,
  { id, toldThrough }: Campaign,
  rowsMax: number,
): Promise<readonly string[]> {
  return selectRecipients(tx, id, toldThrough, Math.min(rowsMax, CAMPAIGN.tell_batch_max));
}

/** Keeps what became of some recipients. Returns those of whom nothing was known before. */
export async function keepOutcomes(
  tx: Tx,
  { universe }: Cause,
  campaignId: string,
  outcomes: readonly (OutcomeRow & { readonly outcome: CampaignOutcome })[],
): Promise<ReadonlySet<string>> {
  return new Set(await insertOutcomes(tx, campaignId, outcomes, universe.now()));
}
