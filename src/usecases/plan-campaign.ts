import { CAMPAIGN } from '../base/campaign-limits.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { WHATSAPP_MESSAGE } from '../base/whatsapp-limits.js';
import type { Tx } from '../db/transaction.js';
import { countAudience } from '../domain/audience/audience.js';
import { segmentIn } from '../domain/audience/segment.js';
import type { Segment } from '../domain/audience/segment.js';
import {
  advanceCampaign,
  draftCampaign,
  lockCampaign,
  noteProgress,
  readCampaign,
} from '../domain/campaigns/campaigns.js';
import type { CampaignMessage } from '../domain/campaigns/campaigns.js';
import type { CampaignState } from '../domain/campaigns/lifecycle.js';
import { isUsable } from '../domain/templates/template.js';
import type { Template } from '../domain/templates/template.js';
import { readTemplates } from '../domain/templates/templates.js';
import type { Town } from '../domain/towns/towns.js';
import { schedule } from '../outbox/due.js';
import type { DueWork } from '../outbox/due.js';
import { withdrawCampaign } from '../outbox/withdraw.js';
import { messageFor, reachTerms } from './campaign-terms.js';
import type { Wake } from './wake.js';

/** What an operator does with a campaign: drafts it, tries it dry, starts and stops it. */

/** What is to be said, and by which template; its language is the template's. */
export interface PlannedMessage {
  readonly templateId: string;
  readonly words: string;
}

/** Why a template cannot say a campaign's words. */
export type Unfit = 'no_such_template' | 'wrong_meaning' | 'wrong_category' | 'held' | 'too_long';

/** What stands in the way of a template now; null: nothing does. */
function unfitness(template: Template | undefined, words: string): Unfit | null {
  if (!template) return 'no_such_template';
  if (template.meaning !== 'campaign') return 'wrong_meaning';
  // Meta: what advertises goes by a template of its marketing category only.
  if (template.category !== 'MARKETING') return 'wrong_category';
  const room = WHATSAPP_MESSAGE.template_body_max - CAMPAIGN.how_characters_max;
  if (template.body.length + words.length > room) return 'too_long';
  return isUsable(template) ? null : 'held';
}

/**
 * Writes a campaign down; nothing is said before it is started. Refused as `template_unfit` where
 * a template is not the town's, not one for campaigns or too long with the words (one that is held
 * or not approved yet may be named), as `language_twice`, and as `no_time` where it would end
 * before it starts.
 */
export async function planCampaign(
  tx: Tx,
  cause: Cause,
  wanted: {
    readonly name: string;
    readonly segment: Segment;
    readonly perMinute: number;
    readonly startsAt: Date | null;
    readonly endsAt: Date | null;
    readonly messages: readonly PlannedMessage[];
    readonly reason: string;
  },
): Promise<Outcome<string, 'template_unfit' | 'language_twice' | 'no_time'>> {
  const { messages: planned, reason, ...campaign } = wanted;
  const { startsAt, endsAt } = campaign;
  if (startsAt && endsAt && startsAt >= endsAt) return refused('no_time');
  const templates = new Map((await readTemplates(tx, [tx.townId])).map((one) => [one.id, one]));
  const messages: CampaignMessage[] = [];
  for (const { templateId, words } of planned) {
    const template = templates.get(templateId);
    const unfit = unfitness(template, words);
    if (!template || (unfit !== null && unfit !== 'held')) {
      return refused('template_unfit', { template: templateId, why: unfit ?? '' });
    }
    const language = template.writtenIn;
    if (messages.some((one) => one.language === language)) {
      return refused('language_twice', { language });
    }
    messages.push({ language, templateId, words });
  }
  return done(await draftCampaign(tx, cause, campaign, messages, reason));
}

/** How many of a segment are alike in this. */
export interface DryRun {
  /** Of the segment, whether they are told or not. */
  readonly people: number;
  readonly told: number;
  /** By the language of what they are told. */
  readonly languages: Readonly<Record<string, number>>;
  readonly leftOut: Readonly<Record<string, number>>;
  /** By market and what it is charged as: in a window that is open no template is needed. */
  readonly costs: readonly {
    readonly market: string;
    readonly kind: CostKind;
    readonly people: number;
    /** In millionths of the currency; null: the town has no price for it. */
    readonly costMicros: bigint | null;
  }[];
  readonly currency: string;
  /** False: the town has more retailers than were looked at. */
  readonly whole: boolean;
}

type CostKind = 'marketing' | 'service' | 'sms' | 'free_entry';
type Prices = Town['settings']['message_prices']['micros'];

