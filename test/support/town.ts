import pg from 'pg';
import type { Actor, Cause } from '../../src/base/cause.js';
import { frozenUniverse } from '../../src/base/universe.js';
import type { Universe } from '../../src/base/universe.js';
import { openDatabase } from '../../src/db/database.js';
import type { Database } from '../../src/db/database.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { HALF_UP } from '../../src/base/money.js';
import { loadCatalogue } from '../../src/domain/catalogue/catalogue.js';
import type { Catalogue } from '../../src/domain/catalogue/catalogue.js';
import { openCreditAccount } from '../../src/domain/credit/credit.js';
import { loadPriceBook } from '../../src/domain/pricing/price-rules.js';
import type { SellingTerms } from '../../src/usecases/quote-lines.js';
import { openStock } from '../../src/domain/stock/stock.js';
import { leaseOrderNumbers } from '../../src/domain/towns/towns.js';
import { openOrderNumbers } from '../../src/domain/towns/order-numbers.js';
import type { OrderNumbers } from '../../src/domain/towns/order-numbers.js';

/** A town of a test's own in an otherwise shared database. */
export interface TestTown {
  readonly id: string;
  readonly universe: Universe & { advance(ms: number): void };
  readonly catalogue: Catalogue;
  /** As they were when the town was opened, like the catalogue; `readTerms` reads them anew. */
  readonly terms: SellingTerms;
  readTerms(): Promise<SellingTerms>;
  readonly numbers: OrderNumbers;
  /** Product ids by sku: rice (kg, bag of 25), noodles (pkt, ctn of 30), oil (ltr, ctn of 12). */
  readonly products: { readonly rice: string; readonly noodles: string; readonly oil: string };
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  cause(kind: Actor['kind'], id?: string | null): Cause;
  addRetailer(options?: {
    limitMinor?: bigint;
    verified?: boolean;
    conversation?: boolean;
  }): Promise<string>;
  addVendor(options?: {
    stock?: Partial<Record<'rice' | 'noodles' | 'oil', bigint>>;
    conversation?: boolean;
  }): Promise<string>;
  /** Somebody on duty, unless said otherwise. */
  addDriver(options?: { zones?: readonly string[]; onDuty?: boolean }): Promise<string>;
  /** Looks and changes as the superuser, whom no policy binds. */
  admin(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
}

/** The databases of a test file: the service's own pool and the superuser's. */
export interface TestTowns {
  readonly database: Database;
  readonly admin: pg.Pool;
  open(): Promise<TestTown>;
  close(): Promise<void>;
}

const START_MS = Date.UTC(2026, 2, 2, 2, 15);

const PRODUCTS = [
  { name: 'Jira Masino rice', base: 'kg', outer: 'bag', holds: 25, prices: [9_500n, 230_000n] },
  { name: 'Wai Wai noodles', base: 'pkt', outer: 'ctn', holds: 30, prices: [2_000n, 57_000n] },
  { name: 'Swastik oil', base: 'ltr', outer: 'ctn', holds: 12, prices: [21_000n, 248_000n] },
] as const;

/** Opens pools on a migrated database. `connectionsMax` is the number of racers. */
export function openTestTowns(
  urls: { readonly serviceUrl: string; readonly adminUrl: string },
  connectionsMax = 10,
): TestTowns {
  const database = openDatabase({
    url: urls.serviceUrl,
    connectionsMax,
    applicationName: 'test towns',
    onIdleError: () => undefined,
  });
  const admin = new pg.Pool({ connectionString: urls.adminUrl, max: 2 });
  return {
    database,
    admin,
    open: () => openTown(database, admin),
    close: async () => {
      await database.close();
      await admin.end();
    },
  };
}

async function openTown(database: Database, admin: pg.Pool): Promise<TestTown> {
  // Ids of towns in one database must differ, and so must what is derived from them.
  const seed = Number.parseInt(crypto.randomUUID().slice(0, 8), 16);
  const universe = frozenUniverse(START_MS, seed);
  const id = universe.newId();
  const at = universe.now();
  await admin.query(
    `insert into towns (id, slug, name, country, currency, currency_digits, time_zone, languages,
       created_at) values ($1, $2, 'Testpur', 'NP', 'NPR', 2, 'Asia/Kathmandu', '{ne,en}', $3)`,
    [id, `testpur-${id}`, at],
  );
  await admin.query('insert into order_number_leases (town_id) values ($1)', [id]);
  const account = universe.newId();
  await admin.query(
    `insert into channel_accounts (id, channel, provider_account_id, home_town_id)
     values ($1, 'whatsapp', $2, $3)`,
    [account, id, id],
  );
  const ids: string[] = [];
  for (const product of PRODUCTS) ids.push(await addProduct(admin, universe, id, product));
  const [rice = '', noodles = '', oil = ''] = ids;
  const products = { rice, noodles, oil };
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTown(database, id, work);
  const cause = (kind: Actor['kind'], actorId: string | null = null): Cause => ({
    universe,
    actor: { kind, id: actorId },
    channel: 'test',
    correlationId: universe.newId(),
  });
  const addParty = (kind: string, conversation: boolean, verified: boolean): Promise<string> =>
    insertParty(admin, universe, { townId: id, account, kind, conversation, verified });
  const readTerms = (): Promise<SellingTerms> =>
    run(async (tx) => ({
      catalogue: await loadCatalogue(tx),
      prices: await loadPriceBook(tx, HALF_UP, universe.now()),
    }));
  const terms = await readTerms();
  return {
    id,
    universe,
    products,
    catalogue: terms.catalogue,
    terms,
    readTerms,
    numbers: openOrderNumbers((_, count) => run((tx) => leaseOrderNumbers(tx, count))),
    run,
    cause,
    admin: (text, values = []) => admin.query(text, [...values]),
    addRetailer: async (options = {}) => {
      const retailer = await addParty(
        'retailer',
        options.conversation ?? true,
        options.verified ?? true,
      );
      const limit = options.limitMinor ?? 1_000_000_000n;
      await run((tx) => openCreditAccount(tx, cause('operator'), retailer, limit, 'test'));
      return retailer;
    },
    addDriver: async ({ zones = [], onDuty = true } = {}) => {
      const driver = await addParty('driver', true, true);
      await admin.query(
        `insert into driver_profiles (town_id, driver_id, zones, on_duty, duty_changed_at)
         values ($1, $2, $3, $4, $5)`,
        [id, driver, zones, onDuty, universe.now()],
      );
      universe.advance(1);
      return driver;
    },
    addVendor: async (options = {}) => {
      const vendor = await addParty('vendor', options.conversation ?? true, true);
      const stock = options.stock ?? { rice: 100_000n, noodles: 900_000n, oil: 120_000n };
      const lines = (['rice', 'noodles', 'oil'] as const).map((name) => ({
        productId: products[name],
        baseQuantity: stock[name] ?? 0n,
      }));
      await run((tx) => openStock(tx, cause('operator'), vendor, lines));
      await admin.query(
        `insert into vendor_profiles (town_id, vendor_id, last_offered_at) values ($1, $2, $3)`,
        [id, vendor, new Date(universe.nowMs() - 86_400_000)],
      );
      universe.advance(1);
      return vendor;
    },
  };
}

async function addProduct(
  admin: pg.Pool,
  universe: Universe,
  townId: string,
  product: (typeof PRODUCTS)[number],
): Promise<string> {
  const id = universe.newId();
  const { name, base, outer, holds, prices } = product;
  await admin.query('insert into products (id, sku, name, base_unit) values ($1, $2, $3, $4)', [
    id,
    `${name}-${id}`,
    name,
    base,
  ]);
  await admin.query('insert into sale_units values ($1, $2, 1), ($1, $3, $4)', [
    id,
    base,
    outer,
    holds,
  ]);
  await admin.query(
    'insert into town_products (town_id, product_id, default_unit) values ($1, $2, $3)',
    [townId, id, base],
  );
  await admin.query('insert into town_prices values ($1, $2, $3, $4), ($1, $2, $5, $6)', [
    townId,
    id,
    base,
    prices[0],
    outer,
    prices[1],
  ]);
  return id;
}

async function insertParty(
  admin: pg.Pool,
  universe: Universe,
  party: {
    townId: string;
    account: string;
    kind: string;
    conversation: boolean;
    verified: boolean;
  },
): Promise<string> {
  const id = universe.newId();
  const phone = `+97798${Number.parseInt(id.slice(-7), 16).toString().padStart(9, '0')}`;
  const at = universe.now();
  await admin.query(
    `insert into parties (town_id, id, kind, state, name, created_at)
     values ($1, $2, $3, 'APPROVED', $4, $5)`,
    [party.townId, id, party.kind, `${party.kind} ${id.slice(-4)}`, at],
  );
  await admin.query('insert into party_aliases values ($1, $2, $3, $4, $5)', [
    party.townId,
    'phone',
    phone,
    id,
    party.verified ? at : null,
  ]);
  if (party.conversation) {
    await admin.query(
      `insert into sessions (town_id, conversation_id, party_id, channel_account_id, phone,
         flow_id, flow_version, snapshot, changed_at)
       values ($1, $2, $3, $4, $5, 'test', 1, '{}', $6)`,
      [party.townId, universe.newId(), id, party.account, phone, at],
    );
  }
  return id;
}
