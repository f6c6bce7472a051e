import type { OutcomeEvent, Part, Say, Tap } from '../src/conversation/vocabulary.js';
import { part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** How an order was: asked with the word that it came, and what is said to the answer. */

const OFFERED = [
  [5, 'button.rating_5'],
  [3, 'button.rating_3'],
  [1, 'button.rating_1'],
] as const;

/** Up to this something was wrong, and the way to say what is shown. */
const BAD_STARS = 2;

/**
 * What is asked and what can be tapped. `open`: figures of 1 to 5 answer too; else a bare figure
 * would be taken for something that is asked already.
 */
export function askRating(
  number: string,
  open: boolean,
): { readonly ask: Part; readonly taps: readonly Tap[] } {
  const taps = OFFERED.map(([stars, key]) => ({
    ...tap(TAP.rate(stars, number), key),
    number: open ? stars : 0,
  }));
  return { ask: part(open ? 'rating.ask' : 'rating.ask_tap'), taps };
}

/** What was kept; after a bad word, how to say what was wrong. */
export function ratingKept(event: Extract<OutcomeEvent, { type: 'RATING_KEPT' }>): Say {
  const { vendor, stars, isFirst } = event;
  const number = { digits: event.number };
  const kept = part('rating.kept', { number, vendor, stars, first: { choice: String(isFirst) } });
  if (stars > BAD_STARS) return tell([kept]);
  const goods = { number: event.number, lineNo: null, problem: null, quantity: null };
  return tell(
    [kept, part('rating.sorry')],
    [tap(TAP.dispute(goods), 'button.goods_amiss'), tap(TAP.menu.person, 'button.call_person')],
  );
}
