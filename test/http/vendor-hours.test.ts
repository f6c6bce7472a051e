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

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
  vendor = await town.addVendor();
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

type Answer = Awaited<ReturnType<typeof call>>;
const hours = (method: string, body?: object, of = vendor): Promise<Answer> =>
  call(bench, operator, `${method} /v1/towns/${town.id}/vendors/${of}/hours`, body);

const DAY = { opens: '07:00', closes: '20:00' };
const WEEK = [null, DAY, DAY, DAY, DAY, DAY, { opens: '10:00', closes: '24:00' }];

test('hours of the week and single days are set, read and taken away', async () => {
  expect((await hours('GET')).body).toEqual({ week: null, days: [] });
  const days = [{ date: '2999-01-01', hours: null }];
  const set = await hours('POST', { reason: 'as agreed', week: WEEK, days });
  expect([set.status, set.body]).toEqual([200, { week: WEEK, days }]);
  expect((await hours('GET')).body).toEqual({ week: WEEK, days });
  const open = await hours('POST', { reason: 'always', week: null });
  expect(open.body).toEqual({ week: null, days });
});

test('hours that make no day, and vendors who are none, are refused', async () => {
  const backwards = { ...DAY, opens: '21:00' };
  const week = WEEK.map(() => backwards);
  expect((await hours('POST', { reason: 'x', week })).status).toBe(400);
  expect((await hours('POST', { reason: 'x', week: [DAY] })).status).toBe(400);
  expect((await hours('GET', undefined, randomUUID())).status).toBe(404);
});
