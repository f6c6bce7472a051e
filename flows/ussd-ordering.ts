import { assign } from 'xstate';
import type { ShelfProduct, UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { effects, isRow, isSort, pickedName, ussd } from './ussd-setup.js';
import type { UssdContext, UssdEventOf } from './ussd-setup.js';
import {
  ask,
  basket,
  mainMenu,
  menu,
  orderMenu,
  products,
  shelves as shelvesScreen,
  units,
} from './ussd-screens.js';

/** From shelves, codes and letters to a basket. */

const SHOW_BASKET: UssdEffect = { type: 'show_basket' };
const READ_SHELVES: UssdEffect = { type: 'read_shelves' };

/** Reads again what the product was chosen from. */
function readSource({ source }: UssdContext): UssdEffect {
  switch (source?.kind) {
    case 'shelf':
      return { type: 'read_shelf', shelf: source.shelf };
    case 'letters':
      return { type: 'find_products', letters: source.letters };
    case 'code':
      return ask([part('ussd.ask_code')], 'signs');
    case undefined:
      return READ_SHELVES;
  }
}

function askQuantity({ product, unit }: UssdContext): UssdEffect {
  const price = product?.units.find((one) => one.unit === unit)?.priceMinor ?? '0';
  const holes = {
    code: { digits: String(product?.code ?? '') },
    name: product?.name ?? '',
    price: { money: price },
    unit: { unit: unit ?? '' },
  };
  return ask([part('ussd.ask_quantity', holes)], 'signs');
}

/** A decimal above nothing with up to three places; null for anything else. */
function quantityOf(typed: string): string | null {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,6}(\.\d{1,3})?$/.test(text) && /[1-9]/.test(text) ? text : null;
}

function edit(context: UssdContext, typed: string): UssdEffect {
  const { line, product, unit } = context;
  return {
    type: 'edit_basket',
    edits: [
      {
        op: line ? 'set' : 'add',
        productId: line?.productId ?? product?.productId ?? '',
        quantity: quantityOf(typed),
        unit: line?.unit ?? unit,
        said: '',
        reasons: ['keypad'],
      },
    ],
  };
}

const only = (product: ShelfProduct): string | null =>
  product.units.length === 1 ? (product.units[0]?.unit ?? null) : null;

export const order = ussd.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('repeat'),
        target: 'basket',
        actions: effects({ type: 'repeat_last_order', edits: [] }),
      },
      { guard: isRow('browse'), target: 'shelves', actions: effects(READ_SHELVES) },
      {
        guard: isRow('code'),
        target: 'code',
        actions: [
          assign({ source: { kind: 'code' as const } }),
          effects(ask([part('ussd.ask_code')], 'signs')),
        ],
      },
      { guard: isRow('basket'), target: 'basket', actions: effects(SHOW_BASKET) },
      {
        guard: isRow('letters'),
        target: 'letters',
        actions: effects(ask([part('ussd.ask_letters')], 'signs')),
      },
    ],
    BACK: { target: 'main', actions: effects(mainMenu([])) },
  },
});

const BACK_TO_ORDER = { target: 'order', actions: effects(orderMenu([])) } as const;

export const shelves = ussd.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('shelf'),
      target: 'shelf',
      actions: [
        assign(({ event }) => ({ source: { kind: 'shelf' as const, shelf: pickedName(event) } })),
        {
          type: 'effects',
          params: ({ event }) => [{ type: 'read_shelf', shelf: pickedName(event) }],
        },
      ],
    },
    BACK: BACK_TO_ORDER,
  },
});

/** A product of the list was picked. */
const pickProduct = {
  guard: isSort('product'),
  actions: {
    type: 'effects' as const,
    params: ({ event }: { readonly event: UssdEventOf<'PICKED'> }) => [
      { type: 'read_product' as const, productId: pickedName(event) },
    ],
  },
};

export const shelf = ussd.createStateConfig({
  on: {
    PICKED: pickProduct,
    BACK: { target: 'shelves', actions: effects(READ_SHELVES) },
  },
});

export const letters = ussd.createStateConfig({
  on: {
    TYPED: {
      actions: [
        assign(({ event }) => ({
          source: { kind: 'letters' as const, letters: event.text.slice(0, 40) },
        })),
        {
          type: 'effects',
          params: ({ event }) => [{ type: 'find_products', letters: event.text.slice(0, 40) }],
        },
      ],
    },
    BACK: BACK_TO_ORDER,
  },
});

export const found = ussd.createStateConfig({
  on: {
    PICKED: pickProduct,
    BACK: { target: 'letters', actions: effects(ask([part('ussd.ask_letters')], 'signs')) },
  },
});

export const code = ussd.createStateConfig({
  on: {
    TYPED: {
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'find_code', code: event.text.slice(0, 40) }],
      },
    },
    BACK: BACK_TO_ORDER,
  },
});

/** Back to where the product was chosen. */
const backToSource = [
  {
    guard: ({ context }: { readonly context: UssdContext }) => context.source?.kind === 'code',
    target: 'code',
    actions: effects(ask([part('ussd.ask_code')], 'signs')),
  },
  {
    actions: {
      type: 'effects' as const,
      params: ({ context }: { readonly context: UssdContext }) => [readSource(context)],
    },
  },
];

