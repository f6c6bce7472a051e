import { assign } from 'xstate';
import type { Effect, Part, Refusal, ReplyKey } from '../src/conversation/vocabulary.js';
import { refusalParts } from './refusals.js';
import type { RefusedEvent } from './refusals.js';
import { asksAgain, disputeRefused } from './retailer-disputing.js';
import { SHOW_BASKET, doubts } from './retailer-context.js';
import type { RetailerContext } from './retailer-context.js';
import { retailer } from './retailer-setup.js';
import { LANGUAGE_TAPS, gapped, part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** Refusals a retailer hears: the words, what is shown with them, and where it leads. */

/** The basket that was to be placed is not the one that is: it is shown as it is. */
const SHOWN_AGAIN: Partial<Record<Refusal, ReplyKey>> = {
  basket_changed: 'note.basket_changed',
  price_changed: 'note.prices_changed',
  split_changed: 'note.split_changed',
  not_sold: 'note.basket_changed',
};

function notesOf({ refusal }: RefusedEvent): readonly Part[] {
  const key = SHOWN_AGAIN[refusal];
  return key ? [part(key)] : [];
}

/**
 * There is no basket to come back to. Not `already_placed`: an old button pressed again is about
 * another basket than the one on show, which can be confirmed all the same.
 */
const LEADS_TO_OPEN: ReadonlySet<Refusal> = new Set(['basket_empty']);

/** Where credit is not enough, an order may be paid at the door instead, if the town has that. */
function cashInstead({ detail }: RefusedEvent, parts: readonly Part[]): Effect {
  const { basketId, version } = detail;
  if (basketId === undefined || version === undefined) return tell(parts);
  const taps = [tap(TAP.cash(basketId, Number(version)), 'button.cash')];
  return tell([...parts, gapped(part('cash.instead'))], taps);
}

/** What was to be said with the basket comes before the refusal to show it. */
function words(context: RetailerContext, event: RefusedEvent): readonly Effect[] {
  const parts = [...context.notes, ...refusalParts(event)];
  switch (event.refusal) {
    case 'language_not_offered':
      return [tell(parts, LANGUAGE_TAPS)];
    case 'not_sold':
      // Words may not reach what is no longer in the catalogue: this always does.
      return [tell(parts, [tap(TAP.drop, 'button.drop_basket')])];
    case 'credit_short':
    case 'credit_stopped':
      return [cashInstead(event, parts)];
    case 'basket_empty':
    case 'no_last_order':
      return [tell([...parts, gapped(part('order.how'))])];
    case 'phone_not_verified':
      return [{ ...tell(parts), asks: 'phone' }];
    default:
      return [tell(parts)];
  }
}

/** Said before the order whose change was answered too late, or in an old message. */
export const GONE: readonly Part[] = [part('change.gone')];

/** Whether a change was answered that does not wait any more. */
export function isGone(event: RefusedEvent): boolean {
  return event.refusal === 'change_gone' && event.detail['number'] !== undefined;
}

/** Shows the order instead, as it stands now. */
export function showGone({ detail }: RefusedEvent): readonly Effect[] {
  return [{ type: 'read_orders', number: detail['number'] ?? null }];
}

const refused = retailer.createStateConfig({
  on: {
    REFUSED: [
      {
        guard: ({ event }) => asksAgain(event),
        target: '.counting',
        actions: { type: 'effects', params: ({ event }) => disputeRefused(event) },
      },
      {
        // Whatever was asked before is asked still.
        guard: ({ event }) => event.effect === 'complain',
        actions: [
          assign({ complaint: null }),
          { type: 'effects', params: ({ event }) => disputeRefused(event) },
        ],
      },
      {
        // A figure is no rating of that order any more.
        guard: ({ event }) => event.effect === 'rate',
        actions: [
          assign({ rating: null }),
          { type: 'effects', params: ({ context, event }) => words(context, event) },
        ],
      },
      {
        guard: ({ event }) => isGone(event),
        actions: [
          assign({ notes: GONE }),
          { type: 'effects', params: ({ event }) => showGone(event) },
        ],
      },
      {
        guard: ({ event }) =>
          event.effect === 'place_order' && SHOWN_AGAIN[event.refusal] !== undefined,
        actions: [
          assign(({ event }) => ({ notes: notesOf(event) })),
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
          { type: 'effects', params: ({ context, event }) => words(context, event) },
          assign({ shown: null, notes: [] }),
        ],
      },
      {
        actions: [
          { type: 'effects', params: ({ context, event }) => words(context, event) },
          assign({ notes: [] }),
        ],
      },
    ],
  },
});

export const refusals = refused.on;
