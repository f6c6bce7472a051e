import { CAMPAIGN } from '../../base/campaign-limits.js';
import { marketOf } from '../../base/markets.js';
import type { Tx } from '../../db/transaction.js';
import { countSegment, lockReach, selectWanting } from './queries.js';
import type { ReachRow, ReachTerms } from './queries.js';
import type { Segment } from './segment.js';

export type { ReachTerms } from './queries.js';

/** Why somebody of a segment is not told, as it stands when it is looked at. */
export const LEFT_OUT = ['gone', 'not_wanted', 'no_address', 'stopped', 'often'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** How one person would be told. */
export interface Reach extends Omit<ReachRow, 'leftOut'> {
  readonly leftOut: LeftOut | null;
}

/**
 * The next of a segment who want offers, after one of them; at most `rowsMax` are looked at.
 * `through` is the last of those: null where nobody is left. Takes no lock.
 */
export async function nextWanting(
  tx: Tx,
  segment: Segment,
  terms: ReachTerms,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<{ readonly ids: readonly string[]; readonly through: string | null }> {
  return selectWanting(tx, segment, terms, page.afterId, page.rows);
}

/** How some retailers would be told now. Locks their preferences, in the order of their ids. */
export async function reachOf(
  tx: Tx,
  retailerIds: readonly string[],
  terms: ReachTerms,
): Promise<readonly Reach[]> {
  return (await lockReach(tx, retailerIds, terms)) as Reach[];
}

/** People of a segment who are alike. */
export interface AudienceCount {
  readonly leftOut: LeftOut | null;
  readonly language: string;
  readonly channel: 'whatsapp' | 'sms' | null;
  /** Meta's window is open for them now: no template is needed. */
  readonly isOpen: boolean;
  /** Nothing is charged towards them now. */
  readonly isFree: boolean;
  /** ISO 3166-1 alpha-2 of their number; ZZ: not known. */
  readonly market: string;
  readonly people: number;
}

/**
 * Counts the retailers of a segment by all that a dry run tells. Walks the town's retailers in
 * pages, `CAMPAIGN.dry_run_people_max` at most; `whole` says whether that was all. Takes no lock.
 */
export async function countAudience(
  tx: Tx,
  segment: Segment,
  terms: ReachTerms,
): Promise<{ readonly counts: readonly AudienceCount[]; readonly whole: boolean }> {
  const sums = new Map<string, AudienceCount>();
  let after: string | null = null;
  for (let seen = 0; seen < CAMPAIGN.dry_run_people_max; seen += CAMPAIGN.dry_run_page_rows) {
    const { counts, through } = await countSegment(
      tx,
      segment,
      terms,
      after,
      CAMPAIGN.dry_run_page_rows,
    );
    for (const row of counts) addTo(sums, row as AudienceCount & { readonly prefix: string });
    if (through === null) return { counts: [...sums.values()], whole: true };
    after = through;
  }
  return { counts: [...sums.values()], whole: false };
}

function addTo(
  sums: Map<string, AudienceCount>,
  row: Omit<AudienceCount, 'market'> & { readonly prefix: string },
): void {
  const { prefix, people, ...alike } = row;
  const market = prefix.startsWith('+')
    ? marketOf({ phone: prefix, bsuid: null })
    : marketOf({ phone: null, bsuid: prefix });
  const { leftOut, language, channel, isOpen, isFree } = alike;
  const key = [leftOut, language, channel, isOpen, isFree, market].join(' ');
  const before = sums.get(key)?.people ?? 0;
  sums.set(key, { ...alike, market, people: before + people });
}
