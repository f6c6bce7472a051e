import fc from 'fast-check';
import { LIMITS } from '../../src/base/limits.js';
import { milli } from '../../src/base/quantity.js';
import {
  applyEdits,
  NO_WISH,
  dropBasket,
  lockBasket,
  saveBasket,
} from '../../src/domain/baskets/baskets.js';
import type { BasketEdit, BasketLine, ShownPrices } from '../../src/domain/baskets/baskets.js';
import { must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

const line = (productId: string, unit: string, quantity: string): BasketLine => ({
  productId,
  unit,
  quantity: milli(quantity),
  said: '',
  reasons: [],
  confidence: null,
  phrase: null,
});
const shownAs = (totalMinor: bigint): ShownPrices => ({
  lines: [
    {
      productId: 'rice',
      unit: 'kg',
      quantity: milli('2.5'),
      unitPriceMinor: 9_500n,
      discountMinor: 10n,
      freeQuantity: milli('1'),
    },
  ],
  orderDiscountMinor: 1n,
  deliveryFeeMinor: 2n,
  taxMinor: 3n,
  totalMinor,
  parts: [{ vendorId: 'vendor', lines: [{ lineNo: 1, quantity: milli('3.5') }] }],
});
const change = (
  op: BasketEdit['op'],
  productId: string,
  quantity: string | null,
  unit: string | null = null,
): BasketEdit => ({
  op,
  productId,
  quantity: quantity === null ? null : milli(quantity),
  unit,
  said: '',
  reasons: [],
});
const asText = (lines: readonly BasketLine[]): string[] =>
  lines.map((one) => `${one.quantity / 1000n} ${one.unit} ${one.productId}`);
const defaultUnit = (): string => 'kg';

test.each<[string, BasketLine[], BasketEdit[], string[]]>([
  ['a new product, default unit', [], [change('add', 'rice', '2')], ['2 kg rice']],
  ['more of it', [line('rice', 'bag', '2')], [change('add', 'rice', '3')], ['5 bag rice']],
  [
    'another unit beside it',
    [line('rice', 'bag', '2')],
    [change('add', 'rice', '3', 'kg')],
    ['2 bag rice', '3 kg rice'],
  ],
  ['a correction', [line('rice', 'bag', '5')], [change('set', 'rice', '3')], ['3 bag rice']],
  [
    'a correction of the unit',
    [line('rice', 'bag', '5')],
    [change('set', 'rice', '5', 'kg')],
    ['5 kg rice'],
  ],
  [
    'a correction of one of two units',
    [line('rice', 'bag', '5'), line('rice', 'kg', '4')],
    [change('set', 'rice', '1', 'bag')],
    ['1 bag rice', '4 kg rice'],
  ],
  ['nothing of it', [line('rice', 'bag', '5')], [change('set', 'rice', '0')], []],
  [
    'removal in all units',
    [line('rice', 'bag', '5'), line('oil', 'ltr', '1'), line('rice', 'kg', '4')],
    [change('remove', 'rice', null)],
    ['1 ltr oil'],
  ],
  [
    'removal of one unit',
    [line('rice', 'bag', '5'), line('rice', 'kg', '4')],
    [change('remove', 'rice', null, 'kg')],
    ['5 bag rice'],
  ],
  ['removal of what is not there', [], [change('remove', 'rice', null)], []],
])('edits: %s', (_, before, edits, after) => {
  expect(asText(must(applyEdits(before, edits, defaultUnit)))).toEqual(after);
});

test('a line and a basket have their limits', () => {
  const much = applyEdits([], [change('add', 'rice', '1000001')], defaultUnit);
  expect(much).toMatchObject({ ok: false, refusal: 'too_much', detail: { product: 'rice' } });
  const many = Array.from({ length: LIMITS.order_lines_max + 1 }, (_, i) =>
    change('add', `product ${i}`, '1'),
  );
  expect(applyEdits([], many, defaultUnit)).toMatchObject({ ok: false, refusal: 'too_much' });
});

test('whatever is edited, lines stay above nothing and no product and unit stands twice', () => {
  const edits = fc.array(
    fc.record({
      op: fc.constantFrom('add', 'set', 'remove'),
      productId: fc.constantFrom('rice', 'oil', 'salt'),
      quantity: fc.bigInt({ min: 0n, max: 9_000n }),
      unit: fc.constantFrom('kg', 'bag', null),
      said: fc.string(),
      reasons: fc.constant([]),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(edits, (all) => {
      const lines = must(applyEdits([], all, defaultUnit));
      const keys = lines.map((one) => `${one.productId} ${one.unit}`);
      return new Set(keys).size === keys.length && lines.every((one) => one.quantity > 0n);
    }),
  );
});

test('a basket is saved once per version, and one is open', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  const cause = town.cause('retailer', retailer);
  const draft = {
    lines: [line(town.products.rice, 'kg', '2.5')],
    shown: shownAs(23_750n),
    wish: { time: 'after 4 pm', note: '' },
  };
  const first = await town.run((tx) => saveBasket(tx, cause, retailer, undefined, draft));
  const raced = await town.run((tx) => saveBasket(tx, cause, retailer, undefined, draft));
  expect(raced).toMatchObject({ ok: false, refusal: 'basket_changed' });
  const held = must(first);
  expect(await town.run((tx) => lockBasket(tx, retailer))).toEqual(held);
  const empty = { lines: [], shown: shownAs(0n), wish: NO_WISH };
  const second = must(await town.run((tx) => saveBasket(tx, cause, retailer, held, empty)));
  expect(second.version).toBe(held.version + 1);
  const stale = await town.run((tx) => saveBasket(tx, cause, retailer, held, draft));
  expect(stale).toMatchObject({ ok: false, refusal: 'basket_changed' });
  expect(await town.run((tx) => dropBasket(tx, cause, retailer))).toBe(true);
  expect(await town.run((tx) => dropBasket(tx, cause, retailer))).toBe(false);
  expect(await town.run((tx) => lockBasket(tx, retailer))).toBeUndefined();
});

test('a document that is no basket is a fault, not an empty basket', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  await town.admin(
    `insert into baskets (town_id, id, retailer_id, state, lines, changed_at)
     values ($1, $2, $3, 'OPEN', '[{"product": "rice"}]', now())`,
    [town.id, town.universe.newId(), retailer],
  );
  await expect(town.run((tx) => lockBasket(tx, retailer))).rejects.toThrow(/productId/);
});
