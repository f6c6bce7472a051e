import { assign } from 'xstate';
import { basket, doubts, isFilled, shown } from './retailer-context.js';
import type { Change, EventOf, RetailerContext } from './retailer-context.js';
import { answerWith, retailer } from './retailer-setup.js';
import { part, tell } from './sentences.js';
import { showKept, showStandings, standingUnclear, standingWaits } from './standing.js';

/** Orders that come again and again: kept in words, and proposed on their day. */

function proposedNote(event: EventOf<'STANDING_PROPOSED'>): Change {
  const key = event.byItself ? 'recurring.ordering' : 'recurring.due';
  return { notes: [part(key, { number: { digits: event.number } })] };
}

function withNote(context: RetailerContext, event: EventOf<'STANDING_PROPOSED'>): RetailerContext {
  return { ...context, ...proposedNote(event) };
}

const standing = retailer.createStateConfig({
  on: {
    STANDING_WISHED: [
      {
        guard: ({ event }) => event.schedule.kind === 'unclear',
        actions: { type: 'effects', params: [tell([part('recurring.which_day')])] },
      },
      {
        guard: ({ event }) => event.questions.length > 0 || event.edits.length === 0,
        actions: { type: 'effects', params: ({ event }) => [standingUnclear(event.questions)] },
      },
      {
        actions: {
          type: 'effects',
          params: ({ event }) =>
            event.schedule.kind === 'unclear'
              ? []
              : [{ type: 'keep_standing', schedule: event.schedule, edits: event.edits }],
        },
      },
    ],
    STANDING_ASKED: {
      actions: {
        type: 'effects',
        params: ({ event: { action, number } }) =>
          action === 'show'
            ? [{ type: 'read_standings', number }]
            : [{ type: 'change_standing', action, number }],
      },
    },
    STANDING_ADDED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [
          { type: 'propose_standing', standingId: event.standingId, onTop: true },
        ],
      },
    },
    STANDINGS_READ: {
      actions: { type: 'effects', params: ({ event }) => [showStandings(event.standings)] },
    },
    STANDING_KEPT: { actions: { type: 'effects', params: ({ event }) => [showKept(event)] } },
    STANDING_PROPOSED: [
      {
        guard: ({ event }) => !isFilled(event.view),
        actions: answerWith('recurring.nothing_sold').actions,
      },
      {
        // An answer is still owed: it is asked for with the basket as it has become.
        guard: ({ context }) => context.questions.length > 0,
        target: '.asking',
        actions: [
          { type: 'effects', params: ({ context, event }) => doubts(context, event.view) },
          assign({ shown: null, notes: [], lost: 0 }),
        ],
      },
      {
        // Chosen so: what is ordered is said with its receipt.
        guard: ({ event }) => event.byItself && (event.view.gone ?? []).length === 0,
        target: '.confirming',
        actions: [
          assign(({ event }) => ({ ...shown(event.view), ...proposedNote(event) })),
          {
            type: 'effects',
            params: ({ event: { view } }) => [
              { type: 'place_order', basketId: view.basketId, version: view.version },
            ],
          },
        ],
      },
      {
        target: '.confirming',
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) => basket(withNote(context, event), event.view),
          },
          assign(({ event }) => shown(event.view)),
        ],
      },
    ],
    STANDING_WAITS: { actions: { type: 'effects', params: ({ event }) => [standingWaits(event)] } },
  },
});

export const standingOrders = standing.on;
