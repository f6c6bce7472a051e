import type { CatalogueIndex } from './catalogue-index.js';
import type { Token } from './tokens.js';

/** A token or phrase whose part in the message is known. */
export interface Piece {
  readonly kind:
    | 'name' // may name a product
    | 'quantity'
    | 'unit'
    | 'break' // a comma, a line's end
    | 'and'
    | 'or'
    | 'not' // takes back what stood before it
    | 'price'
    | 'reference'
    | 'time'
    | 'money' // an amount with a currency
    | 'each'
    | 'some'
    | 'about'
    | 'pronoun'
    | 'ditto' // as much as of the item before
    | 'question'
    | 'cue'
    | 'drop';
  readonly from: number;
  readonly to: number;
  readonly value?: number;
  readonly unit?: string;
  readonly flags?: readonly string[];
  /** What the words ask for, whatever their kind. */
  readonly cues: readonly string[];
  /** A name that the catalogue knows as an alias or a brand. */
  readonly alias?: boolean;
  /** A name that is also an everyday word: "pani" is water, and "also". */
  readonly homonym?: boolean;
  readonly tags?: readonly string[];
}

export interface Tagging {
  readonly tokens: readonly Token[];
  readonly index: CatalogueIndex;
  /** Order numbers that stand open with the speaker. */
  readonly orders: ReadonlySet<string>;
  /** Whether any bare figure may be an order number: an agent speaks whose orders are not known. */
  readonly anyOrder: boolean;
  /** Tokens that are list numbers or bullets. */
  readonly skip: ReadonlySet<number>;
}
