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
