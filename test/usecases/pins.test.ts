import { checkPin, isWeakPin, sealPin } from '../../src/domain/pins/pins.js';
import type { PinCheck } from '../../src/domain/pins/pins.js';
import { issueFirstPin } from '../../src/usecases/issue-pin.js';
import { openTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';

const KEY = 'a-pin-key-of-the-tests-of-more-than-32-signs';

let database: TestDatabase;
let towns: TestTowns;
let town: TestTown;
beforeAll(async () => {
  database = await openTestDatabase();
  towns = openTestTowns(database);
  town = await towns.open();
});
afterAll(async () => {
  await towns.close();
  await database.drop();
});

function check(partyId: string, digits: string): Promise<PinCheck> {
  const cause = town.cause('retailer', partyId);
  return town.run((tx) => checkPin(tx, cause, partyId, sealPin(KEY, town.id, partyId, digits)));
}

function give(partyId: string): ReturnType<typeof issueFirstPin> {
  const wanted = { partyId, kinds: ['retailer'] } as const;
  return town.run((tx) => issueFirstPin(tx, town.cause('operator'), KEY, wanted));
}

test('a first PIN is right, must be changed, and stands nowhere as it was told', async () => {
  const retailer = await town.addRetailer();
  const issued = await give(retailer);
  if (!issued.ok) throw new Error(issued.refusal);
  expect(issued.value).toMatch(/^\d{4}$/);
  expect(isWeakPin(issued.value)).toBe(false);
  expect(await check(retailer, issued.value)).toMatchObject({ result: 'first' });
  const { rows } = await town.admin('select * from party_pins where party_id = $1', [retailer]);
  expect(JSON.stringify(rows)).not.toContain(`"${issued.value}"`);
  const changes = await town.admin('select what from pin_changes where party_id = $1', [retailer]);
  expect(changes.rows).toEqual([{ what: 'issued' }]);
});

test('three wrong ones lock it for a while, the right one included; a new one opens', async () => {
  const retailer = await town.addRetailer();
  const issue = async (): Promise<string> => {
    const one = await give(retailer);
    return one.ok ? one.value : '';
  };
  const right = await issue();
  const wrong = right === '9070' ? '7090' : '9070';
  expect(await check(retailer, wrong)).toEqual({ result: 'wrong', triesLeft: 2 });
  expect(await check(retailer, wrong)).toEqual({ result: 'wrong', triesLeft: 1 });
  expect(await check(retailer, wrong)).toEqual({ result: 'locked', triesLeft: 0 });
  expect(await check(retailer, right)).toEqual({ result: 'locked', triesLeft: 0 });
  town.universe.advance(31 * 60_000);
  expect(await check(retailer, right)).toMatchObject({ result: 'first' });
  for (let i = 0; i < 3; i += 1) await check(retailer, wrong);
  expect(await check(retailer, await issue())).toMatchObject({ result: 'first' });
});

test('tries at once are counted one by one', async () => {
  const retailer = await town.addRetailer();
  await give(retailer);
  const results = await Promise.all(Array.from({ length: 8 }, () => check(retailer, '90701')));
  expect(results.filter(({ result }) => result === 'wrong')).toHaveLength(2);
  expect(results.filter(({ result }) => result === 'locked')).toHaveLength(6);
});

test('nobody else gets one, and equal PINs of two people look different', async () => {
  const [one, two] = [await town.addRetailer(), await town.addRetailer()];
  expect(sealPin(KEY, town.id, one, '2580')).not.toEqual(sealPin(KEY, town.id, two, '2580'));
  const vendor = await town.addVendor();
  const refused = await give(vendor);
  expect(refused).toMatchObject({ refusal: 'no_such_party' });
  expect(await check(one, '2580')).toEqual({ result: 'none', triesLeft: 0 });
});

test.each(['0000', '1111', '1234', '4321', '6789'])('%s is too easy', (digits) => {
  expect(isWeakPin(digits)).toBe(true);
});
