import { assign } from 'xstate';
import type { KeyedOrder, UssdEffect } from '../src/conversation/ussd/vocabulary.js';
import { part } from './sentences.js';
import { OTHER_REASON } from './ussd-office.js';
import { effects, isRow, isSort, pickedName } from './ussd-setup.js';
import { amountOf, amountUpTo, withHad } from './ussd-shorts.js';
import { vendorKeypad } from './ussd-vendor-setup.js';
import type { VendorUssdContext } from './ussd-vendor-setup.js';
import {
  askHave,
  changed,
  keyedOrder,
  lineOf,
  offerList,
  packList,
  packed,
  reasonsOf,
  shortLines,
  vendorMenu,
} from './ussd-vendor-screens.js';

/** Offers and accepted orders on a vendor's keypad, whole or line by line. */

const READ_OFFERS: UssdEffect = { type: 'read_offers' };
const READ_DAY: UssdEffect = { type: 'do_work', work: { what: 'day' } };

export const toVendorMain = { target: 'main', actions: effects(vendorMenu([])) } as const;
export const toOffers = { target: 'offers', actions: effects(READ_OFFERS) } as const;
export const toPacking = { target: 'packing', actions: effects(READ_DAY) } as const;

/** Why an offer is left, as whoever reads it later is told. */
const REASONS: Readonly<Record<string, string>> = {
  out_of_stock: 'out of stock',
  low_price: 'price too low',
  no_time: 'no time',
};

function answer(
  { order }: VendorUssdContext,
  how: 'accept' | 'decline',
  reason: string,
): readonly UssdEffect[] {
  const offerId = order?.offerId ?? null;
  if (offerId === null) return [READ_OFFERS];
  return [{ type: 'answer_offer', offerId, number: null, answer: how, reason }];
}

/** What there is of each line that is short, as it would be said in words. */
function send({ order, have }: VendorUssdContext): readonly UssdEffect[] {
  if (order === null) return [READ_OFFERS];
  const lines = have.flatMap(({ at, quantity }) => {
    const line = order.lines[at];
    if (!line) return [];
    const { productId, unit } = line;
    return [{ productId, quantity: isNothing(quantity) ? null : quantity, unit }];
  });
  const { offerId, number } = order;
  if (offerId === null) {
    return [{ type: 'do_work', work: { what: 'packed', number, offerId: null, lines } }];
  }
  const words = { lines, price: null, said: 'keypad' };
  return [{ type: 'change_offer', offerId, number: null, words }];
}

const isNothing = (quantity: string): boolean => !/[1-9]/.test(quantity);

/** What was typed of a line: null where it is no amount, or more than was asked. */
function haveOf({ order, line }: VendorUssdContext, typed: string): string | null {
  return amountUpTo(order?.lines[line ?? 0]?.quantity ?? '0', typed);
}

function withLine(context: VendorUssdContext, typed: string): VendorUssdContext['have'] {
  const { order, have, line } = context;
  const at = line ?? 0;
  return withHad(have, at, haveOf(context, typed) ?? '0', order?.lines[at]?.quantity ?? '0');
}

export const offersState = vendorKeypad.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('offer'),
      actions: {
        type: 'effects',
        params: ({ event }) => {
          const [offerId = '', number = ''] = pickedName(event).split(':');
          return [{ type: 'read_offer', offerId, number }];
        },
      },
    },
    BACK: toVendorMain,
  },
});

export const packingState = vendorKeypad.createStateConfig({
  on: {
    PICKED: {
      guard: isSort('pack'),
      actions: {
        type: 'effects',
        params: ({ event }) => [{ type: 'read_to_pack', number: pickedName(event) }],
      },
    },
    BACK: toVendorMain,
  },
});

/** Which line is short; of an order with one line there is no choice. */
const toShort = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: ({ context }) => context.order?.lines.length === 1,
        target: 'line',
        actions: [
          assign({ line: 0 }),
          { type: 'effects', params: ({ context }) => [lineOf(context)] },
        ],
      },
      {
        target: 'lines',
        actions: { type: 'effects', params: ({ context }) => [shortLines(context)] },
      },
    ],
  },
}).on.PICKED;

const showOrder = {
  type: 'effects' as const,
  params: ({ context }: { readonly context: VendorUssdContext }) =>
    context.order ? [keyedOrder(context.order)] : [READ_OFFERS],
};

export const offer = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('accept'),
        actions: {
          type: 'effects',
          params: ({ context }) => answer(context, 'accept', ''),
        },
      },
      {
        guard: isRow('reject'),
        target: 'reasons',
        actions: { type: 'effects', params: ({ context }) => [reasonsOf(context.order)] },
      },
      ...toShort,
    ],
    BACK: toOffers,
  },
});

export const job = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('packed'),
        actions: { type: 'effects', params: ({ context }) => send({ ...context, have: [] }) },
      },
      ...toShort,
    ],
    BACK: toPacking,
  },
});

export const reasons = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      OTHER_REASON,
      {
        actions: {
          type: 'effects',
          params: ({ context, event }) => answer(context, 'decline', REASONS[event.id] ?? ''),
        },
      },
    ],
    BACK: { target: 'offer', actions: showOrder },
  },
});

