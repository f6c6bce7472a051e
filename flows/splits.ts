import type { BasketView, Part, Tell, ToldSplit } from '../src/conversation/vocabulary.js';
import { gapped, part } from './sentences.js';

/** A basket that no vendor can fill alone, in words: several orders, one for each vendor. */

/** Said before it is confirmed: how many orders there will be, and what comes with each. */
export function splitAhead({ parts = [] }: BasketView): readonly Part[] {
  if (parts.length === 0) return [];
  return [
    gapped(part('split.ahead', { n: parts.length })),
    ...parts.map((goods, i) => part('split.part', { n: i + 1, goods: { goods } })),
  ];
}

function orderParts({ orders }: ToldSplit): readonly Part[] {
  return orders.map((order) =>
    part('split.placed_order', {
      number: { digits: order.number },
      total: { money: order.totalMinor },
      goods: { goods: order.lines },
    }),
  );
}

/** An order that was one and is several now, since no single vendor has all of it any more. */
export function splitAgain(told: Extract<Tell, { type: 'order_split' }>): readonly Part[] {
  const n = told.orders.length;
  const number = { digits: told.number };
  return [part('split.again', { number, n }), ...orderParts(told), part('split.asking')];
}

/** The receipt of what was placed, by number; money in minor units. */
export function splitPlaced(split: ToldSplit, totalMinor: string): readonly Part[] {
  const { orders } = split;
  return [
    part('split.placed', { n: orders.length, total: { money: totalMinor } }),
    ...orderParts(split),
    part('split.asking'),
  ];
}
