import fc from 'fast-check';
import { milli } from '../../src/base/quantity.js';
import { quote } from '../../src/domain/pricing/pricing.js';
import type { PriceRules } from '../../src/domain/pricing/pricing.js';
import { must } from '../support/trade.js';

const at =
  (...prices: bigint[]): PriceRules =>
  () =>
    prices.map((unitPriceMinor) => ({ rule: 'town_price', unitPriceMinor }));
const asked = (quantity: string): { productId: string; unit: string; quantity: bigint } => ({
  productId: 'rice',
  unit: 'kg',
  quantity: milli(quantity),
});

test.each([
  ['2', 9_500n, 19_000n],
  ['0.5', 9_501n, 4_751n],
  ['0.333', 100n, 33n],
  ['1.005', 100n, 101n],
  ['0.005', 100n, 1n],
])('%s at %d comes to %d: half a minor unit is rounded up', (quantity, price, total) => {
  const { lines, totalMinor } = must(quote([asked(quantity)], at(price)));
  expect(lines[0]).toMatchObject({ unitPriceMinor: price, totalMinor: total });
  expect(totalMinor).toBe(total);
});

test('the first rule wins and the others are named', () => {
  const [line] = must(quote([asked('1')], at(9_000n, 9_500n))).lines;
  expect(line).toMatchObject({
    won: { rule: 'town_price', unitPriceMinor: 9_000n },
    lost: [{ unitPriceMinor: 9_500n }],
  });
});

test('what has no price or comes to nothing is not sold', () => {
  const detail = { product: 'rice', unit: 'kg' };
  expect(quote([asked('1')], at())).toEqual({ ok: false, refusal: 'not_sold', detail });
  expect(quote([asked('0.001')], at(100n))).toEqual({ ok: false, refusal: 'not_sold', detail });
});

test('the total is the sum of the lines, each within half a unit of the exact price', () => {
  const lines = fc.array(fc.bigInt({ min: 1_000n, max: 10n ** 9n }), { maxLength: 20 });
  fc.assert(
    fc.property(lines, fc.bigInt({ min: 1n, max: 10n ** 9n }), (quantities, price) => {
      const all = quantities.map((quantity) => ({ productId: 'p', unit: 'u', quantity }));
      const { lines: quoted, totalMinor } = must(quote(all, at(price)));
      const exact = quoted.every((line) => {
        const off = line.totalMinor * 1000n - price * line.quantity;
        return off <= 500n && off > -500n;
      });
      return exact && totalMinor === quoted.reduce((sum, line) => sum + line.totalMinor, 0n);
    }),
  );
});
