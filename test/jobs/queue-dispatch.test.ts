import fc from 'fast-check';
import { Dispatcher } from '../../src/jobs/queue-dispatch.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const KEYS = ['a', 'b', 'c', 'd'];

/** Rings, failures and turns of the event loop in any order. */
const steps = fc.array(
  fc.oneof(
    fc.record({ ring: fc.constantFrom(...KEYS), fails: fc.boolean() }),
    fc.constant('turn' as const),
  ),
  { maxLength: 60 },
);

test('every ring is followed by a run of its key, never two at once, never too many', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (todo, concurrency) => {
      const owed = new Map<string, number>();
      const running = new Set<string>();
      let fails = false;
      const dispatcher = new Dispatcher(
        {
          concurrency,
          handler: async (key) => {
            expect(running.has(key)).toBe(false);
            running.add(key);
            expect(running.size).toBeLessThanOrEqual(concurrency);
            owed.delete(key);
            const failing = fails;
            await turn();
            await turn();
            running.delete(key);
            if (failing) throw new Error('as asked');
          },
        },
        { left: (key) => owed.set(key, Number.NaN), failed: () => undefined },
      );
      for (const step of todo) {
        if (step === 'turn') await turn();
        else {
          fails = step.fails;
          owed.set(step.ring, 1);
          dispatcher.ring(step.ring);
        }
      }
      for (let i = 0; i < 200; i += 1) await turn();
      expect([...owed]).toEqual([]);
      expect([dispatcher.waiting, dispatcher.running]).toEqual([0, 0]);
    }),
    { numRuns: 60 },
  );
});

test('stopping gives away what waits, and what is rung during the last run', async () => {
  const left: string[] = [];
  let finish = (): void => undefined;
  const dispatcher = new Dispatcher(
    { concurrency: 1, handler: () => new Promise<void>((resolve) => (finish = resolve)) },
    { left: (key) => left.push(key), failed: () => undefined },
  );
  dispatcher.ring('runs');
  dispatcher.ring('waits');
  await turn();
  dispatcher.stop();
  expect(left).toEqual(['waits']);
  dispatcher.ring('runs');
  dispatcher.ring('late');
  finish();
  await dispatcher.drained();
  expect(left).toEqual(['waits', 'late', 'runs']);
});
