import type { CatalogueIndex } from './catalogue-index.js';
import type { Facts } from './decide.js';
import { gatherFacts, readMessage } from './facts.js';
import { readLines } from './message-lines.js';
import { normalise } from './normalise.js';
import type { LineScene } from './read-lines.js';
import type { Amiss, ReadingContext } from './reading.js';

/** What the cues of a complaint say is wrong; the first that is said, the plainest first. */
const PROBLEMS = [
  ['expired', 'expired'],
  ['broken', 'damaged'],
  ['wrong', 'wrong'],
  ['missing', 'missing'],
] as const;

/** The first figure of a message, or its last, where it is as long as an order's number. */
const AT_AN_END = /^\D{0,3}(\p{Nd}{4,10})(?!\p{Nd})|(?<!\p{Nd})(\p{Nd}{4,10})\D{0,3}$/u;

function numberIn(text: string, { references }: Facts): string | null {
  const found = AT_AN_END.exec(normalise(text));
  return references[0] ?? found?.[1] ?? found?.[2] ?? null;
}

/**
 * What is amiss with which goods, out of words that were decided to complain. The order's number
 * is taken out before goods are read, so that it is never an amount of them.
 */
export function readAmiss(
  text: string,
  facts: Facts,
  context: ReadingContext,
  index: CatalogueIndex,
  sceneOf: (message: ReturnType<typeof readMessage>) => LineScene,
): Amiss {
  const problem = PROBLEMS.find(([cue]) => facts.cues.has(cue))?.[1] ?? null;
  const number = numberIn(text, facts);
  const rest = text.replace(/\p{Nd}{4,10}/gu, (one) => (normalise(one) === number ? ' ' : one));
  const message = readMessage(rest, context, index);
  const lines = readLines(
    message,
    'stock_query',
    gatherFacts(message, context, index),
    sceneOf(message),
  );
  return { problem, number, lines };
}
