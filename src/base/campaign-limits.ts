/** Bounds of campaigns. */
export const CAMPAIGN = {
  /** Retailers looked at by one transaction that fixes whom a campaign is for. */
  fix_batch_rows: 500,
  /** People told by one transaction: what a worker holds the lock of their preferences for. */
  tell_batch_max: 100,
  /** Between two batches, so that a pace of many a minute is no loop without a breath. */
  batch_interval_ms_min: 1_000,
  /** Messages withdrawn by one transaction. */
  withdraw_batch_rows: 500,
  /** Languages of one campaign. */
  messages_max: 12,
  /** What is said, beside the words of its template: both stand in one body of 1,024 characters. */
  words_characters_max: 800,
  /** What is left in a template's body for the line that says how to order and how to stop. */
  how_characters_max: 120,
  /** People told in a minute: what a number at Meta's 80 a second sends, with room for orders. */
  per_minute_max: 3_000,
  /** Values named in one part of a segment. */
  segment_values_max: 50,
  segment_days_max: 365,
  /** Orders looked back at for what somebody bought. */
  segment_orders_back: 10,
  /** Retailers a dry run looks at, at most: an operator waits for it. */
  dry_run_people_max: 100_000,
  dry_run_page_rows: 5_000,
  /** An order so soon after a campaign's message is counted with its results, and so is a "no". */
  results_days: 3,
} as const;
