import type { Sheet } from './sheet.js';

/**
 * What we say, in words that belong to no provider: rendered by a hop, stored in the outbox,
 * translated by the channel when it is sent. Limits are those of the narrowest channel in
 * limits.ts and are checked where this is made.
 */
export type OutboundContent = PlainContent | GoodsContent | FormContent;

/** What every number can send. */
export type PlainContent =
  | {
      readonly kind: 'text';
      readonly body: string;
      /** A word that no table may hold, sealed; a short message opens it on its way out. */
      readonly sealed?: string;
      /** Goes even to a number that stopped our messages: that they are stopped. */
      readonly despiteStop?: true;
    }
  /** A file, printed when it leaves; `body` stands beneath it. */
  | {
      readonly kind: 'document';
      readonly body: string;
      readonly fileName: string;
      readonly sheet: Sheet;
    }
  /** A file of ours that is stored, with words beneath it or none. */
  | {
      readonly kind: 'file';
      readonly as: 'image' | 'document';
      readonly body: string;
      readonly fileName: string;
      readonly mimeType: string;
      /** Where it lies in our storage. */
      readonly storageKey: string;
      /** Chosen by whoever sends it: the same again in a conversation is the same message. */
      readonly givenId: string;
    }
  /** Asks for something that the channel has a button of its own to give. */
  | { readonly kind: 'request'; readonly of: 'place' | 'phone'; readonly body: string }
  /** A page to open: one button under the words; where there are none, a line of its own. */
  | {
      readonly kind: 'link';
      readonly body: string;
      readonly title: string;
      /** https, and only signs that stand in a URL (RFC 3986). */
      readonly url: string;
    }
  | { readonly kind: 'buttons'; readonly body: string; readonly buttons: readonly Choice[] }
  | {
      readonly kind: 'list';
      readonly body: string;
      /** The word on the button that opens the list. */
      readonly open: string;
      readonly rows: readonly ListRow[];
    };

/** Products of the catalogue that a number of ours has at the provider, to be put into a cart. */
export interface GoodsContent {
  readonly kind: 'goods';
  readonly body: string;
  readonly catalogueId: string;
  /** Left out with the one product that is shown by itself. */
  readonly header?: string;
  readonly sections: readonly { readonly title: string; readonly skus: readonly string[] }[];
  /** Understood when it is written, and not shown. */
  readonly words: readonly Choice[];
  /** Says the same without the catalogue: where the provider refuses it, and on other channels. */
  readonly plain: PlainContent;
}

/** A form of the provider's (WhatsApp Flows), opened by a button. */
export interface FormContent {
  readonly kind: 'form';
  readonly body: string;
  readonly title: string;
  /** As the provider knows the form. */
  readonly flowId: string;
  /** Comes back with what was filled in. */
  readonly token: string;
  /** Understood when it is written, and not shown. */
  readonly words: readonly Choice[];
  /** Asks the same in words. */
  readonly plain: PlainContent;
}

/** What says the same, and every number can send. */
export function plainForm(content: OutboundContent): PlainContent {
  return 'plain' in content ? content.plain : content;
}

/**
 * A message approved beforehand, with what fills it: made when a message leaves, of words that were
 * rendered long before. It stands in no table.
 */
export interface TemplateContent {
  readonly kind: 'template';
  readonly name: string;
  /** As the provider calls it. */
  readonly language: string;
  readonly parameters: readonly string[];
  /** Ids of its quick replies, in their order. */
  readonly payloads: readonly string[];
}

/** Where the sealed word of a text stands. */
export const SEALED_PLACE = '####';

/** The words of a message where nothing can be tapped: a link stands in a line of its own. */
export function plainWords(content: OutboundContent): string {
  return content.kind === 'link'
    ? `${content.body}\n${content.title}: ${content.url}`
    : content.body;
}

/** Something to tap: `id` comes back to us as a `choice`. */
export interface Choice {
  readonly id: string;
  readonly title: string;
}

export interface ListRow extends Choice {
  /** Heading of the section the row stands in; rows of one section stand together. */
  readonly section: string;
  readonly description: string;
}

/** To whom a message goes on a channel: a phone where we know one, else the BSUID. */
export interface Recipient {
  readonly phone: string | null;
  readonly bsuid: string | null;
}
