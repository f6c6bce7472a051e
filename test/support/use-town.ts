import { verify } from '../../src/domain/ledger/verify.js';
import { findBreaches } from './consistency.js';
import { openTestDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { openTestTowns } from './town.js';
import type { TestTown, TestTowns } from './town.js';
import { tradeIn } from './trade.js';
import type { Trade } from './trade.js';

/** What a test of the file has: each test a town of its own. */
export interface TownOfTest {
  readonly towns: TestTowns;
  readonly database: TestDatabase;
  readonly town: TestTown;
  readonly trade: Trade;
}

/**
 * Gives every test of the calling file a new town in the file's database, and checks after each
 * that the town is consistent and its books are whole. The returned object is filled before each
 * test. A test that breaks its town on purpose says so by `broken`.
 */
export function useTown(connectionsMax = 10): TownOfTest & { broken(): void } {
  let database: TestDatabase | undefined;
  let towns: TestTowns | undefined;
  let isBroken = false;
  const filled = { broken: () => (isBroken = true) } as unknown as {
    -readonly [key in keyof TownOfTest]: TownOfTest[key];
  } & { broken(): void };

  beforeAll(async () => {
    database = await openTestDatabase();
    towns = openTestTowns(database, connectionsMax);
    filled.database = database;
    filled.towns = towns;
  });
  afterAll(async () => {
    await towns?.close();
    await database?.drop();
  });
  beforeEach(async () => {
    isBroken = false;
    filled.town = await filled.towns.open();
    filled.trade = tradeIn(filled.town);
  });
  afterEach(async () => {
    if (isBroken) return;
    expect(await findBreaches(filled.towns.admin, filled.town.id)).toEqual([]);
    expect(await filled.town.run(verify)).toMatchObject({ ok: true });
  });
  return filled;
}
