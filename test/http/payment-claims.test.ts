import { claimPayment } from '../../src/usecases/claim-payment.js';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { edit, must, tradeIn } from '../support/trade.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let operator: string;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
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

const claimed = async (retailerId: string, reference: string): Promise<string> => {
  const said = { retailerId, amountMinor: 9_000n, method: 'momo', reference } as const;
  const cause = town.cause('retailer', retailerId);
  return must(await town.run((tx) => claimPayment(tx, cause, said))).claim.id;
};

test('an operator reads what shops told, and decides each once', async () => {
  const retailerId = await town.addRetailer();
  const oil = edit('set', town.products.oil, '1', 'ctn');
  const { orderId } = await tradeIn(town).accepted(retailerId, [oil]);
  const id = await claimed(retailerId, 'ab-12');
  expect((await asked('GET /payment-claims')).body.data).toMatchObject([
    { id, retailer: { id: retailerId }, method: 'momo', reference: 'AB12', state: 'CLAIMED' },
  ]);
  const confirm = `POST /payment-claims/${id}/confirm`;
  expect((await asked(confirm, { received: '0' })).status).toBe(400);
  const settled = await asked(confirm, { received: '8000' });
  expect(settled.body).toMatchObject({
    claim: { id, state: 'CONFIRMED', received: { amount_minor: '8000' } },
    orders: [{ id: orderId, amount: { amount_minor: '8000' } }],
    owed: { amount_minor: '240000' },
  });
  const again = await asked(confirm, {});
  expect([again.status, again.body.code]).toEqual([409, 'not_now']);
  const refuse = `POST /payment-claims/${await claimed(retailerId, 'ab-13')}/refuse`;
  expect((await asked(refuse, {})).status).toBe(400);
  expect((await asked(refuse, { reason: 'not there' })).body).toMatchObject({
    state: 'REFUSED',
    reason: 'not there',
  });
  expect((await asked('GET /payments?state=SETTLED')).body.data).toMatchObject([
    { order: { id: orderId }, method: 'momo', taken: { amount_minor: '8000' } },
  ]);
});

test('money that nobody told of is recorded, once by its reference', async () => {
  const retailerId = await town.addRetailer();
  const record = `POST /retailers/${retailerId}/payments`;
  const body = { received: '500', method: 'bank', reference: 'slip 77', reason: 'bank slip' };
  expect((await asked(record, body)).body).toMatchObject({
    claim: { reference: 'SLIP77', state: 'CONFIRMED', wallet: { amount_minor: '500' } },
    orders: [],
  });
  expect((await asked(record, body)).body.code).toBe('not_now');
  const another = `POST /retailers/${await town.addRetailer()}/payments`;
  expect((await asked(another, body)).body.code).toBe('reference_used');
  const nobody = `POST /retailers/${await town.addVendor()}/payments`;
  expect((await asked(nobody, body)).status).toBe(404);
  expect((await asked(record, { ...body, reference: '-' })).status).toBe(400);
});

test('is not for the people of a warehouse, nor of other towns', async () => {
  const worker = await logIn(bench, (await addUser(bench, 'WAREHOUSE', [town.id])).email);
  expect((await asked('GET /payment-claims', undefined, worker)).status).toBe(403);
  const stranger = await logIn(bench, (await addUser(bench, 'OPERATOR', [])).email);
  expect((await asked('GET /payment-claims', undefined, stranger)).status).toBe(404);
});
