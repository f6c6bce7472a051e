import { randomUUID } from 'node:crypto';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let vendor: string;
let operator: string;
let worker: string;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
  vendor = await town.addVendor();
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
  worker = await logIn(bench, (await addUser(bench, 'WAREHOUSE', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

type Answer = Awaited<ReturnType<typeof call>>;
const costs = (
  who: string,
  method: string,
  more = '',
  body?: object,
  of = vendor,
): Promise<Answer> =>
  call(bench, who, `${method} /v1/towns/${town.id}/vendors/${of}/costs${more}`, body);

test('an operator sets what a vendor is paid, and reads it with its history', async () => {
  const { oil, rice } = town.products;
  const unit = town.catalogue.products.get(oil)?.defaultUnit ?? '';
  const lines = [{ product_id: oil, unit, cost_minor: '18050' }];
  const set = await costs(operator, 'POST', '', { reason: 'as agreed', lines });
  expect(set.status).toBe(200);
  const read = await costs(operator, 'GET');
  expect(read.body.data).toMatchObject([
    { product: { id: oil }, unit, cost: { amount_minor: '18050' } },
  ]);
  const changes = await costs(operator, 'GET', '/changes');
  expect(changes.body.data).toMatchObject([
    { before: null, reason: 'as agreed', changed_by: { kind: 'operator' }, channel: 'api' },
  ]);
  const wrong = [...lines, { product_id: rice, unit: 'furlong', cost_minor: '1' }];
  const refused = await costs(operator, 'POST', '', { reason: 'x', lines: wrong });
  expect([refused.status, refused.body.code]).toEqual([409, 'not_sold']);
  const nothing = [{ product_id: oil, unit, cost_minor: '0' }];
  expect((await costs(operator, 'POST', '', { reason: 'x', lines: nothing })).status).toBe(400);
});

test('others may not, and nobody of another kind is a vendor', async () => {
  expect((await costs(worker, 'GET')).status).toBe(403);
  expect((await costs(operator, 'GET', '', undefined, randomUUID())).status).toBe(404);
  const retailer = await town.addRetailer();
  expect((await costs(operator, 'GET', '/changes', undefined, retailer)).status).toBe(404);
});
