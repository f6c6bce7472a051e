/** What shops pay on their account. */
export const PAYMENTS = {
  /** Payments of one shop that wait to be checked: more is a mistake, or mischief. */
  claims_max: 8,
  /** Shorter is a word, and longer than any bank's. */
  reference_signs_min: 3,
  reference_signs_max: 40,
  /** A billion of whatever is counted in hundredths: what is typed beyond it is a slip. */
  amount_minor_max: 100_000_000_000n,
} as const;

/** Payments that a provider is asked for. */
export const REQUESTS = {
  /**
   * From the call to the whole answer. Providers take seconds; the caller's turn is over by then,
   * so nobody waits on the line.
   */
  timeout_ms: 20_000,
  /** A provider's answers are a few hundred bytes. */
  answer_bytes_max: 64 * 1024,
  /** A callback is as small. */
  callback_bytes_max: 16 * 1024,
  /** All callbacks that are read at once. */
  callback_buffer_bytes_max: 1024 * 1024,
  connections_max: 8,
  /** A token is used no more so long before its end: no call under way may outlive it. */
  token_early_ms: 60_000,
  /** How often the queue is looked at: the payer has the phone in the hand. */
  poll_interval_ms: 2_000,
  claim_rows_max: 20,
  /** Providers that are slow hold nobody up: each call is one of so many. */
  calls_at_once_max: 8,
  /**
   * Longer than a token and a call take together. Whatever was asked so long ago without an answer
   * is of unknown fate: its worker died.
   */
  claim_ms: 60_000,
  /** Between two looks at what waits for its payer: twice as long each time, up to a minute. */
  look_ms: 4_000,
  look_ms_max: 60_000,
  /** How long is tried to reach a provider that takes nothing. */
  reach_ms_max: 10 * 60_000,
  /** A receipt that comes by callback alone is waited for so long after the payment is seen. */
  receipt_wait_ms: 90_000,
  /** A provider that cannot be asked, when the payer's time is over, is asked so much longer. */
  away_ms_max: 60 * 60_000,
  /** So long after it expired a payment is looked for, that may come late: a day at last. */
  late_looks_ms: [10 * 60_000, 60 * 60_000, 24 * 60 * 60_000],
} as const;
