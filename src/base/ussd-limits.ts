/**
 * What a USSD session may hold and take. Networks give an application 10 s and a caller 30 to 180 s
 * (Africa's Talking, help centre); screens are those of the narrowest network.
 */
export const USSD = {
  /** Septets of a screen in the GSM 7-bit alphabet, and 16-bit units in UCS-2. */
  screen_septets_max: 160,
  screen_units_max: 70,
  /** Rows of one page: 9 asks for more, and a single key is quicker than two. */
  page_rows_max: 8,
  /** A row's words with its price: four to five rows stand on a screen. */
  row_units_max: 34,
  row_ucs2_units_max: 24,
  /** A gateway's name of a session: the longest seen has 60. */
  session_characters_max: 128,
  /** All that is typed in a session, joined; a network takes 80 to 90 signs at a time. */
  path_characters_max: 2_000,
  /** What is typed at once, in answer to one screen. */
  input_characters_max: 182,
  /** What is dialled behind the code is taken as so many answers at most. */
  dialled_answers_max: 8,
  /** A gateway's body: its fields, and the whole text of a session at its end. */
  body_bytes_max: 16 * 1024,
  /** Bodies being read at once. */
  buffer_bytes_max: 8 * 1024 * 1024,
  /** A statement takes a millisecond; beyond this something is stuck, and the caller must hear. */
  statement_ms_max: 2_500,
  /** Callers in one transaction, and such transactions at once for a service code: enough to share
   * a commit, few enough that nobody waits long for the slowest of them. */
  together_max: 16,
  together_transactions_max: 4,
  /** Whoever waits longer than this for a lock lets the others go first, and waits alone. */
  together_lock_ms_max: 100,
  /** From request to answer, far below the gateway's 10 s; then "saved, dial again". */
  answer_ms_max: 5_000,
  /** Dialling again within this goes on where the line dropped: a meal, not a night. */
  resume_ms: 15 * 60_000,
  /** The same word within this is the gateway's repeat where it numbers no turns: nobody reads
   * a screen and types that fast. */
  repeat_ms: 700,
  /** Screens of a session: twice the longest order by keypad. */
  turns_max: 150,
  /** What one phone may ask of us in a minute, and one session: a fast hand does one in 2 s. */
  rate_window_ms: 60_000,
  phone_calls_per_window_max: 90,
  session_calls_per_window_max: 60,
  /** Phones and sessions whose calls are counted; beyond, counting starts anew. */
  counted_max: 100_000,
  /** How often an unknown service code makes us read the list again. */
  accounts_reread_ms_min: 1_000,
  /** A PIN's digits: what every phone's owner knows from mobile money. */
  pin_digits: 4,
  /** Wrong PINs in a row, then it is locked for a while: 3 in 10,000 a half hour. */
  pin_tries_max: 3,
  pin_locked_ms: 30 * 60_000,
  /** Rows of a list in one answer: pages of eight, as far as anybody leafs. */
  list_rows_max: 48,
} as const;
