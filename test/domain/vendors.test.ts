import { rankVendors } from '../../src/domain/vendors/choice.js';
import type { Candidate, Scored } from '../../src/domain/vendors/choice.js';
import { findCandidates, takeBest } from '../../src/domain/vendors/vendors.js';
import type { WantedLine } from '../../src/domain/vendors/vendors.js';
import type { TestTown } from '../support/town.js';
import { useTown } from '../support/use-town.js';

const its = useTown(20);

function wanted(...lines: [productId: string, milli: bigint][]): WantedLine[] {
  return lines.map(([productId, baseQuantity]) => ({
    productId,
    baseQuantity,
    priceMinor: baseQuantity * 10n,
  }));
}

const AT_NOON = { date: '2026-03-02', weekday: 1, minute: 720, leastMinutes: 15 } as const;

function find(
  town: TestTown,
  lines: readonly WantedLine[],
  except: readonly string[] = [],
): Promise<readonly Candidate[]> {
  return town.run(async (tx) => {
    const { open } = await findCandidates(tx, town.universe.newId(), lines, except, AT_NOON);
    return open;
  });
}

function idsOf(all: readonly { readonly vendorId: string }[]): string[] {
  return all.map(({ vendorId }) => vendorId).sort();
}

test('only those are weighed who have all of it, take offers and are approved', async () => {
  const { town } = its;
  const { rice, oil } = town.products;
  const full = await town.addVendor();
  const exact = await town.addVendor({ stock: { rice: 2_000n, oil: 1_000n } });
  await town.addVendor({ stock: { rice: 1_999n, oil: 1_000n } });
  const away = await town.addVendor();
  const suspended = await town.addVendor();
  await town.admin('update vendor_profiles set taking_offers = false where vendor_id = $1', [away]);
  await town.admin("update parties set state = 'SUSPENDED' where id = $1", [suspended]);
  // Two units of one product are one row of stock.
  const lines = wanted([rice, 1_000n], [oil, 1_000n], [rice, 1_000n]);
  expect(idsOf(await find(town, lines))).toEqual([full, exact].sort());
  expect(idsOf(await find(town, lines, [full]))).toEqual([exact]);
  expect(await find(town, wanted([rice, 1_000_000_000n]))).toEqual([]);
  expect(await find(town, wanted([rice, 1_000n], [town.universe.newId(), 1n]))).toEqual([]);
});

test('a candidate comes with what the choice weighs', async () => {
  const { town } = its;
  const { rice, oil } = town.products;
  const vendor = await town.addVendor({ stock: { rice: 3_000n, oil: 50_000n } });
  await town.admin('insert into vendor_costs values ($1, $2, $3, $4)', [town.id, vendor, oil, 333]);
  const [one] = await find(town, wanted([rice, 2_000n], [oil, 1_500n]));
  expect(one).toMatchObject({
    vendorId: vendor,
    // No cost of rice was named: its price; 333 a litre, a litre and a half, rounded half up.
    costMinor: 20_000n + 500n,
    freePerMille: 1_500,
    acceptPpm: 750_000,
    replyMs: 600_000,
    load: 0,
  });
});

/** An order whose walk begins at a place in the row of vendors. */
function orderAt(place: bigint): string {
  const low = (BigInt.asUintN(64, place) >> 2n) | (2n << 62n);
  const hex = low.toString(16).padStart(16, '0');
  return `019c0000-0000-7000-${hex.slice(0, 4)}-${hex.slice(4)}`;
}

test('of more than are looked at, an order weighs those from its own place on', async () => {
  const { town } = its;
  for (let i = 0; i < 40; i += 1) await town.addVendor({ conversation: false });
  const { rows } = await town.admin(
    'select vendor_id, place::text from vendor_profiles p where town_id = $1 order by p.place',
    [town.id],
  );
  const row = rows as { vendor_id: string; place: string }[];
  const lines = wanted([town.products.rice, 1_000n]);
  for (const at of [0, 7, 8, 9, 39]) {
    const order = orderAt(BigInt(row[at]?.place ?? ''));
    const found = await town.run((tx) => findCandidates(tx, order, lines, [], AT_NOON));
    const next = [...row, ...row].slice(at, at + 32).map((one) => one.vendor_id);
    expect(idsOf(found.open)).toEqual(next.sort());
  }
});

function ranked(all: readonly Candidate[]): readonly Scored[] {
  const weights = { price: 1, stock: 1, acceptance: 1, reply_time: 1, load: 1, rating: 1 };
  return rankVendors(all, weights, 1_800_000);
}

test('equals take turns', async () => {
  const { town } = its;
  const lines = wanted([town.products.rice, 2_000n]);
  const vendors = [await town.addVendor(), await town.addVendor(), await town.addVendor()];
  const next = async (): Promise<string | undefined> => {
    town.universe.advance(1);
    const found = await find(town, lines);
    const taken = await town.run((tx) => takeBest(tx, town.cause('machine'), ranked(found)));
    return taken?.vendorId;
  };
  expect([await next(), await next(), await next(), await next()]).toEqual([
    ...vendors,
    vendors[0],
  ]);
  for (const vendor of vendors) {
    await town.admin('update vendor_profiles set taking_offers = false where vendor_id = $1', [
      vendor,
    ]);
  }
  const stopped = ranked([]);
  expect(await town.run((tx) => takeBest(tx, town.cause('machine'), stopped))).toBeUndefined();
});

test('those chosen at once are different ones; the only one is waited for', async () => {
  const { town } = its;
  const lines = wanted([town.products.rice, 2_000n]);
  for (let i = 0; i < 3; i += 1) await town.addVendor();
  const found = await find(town, lines);
  const meet = barrier(3);
  const chosen = await Promise.all(
    Array.from({ length: 3 }, () =>
      town.run(async (tx) => {
        const taken = await takeBest(tx, town.cause('machine'), ranked(found));
        await meet();
        return taken?.vendorId;
      }),
    ),
  );
  expect(chosen.sort()).toEqual(idsOf(found));

  const only = found.slice(0, 1);
  const same = await Promise.all(
    Array.from({ length: 5 }, () =>
      town.run((tx) => takeBest(tx, town.cause('machine'), ranked(only))),
    ),
  );
  expect(new Set(same.map((taken) => taken?.vendorId))).toEqual(new Set(idsOf(only)));
});

test('one who is clearly better is waited for', async () => {
  const { town } = its;
  const lines = wanted([town.products.rice, 2_000n]);
  const [cheap, dear] = [await town.addVendor(), await town.addVendor()];
  for (const [vendor, cost] of [
    [cheap, 5_000],
    [dear, 9_000],
  ] as const) {
    const values = [town.id, vendor, town.products.rice, cost];
    await town.admin('insert into vendor_costs values ($1, $2, $3, $4)', values);
  }
  const found = await find(town, lines);
  const taken = await Promise.all(
    Array.from({ length: 4 }, () =>
      town.run((tx) => takeBest(tx, town.cause('machine'), ranked(found))),
    ),
  );
  expect(new Set(taken.map((one) => one?.vendorId))).toEqual(new Set([cheap]));
});

/** Holds everybody until `count` have come. */
function barrier(count: number): () => Promise<void> {
  let left = count;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    left -= 1;
    if (left === 0) open();
    return opened;
  };
}
