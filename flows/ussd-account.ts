import { assign } from 'xstate';
import type { UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { askChange } from './changes.js';
import { part } from './sentences.js';
import { ask, balance, end, mainMenu, menu, oneOrder, orders, row } from './ussd-screens.js';
import { askOrderPin, toBasket } from './ussd-basket.js';
import { CHOOSING_PIN, FIRST_PIN, noPin } from './ussd-pins.js';
import { READ_OWED } from './ussd-payments.js';
import { splitPlaced } from './ussd-splits.js';
import { effects, isRow, isSort, pickedName, ussd } from './ussd-setup.js';
import type { UssdContext } from './ussd-setup.js';

/** What is behind the PIN, and placed orders. */

const toMain = { target: 'main', actions: effects(mainMenu([])) } as const;

function askPin(context: UssdContext, notes: UssdContext['notes']): UssdEffect {
  return context.pinFor === 'order'
    ? askOrderPin(context, notes)
    : ask([...notes, part('ussd.pin')], 'pin');
}

/** What the PIN was asked for. */
function deed({ pinFor, shown }: UssdContext): UssdEffect {
  if (pinFor === 'pay') return READ_OWED;
  if (pinFor !== 'order') return { type: 'read_balance' };
  if (!shown) return { type: 'show_basket' };
  return { type: 'place_order', basketId: shown.basketId, version: shown.version };
}

const backFromPin = [
  {
    guard: ({ context }: { readonly context: UssdContext }) => context.pinFor === 'order',
    ...toBasket,
  },
  toMain,
];

export const pin = ussd.createStateConfig({
  on: {
    PIN_CHECKED: [
      {
        guard: ({ event }) => event.result === 'right',
        actions: { type: 'effects', params: ({ context }) => [deed(context)] },
      },
      FIRST_PIN,
      {
        guard: ({ event }) => event.result === 'wrong',
        actions: {
          type: 'effects',
          params: ({ context, event }) => [
            askPin(context, [part('ussd.pin_wrong', { n: event.triesLeft })]),
          ],
        },
      },
      ...noPin('ussd.pin_locked', 'ussd.pin_none'),
    ],
    BACK: backFromPin,
  },
});

/** A first PIN is changed before it opens anything; then what it was asked for is done. */
export const newPinState = ussd.createStateConfig({
  on: {
    PIN_CHOSEN: [
      {
        guard: ({ event }) => event.result === 'set',
        actions: [
          assign({ notes: [part('ussd.pin_changed')] }),
          { type: 'effects', params: ({ context }) => [deed(context)] },
        ],
      },
      ...CHOOSING_PIN,
    ],
    BACK: backFromPin,
  },
});

export const ordersState = ussd.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('one'),
      target: 'one',
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'read_orders', number: pickedName(event) }],
      },
    },
    ORDERS_READ: {
      actions: [
        {
          type: 'effects',
          params: ({ context, event }) => [orders(event.orders, context.notes)],
        },
        assign({ notes: [] }),
      ],
    },
    BACK: toMain,
  },
});

const READ_ORDERS: UssdEffect = { type: 'read_orders', number: null };
export const toOrders = { target: 'orders', actions: effects(READ_ORDERS) } as const;

function askCancel({ order }: UssdContext): UssdEffect {
  const { number = '', totalMinor = '0' } = order ?? {};
  const holes = { number: { digits: number }, total: { money: totalMinor } };
  return menu([part('ussd.cancel_sure', holes)], [row('yes'), row('no')], 'back');
}

