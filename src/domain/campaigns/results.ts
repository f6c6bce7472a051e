import { CAMPAIGN } from '../../base/campaign-limits.js';
import type { Tx } from '../../db/transaction.js';
import { selectAfter, selectTallies } from './queries.js';

/** What came of a campaign, in people; each stands in one number of `leftOut` or of `messages`. */
export interface CampaignResults {
  /** Whom it is for, as far as that is fixed. */
  readonly recipients: number;
  /** Told so far, or not, by the reason. */
  readonly told: number;
  readonly leftOut: Readonly<Record<string, number>>;
  /** Told, and not yet in words: their conversation is about to say it. */
  readonly unsaid: number;
  readonly queued: number;
  /** Taken by the provider; how many of those are known to have arrived, and to have been read. */
  readonly sent: number;
  readonly delivered: number;
  readonly read: number;
  readonly unknown: number;
  /** Taken back before it left, since the campaign was stopped. */
  readonly withdrawn: number;
  /** Refused, or never brought, by the reason. */
  readonly failed: Readonly<Record<string, number>>;
  /** Of those told, within `CAMPAIGN.results_days`: who wants no more offers, who ordered. */
  readonly stoppedAfter: number;
  readonly orderedAfter: number;
  readonly ordersAfter: number;
}

/** The ranks of the statuses by which a message advances (channels/whatsapp/status.ts). */
const DELIVERED_RANK = 4;
const READ_RANK = 5;
const WITHDRAWN = 'withdrawn';

/** Sums up a campaign. Walks its own recipients and messages, nothing else. Takes no lock. */
export async function readResults(tx: Tx, campaignId: string): Promise<CampaignResults> {
  const tallies = await selectTallies(tx, campaignId);
  const of = (kind: string): readonly (readonly [string, number])[] =>
    tallies.filter((one) => one.kind === kind).map(({ name, n }) => [name, n] as const);
  const outcomes = new Map(of('outcome'));
  const { told = 0, [WITHDRAWN]: unsaidByStop = 0, ...leftOut } = Object.fromEntries(outcomes);
  const ranks = of('rank');
  const sum = (holds: (name: string) => boolean): number =>
    ranks.reduce((all, [name, n]) => all + (holds(name) ? n : 0), 0);
  const atLeast = (rank: number): number =>
    sum((name) => name.startsWith('sent ') && Number(name.slice(5)) >= rank);
  const failures = ranks.flatMap(([name, n]): [string, number][] =>
    name.startsWith('failed ') && name !== `failed ${WITHDRAWN}` ? [[name.slice(7), n]] : [],
  );
  const after = await selectAfter(tx, campaignId, CAMPAIGN.results_days);
  const late = leftOut['unwanted_since'] ?? 0;
  return {
    recipients: tallies.find(({ kind }) => kind === 'recipients')?.n ?? 0,
    told,
    leftOut,
    unsaid: told - unsaidByStop - late - sum(() => true),
    queued: sum((name) => name === 'queued'),
    sent: atLeast(0),
    delivered: atLeast(DELIVERED_RANK),
    read: atLeast(READ_RANK),
    unknown: sum((name) => name === 'unknown'),
    withdrawn: unsaidByStop + sum((name) => name === `failed ${WITHDRAWN}`),
    failed: Object.fromEntries(failures),
    stoppedAfter: after.stopped,
    orderedAfter: after.people,
    ordersAfter: after.orders,
  };
}
