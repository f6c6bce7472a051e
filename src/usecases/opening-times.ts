import type { Cause } from '../base/cause.js';
import { wallClock } from '../base/wall-clock.js';
import type { Tx } from '../db/transaction.js';
import { dateOf, instantOf, nextOpening, readOpenings } from '../domain/opening/opening.js';
import type { TownSettings } from '../domain/towns/towns.js';

/** What vendors' hours mean for those who are to be asked. */

const MINUTE_MS = 60_000;
export const DAY_MINUTES = 24 * 60;

/** By which clock, and how long somebody has to answer. */
export interface OpeningTerms {
  readonly settings: TownSettings;
  readonly timeZone: string;
}

/** Somebody who is asked is still open for at least half of the time they have to answer. */
export function leastMinutes({ vendor_reply_ms: replyMs }: TownSettings): number {
  return Math.ceil(replyMs / 2 / MINUTE_MS);
}

/** As long as the town lets vendors think, but not past the hour at which this one closes. */
export function replyDeadline(
  cause: Cause,
  { settings, timeZone }: OpeningTerms,
  closes: number,
): Date {
  const nowMs = cause.universe.nowMs();
  const replyMs = nowMs + settings.vendor_reply_ms;
  if (closes >= DAY_MINUTES) return new Date(replyMs);
  const today = wallClock(new Date(nowMs), timeZone);
  return new Date(Math.min(replyMs, instantOf(timeZone, today, closes).getTime()));
}

/** When the first of some closed vendors opens; undefined where none does in the days ahead. */
export async function firstOpening(
  tx: Tx,
  cause: Cause,
  { settings, timeZone }: OpeningTerms,
  vendorIds: readonly string[],
): Promise<Date | undefined> {
  if (vendorIds.length === 0) return undefined;
  const now = cause.universe.now();
  const openings = await readOpenings(tx, vendorIds, dateOf(wallClock(now, timeZone)));
  const least = leastMinutes(settings);
  const instants = [...openings.values()].flatMap(
    (opening) => nextOpening(opening, now, timeZone, least)?.getTime() ?? [],
  );
  return instants.length === 0 ? undefined : new Date(Math.min(...instants));
}
