import { SMS } from '../../base/sms-limits.js';
import type { Universe } from '../../base/universe.js';

/**
 * Opens the count of messages by phone, in fixed windows and bounded in memory: true while a
 * phone has not written too much in this one. One per process.
 */
export function openSmsRates(universe: Universe): (phone: string) => boolean {
  let windowEndsMs = 0;
  const counts = new Map<string, number>();
  return (phone) => {
    const now = universe.nowMs();
    if (now >= windowEndsMs || counts.size > SMS.counted_max) {
      counts.clear();
      windowEndsMs = now + SMS.rate_window_ms;
    }
    const count = (counts.get(phone) ?? 0) + 1;
    counts.set(phone, count);
    return count <= SMS.phone_messages_per_window_max;
  };
}
