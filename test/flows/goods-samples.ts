import type { Event } from '../../src/conversation/vocabulary.js';

/** What is shown of a town's goods, for the samples of every event. */

type GoodsRead = Extract<Event, { type: 'GOODS_READ' }>;

const SHELVES = ['grains', 'sugar_salt', 'pulses', 'oil_ghee', 'noodles', 'drinks', 'spices'];

const goods = (count: number): GoodsRead['shelves'][number]['options'] =>
  Array.from({ length: count }, (_, i) => ({
    productId: `0190a5a0-0000-7000-8000-${String(i).padStart(12, '0')}`,
    name: `Fortune Sunlite Sunflower Oil ${i}L Pouch`,
    unit: 'ctn',
    priceMinor: '52400',
  }));

const shelves = (names: readonly string[], each: number): GoodsRead['shelves'] =>
  names.map((shelf) => ({ shelf, options: goods(each) }));

export const GOODS_EVENTS: {
  readonly [T in 'GOODS_ASKED' | 'GOODS_READ']: readonly Extract<Event, { type: T }>[];
} = {
  GOODS_ASKED: [
    { type: 'GOODS_ASKED', shelf: null, skip: 0 },
    { type: 'GOODS_ASKED', shelf: 'noodles', skip: 12 },
  ],
  GOODS_READ: [
    { type: 'GOODS_READ', shelf: null, skip: 0, shelves: shelves(SHELVES, 3), left: 0 },
    {
      type: 'GOODS_READ',
      shelf: null,
      skip: 0,
      shelves: shelves([...SHELVES, 'snacks', 'fish'], 3),
      left: 5,
    },
    { type: 'GOODS_READ', shelf: 'noodles', skip: 0, shelves: shelves(['noodles'], 12), left: 3 },
    { type: 'GOODS_READ', shelf: 'fish', skip: 12, shelves: shelves(['fish'], 1), left: 0 },
    { type: 'GOODS_READ', shelf: 'fish', skip: 0, shelves: shelves(['fish'], 0), left: 0 },
  ],
};
