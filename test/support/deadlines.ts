/**
 * Does work whose deadline is a timer, and lets that pass as soon as the other side has been
 * reached and is silent: no test waits for it.
 */
export async function pastDeadline<T>(
  work: () => Promise<T>,
  isReached: () => boolean,
  deadlineMs: number,
): Promise<T> {
  const { jest: clock } = import.meta as unknown as { readonly jest: typeof jest };
  clock.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  try {
    const working = work();
    while (!isReached()) await new Promise(setImmediate);
    clock.advanceTimersByTime(deadlineMs);
    return await working;
  } finally {
    clock.useRealTimers();
  }
}
