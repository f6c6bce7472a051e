import { assign } from 'xstate';
import type { Effect } from '../src/conversation/vocabulary.js';
import { askCancel, onlyOrder } from './orders.js';
import type { Cancellable } from './orders.js';
import { refusalParts } from './refusals.js';
import { isFilled, namedBasket, place, weigh } from './retailer-context.js';
import { retailer } from './retailer-setup.js';
import { SILENCE, sentence, tell } from './sentences.js';

/** What "cancel" means: the basket, an order, or something that has to be asked. */

const DROP: readonly Effect[] = [{ type: 'drop_basket' }];

function cancelOrder(number: string | null): readonly Effect[] {
  return [{ type: 'cancel_order', number }];
}

function ask(cancellable: Cancellable | null): readonly Effect[] {
  return cancellable ? [askCancel(cancellable)] : [sentence('cancel.nothing')];
}

const asked = retailer.createStateConfig({
  on: {
    CANCEL_ASKED: [
      {
        guard: ({ event }) => event.number !== null,
        actions: { type: 'effects', params: ({ event }) => cancelOrder(event.number) },
      },
      {
        target: '.weighing',
        actions: [
          assign({ cancellable: null }),
          {
            type: 'effects',
            params: [{ type: 'show_basket' }, { type: 'read_orders', number: null }],
          },
        ],
      },
    ],
    DROP_ASKED: { actions: { type: 'effects', params: DROP } },
    KEEP_CHOSEN: { actions: { type: 'effects', params: [sentence('cancel.kept')] } },
    ORDER_CANCELLED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [sentence('order.cancelled', { number: { digits: event.number } })],
      },
    },
  },
});

export const cancelAsked = asked.on;

/** Within a hop: first the basket is heard, then the orders. */
export const weighing = retailer.createStateConfig({
  on: {
    BASKET_SHOWN: {
      actions: [
        assign(({ event }) => ({ cancellable: { hasBasket: isFilled(event.view), orders: [] } })),
        { type: 'effects', params: SILENCE },
      ],
    },
    ORDERS_READ: [
      {
        guard: ({ context, event }) => weigh(context, event.orders).orders.length > 0,
        target: 'cancelling',
        actions: [
          assign(({ context, event }) => ({ cancellable: weigh(context, event.orders) })),
          { type: 'effects', params: ({ context }) => ask(context.cancellable) },
        ],
      },
      {
        guard: ({ context }) => context.cancellable?.hasBasket === true,
        target: 'open',
        actions: [assign({ cancellable: null }), { type: 'effects', params: DROP }],
      },
      {
        // Nothing in the basket: what was asked about it goes too.
        target: 'open',
        actions: [
          assign({ cancellable: null, shown: null, questions: [], lost: 0, late: null }),
          { type: 'effects', params: [sentence('cancel.nothing')] },
        ],
      },
    ],
    REFUSED: [
      {
        // A basket that cannot be shown (something in it is no longer sold) can still be dropped.
        guard: ({ event }) => event.effect === 'show_basket',
        actions: [
          assign({ cancellable: { hasBasket: true, orders: [] } }),
          { type: 'effects', params: SILENCE },
        ],
      },
      // The orders could not be read: what is known is the basket.
      {
        guard: ({ context }) => context.cancellable?.hasBasket === true,
        target: 'open',
        actions: [assign({ cancellable: null }), { type: 'effects', params: DROP }],
      },
      {
        target: 'open',
        actions: [
          assign({ cancellable: null }),
          { type: 'effects', params: ({ event }) => [tell(refusalParts(event))] },
        ],
      },
    ],
  },
});

/** What is to be cancelled is asked: "yes" answers it only where one thing could be meant. */
export const cancelling = retailer.createStateConfig({
  on: {
    CONFIRMED: [
      {
        guard: ({ event }) => namedBasket(event) !== null,
        actions: { type: 'effects', params: ({ event }) => place(namedBasket(event), event.cash) },
      },
      {
        guard: ({ context }) => onlyOrder(context.cancellable) !== null,
        actions: {
          type: 'effects',
          params: ({ context }) => cancelOrder(onlyOrder(context.cancellable)?.number ?? null),
        },
      },
      { actions: { type: 'effects', params: ({ context }) => ask(context.cancellable) } },
    ],
    NOT_UNDERSTOOD: {
      actions: { type: 'effects', params: ({ context }) => ask(context.cancellable) },
    },
    DECLINED: {
      target: 'open',
      actions: [
        assign({ cancellable: null }),
        { type: 'effects', params: [sentence('cancel.kept')] },
      ],
    },
    KEEP_CHOSEN: {
      target: 'open',
      actions: [
        assign({ cancellable: null }),
        { type: 'effects', params: [sentence('cancel.kept')] },
      ],
    },
    ORDER_CANCELLED: {
      target: 'open',
      actions: [
        assign({ cancellable: null }),
        {
          type: 'effects',
          params: ({ event }) => [
            sentence('order.cancelled', { number: { digits: event.number } }),
          ],
        },
      ],
    },
  },
});
