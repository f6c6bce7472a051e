import { deliverIn } from '../support/delivering.js';
import type { Delivering } from '../support/delivering.js';
import { edit, must, tradeIn } from '../support/trade.js';
import { useOffice } from './use-office.js';

let road: Delivering;
const office = useOffice(({ town }) => {
  road = deliverIn(town, tradeIn(town));
  return town.addVendor();
});

const wanted = () => [edit('add', office.town.products.oil, '3', 'ctn')];

test('an operator names a driver, puts it off, confirms it short, counts the cash', async () => {
  const [retailer, driver] = [await office.town.addRetailer(), await office.town.addDriver()];
  const job = await road.packed(retailer, wanted());
  const path = `/deliveries/${job.deliveryId}`;
  const waiting = await office.asked('GET /deliveries?state=UNALLOCATED');
  expect(waiting.body.data).toMatchObject([
    { id: job.deliveryId, order: { number: job.number.toString() }, driver: null },
  ]);
  const late = await office.asked(`POST ${path}/reschedule`, {
    until: '2020-01-01T00:00:00Z',
    reason: 'rain',
  });
  expect([late.status, late.body.code]).toEqual([409, 'time_past']);
  const put = await office.asked(`POST ${path}/reschedule`, {
    until: '2099-01-01T00:00:00Z',
    reason: 'rain',
  });
  expect(put.body).toMatchObject({ state: 'RESCHEDULED' });
  const nobody = await office.asked(`POST ${path}/assign`, { driver_id: retailer });
  expect([nobody.status, nobody.body.code]).toEqual([409, 'no_such_driver']);
  const given = await office.asked(`POST ${path}/assign`, { driver_id: driver });
  expect(given.body).toMatchObject({ state: 'ASSIGNED', driver: { id: driver } });
  expect((await office.asked(`POST ${path}/confirm`, { reason: 'by phone' })).status).toBe(409);
  must(await road.step(driver, job.number, 'set_out'));
  must(await road.cash(driver, job.number, 100_000n, true));
  const confirmed = await office.asked(`POST ${path}/confirm`, {
    short: [{ line_no: 1, taken: '2' }],
    reason: 'the phone was lost',
  });
  expect(confirmed.body).toMatchObject({
    state: 'PART_DELIVERED',
    owner: 'nobody',
    proofs: [{ kind: 'operator' }],
  });
  const drivers = await office.asked('GET /drivers');
  expect(drivers.body.data).toMatchObject([
    { id: driver, on_duty: true, cash_held: { amount_minor: '100000' } },
  ]);
  const more = await office.asked(`POST /drivers/${driver}/cash`, { counted: '100001' });
  expect([more.status, more.body.code]).toEqual([409, 'more_than_held']);
  const counted = await office.asked(`POST /drivers/${driver}/cash`, { counted: '99000' });
  expect(counted.body).toMatchObject({ state: 'DIFFERENT', left: { amount_minor: '1000' } });
  const zoned = await office.asked(`POST /drivers/${driver}/zones`, { zones: ['Itram'] });
  expect(zoned.body).toEqual({ id: driver, zones: ['Itram'] });
});

test('a delivery is cancelled with its order; what is over stays as it is', async () => {
  const [retailer, driver] = [await office.town.addRetailer(), await office.town.addDriver()];
  const job = await road.packed(retailer, wanted());
  const cancel = `POST /deliveries/${job.deliveryId}/cancel`;
  expect((await office.asked(cancel, { reason: 'no road' })).body).toMatchObject({
    state: 'CANCELLED',
  });
  expect((await office.asked(cancel, { reason: 'no road' })).body.code).toBe('not_now');
  const again = await office.asked(`POST /deliveries/${job.deliveryId}/assign`, {
    driver_id: driver,
  });
  expect([again.status, again.body.code]).toEqual([409, 'not_now']);
  expect((await office.asked(`GET /deliveries/${driver}`)).status).toBe(404);
});
