import { assert } from '../../base/assert.js';
import { dayAfter, daysOfMonth, instantAt, wallClock } from '../../base/wall-clock.js';

/** On which days: weekdays (0 is Sunday), or a day of the month. */
export type Schedule =
  | { readonly kind: 'weekly'; readonly days: readonly number[] }
  | { readonly kind: 'monthly'; readonly day: number };

/** A month and some days: the longest that lies between two of a schedule's days. */
const DAYS_LOOKED_AT = 63;

/** Whether both mean the same days. */
export function sameSchedule(a: Schedule, b: Schedule): boolean {
  if (a.kind === 'monthly' || b.kind === 'monthly') {
    return a.kind === 'monthly' && b.kind === 'monthly' && a.day === b.day;
  }
  const days = new Set(a.days);
  return b.days.every((day) => days.has(day)) && new Set(b.days).size === days.size;
}

/**
 * The first instant after `after` at which the town's clock shows that minute on a day of the
 * schedule. A month that is shorter has it on its last day.
 */
export function nextOccurrence(
  schedule: Schedule,
  after: Date,
  timeZone: string,
  minute: number,
): Date {
  const today = wallClock(after, timeZone);
  for (let days = 0; days <= DAYS_LOOKED_AT; days += 1) {
    const { year, month, day, weekday } = dayAfter(today, days);
    const fits =
      schedule.kind === 'weekly'
        ? schedule.days.includes(weekday)
        : day === Math.min(schedule.day, daysOfMonth(year, month));
    const at = fits ? instantAt(timeZone, { year, month, day }, minute) : null;
    if (at !== null && at > after) return at;
  }
  assert(false, `a schedule comes round: ${JSON.stringify(schedule)}`);
}
