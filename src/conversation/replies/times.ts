import { assert } from '../../base/assert.js';
import { wallClock } from '../../base/wall-clock.js';

/** An instant as a town's wall clock shows it. */
export interface TownTime {
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  /** 1 to 12, as on a clock's face. */
  readonly hour: number;
  /** Two digits. */
  readonly minute: string;
  readonly part: 'night' | 'morning' | 'day' | 'evening' | 'late';
}

function partOfDay(hour: number): TownTime['part'] {
  if (hour < 4) return 'night';
  if (hour < 12) return 'morning';
  if (hour < 16) return 'day';
  return hour < 20 ? 'evening' : 'late';
}

/** Reads an ISO 8601 instant in a town's time zone (IANA name); the wall clock is not asked. */
export function townTime(iso: string, timeZone: string): TownTime {
  const instantMs = Date.parse(iso);
  assert(!Number.isNaN(instantMs), 'a time in a reply is not ISO 8601');
  const { month, day, minute: minuteOfDay } = wallClock(new Date(instantMs), timeZone);
  const hour = Math.floor(minuteOfDay / 60);
  return {
    month,
    day,
    hour: hour % 12 === 0 ? 12 : hour % 12,
    minute: String(minuteOfDay % 60).padStart(2, '0'),
    part: partOfDay(hour),
  };
}
