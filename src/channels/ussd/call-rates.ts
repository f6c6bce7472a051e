import { USSD } from '../../base/ussd-limits.js';
import type { Universe } from '../../base/universe.js';

/** Counts calls by phone and by session in windows of a minute. One per process. */
export interface CallRates {
  /** True when neither the phone nor the session has asked too much in this window. */
  allows(phone: string, session: string): boolean;
}

/**
 * Opens the counters: fixed windows, bounded in memory. A gateway sends a session's calls to
 * whichever process is free, so with several each allows its share and more.
 */
export function openCallRates(universe: Universe): CallRates {
  let windowEndsMs = 0;
  const counts = new Map<string, number>();
  const count = (key: string): number => {
    const calls = (counts.get(key) ?? 0) + 1;
    counts.set(key, calls);
    return calls;
  };
  return {
    allows: (phone, session) => {
      const now = universe.nowMs();
      if (now >= windowEndsMs || counts.size > USSD.counted_max) {
        counts.clear();
        windowEndsMs = now + USSD.rate_window_ms;
      }
      const byPhone = count(`p ${phone}`);
      const bySession = count(`s ${session}`);
      return (
        byPhone <= USSD.phone_calls_per_window_max && bySession <= USSD.session_calls_per_window_max
      );
    },
  };
}
