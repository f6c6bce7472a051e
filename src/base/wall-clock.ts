import { assert } from './assert.js';

/** An instant as a town's wall clock and calendar show it (Gregorian). */
export interface WallClock {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Making one costs far more than using it; there are as many as time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the wall clock of a time zone (IANA name) shows at an instant; the clock is not asked. */
export function wallClock(at: Date, timeZone: string): WallClock {
  const found: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) found[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = found;
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, weekday, minute: 60 * hour + minute };
}

/** A day of the calendar, `days` later; months and years follow. */
export function dayAfter(
  { year, month, day }: Pick<WallClock, 'year' | 'month' | 'day'>,
  days: number,
): Pick<WallClock, 'year' | 'month' | 'day' | 'weekday'> {
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
    weekday: moved.getUTCDay(),
  };
}

/** How many days a month has. */
export function daysOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * The instant at which the wall clock shows a minute of a day. Where it shows it twice (clocks
 * are put back), one of the two; where never, an hour to one side.
 */
export function instantAt(
  timeZone: string,
  { year, month, day }: Pick<WallClock, 'year' | 'month' | 'day'>,
  minute: number,
): Date {
  assert(minute >= 0 && minute < 24 * 60, 'a minute of a day');
  const wantedMs = Date.UTC(year, month - 1, day) + minute * MINUTE_MS;
  let atMs = wantedMs;
  // The offset at the guess moves the guess; twice is enough unless the clocks change in between.
  for (let round = 0; round < 2; round += 1) {
    const shown = wallClock(new Date(atMs), timeZone);
    const shownMs = Date.UTC(shown.year, shown.month - 1, shown.day) + shown.minute * MINUTE_MS;
    atMs += wantedMs - shownMs;
  }
  assert(Math.abs(atMs - wantedMs) < 2 * DAY_MS, `no time zone is that far: ${timeZone}`);
  return new Date(atMs);
}

/** "07:30" as minutes since midnight. */
export function minuteOfDay(clock: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
  assert(hours !== undefined && minutes !== undefined, `no time of a day: ${clock}`);
  return 60 * Number(hours) + Number(minutes);
}
