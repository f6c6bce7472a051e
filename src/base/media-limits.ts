/** Limits of pictures, voice notes and files, a continuation of limits.ts. Units last. */
export const MEDIA = {
  /**
   * The largest that Meta lets through (Cloud API, supported media types): pictures 5 MB, sound
   * and film 16 MB, animated stickers 500 kB. Documents may have 100 MB there; a worker holds what
   * it fetches in memory, so ours end where film does, which a photographed invoice never reaches.
   */
  bytes_max: {
    image: 5 * 1024 * 1024,
    video: 16 * 1024 * 1024,
    audio: 16 * 1024 * 1024,
    document: 16 * 1024 * 1024,
    sticker: 512 * 1024,
  },
  /** Fetched at once: with the largest of them a worker holds 48 MB. */
  fetches_at_once_max: 3,
  /** Looked for so often: whoever sent a picture waits for a person, not for this. */
  poll_interval_ms: 2_000,
  claim_rows_max: 12,
  /** Each of the two requests, from the call to the last byte: 16 MB at 3 Mbit/s. */
  fetch_timeout_ms: 45_000,
  /** Storage of ours, or in the same region. */
  storage_timeout_ms: 30_000,
  /**
   * Whoever claimed something and said nothing for so long has died: two requests, one repeat of
   * both for an address that ran out, and the storage.
   */
  claim_ms: 4 * 60_000,
  /** First wait after a failure; doubled each time up to the second. */
  retry_ms: 30_000,
  retry_ms_max: 60 * 60_000,
  /** The provider says it knows no such medium: said so often, it is believed. */
  gone_tries_max: 3,
  /** Meta keeps what people send for 7 days (Cloud API, media); an hour before, it is given up. */
  kept_by_provider_ms: 7 * 24 * 60 * 60_000 - 60 * 60_000,
  /** Of one conversation in a day. More is no trade of anybody, and storage is paid for. */
  per_day_max: 60,
  day_ms: 24 * 60 * 60_000,
  /** What Meta answers about a medium: under one kilobyte. */
  answer_bytes_max: 64 * 1024,
  /** A name as a person sees it in a list. */
  file_name_characters_max: 120,
} as const;
