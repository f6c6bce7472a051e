/**
 * Everything has a limit, and every limit stands here with its reason. Units last in the name.
 */
export const LIMITS = {
  /**
   * Conversations share this many lanes; a lane is worked by one transaction at a time. Enough to
   * keep ten connections busy, few enough that doorbells are cheap. A divisor of 256.
   */
  lanes: 16,
  /** POSTs within this window share a transaction; measured best between 1 and 4 on two cores. */
  intake_window_ms: 2,
  /** Deliveries in one transaction: keeps it short when many arrive at once. */
  intake_batch_max: 200,
  /** Such transactions at once in a process: each that meets strangers waits for the one before. */
  intake_transactions_max: 3,
  /** How often an unknown account makes us read the list again: strangers cannot make it hot. */
  accounts_reread_ms_min: 1_000,
  /** Addresses remembered as entered; forgetting them costs a statement each. */
  known_senders_max: 50_000,
  /** Messages of one conversation acted on in one transaction: keeps it short. */
  drain_messages_max: 20,
  /** Rows looked at at the front of a lane for conversations to work on. */
  lane_front_rows_max: 200,
  /** A message that fails is tried this often alone, then set aside. */
  message_tries_max: 3,
  /** Wait before a failed message is tried again; times the tries so far. */
  message_retry_ms: 500,
  /** Rounds of effects and outcomes in one turn: a flow that wants more is a bug. */
  turn_rounds_max: 3,
  /** Calls to a provider under way in a process: 1,000 a second at 400 ms each, and some room. */
  sends_under_way_max: 512,
  /** Messages released in one statement. */
  release_batch_max: 100,
  /** A number that used up its allowance is not asked again sooner: its messages go in batches. */
  pace_ring_ms_min: 50,
  /** Outcomes written together, and how long the first of them waits for company. */
  outcome_batch_max: 100,
  outcome_window_ms: 5,
  outcome_retry_ms: 1_000,
  /** Longer than a send's deadline: after it, its worker must have died. */
  send_lease_ms: 45_000,
  /** How long a status may take to tell what became of a send without an answer. */
  unknown_wait_ms: 60_000,
  /** Spreads repetitions so that they do not return as one wave. */
  backoff_spread_ms_max: 500,
  /** News of our accounts: an hour-long wait would do, but a stopped number should stop soon. */
  news_interval_ms: 5_000,
  /** How often lost doorbells are looked for, and how many overdue rows are settled at once. */
  sweep_interval_ms: 2_000,
  sweep_rows_max: 500,
  /** Lanes worked side by side in a process; each keeps one connection busy. */
  lanes_at_once: 6,
  /** Due work taken on together, and how much of it side by side. */
  due_batch_max: 100,
  due_work_concurrency: 3,
  /** Wait before due work that failed is tried again; doubled each time up to the most. */
  due_retry_ms: 1_000,
  due_retry_ms_max: 300_000,
  /** A message that failed after it was accepted leaves so often in all: not for ever. */
  late_tries_max: 4,
  /** Connections of a process's pool: lanes, due work, relays, intake and some for the API. */
  database_connections_max: 16,
  /** An error's words in the quarantine: for an operator's eye. */
  quarantine_reason_characters_max: 500,
  /** A send's deadline: Meta answers within a second as a rule (channels allow 15 to 30 s). */
  send_timeout_ms: 20_000,
  /** Connections to the Graph API, each carrying one call at a time. */
  send_connections_max: 512,
  /** Told to a driver in one message, with what they are asked to take: a day's work is less. */
  driver_jobs_max: 20,
  /** Asked about one delivery at the same time: each is sent a message. */
  drivers_asked_max: 30,
  /** Four digits: one wrong try in 1,800 opens the door, before an operator has to look. */
  wrong_codes_max: 5,
  /** The demo's double: between the statuses of a message, and how many messages it keeps. */
  demo_status_beat_ms: 50,
  demo_messages_kept_max: 10_000,
  /** Towns whose catalogue and index a process keeps: tens of megabytes each at the largest. */
  towns_remembered_max: 50,
  /** Quoted back to people and kept with the order: a line, not a letter. */
  said_characters_max: 120,
  reasons_kept_max: 8,
  /** A name of ten words with its size and unit; longer words are not what anybody says twice. */
  phrase_characters_max: 120,
  /**
   * Read by every turn of a retailer: two hundred are some 10 KB, and more than the products that
   * a shop orders. The phrase that was chosen for longest ago goes first.
   */
  learned_phrases_max: 200,
  /** Products bought before that a turn may know of: what a shop bought lately, not ever. */
  history_products_max: 100,
  /** Phrases in one list of those a town lacks: a morning's work for an operator. */
  asked_phrases_rows_max: 200,
  /** Questions of older days say little of the words a town lacks now. */
  asked_phrases_days_max: 366,
  /** Candidates of one question: with more, nobody reads them. */
  question_options_max: 4,
  /** Our statement texts number under two hundred; more would mean a text built from data. */
  prepared_statements_max: 500,
  /** A database that does not answer within this is away; the caller retries or says so. */
  connect_timeout_ms: 5_000,
  /** Deadlocks and serialisation failures are retried this often, then they are a fault. */
  transaction_tries_max: 4,

  // Retailers.
  /** Orders in one page of a history: a list has ten rows, one of them for older orders. */
  history_rows: 8,
  /** A wish or a complaint in one hole of a sentence: a line or two on a phone. */
  quote_chars_max: 200,
  /** Standing orders of one shop: one for each day of the week, and some. */
  standing_orders_max: 9,
  /** How often orders are looked through for lost deadlines: far less than any deadline is long. */
  watch_interval_ms: 600_000,
  /** Lost deadlines put back at once: there should be none. */
  unwatched_rows_max: 100,

  // Orders of several vendors.
  /** Deliveries of one basket: with more, the retailer is better served by a call. */
  order_parts_max: 4,
  /**
   * Sets of vendors looked at for a plan: every pair and triple of 32 vendors, the rest of the
   * way only among few; some 50 ms at sixty lines, and only where nobody has it all.
   */
  split_sets_max: 6_000,

  // Orders, stock, the books.
  /** A wholesale list typed by hand rarely passes thirty lines; beyond this it is no message. */
  order_lines_max: 60,
  /** One line's quantity in thousandths: a million units; more is a slip of the finger. */
  line_quantity_milli_max: 1_000_000_000n,
  /** Order numbers a worker leases at once: one small transaction per this many orders. */
  order_numbers_leased: 100,
  /** A page of a list from the API; a larger one would hold a connection for a reader's sake. */
  page_rows_max: 100,
  /** Orders read for a retailer who asks for status: flows show fewer and count the rest. */
  orders_told_max: 20,
  /** How far back open orders are looked for before the list is cut to what is told. */
  orders_looked_at_max: 20,
  /** Disputes read back to a vendor, and rows of a list of what can be disputed. */
  disputes_told_max: 10,
  /** Offers read back to a vendor: a list message has room for ten rows. */
  offers_told_max: 10,
  /** Days that one vendor names as other than usual: a year of holidays in advance. */
  vendor_days_read_max: 100,
  /** How far ahead an opening is looked for; whoever stays closed longer is left to an operator. */
  vendor_opens_days_max: 14,
  /** Closed vendors whose hours are looked at when nobody is open: the first of a few is early. */
  vendors_closed_read_max: 20,
  /** Products of one vendor that their words are held against: a large wholesaler has 2,000. */
  vendor_products_read_max: 5_000,
  /** Lines of one message of stock or prices: what one person counts before sending it. */
  shelf_lines_max: 30,
  /**
   * A vendor's new price further than this from the old one is asked about: wholesale prices of
   * staples move by some per cent a week, and a slip of the finger by a factor of ten.
   */
  cost_change_percent_asked: 30,
  /** So many times what there was is asked about: a lorry brings ten times a low stock at most. */
  stock_times_asked: 10n,
  /** A vendor has a day at most to answer; after a week even a stopped service has closed it. */
  offer_open_ms_max: 7 * 24 * 3_600_000,
  /** Vendors tried in one assignment when stock moved between choosing and reserving. */
  reserve_tries_max: 5,
  /**
   * Vendors weighed for an order, of those who can fill it: each costs a look at every line. Far
   * more than can fill one in a town of today.
   */
  vendor_candidates_max: 32,
  /** Of 1000: so little between two vendors is not worth waiting for while the better is busy. */
  vendor_near_points: 20,
  /** Kept with an offer, to see who came next. */
  vendor_others_kept: 5,
  /** Rows per read while the books are verified: about a megabyte. */
  verify_rows: 2_000,

  // Embedded Postgres.
  /** From spawn to a first answered query, recovery after a crash included. */
  embedded_start_ms_max: 60_000,
  /** Fast shutdown writes one checkpoint; after this the server is told to drop everything. */
  embedded_stop_ms_max: 30_000,
  /** A start is tried again when a port was taken or another start or stop was under way. */
  embedded_start_attempts_max: 20,
  /** Between two looks at a server that is starting or stopping: starting takes 30 to 50 ms. */
  embedded_look_ms: 25,
  /** Two service processes, the queue's pools, test files side by side, a person looking on. */
  embedded_connections_max: 120,
  /** The server's log starts anew beyond this, so that a demo left alone fills no disk. */
  embedded_log_bytes_max: 8 * 1024 * 1024,

  // Migrations.
  /** Creating one role in twenty databases of a cluster at once meets at most this often. */
  role_race_tries_max: 20,
  /** Drawn between two such tries, so that those who met do not meet again. */
  role_race_pause_ms_max: 50,

  // Messages; what a message to WhatsApp may hold stands in whatsapp-limits.ts.
  /** Lines on a statement: a month of a shop that orders daily, on two small pages. */
  statement_lines_max: 30,
  /** Messages told by template that are said again in full to whoever asks: a day's news of one. */
  told_again_max: 5,
  /** Words from outside in one hole (names, what was typed): enough to recognise them by. */
  outside_text_chars_max: 60,
  /** Order numbers are leased from 1001 on; ten digits outlast any town. */
  order_number_digits_max: 10,
  // Language.
  /** A hundred lines of an order; WhatsApp allows 4,096 characters, USSD and SMS far fewer. */
  message_chars_max: 3_000,
  // Queue: doorbells only, every one of which may be lost and is found again by a sweep.
  /** Rings of one topic and key within this are one ring; a turn takes about as long. */
  queue_window_ms: 25,
  /** Rings kept while the queue is away, and keys remembered in a window. Some 2 MB. */
  queue_buffer_max: 10_000,
  /** Between two calls: a job on Postgres costs over a millisecond of a core, all told. */
  queue_send_gap_ms: 5,
  /** Rings that go out in one call. */
  queue_batch_max: 500,
  /** Pauses before the queue is tried again: the first, doubled up to the last. */
  queue_retry_ms_min: 100,
  queue_retry_ms_max: 5_000,
  /** A call to the queue that takes longer has failed: the caller's rings pile up behind it. */
  queue_call_ms_max: 5_000,
  /** Keys waiting in one process and topic, half a MB; more are sent back to the queue. */
  queue_waiting_keys_max: 5_000,
  /** When a process is full, the ring comes back after this. */
  queue_full_retry_ms: 250,
  /** A failing handler is rung again so often, after 1, 2, 4 ... s; then the sweep's turn. */
  queue_tries_max: 5,
  queue_failure_pause_ms: 1_000,
  /** Later rings share one job per bucket of time: coarse far ahead, fine within 10 s. */
  queue_bucket_ms: 1_000,
  queue_bucket_near_ms: 50,
  queue_near_ms: 10_000,
  /** Later rings remembered, so that they are not asked for twice; beyond, doubles are sent. */
  queue_scheduled_max: 50_000,
  /** On Postgres fewer jobs than this go one by one: a bulk call costs as much as so many. */
  queue_postgres_bulk_min: 16,
  /** Jobs fetched side by side; each only rings a bell of the process and is done. */
  queue_fetch_concurrency: 8,
  /** Connections of the queue on Postgres for ringing, and for fetching (one more listens). */
  queue_ring_connections_max: 2,
  queue_fetch_connections_max: 3,
  /** Events BullMQ keeps for listeners; we have none. */
  queue_events_kept: 100,
  /** An interval that a process has not heard for so many of itself is asked for again. */
  queue_overdue_intervals: 5,
  /** Closing waits this long for handlers; a turn takes milliseconds, a send up to 30 s. */
  queue_drain_ms_max: 35_000,
  /** Closing waits this long to give remaining rings to the queue. */
  queue_flush_ms_max: 2_000,
  // Metrics.
  /** A scrape waits 10 s by default: no gauge may use that up. */
  gauge_read_ms_max: 2_000,
} as const;

