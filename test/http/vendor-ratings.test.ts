import { randomUUID } from 'node:crypto';
import { readTown } from '../../src/domain/towns/towns.js';
import { rateOrder } from '../../src/usecases/rate-order.js';
import { disputeIn } from '../support/disputing.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { must } from '../support/trade.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let towns: TestTowns;
let town: TestTown;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

async function rated(stars: number, said = ''): Promise<string> {
  const { retailerId, number } = await disputeIn(town).arrived();
  const wanted = { retailerId, number, stars, said };
  const kept = await town.run(async (tx) =>
    rateOrder(tx, town.cause('retailer', retailerId), (await readTown(tx)).settings, wanted),
  );
  return must(kept).number;
}

test('an operator reads how a vendor is rated, page by page', async () => {
  const vendor = await town.addVendor();
  const operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
  const read = (of: string, query = ''): ReturnType<typeof call> =>
    call(bench, operator, `GET /v1/towns/${town.id}/vendors/${of}/ratings${query}`);
  expect((await read(vendor)).body).toEqual({ rated: 0, average: null, data: [], next: null });
  const numbers = [await rated(5), await rated(4, 'came late')];
  const page = (await read(vendor, '?limit=1')).body as { next: string };
  expect(page).toMatchObject({
    rated: 2,
    average: 4.5,
    data: [{ order: { number: numbers[1] }, stars: 4, said: 'came late' }],
  });
  expect((await read(vendor, `?after=${page.next}`)).body).toMatchObject({
    data: [{ order: { number: numbers[0] } }],
    next: null,
  });
  expect((await read(randomUUID())).status).toBe(404);
});
