/** Limits of short messages, a continuation of limits.ts. Units last in the name. */
export const SMS = {
  /**
   * A message of one part holds 160 septets or 70 UCS-2 units; in a chain each part gives seven
   * septets, or three units, to the header that joins them (3GPP TS 23.040, 9.2.3.24.1).
   */
  part_septets_max: 160,
  chained_septets_max: 153,
  part_units_max: 70,
  chained_units_max: 67,
  /** What a reply should take: each part is paid for, and cheap phones lose long chains. */
  parts_wanted: 2,
  /** Before lines of goods are left out, one part more is paid for. */
  parts_before_leaving_out: 3,
  /** No reply takes more, whatever it says. */
  parts_max: 4,
  /** From the call to the whole answer. The provider answers within a few seconds. */
  send_timeout_ms: 20_000,
  /**
   * Calls given up whose sockets the SDK still holds: it cannot be told to let go. At so many
   * nothing more is sent until some have ended.
   */
  given_up_calls_max: 64,
  /** A body of the provider's: a form with a text of ten parts, its signs escaped threefold. */
  body_bytes_max: 32 * 1024,
  buffer_bytes_max: 4 * 1024 * 1024,
  /** The provider's id of a message; the longest seen has 40 signs. */
  id_characters_max: 128,
  /** A text that was put together of at most ten parts by the network. */
  text_characters_max: 1_600,
  /** Messages of one phone in a minute: nobody types faster than one in two seconds. */
  rate_window_ms: 60_000,
  phone_messages_per_window_max: 30,
  /** Phones that are counted; beyond, counting starts anew. */
  counted_max: 100_000,
} as const;
