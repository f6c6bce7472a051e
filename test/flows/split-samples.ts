import type { Event, Tell, ToldLine, ToldSplit } from '../../src/conversation/vocabulary.js';

/** A basket of two vendors, and what it became. */
const GOODS: readonly ToldLine[] = [
  { name: 'Wai Wai Chicken Noodles 75g', quantity: '5', unit: 'ctn' },
  { name: 'Jeera Masino Rice 25kg', quantity: '2.5', unit: 'bag' },
];

export const PARTS: readonly (readonly ToldLine[])[] = [GOODS, GOODS.slice(0, 1)];

export const SPLITS: readonly ToldSplit[] = [
  {
    orders: PARTS.map((lines, i) => ({ number: String(1042 + i), totalMinor: '427500', lines })),
  },
  { orders: [] },
];

/** A basket that was placed: as one order, as several, and as one where several were told. */
export const PLACED: readonly Extract<Event, { type: 'ORDER_PLACED' }>[] = [
  undefined,
  ...SPLITS,
].map((split) => ({
  type: 'ORDER_PLACED',
  number: '1042',
  totalMinor: '855000',
  ...(split && { split }),
}));

export const SPLIT_TOLD: Extract<Tell, { type: 'order_split' }> = {
  type: 'order_split',
  number: '1042',
  orders: SPLITS[0]?.orders ?? [],
};
