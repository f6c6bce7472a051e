import { assign } from 'xstate';
import type { Effect } from '../src/conversation/vocabulary.js';
import { tellDelivered } from './delivery-told.js';
import { ratingKept } from './ratings.js';
import type { Change, EventOf, RetailerContext } from './retailer-context.js';
import { retailer } from './retailer-setup.js';

/** How an order was that came: asked with the word that it did, answered at any time after. */

function isDelivered({ event }: { readonly event: EventOf<'TOLD'> }): boolean {
  return event.tell.type === 'order_delivered';
}

/** A figure is about the order that came last. */
function asked({ event }: { readonly event: EventOf<'TOLD'> }): Change {
  return event.tell.type === 'order_delivered' ? { rating: event.tell.number } : {};
}

function told({ tell }: EventOf<'TOLD'>, open: boolean): readonly Effect[] {
  return tell.type === 'order_delivered' ? [tellDelivered(tell, open)] : [];
}

/** Whatever is asked already is asked still, and figures answer that. */
const meanwhile = retailer.createStateConfig({
  on: {
    TOLD: [
      {
        guard: isDelivered,
        actions: [assign(asked), { type: 'effects', params: ({ event }) => told(event, false) }],
      },
    ],
  },
});
export const deliveredTold = meanwhile.on.TOLD;

/** Nothing is awaited: a figure can be a rating. */
const open = retailer.createStateConfig({
  on: {
    TOLD: [
      {
        guard: isDelivered,
        actions: [assign(asked), { type: 'effects', params: ({ event }) => told(event, true) }],
      },
    ],
  },
});
export const openDeliveredTold = open.on.TOLD;

function afterRating({
  context,
  event,
}: {
  context: RetailerContext;
  event: EventOf<'RATING_KEPT'>;
}): Change {
  return context.rating === event.number ? { rating: null } : {};
}

const said = retailer.createStateConfig({
  on: {
    RATED: {
      actions: {
        type: 'effects',
        params: ({ event: { number, stars, said: words } }) => [
          { type: 'rate', number, stars, said: words },
        ],
      },
    },
    RATING_KEPT: {
      actions: [
        assign(afterRating),
        { type: 'effects', params: ({ event }) => [ratingKept(event)] },
      ],
    },
  },
});

export const rated = said.on;
