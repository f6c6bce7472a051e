import { LIMITS } from '../../src/base/limits.js';
import { loadCatalogue, soldAs } from '../../src/domain/catalogue/catalogue.js';
import { openOrderNumbers } from '../../src/domain/towns/order-numbers.js';
import { leaseOrderNumbers, readCatalogueVersion, readTown } from '../../src/domain/towns/towns.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

test('settings have defaults, and a bad one is named', async () => {
  const { town } = its;
  expect(await town.run(readTown)).toMatchObject({
    id: town.id,
    currency: 'NPR',
    currencyDigits: 2,
    languages: ['ne', 'en'],
    settings: { vendor_reply_ms: 1_800_000, vendors_per_order_max: 3, late_message_ms: 3_600_000 },
  });
  const set = (settings: unknown): Promise<unknown> =>
    town.admin('update towns set settings = $2 where id = $1', [town.id, settings]);
  await set({ vendor_reply_ms: 600_000 });
  expect((await town.run(readTown)).settings.vendor_reply_ms).toBe(600_000);
  await set({ vendor_reply_ms: 5 });
  await expect(town.run(readTown)).rejects.toThrow(/vendor_reply_ms/);
  await set({ vendor_replay_ms: 600_000 });
  await expect(town.run(readTown)).rejects.toThrow(/vendor_replay_ms/);
});

test('processes hand out each order number once, in blocks', async () => {
  const { town } = its;
  let leases = 0;
  const openWorker = (): ReturnType<typeof openOrderNumbers> =>
    openOrderNumbers((_, count) => {
      leases += 1;
      return town.run((tx) => leaseOrderNumbers(tx, count));
    });
  const workers = [openWorker(), openWorker(), openWorker()];
  const given = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) => workers[i % 3]!.next(town.id)),
  );
  expect(new Set(given).size).toBe(1_000);
  expect(given.every((number) => number >= 1_001n)).toBe(true);
  // Each worker may hold a started block and one fetched ahead.
  expect(leases).toBeLessThanOrEqual(1_000 / LIMITS.order_numbers_leased + 6);
});

test('a lease that failed is tried again, and what it was wanted for hears of it', async () => {
  let fails = true;
  const numbers = openOrderNumbers(() =>
    fails ? Promise.reject(new Error('the database is away')) : Promise.resolve(7n),
  );
  await expect(numbers.next('town')).rejects.toThrow('away');
  fails = false;
  expect(await numbers.next('town')).toBe(7n);
  expect(await numbers.next('town')).toBe(8n);
});

test('the catalogue is one value of one version', async () => {
  const { town } = its;
  const { rice } = town.products;
  await town.admin(`insert into product_aliases values ($1, 'chamal', $2), ($1, 'bhat', $2)`, [
    town.id,
    rice,
  ]);
  await town.admin('delete from town_prices where product_id = $1 and unit = $2', [rice, 'bag']);
  const catalogue = await town.run(loadCatalogue);
  expect(catalogue.version).toBe(await town.run(readCatalogueVersion));
  expect(catalogue.products.get(rice)).toMatchObject({
    name: 'Jira Masino rice',
    baseUnit: 'kg',
    defaultUnit: 'kg',
    aliases: ['bhat', 'chamal'],
    enabled: true,
    units: new Map([
      ['kg', { unit: 'kg', baseUnits: 1_000n, priceMinor: 9_500n }],
      ['bag', { unit: 'bag', baseUnits: 25_000n, priceMinor: null }],
    ]),
  });
  expect(soldAs(catalogue, rice, 'bag')).toBeUndefined();
  expect(soldAs(catalogue, rice, 'kg')).toMatchObject({ priceMinor: 9_500n });
  expect(catalogue.products.size).toBe(3);
});
