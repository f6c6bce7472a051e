import type { Part, Say, Tell } from '../src/conversation/vocabulary.js';
import { part, sentence, tell } from './sentences.js';

/** What parties hear of stock and of packing, told by other people's deeds. */

type Told<T extends Tell['type']> = Extract<Tell, { type: T }>;

/** Lines of which there is less than there was, each with what there is instead. */
export function shortParts(short: Told<'order_packed'>['short']): readonly Part[] {
  return short.map(({ name, unit, asked, quantity }) =>
    quantity === '0'
      ? part('packed.line_none', { name, asked: { quantity: asked, unit } })
      : part('packed.line', {
          name,
          asked: { quantity: asked, unit },
          quantity: { quantity, unit },
        }),
  );
}

/** To the retailer: the order is packed; what is short of it, and what it costs now. */
export function tellPacked(told: Told<'order_packed'>): Say {
  const { vendor, short, totalMinor, wasMinor } = told;
  const holes = { number: { digits: told.number }, vendor };
  if (short.length === 0) return sentence('packed.whole', holes);
  return tell([
    part('packed.short', holes),
    ...shortParts(short),
    part('packed.total', { total: { money: totalMinor }, was: { money: wasMinor } }),
  ]);
}

/** To the vendor: others packed the order, and some of it was not there. */
export function tellPackedShort(told: Told<'packed_short'>): Say {
  return tell([
    part('packed.for_vendor', { number: { digits: told.number } }),
    ...shortParts(told.short),
    part('packed.cost', { cost: { money: told.costMinor } }),
  ]);
}

/** To the vendor: of a product little is left. */
export function tellStockLow(told: Told<'stock_low'>): Say {
  const { name, quantity, unit } = told;
  if (quantity === '0') return sentence('stock.gone', { name });
  return sentence('stock.low', { name, quantity: { quantity, unit } });
}
