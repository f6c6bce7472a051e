/**
 * What a message to WhatsApp may hold: the one table of all that we send (Meta, Cloud API reference
 * and its OpenAPI description). Meta does not say whether it counts UTF-16 units or code points. We
 * count units: there are never fewer of them than code points, so what passes here passes either
 * way. Words are made to fit where they are made, and every message is held to it before it leaves.
 */
export const WHATSAPP_MESSAGE = {
  text_max: 4096,
  /** The page on lists says 4096, the OpenAPI description 1024: the lower one holds. */
  interactive_body_max: 1024,
  buttons_max: 3,
  button_id_max: 256,
  button_title_max: 20,
  /** The word that opens a list. */
  list_open_max: 20,
  sections_max: 10,
  section_title_max: 24,
  /** In all sections together. */
  rows_max: 10,
  row_id_max: 200,
  row_title_max: 24,
  row_description_max: 72,
  /** What can be tapped goes by one id whether it becomes a button or a row. */
  tap_id_max: 200,
  header_max: 60,
  /** In all sections of a message of products together. */
  products_max: 30,
  /** Meta names none for a product's id in a catalogue; ours are codes of some twenty signs. */
  product_id_max: 100,
  catalogue_id_max: 64,
  /** The word on the button of a form (flow_cta); no emoji. */
  form_title_max: 30,
  /** The word on the button of a link (display_text). */
  link_title_max: 20,
  /** Meta names none here; it is what the address of a template's button may take. */
  link_url_max: 2000,
  /** The whole of a template's body, its parameters filled in. */
  template_body_max: 1024,
  template_name_max: 512,
  /** Ids of media are numbers of some 16 digits. */
  media_id_max: 100,
  /** Words beneath a document. */
  caption_max: 1024,
  /** Meta names none; what phones and their file systems keep whole. */
  file_name_max: 100,
  /** Meta takes documents of 100 MB; a phone on a slow network does not want ours above this. */
  document_bytes_max: 1024 * 1024,
  /** What an operator sends: Meta takes pictures of 5 MB, and documents of no more are enough. */
  sent_file_bytes_max: 5 * 1024 * 1024,
  /** biz_opaque_callback_data, which comes back with each status. */
  callback_data_max: 512,
} as const;

/** Read receipts: a courtesy that may cost little and hold nothing up. */
export const RECEIPT = {
  /** Ten a second of 400 ms each leave room; beyond, the process has better things to do. */
  under_way_max: 16,
  /** Later than this the answer is there. */
  timeout_ms: 3_000,
  /** A turn that is begun anew is begun anew within moments. */
  remembered_max: 1_000,
} as const;

/** Files that are handed over before the message that names them. */
export const UPLOAD = {
  /** With the send's own deadline it stays within the lease of a message. */
  timeout_ms: 15_000,
} as const;
