/**
 * What a person's message holds, in words that belong to no provider. A channel translates its
 * wire format into this once, before the inbox; the hop never sees a provider's payload.
 */
export type InboundContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** The product that it is written about, by our SKU: in reply to one of the catalogue. */
      readonly sku?: string;
    }
  /** A tap on something we sent: `id` is the id we gave the button or list row. */
  | { readonly kind: 'choice'; readonly id: string; readonly title: string }
  /** A cart from the provider's own catalogue; prices in it are only what the client saw. */
  | { readonly kind: 'cart'; readonly items: readonly CartItem[]; readonly note: string }
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  /** Media by the provider's id; `caption` is what was typed with it. */
  | {
      readonly kind: 'media';
      readonly media: 'image' | 'video' | 'audio' | 'document' | 'sticker';
      readonly mediaId: string;
      readonly mimeType: string;
      readonly caption: string;
      /** As the provider wrote it, where it did: base64 or hex. */
      readonly sha256?: string;
      /** Of a document. */
      readonly fileName?: string;
    }
  | { readonly kind: 'contacts'; readonly phones: readonly string[] }
  /** `emoji` is empty when the reaction was taken back. */
  | { readonly kind: 'reaction'; readonly emoji: string; readonly messageId: string }
  /** A form's answer (WhatsApp Flows, address messages): the parsed JSON text, kept as text. */
  | { readonly kind: 'form'; readonly name: string; readonly answer: string }
  /** Something about the sender, not from them: a changed number or id. */
  | { readonly kind: 'system'; readonly change: string; readonly newAddress: string }
  /** Known to exist, not understood: stored raw and answered honestly or not at all. */
  | { readonly kind: 'unsupported'; readonly type: string };

export interface CartItem {
  readonly sku: string;
  /** A decimal, as text. */
  readonly quantity: string;
  /** The client's price in major units as a decimal, as text. */
  readonly price: string;
  readonly currency: string;
}

/** One way a sender is known to a channel. A phone is E.164; a BSUID is Meta's scoped user id. */
export interface Address {
  readonly kind: 'phone' | 'bsuid';
  readonly value: string;
}