export const one = ussd.createStateConfig({
  on: {
    ORDERS_READ: [
      {
        guard: ({ event }) => event.orders.length > 0,
        actions: [
          assign(({ event }) => {
            const [read] = event.orders;
            const { number = '', totalMinor = '0', change } = read ?? {};
            return {
              order: { number, totalMinor },
              change: change ? { offerId: change.offerId, changeNo: change.changeNo } : null,
            };
          }),
          {
            type: 'effects',
            params: ({ event }) => event.orders.slice(0, 1).map(oneOrder),
          },
        ],
      },
      toOrders,
    ],
    PICKED: [
      {
        guard: isRow('cancel'),
        target: 'cancelling',
        actions: { type: 'effects', params: ({ context }) => [askCancel(context)] },
      },
      {
        guard: isRow('answer'),
        target: 'answering',
        actions: {
          type: 'effects',
          params: ({ context }) => [{ type: 'read_orders', number: context.order?.number ?? null }],
        },
      },
    ],
    BACK: toOrders,
  },
});

export const cancelling = ussd.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('yes'),
        target: 'orders',
        actions: {
          type: 'effects',
          params: ({ context }) => [{ type: 'cancel_order', number: context.order?.number ?? '0' }],
        },
      },
      toOrders,
    ],
    BACK: toOrders,
  },
});

/** What the vendor would do instead, and the three answers to it. */
export const answering = ussd.createStateConfig({
  on: {
    ORDERS_READ: [
      {
        guard: ({ event }) => event.orders[0]?.change !== undefined,
        actions: {
          type: 'effects',
          params: ({ event }) => {
            const change = event.orders[0]?.change;
            if (!change) return [];
            const choices = change.kind === 'price' ? 'refuse' : 'elsewhere';
            const title = change.kind === 'price' ? 'button.another' : 'button.elsewhere';
            const rows = [row('take', 'button.take'), row(choices, title)];
            // Its last words say what can be written, which a keypad has rows for.
            return [menu(askChange(change).parts.slice(0, -1), rows, 'back')];
          },
        },
      },
      toOrders,
    ],
    PICKED: {
      actions: {
        type: 'effects',
        params: ({ context, event }) => {
          const { offerId = '', changeNo = 0 } = context.change ?? {};
          const choice =
            event.id === 'take' ? 'take' : event.id === 'elsewhere' ? 'elsewhere' : 'refuse';
          return [{ type: 'answer_change', offerId, changeNo, choice }];
        },
      },
    },
    BACK: toOrders,
  },
});

export const balanceState = ussd.createStateConfig({ on: { BACK: toMain } });

/** Outcomes mean the same wherever they are heard. */
export const accountOutcomes = ussd.createStateConfig({
  on: {
    ORDER_PLACED: {
      target: '.main',
      actions: [
        {
          type: 'effects',
          params: ({ context, event: { number, totalMinor, receipt, split } }) => [
            end(
              ...context.notes,
              split && split.orders.length > 0
                ? splitPlaced(split, totalMinor)
                : part('ussd.placed', {
                    number: { digits: number },
                    total: { money: totalMinor },
                  }),
              ...(split?.orders.length === 0 ? [part('split.joined')] : []),
              part(receipt ? `ussd.placed_${receipt}` : 'ussd.placed_dial'),
            ),
          ],
        },
        assign({ shown: null, pinFor: null, notes: [] }),
      ],
    },
    BALANCE_READ: {
      target: '.balance',
      actions: [
        { type: 'effects', params: ({ event }) => [balance(event)] },
        assign({ pinFor: null, notes: [] }),
      ],
    },
    ORDERS_READ: {
      target: '.orders',
      actions: {
        type: 'effects',
        params: ({ context, event }) => [orders(event.orders, context.notes)],
      },
    },
    ORDER_CANCELLED: {
      target: '.orders',
      actions: [
        assign(({ event }) => ({
          notes: [part('ussd.cancelled', { number: { digits: event.number } })],
        })),
        effects(READ_ORDERS),
      ],
    },
    CHANGE_SETTLED: {
      target: '.main',
      actions: {
        type: 'effects',
        params: ({ event: { number, vendor, taken, totalMinor } }) => [
          mainMenu([
            part('ussd.settled', {
              number: { digits: number },
              vendor,
              taken: { choice: taken ? 'yes' : 'no' },
              total: { money: totalMinor },
            }),
          ]),
        ],
      },
    },
  },
});
