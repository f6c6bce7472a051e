import fc from 'fast-check';
import { roundMoney } from '../../src/base/money.js';
import type { Rounding } from '../../src/base/money.js';
import type {
  AgreedPrices,
  LinePromotion,
  OrderPromotion,
  PriceBook,
  Tier,
  Window,
} from '../../src/domain/pricing/price-book.js';
import { quote } from '../../src/domain/pricing/pricing.js';
import type { AskedLine, Quote } from '../../src/domain/pricing/pricing.js';
import { shareOf } from '../../src/domain/pricing/shares.js';

/** Whatever a town lays down, these hold. */

const NOW = 1_000;
const PRODUCTS = ['p1', 'p2', 'p3', 'p4'];

const money = (max: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min: 1n, max });
const window: fc.Arbitrary<Window> = fc.record({
  fromMs: fc.constantFrom(0, 500, NOW, NOW + 1),
  untilMs: fc.constantFrom(null, NOW, NOW + 1, 9_000),
});
const rounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom('half_up', 'half_even', 'up', 'down'),
  stepMinor: fc.constantFrom(1n, 1n, 5n, 100n),
});
const tier: fc.Arbitrary<Tier> = fc
  .tuple(window, fc.bigInt({ min: 2n, max: 60n }), fc.boolean(), money(100_000n))
  .map(([when, least, isPrice, figure]) => ({
    ...when,
    minQuantity: least * 1000n,
    unitPriceMinor: isPrice ? figure : null,
    offBasisPoints: isPrice ? null : 1n + (figure % 9_999n),
  }));
const reduction = fc.oneof(
  fc.record({
    kind: fc.constant('percent' as const),
    offBasisPoints: fc.bigInt({ min: 1n, max: 9_999n }),
  }),
  fc.record({ kind: fc.constant('amount' as const), offMinor: money(50_000n) }),
);
const bareId = fc.integer({ min: 0, max: 1e9 }).map(String);
const linePromotion: fc.Arbitrary<LinePromotion> = fc
  .tuple(
    window,
    bareId,
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 20n }),
    fc.oneof(
      reduction,
      fc.record({
        kind: fc.constant('buy_get' as const),
        buy: fc.bigInt({ min: 3n, max: 12n }),
        get: fc.bigInt({ min: 1n, max: 3n }),
      }),
    ),
  )
  .map(([when, id, stackable, least, does]) => ({
    ...when,
    ...does,
    id: `l${id}`,
    name: id,
    stackable,
    unit: null,
    minQuantity: least * 1000n,
  }));
const orderPromotion: fc.Arbitrary<OrderPromotion> = fc
  .tuple(window, bareId, fc.boolean(), fc.bigInt({ min: 0n, max: 5_000_000n }), reduction)
  .map(([when, id, stackable, minTotalMinor, does]) => ({
    ...when,
    ...does,
    id: `o${id}`,
    name: id,
    stackable,
    minTotalMinor,
  }));
const byProduct = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Map<string, T>> =>
  fc
    .array(value, { maxLength: PRODUCTS.length })
    .map((all) => new Map(all.map((one, at) => [PRODUCTS[at] ?? '', one])));
const distinct = <T extends { id: string }>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(one, { maxLength: 4, selector: ({ id }) => id });

const book: fc.Arbitrary<PriceBook> = fc.record({
  rounding,
  units: byProduct(
    fc.array(tier, { maxLength: 4 }).map((tiers) => new Map([['u', { channel: [], tiers }]])),
  ),
  linePromotions: byProduct(distinct(linePromotion)),
  orderPromotions: distinct(orderPromotion),
  delivery: fc.array(
    fc.tuple(window, money(20_000n), fc.option(money(3_000_000n))).map(([when, fee, free]) => ({
      ...when,
      feeMinor: fee,
      freeFromMinor: free,
    })),
    { maxLength: 2 },
  ),
  tax: fc.array(
    fc.tuple(window, fc.bigInt({ min: 0n, max: 3_000n })).map(([when, basisPoints]) => ({
      ...when,
      basisPoints,
    })),
    { maxLength: 2 },
  ),
  agreedWith: fc.constant(new Set<string>()),
});
const agreedPrices: fc.Arbitrary<AgreedPrices> = byProduct(
  fc
    .tuple(window, money(100_000n))
    .map(([when, unitPriceMinor]) => new Map([['u', [{ ...when, unitPriceMinor }]]])),
);
/** One line a product; quantities and prices at which a line comes to something. */
const lines: fc.Arbitrary<AskedLine[]> = fc
  .array(
    fc.record({
      unit: fc.constant('u'),
      quantity: fc.bigInt({ min: 1_000n, max: 100_000n }),
      townPriceMinor: fc.bigInt({ min: 200n, max: 200_000n }),
      basePriceMinor: fc.option(money(200_000n)),
      taxed: fc.boolean(),
    }),
    { maxLength: PRODUCTS.length },
  )
  .map((all) => all.map((one, at) => ({ ...one, productId: PRODUCTS[at] ?? '' })));