/**
 * What a webhook of WhatsApp may hold before we stop taking it apart. Meta's own bounds: up to
 * 3 MB and 1,000 updates a body.
 */
export const WHATSAPP_WEBHOOK = {
  /** Five times what Meta batches; a body of 4 MB could name a million, each a row of ours. */
  elements_max: 5000,
  /** Documented elements nest 9 deep; sorting and writing JSON recurse, and must not overflow. */
  element_nesting_max: 64,
  /** Carts have no documented bound; beyond this nobody can read the quote, and a person helps. */
  cart_items_max: 500,
  /** One card of a phone book has a handful of numbers; a message holds several cards. */
  contact_phones_max: 50,
} as const;

/** What we accept as the Graph API's answer; its own answers stay under two kilobytes. */
export const GRAPH_ANSWER_BYTES_MAX = 64 * 1024;

/** What one line of the log may hold: it is read by people, and paid for by the byte. */
export const LOG = {
  /** Longer texts are cut; a stack of forty frames fits. */
  text_signs_max: 4_000,
  /** Deeper values are cut; an error with its cause and its cause's members fits. */
  nesting_max: 6,
  /** Members of a list or an object beyond these are counted, not shown. */
  members_max: 50,
  /** A shorter secret is not searched for in texts: it would blot out ordinary words. */
  secret_signs_min: 6,
} as const;