export const unit = ussd.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('unit'),
      target: 'quantity',
      actions: [
        assign(({ event }) => ({ unit: pickedName(event), line: null })),
        { type: 'effects', params: ({ context }) => [askQuantity(context)] },
      ],
    },
    BACK: backToSource,
  },
});

export const quantity = ussd.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => quantityOf(event.text) === null,
        actions: effects(ask([part('ussd.quantity_odd')], 'signs')),
      },
      {
        target: 'basket',
        actions: {
          type: 'effects',
          params: ({ context, event }) => [edit(context, event.text)],
        },
      },
    ],
    BACK: [
      {
        guard: ({ context }) => context.line !== null,
        target: 'basket',
        actions: effects(SHOW_BASKET),
      },
      {
        guard: ({ context }) => context.product !== null && only(context.product) === null,
        target: 'unit',
        actions: {
          type: 'effects',
          params: ({ context }) => (context.product ? [units(context.product)] : []),
        },
      },
      ...backToSource,
    ],
  },
});

/** Outcomes mean the same wherever they are heard. */
export const orderingOutcomes = ussd.createStateConfig({
  on: {
    SHELVES_READ: {
      target: '.shelves',
      actions: {
        type: 'effects',
        params: ({ event }) => [
          event.shelves.length === 1
            ? { type: 'read_shelf', shelf: event.shelves[0] ?? '' }
            : // A town without products has an empty list.
              shelvesOrNone(event.shelves),
        ],
      },
    },
    PRODUCTS_READ: [
      {
        guard: ({ context, event }) =>
          context.source?.kind === 'letters' && event.products.length === 0,
        target: '.letters',
        actions: {
          type: 'effects',
          params: ({ context }) => [askLettersAgain(context)],
        },
      },
      {
        guard: ({ context }) => context.source?.kind === 'letters',
        target: '.found',
        actions: {
          type: 'effects',
          params: ({ event }) => [products(event.products, [part('ussd.found')])],
        },
      },
      {
        target: '.shelf',
        actions: {
          type: 'effects',
          params: ({ event }) => [
            products(event.products, event.products.length === 0 ? [part('ussd.shelf_empty')] : []),
          ],
        },
      },
    ],
    PRODUCT_READ: [
      {
        guard: ({ context, event }) => event.product !== null && context.line !== null,
        target: '.quantity',
        actions: [
          assign(({ context, event }) => ({
            product: event.product,
            unit: context.line?.unit ?? null,
          })),
          { type: 'effects', params: ({ context }) => [askQuantity(context)] },
        ],
      },
      {
        guard: ({ event }) => event.product !== null && only(event.product) !== null,
        target: '.quantity',
        actions: [
          assign(({ event }) => ({
            product: event.product,
            unit: event.product ? only(event.product) : null,
          })),
          { type: 'effects', params: ({ context }) => [askQuantity(context)] },
        ],
      },
      {
        guard: ({ event }) => event.product !== null,
        target: '.unit',
        actions: [
          assign(({ event }) => ({ product: event.product, unit: null })),
          {
            type: 'effects',
            params: ({ event }) => (event.product ? [units(event.product)] : []),
          },
        ],
      },
      {
        target: '.code',
        actions: {
          type: 'effects',
          params: ({ event }) => [ask([part('ussd.code_none', { said: event.said })], 'signs')],
        },
      },
    ],
    BASKET_CHANGED: {
      target: '.basket',
      actions: [
        {
          type: 'effects',
          params: ({ context, event }) => [basket(event.view, context.notes)],
        },
        assign(({ event }) => ({ ...shownOf(event.view), notes: [], line: null, product: null })),
      ],
    },
    BASKET_SHOWN: {
      target: '.basket',
      actions: [
        {
          type: 'effects',
          params: ({ context, event }) => [basket(event.view, context.notes)],
        },
        assign(({ event }) => ({ ...shownOf(event.view), notes: [], line: null, product: null })),
      ],
    },
    BASKET_DROPPED: {
      target: '.order',
      actions: [
        assign({ shown: null, notes: [], line: null }),
        effects(orderMenu([part('ussd.dropped')])),
      ],
    },
  },
});

/** Remembers which basket was shown. */
export function shownOf(view: UssdEventOf<'BASKET_SHOWN'>['view']): Pick<UssdContext, 'shown'> {
  if (view === null || view.lines.length === 0) return { shown: null };
  const { basketId, version, totalMinor } = view;
  return { shown: { basketId, version, totalMinor } };
}

function shelvesOrNone(names: readonly string[]): UssdEffect {
  return names.length === 0 ? menu([part('ussd.shelf_empty')], [], 'back') : shelvesScreen(names);
}

function askLettersAgain({ source }: UssdContext): UssdEffect {
  const said = source?.kind === 'letters' ? source.letters : '';
  return ask([part('ussd.found_none', { said })], 'signs');
}
