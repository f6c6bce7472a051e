import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { dayAfter, instantAt, wallClock } from '../../base/wall-clock.js';
import type { WallClock } from '../../base/wall-clock.js';
import type { Tx } from '../../db/transaction.js';
import {
  insertHoursChange,
  lockProfile,
  putDays,
  selectDays,
  selectHours,
  updateHours,
} from './queries.js';
import type { DayRow } from './queries.js';

/** When vendors are open, by their town's clock. Whoever never said is always open. */

/** Minutes since midnight; a day has 1440, at which one may close. */
export interface Hours {
  readonly opens: number;
  readonly closes: number;
}

/** Sunday first; null: closed all that day. */
export type WeekHours = readonly (Hours | null)[];

type Day = Pick<WallClock, 'year' | 'month' | 'day'>;

/** A day as the calendar writes it. */
export function dateOf({ year, month, day }: Day): string {
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** A day that is other than the week says; null hours: closed. */
export interface DatedHours {
  readonly date: string;
  readonly hours: Hours | null;
}

/** All that is known of when a vendor is open. */
export interface Opening {
  /** Null: always. */
  readonly week: WeekHours | null;
  readonly days: readonly DatedHours[];
}

function hoursOf(opens: number | null, closes: number | null): Hours | null {
  return opens === null || closes === null ? null : { opens, closes };
}

function datedFrom(row: DayRow): DatedHours {
  return { date: row.on_date, hours: hoursOf(row.opens, row.closes) };
}

/** When some vendors are open, from a date on. Takes no lock. */
export async function readOpenings(
  tx: Tx,
  vendorIds: readonly string[],
  from: string,
): Promise<ReadonlyMap<string, Opening>> {
  const rowsMax = LIMITS.vendor_days_read_max * Math.max(vendorIds.length, 1);
  const [weeks, days] = await Promise.all([
    selectHours(tx, vendorIds),
    selectDays(tx, vendorIds, from, rowsMax),
  ]);
  return new Map(
    weeks.map(({ vendor_id: id, opens, closes }): [string, Opening] => {
      const week = opens?.map((at, day) => hoursOf(at, closes?.[day] ?? null)) ?? null;
      const own = days.filter((day) => day.vendor_id === id).map(datedFrom);
      return [id, { week, days: own }];
    }),
  );
}

const ALL_DAY: Hours = { opens: 0, closes: 24 * 60 };

/** When a vendor is open on a day; null: not at all. */
export function hoursOn({ week, days }: Opening, day: Day & { weekday: number }): Hours | null {
  const date = dateOf(day);
  const dated = days.find((one) => one.date === date);
  if (dated) return dated.hours;
  return week === null ? ALL_DAY : (week[day.weekday] ?? null);
}

/**
 * The next instant at which a vendor opens, or has been open all along when the day began; never
 * before `at`. Undefined where none is known within `vendor_opens_days_max`. `leastMinutes` is how
 * long they must still be open today for today to count.
 */
export function nextOpening(
  opening: Opening,
  at: Date,
  timeZone: string,
  leastMinutes: number,
): Date | undefined {
  const now = wallClock(at, timeZone);
  for (let ahead = 0; ahead <= LIMITS.vendor_opens_days_max; ahead += 1) {
    const day = dayAfter(now, ahead);
    const hours = hoursOn(opening, day);
    if (hours === null) continue;
    if (ahead > 0) return instantAt(timeZone, day, hours.opens);
    if (now.minute < hours.opens) return instantAt(timeZone, day, hours.opens);
    if (now.minute + leastMinutes <= hours.closes) return at;
  }
  return undefined;
}

/** The instant of a minute of a day, of which the last is the next day's first. */
export function instantOf(timeZone: string, day: Day, minute: number): Date {
  return minute < ALL_DAY.closes
    ? instantAt(timeZone, day, minute)
    : instantAt(timeZone, dayAfter(day, 1), 0);
}

/** What is changed of a vendor's hours. */
export type OpeningChange =
  | { readonly what: 'week'; readonly week: WeekHours | null }
  | { readonly what: 'days'; readonly days: readonly DatedHours[] }
  /** Dated hours from a date on are taken back. */
  | { readonly what: 'as_usual'; readonly from: string };

function isWhole(hours: Hours | null): boolean {
  if (hours === null) return true;
  const { opens, closes } = hours;
  return opens >= 0 && opens < closes && closes <= ALL_DAY.closes;
}

/**
 * Changes when a vendor is open and keeps who did so and why. Offers that are open stay. Locks the
 * vendor's profile. Refused as `no_such_vendor`.
 */
export async function changeOpening(
  tx: Tx,
  cause: Cause,
  vendorId: string,
  change: OpeningChange,
  reason: string,
): Promise<Outcome<undefined, 'no_such_vendor'>> {
  if (!(await lockProfile(tx, vendorId))) return refused('no_such_vendor');
  switch (change.what) {
    case 'week': {
      const { week } = change;
      assert(week === null || (week.length === 7 && week.every(isWhole)), 'a week has seven days');
      const opens = week?.map((hours) => hours?.opens ?? null) ?? null;
      const closes = week?.map((hours) => hours?.closes ?? null) ?? null;
      await updateHours(tx, vendorId, opens, closes);
      break;
    }
    case 'days': {
      const { days } = change;
      assert(days.length > 0 && days.every(({ hours }) => isWhole(hours)), 'days have hours');
      await putDays(tx, vendorId, days.map(rowOf), true);
      break;
    }
    case 'as_usual': {
      const rows = await selectDays(tx, [vendorId], change.from, LIMITS.vendor_days_read_max);
      if (rows.length > 0) await putDays(tx, vendorId, rows, false);
    }
  }
  await insertHoursChange(tx, cause, vendorId, JSON.stringify(change), reason);
  return done(undefined);
}

function rowOf({ date, hours }: DatedHours): Omit<DayRow, 'vendor_id'> {
  return { on_date: date, opens: hours?.opens ?? null, closes: hours?.closes ?? null };
}
