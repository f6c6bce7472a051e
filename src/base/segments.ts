import { airLength } from './septets.js';
import { SMS } from './sms-limits.js';

/** What a short message takes: its alphabet, and how many parts are sent and paid for. */
export interface Segments {
  readonly alphabet: 'gsm7' | 'ucs2';
  readonly parts: number;
}

/**
 * Counts the parts of a short message (3GPP TS 23.040): one up to 160 septets or 70 UCS-2 units,
 * else a chain of 153 or 67 each. A sign of two units is never parted, so that a part may stay a
 * unit short of full.
 */
export function segmentsOf(text: string): Segments {
  const { alphabet, units } = airLength(text);
  const isGsm = alphabet === 'gsm7';
  if (units <= (isGsm ? SMS.part_septets_max : SMS.part_units_max)) return { alphabet, parts: 1 };
  const room = isGsm ? SMS.chained_septets_max : SMS.chained_units_max;
  let parts = 1;
  let used = 0;
  for (const sign of text) {
    const size = isGsm ? airLength(sign).units : sign.length;
    if (used + size > room) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return { alphabet, parts };
}
