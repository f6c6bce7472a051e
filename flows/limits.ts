/**
 * Limits of what a conversation keeps and shows. Flows may import nothing of ours but types, so
 * they stand here and not in base/limits.ts.
 */
export const FLOW_LIMITS = {
  /** Doubts kept at once: a snapshot stays small, and nobody answers more. */
  questions_max: 12,
  /** Edits held for a late message until it is known whether they are wanted. */
  late_edits_max: 60,
  /** Lines quoted back of a late message: enough to recognise it by. */
  late_quoted_max: 10,
  /** Words quoted back, cut here so that a snapshot cannot be filled by one message. */
  said_chars_max: 80,
  /** Rows of one list (WhatsApp: ten in all sections together) and buttons of one message. */
  rows_max: 10,
  buttons_max: 3,
  /** Orders in one answer about status; the rest is counted. */
  orders_shown_max: 8,
  /** Offers in one list: each has a row to accept and a row to decline. */
  offers_shown_max: 5,
  /** Deliveries in a driver's list; each has a handful of lines. */
  jobs_shown_max: 5,
  /** Names a newcomer gives, in UTF-16 units. */
  name_chars_min: 2,
  name_chars_max: 60,
} as const;
