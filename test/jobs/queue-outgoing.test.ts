import fc from 'fast-check';
import { bucketOf } from '../../src/jobs/queue-outgoing.js';

const NOW_MS = 1_790_000_000_000;

test('a ring for later is never early, and at most its bucket late', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), (ahead_ms) => {
      const atMs = NOW_MS + ahead_ms;
      const late_ms = bucketOf(atMs, NOW_MS) - atMs;
      expect(late_ms).toBeGreaterThanOrEqual(0);
      expect(late_ms).toBeLessThan(ahead_ms < 10_000 ? 50 : 1_000);
    }),
  );
});
