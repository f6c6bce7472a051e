import { claimPayment } from '../../src/usecases/claim-payment.js';
import { edit, must, tradeIn } from '../support/trade.js';
import { addUser, logIn } from './api.js';
import { useOffice } from './use-office.js';

const office = useOffice(({ town }) => town.addVendor());

const claimed = async (retailerId: string, reference: string): Promise<string> => {
  const said = { retailerId, amountMinor: 9_000n, method: 'momo', reference } as const;
  const cause = office.town.cause('retailer', retailerId);
  return must(await office.town.run((tx) => claimPayment(tx, cause, said))).claim.id;
};

test('an operator reads what shops told, and decides each once', async () => {
  const retailerId = await office.town.addRetailer();
  const oil = edit('set', office.town.products.oil, '1', 'ctn');
  const { orderId } = await tradeIn(office.town).accepted(retailerId, [oil]);
  const id = await claimed(retailerId, 'ab-12');
  expect((await office.asked('GET /payment-claims')).body.data).toMatchObject([
    { id, retailer: { id: retailerId }, method: 'momo', reference: 'AB12', state: 'CLAIMED' },
  ]);
  const confirm = `POST /payment-claims/${id}/confirm`;
  expect((await office.asked(confirm, { received: '0' })).status).toBe(400);
  const settled = await office.asked(confirm, { received: '8000' });
  expect(settled.body).toMatchObject({
    claim: { id, state: 'CONFIRMED', received: { amount_minor: '8000' } },
    orders: [{ id: orderId, amount: { amount_minor: '8000' } }],
    owed: { amount_minor: '240000' },
  });
  const again = await office.asked(confirm, {});
  expect([again.status, again.body.code]).toEqual([409, 'not_now']);
  const refuse = `POST /payment-claims/${await claimed(retailerId, 'ab-13')}/refuse`;
  expect((await office.asked(refuse, {})).status).toBe(400);
  expect((await office.asked(refuse, { reason: 'not there' })).body).toMatchObject({
    state: 'REFUSED',
    reason: 'not there',
  });
  expect((await office.asked('GET /payments?state=SETTLED')).body.data).toMatchObject([
    { order: { id: orderId }, method: 'momo', taken: { amount_minor: '8000' } },
  ]);
});

test('money that nobody told of is recorded, once by its reference', async () => {
  const retailerId = await office.town.addRetailer();
  const record = `POST /retailers/${retailerId}/payments`;
  const body = { received: '500', method: 'bank', reference: 'slip 77', reason: 'bank slip' };
  expect((await office.asked(record, body)).body).toMatchObject({
    claim: { reference: 'SLIP77', state: 'CONFIRMED', wallet: { amount_minor: '500' } },
    orders: [],
  });
  expect((await office.asked(record, body)).body.code).toBe('not_now');
  const another = `POST /retailers/${await office.town.addRetailer()}/payments`;
  expect((await office.asked(another, body)).body.code).toBe('reference_used');
  const nobody = `POST /retailers/${await office.town.addVendor()}/payments`;
  expect((await office.asked(nobody, body)).status).toBe(404);
  expect((await office.asked(record, { ...body, reference: '-' })).status).toBe(400);
});

test('is not for the people of a warehouse, nor of other towns', async () => {
  const worker = await logIn(
    office.bench,
    (await addUser(office.bench, 'WAREHOUSE', [office.town.id])).email,
  );
  expect((await office.asked('GET /payment-claims', undefined, worker)).status).toBe(403);
  const stranger = await logIn(office.bench, (await addUser(office.bench, 'OPERATOR', [])).email);
  expect((await office.asked('GET /payment-claims', undefined, stranger)).status).toBe(404);
});
