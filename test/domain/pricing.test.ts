import { HALF_UP, lineTotal, roundMoney } from '../../src/base/money.js';
import type { Rounding } from '../../src/base/money.js';
import { milli } from '../../src/base/quantity.js';
import { NOTHING_AGREED } from '../../src/domain/pricing/price-book.js';
import type {
  AgreedPrices,
  LinePromotion,
  OrderPromotion,
  PriceBook,
  Tier,
} from '../../src/domain/pricing/price-book.js';
import { quote } from '../../src/domain/pricing/pricing.js';
import type { AskedLine, Quote } from '../../src/domain/pricing/pricing.js';
import { must } from '../support/trade.js';

const NOW = 1_000;
const ALWAYS = { fromMs: 0, untilMs: null };
const PAST = { fromMs: 0, untilMs: NOW };
const FUTURE = { fromMs: NOW + 1, untilMs: null };

const asked = (quantity: string, over: Partial<AskedLine> = {}): AskedLine => ({
  productId: 'rice',
  unit: 'kg',
  quantity: milli(quantity),
  townPriceMinor: 10_000n,
  basePriceMinor: null,
  taxed: true,
  ...over,
});
const tier = (minQuantity: string, over: Partial<Tier> = {}): Tier => ({
  ...ALWAYS,
  minQuantity: milli(minQuantity),
  unitPriceMinor: null,
  offBasisPoints: null,
  ...over,
});
const promotion = (id: string, over: Partial<LinePromotion>): LinePromotion =>
  ({ ...ALWAYS, id, name: id, stackable: false, unit: null, minQuantity: 0n, ...over }) as never;
const ofOrder = (id: string, over: Partial<OrderPromotion>): OrderPromotion =>
  ({ ...ALWAYS, id, name: id, stackable: false, minTotalMinor: 0n, ...over }) as never;

const EMPTY: PriceBook = {
  rounding: HALF_UP,
  units: new Map(),
  linePromotions: new Map(),
  orderPromotions: [],
  delivery: [],
  tax: [],
  agreedWith: new Set(),
};
const withTiers = (...tiers: Tier[]): PriceBook => ({
  ...EMPTY,
  units: new Map([['rice', new Map([['kg', { channel: [], tiers }]])]]),
});
const withPromotions = (...all: LinePromotion[]): PriceBook => ({
  ...EMPTY,
  linePromotions: new Map([['rice', all]]),
});

function price(
  lines: readonly AskedLine[],
  book: PriceBook = EMPTY,
  agreed: AgreedPrices = NOTHING_AGREED,
): Quote {
  return must(quote(lines, { agreed, channel: 'whatsapp', atMs: NOW }, book));
}

describe('rounding, stated once per town', () => {
  test.each([
    ['half_up', 1n, [0n, 1n, 1n, 2n, 3n]],
    ['half_even', 1n, [0n, 0n, 1n, 2n, 2n]],
    ['up', 1n, [0n, 1n, 1n, 2n, 3n]],
    ['down', 1n, [0n, 0n, 1n, 1n, 2n]],
  ] as const)('%s', (mode, stepMinor, expected) => {
    const halves = [0n, 1n, 2n, 3n, 5n];
    expect(halves.map((half) => roundMoney(half, 2n, { mode, stepMinor }))).toEqual(expected);
  });

  test('to whole rupees, where a town says so', () => {
    const rounding: Rounding = { mode: 'half_up', stepMinor: 100n };
    expect(lineTotal(9_850n, milli('0.333'), rounding)).toBe(3_300n);
    const book = { ...EMPTY, rounding, tax: [{ ...ALWAYS, basisPoints: 1_300n }] };
    expect(price([asked('0.333', { townPriceMinor: 9_850n })], book)).toMatchObject({
      goodsMinor: 3_300n,
      taxMinor: 400n,
      totalMinor: 3_700n,
    });
  });

  test.each([
    ['2', 9_500n, 19_000n],
    ['0.5', 9_501n, 4_751n],
    ['0.333', 100n, 33n],
    ['1.005', 100n, 101n],
    ['0.005', 100n, 1n],
  ])('%s at %d comes to %d: half a minor unit is rounded up', (quantity, unit, total) => {
    const { lines, totalMinor } = price([asked(quantity, { townPriceMinor: unit })]);
    expect(lines[0]).toMatchObject({ unitPriceMinor: unit, totalMinor: total });
    expect(totalMinor).toBe(total);
  });
});

