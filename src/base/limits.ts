/**
 * Everything has a limit, and every limit stands here with its reason. Units last in the name.
 */
export const LIMITS = {
  /** Our statement texts number under two hundred; more would mean a text built from data. */
  prepared_statements_max: 500,
  /** A database that does not answer within this is away; the caller retries or says so. */
  connect_timeout_ms: 5_000,
  /** Deadlocks and serialisation failures are retried this often, then they are a fault. */
  transaction_tries_max: 4,
} as const;
