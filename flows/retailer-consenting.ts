import { assign } from 'xstate';
import { answerChange, answerNamed, askChange, changeSettled, showPartChoice } from './changes.js';
import { namedBasket, place } from './retailer-context.js';
import type { EventOf, RetailerContext } from './retailer-context.js';
import { deliveredTold } from './retailer-rating.js';
import { retailer } from './retailer-setup.js';
import { retailerTold } from './retailer-told.js';
import { GONE, isGone, showGone } from './retailer-refusals.js';
import { standingReminder } from './standing.js';

/** A vendor would do an order otherwise, and the retailer is asked. */

/** Whether what was decided is what was asked about last. */
function isAskedLast(context: RetailerContext, event: EventOf<'CHANGE_SETTLED'>): boolean {
  return context.consent?.offerId === event.offerId;
}

const asked = retailer.createStateConfig({
  on: {
    TOLD: [
      {
        guard: ({ event }) => event.tell.type === 'change_asked',
        target: '.consenting',
        actions: [
          assign(({ event }) =>
            event.tell.type === 'change_asked'
              ? { consent: { offerId: event.tell.offerId, changeNo: event.tell.changeNo } }
              : {},
          ),
          {
            type: 'effects',
            params: ({ event }) =>
              event.tell.type === 'change_asked' ? [askChange(event.tell)] : [],
          },
        ],
      },
      {
        // Something is being asked: the goods of another day are not mixed into that.
        guard: ({ context, event }) =>
          event.tell.type === 'standing_due' && context.questions.length > 0,
        actions: { type: 'effects', params: ({ event }) => standingReminder(event.tell) },
      },
      ...deliveredTold,
      { actions: { type: 'effects', params: ({ event }) => retailerTold(event.tell) } },
    ],
    CHANGE_ANSWERED: { actions: { type: 'effects', params: ({ event }) => answerNamed(event) } },
    CHANGE_SETTLED: {
      actions: [
        assign(({ context, event }) => ({
          consent: isAskedLast(context, event) ? null : context.consent,
        })),
        { type: 'effects', params: ({ event }) => [changeSettled(event)] },
      ],
    },
    PART_CHOICE_ASKED: { actions: { type: 'effects', params: [{ type: 'read_part_choice' }] } },
    PART_CHOSEN: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'set_part_choice', choice: event.choice }],
      },
    },
    PART_CHOICE_READ: {
      actions: {
        type: 'effects',
        params: ({ event }) => [showPartChoice(event.choice, event.isNew)],
      },
    },
  },
});

export const consentAsked = asked.on;

/** The change was asked about last: "yes" takes it, "no" does not. */
export const consenting = retailer.createStateConfig({
  on: {
    CONFIRMED: [
      {
        guard: ({ event }) => namedBasket(event) !== null,
        actions: { type: 'effects', params: ({ event }) => place(namedBasket(event), event.cash) },
      },
      {
        actions: {
          type: 'effects',
          params: ({ context }) => answerChange(context.consent, 'take'),
        },
      },
    ],
    DECLINED: {
      actions: {
        type: 'effects',
        params: ({ context }) => answerChange(context.consent, 'refuse'),
      },
    },
    CHANGE_SETTLED: [
      {
        guard: ({ context, event }) => isAskedLast(context, event),
        target: 'open',
        actions: [
          assign({ consent: null }),
          { type: 'effects', params: ({ event }) => [changeSettled(event)] },
        ],
      },
      // An older question was answered by its button: the last one still waits.
      { actions: { type: 'effects', params: ({ event }) => [changeSettled(event)] } },
    ],
    REFUSED: [
      {
        guard: ({ event }) => isGone(event),
        target: 'open',
        actions: [
          assign({ consent: null, notes: GONE }),
          { type: 'effects', params: ({ event }) => showGone(event) },
        ],
      },
    ],
  },
});
