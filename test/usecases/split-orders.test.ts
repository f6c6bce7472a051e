import fc from 'fast-check';
import { HALF_UP } from '../../src/base/money.js';
import { lockBasket } from '../../src/domain/baskets/baskets.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import type { ExplainedOrder } from '../../src/domain/orders/orders.js';
import { cancelOwnOrder } from '../../src/usecases/cancel-order.js';
import { repeatOrder } from '../../src/usecases/edit-basket.js';
import { isBearable, priceParts } from '../../src/usecases/split-order.js';
import type { FrozenBasket } from '../../src/usecases/split-order.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(20);

/** A town in which oil is with one vendor and rice with another. */
async function scattered(): Promise<{ oil: string; rice: string; retailer: string }> {
  const { town } = its;
  const oil = await town.addVendor({ stock: { oil: 60_000n } });
  const rice = await town.addVendor({ stock: { rice: 100_000n } });
  return { oil, rice, retailer: await town.addRetailer() };
}

const both = (): ReturnType<typeof edit>[] => [
  edit('add', its.town.products.oil, '2', 'ctn'),
  edit('add', its.town.products.rice, '3', 'bag'),
];

async function ordersOf(orderIds: readonly string[]): Promise<ExplainedOrder[]> {
  const read: ExplainedOrder[] = [];
  for (const id of orderIds) {
    const order = await its.town.run((tx) => readOrder(tx, { id }));
    if (order) read.push(order);
  }
  return read;
}

async function heldMinor(retailerId: string): Promise<bigint> {
  const { rows } = await its.town.admin(
    'select held_minor from credit_accounts where town_id = $1 and retailer_id = $2',
    [its.town.id, retailerId],
  );
  return BigInt((rows[0] as { held_minor: string }).held_minor);
}

test('each vendor gets the part planned for them, and the parts are the whole', async () => {
  const { trade } = its;
  const { oil, rice, retailer } = await scattered();
  const basket = await trade.fill(retailer, both());
  expect(basket.parts?.map((lines) => lines.map(({ quantity, unit }) => quantity + unit))).toEqual([
    ['2ctn'],
    ['3bag'],
  ]);
  const placed = must(await trade.place(retailer, basket));
  expect(placed.orders).toHaveLength(2);
  const orders = await ordersOf(placed.orders.map(({ orderId }) => orderId));
  const sum = orders.reduce((total, { totalMinor }) => total + totalMinor, 0n);
  expect(sum.toString()).toBe(basket.totalMinor);
  expect(await heldMinor(retailer)).toBe(sum);
  expect(new Set(orders.map(({ basketId }) => basketId)).size).toBe(1);
  for (const [at, { orderId }] of placed.orders.entries()) {
    expect(must(await trade.assign(orderId)).vendorId).toBe([oil, rice][at]);
    const { offerId = '', vendorId = '' } = (await trade.openOffer(orderId)) ?? {};
    must(await trade.answer(vendorId, offerId, 'accept'));
  }
  expect(await heldMinor(retailer)).toBe(0n);
});

test('where one vendor has it all there is one order, whatever was planned before', async () => {
  const { town, trade } = its;
  const { retailer } = await scattered();
  const basket = await trade.fill(retailer, both());
  await town.addVendor();
  const placed = must(await trade.place(retailer, basket));
  expect(placed).toMatchObject({ joined: true, orders: [{ lines: [{}, {}] }] });
  const [order] = await ordersOf([placed.orderId]);
  expect(order?.plannedVendorId).toBeNull();
});

test('other parts than were told are told first, and nothing is changed', async () => {
  const { town, trade } = its;
  const { oil, retailer } = await scattered();
  const basket = await trade.fill(retailer, both());
  const other = await town.addVendor({ stock: { oil: 12_000n } });
  await trade.order(await town.addRetailer(), [edit('add', town.products.oil, '1')]);
  // The one who had both cartons has one left, and another one has the other.
  const { rows } = await town.admin('select id from orders where town_id = $1', [town.id]);
  must(await trade.assign((rows[0] as { id: string }).id));
  await town.admin(
    `insert into stock_movements (town_id, id, holder_id, product_id, kind, stock_change,
       reserved_change, reason, moved_at) values ($1, $2, $3, $4, 'adjust', -36, 0, 'test', $5)`,
    [town.id, town.universe.newId(), oil, town.products.oil, town.universe.now()],
  );
  expect(await trade.place(retailer, basket)).toMatchObject({ refusal: 'split_changed' });
  expect(await heldMinor(retailer)).toBe(0n);
  const held = await town.run((tx) => lockBasket(tx, retailer));
  expect(held).toMatchObject({ id: basket.basketId, version: basket.version });
  const again = await trade.fill(retailer, []);
  expect(again.parts).toHaveLength(3);
  const placed = must(await trade.place(retailer, again));
  const vendors = (await ordersOf(placed.orders.map(({ orderId }) => orderId))).map(
    ({ plannedVendorId }) => plannedVendorId,
  );
  expect(vendors).toContain(other);
});

