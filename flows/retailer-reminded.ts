import { namedBasket, place, repeatOrder } from './retailer-context.js';
import { retailer } from './retailer-setup.js';
import { remindOfUsual } from './reminders.js';
import { sentence } from './sentences.js';

/** A usual order is overdue, and nothing else is asked: a bare yes or no is about it. */

const overdue = retailer.createStateConfig({
  on: {
    TOLD: [
      {
        guard: ({ event }) => event.tell.type === 'usual_overdue',
        target: 'reminded',
        actions: {
          type: 'effects',
          params: ({ event }) =>
            event.tell.type === 'usual_overdue' ? [remindOfUsual(event.tell)] : [],
        },
      },
    ],
  },
});
export const overdueTold = overdue.on.TOLD;

/** A yes fills the basket with what was usual, at the prices of now, and shows it. */
export const reminded = retailer.createStateConfig({
  on: {
    CONFIRMED: [
      {
        guard: ({ event }) => namedBasket(event) !== null,
        actions: { type: 'effects', params: ({ event }) => place(namedBasket(event), event.cash) },
      },
      {
        target: 'open',
        actions: {
          type: 'effects',
          params: repeatOrder({ type: 'REPEAT_ASKED', edits: [], questions: [] }),
        },
      },
    ],
    DECLINED: {
      target: 'open',
      actions: { type: 'effects', params: [sentence('reminder.not_now')] },
    },
  },
});
