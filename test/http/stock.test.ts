import { randomUUID } from 'node:crypto';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { edit, tradeIn } from '../support/trade.js';
import type { Trade } from '../support/trade.js';
import { addUser, call, logIn } from './api.js';
import { openBench } from './support.js';
import type { Bench } from './support.js';

let bench: Bench;
let towns: TestTowns;
let town: TestTown;
let trade: Trade;
let retailer: string;
let vendor: string;
let operator: string;
let worker: string;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
  trade = tradeIn(town);
  retailer = await town.addRetailer();
  vendor = await town.addVendor();
  operator = await logIn(bench, (await addUser(bench, 'OPERATOR', [town.id])).email);
  worker = await logIn(bench, (await addUser(bench, 'WAREHOUSE', [town.id])).email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

type Answer = Awaited<ReturnType<typeof call>>;
const asked = (who: string, what: string, body?: object): Promise<Answer> => {
  const [method = '', path = ''] = what.split(' ');
  return call(bench, who, `${method} /v1/towns/${town.id}${path}`, body);
};
const wordOf = (answer: Answer): [number, string] => [answer.status, String(answer.body.code)];

async function openStore(name: string): Promise<string> {
  const id = randomUUID();
  expect((await asked(operator, 'POST /warehouses', { id, name })).status).toBe(200);
  return id;
}

/** Quantities of a holder's stock as stock/reserved, by the first word of the product. */
async function stockOf(holder: string): Promise<Record<string, string>> {
  const { body } = await asked(worker, `GET /holders/${holder}/stock`);
  type Level = { product: { name: string }; stock: string; reserved: string };
  const pairs = (body.data as Level[]).map(({ product, stock, reserved }) => {
    return [product.name.split(' ')[0], `${stock}/${reserved}`];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

describe('a warehouse worker', () => {
  test('finds their town and works with goods, and with nothing else', async () => {
    expect((await call(bench, worker, 'GET /v1/towns')).body.data).toMatchObject([{ id: town.id }]);
    expect((await asked(worker, 'GET /warehouses')).status).toBe(200);
    for (const what of ['GET /orders', 'GET /retailers', 'POST /warehouses']) {
      const body = what.startsWith('POST') ? { id: randomUUID(), name: 'x' } : undefined;
      expect((await asked(worker, what, body)).status).toBe(403);
    }
    const elsewhere = await towns.open();
    const foreign = await call(bench, worker, `GET /v1/towns/${elsewhere.id}/low-stock`);
    expect(foreign.status).toBe(404);
    expect((await asked(worker, `GET /holders/${randomUUID()}/stock`)).status).toBe(404);
  });
});

test('a warehouse is opened once, under a name of its own', async () => {
  const id = await openStore('Airport road');
  const open = (body: object): Promise<Answer> => asked(operator, 'POST /warehouses', body);
  expect((await open({ id, name: 'Airport road' })).status).toBe(200);
  expect(wordOf(await open({ id, name: 'Other' }))).toEqual([409, 'exists_different']);
  expect(wordOf(await open({ id: randomUUID(), name: 'Airport road' }))).toEqual([
    409,
    'name_taken',
  ]);
  const { body } = await asked(worker, 'GET /warehouses');
  expect(body.data).toContainEqual(expect.objectContaining({ id, name: 'Airport road' }));
});

test('a count and an adjustment say who, why and what, and are made once', async () => {
  const holder = await town.addVendor({ stock: { rice: 10_000n } });
  const { rice, oil } = town.products;
  const count = (body: object): Promise<Answer> =>
    asked(worker, `POST /holders/${holder}/stock/count`, body);
  const body = {
    id: randomUUID(),
    reason: 'month end',
    lines: [
      { product_id: rice, counted: '8.5' },
      { product_id: oil, counted: '3' },
    ],
  };
  for (const answer of [await count(body), await count(body)]) {
    expect(answer.body.lines).toMatchObject([
      { product: { name: 'Jira Masino rice' }, before: '10', counted: '8.5' },
      { product: { name: 'Swastik oil' }, before: '0', counted: '3' },
    ]);
  }
  const twice = { ...body, id: randomUUID(), lines: [body.lines[0], body.lines[0]] };
  expect((await count(twice)).status).toBe(400);
  const strange = [{ product_id: randomUUID(), counted: '1' }];
  const unknown = await count({ ...body, id: randomUUID(), lines: strange });
  expect(wordOf(unknown)).toEqual([409, 'no_such_product']);
  const adjust = (change: string, id = randomUUID()): Promise<Answer> =>
    asked(worker, `POST /holders/${holder}/stock/adjust`, {
      id,
      product_id: rice,
      change,
      reason: 'wet bag',
    });
  expect((await adjust('-2.5')).status).toBe(200);
  expect(wordOf(await adjust('-6.001'))).toEqual([409, 'short_stock']);
  expect((await adjust('0')).status).toBe(400);
  expect(await stockOf(holder)).toMatchObject({ Jira: '6/0', Swastik: '3/0' });
});

test('a count below what is reserved is refused with the quantities', async () => {
  const holder = await town.addVendor({ stock: { noodles: 90_000n } });
  const order = await trade.order(retailer, [edit('add', town.products.noodles, '2', 'ctn')]);
  const to = { vendor_id: holder };
  expect((await asked(operator, `POST /orders/${order.orderId}/assign`, to)).status).toBe(200);
  const answer = await asked(worker, `POST /holders/${holder}/stock/count`, {
    id: randomUUID(),
    reason: 'looked',
    lines: [{ product_id: town.products.noodles, counted: '59' }],
  });
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({
    code: 'below_reserved',
    values: { product: 'Wai Wai noodles', counted: '59', reserved: '60' },
  });
});

test('goods move between holders, and what runs low is listed until it is above', async () => {
  const store = await openStore('Old bazaar');
  const { rice } = town.products;
  const watch = (low_below: string | null): Promise<Answer> =>
    asked(worker, `POST /holders/${store}/stock/watch`, { product_id: rice, low_below });
  const move = (quantity: string, id = randomUUID()): Promise<Answer> =>
    asked(worker, `POST /holders/${vendor}/stock/transfer`, {
      id,
      to: store,
      reason: 'fair',
      lines: [{ product_id: rice, quantity }],
    });
  expect((await watch('20')).status).toBe(200);
  const low = async (): Promise<unknown[]> => {
    const { body } = await asked(worker, 'GET /low-stock');
    return (body.data as { holder: { id: string } }[]).filter((one) => one.holder.id === store);
  };
  expect(await low()).toMatchObject([{ holder: { name: 'Old bazaar' }, free: '0' }]);
  const id = randomUUID();
  expect((await move('12', id)).status).toBe(200);
  expect((await move('12', id)).status).toBe(200);
  expect(await stockOf(store)).toEqual({ Jira: '12/0' });
  expect(await low()).toMatchObject([{ free: '12', low_below: '20', told_at: null }]);
  expect((await move('8')).status).toBe(200);
  expect(await low()).toEqual([]);
  expect(wordOf(await move('999999'))).toEqual([409, 'short_stock']);
  const here = await asked(worker, `POST /holders/${store}/stock/transfer`, {
    id: randomUUID(),
    to: store,
    reason: 'x',
    lines: [{ product_id: rice, quantity: '1' }],
  });
  expect(wordOf(here)).toEqual([409, 'same_holder']);
});

describe('purchase orders', () => {
  const draftBody = (holder: string): Record<string, unknown> => ({
    id: randomUUID(),
    reference: `PO ${randomUUID().slice(0, 8)}`,
    holder_id: holder,
    supplier: 'Nepalgunj Mills',
    lines: [
      { product_id: town.products.rice, unit: 'bag', quantity: '4', unit_cost_minor: '220000' },
      { product_id: town.products.oil, unit: 'ctn', quantity: '2' },
    ],
  });

  test('are drafted, ordered, received in parts and listed', async () => {
    const store = await openStore('Mill side');
    const body = draftBody(store);
    const path = `/purchase-orders/${String(body['id'])}`;
    expect((await asked(worker, 'POST /purchase-orders', body)).body.state).toBe('DRAFT');
    expect((await asked(worker, 'POST /purchase-orders', body)).status).toBe(200);
    expect((await asked(worker, `POST ${path}/order`)).status).toBe(403);
    const note = { number: 'N-1', lines: [{ line_no: 1, quantity: '3' }] };
    expect(wordOf(await asked(worker, `POST ${path}/receive`, note))).toEqual([409, 'not_now']);
    expect((await asked(operator, `POST ${path}/order`)).body.state).toBe('ORDERED');
    const [part, again] = [
      await asked(worker, `POST ${path}/receive`, note),
      await asked(worker, `POST ${path}/receive`, note),
    ];
    expect(part.body).toEqual(again.body);
    expect(part.body).toMatchObject({
      state: 'PARTLY_RECEIVED',
      lines: [
        { received_base_quantity: '75', unit_cost: { amount_minor: '220000', currency: 'NPR' } },
        { received_base_quantity: '0', unit_cost: null },
      ],
      receipts: [{ number: 'N-1', lines: [{ line_no: 1, base_quantity: '75' }] }],
    });
    expect(await stockOf(store)).toEqual({ Jira: '75/0' });
    const more = { number: 'N-2', lines: [{ line_no: 1, quantity: '1.5' }] };
    expect(wordOf(await asked(worker, `POST ${path}/receive`, more))).toEqual([
      409,
      'more_than_ordered',
    ]);
    const reason = { reason: 'mill closed' };
    expect((await asked(operator, `POST ${path}/cancel`, reason)).body.state).toBe('RECEIVED');
    const listed = await asked(worker, `GET /purchase-orders?state=RECEIVED&holder=${store}`);
    expect(listed.body.data).toMatchObject([{ id: body['id'], supplier: 'Nepalgunj Mills' }]);
    expect((await asked(worker, `GET ${path}`)).body.history).toHaveLength(4);
  });

  test('are refused where they cannot be', async () => {
    const body = draftBody(retailer);
    const refused = await asked(worker, 'POST /purchase-orders', body);
    expect(wordOf(refused)).toEqual([409, 'no_such_holder']);
    const [line] = body['lines'] as object[];
    const none = { ...body, lines: [{ ...line, quantity: '0' }] };
    expect((await asked(worker, 'POST /purchase-orders', none)).status).toBe(400);
    const path = `GET /purchase-orders/${randomUUID()}`;
    expect(wordOf(await asked(worker, path))).toEqual([404, 'no_such_purchase']);
  });
});

describe('packing', () => {
  /** An accepted order of two bags of rice and one of oil, with a vendor of its own. */
  async function accepted(): Promise<{ order: string; holder: string }> {
    const holder = await town.addVendor();
    const placed = await trade.order(retailer, [
      edit('add', town.products.rice, '2', 'bag'),
      edit('add', town.products.oil, '3', 'ctn'),
    ]);
    const order = placed.orderId;
    await asked(operator, `POST /orders/${order}/assign`, { vendor_id: holder });
    const offer = await trade.openOffer(order);
    expect((await trade.answer(holder, offer?.offerId ?? '', 'accept')).ok).toBe(true);
    return { order, holder };
  }

  test('goes by the pick list, and tells what is short and what is owed', async () => {
    const { order, holder } = await accepted();
    const list = await asked(worker, `GET /orders/${order}/pick-list`);
    expect(list.body.lines).toMatchObject([
      { line_no: 1, unit: 'bag', quantity: '2', product: { name: 'Jira Masino rice' } },
      { line_no: 2, unit: 'ctn', quantity: '3' },
    ]);
    const shelves = await asked(worker, `GET /holders/${holder}/pick-list`);
    expect(shelves.body.orders).toMatchObject([{ order: { id: order } }]);
    expect(shelves.body.products).toMatchObject([
      { unit: 'bag', quantity: '2', orders: [{ quantity: '2' }] },
      { unit: 'ctn', quantity: '3' },
    ]);
    bench.rung.length = 0;
    const packed = await asked(worker, `POST /orders/${order}/pack`, {
      short: [{ line_no: 2, picked: '1' }],
      reason: 'leaking',
    });
    expect(packed.body).toMatchObject({
      state: 'READY_FOR_DISPATCH',
      short: true,
      total: { amount_minor: '708000', currency: 'NPR' },
    });
    // Retailer and vendor, who may share a lane.
    expect(bench.rung.length).toBeGreaterThan(0);
    expect(await stockOf(holder)).toMatchObject({ Jira: '100/50', Swastik: '96/12' });
    const shown = await asked(operator, `GET /orders/${order}`);
    expect(shown.body).toMatchObject({
      state: 'READY_FOR_DISPATCH',
      lines: [{ quantity: '2' }, { quantity: '1', total: { amount_minor: '248000' } }],
    });
    const last = (shown.body.history as { event: string }[]).at(-1);
    expect(last).toMatchObject({ event: 'packed_short', reason: 'leaking' });
    expect((await asked(worker, `GET /orders/${order}/pick-list`)).status).toBe(404);
  });

  test('is refused for what is not accepted, not there, or not of the order', async () => {
    const { order } = await accepted();
    const pack = (short: object[], of = order): Promise<Answer> =>
      asked(worker, `POST /orders/${of}/pack`, { short });
    expect(wordOf(await pack([], randomUUID()))).toEqual([404, 'no_such_order']);
    expect(wordOf(await pack([{ line_no: 9, picked: '1' }]))).toEqual([409, 'no_such_line']);
    expect(wordOf(await pack([{ line_no: 1, picked: '3' }]))).toEqual([409, 'more_than_ordered']);
    const nothing = [1, 2].map((line_no) => ({ line_no, picked: '0' }));
    expect(wordOf(await pack(nothing))).toEqual([409, 'nothing_picked']);
    const answers = await Promise.all([pack([]), pack([]), pack([])]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409]);
  });
});
