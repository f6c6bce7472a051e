import { assert } from '../../base/assert.js';

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

/** Making one costs far more than using it; there are as many as time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
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
  const found: Record<string, string> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instantMs)) found[type] = value;
  const hour = Number(found['hour']);
  return {
    month: Number(found['month']),
    day: Number(found['day']),
    hour: hour % 12 === 0 ? 12 : hour % 12,
    minute: found['minute'] ?? '',
    part: partOfDay(hour),
  };
}