interface Case {
  readonly book: PriceBook;
  readonly agreed: AgreedPrices;
  readonly lines: readonly AskedLine[];
}

const town: fc.Arbitrary<Case> = fc.record({ book, agreed: agreedPrices, lines });

function priced(of: Case): Quote | null {
  const asker = { agreed: of.agreed, channel: 'whatsapp', atMs: NOW };
  const quoted = quote(of.lines, asker, of.book);
  // An agreed price of a paisa comes to nothing where a town rounds to rupees.
  return quoted.ok ? quoted.value : null;
}

const holds = (property: (quoted: Quote, of: Case) => void): void => {
  fc.assert(
    fc.property(town, (of) => {
      const quoted = priced(of);
      if (quoted) property(quoted, of);
    }),
    { numRuns: 500 },
  );
};
const sum = (all: readonly bigint[]): bigint => all.reduce((a, b) => a + b, 0n);

test('the total is the sum of its parts, and so is every line', () => {
  holds((quoted, { book: { rounding: rule } }) => {
    for (const line of quoted.lines) {
      expect(line.grossMinor).toBe(roundMoney(line.unitPriceMinor * line.quantity, 1000n, rule));
      expect(line.discountMinor).toBe(sum(line.promotions.map((one) => one.offMinor)));
      expect(line.totalMinor).toBe(line.grossMinor - line.discountMinor - line.orderDiscountMinor);
    }
    expect(sum(quoted.lines.map((line) => line.orderDiscountMinor))).toBe(
      sum(quoted.promotions.map((one) => one.offMinor)),
    );
    expect(quoted.goodsMinor).toBe(sum(quoted.lines.map((line) => line.totalMinor)));
    expect(quoted.totalMinor).toBe(quoted.goodsMinor + quoted.deliveryFeeMinor + quoted.taxMinor);
  });
});

test('nothing is negative, every line leaves something to be paid, nothing is raised', () => {
  holds((quoted) => {
    for (const line of quoted.lines) {
      expect(line.totalMinor > 0n).toBe(true);
      expect(line.orderDiscountMinor >= 0n && line.freeQuantity >= 0n).toBe(true);
      expect(line.unitPriceMinor <= line.won.unitPriceMinor).toBe(true);
      for (const one of line.promotions) expect(one.offMinor + one.freeQuantity > 0n).toBe(true);
    }
    expect(quoted.deliveryFeeMinor >= 0n && quoted.taxMinor >= 0n).toBe(true);
  });
});

test('more of a thing never costs more apiece', () => {
  holds((quoted, of) => {
    const more = of.lines.map((line) => ({ ...line, quantity: line.quantity * 2n }));
    const doubled = priced({ ...of, lines: more });
    quoted.lines.forEach((line, at) => {
      expect((doubled?.lines[at]?.unitPriceMinor ?? 0n) <= line.unitPriceMinor).toBe(true);
    });
  });
});

