import { assign } from 'xstate';
import type { BasketView, Part, Show, ToldSplit } from '../src/conversation/ussd/vocabulary.js';
import { part, tap } from './sentences.js';
import { toBasket, toPin } from './ussd-basket.js';
import { shownOf } from './ussd-ordering.js';
import { menu } from './ussd-screens.js';
import { ussd } from './ussd-setup.js';

/** A basket that no vendor can fill alone, on a keypad: its orders are shown before the PIN. */

function showParts(parts: NonNullable<BasketView['parts']>): Show {
  const n = parts.length;
  const goods = parts.map((one, i) => part('ussd.split_part', { n: i + 1, goods: { goods: one } }));
  return menu(
    [part('ussd.split_ahead', { n }), ...goods],
    [tap('confirm', 'ussd.row.place')],
    'back',
  );
}

/**
 * Before the PIN: the parts, read again together with the prices. Where one vendor has all of it
 * in the end, the basket is shown as ever.
 */
export const partsState = ussd.createStateConfig({
  on: {
    BASKET_SHOWN: {
      guard: ({ event }) => (event.view?.parts ?? []).length > 0,
      actions: [
        assign(({ event }) => shownOf(event.view)),
        { type: 'effects', params: ({ event }) => [showParts(event.view?.parts ?? [])] },
      ],
    },
    PICKED: [toPin, toBasket],
    BACK: toBasket,
  },
});

/** What was placed, in the words of a last screen; money in minor units. */
export function splitPlaced({ orders }: ToldSplit, totalMinor: string): Part {
  return part('ussd.split_placed', {
    n: orders.length,
    numbers: { digits: orders.map(({ number }) => number).join(', ') },
    total: { money: totalMinor },
  });
}
