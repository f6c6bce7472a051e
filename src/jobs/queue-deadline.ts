/**
 * The promise's outcome, or a rejection when it takes longer, or when `signal` says that nobody
 * waits for it any more. The work itself goes on.
 */
export async function inTime<T>(
  limit_ms: number,
  work: Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { promise, reject } = withReject();
  const timer = setTimeout(() => reject(new Error(`no answer within ${limit_ms} ms`)), limit_ms);
  const abort = (): void => reject(new Error('given up'));
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort);
  return Promise.race([work, promise]).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  });
}

function withReject(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
}