describe('the price of a unit', () => {
  const agreed = (unitPriceMinor: bigint, window = ALWAYS): AgreedPrices =>
    new Map([['rice', new Map([['kg', [{ ...window, unitPriceMinor }]]])]]);
  const channels: PriceBook = {
    ...EMPTY,
    units: new Map([
      [
        'rice',
        new Map([
          [
            'kg',
            {
              channel: [
                { ...ALWAYS, channel: 'whatsapp', unitPriceMinor: 9_700n },
                { ...ALWAYS, channel: 'ussd', unitPriceMinor: 9_900n },
              ],
              tiers: [],
            },
          ],
        ]),
      ],
    ]),
  };
  const both = asked('1', { basePriceMinor: 11_000n });

  test('agreed, the channel’s, the town’s, the base price; the rest is named', () => {
    const [line] = price([both], channels, agreed(12_000n)).lines;
    expect(line?.won).toEqual({ rule: 'agreed_price', unitPriceMinor: 12_000n });
    expect(line?.lost).toEqual([
      { rule: 'channel_price', why: 'other_channel', unitPriceMinor: 9_900n, id: '' },
      { rule: 'channel_price', why: 'outranked', unitPriceMinor: 9_700n, id: '' },
      { rule: 'town_price', why: 'outranked', unitPriceMinor: 10_000n, id: '' },
      { rule: 'base_price', why: 'outranked', unitPriceMinor: 11_000n, id: '' },
    ]);
    expect(price([both], channels).lines[0]?.won.rule).toBe('channel_price');
    expect(price([both]).lines[0]?.won.rule).toBe('town_price');
    const base = { ...both, townPriceMinor: null };
    expect(price([base]).lines[0]?.won).toEqual({ rule: 'base_price', unitPriceMinor: 11_000n });
  });

  test('only in its window; of several the one that began last', () => {
    for (const [window, why] of [
      [PAST, 'ended'],
      [FUTURE, 'not_yet'],
    ] as const) {
      const [line] = price([both], EMPTY, agreed(8_000n, window as never)).lines;
      expect(line?.won.rule).toBe('town_price');
      expect(line?.lost[0]).toMatchObject({ rule: 'agreed_price', why });
    }
    const two = [
      { fromMs: 500, untilMs: null, unitPriceMinor: 8_500n },
      { ...ALWAYS, unitPriceMinor: 8_000n },
    ];
    const [line] = price([both], EMPTY, new Map([['rice', new Map([['kg', two]])]])).lines;
    expect(line?.won.unitPriceMinor).toBe(8_500n);
    expect(line?.lost[0]).toMatchObject({ why: 'superseded', unitPriceMinor: 8_000n });
  });

  test('what has no price or comes to nothing is not sold', () => {
    const at = { agreed: NOTHING_AGREED, channel: 'whatsapp', atMs: NOW };
    const detail = { product: 'rice', unit: 'kg' };
    const refusal = { ok: false, refusal: 'not_sold', detail };
    expect(quote([asked('1', { townPriceMinor: null })], at, EMPTY)).toEqual(refusal);
    const crumb = asked('0.001', { townPriceMinor: 100n });
    expect(quote([crumb], at, EMPTY)).toEqual(refusal);
  });
});

