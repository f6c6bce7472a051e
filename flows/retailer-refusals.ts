import { assign } from 'xstate';
import type { Effect, Refusal } from '../src/conversation/vocabulary.js';
import { refusalParts } from './refusals.js';
import type { RefusedEvent } from './refusals.js';
import { SHOW_BASKET, doubts } from './retailer-context.js';
import { retailer } from './retailer-setup.js';
import { LANGUAGE_TAPS, gapped, part, tell } from './sentences.js';

/** Refusals a retailer hears: the words, what is shown with them, and where it leads. */

/** The basket that was to be placed is not the one that is: it is shown as it is. */
const SHOWN_AGAIN: Partial<Record<Refusal, 'note.basket_changed' | 'note.prices_changed'>> = {
  basket_changed: 'note.basket_changed',
  price_changed: 'note.prices_changed',
  not_sold: 'note.basket_changed',
};

/** With these there is no basket to come back to. */
const LEADS_TO_OPEN: ReadonlySet<Refusal> = new Set(['basket_empty', 'already_placed']);

const WITH_HOW_TO_ORDER: ReadonlySet<Refusal> = new Set(['basket_empty', 'no_last_order']);

function words(event: RefusedEvent): readonly Effect[] {
  const parts = refusalParts(event);
  if (event.refusal === 'language_not_offered') return [tell(parts, LANGUAGE_TAPS)];
  if (!WITH_HOW_TO_ORDER.has(event.refusal)) return [tell(parts)];
  return [tell([...parts, gapped(part('order.how'))])];
}

const refused = retailer.createStateConfig({
  on: {
    REFUSED: [
      {
        guard: ({ event }) =>
          event.effect === 'place_order' && SHOWN_AGAIN[event.refusal] !== undefined,
        actions: [
          assign(({ event }) => ({ note: SHOWN_AGAIN[event.refusal] ?? null })),
          { type: 'effects', params: SHOW_BASKET },
        ],
      },
      {
        // The doubts of the same words are still to be asked.
        guard: ({ context, event }) =>
          context.questions.length > 0 &&
          (event.effect === 'edit_basket' || event.effect === 'repeat_last_order'),
        target: '.asking',
        actions: {
          type: 'effects',
          params: ({ context, event }) => doubts(context, null, refusalParts(event)),
        },
      },
      {
        guard: ({ event }) => LEADS_TO_OPEN.has(event.refusal),
        target: '.open',
        actions: [
          assign({ shown: null, note: null }),
          { type: 'effects', params: ({ event }) => words(event) },
        ],
      },
      { actions: { type: 'effects', params: ({ event }) => words(event) } },
    ],
  },
});

export const refusals = refused.on;
