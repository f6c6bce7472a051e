import type { CatalogueIndex } from './catalogue-index.js';
import type { Facts } from './decide.js';
import type { Message } from './facts.js';
import { findPhrase, hasRole } from './lexicon.js';
import type { Piece } from './piece.js';

/** What stands in a message beside goods: a choice from a list, a code, a reason. */

/** "2", "no. 2", "the second one": a position in the list that was shown. */
export function readChoice(message: Message, facts: Facts): number | null {
  const ordinal = [...facts.cues].find((cue) => cue.startsWith('ordinal_'));
  if (ordinal) return Number(ordinal.slice('ordinal_'.length));
  const figures = message.pieces.filter((piece) => piece.kind === 'quantity');
  const value = figures[0]?.value;
  if (figures.length !== 1 || value === undefined || !Number.isInteger(value)) return null;
  const plain = facts.goods.length === 0 && message.pieces.every((piece) => piece.kind !== 'unit');
  return plain && value >= 1 && value <= 30 ? value : null;
}

const CODE_DIGITS_MIN = 3;

function figureOf(message: Message, piece: Piece): string | null {
  const text = message.tokens[piece.to - 1]?.text ?? '';
  const figure = piece.kind === 'quantity' || piece.kind === 'reference';
  return figure && /^\d+$/.test(text) && text.length >= CODE_DIGITS_MIN ? text : null;
}

/**
 * The code that a driver was given at the door. In: the message and the figures taken for order
 * numbers. A figure after the word "code"; else one that is no open order's; else, where the open
 * orders are not known, the second figure. The rest are order numbers.
 */
export function readCode(
  message: Message,
  facts: Facts,
  index: CatalogueIndex,
): { code: string | null; orders: readonly string[] } {
  const { references } = facts;
  const { role, orders } = facts.context;
  if (role !== 'driver') return { code: null, orders: references };
  const figures = message.pieces.flatMap((piece) => {
    const text = figureOf(message, piece);
    return text === null ? [] : [{ text, at: piece.from }];
  });
  const named = figures.find(
    ({ at }) => at > 0 && hasRole(findPhrase(index.lexicon, message.tokens, at - 1), 'code'),
  );
  const known = Object.keys(orders);
  const strange = known.length > 0 ? figures.find(({ text }) => !known.includes(text)) : figures[1];
  const code = (named ?? strange)?.text ?? null;
  return { code, orders: references.filter((text) => text !== code) };
}

/** The words of a message without its numbers: why something was not done. Null when none. */
export function readReason(message: Message, index: CatalogueIndex): string | null {
  // Signs share the place of the word they stand at: nothing is quoted twice.
  let quoted = 0;
  const words = message.pieces.flatMap((piece) => {
    const numbered = piece.kind === 'reference' || piece.flags?.includes('reference_word') === true;
    if (numbered || figureOf(message, piece) !== null) return [];
    if (hasRole(findPhrase(index.lexicon, message.tokens, piece.from), 'fail')) return [];
    const first = message.tokens[piece.from];
    const last = message.tokens[piece.to - 1];
    if (!first || !last || last.end <= quoted) return [];
    const text = message.text.slice(Math.max(first.start, quoted), last.end);
    quoted = last.end;
    return [text];
  });
  const reason = words.join(' ').replace(/^[\s,.:;!-]+|[\s,:;-]+$/gu, '');
  return /\p{L}/u.test(reason) ? reason : null;
}
