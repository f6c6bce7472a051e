import fc from 'fast-check';
import { planSplit, stillFits } from '../../src/domain/vendors/split.js';
import type { Holder, SplitLine, SplitPart, SplitTerms } from '../../src/domain/vendors/split.js';

const TERMS: SplitTerms = {
  weights: { price: 40, stock: 5, acceptance: 25, reply_time: 15, load: 15, rating: 10 },
  vendorReplyMs: 1_800_000,
  partsMax: 4,
  setsMax: 10_000,
};

/** A line in a unit that holds so many base units; whole numbers. */
function line(lineNo: number, productId: string, units: number, holds = 1): SplitLine {
  const quantity = BigInt(units) * 1000n;
  const baseQuantity = quantity * BigInt(holds);
  return { lineNo, productId, quantity, baseQuantity, priceMinor: BigInt(units) * 1_000n };
}

function holder(vendorId: string, free: Record<string, number>, more?: Partial<Holder>): Holder {
  return {
    vendorId,
    free: new Map(Object.entries(free).map(([id, units]) => [id, BigInt(units) * 1000n])),
    costs: new Map(),
    acceptPpm: 750_000,
    replyMs: 600_000,
    load: 0,
    rated: 0,
    stars: 0,
    lastOfferedAt: new Date(0),
    ...more,
  };
}

/** "a: 1=5 2=3 | b: 2=1" */
function told(parts: readonly SplitPart[]): string {
  const one = ({ vendorId, lines }: SplitPart): string => {
    const amounts = lines.map(({ lineNo, quantity }) => `${lineNo}=${quantity / 1000n}`);
    return `${vendorId}: ${amounts.join(' ')}`;
  };
  return parts.map(one).join(' | ');
}

const plan = (lines: SplitLine[], holders: Holder[]): string =>
  told(planSplit(lines, holders, TERMS));

test('each line goes to who has it, in the order of the lines', () => {
  const lines = [line(1, 'rice', 2), line(2, 'oil', 3), line(3, 'tea', 1)];
  const holders = [holder('b', { rice: 2, tea: 9 }), holder('a', { oil: 3 })];
  expect(plan(lines, holders)).toBe('b: 1=2 3=1 | a: 2=3');
});

test('a line that nobody has whole is shared in whole units of its own', () => {
  const lines = [line(1, 'oil', 5, 12)];
  const holders = [holder('a', { oil: 40 }), holder('b', { oil: 35 })];
  expect(plan(lines, holders)).toBe('a: 1=3 | b: 1=2');
  // 60 litres are there, but not in cartons of 12.
  expect(plan(lines, [holder('a', { oil: 40 }), holder('b', { oil: 20 })])).toBe('');
});

test('two units of a product share one row of stock', () => {
  const lines = [line(1, 'wai', 4), line(2, 'wai', 2, 30)];
  const holders = [holder('a', { wai: 34 }), holder('b', { wai: 30 })];
  expect(plan(lines, holders)).toBe('a: 1=4 2=1 | b: 2=1');
});

test('what is no whole unit is not cut', () => {
  const lines = [{ ...line(1, 'sugar', 1), quantity: 2500n, baseQuantity: 2500n }];
  const holders = [holder('a', { sugar: 2 }), holder('b', { sugar: 1 })];
  const [a, b] = planSplit(lines, holders, TERMS);
  expect([a?.lines[0]?.quantity, b?.lines[0]?.quantity]).toEqual([2000n, 500n]);
});

test('of as few vendors those with the most points are chosen', () => {
  const lines = [line(1, 'rice', 1), line(2, 'oil', 1)];
  const rice = holder('r', { rice: 5 });
  const dear = holder('a', { oil: 5 }, { costs: new Map([['oil', 2_000n]]) });
  const cheap = holder('z', { oil: 5 }, { costs: new Map([['oil', 500n]]) });
  expect(plan(lines, [rice, dear, cheap])).toBe('r: 1=1 | z: 2=1');
  const busy = { ...cheap, load: 1_000, acceptPpm: 0 };
  expect(plan(lines, [rice, dear, busy])).toBe('r: 1=1 | a: 2=1');
});

test('whoever has a line whole is preferred to sharing it', () => {
  const lines = [line(1, 'rice', 1), line(2, 'oil', 4)];
  const holders = [
    holder('a', { rice: 1, oil: 2 }),
    holder('b', { rice: 0, oil: 2 }),
    holder('c', { oil: 4 }),
  ];
  expect(plan(lines, holders)).toBe('a: 1=1 | c: 2=4');
});

