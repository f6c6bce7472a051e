import { assign } from 'xstate';
import type {
  Part,
  PriceView,
  Show,
  UssdEffect,
  WorkDone,
} from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { ask, menu, row } from './ussd-screens.js';
import { isRow } from './ussd-setup.js';
import type { UssdEventOf } from './ussd-setup.js';
import { vendorKeypad } from './ussd-vendor-setup.js';
import type { VendorUssdContext } from './ussd-vendor-setup.js';
import { stockMenu } from './ussd-vendor-screens.js';

/** What a vendor wants for their own goods, by keypad: behind the PIN, for it is money. */

const PRICE = /^\d{1,9}([.,]\d{1,2})?$/;

/** What the PIN of a product's price opens. */
export function readPrice({ held }: VendorUssdContext): UssdEffect {
  return { type: 'read_price', productId: held?.productId ?? '' };
}

function askPrice(price: PriceView | null, lead: readonly Part[]): Show {
  if (price === null) return stockMenu(lead);
  const { code, name, unit, priceMinor } = price;
  const holes = { code: { digits: String(code) }, name, unit: { unit } };
  const asked =
    priceMinor === null
      ? part('ussd.ask_first_price', holes)
      : part('ussd.ask_price', { ...holes, price: { money: priceMinor } });
  return ask([...lead, asked], 'signs');
}

/** What was typed, as words would have said it; `sure` once it was shown and is so. */
function keep({ price, figure }: VendorUssdContext, sure: boolean): readonly UssdEffect[] {
  if (price === null || figure === null) return [stockMenu([])];
  const { productId, name, unit } = price;
  const said = `keypad: price of ${name} ${figure} for ${unit}`;
  const item = { said, productId, options: [], kind: 'price', figure, unit } as const;
  const draft = { id: 'keypad', items: [item], said, answer: null, own: true, sure, late: false };
  return [{ type: 'do_work', work: { what: 'shelf', draft } }];
}

interface Doing {
  readonly context: VendorUssdContext;
}

const askAgain = (lead: readonly Part[]) => ({
  type: 'effects' as const,
  params: ({ context }: Doing): readonly UssdEffect[] => [askPrice(context.price, lead)],
});

export const priceState = vendorKeypad.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => !PRICE.test(event.text),
        actions: askAgain([part('ussd.quantity_odd')]),
      },
      {
        actions: [
          assign(({ event }) => ({ figure: event.text.replace(',', '.') })),
          { type: 'effects', params: ({ context }) => keep(context, false) },
        ],
      },
    ],
    BACK: { target: 'stock', actions: { type: 'effects', params: [stockMenu([])] } },
  },
});

/** Far from what it was, or more than the shops pay: is it so? */
export const priceSure = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('yes'),
        actions: { type: 'effects', params: ({ context }) => keep(context, true) },
      },
      { target: 'price', actions: askAgain([]) },
    ],
    BACK: { target: 'price', actions: askAgain([]) },
  },
});

/** What the PIN opened. */
export const priceRead = vendorKeypad.createStateConfig({
  on: {
    PRICE_READ: {
      target: '.price',
      actions: [
        assign(({ event }) => ({ price: event.price, figure: null })),
        {
          type: 'effects',
          params: ({ context, event }) => [askPrice(event.price, context.notes)],
        },
        assign({ notes: [] }),
      ],
    },
  },
}).on.PRICE_READ;

type Shelf = Extract<WorkDone, { readonly what: 'shelf' }>;
type Change = Extract<Shelf, { readonly was: 'kept' | 'unlikely' }>['changes'][number];

/** The change of a price, if that is what came of it. */
function changeIn(done: WorkDone): Change | undefined {
  if (done.what !== 'shelf' || (done.was !== 'kept' && done.was !== 'unlikely')) return undefined;
  return done.changes.find(({ kind }) => kind === 'price');
}

interface Done {
  readonly event: UssdEventOf<'WORK_DONE'>;
}

function holesOf({ name, unit, before, after }: Change) {
  return { name, unit: { unit }, before: { money: before }, after: { money: after } } as const;
}

function sureOf(change: Change): Show {
  const dearer =
    change.shopsPay === null ? [] : [part('ussd.dearer', { price: { money: change.shopsPay } })];
  const parts = [part('ussd.price_sure', holesOf(change)), ...dearer];
  return menu(parts, [row('yes'), row('no')], 'back');
}

const isPrice = ({ event }: Done): boolean => changeIn(event.done) !== undefined;

/** What came of a price; before what came of a count. */
export const priceDone = [
  {
    guard: (heard: Done): boolean =>
      isPrice(heard) && heard.event.done.what === 'shelf' && heard.event.done.was === 'unlikely',
    target: '.price_sure',
    actions: {
      type: 'effects',
      params: ({ event }: Done): readonly UssdEffect[] => {
        const change = changeIn(event.done);
        return change ? [sureOf(change)] : [];
      },
    },
  },
  {
    guard: isPrice,
    target: '.stock',
    actions: {
      type: 'effects',
      params: ({ event }: Done): readonly UssdEffect[] => {
        const change = changeIn(event.done);
        return [stockMenu(change ? [part('ussd.price_kept', holesOf(change))] : [])];
      },
    },
  },
] as const;
