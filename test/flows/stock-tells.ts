import type { Tell } from '../../src/conversation/vocabulary.js';
import { SPLITS } from './split-samples.js';

/** Tells about packed orders, receipts and low stock, with what leads somewhere else each. */

type StockTell = 'order_packed' | 'packed_short' | 'stock_low' | 'order_receipt';

const SHORT = [
  { name: 'Jeera Masino Rice 25kg', unit: 'bag', asked: '2', quantity: '1' },
  { name: 'Fortune Sunlite Sunflower Oil 1L Pouch', unit: 'ctn', asked: '3', quantity: '0' },
];

export const STOCK_TELLS: { readonly [T in StockTell]: readonly Extract<Tell, { type: T }>[] } = {
  order_packed: [[], SHORT].map((short) => ({
    type: 'order_packed',
    number: '1042',
    vendor: 'Karnali Traders',
    short,
    totalMinor: '855000',
    wasMinor: '1000000',
  })),
  order_receipt: [undefined, ...SPLITS].map((split) => ({
    type: 'order_receipt',
    number: '1042',
    totalMinor: '855000',
    ...(split && { split }),
  })),
  packed_short: [{ type: 'packed_short', number: '1042', short: SHORT, costMinor: '800000' }],
  stock_low: ['0', '12.5'].map((quantity) => ({
    type: 'stock_low',
    name: 'Jeera Masino Rice 25kg',
    quantity,
    unit: 'kg',
  })),
};
