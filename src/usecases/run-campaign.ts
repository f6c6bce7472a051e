import { assert } from '../base/assert.js';
import { CAMPAIGN } from '../base/campaign-limits.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { nextWanting, reachOf } from '../domain/audience/audience.js';
import { segmentIn } from '../domain/audience/segment.js';
import {
  addRecipients,
  advanceCampaign,
  keepOutcomes,
  lockCampaign,
  nextRecipients,
  noteProgress,
} from '../domain/campaigns/campaigns.js';
import type { Campaign, CampaignMessage } from '../domain/campaigns/campaigns.js';
import { afterQuiet } from '../domain/towns/quiet-hours.js';
import type { Town } from '../domain/towns/towns.js';
import { tellMany } from '../inbox/tell-many.js';
import { schedule, takeDue } from '../outbox/due.js';
import { withdrawCampaign } from '../outbox/withdraw.js';
import type { CampaignTell } from './campaign-tells.js';
import { messageFor, reachTerms } from './campaign-terms.js';
import { NO_WAKE } from './wake.js';
import type { Wake } from './wake.js';

/** One step of a campaign, and what is to be done after it. */
export interface CampaignStep {
  readonly was: 'fixed' | 'waits' | 'told' | 'finished' | 'withdrawn';
  readonly wake: Wake;
}

/**
 * One step of a campaign: fixes the next of its people, or tells the next batch, or takes back
 * what a stop or its end left. Each is bounded, moves a cursor in the same transaction and leaves
 * the next step as due work, so that a step that is lost or done twice tells nobody twice. A batch
 * is told outside quiet hours only, between the campaign's times, at its pace; whether somebody
 * still wants offers, can be reached and was not told of too many is looked at for each of the
 * batch under their lock.
 * Locks: the campaign, the preferences of its people, due work. Refused as `not_now` where there
 * is no step to take.
 */
export async function runCampaign(
  tx: Tx,
  cause: Cause,
  town: Town,
  campaignId: string,
): Promise<Outcome<CampaignStep, 'not_now'>> {
  const found = await lockCampaign(tx, campaignId);
  switch (found?.campaign.state) {
    case 'FIXING':
      return done(await fix(tx, cause, town, found.campaign));
    case 'SENDING':
      return done(await tellNext(tx, cause, town, found));
    case 'STOPPED':
      return done(await withdraw(tx, cause, campaignId));
    case 'DONE':
      if (!isOver(found.campaign, cause.universe.now())) break;
      return done(await withdraw(tx, cause, campaignId));
    case 'DRAFT':
    case undefined:
      break;
  }
  await takeDue(tx, { topic: 'campaign', subjectId: campaignId });
  return refused('not_now');
}

/** Leaves the next step for a time. */
async function stepAt(
  tx: Tx,
  { correlationId }: Cause,
  campaignId: string,
  dueAt: Date,
  lanes: readonly number[] = [],
): Promise<Wake> {
  const work = { topic: 'campaign', subjectId: campaignId, dueAt, correlationId } as const;
  await schedule(tx, work);
  return { lanes, due: [work] };
}

async function fix(tx: Tx, cause: Cause, town: Town, campaign: Campaign): Promise<CampaignStep> {
  const { id, fixedThrough } = campaign;
  const segment = segmentIn(campaign.segment);
  assert(segment.ok, 'a stored segment can be read');
  const page = { afterId: fixedThrough, rows: CAMPAIGN.fix_batch_rows };
  const terms = reachTerms(cause.universe, town);
  const { ids, through } = await nextWanting(tx, segment.value, terms, page);
  await addRecipients(tx, id, ids);
  if (through === null) await advanceCampaign(tx, cause, campaign, 'fixed', '');
  else await noteProgress(tx, cause, id, { fixedThrough: through });
  return { was: 'fixed', wake: await stepAt(tx, cause, id, cause.universe.now()) };
}