describe('volume tiers', () => {
  const book = withTiers(
    tier('10', { offBasisPoints: 500n }),
    tier('50', { unitPriceMinor: 9_200n }),
    tier('20', { unitPriceMinor: 9_999n }),
    tier('5', { ...PAST, unitPriceMinor: 1n }),
  );

  test.each([
    ['9.999', 10_000n, null],
    ['10', 9_500n, 10_000n],
    ['25', 9_500n, 10_000n],
    ['50', 9_200n, 50_000n],
  ])('%s: the cheapest that is reached', (quantity, unitPriceMinor, reached) => {
    const [line] = price([asked(quantity)], book).lines;
    expect(line?.unitPriceMinor).toBe(unitPriceMinor);
    expect(line?.tier?.minQuantity ?? null).toBe(reached);
  });

  test('count from the price that won, and never raise it', () => {
    const agreed = new Map([['rice', new Map([['kg', [{ ...ALWAYS, unitPriceMinor: 9_000n }]]])]]);
    const at = (quantity: string): unknown => price([asked(quantity)], book, agreed).lines[0];
    expect(at('50')).toMatchObject({ unitPriceMinor: 8_550n, tier: { minQuantity: 10_000n } });
    expect(price([asked('20')], withTiers(tier('2', { unitPriceMinor: 10_001n })))).toMatchObject({
      lines: [{ tier: null, lost: [{ rule: 'volume_tier', why: 'not_cheaper', id: '2000' }] }],
    });
    const lost = price([asked('12')], book).lines[0]?.lost ?? [];
    expect(lost.map(({ why, id }) => `${id} ${why}`)).toEqual([
      '50000 quantity_not_reached',
      '20000 quantity_not_reached',
      '5000 ended',
    ]);
  });
});

describe('promotions of a line', () => {
  const tenth = promotion('tenth', { kind: 'percent', offBasisPoints: 1_000n });
  const fiver = promotion('fiver', { kind: 'amount', offMinor: 500n });
  const oneFree = promotion('free', { kind: 'buy_get', buy: 5n, get: 1n });

  test('a part of it, an amount for each unit, or goods', () => {
    const of = (one: LinePromotion, quantity = '12'): unknown =>
      price([asked(quantity)], withPromotions(one)).lines[0];
    expect(of(tenth)).toMatchObject({ discountMinor: 12_000n, totalMinor: 108_000n });
    expect(of(fiver)).toMatchObject({ discountMinor: 6_000n, totalMinor: 114_000n });
    expect(of(oneFree)).toMatchObject({
      discountMinor: 0n,
      totalMinor: 120_000n,
      freeQuantity: 2_000n,
    });
    expect(of(oneFree, '4.9')).toMatchObject({
      freeQuantity: 0n,
      lost: [{ rule: 'promotion', id: 'free', why: 'quantity_not_reached' }],
    });
  });

  test('in its window, for its unit, from its quantity on', () => {
    const of = (over: Partial<LinePromotion>): Quote =>
      price([asked('4')], withPromotions({ ...tenth, ...over } as LinePromotion));
    expect(of({ unit: 'kg' }).totalMinor).toBe(36_000n);
    expect(of({ unit: 'bag' }).lines[0]).toMatchObject({ totalMinor: 40_000n, lost: [] });
    for (const [over, why] of [
      [PAST, 'ended'],
      [FUTURE, 'not_yet'],
      [{ minQuantity: milli('5') }, 'quantity_not_reached'],
    ] as const) {
      expect(of(over).lines[0]).toMatchObject({ totalMinor: 40_000n, lost: [{ why }] });
    }
  });

  test('one alone unless all are marked; the retailer gets what is worth most', () => {
    const alone = price([asked('4')], withPromotions(tenth, fiver)).lines[0];
    expect(alone).toMatchObject({ promotions: [{ id: 'tenth' }], discountMinor: 4_000n });
    expect(alone?.lost).toMatchObject([{ id: 'fiver', why: 'not_combined' }]);
    const marked = [
      { ...fiver, stackable: true },
      { ...tenth, stackable: true },
    ];
    const stacked = price([asked('4')], withPromotions(...marked)).lines[0];
    // The part is taken first, the amount of what is left.
    expect(stacked?.promotions).toMatchObject([
      { id: 'tenth', offMinor: 4_000n },
      { id: 'fiver', offMinor: 2_000n },
    ]);
    const large = promotion('large', { kind: 'percent', offBasisPoints: 2_000n });
    const against = price([asked('4')], withPromotions(...marked, large)).lines[0];
    expect(against).toMatchObject({ promotions: [{ id: 'large' }], discountMinor: 8_000n });
    expect(against?.lost.map(({ id, why }) => `${id} ${why}`)).toEqual([
      'fiver not_combined',
      'tenth not_combined',
    ]);
    // Two free of ten are worth more than a tenth off ten; of nine, one is not quite as much.
    const worth = (quantity: string): unknown =>
      price([asked(quantity)], withPromotions(tenth, oneFree)).lines[0]?.promotions;
    expect(worth('10')).toMatchObject([{ id: 'free' }]);
    expect(worth('9')).toMatchObject([{ id: 'free' }]);
    expect(worth('4')).toMatchObject([{ id: 'tenth' }]);
  });

  test('something is left to be paid', () => {
    const all = promotion('all', { kind: 'amount', offMinor: 99_999n });
    expect(price([asked('2')], withPromotions(all)).lines[0]).toMatchObject({
      discountMinor: 19_999n,
      totalMinor: 1n,
    });
  });
});

