import { disputeIn } from '../support/disputing.js';
import type { Disputing } from '../support/disputing.js';
import { must } from '../support/trade.js';
import { addUser, logIn } from './api.js';
import { useOffice } from './use-office.js';

let after: Disputing;
const office = useOffice(({ town }) => {
  after = disputeIn(town);
  return town.addVendor();
});

test('an operator reads, decides and refunds a dispute, each once', async () => {
  const order = await after.arrived({ cash: 1_700_000n });
  const id = await after.opened(order, 1, 2000n);
  const open = await office.asked('GET /disputes?state=OPENED&limit=1');
  expect(open.body.data).toMatchObject([
    { id, owner: 'vendor', quantity: '2', problem: 'damaged', decision: null },
  ]);
  must(await after.answer(order.vendorId, 'refuse', id));
  expect((await office.asked('GET /disputes?owner=operator')).body.data).toMatchObject([
    { id, state: 'ANSWERED', vendor_quantity: '0' },
  ]);
  const decide = `POST /disputes/${id}/decide`;
  const more = await office.asked(decide, { granted: '2.001', reason: 'no' });
  expect([more.status, more.body.code]).toEqual([409, 'dispute_more']);
  expect((await office.asked(decide, { granted: '-1', reason: 'no' })).status).toBe(400);
  expect((await office.asked(decide, { granted: '1' })).status).toBe(400);
  const ruling = { granted: '1.5', return_as: 'cash', reason: 'seen' };
  const ruled = await office.asked(decide, ruling);
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
  expect((await office.asked(decide, ruling)).body.code).toBe('not_now');
  const paid = await office.asked(`POST /disputes/${id}/refund`, { reason: 'at the till' });
  expect(paid.body).toMatchObject({ state: 'CLOSED', owner: 'nobody' });
  expect((await office.asked(`POST /disputes/${id}/refund`, { reason: 'again' })).status).toBe(409);
  expect((await office.asked(`GET /disputes/${office.town.id}`)).status).toBe(404);
  expect((await office.asked(decide.replace(id, office.town.id), ruling)).status).toBe(404);
});

test('cash of an order that stands is not given back', async () => {
  const order = await after.arrived({ cash: 1_000_000n });
  const listed = await office.asked('GET /payments');
  const payment = (listed.body.data as { id: string; order: { id: string } }[]).find(
    (one) => one.order.id === order.orderId,
  );
  expect(payment).toMatchObject({ state: 'REVIEW', taken: { amount_minor: '1000000' } });
  const back = `POST /payments/${payment?.id ?? ''}/return`;
  const stands = await office.asked(back, { way: 'wallet', reason: 'asked for' });
  expect([stands.status, stands.body.code]).toEqual([409, 'order_stands']);
  expect((await office.asked(back, { way: 'by post', reason: 'x' })).status).toBe(400);
  const nobody = await office.asked(`POST /payments/${office.town.id}/return`, {
    way: 'wallet',
    reason: 'x',
  });
  expect([nobody.status, nobody.body.code]).toEqual([404, 'no_such_payment']);
});

test('only operators of the town may look or decide', async () => {
  await office.town.addVendor();
  const order = await after.arrived();
  const id = await after.opened(order, 1, 1000n);
  const warehouse = await logIn(
    office.bench,
    (await addUser(office.bench, 'WAREHOUSE', [office.town.id])).email,
  );
  const elsewhere = await office.towns.open();
  const stranger = await logIn(
    office.bench,
    (await addUser(office.bench, 'OPERATOR', [elsewhere.id])).email,
  );
  const body = { granted: '0', reason: 'x' };
  for (const path of ['GET /disputes', `GET /disputes/${id}`, 'GET /payments']) {
    expect((await office.asked(path, undefined, warehouse)).status).toBe(403);
    expect((await office.asked(path, undefined, stranger)).status).toBe(404);
  }
  expect((await office.asked(`POST /disputes/${id}/decide`, body, warehouse)).status).toBe(403);
  expect((await office.asked(`POST /disputes/${id}/decide`, body, stranger)).status).toBe(404);
});
