import { createHash } from 'node:crypto';
import type { Options, Store } from 'express-rate-limit';
import { HTTP } from '../../base/limits.js';
import type { Universe } from '../../base/universe.js';

/** Counts failed logins by account, whether there is such an account or not. */
export interface LoginTries {
  /** Counts a try. Zero when it may go on, else the seconds until it may be made again. */
  take(email: string): Promise<number>;
  /** A password was right: the account starts from zero. */
  forgive(email: string): Promise<void>;
}

/**
 * A try is counted before the password is looked at, so that many at once do not get past the
 * limit. Locking by account lets a stranger lock somebody out for a quarter of an hour; not doing
 * it would let many addresses guess one password together.
 */
export function openLoginTries(counts: Store, universe: Universe): LoginTries {
  void counts.init?.({ windowMs: HTTP.login_window_ms } as Options);
  // The address is personal data and may lie in Redis: only its digest does.
  const keyOf = (email: string): string => createHash('sha256').update(email).digest('base64url');
  return {
    take: async (email) => {
      const { totalHits, resetTime } = await counts.increment(keyOf(email));
      if (totalHits <= HTTP.failed_logins_per_account_max) return 0;
      const rest_ms = (resetTime?.getTime() ?? 0) - universe.nowMs();
      return Math.min(Math.max(Math.ceil(rest_ms / 1000), 1), HTTP.login_window_ms / 1000);
    },
    forgive: async (email) => {
      await counts.resetKey(keyOf(email));
    },
  };
}