export const reason = vendorKeypad.createStateConfig({
  on: {
    TYPED: {
      actions: {
        type: 'effects',
        params: ({ context, event }) => answer(context, 'decline', event.text),
      },
    },
    BACK: {
      target: 'reasons',
      actions: { type: 'effects', params: ({ context }) => [reasonsOf(context.order)] },
    },
  },
});

/** Back to the offer or to the order. */
const backToOrder = vendorKeypad.createStateConfig({
  on: {
    BACK: [
      {
        guard: ({ context }) => context.order?.offerId === null,
        target: 'job',
        actions: [assign({ have: [], line: null }), showOrder],
      },
      { target: 'offer', actions: [assign({ have: [], line: null }), showOrder] },
    ],
  },
}).on.BACK;

export const lines = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isSort('line'),
        target: 'line',
        actions: [
          assign(({ event }) => ({ line: Number(pickedName(event)) })),
          { type: 'effects', params: ({ context }) => [lineOf(context)] },
        ],
      },
      { actions: { type: 'effects', params: ({ context }) => send(context) } },
    ],
    BACK: backToOrder,
  },
});

/** Some of it or nothing: that 0 is the way back leaves no key for none. */
export const line = vendorKeypad.createStateConfig({
  on: {
    PICKED: [
      {
        guard: isRow('none'),
        target: 'lines',
        actions: [
          assign(({ context }) => ({ have: withLine(context, '0'), line: null })),
          { type: 'effects', params: ({ context }) => [shortLines(context)] },
        ],
      },
      {
        target: 'having',
        actions: { type: 'effects', params: ({ context }) => [askHave(context, [])] },
      },
    ],
    BACK: [
      {
        guard: ({ context }) => (context.order?.lines.length ?? 0) > 1,
        target: 'lines',
        actions: { type: 'effects', params: ({ context }) => [shortLines(context)] },
      },
      ...backToOrder,
    ],
  },
});

export const having = vendorKeypad.createStateConfig({
  on: {
    TYPED: [
      {
        guard: ({ event }) => amountOf(event.text) === null,
        actions: {
          type: 'effects',
          params: ({ context }) => [askHave(context, [part('ussd.quantity_odd')])],
        },
      },
      {
        guard: ({ context, event }) => haveOf(context, event.text) === null,
        actions: {
          type: 'effects',
          params: ({ context }) => [askHave(context, [part('ussd.have_more')])],
        },
      },
      {
        target: 'lines',
        actions: [
          assign(({ context, event }) => ({ have: withLine(context, event.text), line: null })),
          { type: 'effects', params: ({ context }) => [shortLines(context)] },
        ],
      },
    ],
    BACK: {
      target: 'line',
      actions: { type: 'effects', params: ({ context }) => [lineOf(context)] },
    },
  },
});

const looked = (order: KeyedOrder | null) => ({ order, have: [], line: null });

/** Outcomes mean the same wherever they are heard. */
export const vendorOrderOutcomes = vendorKeypad.createStateConfig({
  on: {
    OFFERS_READ: {
      target: '.offers',
      actions: [
        {
          type: 'effects',
          params: ({ context, event }) => [offerList(event.offers, context.notes)],
        },
        assign({ ...looked(null), notes: [] }),
      ],
    },
    OFFER_READ: [
      {
        guard: ({ event }) => event.offer !== null,
        target: '.offer',
        actions: [assign(({ event }) => looked(event.offer)), showOrder],
      },
      {
        target: '.offers',
        actions: [
          assign(({ event }) => ({
            notes: [part('ussd.offer_gone', { number: { digits: event.number } })],
          })),
          effects(READ_OFFERS),
        ],
      },
    ],
    OFFER_ANSWERED: {
      target: '.offers',
      actions: [
        assign(({ event }) => ({
          notes: [
            part(event.answer === 'accept' ? 'ussd.accepted' : 'ussd.rejected', {
              number: { digits: event.number },
            }),
          ],
        })),
        effects(READ_OFFERS),
      ],
    },
    OFFER_CHANGED: {
      target: '.offers',
      actions: [assign(({ event }) => ({ notes: changed(event) })), effects(READ_OFFERS)],
    },
    TO_PACK_READ: [
      {
        guard: ({ event }) => event.order !== null,
        target: '.job',
        actions: [assign(({ event }) => looked(event.order)), showOrder],
      },
      {
        target: '.packing',
        actions: [assign({ notes: [part('ussd.no.not_now')] }), effects(READ_DAY)],
      },
    ],
  },
});

/** What came of packing, and the orders that wait for it. */
export const packingDone = vendorKeypad.createStateConfig({
  on: {
    WORK_DONE: [
      {
        guard: ({ event }) => event.done.what === 'day',
        target: '.packing',
        actions: [
          {
            type: 'effects',
            params: ({ context, event }) =>
              event.done.what === 'day' ? [packList(event.done, context.notes)] : [],
          },
          assign({ ...looked(null), notes: [] }),
        ],
      },
      {
        guard: ({ event }) => event.done.what === 'packed',
        target: '.packing',
        actions: [
          assign(({ event }) =>
            event.done.what === 'packed' ? { notes: [packed(event.done)] } : {},
          ),
          effects(READ_DAY),
        ],
      },
    ],
  },
}).on.WORK_DONE;
