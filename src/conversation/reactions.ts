import { readTap } from '../../flows/taps.js';
import type { PersonEvent } from './vocabulary.js';

/**
 * Reactions as answers. A reaction names the message it stands on, so it is exactly as clear as
 * a tap on that message's own button and is heard as one: the tap's id says which basket at which
 * version, which offer, which change. Whether that is still open, and still costs the same, is
 * checked where every tap is.
 */

/** Signs that agree, in any skin tone; hearts and folded hands are thanks, not orders. */
const YES = new Set(['👍', '✅', '✔', '☑', '👌', '🆗']);
const NO = new Set(['👎', '❌', '✖', '🚫', '🙅']);

/** The skin tones U+1F3FB to U+1F3FF, and the sign that asks for the coloured form. */
const SHADES = /[\u{1F3FB}-\u{1F3FF}]|\u{FE0F}/gu;

/** Ids of what agrees to the question of a message, and of what does not. */
const YES_TAPS =
  /^(confirm:|accept:|late:yes:|consent:take:|take:|registration:right$|sure:yes$|rate:5:)/;
const NO_TAPS =
  /^(change:|decline:|late:no:|consent:refuse:|pass:|registration:wrong$|sure:no$|rate:1:)/;

/** Questions with a sum in them. */
const MONEY_TAPS = /^(confirm|accept|consent):/;

/**
 * What a reaction on a message with these taps means; null is silence. A question is answered
 * only where the message asks exactly one; with money in it, any other sign has the question
 * asked again, so that nobody believes to have ordered with a heart.
 */
export function reactionEvent(emoji: string, taps: readonly string[]): PersonEvent | null {
  const sign = emoji.replaceAll(SHADES, '');
  const agreeing = taps.filter((id) => YES_TAPS.test(id));
  const [yes, ...others] = agreeing;
  if (sign === '' || yes === undefined) return null;
  const askedAgain = agreeing.some((id) => MONEY_TAPS.test(id)) ? again(yes) : null;
  if (others.length > 0) return askedAgain;
  if (YES.has(sign)) return readTap(yes);
  if (!NO.has(sign)) return askedAgain;
  const [no, ...more] = taps.filter((id) => NO_TAPS.test(id));
  return no === undefined || more.length > 0 ? askedAgain : readTap(no);
}

/** Shows what is open, with its buttons. */
function again(yes: string): PersonEvent {
  if (yes.startsWith('confirm:')) return { type: 'BASKET_ASKED' };
  if (yes.startsWith('accept:')) return { type: 'OFFERS_ASKED' };
  return { type: 'STATUS_ASKED', number: null };
}