test('credit must bear all parts together, and a refusal leaves nothing behind', async () => {
  const { town, trade } = its;
  await scattered();
  const { rows } = await town.admin('select count(*)::int as n from orders where town_id = $1', [
    town.id,
  ]);
  const poor = await town.addRetailer({ limitMinor: 700_000n });
  const basket = await trade.fill(poor, both());
  expect(BigInt(basket.totalMinor)).toBeGreaterThan(700_000n);
  expect(await trade.place(poor, basket)).toMatchObject({
    refusal: 'credit_short',
    detail: { availableMinor: '700000', neededMinor: basket.totalMinor },
  });
  expect(await heldMinor(poor)).toBe(0n);
  const after = await town.admin('select count(*)::int as n from orders where town_id = $1', [
    town.id,
  ]);
  expect(after.rows).toEqual(rows);
});

test('confirmations of one basket at once make its orders once', async () => {
  const { town, trade } = its;
  const { retailer } = await scattered();
  const basket = await trade.fill(retailer, both());
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, () => trade.place(retailer, basket)),
  );
  const placed = outcomes.filter((outcome) => outcome.ok);
  expect(placed).toHaveLength(1);
  const numbers = must(placed[0]!).orders.map(({ number }) => number);
  const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({
      refusal: 'already_placed',
      detail: { number: numbers.join(', ') },
    });
  }
  const { rows } = await town.admin(
    'select number::int, part_no from orders where town_id = $1 order by part_no',
    [town.id],
  );
  expect(rows).toEqual(numbers.map((number, at) => ({ number: Number(number), part_no: at + 1 })));
});

test('many split baskets for the last carton: one has it, the others wait', async () => {
  const { town, trade } = its;
  await town.addVendor({ stock: { oil: 12_000n } });
  await town.addVendor({ stock: { rice: 500_000n } });
  const baskets: [string, Awaited<ReturnType<typeof trade.fill>>][] = [];
  for (let i = 0; i < 12; i += 1) {
    const retailer = await town.addRetailer();
    const edits = [
      edit('add', town.products.oil, '1', 'ctn'),
      edit('add', town.products.rice, '1', 'bag'),
    ];
    baskets.push([retailer, await trade.fill(retailer, edits)]);
  }
  const placed = await Promise.all(
    baskets.map(async ([retailer, basket]) => must(await trade.place(retailer, basket))),
  );
  const ids = placed.flatMap(({ orders }) => orders.map(({ orderId }) => orderId));
  expect(ids).toHaveLength(24);
  await Promise.all(ids.map((orderId) => trade.assign(orderId)));
  const orders = await ordersOf(ids);
  const won = (productId: string): number =>
    orders.filter(
      ({ state, lines }) => state === 'VENDOR_ASSIGNED' && lines[0]?.productId === productId,
    ).length;
  expect([won(town.products.oil), won(town.products.rice)]).toEqual([1, 12]);
});

test.each([false, true])(
  'an order nobody can fill any more is parted once (cash: %s)',
  async (cash) => {
    const { town, trade } = its;
    const whole = await town.addVendor();
    const retailer = await town.addRetailer();
    const basket = await trade.fill(retailer, both());
    expect(basket.parts).toBeUndefined();
    const { orderId, totalMinor } = must(await trade.place(retailer, basket, cash));
    await town.addVendor({ stock: { oil: 24_000n } });
    await town.addVendor({ stock: { rice: 75_000n } });
    await town.admin('update vendor_profiles set taking_offers = false where vendor_id = $1', [
      whole,
    ]);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => trade.assign(orderId)));
    // The first parts it, a later one may assign what it kept; nobody parts it twice.
    expect(outcomes.some((outcome) => outcome.ok)).toBe(true);
    const { rows } = await town.admin('select id from orders where town_id = $1 order by id', [
      town.id,
    ]);
    const ids = (rows as { id: string }[]).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    const orders = await ordersOf(ids);
    expect(orders.map(({ parentId }) => parentId)).toEqual([null, orderId]);
    expect(orders.reduce((sum, order) => sum + order.totalMinor, 0n)).toBe(totalMinor);
    expect(await heldMinor(retailer)).toBe(cash ? 0n : totalMinor);
    expect(await told(town, retailer)).toEqual(['order_split']);
    for (const id of ids) {
      await trade.assign(id);
      const { offerId = '', vendorId = '' } = (await trade.openOffer(id)) ?? {};
      must(await trade.answer(vendorId, offerId, 'accept'));
    }
    expect(await heldMinor(retailer)).toBe(0n);
  },
);

