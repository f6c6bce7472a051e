import { assign } from 'xstate';
import type { ShelfProduct, UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { ask, menu, row } from './ussd-screens.js';
import { effects, isRow, isSort, pickedName } from './ussd-setup.js';
import { amountOf } from './ussd-shorts.js';
import { toVendorMain } from './ussd-vendor-orders.js';
import { vendorKeypad } from './ussd-vendor-setup.js';
import type { VendorUssdContext } from './ussd-vendor-setup.js';
import { askStock, heldOf, owed, stockMenu } from './ussd-vendor-screens.js';

/** A vendor's own goods on a keypad: which product, and how many of it there are. */

const askCode = ask([part('ussd.ask_code')], 'signs');
const askLetters = ask([part('ussd.ask_letters')], 'signs');
const toStock = { target: 'stock', actions: effects(stockMenu([])) } as const;

/** What was typed, as words would have said it; `sure` once it was shown and is so. */
function keep({ held, figure }: VendorUssdContext, sure: boolean): readonly UssdEffect[] {
  if (held === null || figure === null) return [stockMenu([])];
  const { productId, name, unit } = held;
  const said = `keypad: ${name} ${figure} ${unit}`;
  const item = { said, productId, options: [], kind: 'stock', figure, unit } as const;
  const draft = { id: 'keypad', items: [item], said, answer: null, own: true, sure, late: false };
  return [{ type: 'do_work', work: { what: 'shelf', draft } }];
}

export const stock = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('code'),
        target: 'code',
        actions: [assign({ letters: null }), effects(askCode)],
      },
      { target: 'letters', actions: effects(askLetters) },
    ],
    BACK: toVendorMain,
  },
});

export const vendorCode = vendorKeypad.createStateConfig({
  on: {
    TYPED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'find_code', code: event.text.slice(0, 40) }],
      },
    },
    BACK: toStock,
  },
});

export const vendorLetters = vendorKeypad.createStateConfig({
  on: {
    TYPED: {
      actions: [
        assign(({ event }) => ({ letters: event.text.slice(0, 40) })),
        {
          type: 'effects',
          params: ({ event }) => [{ type: 'find_products', letters: event.text.slice(0, 40) }],
        },
      ],
    },
    BACK: toStock,
  },
});

export const vendorFound = vendorKeypad.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('product'),
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'read_held', productId: pickedName(event) }],
      },
    },
    BACK: { target: 'letters', actions: effects(askLetters) },
  },
});

/** Another quantity, or none, or another price. */
export const goods = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('none'),
        actions: [
          assign({ figure: '0' }),
          { type: 'effects', params: ({ context }) => keep(context, false) },
        ],
      },
      {
        guard: isRow('price'),
        target: 'pin',
        actions: [assign({ pinFor: 'price' as const }), effects(ask([part('ussd.pin')], 'pin'))],
      },
      {
        target: 'counting',
        actions: {
          type: 'effects',
          params: ({ context }) => (context.held ? [askStock(context.held, [])] : [stockMenu([])]),
        },
      },
    ],
    BACK: toStock,
  },
});

/** How many there are. */
export const counting = vendorKeypad.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => amountOf(event.text) === null,
        actions: {
          type: 'effects',
          params: ({ context }) =>
            context.held ? [askStock(context.held, [part('ussd.quantity_odd')])] : [stockMenu([])],
        },
      },
      {
        actions: [
          assign(({ event }) => ({ figure: amountOf(event.text) })),
          { type: 'effects', params: ({ context }) => keep(context, false) },
        ],
      },
    ],
    BACK: {
      target: 'goods',
      actions: {
        type: 'effects',
        params: ({ context }) => (context.held ? [heldOf(context.held)] : [stockMenu([])]),
      },
    },
  },
});

/** Far more than there was: is it so? */
export const sure = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('yes'),
        actions: { type: 'effects', params: ({ context }) => keep(context, true) },
      },
      toStock,
    ],
    BACK: toStock,
  },
});

function foundOnes(products: readonly ShelfProduct[]): UssdEffect {
  // Names without prices: what the shops pay is no stock.
  const rows = products.map(({ productId, name }) => ({
    id: `product:${productId}`,
    title: { text: name },
  }));
  return menu([part('ussd.found')], rows, 'back');
}

/** Outcomes mean the same wherever they are heard. */
export const vendorStockOutcomes = vendorKeypad.createStateConfig({
  on: {
    PRODUCTS_READ: [
      {
        guard: ({ event }) => event.products.length > 0,
        target: '.found',
        actions: { type: 'effects', params: ({ event }) => [foundOnes(event.products)] },
      },
      {
        target: '.letters',
        actions: {
          type: 'effects',
          params: ({ context }) => [
            ask([part('ussd.found_none', { said: context.letters ?? '' })], 'signs'),
          ],
        },
      },
    ],
    PRODUCT_READ: [
      {
        guard: ({ event }) => event.product !== null,
        actions: {
          type: 'effects',
          params: ({ event }) => [{ type: 'read_held', productId: event.product?.productId ?? '' }],
        },
      },
      {
        target: '.code',
        actions: {
          type: 'effects',
          params: ({ event }) => [ask([part('ussd.code_none', { said: event.said })], 'signs')],
        },
      },
    ],
    HELD_READ: [
      {
        guard: ({ event }) => event.held !== null,
        target: '.goods',
        actions: [
          assign(({ event }) => ({ held: event.held, figure: null })),
          {
            type: 'effects',
            params: ({ event }) => (event.held ? [heldOf(event.held)] : []),
          },
        ],
      },
      {
        target: '.stock',
        actions: {
          type: 'effects',
          params: ({ event }) => [
            stockMenu([part('refusal.shelf_not_held', { name: event.name })]),
          ],
        },
      },
    ],
  },
});

/** What came of a count, and what is owed. */
export const stockDone = vendorKeypad.createStateConfig({
  on: {
    WORK_DONE: [
      {
        guard: ({ event }) => event.done.what === 'shelf' && event.done.was === 'unlikely',
        target: '.sure',
        actions: {
          type: 'effects',
          params: ({ context: { held, figure } }) => {
            const { name = '', quantity = '0', unit = '' } = held ?? {};
            const holes = {
              name,
              before: { quantity, unit },
              after: { quantity: figure ?? '0', unit },
            };
            return [menu([part('ussd.stock_sure', holes)], [row('yes'), row('no')], 'back')];
          },
        },
      },
      {
        guard: ({ event }) => event.done.what === 'owed',
        target: '.owed',
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) =>
              event.done.what === 'owed' ? [owed(event.done, context.notes)] : [],
          },
          assign({ notes: [] }),
        ],
      },
      {
        target: '.stock',
        actions: [
          {
            type: 'effects',
            params: ({ context: { held, figure } }) => {
              const { name = '', quantity = '0', unit = '' } = held ?? {};
              const after = { quantity: figure ?? '0', unit };
              const holes = { name, before: { quantity, unit }, after };
              return [stockMenu([part('ussd.stock_kept', holes)])];
            },
          },
          assign({ held: null, figure: null }),
        ],
      },
    ],
  },
}).on.WORK_DONE;