/** What the HTTP side takes and waits for. */
export const HTTP = {
  /** Meta's webhooks hold up to 3 MB (Meta, "Webhooks"). */
  webhook_bytes_max: 4 * 1024 * 1024,
  /** Webhooks being read at once: sixteen of the largest, and a flood cannot fill the memory. */
  webhook_buffer_bytes_max: 64 * 1024 * 1024,
  /** A sender that was refused may finish what it was writing, so that it reads our answer. */
  refused_rest_bytes_max: 16 * 1024 * 1024,
  refused_rest_ms_max: 5_000,
  /** Commands of the API are a few fields. */
  api_body_bytes_max: 64 * 1024,
  /** A client gets its headers and its whole request across within these. */
  headers_ms_max: 10_000,
  request_ms_max: 30_000,
  /** Over the 60 s that proxies keep idle connections, so that they close first, not we. */
  keep_alive_ms: 65_000,
  /** Sockets of one process; more would only queue for the same two cores. */
  connections_max: 4_000,
  /** A stopping process gives running requests this long. Orchestrators kill after 10 to 30 s. */
  close_ms_max: 8_000,
  /** A check that takes longer counts as not ready. */
  ready_check_ms_max: 2_000,
  /** Probes of several watchers share one round of checks. */
  ready_shared_ms: 1_000,
  page_rows_default: 50,
  page_rows_max: 100,
  /** An operator's working day; there is no way to take a token back before. */
  token_s: 12 * 60 * 60,
  /** argon2 reads all of a password: no reason to let it read a book. */
  password_characters_max: 256,
  reason_characters_max: 500,
  /** A count, a delivery note or a purchase order of some pages; each line locks a stock row. */
  stock_lines_max: 200,
  /** What people call a warehouse, a supplier, a purchase order or a delivery note. */
  label_characters_max: 80,
  /** Rate limits count within this. */
  rate_window_ms: 60_000,
  /** A person with a browser, and a script that pages through a list. */
  reads_per_window_max: 600,
  commands_per_window_max: 120,
  /** Logins count within this: guessing is slow, a mistyped password is not. */
  login_window_ms: 15 * 60_000,
  logins_per_address_max: 50,
  failed_logins_per_account_max: 10,
  /** Redis not answering within this is away, and the process counts for itself. */
  rate_store_ms_max: 250,
  /** And is tried again after this. */
  rate_store_pause_ms: 1_000,
} as const;