describe('promotions of the order', () => {
  const hundred = ofOrder('hundred', {
    kind: 'amount',
    offMinor: 10_000n,
    minTotalMinor: 100_000n,
  });
  const lines = [asked('3', { unit: 'bag' }), asked('3'), asked('6', { productId: 'oil' })];

  test('are shared by what the lines come to; the remainder is with the dearest', () => {
    const book = { ...EMPTY, orderPromotions: [{ ...hundred, offMinor: 10_001n }] };
    const { promotions, lines: quoted, totalMinor } = price(lines, book);
    expect(promotions).toMatchObject([{ id: 'hundred', offMinor: 10_001n }]);
    expect(quoted.map((line) => line.orderDiscountMinor)).toEqual([2_500n, 2_500n, 5_001n]);
    expect(totalMinor).toBe(109_999n);
  });

  test('are not reached by too little, and lower no line that has its own, unless marked', () => {
    const small = price([asked('3')], { ...EMPTY, orderPromotions: [hundred] });
    expect(small).toMatchObject({ promotions: [], lost: [{ why: 'total_not_reached' }] });
    const tenth = promotion('tenth', { kind: 'percent', offBasisPoints: 1_000n });
    const book = (stackable: boolean): PriceBook => ({
      ...withPromotions({ ...tenth, stackable }),
      orderPromotions: [{ ...hundred, stackable, minTotalMinor: 60_000n }],
    });
    const alone = price(lines, book(false)).lines.map((line) => line.orderDiscountMinor);
    expect(alone).toEqual([0n, 0n, 10_000n]);
    const marked = price(lines, book(true)).lines.map((line) => line.orderDiscountMinor);
    expect(marked.every((share) => share > 0n)).toBe(true);
  });
});

describe('delivery and tax', () => {
  const book: PriceBook = {
    ...EMPTY,
    delivery: [
      { ...ALWAYS, feeMinor: 9_000n, freeFromMinor: null },
      { fromMs: 500, untilMs: null, feeMinor: 5_000n, freeFromMinor: 100_000n },
    ],
    tax: [{ ...ALWAYS, basisPoints: 1_300n }],
  };

  test('come last: the fee unless enough is bought, tax on what is taxed and on the fee', () => {
    expect(price([asked('1'), asked('1', { unit: 'bag', taxed: false })], book)).toMatchObject({
      goodsMinor: 20_000n,
      deliveryFeeMinor: 5_000n,
      taxMinor: 1_950n,
      totalMinor: 26_950n,
    });
    expect(price([asked('10')], book)).toMatchObject({
      deliveryFeeMinor: 0n,
      taxMinor: 13_000n,
      totalMinor: 113_000n,
    });
  });

  test('an empty basket costs nothing', () => {
    expect(price([], book)).toMatchObject({ deliveryFeeMinor: 0n, taxMinor: 0n, totalMinor: 0n });
  });
});
