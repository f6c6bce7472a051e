import fc from 'fast-check';
import {
  changeLine,
  kindOfChange,
  partOfLine,
  restOf,
  shareCost,
  unitCostOf,
} from '../../src/domain/offers/changes.js';
import type { OfferLine } from '../../src/domain/offers/changes.js';
import {
  OFFER_LIFECYCLE,
  OFFER_STATES,
  checkOfferLifecycle,
  offerStateAfter,
} from '../../src/domain/orders/offer-lifecycle.js';
import { shareOf } from '../../src/domain/pricing/shares.js';
import { useTown } from '../support/use-town.js';

const its = useTown(2);

/** A line of whole base units, of any number of them to a unit, some of it given free. */
const line = fc
  .record({
    lineNo: fc.integer({ min: 1, max: 60 }),
    units: fc.bigInt(1n, 500n),
    holds: fc.bigInt(1n, 100n),
    unitPriceMinor: fc.bigInt(100n, 1_000_000n),
    off: fc.bigInt(0n, 50n),
    margin: fc.bigInt(0n, 30n),
  })
  .map(({ lineNo, units, holds, unitPriceMinor, off, margin }): OfferLine => {
    const priceMinor = units * unitPriceMinor;
    const discountMinor = (priceMinor * off) / 100n;
    return {
      lineNo,
      quantity: units * 1000n,
      freeQuantity: off > 25n ? 100n : 0n,
      baseQuantity: units * holds * 1000n,
      unitPriceMinor,
      discountMinor,
      totalMinor: priceMinor - discountMinor,
      costMinor: (priceMinor * (100n - margin)) / 100n,
    };
  });

/** What a part of a line comes to, by the share of what was frozen. */
function sharesOf(asked: OfferLine, quantity: bigint): { taken: bigint; left: readonly bigint[] } {
  const lines = [{ ...asked, taxed: false }];
  const { taken, left } = shareOf({ lines, deliveryFeeMinor: 0n, taxMinor: 0n }, [quantity]);
  return { taken: taken.totalMinor, left: left.lines };
}

test('a part and what is left come to the line, in money and in goods', () => {
  fc.assert(
    fc.property(line, fc.bigInt(0n, 500n), (asked, of) => {
      const units = of % (asked.quantity / 1000n + 1n);
      const base = (units * 1000n * asked.baseQuantity) / asked.quantity;
      const quantity = partOfLine(asked, base);
      expect(quantity).toBe(units * 1000n);
      const { taken, left } = sharesOf(asked, units * 1000n);
      const part = changeLine(asked, { quantity: units * 1000n, totalMinor: taken }, null);
      if (!part) throw new Error('a part at the same price is a part');
      const [rest] = restOf([asked], [part], left);
      expect(part.totalMinor + (rest?.totalMinor ?? 0n)).toBe(asked.totalMinor);
      expect(part.quantity + (rest?.quantity ?? 0n)).toBe(asked.quantity);
      if (rest) expect(part.freeQuantity + rest.freeQuantity).toBe(asked.freeQuantity);
      expect(part.baseQuantity + (rest?.baseQuantity ?? 0n)).toBe(asked.baseQuantity);
    }),
  );
});

test('another cost moves what the retailer pays by as much, to the rounding of a unit', () => {
  fc.assert(
    fc.property(line, fc.bigInt(1n, 200n), (asked, percent) => {
      const cost = (unitCostOf(asked) * percent) / 100n;
      const { quantity, totalMinor } = asked;
      const changed = cost === 0n ? undefined : changeLine(asked, { quantity, totalMinor }, cost);
      if (!changed) return;
      const margin = changed.totalMinor - changed.costMinor;
      const moved = margin - (asked.totalMinor - asked.costMinor);
      expect(moved < 0n ? -moved : moved).toBeLessThanOrEqual(quantity / 1000n);
      const price = (changed.unitPriceMinor * quantity) / 1000n;
      expect(price - changed.discountMinor).toBe(changed.totalMinor);
    }),
  );
});

test('a cost that is shared out comes to itself', () => {
  const totals = fc.array(fc.bigInt(1n, 1_000_000n), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(totals, fc.bigInt(1n, 100_000_000n), (all, cost) => {
      expect(shareCost(cost, all).reduce((sum, one) => sum + one, 0n)).toBe(cost);
    }),
  );
});

test('what changes says what kind of change it is', () => {
  const asked: OfferLine = {
    lineNo: 1,
    quantity: 4_000n,
    freeQuantity: 0n,
    baseQuantity: 48_000n,
    unitPriceMinor: 250n,
    discountMinor: 0n,
    totalMinor: 1_000n,
    costMinor: 900n,
  };
  const kind = (base: bigint, cost: bigint | null): string | undefined => {
    const quantity = partOfLine(asked, base) ?? 0n;
    const changed = changeLine(asked, { quantity, totalMinor: quantity / 4n }, cost);
    return changed && kindOfChange([asked], [changed]);
  };
  expect(kind(48_000n, null)).toBeUndefined();
  expect(kind(48_000n, 225n)).toBeUndefined();
  expect(kind(12_000n, null)).toBe('part');
  expect(kind(48_000n, 230n)).toBe('price');
  expect(kind(12_000n, 230n)).toBe('both');
  expect(partOfLine({ ...asked, baseQuantity: 7_001n }, 1_000n)).toBeUndefined();
});

test('the offer table and the rows of offer_transition are equal', async () => {
  const { rows } = await its.town.admin('select from_state, event, to_state from offer_transition');
  const pairs = (rows as { from_state: string; event: string; to_state: string }[]).map(
    ({ from_state, event, to_state }) => `${from_state} ${event} ${to_state}`,
  );
  expect(pairs.sort()).toEqual(OFFER_LIFECYCLE.map((row) => row.join(' ')).sort());
  const { rows: checks } = await its.town.admin(
    `select pg_get_constraintdef(oid) as allowed from pg_constraint
     where conrelid = 'vendor_offers'::regclass and conname = 'vendor_offers_state_check'`,
  );
  const [row] = checks as { allowed: string }[];
  const allowed = [...(row?.allowed ?? '').matchAll(/'([A-Z_]+)'/g)].map((match) => match[1]);
  expect(allowed.sort()).toEqual([...OFFER_STATES].sort());
});

test('an absent pair has no state, and a faulty table does not load', () => {
  expect(offerStateAfter('ACCEPTED', 'declined')).toBeUndefined();
  expect(offerStateAfter('PART_OFFERED', 'timed_out')).toBeUndefined();
  const without = OFFER_LIFECYCLE.filter(([from]) => from !== 'COUNTERED');
  expect(() => checkOfferLifecycle(without)).toThrow(/COUNTERED cannot be closed/);
  const twice = [...OFFER_LIFECYCLE, OFFER_LIFECYCLE[0]!];
  expect(() => checkOfferLifecycle(twice)).toThrow(/stands twice/);
});
