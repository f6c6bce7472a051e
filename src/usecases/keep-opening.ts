import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { beginningOf } from '../base/text.js';
import { dayAfter, wallClock } from '../base/wall-clock.js';
import type { Tx } from '../db/transaction.js';
import {
  changeOpening,
  dateOf,
  hoursOn,
  instantOf,
  nextOpening,
  readOpenings,
} from '../domain/opening/opening.js';
import type { DatedHours, Hours, Opening } from '../domain/opening/opening.js';
import { daysAhead } from './promise-time.js';
import type { SaidTime } from './promise-time.js';

/** What a vendor says of being open, in the days to come. */
export interface OpeningWords {
  readonly what: 'closed' | 'open' | 'as_usual';
  /** Null: today. */
  readonly when: SaidTime | null;
  /** Closed up to that day, which is an open one again. */
  readonly untilDay: boolean;
  /** Minutes since midnight. */
  readonly from: number | null;
  readonly until: number | null;
}

/** What holds now: each an instant as ISO 8601. */
export type OpeningKept =
  /** Closed from a day's beginning, until they open again; null: until they say so. */
  | { readonly was: 'closed'; readonly from: string; readonly until: string | null }
  | { readonly was: 'open'; readonly from: string; readonly until: string }
  /** Again as ever, for whoever never named hours of the week. */
  | { readonly was: 'as_usual' };

export type OpeningRefusal = 'opening_unclear' | 'opening_past';

const ALWAYS: Opening = { week: null, days: [] };
const DAY_MINUTES = 24 * 60;

/** The days that the words are about: how many from today on, the first and the last. */
function daysSaid(
  { what, when, untilDay }: OpeningWords,
  today: number,
): readonly [number, number] | null {
  const ahead = when === null ? 0 : (daysAhead(when, today) ?? 0);
  if (what !== 'closed' || !untilDay) return [ahead, ahead];
  return ahead > 0 ? [0, ahead - 1] : null;
}

/** The hours of a day that is open otherwise than usual; undefined where they make no day. */
function otherHours(usual: Hours | null, { from, until }: OpeningWords): Hours | undefined {
  const opens = from ?? usual?.opens ?? 0;
  const closes = until ?? (usual && usual.closes > opens ? usual.closes : DAY_MINUTES);
  return opens < closes ? { opens, closes } : undefined;
}

/**
 * Keeps what a vendor said of being open: closed on a day or up to one, open at other hours, or
 * again as usual. From then on no order is offered to them while they are closed; offers that are
 * open stay. Locks the vendor's profile. Refused as `opening_unclear` where the hours make no day,
 * as `opening_past` where they are over; nothing is changed then.
 */
export async function keepOpening(
  tx: Tx,
  cause: Cause,
  timeZone: string,
  wanted: { readonly vendorId: string; readonly words: OpeningWords; readonly said: string },
): Promise<Outcome<OpeningKept, OpeningRefusal>> {
  const { vendorId, words } = wanted;
  const now = cause.universe.now();
  const today = wallClock(now, timeZone);
  const said = beginningOf(wanted.said, LIMITS.said_characters_max);
  const before = await opening(tx, vendorId, dateOf(today));
  const range = daysSaid(words, today.weekday);
  if (range === null) return refused('opening_unclear');
  const [first, last] = range;
  const usual = { ...before, days: [] };
  const days: DatedHours[] = [];
  for (let ahead = first; ahead <= Math.min(last, LIMITS.vendor_opens_days_max); ahead += 1) {
    const day = dayAfter(today, ahead);
    const hours = words.what === 'closed' ? null : otherHours(hoursOn(usual, day), words);
    if (hours === undefined) return refused('opening_unclear');
    if (hours && ahead === 0 && hours.closes <= today.minute) return refused('opening_past');
    days.push({ date: dateOf(day), hours });
  }
  const change =
    words.what === 'as_usual'
      ? ({ what: 'as_usual', from: dateOf(today) } as const)
      : ({ what: 'days', days } as const);
  const changed = await changeOpening(tx, cause, vendorId, change, said);
  if (!changed.ok) return refused('opening_unclear');
  const after = await opening(tx, vendorId, dateOf(today));
  return done(keptOf(after, words, now, timeZone, first));
}

async function opening(tx: Tx, vendorId: string, from: string): Promise<Opening> {
  return (await readOpenings(tx, [vendorId], from)).get(vendorId) ?? ALWAYS;
}

/** What holds on the first of the days that were said. */
function keptOf(
  after: Opening,
  { what }: OpeningWords,
  now: Date,
  timeZone: string,
  first: number,
): OpeningKept {
  if (what === 'as_usual' && after.week === null) return { was: 'as_usual' };
  const today = wallClock(now, timeZone);
  const day = dayAfter(today, first);
  const begins = first === 0 ? now : instantOf(timeZone, day, 0);
  const opensAt = nextOpening(after, begins, timeZone, 1);
  if (what === 'closed') {
    const until = opensAt?.toISOString() ?? null;
    return { was: 'closed', from: begins.toISOString(), until };
  }
  if (opensAt === undefined) return { was: 'closed', from: begins.toISOString(), until: null };
  const on = wallClock(opensAt, timeZone);
  const closes = hoursOn(after, on)?.closes ?? DAY_MINUTES;
  const until = instantOf(timeZone, on, closes).toISOString();
  return { was: 'open', from: opensAt.toISOString(), until };
}
