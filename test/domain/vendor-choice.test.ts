import fc from 'fast-check';
import { CHOICE_PARTS, pointsOf, rankVendors } from '../../src/domain/vendors/choice.js';
import type { Candidate, ChoiceWeights } from '../../src/domain/vendors/choice.js';

const EQUAL: Candidate = {
  vendorId: 'a',
  costMinor: 10_000n,
  freePerMille: 2_000,
  acceptPpm: 800_000,
  replyMs: 600_000,
  load: 2,
  rated: 4,
  stars: 16,
  lastOfferedAt: new Date(1_000),
};
const WEIGHTS: ChoiceWeights = {
  price: 40,
  stock: 5,
  acceptance: 25,
  reply_time: 15,
  load: 15,
  rating: 10,
};
const REPLY_MS = 1_800_000;

const order = (candidates: readonly Candidate[], weights = WEIGHTS): readonly string[] =>
  rankVendors(candidates, weights, REPLY_MS).map(({ vendorId }) => vendorId);

test.each([
  ['cheaper', { costMinor: 9_000n }],
  ['with more to spare', { freePerMille: 2_500 }, { ...EQUAL, freePerMille: 1_100 }],
  ['that takes more of its offers', { acceptPpm: 900_000 }],
  ['quicker', { replyMs: 60_000 }],
  ['with less in hand', { load: 0 }],
  ['that was rated better', { stars: 18 }],
  ['that was rated well more often', { rated: 20, stars: 90 }, { ...EQUAL, stars: 18 }],
  ['that waited longer', { lastOfferedAt: new Date(999) }],
])('of two that are equal otherwise the one %s is asked', (_, better, worse = EQUAL) => {
  const one = { ...EQUAL, ...better, vendorId: 'b' };
  expect(order([worse, one])).toEqual(['b', 'a']);
  expect(order([one, worse])).toEqual(['b', 'a']);
});

test('what a town does not count decides nothing', () => {
  const cheap = { ...EQUAL, vendorId: 'cheap', costMinor: 5_000n, acceptPpm: 100_000 };
  expect(order([EQUAL, cheap], { ...WEIGHTS, acceptance: 0 })).toEqual(['cheap', 'a']);
  expect(order([EQUAL, cheap], { ...WEIGHTS, price: 0 })).toEqual(['a', 'cheap']);
});

test('the points are those that the page says', () => {
  const parts = pointsOf(
    { ...EQUAL, costMinor: 20_000n, freePerMille: 1_250, replyMs: REPLY_MS, load: 10, stars: 7 },
    10_000n,
    REPLY_MS,
  );
  const quick = { reply_time: 500, load: 500 };
  expect(parts).toEqual({ price: 500, stock: 250, acceptance: 800, ...quick, rating: 500 });
});

test('who was never rated is held to be good', () => {
  const points = (rated: number, stars: number): number =>
    pointsOf({ ...EQUAL, rated, stars }, 10_000n, REPLY_MS).rating;
  expect([points(0, 0), points(1, 1), points(1, 5), points(1000, 1000)]).toEqual([
    750, 625, 792, 4,
  ]);
});

const candidate: fc.Arbitrary<Candidate> = fc.record({
  vendorId: fc.uuid(),
  costMinor: fc.bigInt({ min: 1n, max: 10_000_000n }),
  freePerMille: fc.integer({ min: 1_000, max: 1_000_000 }),
  acceptPpm: fc.integer({ min: 0, max: 1_000_000 }),
  replyMs: fc.integer({ min: 0, max: 86_400_000 }),
  load: fc.integer({ min: 0, max: 1_000 }),
  rated: fc.constant(100),
  stars: fc.integer({ min: 100, max: 500 }),
  lastOfferedAt: fc.integer({ min: 0, max: 5 }).map((ms) => new Date(ms)),
});
const weights: fc.Arbitrary<ChoiceWeights> = fc
  .tuple(...CHOICE_PARTS.map(() => fc.integer({ min: 0, max: 100 })))
  .filter((all) => all.some((weight) => weight > 0))
  .map(([price = 0, stock = 0, acceptance = 0, reply_time = 0, load = 0, rating = 0]) => ({
    price,
    stock,
    acceptance,
    reply_time,
    load,
    rating,
  }));
const candidates = fc.uniqueArray(candidate, { selector: (one) => one.vendorId, maxLength: 12 });

test('everybody is ranked once, by points within bounds, however they come', () => {
  fc.assert(
    fc.property(candidates, weights, (all, counts) => {
      const ranked = rankVendors(all, counts, REPLY_MS);
      expect(ranked.map((one) => one.vendorId).sort()).toEqual(
        all.map((one) => one.vendorId).sort(),
      );
      const points = ranked.map((one) => one.points);
      expect(points).toEqual([...points].sort((a, b) => b - a));
      for (const one of ranked) {
        for (const part of [one.points, ...Object.values(one.parts)]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1000);
          expect(Number.isInteger(part)).toBe(true);
        }
      }
      expect(rankVendors([...all].reverse(), counts, REPLY_MS)).toEqual(ranked);
    }),
  );
});

test('who is at least as good in everything is never behind', () => {
  fc.assert(
    fc.property(candidates, candidate, weights, (all, one, counts) => {
      const better: Candidate = {
        vendorId: 'better',
        costMinor: one.costMinor > 1n ? one.costMinor - 1n : one.costMinor,
        freePerMille: one.freePerMille + 1,
        acceptPpm: Math.min(one.acceptPpm + 1, 1_000_000),
        replyMs: Math.max(one.replyMs - 1, 0),
        load: Math.max(one.load - 1, 0),
        rated: one.rated,
        stars: Math.min(one.stars + 1, 500),
        lastOfferedAt: new Date(-1),
      };
      const ranked = rankVendors([...all, one, better], counts, REPLY_MS);
      const place = (id: string): number => ranked.findIndex((each) => each.vendorId === id);
      expect(place('better')).toBeLessThan(place(one.vendorId));
    }),
  );
});
