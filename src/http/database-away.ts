/** No address, no listener, no answer, a connection that broke (Node's system errors). */
const CONNECTION_LOST =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)$/;

/** PostgreSQL, "Error Codes": connection exception, too many connections, operator intervention. */
const SERVER_GONE = /^(08...|53300|57P0[1-5])$/;

/** What pg says without a code: its pool waited in vain, or its connection ended. */
const NO_CONNECTION =
  /timeout exceeded when trying to connect|connection terminated|not queryable/i;

/** Whether an error says that the database is away, so that asking again later makes sense. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, errors } = error as Partial<
    Record<'code' | 'message' | 'errors', unknown>
  >;
  if (typeof code === 'string') return CONNECTION_LOST.test(code) || SERVER_GONE.test(code);
  // A name with several addresses fails with one error for each.
  if (Array.isArray(errors)) return errors.some(isDatabaseAway);
  return typeof message === 'string' && NO_CONNECTION.test(message);
}