test('nobody is planned where even all together have too little, or too many would come', () => {
  expect(plan([line(1, 'rice', 3)], [holder('a', { rice: 1 }), holder('b', { rice: 1 })])).toBe('');
  const many = Array.from({ length: 5 }, (_, i) => holder(`v${i}`, { [`p${i}`]: 1 }));
  expect(
    plan(
      many.map((_, i) => line(i + 1, `p${i}`, 1)),
      many,
    ),
  ).toBe('');
});

test('a plan of yesterday is known to fit no more', () => {
  const lines = [line(1, 'rice', 2), line(2, 'oil', 3)];
  const holders = [holder('a', { rice: 2 }), holder('b', { oil: 3 })];
  const parts = planSplit(lines, holders, TERMS);
  expect(stillFits(parts, lines, holders)).toBe(true);
  expect(stillFits(parts, lines, [holder('a', { rice: 1 }), holders[1]!])).toBe(false);
  expect(stillFits(parts, lines, [holders[0]!])).toBe(false);
  expect(stillFits(parts, [line(1, 'rice', 2), line(2, 'oil', 2)], holders)).toBe(false);
});

const PRODUCTS = ['p0', 'p1', 'p2', 'p3'];
const town = fc.record({
  wanted: fc.array(
    fc.record({ units: fc.integer({ min: 1, max: 6 }), holds: fc.constantFrom(1, 2) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  free: fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 6,
  }),
});

function scene({ wanted, free }: typeof town extends fc.Arbitrary<infer T> ? T : never): {
  lines: SplitLine[];
  holders: Holder[];
} {
  const lines = wanted.map(({ units, holds }, at) =>
    line(at + 1, PRODUCTS[at] ?? '', units, holds),
  );
  const holders = free.map((amounts, at) =>
    holder(`v${at}`, Object.fromEntries(amounts.map((units, i) => [PRODUCTS[i], units]))),
  );
  return { lines, holders };
}

/** The fewest vendors by trying every set of them: with one line per product, sums decide. */
function fewest(lines: readonly SplitLine[], holders: readonly Holder[]): number | null {
  let best: number | null = null;
  for (let set = 1; set < 1 << holders.length; set += 1) {
    const chosen = holders.filter((_, at) => (set & (1 << at)) !== 0);
    const can = lines.every(({ productId, quantity, baseQuantity }) => {
      const holds = baseQuantity / quantity;
      const units = chosen.reduce(
        (sum, { free }) => sum + (free.get(productId) ?? 0n) / 1000n / holds,
        0n,
      );
      return units * 1000n >= quantity;
    });
    if (can && chosen.length <= TERMS.partsMax && (best === null || chosen.length < best)) {
      best = chosen.length;
    }
  }
  return best;
}

test('a plan gives every line whole, nobody more than they have, to the fewest vendors', () => {
  fc.assert(
    fc.property(town, (drawn) => {
      const { lines, holders } = scene(drawn);
      const parts = planSplit(lines, holders, TERMS);
      expect(parts.length === 0 ? null : parts.length).toBe(fewest(lines, holders));
      if (parts.length === 0) return;
      expect(stillFits(parts, lines, holders)).toBe(true);
      const given = new Map<number, bigint>();
      for (const { vendorId, lines: taken } of parts) {
        expect(taken.length).toBeGreaterThan(0);
        const { free } = holders.find((one) => one.vendorId === vendorId)!;
        for (const { lineNo, quantity } of taken) {
          const { productId, ...of } = lines[lineNo - 1]!;
          expect(quantity).toBeGreaterThan(0n);
          expect((of.baseQuantity * quantity) / of.quantity).toBeLessThanOrEqual(
            free.get(productId)!,
          );
          given.set(lineNo, (given.get(lineNo) ?? 0n) + quantity);
        }
      }
      expect([...given].sort()).toEqual(lines.map(({ lineNo, quantity }) => [lineNo, quantity]));
      expect(new Set(parts.map(({ vendorId }) => vendorId)).size).toBe(parts.length);
    }),
    { numRuns: 500 },
  );
});

test('the order in which vendors are looked at decides nothing', () => {
  fc.assert(
    fc.property(town, fc.infiniteStream(fc.nat()), (drawn, keys) => {
      const { lines, holders } = scene(drawn);
      const shuffled = holders
        .map((one) => ({ one, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      expect(planSplit(lines, shuffled, TERMS)).toEqual(planSplit(lines, holders, TERMS));
    }),
  );
});

test('many vendors with a little each are given up on in bounded time', () => {
  const lines = Array.from({ length: 60 }, (_, i) => line(i + 1, `p${i}`, 40));
  const free = Object.fromEntries(lines.map(({ productId }) => [productId, 9]));
  const holders = Array.from({ length: 60 }, (_, i) => holder(`v${i}`, free));
  expect(planSplit(lines, holders, TERMS)).toEqual([]);
});
