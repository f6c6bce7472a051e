import type { BasketView } from '../../src/conversation/vocabulary.js';

/** A basket with everything that may lower or raise what it costs, after all of it changed. */
export function withAllPrices(basket: BasketView): BasketView {
  const [first] = basket.lines;
  const { name = '', unit = '' } = first ?? {};
  return {
    ...basket,
    lines: basket.lines.map((line, i) => ({
      ...line,
      instead: {
        why: i % 2 === 0 ? ('volume_tier' as const) : ('agreed_price' as const),
        unitPriceMinor: '250000',
      },
      promotions: [
        { name: 'Dashain', offMinor: '1000', free: null },
        { name: 'Buy 10, get 1', offMinor: '0', free: '2' },
      ],
    })),
    promotions: [{ name: 'Big basket', offMinor: '20000', free: null }],
    deliveryFeeMinor: '10000',
    tax: { percent: '13.5', minor: '42094' },
    changes: [
      { what: 'cart', name, unit, before: '230000', after: '250000' },
      { what: 'price', name, unit, before: '240000', after: '250000' },
      { what: 'discount', name, before: '1000', after: '0' },
      { what: 'free', name, unit, before: '1', after: '2' },
      { what: 'order_discount', before: '0', after: '20000' },
      { what: 'delivery', before: '0', after: '10000' },
      { what: 'tax', before: '42000', after: '42094' },
    ],
  };
}
