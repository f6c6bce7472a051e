import { assert } from './assert.js';

const DAY_MS = 86_400_000;

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
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What a town's wall clock shows at an instant, written as if it were UTC. */
function wallMs(atMs: number, timeZone: string): number {
  const found: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(atMs)) found[type] = Number(value);
  const { year, month, day, hour, minute, second } = found;
  assert(year !== undefined && month !== undefined && day !== undefined, 'a date has its parts');
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The instant at which a town's clock (an IANA time zone) shows a full hour, so many days after
 * the day that `now` falls on there. Where clocks are changed in that night, right to the hour
 * that they are changed by.
 */
export function townHour(now: Date, timeZone: string, daysAhead: number, hour: number): Date {
  const nowMs = Math.floor(now.getTime() / 1000) * 1000;
  const wall = wallMs(nowMs, timeZone);
  const wanted = Math.floor(wall / DAY_MS) * DAY_MS + daysAhead * DAY_MS + hour * 3_600_000;
  const guess = nowMs + (wanted - wall);
  // An hour that the clocks were changed by meanwhile is seen here.
  return new Date(guess + (wanted - wallMs(guess, timeZone)));
}