/** Whether nothing of it may be said any more. */
function isOver({ endsAt }: Pick<Campaign, 'endsAt'>, at: Date): boolean {
  return endsAt !== null && at >= endsAt;
}

/** When the next batch may be told; null: not any more. */
function batchAt(now: Date, campaign: Campaign, town: Town): Date | null {
  const { startsAt, nextBatchAt } = campaign;
  const earliest = Math.max(now.getTime(), startsAt?.getTime() ?? 0, nextBatchAt?.getTime() ?? 0);
  const at = afterQuiet(new Date(earliest), town);
  return isOver(campaign, at) ? null : at;
}

/** Everybody was told, or its time is over: what waits to leave then is taken back. */
async function finish(
  tx: Tx,
  cause: Cause,
  campaign: Campaign,
  why: string,
): Promise<CampaignStep> {
  const { id, endsAt } = campaign;
  await advanceCampaign(tx, cause, campaign, 'finished', why);
  if (endsAt !== null) return { was: 'finished', wake: await stepAt(tx, cause, id, endsAt) };
  await takeDue(tx, { topic: 'campaign', subjectId: id });
  return { was: 'finished', wake: NO_WAKE };
}

async function tellNext(
  tx: Tx,
  cause: Cause,
  town: Town,
  { campaign, messages }: { campaign: Campaign; messages: readonly CampaignMessage[] },
): Promise<CampaignStep> {
  const now = cause.universe.now();
  const { id, perMinute } = campaign;
  const at = batchAt(now, campaign, town);
  if (at === null) return finish(tx, cause, campaign, 'its time is over');
  if (at > now) return { was: 'waits', wake: await stepAt(tx, cause, id, at) };
  const batch = await nextRecipients(tx, campaign, perMinute);
  const last = batch.at(-1);
  if (last === undefined) return finish(tx, cause, campaign, '');
  const lanes = await tellBatch(tx, cause, town, { campaign, messages, batch });
  const gapMs = Math.max((batch.length * 60_000) / perMinute, CAMPAIGN.batch_interval_ms_min);
  const nextBatchAt = new Date(now.getTime() + Math.ceil(gapMs));
  await noteProgress(tx, cause, id, { toldThrough: last, nextBatchAt });
  return { was: 'told', wake: await stepAt(tx, cause, id, nextBatchAt, lanes) };
}

async function tellBatch(
  tx: Tx,
  cause: Cause,
  town: Town,
  to: {
    readonly campaign: Campaign;
    readonly messages: readonly CampaignMessage[];
    readonly batch: readonly string[];
  },
): Promise<readonly number[]> {
  const { campaign, messages, batch } = to;
  const reached = await reachOf(tx, batch, reachTerms(cause.universe, town));
  const outcomes = reached.map(({ retailerId, leftOut }) => ({
    retailerId,
    outcome: leftOut ?? ('told' as const),
  }));
  const isNew = await keepOutcomes(tx, cause, campaign.id, outcomes);
  const told = reached.flatMap(({ retailerId, leftOut, conversationId, language }) => {
    const said = messageFor(messages, language);
    if (leftOut !== null || conversationId === null || !isNew.has(retailerId) || !said) return [];
    const { id: campaignId } = campaign;
    const event: CampaignTell = { type: 'campaign', campaignId, retailerId, words: said.words };
    return [{ conversationId, event, key: `${campaignId}:${retailerId}` }];
  });
  return told.length === 0 ? [] : tellMany(tx, cause, told);
}

async function withdraw(tx: Tx, cause: Cause, campaignId: string): Promise<CampaignStep> {
  const taken = await withdrawCampaign(tx, campaignId, CAMPAIGN.withdraw_batch_rows);
  if (taken === CAMPAIGN.withdraw_batch_rows) {
    return { was: 'withdrawn', wake: await stepAt(tx, cause, campaignId, cause.universe.now()) };
  }
  await takeDue(tx, { topic: 'campaign', subjectId: campaignId });
  return { was: 'withdrawn', wake: NO_WAKE };
}
