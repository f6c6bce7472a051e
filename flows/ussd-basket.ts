import { assign } from 'xstate';
import type { UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { effects, isRow, isSort, pickedName, ussd } from './ussd-setup.js';
import type { UssdContext } from './ussd-setup.js';
import { ask, basket, lines, menu, orderMenu, row } from './ussd-screens.js';

/** The basket on a keypad: what can be done with it and with its lines. */

const SHOW_BASKET: UssdEffect = { type: 'show_basket' };

function remove({ line }: UssdContext): UssdEffect {
  const { productId = '', unit = null } = line ?? {};
  const why = { said: '', reasons: ['keypad'] };
  return {
    type: 'edit_basket',
    edits: [{ op: 'remove', productId, quantity: null, unit, ...why }],
  };
}

/** Shows the basket as it is now. */
export const toBasket = { target: '#basket', actions: effects(SHOW_BASKET) } as const;

const placing = ussd.createStateConfig({
  on: {
    PICKED: {
      guard: ({ context, event }) => event.id === 'confirm' && context.shown !== null,
      target: 'pin',
      actions: [
        assign({ pinFor: 'order' as const }),
        { type: 'effects', params: ({ context }) => [askOrderPin(context, [])] },
      ],
    },
  },
});

/** What was shown is to be placed. */
export const toPin = placing.on.PICKED;

/** Rows of the basket as it was shown. */
export const basketState = ussd.createStateConfig({
  id: 'basket',
  on: {
    PICKED: [
      toPin,
      { guard: isRow('parts'), target: 'parts', actions: effects(SHOW_BASKET) },
      { guard: isRow('add'), target: 'order', actions: effects(orderMenu([])) },
      { guard: isRow('change'), target: 'lines', actions: effects(SHOW_BASKET) },
      {
        guard: isRow('empty'),
        target: 'emptying',
        actions: effects(menu([part('ussd.empty_sure')], [row('yes'), row('no')], 'back')),
      },
      toBasket,
    ],
    BACK: { target: 'order', actions: effects(orderMenu([])) },
  },
});

/** Asks for the PIN that places the order that was shown. */
export function askOrderPin({ shown }: UssdContext, notes: UssdContext['notes']): UssdEffect {
  const total = { money: shown?.totalMinor ?? '0' };
  return ask([...notes, part('ussd.pin_order', { total })], 'pin');
}

export const emptying = ussd.createStateConfig({
  on: {
    PICKED: [
      { guard: isRow('yes'), target: 'basket', actions: effects({ type: 'drop_basket' }) },
      toBasket,
    ],
    BACK: toBasket,
  },
});

export const linesState = ussd.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('line'),
      target: 'line',
      actions: [
        assign(({ event }) => {
          const [productId = '', ...rest] = pickedName(event).split(':');
          return { line: { productId, unit: rest.join(':') } };
        }),
        effects(menu([part('ussd.row.change')], [row('quantity'), row('remove')], 'back')),
      ],
    },
    // Within a hop: the basket was read for its lines.
    BASKET_SHOWN: [
      {
        guard: ({ event }) => (event.view?.lines.length ?? 0) > 0,
        actions: {
          type: 'effects',
          params: ({ event }) => (event.view ? [lines(event.view)] : []),
        },
      },
      {
        target: 'basket',
        actions: { type: 'effects', params: ({ event }) => [basket(event.view, [])] },
      },
    ],
    BACK: toBasket,
  },
});

export const line = ussd.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('quantity'),
        target: 'quantity',
        actions: {
          type: 'effects',
          params: ({ context }) => [
            { type: 'read_product', productId: context.line?.productId ?? '' },
          ],
        },
      },
      {
        guard: isRow('remove'),
        target: 'basket',
        actions: { type: 'effects', params: ({ context }) => [remove(context)] },
      },
      toBasket,
    ],
    BACK: { target: 'lines', actions: effects(SHOW_BASKET) },
  },
});