/** People of ours who talk to people. */
export const SUPPORT = {
  /** Not understood so often in a row, and a person is called: the third is no slip any more. */
  misheard_max: 3,
  /** Rows of a ticket's story, and messages of its conversation, that are shown at once. */
  shown_rows_max: 50,
  /** Meta's customer service window is 24 h from their last message; some minutes for clocks. */
  window_ms: 24 * 60 * 60_000 - 5 * 60_000,
  /** What an operator may write at once: as long as a message may be. */
  words_characters_max: 4_096,
  /** Messages back in which a file that is sent again is known: an answer was lost, not a day. */
  given_looked_max: 200,
  /** What was asked by keypad, and an operator's note. */
  note_characters_max: 500,
} as const;

/** What is shown of a town's goods at once. */
export const BROWSE = {
  /** Rows of a list, and sections of a message of the provider's catalogue. */
  shelves_max: 10,
  /** Ten shelves of three are the thirty products that such a message takes. */
  of_shelf_max: 3,
  /** Lines with prices that stand above a button, in every language. */
  goods_max: 12,
  /** By short message: more would be left out to keep it short. */
  goods_short_max: 6,
} as const;

/** How fast we send. */
export const SENDING = {
  /**
   * Meta takes one message in 6 s to one recipient (`channel_accounts.pair_interval_ms`), and 45
   * at once as an advance on what follows (Cloud API, pair rate limits). One less here: arrivals
   * draw nearer on their way.
   */
  pair_burst_max: 44,
  /**
   * What a number may send at once, as time at its rate. Meta counts messages in a second; the
   * rest of it is left to what arrives bunched.
   */
  number_burst_ms: 750,
  /** Messages of one town looked at in a batch, where many towns share it. */
  share_min: 4,
  /** Since 1 October 2026 Meta charges what is said outside templates beyond these a month. */
  free_service_messages: 1_000n,
  /** Meta, free entry points: an answer within a day, then three days in which all is free. */
  free_entry_answer_ms: 24 * 60 * 60_000,
  free_entry_ms: 72 * 60 * 60_000,
} as const;