test('a part is taken back alone, and the same again is the whole basket', async () => {
  const { town, trade } = its;
  const { retailer } = await scattered();
  const placed = must(await trade.place(retailer, await trade.fill(retailer, both())));
  const cause = town.cause('retailer', retailer);
  const [first, second] = placed.orders;
  const again = async (): Promise<readonly string[]> => {
    const wanted = { which: 'last', edits: [] } as const;
    const shown = must(
      await town.run((tx) => repeatOrder(tx, cause, town.terms, retailer, wanted)),
    );
    return shown.lines.map(({ quantity, unit }) => quantity + unit);
  };
  expect(await again()).toEqual(['2ctn', '3bag']);
  const wanted = { retailerId: retailer, number: first!.number };
  must(await town.run((tx) => cancelOwnOrder(tx, cause, wanted)));
  expect(await heldMinor(retailer)).toBe(second!.totalMinor);
  expect(await again()).toEqual(['3bag']);
});

const drawn = fc.record({
  lines: fc.array(
    fc.record({
      units: fc.integer({ min: 1, max: 40 }),
      free: fc.integer({ min: 0, max: 3 }),
      totalMinor: fc.bigInt({ min: 5_000n, max: 9_999_999n }),
      taxed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  deliveryFeeMinor: fc.bigInt({ min: 0n, max: 20_000n }),
  taxMinor: fc.bigInt({ min: 0n, max: 99_999n }),
  cuts: fc.array(fc.array(fc.nat(100), { minLength: 6, maxLength: 6 }), {
    minLength: 2,
    maxLength: 4,
  }),
});

test('the parts of a basket come to what was quoted, to the last minor unit', () => {
  fc.assert(
    fc.property(drawn, ({ lines: wanted, deliveryFeeMinor, taxMinor: tax, cuts }) => {
      const lines = wanted.map(({ units, free, totalMinor, taxed }, at) => {
        const quantity = BigInt(units + free) * 1000n;
        const unitPriceMinor = (totalMinor * 1000n) / quantity + 7n;
        return {
          productId: `p${at}`,
          unit: 'ctn',
          said: '',
          reasons: [],
          confidence: null,
          pricing: {},
          priceRule: 'town_price',
          quantity,
          freeQuantity: BigInt(free) * 1000n,
          baseQuantity: quantity * 12n,
          unitPriceMinor,
          discountMinor: 7n,
          totalMinor,
          taxed,
        };
      });
      const taxMinor = lines.some(({ taxed }) => taxed) ? tax : 0n;
      const sum = lines.reduce((total, line) => total + line.totalMinor, 0n);
      const totalMinor = sum + deliveryFeeMinor + taxMinor;
      const whole: FrozenBasket = { lines, deliveryFeeMinor, taxMinor, totalMinor };
      // Each vendor takes a share of what is left of each line, the last one the rest.
      const left = lines.map(({ quantity }) => quantity / 1000n);
      const parts = cuts.map((shares, partAt) => ({
        vendorId: `v${partAt}`,
        lines: lines.flatMap((_, at) => {
          const rest = left[at] ?? 0n;
          const last = partAt === cuts.length - 1;
          const units = last ? rest : (rest * BigInt(shares[at] ?? 0)) / 100n;
          left[at] = rest - units;
          return units === 0n ? [] : [{ lineNo: at + 1, quantity: units * 1000n }];
        }),
      }));
      const priced = priceParts(whole, parts, HALF_UP);
      const total = (pick: (part: FrozenBasket) => bigint): bigint =>
        priced.reduce((all, part) => all + pick(part), 0n);
      expect(total((part) => part.totalMinor)).toBe(totalMinor);
      expect(total((part) => part.taxMinor)).toBe(taxMinor);
      expect(total((part) => part.deliveryFeeMinor)).toBe(deliveryFeeMinor);
      for (const part of priced) {
        const goods = part.lines.reduce((all, line) => all + line.totalMinor, 0n);
        expect(goods + part.deliveryFeeMinor + part.taxMinor).toBe(part.totalMinor);
      }
      for (const [at, line] of lines.entries()) {
        const pieces = priced.flatMap((part) =>
          part.lines.filter(({ productId }) => productId === `p${at}`),
        );
        const all = (key: 'quantity' | 'freeQuantity' | 'baseQuantity' | 'totalMinor'): bigint =>
          pieces.reduce((so, piece) => so + piece[key], 0n);
        for (const key of ['quantity', 'freeQuantity', 'baseQuantity', 'totalMinor'] as const) {
          expect({ key, is: all(key) }).toEqual({ key, is: line[key] });
        }
      }
      expect(isBearable(priced)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
