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
  readonly value?: number | undefined;
  readonly unit?: string | undefined;
  readonly flags?: readonly string[] | undefined;
  /** What the words ask for, whatever their kind. */
  readonly cues: readonly string[];
  /** A name that the catalogue knows as an alias or a brand. */
  readonly alias?: boolean | undefined;
  /** A name that is also an everyday word: "pani" is water, and "also". */
  readonly homonym?: boolean | undefined;
  readonly tags?: readonly string[] | undefined;
}

const NO_CUES: readonly string[] = [];

/**
 * A piece, always with the same fields. An object that is spread out of another one can cost V8 a
 * hidden class of its own, five times the object's size and never young: there are hundreds of
 * pieces to a long message, and pauses of the collector came of it.
 */
export function toPiece(
  kind: Piece['kind'],
  from: number,
  to: number,
  rest: Partial<Omit<Piece, 'kind' | 'from' | 'to'>> = {},
): Piece {
  const { value, unit, flags, cues = NO_CUES, alias, homonym, tags } = rest;
  return { kind, from, to, value, unit, flags, cues, alias, homonym, tags };
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