test('the order of lines and of tiers changes nothing', () => {
  holds((quoted, of) => {
    const units = new Map(
      [...of.book.units].map(([productId, terms]) => [
        productId,
        new Map([...terms].map(([unit, one]) => [unit, { ...one, tiers: one.tiers.toReversed() }])),
      ]),
    );
    const book = { ...of.book, units };
    const again = priced({ ...of, book, lines: of.lines.toReversed() });
    const unitPrices = (one: Quote | null): unknown =>
      new Map(one?.lines.map((line) => [line.productId, line.unitPriceMinor]));
    expect(unitPrices(again)).toEqual(unitPrices(quoted));
    expect(again?.goodsMinor).toBe(quoted.goodsMinor);
    if (!hasMixedTax(of.lines)) expect(again?.totalMinor).toBe(quoted.totalMinor);
  });
});

/** A remainder of one minor unit may stand on a taxed line or on another. */
function hasMixedTax(all: readonly AskedLine[]): boolean {
  return all.some((line) => line.taxed) && all.some((line) => !line.taxed);
}

test('a line bears several promotions only where every one of them is marked', () => {
  holds((quoted, of) => {
    const known = [...of.book.orderPromotions, ...[...of.book.linePromotions.values()].flat()];
    const marked = (id: string): boolean => known.find((one) => one.id === id)?.stackable === true;
    for (const line of quoted.lines) {
      const borne = [
        ...line.promotions,
        ...(line.orderDiscountMinor > 0n ? quoted.promotions : []),
      ];
      if (borne.length > 1) expect(borne.every(({ id }) => marked(id))).toBe(true);
    }
  });
});

test('every rule that is about a line has won or has a reason', () => {
  holds((quoted, of) => {
    for (const line of quoted.lines) {
      const tiers = of.book.units.get(line.productId)?.get('u')?.tiers.length ?? 0;
      const promotions = of.book.linePromotions.get(line.productId)?.length ?? 0;
      const lost = (rule: string): number => line.lost.filter((one) => one.rule === rule).length;
      expect(lost('volume_tier') + (line.tier ? 1 : 0)).toBe(tiers);
      expect(lost('promotion') + line.promotions.length).toBe(promotions);
    }
    const { length } = of.book.orderPromotions;
    if (of.lines.length > 0) expect(quoted.lost.length + quoted.promotions.length).toBe(length);
  });
});

describe('a part of an order', () => {
  const frozen = town.chain((of) =>
    fc.tuple(fc.constant(priced(of)), fc.array(fc.bigInt({ min: 0n, max: 1_000n }))),
  );

  test('and what is left are the whole, and neither is negative', () => {
    fc.assert(
      fc.property(frozen, ([quoted, parts]) => {
        if (!quoted || quoted.lines.length === 0) return;
        const whole = {
          ...quoted,
          lines: quoted.lines.map((line) => ({
            ...line,
            quantity: line.quantity + line.freeQuantity,
          })),
        };
        const taken = whole.lines.map(
          ({ quantity }, at) => (quantity * (parts[at] ?? 1_000n)) / 1_000n,
        );
        const { taken: now, left } = shareOf(whole, taken);
        expect(now.totalMinor + left.totalMinor).toBe(quoted.totalMinor);
        for (const part of [now, left]) {
          const all = [...part.lines, part.deliveryFeeMinor, part.taxMinor];
          expect(all.every((amount) => amount >= 0n)).toBe(true);
          expect(part.totalMinor).toBe(sum(all));
        }
      }),
    );
  });

  test('all of it is all of it, nothing of it is nothing', () => {
    const whole = {
      lines: [
        { quantity: 6_000n, totalMinor: 50_001n, taxed: true },
        { quantity: 1_000n, totalMinor: 20_000n, taxed: false },
      ],
      deliveryFeeMinor: 5_000n,
      taxMinor: 7_151n,
    };
    expect(shareOf(whole, [6_000n, 1_000n]).taken.totalMinor).toBe(82_152n);
    expect(shareOf(whole, [0n, 0n]).taken.totalMinor).toBe(0n);
    expect(shareOf(whole, [2_000n, 0n])).toEqual({
      taken: {
        lines: [16_667n, 0n],
        deliveryFeeMinor: 5_000n,
        taxMinor: 2_817n,
        totalMinor: 24_484n,
      },
      left: {
        lines: [33_334n, 20_000n],
        deliveryFeeMinor: 0n,
        taxMinor: 4_334n,
        totalMinor: 57_668n,
      },
    });
  });
});