/** Whom a campaign would tell if all were told now, and about what it would cost. No lock. */
export async function tryCampaign(
  tx: Tx,
  cause: Cause,
  town: Town,
  campaignId: string,
): Promise<Outcome<DryRun, 'no_such_campaign'>> {
  const found = await readCampaign(tx, campaignId);
  const segment = found && segmentIn(found.campaign.segment);
  if (!found || !segment?.ok) return refused('no_such_campaign');
  const { messages } = found;
  const templates = new Map((await readTemplates(tx, [tx.townId])).map((one) => [one.id, one]));
  const usable = (id: string): boolean => {
    const template = templates.get(id);
    return template !== undefined && unfitness(template, '') === null;
  };
  const terms = reachTerms(cause.universe, town);
  const { counts, whole } = await countAudience(tx, segment.value, terms);
  const sums = { left: new Map<string, number>(), tongue: new Map<string, number>() };
  const costs = new Map<string, DryRun['costs'][number]>();
  const { currency, micros } = town.settings.message_prices;
  let [people, told] = [0, 0];
  for (const { leftOut, language, channel, isOpen, isFree, market, people: n } of counts) {
    people += n;
    const said = messageFor(messages, language);
    const byTemplate = channel === 'whatsapp' && !isOpen;
    const why = leftOut ?? (byTemplate && !usable(said?.templateId ?? '') ? 'template_held' : null);
    if (why !== null || !said) {
      add(sums.left, why ?? 'template_held', n);
      continue;
    }
    told += n;
    add(sums.tongue, said.language, n);
    const charged = byTemplate ? 'marketing' : 'service';
    const kind = channel === 'sms' ? 'sms' : isFree ? 'free_entry' : charged;
    const key = `${market} ${kind}`;
    const all = (costs.get(key)?.people ?? 0) + n;
    costs.set(key, { market, kind, people: all, costMicros: costOf(micros, market, kind, all) });
  }
  const [left, tongue] = [Object.fromEntries(sums.left), Object.fromEntries(sums.tongue)];
  const listed = [...costs.keys()].sort().flatMap((key) => costs.get(key) ?? []);
  return done({ people, told, languages: tongue, leftOut: left, costs: listed, currency, whole });
}

function add(sums: Map<string, number>, key: string, n: number): void {
  sums.set(key, (sums.get(key) ?? 0) + n);
}

function costOf(prices: Prices, market: string, kind: CostKind, people: number): bigint | null {
  if (kind === 'free_entry') return 0n;
  const price = prices[market]?.[kind] ?? prices['*']?.[kind];
  return price === undefined ? null : BigInt(people) * BigInt(price);
}

/**
 * Starts a campaign: whom it is for is fixed by due work, and then they are told. Refused as
 * `not_now` where it was started or stopped before, and as `template_unfit` where one of its
 * templates cannot be used now. Locks the campaign, due work.
 */
export async function startCampaign(
  tx: Tx,
  cause: Cause,
  campaignId: string,
  start: { readonly startsAt: Date | null; readonly reason: string },
): Promise<
  Outcome<
    { readonly state: CampaignState; readonly wake: Wake },
    'no_such_campaign' | 'not_now' | 'template_unfit'
  >
> {
  const found = await lockCampaign(tx, campaignId);
  if (!found) return refused('no_such_campaign');
  const templates = new Map((await readTemplates(tx, [tx.townId])).map((one) => [one.id, one]));
  for (const { templateId, words } of found.messages) {
    const unfit = unfitness(templates.get(templateId), words);
    if (unfit) return refused('template_unfit', { template: templateId, why: unfit });
  }
  const started = await advanceCampaign(tx, cause, found.campaign, 'started', start.reason);
  if (!started.ok) return started;
  if (start.startsAt !== null) {
    await noteProgress(tx, cause, campaignId, { startsAt: start.startsAt });
  }
  return done({ state: started.value, wake: await stepNow(tx, cause, campaignId) });
}

/**
 * Stops a campaign for good: no batch follows, and what was not released is taken back, a part of
 * it here and the rest by due work. What is in a conversation's turn just now is not said any
 * more. Refused as `not_now` where it is over. Locks the campaign, its waiting messages, due work.
 */
export async function stopCampaign(
  tx: Tx,
  cause: Cause,
  campaignId: string,
  reason: string,
): Promise<
  Outcome<{ readonly state: CampaignState; readonly wake: Wake }, 'no_such_campaign' | 'not_now'>
> {
  const found = await lockCampaign(tx, campaignId);
  if (!found) return refused('no_such_campaign');
  const stopped = await advanceCampaign(tx, cause, found.campaign, 'stopped', reason);
  if (!stopped.ok) return stopped;
  await withdrawCampaign(tx, campaignId, CAMPAIGN.withdraw_batch_rows);
  return done({ state: stopped.value, wake: await stepNow(tx, cause, campaignId) });
}

async function stepNow(tx: Tx, cause: Cause, campaignId: string): Promise<Wake> {
  const { universe, correlationId } = cause;
  const work: DueWork = {
    topic: 'campaign',
    subjectId: campaignId,
    dueAt: universe.now(),
    correlationId,
  };
  await schedule(tx, work);
  return { lanes: [], due: [work] };
}
