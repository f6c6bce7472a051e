import nearley from 'nearley';
import grammar from '../../grammars/generated/order.js';

/** The places, in the class string, of the tokens that make up one item. */
export interface Shape {
  readonly N?: number;
  readonly Q?: number;
  readonly U?: number;
}

const compiled = nearley.Grammar.fromCompiled(grammar);
/** Shapes repeat: most segments are one of a dozen. Bounded; holds nothing of any message. */
const known = new Map<string, readonly (readonly Shape[])[]>();
const KNOWN_MAX = 2000;

/**
 * Reads a segment given as token classes ("QUN" is "2 bora chamal").
 * Gives every reading the grammar allows: none, one, or the two that a left-over name permits.
 * The only importer of nearley.
 */
export function parseSegment(classes: string): readonly (readonly Shape[])[] {
  const before = known.get(classes);
  if (before) return before;
  const parser = new nearley.Parser(compiled);
  let readings: (readonly Shape[])[] = [];
  try {
    parser.feed(classes);
    readings = (parser.results as unknown[][]).map((nested) => nested.flat(Infinity) as Shape[]);
  } catch {
    // nearley throws at the first token that fits no rule: the segment has no reading.
  }
  if (known.size < KNOWN_MAX) known.set(classes, readings);
  return readings;
}
