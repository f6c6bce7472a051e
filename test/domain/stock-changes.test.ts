import { adjustStock, countStock, receiveStock } from '../../src/domain/stock/changes.js';
import { transferStock, writeOffShort } from '../../src/domain/stock/changes.js';
import { listLowStock, listStock, openWarehouse } from '../../src/domain/stock/levels.js';
import { readHolder, setLowBelow } from '../../src/domain/stock/levels.js';
import { consume, release, reserve } from '../../src/domain/stock/stock.js';
import type { StockLine } from '../../src/domain/stock/stock.js';
import { findBreaches } from '../support/consistency.js';
import { must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(20);

/** Reservations here belong to no order: all rules but that one are looked at by the test. */
const ORDERLESS = 'what is reserved for an order is what its state says, at its vendor';
beforeEach(() => its.broken());
afterEach(async () => {
  const breaches = await findBreaches(its.towns.admin, its.town.id);
  expect(breaches.filter(({ rule }) => rule !== ORDERLESS)).toEqual([]);
});

const lines = (...all: [string, bigint][]): StockLine[] =>
  all.map(([productId, baseQuantity]) => ({ productId, baseQuantity }));

async function levelsOf(holder: string): Promise<Record<string, [bigint, bigint]>> {
  const page = { afterId: null, rows: 100 };
  const rows = await its.town.run((tx) => listStock(tx, holder, page));
  const names = new Map(Object.entries(its.town.products).map(([name, id]) => [id, name]));
  return Object.fromEntries(
    rows.map((row) => [names.get(row.productId) ?? '', [row.stock, row.reserved]]),
  );
}

async function openStore(name = 'Main store'): Promise<string> {
  const { town } = its;
  const id = town.universe.newId();
  must(await town.run((tx) => openWarehouse(tx, town.cause('operator', 'op'), { id, name })));
  return id;
}

test('a warehouse holds stock like a vendor; its name and id are its own', async () => {
  const { town } = its;
  const vendor = await town.addVendor();
  const store = await openStore();
  expect(await town.run((tx) => readHolder(tx, store))).toEqual({ id: store, kind: 'warehouse' });
  expect(await town.run((tx) => readHolder(tx, vendor))).toEqual({ id: vendor, kind: 'vendor' });
  const open = (id: string, name: string): Promise<unknown> =>
    town.run((tx) => openWarehouse(tx, town.cause('operator'), { id, name }));
  expect(await open(store, 'Main store')).toMatchObject({ value: 'exists' });
  expect(await open(store, 'Other')).toMatchObject({ refusal: 'exists_different' });
  expect(await open(town.universe.newId(), 'Main store')).toMatchObject({ refusal: 'name_taken' });
  const retailer = await town.addRetailer();
  expect(await town.run((tx) => readHolder(tx, retailer))).toBeUndefined();
});

test('goods come in, move on and are reserved, each movement with who did it', async () => {
  const { town } = its;
  const { rice } = town.products;
  const store = await openStore();
  const vendor = await town.addVendor({ stock: {} });
  const cause = town.cause('operator', 'op-7');
  const receipt = { id: town.universe.newId(), reason: 'delivery note 12' };
  await town.run((tx) => receiveStock(tx, cause, store, receipt, lines([rice, 9_500n])));
  const transfer = {
    id: town.universe.newId(),
    fromId: store,
    toId: vendor,
    reason: 'for the bazaar',
    lines: lines([rice, 4_000n], [rice, 500n]),
  };
  const move = (over: object = {}): Promise<unknown> =>
    town.run((tx) => transferStock(tx, cause, { ...transfer, ...over }));
  expect(await move()).toEqual({ ok: true, value: 'created' });
  expect(await move()).toEqual({ ok: true, value: 'exists' });
  expect(await move({ lines: lines([rice, 1_000n]) })).toMatchObject({
    refusal: 'exists_different',
  });
  expect(await levelsOf(store)).toEqual({ rice: [5_000n, 0n] });
  expect(await levelsOf(vendor)).toMatchObject({ rice: [4_500n, 0n] });
  const tooMuch = { id: town.universe.newId(), lines: lines([rice, 5_001n]) };
  expect(await move(tooMuch)).toMatchObject({ refusal: 'short_stock', detail: { product: rice } });
  const { rows } = await town.admin(
    `select kind, trim_scale(stock_change)::text as change, trim_scale(stock_after)::text as after,
       reason, actor_kind, actor_id, channel, correlation_id, subject_id
     from stock_movements where town_id = $1 and holder_id = $2 order by id`,
    [town.id, store],
  );
  const by = { actor_kind: 'operator', actor_id: 'op-7', channel: 'test' };
  const under = { ...by, correlation_id: cause.correlationId };
  expect(rows).toEqual([
    {
      ...under,
      kind: 'receive',
      change: '9.5',
      after: '9.5',
      reason: 'delivery note 12',
      subject_id: receipt.id,
    },
    {
      ...under,
      kind: 'transfer',
      change: '-4.5',
      after: '5',
      reason: 'for the bazaar',
      subject_id: transfer.id,
    },
  ]);
});

test('an adjustment is made once per id and never takes what is reserved', async () => {
  const { town } = its;
  const { oil } = town.products;
  const vendor = await town.addVendor({ stock: { oil: 10_000n } });
  const cause = town.cause('vendor', vendor);
  const order = town.universe.newId();
  await town.run((tx) => reserve(tx, cause, vendor, order, lines([oil, 7_000n])));
  const adjust = (change: bigint, id = town.universe.newId()): Promise<unknown> =>
    town.run((tx) =>
      adjustStock(tx, cause, { id, holderId: vendor, productId: oil, change, reason: 'broken' }),
    );
  const id = town.universe.newId();
  expect(await adjust(-1_000n, id)).toEqual({ ok: true, value: 'created' });
  expect(await adjust(-1_000n, id)).toEqual({ ok: true, value: 'exists' });
  expect(await adjust(-2_000n, id)).toMatchObject({ refusal: 'exists_different' });
  expect(await adjust(-2_001n)).toMatchObject({ refusal: 'short_stock' });
  expect((await levelsOf(vendor))['oil']).toEqual([9_000n, 7_000n]);
});

describe('a count', () => {
  const count = async (
    holder: string,
    found: [string, bigint][],
    id = its.town.universe.newId(),
  ): Promise<unknown> => {
    const { town } = its;
    const counted = found.map(([productId, quantity]) => ({ productId, counted: quantity }));
    const whole = { id, holderId: holder, reason: 'month end', lines: counted };
    return town.run((tx) => countStock(tx, town.cause('operator', 'op'), whole));
  };

  test('makes the stock what was counted and keeps what was right as well', async () => {
    const { town } = its;
    const { rice, oil } = town.products;
    const vendor = await town.addVendor({ stock: { rice: 5_000n, oil: 2_000n } });
    const id = town.universe.newId();
    const found: [string, bigint][] = [
      [oil, 2_000n],
      [rice, 4_250n],
    ];
    const [first, again] = [await count(vendor, found, id), await count(vendor, found, id)];
    expect(first).toEqual(again);
    expect(await levelsOf(vendor)).toMatchObject({ rice: [4_250n, 0n], oil: [2_000n, 0n] });
    expect(await count(vendor, [[rice, 1n]], id)).toMatchObject({ refusal: 'exists_different' });
    const { rows } = await town.admin(
      `select kind, reason, trim_scale(stock_change)::text as change from stock_movements
       where subject_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ kind: 'adjust', reason: 'month end', change: '-0.75' }]);
    const kept = await town.admin('select 1 from stock_count_lines where count_id = $1', [id]);
    expect(kept.rowCount).toBe(2);
  });

  test('below what is reserved is refused whole, with the quantities', async () => {
    const { town } = its;
    const { rice, oil } = town.products;
    const vendor = await town.addVendor({ stock: { rice: 5_000n, oil: 2_000n } });
    const order = town.universe.newId();
    await town.run((tx) =>
      reserve(tx, town.cause('machine'), vendor, order, lines([rice, 3_000n])),
    );
    const low: [string, bigint][] = [
      [rice, 2_500n],
      [oil, 1n],
    ];
    expect(await count(vendor, low)).toEqual({
      ok: false,
      refusal: 'below_reserved',
      detail: { product: rice, counted: '2.5', reserved: '3' },
    });
    expect(await levelsOf(vendor)).toMatchObject({ rice: [5_000n, 3_000n], oil: [2_000n, 0n] });
  });

  test('races reservations: whoever is second sees the first', async () => {
    const { town } = its;
    const { rice } = town.products;
    const vendor = await town.addVendor({ stock: { rice: 30_000n } });
    const outcomes = await Promise.all([
      ...Array.from({ length: 40 }, () =>
        town.run((tx) =>
          reserve(tx, town.cause('machine'), vendor, town.universe.newId(), lines([rice, 1_000n])),
        ),
      ),
      ...Array.from({ length: 5 }, () => count(vendor, [[rice, 20_000n]])),
    ]);
    const [stock = 0n, reserved = 0n] = (await levelsOf(vendor))['rice'] ?? [];
    const won = outcomes.slice(0, 40).filter((one) => (one as { ok: boolean }).ok).length;
    expect(reserved).toBe(BigInt(won) * 1_000n);
    // Counted before 20 were set aside, or refused and the 30 of before are all given away.
    const counted = outcomes.slice(40).some((one) => (one as { ok: boolean }).ok);
    expect([stock, won]).toEqual(counted ? [20_000n, 20] : [30_000n, 30]);
  });
});

test('fifty racers for what is received in twenty pieces: as many win as came', async () => {
  const { town } = its;
  const { oil } = town.products;
  const store = await openStore();
  const cause = town.cause('machine');
  const receive = (): Promise<void> => {
    const receipt = { id: town.universe.newId(), reason: 'note' };
    return town.run((tx) => receiveStock(tx, cause, store, receipt, lines([oil, 1_000n])));
  };
  await receive();
  const outcomes = await Promise.all([
    ...Array.from({ length: 50 }, () =>
      town.run((tx) => reserve(tx, cause, store, town.universe.newId(), lines([oil, 1_000n]))),
    ),
    ...Array.from({ length: 19 }, receive),
  ]);
  const won = outcomes.filter((one) => one && one.ok).length;
  expect(won).toBeGreaterThan(0);
  expect((await levelsOf(store))['oil']).toEqual([20_000n, BigInt(won) * 1_000n]);
});

test('transfers both ways at once end, and nothing is lost', async () => {
  const { town } = its;
  const { rice, oil } = town.products;
  const [one, other] = [await town.addVendor(), await town.addVendor()];
  const cause = town.cause('operator');
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, i) => {
      const [fromId, toId] = i % 2 === 0 ? [one, other] : [other, one];
      const both = lines([rice, 1_000n], [oil, 2_000n]);
      const moved = i % 3 === 0 ? both.reverse() : both;
      const id = town.universe.newId();
      return town.run((tx) =>
        transferStock(tx, cause, { id, fromId, toId, reason: 'swap', lines: moved }),
      );
    }),
  );
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
  expect(await levelsOf(one)).toEqual(await levelsOf(other));
});

test('what is handed over leaves stock and reservation, what is short is written off', async () => {
  const { town } = its;
  const { rice } = town.products;
  const vendor = await town.addVendor({ stock: { rice: 10_000n } });
  const cause = town.cause('vendor', vendor);
  const order = town.universe.newId();
  await town.run((tx) => reserve(tx, cause, vendor, order, lines([rice, 6_000n])));
  await town.run((tx) => writeOffShort(tx, cause, order, lines([rice, 1_000n]), 'short pick'));
  expect((await levelsOf(vendor))['rice']).toEqual([9_000n, 5_000n]);
  await town.run((tx) => consume(tx, cause, order, lines([rice, 4_000n])));
  expect((await levelsOf(vendor))['rice']).toEqual([5_000n, 1_000n]);
  await town.run((tx) => release(tx, cause, order, 'not taken'));
  expect((await levelsOf(vendor))['rice']).toEqual([5_000n, 0n]);
});

describe('the database itself', () => {
  test('refuses whoever changes a stock row without a movement', async () => {
    const { town } = its;
    const vendor = await town.addVendor();
    const asApp = (text: string): Promise<unknown> =>
      town.run(async (tx) => {
        const { CompiledQuery } = await import('kysely');
        return tx.executeQuery(CompiledQuery.raw(text));
      });
    for (const text of [
      `update stock set stock_qty = stock_qty + 1 where holder_id = '${vendor}'`,
      `update stock set reserved_qty = 0, stock_qty = 0 where holder_id = '${vendor}'`,
    ]) {
      await expect(town.admin(text)).rejects.toMatchObject({ code: 'PA005' });
      await expect(asApp(text)).rejects.toMatchObject({ code: 'PA005' });
    }
    await expect(
      town.admin('delete from stock where holder_id = $1', [vendor]),
    ).rejects.toMatchObject({ code: 'PA005' });
    const started = town.admin(
      `insert into stock (town_id, holder_id, product_id, stock_qty)
       select town_id, holder_id, product_id, 5 from stock where holder_id = $1`,
      [vendor],
    );
    await expect(started).rejects.toMatchObject({ code: 'PA005' });
  });

  test.each([
    ['below nothing', 'adjust', -100_001, 0],
    ['more reserved than there is', 'reserve', 0, 100_001],
    ['more released than was reserved', 'release', 0, -1],
    ['a kind that does not do that', 'receive', -1, 0],
    ['a kind that is none', 'stolen', -1, 0],
  ])('refuses a movement that leaves %s', async (_, kind, stock, reserved) => {
    const { town } = its;
    const vendor = await town.addVendor({ stock: { rice: 100_000_000n } });
    const wrong = town.admin(
      `insert into stock_movements (town_id, id, holder_id, product_id, kind, stock_change,
         reserved_change, reason, moved_at)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, 'x', now())`,
      [town.id, vendor, town.products.rice, kind, stock, reserved],
    );
    await expect(wrong).rejects.toMatchObject({ code: '23514' });
  });
});

describe('low stock', () => {
  const low = async (): Promise<readonly [string, bigint][]> => {
    const all = await its.town.run((tx) => listLowStock(tx, { afterId: null, rows: 100 }));
    return all.map((one) => [one.productId, one.free]);
  };

  test('is noticed once on the way down, and again only after it was above', async () => {
    const { town } = its;
    const { rice } = town.products;
    const vendor = await town.addVendor({ stock: { rice: 10_000n } });
    const cause = town.cause('machine');
    const below = (value: bigint | null): Promise<void> =>
      town.run((tx) => setLowBelow(tx, cause, vendor, rice, value));
    const orders = Array.from({ length: 4 }, () => town.universe.newId());
    const take = (at: number, quantity: bigint): Promise<unknown> =>
      town.run((tx) => reserve(tx, cause, vendor, orders[at] ?? '', lines([rice, quantity])));
    await below(5_000n);
    await take(0, 5_000n);
    expect(await low()).toEqual([]);
    await take(1, 1_000n);
    expect(await low()).toEqual([[rice, 4_000n]]);
    await take(2, 1_000n);
    const notices = async (): Promise<number> => {
      const { rows } = await town.admin('select 1 from low_stock_notices where town_id = $1', [
        town.id,
      ]);
      return rows.length;
    };
    expect([await low(), await notices()]).toEqual([[[rice, 3_000n]], 1]);
    await town.run((tx) => release(tx, cause, orders[0] ?? '', 'cancelled'));
    expect(await low()).toEqual([]);
    await take(3, 8_000n);
    expect([await low(), await notices()]).toEqual([[[rice, 0n]], 2]);
    await below(null);
    expect(await low()).toEqual([]);
    await below(1n);
    expect([await low(), await notices()]).toEqual([[[rice, 0n]], 3]);
    const { rows } = await town.admin(
      `select count(*)::int as due from due_work where town_id = $1 and topic = 'low_stock'`,
      [town.id],
    );
    expect(rows).toEqual([{ due: 3 }]);
  });

  test('follows the town’s setting where the holder has none; of fifty at once, once', async () => {
    const { town } = its;
    const { rice } = town.products;
    await town.admin(`update towns set settings = '{"low_stock_below": "2.5"}' where id = $1`, [
      town.id,
    ]);
    const vendor = await town.addVendor({ stock: { rice: 50_000n } });
    const cause = town.cause('machine');
    await Promise.all(
      Array.from({ length: 50 }, () =>
        town.run((tx) => reserve(tx, cause, vendor, town.universe.newId(), lines([rice, 1_000n]))),
      ),
    );
    const { rows } = await town.admin(
      'select trim_scale(free_qty)::text as free from low_stock_notices where town_id = $1',
      [town.id],
    );
    expect(rows).toEqual([{ free: '2' }]);
  });
});
