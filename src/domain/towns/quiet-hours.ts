import { dayAfter, instantAt, minuteOfDay, wallClock } from '../../base/wall-clock.js';
import type { Town } from './towns.js';

/**
 * The hours of a town's night in which nobody is written to unasked: reminders, questions about
 * how it was, proposals. Answers to what somebody says, and what becomes of their orders, do not
 * wait. From one time of day until another; equal times mean that no hour is quiet.
 */

/** The next instant at which people may be written to unasked: `at` itself unless it is quiet. */
export function afterQuiet(at: Date, { timeZone, settings }: QuietTown): Date {
  const from = minuteOfDay(settings.quiet_hours.from);
  const until = minuteOfDay(settings.quiet_hours.until);
  const shown = wallClock(at, timeZone);
  const overnight = from > until;
  const quiet = overnight
    ? shown.minute >= from || shown.minute < until
    : shown.minute >= from && shown.minute < until;
  if (!quiet) return at;
  const nextDay = overnight && shown.minute >= from;
  return instantAt(timeZone, nextDay ? dayAfter(shown, 1) : shown, until);
}

/** What of a town its quiet hours hang on. */
export type QuietTown = Pick<Town, 'timeZone'> & {
  readonly settings: Pick<Town['settings'], 'quiet_hours'>;
};
