import { deliverIn } from '../support/delivering.js';
import type { Delivering } from '../support/delivering.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { edit, must, tradeIn } from '../support/trade.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let road: Delivering;
let operator: string;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
  road = deliverIn(town, tradeIn(town));
  await town.addVendor();
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

type Answer = Awaited<ReturnType<typeof call>>;
const asked = (what: string, body?: object): Promise<Answer> => {
  const [method = '', path = ''] = what.split(' ');
  return call(bench, operator, `${method} /v1/towns/${town.id}${path}`, body);
};

const wanted = () => [edit('add', town.products.oil, '3', 'ctn')];

test('an operator names a driver, puts it off, confirms it short, counts the cash', async () => {
  const [retailer, driver] = [await town.addRetailer(), await town.addDriver()];
  const job = await road.packed(retailer, wanted());
  const path = `/deliveries/${job.deliveryId}`;
  const waiting = await asked('GET /deliveries?state=UNALLOCATED');
  expect(waiting.body.data).toMatchObject([
    { id: job.deliveryId, order: { number: job.number.toString() }, driver: null },
  ]);
  const late = await asked(`POST ${path}/reschedule`, {
    until: '2020-01-01T00:00:00Z',
    reason: 'rain',
  });
  expect([late.status, late.body.code]).toEqual([409, 'time_past']);
  const put = await asked(`POST ${path}/reschedule`, {
    until: '2099-01-01T00:00:00Z',
    reason: 'rain',
  });
  expect(put.body).toMatchObject({ state: 'RESCHEDULED' });
  const nobody = await asked(`POST ${path}/assign`, { driver_id: retailer });
  expect([nobody.status, nobody.body.code]).toEqual([409, 'no_such_driver']);
  const given = await asked(`POST ${path}/assign`, { driver_id: driver });
  expect(given.body).toMatchObject({ state: 'ASSIGNED', driver: { id: driver } });
  expect((await asked(`POST ${path}/confirm`, { reason: 'by phone' })).status).toBe(409);
  must(await road.step(driver, job.number, 'set_out'));
  must(await road.cash(driver, job.number, 100_000n, true));
  const confirmed = await asked(`POST ${path}/confirm`, {
    short: [{ line_no: 1, taken: '2' }],
    reason: 'the phone was lost',
  });
  expect(confirmed.body).toMatchObject({
    state: 'PART_DELIVERED',
    owner: 'nobody',
    proofs: [{ kind: 'operator' }],
  });
  const drivers = await asked('GET /drivers');
  expect(drivers.body.data).toMatchObject([
    { id: driver, on_duty: true, cash_held: { amount_minor: '100000' } },
  ]);
  const more = await asked(`POST /drivers/${driver}/cash`, { counted: '100001' });
  expect([more.status, more.body.code]).toEqual([409, 'more_than_held']);
  const counted = await asked(`POST /drivers/${driver}/cash`, { counted: '99000' });
  expect(counted.body).toMatchObject({ state: 'DIFFERENT', left: { amount_minor: '1000' } });
  const zoned = await asked(`POST /drivers/${driver}/zones`, { zones: ['Itram'] });
  expect(zoned.body).toEqual({ id: driver, zones: ['Itram'] });
});

test('a delivery is cancelled with its order; what is over stays as it is', async () => {
  const [retailer, driver] = [await town.addRetailer(), await town.addDriver()];
  const job = await road.packed(retailer, wanted());
  const cancel = `POST /deliveries/${job.deliveryId}/cancel`;
  expect((await asked(cancel, { reason: 'no road' })).body).toMatchObject({ state: 'CANCELLED' });
  expect((await asked(cancel, { reason: 'no road' })).body.code).toBe('not_now');
  const again = await asked(`POST /deliveries/${job.deliveryId}/assign`, { driver_id: driver });
  expect([again.status, again.body.code]).toEqual([409, 'not_now']);
  expect((await asked(`GET /deliveries/${driver}`)).status).toBe(404);
});
