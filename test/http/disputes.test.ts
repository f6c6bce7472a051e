import { disputeIn } from '../support/disputing.js';
import type { Disputing } from '../support/disputing.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { must } from '../support/trade.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let after: Disputing;
let operator: string;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
  after = disputeIn(town);
  await town.addVendor();
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

type Answer = Awaited<ReturnType<typeof call>>;
const asked = (what: string, body?: object, token = operator): Promise<Answer> => {
  const [method = '', path = ''] = what.split(' ');
  return call(bench, token, `${method} /v1/towns/${town.id}${path}`, body);
};

test('an operator reads, decides and refunds a dispute, each once', async () => {
  const order = await after.arrived({ cash: 1_700_000n });
  const id = await after.opened(order, 1, 2000n);
  const open = await asked('GET /disputes?state=OPENED&limit=1');
  expect(open.body.data).toMatchObject([
    { id, owner: 'vendor', quantity: '2', problem: 'damaged', decision: null },
  ]);
  must(await after.answer(order.vendorId, 'refuse', id));
  expect((await asked('GET /disputes?owner=operator')).body.data).toMatchObject([
    { id, state: 'ANSWERED', vendor_quantity: '0' },
  ]);
  const decide = `POST /disputes/${id}/decide`;
  const more = await asked(decide, { granted: '2.001', reason: 'no' });
  expect([more.status, more.body.code]).toEqual([409, 'dispute_more']);
  expect((await asked(decide, { granted: '-1', reason: 'no' })).status).toBe(400);
  expect((await asked(decide, { granted: '1' })).status).toBe(400);
  const ruling = { granted: '1.5', return_as: 'cash', reason: 'seen' };
  const ruled = await asked(decide, ruling);
  expect(ruled.body).toMatchObject({
    state: 'DECIDED',
    owner: 'operator',
    order: { number: order.number.toString() },
    unit: 'ctn',
    decision: {
      granted: '1.5',
      credit: { amount_minor: '372000' },
      returned: { amount_minor: '372000' },
      return_as: 'cash',
    },
    history: [{ event: 'opened' }, { event: 'vendor_refused' }, { event: 'decided' }],
  });
  expect((await asked(decide, ruling)).body.code).toBe('not_now');
  const paid = await asked(`POST /disputes/${id}/refund`, { reason: 'at the till' });
  expect(paid.body).toMatchObject({ state: 'CLOSED', owner: 'nobody' });
  expect((await asked(`POST /disputes/${id}/refund`, { reason: 'again' })).status).toBe(409);
  expect((await asked(`GET /disputes/${town.id}`)).status).toBe(404);
  expect((await asked(decide.replace(id, town.id), ruling)).status).toBe(404);
});

test('cash of an order that stands is not given back', async () => {
  const order = await after.arrived({ cash: 1_000_000n });
  const listed = await asked('GET /payments');
  const payment = (listed.body.data as { id: string; order: { id: string } }[]).find(
    (one) => one.order.id === order.orderId,
  );
  expect(payment).toMatchObject({ state: 'REVIEW', taken: { amount_minor: '1000000' } });
  const back = `POST /payments/${payment?.id ?? ''}/return`;
  const stands = await asked(back, { way: 'wallet', reason: 'asked for' });
  expect([stands.status, stands.body.code]).toEqual([409, 'order_stands']);
  expect((await asked(back, { way: 'by post', reason: 'x' })).status).toBe(400);
  const nobody = await asked(`POST /payments/${town.id}/return`, { way: 'wallet', reason: 'x' });
  expect([nobody.status, nobody.body.code]).toEqual([404, 'no_such_payment']);
});

test('only operators of the town may look or decide', async () => {
  await town.addVendor();
  const order = await after.arrived();
  const id = await after.opened(order, 1, 1000n);
  const warehouse = await logIn(bench, (await addUser(bench, 'WAREHOUSE', [town.id])).email);
  const elsewhere = await towns.open();
  const stranger = await logIn(bench, (await addUser(bench, 'OPERATOR', [elsewhere.id])).email);
  const body = { granted: '0', reason: 'x' };
  for (const path of ['GET /disputes', `GET /disputes/${id}`, 'GET /payments']) {
    expect((await asked(path, undefined, warehouse)).status).toBe(403);
    expect((await asked(path, undefined, stranger)).status).toBe(404);
  }
  expect((await asked(`POST /disputes/${id}/decide`, body, warehouse)).status).toBe(403);
  expect((await asked(`POST /disputes/${id}/decide`, body, stranger)).status).toBe(404);
});
