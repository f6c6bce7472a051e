import type { Outcome } from '../../src/base/outcome.js';
import { readStock } from '../../src/domain/stock/levels.js';
import { costOf, listCostChanges, readVendorCosts } from '../../src/domain/costs/costs.js';
import { keepShelf } from '../../src/usecases/keep-shelf.js';
import type {
  KeepShelf,
  ShelfKept,
  ShelfRefusal,
  ShelfWord,
} from '../../src/usecases/keep-shelf.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

function keep(
  vendorId: string,
  words: readonly ShelfWord[],
  more: Partial<KeepShelf> = {},
): Promise<Outcome<ShelfKept, ShelfRefusal>> {
  const { town } = its;
  const wanted = { vendorId, words, said: 'said', own: false, sure: false, late: false, ...more };
  return town.run((tx) =>
    keepShelf(tx, town.cause('vendor', vendorId), town.catalogue, {
      minorPerMajor: 100n,
      ...wanted,
    }),
  );
}

const stock = (productId: string, figure: string, unit: string | null = null): ShelfWord => ({
  productId,
  kind: 'stock',
  figure,
  unit,
});
const price = (productId: string, figure: string, unit: string | null = null): ShelfWord => ({
  ...stock(productId, figure, unit),
  kind: 'price',
});

async function held(vendorId: string, productId: string): Promise<string> {
  const levels = await its.town.run((tx) => readStock(tx, vendorId, [productId]));
  const level = levels.get(productId);
  return `${level?.stock}/${level?.reserved}`;
}

test('a stock becomes what is said, by a movement with its cause, in the unit said', async () => {
  const { town } = its;
  const vendor = await town.addVendor();
  const { oil, noodles } = town.products;
  const outer = [...(town.catalogue.products.get(noodles)?.units.keys() ?? [])][1] ?? '';
  const kept = must(await keep(vendor, [stock(oil, '12'), stock(noodles, '5', outer)]));
  expect(kept).toMatchObject({ was: 'kept', changes: [{ after: '12' }, { unit: outer }] });
  expect(await held(vendor, oil)).toBe('12000/0');
  const { rows } = await town.admin(
    `select kind, actor_kind, actor_id, reason from stock_movements
     where town_id = $1 and holder_id = $2 and kind = 'adjust'`,
    [town.id, vendor],
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual({
    kind: 'adjust',
    actor_kind: 'vendor',
    actor_id: vendor,
    reason: 'said',
  });
});

test('never below what is reserved', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const { oil } = town.products;
  await trade.accepted(await town.addRetailer(), [edit('add', oil, '5')]);
  expect(await keep(vendor, [stock(oil, '3')])).toMatchObject({
    ok: false,
    refusal: 'shelf_reserved',
    detail: { quantity: '5' },
  });
  expect(await held(vendor, oil)).toBe('120000/5000');
  expect(must(await keep(vendor, [stock(oil, '5')])).was).toBe('kept');
});

describe('a price', () => {
  let vendor: string;
  let shopsPay: bigint;
  beforeEach(async () => {
    vendor = await its.town.addVendor();
    const product = its.town.catalogue.products.get(its.town.products.oil);
    shopsPay = product?.units.get(product.defaultUnit)?.priceMinor ?? 0n;
  });
  const major = (minor: bigint): string =>
    `${minor / 100n}.${(minor % 100n).toString().padStart(2, '0')}`;
  const less = (): string => major((shopsPay * 9n) / 10n);

  test('is what the vendor is paid from the next offer on, and no retailer’s price', async () => {
    const { town, trade } = its;
    const { oil } = town.products;
    expect(must(await keep(vendor, [price(oil, less())])).was).toBe('kept');
    const retailer = await town.addRetailer();
    const { orderId } = await trade.order(retailer, [edit('add', oil, '2')]);
    must(await trade.assign(orderId));
    const order = await town.run((tx) => readOrder(tx, { id: orderId }));
    expect(order?.offers.at(-1)?.costMinor).toBe(2n * ((shopsPay * 9n) / 10n));
    expect(order?.totalMinor).toBe(2n * shopsPay);
  });

  test('of an outer unit is paid to the paisa', async () => {
    const { town } = its;
    const { noodles } = town.products;
    const product = town.catalogue.products.get(noodles);
    const outer = [...(product?.units.values() ?? [])].find(
      ({ unit }) => unit !== product?.baseUnit,
    );
    const costMinor = ((outer?.priceMinor ?? 0n) * 9n) / 10n + 1n;
    must(await keep(vendor, [price(noodles, major(costMinor), outer?.unit ?? '')]));
    const costs = await town.run((tx) => readVendorCosts(tx, vendor, [noodles]));
    const cost = costs.get(noodles);
    expect(cost && costOf(cost, 3n * (outer?.baseUnits ?? 0n))).toBe(3n * costMinor);
  });

  test('far off, dearer than the shops pay, or said long ago wants a yes', async () => {
    const { oil } = its.town.products;
    const far = [price(oil, major(shopsPay / 10n))];
    expect(must(await keep(vendor, far)).was).toBe('unlikely');
    expect(must(await keep(vendor, [price(oil, major(shopsPay + 100n))]))).toMatchObject({
      was: 'unlikely',
      changes: [{ shopsPay: shopsPay.toString() }],
    });
    expect(must(await keep(vendor, [price(oil, less())], { late: true })).was).toBe('unlikely');
    const none = await its.town.run((tx) => readVendorCosts(tx, vendor, [oil]));
    expect(none.size).toBe(0);
    expect(must(await keep(vendor, far, { sure: true })).was).toBe('kept');
  });

  test('keeps a history that nobody can change', async () => {
    const { town } = its;
    const { oil } = town.products;
    must(await keep(vendor, [price(oil, less())]));
    must(await keep(vendor, [price(oil, major(shopsPay))]));
    const changes = await town.run((tx) =>
      listCostChanges(tx, vendor, { beforeId: null, rows: 10 }),
    );
    expect(changes).toMatchObject([
      { costMinor: shopsPay, before: { costMinor: (shopsPay * 9n) / 10n }, channel: 'test' },
      { before: null, actorKind: 'vendor', actorId: vendor },
    ]);
    await expect(
      town.admin('update vendor_cost_changes set cost_minor = 1 where town_id = $1', [town.id]),
    ).rejects.toThrow();
  });
});

test('what may answer an open offer is asked about, and a figure of either kind', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const { oil, rice } = town.products;
  const placed = await trade.order(await town.addRetailer(), [edit('add', oil, '5')]);
  must(await trade.assign(placed.orderId));
  const number = placed.number.toString();
  expect(must(await keep(vendor, [stock(oil, '60')]))).toMatchObject({ was: 'offer', number });
  expect(must(await keep(vendor, [stock(oil, '60')], { own: true })).was).toBe('kept');
  const either = { ...stock(rice, '3'), kind: 'either' } as const;
  expect(must(await keep(vendor, [either]))).toMatchObject({ was: 'either', figure: '3' });
});

test('goods that are not theirs, and one thing said twice, change nothing', async () => {
  const { town } = its;
  const vendor = await town.addVendor();
  const { oil } = town.products;
  expect(await keep(vendor, [stock(oil, '5'), stock(oil, '6')])).toMatchObject({
    refusal: 'shelf_unclear',
  });
  const stranger = town.universe.newId();
  expect(await keep(vendor, [stock(oil, '5'), stock(stranger, '6')])).toMatchObject({
    refusal: 'shelf_not_held',
  });
  expect(await held(vendor, oil)).toBe('120000/0');
});
