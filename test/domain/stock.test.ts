import { moveReservation, release, reserve } from '../../src/domain/stock/stock.js';
import type { StockLine } from '../../src/domain/stock/stock.js';
import type { TestTown } from '../support/town.js';
import { useTown } from '../support/use-town.js';

const its = useTown(20);

/** Reservations here belong to no order: the town is not consistent as a whole. */
beforeEach(() => its.broken());

interface Held {
  readonly product: string;
  readonly stock: string;
  readonly reserved: string;
}

async function heldBy(town: TestTown, holder: string): Promise<readonly Held[]> {
  const { rows } = await town.admin(
    `select s.product_id as product, trim_scale(s.stock_qty)::text as stock,
       trim_scale(s.reserved_qty)::text as reserved
     from stock s where s.town_id = $1 and s.holder_id = $2 order by s.product_id`,
    [town.id, holder],
  );
  return rows as Held[];
}

async function movedFor(town: TestTown, orderId: string): Promise<string[]> {
  const { rows } = await town.admin(
    `select kind || ' ' || trim_scale(reserved_change) as moved from stock_movements
     where town_id = $1 and order_id = $2 order by id`,
    [town.id, orderId],
  );
  return (rows as { moved: string }[]).map((row) => row.moved);
}

const lines = (...all: [string, bigint][]): StockLine[] =>
  all.map(([productId, baseQuantity]) => ({ productId, baseQuantity }));

test('all lines are reserved or none, and a release gives back exactly that, once', async () => {
  const { town } = its;
  const { rice, oil } = town.products;
  const vendor = await town.addVendor({ stock: { rice: 5_000n, oil: 1_500n } });
  const order = town.universe.newId();
  const cause = town.cause('machine');
  const both = lines([rice, 2_000n], [oil, 1_500n], [rice, 3_000n]);
  const tooMuch = lines([rice, 1_000n], [oil, 1_501n]);
  const short = await town.run((tx) => reserve(tx, cause, vendor, order, tooMuch));
  expect(short).toEqual({ ok: false, refusal: 'short_stock', detail: { product: oil } });
  expect(await movedFor(town, order)).toEqual([]);

  expect(await town.run((tx) => reserve(tx, cause, vendor, order, both))).toMatchObject({
    ok: true,
  });
  expect(await heldBy(town, vendor)).toMatchObject([
    { product: rice, stock: '5', reserved: '5' },
    { reserved: '0' },
    { product: oil, stock: '1.5', reserved: '1.5' },
  ]);
  await town.run((tx) => release(tx, cause, order, 'test'));
  await town.run((tx) => release(tx, cause, order, 'test'));
  expect(await movedFor(town, order)).toEqual([
    'reserve 5',
    'reserve 1.5',
    'release -5',
    'release -1.5',
  ]);
  expect((await heldBy(town, vendor)).every((row) => row.reserved === '0')).toBe(true);
});

test('a product the holder has no row for is short', async () => {
  const { town } = its;
  const vendor = await town.addVendor();
  const strange = lines([town.products.rice, 1_000n], [town.universe.newId(), 1n]);
  const cause = town.cause('machine');
  const outcome = await town.run((tx) =>
    reserve(tx, cause, vendor, town.universe.newId(), strange),
  );
  expect(outcome).toMatchObject({ ok: false, refusal: 'short_stock' });
});

test('fifty racers for the last carton: one wins', async () => {
  const { town } = its;
  const { oil } = town.products;
  const vendor = await town.addVendor({ stock: { oil: 12_000n } });
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () =>
      town.run((tx) =>
        reserve(tx, town.cause('machine'), vendor, town.universe.newId(), lines([oil, 12_000n])),
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(await heldBy(town, vendor)).toContainEqual({ product: oil, stock: '12', reserved: '12' });
});

test('reservations in crossed order of products do not wait for each other for ever', async () => {
  const { town } = its;
  const { rice, noodles, oil } = town.products;
  const vendor = await town.addVendor({ stock: { rice: 40_000n, noodles: 40_000n, oil: 40_000n } });
  const turns = [
    lines([rice, 1_000n], [oil, 1_000n], [noodles, 1_000n]),
    lines([oil, 1_000n], [noodles, 1_000n], [rice, 1_000n]),
    lines([noodles, 1_000n], [rice, 1_000n], [oil, 1_000n]),
  ];
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      town.run((tx) =>
        reserve(tx, town.cause('machine'), vendor, town.universe.newId(), turns[i % 3] ?? []),
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(40);
  expect((await heldBy(town, vendor)).map((row) => row.reserved)).toEqual(['40', '40', '40']);
});

test('a reservation moves to another holder whole or not at all', async () => {
  const { town } = its;
  const { rice } = town.products;
  const [from, to] = [await town.addVendor(), await town.addVendor({ stock: { rice: 3_000n } })];
  const order = town.universe.newId();
  const cause = town.cause('operator');
  const wanted = lines([rice, 3_000n]);
  await town.run((tx) => reserve(tx, cause, from, order, wanted));
  const more = await town.run((tx) => moveReservation(tx, cause, to, order, lines([rice, 3_001n])));
  expect(more).toMatchObject({ ok: false, refusal: 'short_stock' });
  await town.run((tx) => moveReservation(tx, cause, to, order, wanted));
  expect(await movedFor(town, order)).toEqual(['reserve 3', 'release -3', 'reserve 3']);
  expect((await heldBy(town, to))[0]).toMatchObject({ product: rice, reserved: '3' });
  expect((await heldBy(town, from))[0]).toMatchObject({ product: rice, reserved: '0' });
});
