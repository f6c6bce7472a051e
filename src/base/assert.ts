/** A broken invariant: a bug of ours. It crashes the job or the turn, never the data. */
class AssertionError extends Error {
  override name = 'AssertionError';
}

/**
 * Checks something that our own code promises. Never use it for input from outside: that gets a
 * refusal. The message must not carry a secret or a phone number, it ends up in the log.
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never, what: string): never {
  throw new AssertionError(`${what}: no branch for ${JSON.stringify(value)}`);
}
