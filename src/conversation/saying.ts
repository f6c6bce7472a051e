import type { ReplyKey } from './replies/en.js';

/** A hole of a sentence; the wrapped ones are written by language, digits and currency. */
export type Hole =
  | string
  | number
  | { readonly money: string }
  | { readonly quantity: string; readonly unit: string }
  /** Goods in one line, with commas between them. */
  | { readonly goods: readonly { name: string; quantity: string; unit: string }[] }
  | { readonly unit: string }
  | { readonly time: string }
  /** A number that is a name, such as an order's: written in local digits, never grouped. */
  | { readonly digits: string }
  /** Picks a branch of the sentence (an ICU select); never written itself. */
  | { readonly choice: string }
  /** Words of a person, at more length than a name has. */
  | { readonly quote: string }
  /** A word of the reply catalogue itself, such as a state's name. */
  | { readonly key: ReplyKey }
  /** Several such words, with commas between them. */
  | { readonly keys: readonly ReplyKey[] };

/** One sentence or line of a reply; parts are joined by line breaks. */
export interface Part {
  readonly key: ReplyKey;
  readonly holes?: Readonly<Record<string, Hole>>;
  /** An empty line before it. */
  readonly gap?: boolean;
}

/** Something to tap. A title is a key, or text that is not ours (a product's name). */
export interface Tap {
  readonly id: string;
  /**
   * The number under which the words of the message name it; written before the title. Left out:
   * its place, unwritten. 0: no number means it, for a bare number is a quantity there.
   */
  readonly number?: number;
  readonly title: Part | { readonly text: string };
  readonly description?: Part;
  /** Heading in a list: at most ten rows stand in one list. */
  readonly section?: Part | { readonly text: string };
}

/** A message to the person of this conversation. */
export interface Say {
  readonly type: 'say';
  readonly parts: readonly Part[];
  /** With the channel's own button to answer: their place on the map, their number. */
  readonly asks?: 'place' | 'phone';
  /** With a button that opens a page (https), where nothing else is to be tapped. */
  readonly link?: { readonly title: Part; readonly url: string };
  /** Goes with it on paper, where the channel takes files. */
  readonly sheet?: SaidSheet;
  /** Up to three. */
  readonly buttons?: readonly Tap[];
  /** Up to ten, opened by a button. */
  readonly list?: { readonly open: Part; readonly rows: readonly Tap[] };
  /** The same as a form to fill in, where the number has one for it. */
  readonly form?: SaidForm;
  /** The same out of our catalogue at the provider, where the number has one. */
  readonly goods?: SaidGoods;
  /** May be repeated once if the provider's answer stayed unknown. */
  readonly harmless?: boolean;
}

/** What stands above a form's button, and on it. */
export interface SaidForm {
  readonly parts: readonly Part[];
  readonly title: Part;
  /** Not shown, but understood when it is written. */
  readonly words: readonly Tap[];
}

/** Products to put into a cart; one alone is shown by itself, without header and section. */
export interface SaidGoods {
  readonly parts: readonly Part[];
  readonly header: Part;
  readonly sections: readonly {
    readonly title: Part | { readonly text: string };
    readonly productIds: readonly string[];
  }[];
  /** Not shown, but understood when it is written. */
  readonly words: readonly Tap[];
}

/** A sheet of paper, before it is put into words. */
export interface SaidSheet {
  /** What the file is called, without its ending. */
  readonly file: Part;
  readonly title: Part;
  readonly lines: readonly Part[];
  readonly columns: readonly { readonly title: Part; readonly isFigure: boolean }[];
  readonly rows: readonly (readonly Part[])[];
  readonly sums: readonly { readonly words: Part; readonly amount: Part }[];
}
