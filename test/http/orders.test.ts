import { randomUUID } from 'node:crypto';
import { openTestTowns } from '../support/town.js';
import type { TestTown, TestTowns } from '../support/town.js';
import { edit, must, tradeIn } from '../support/trade.js';
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
let operator: { readonly id: string; readonly email: string };
let token: string;

beforeAll(async () => {
  bench = await openBench();
  towns = openTestTowns(bench);
  town = await towns.open();
  trade = tradeIn(town);
  retailer = await town.addRetailer();
  vendor = await town.addVendor({ stock: { rice: 9_000_000n } });
  operator = await addUser(bench, 'OPERATOR', [town.id]);
  token = await logIn(bench, operator.email);
});

afterAll(async () => {
  await towns.close();
  await bench.close();
});

const path = (rest = ''): string => `/v1/towns/${town.id}/orders${rest}`;
const npr = (amount: string): object => ({ amount_minor: amount, currency: 'NPR' });

async function placeOrder(bags = '2', by = retailer): Promise<string> {
  const placed = await trade.order(by, [edit('add', town.products.rice, bags, 'bag')]);
  return placed.orderId;
}

const assign = (order: string, body: object) =>
  call(bench, token, `POST ${path(`/${order}/assign`)}`, body);
const cancel = (order: string, body: object = { reason: 'asked by phone' }) =>
  call(bench, token, `POST ${path(`/${order}/cancel`)}`, body);

describe('the list', () => {
  test('is newest first, in pages, by state and by retailer', async () => {
    const [one, other] = [await town.addRetailer(), await town.addRetailer()];
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift(await placeOrder('1', one));
    const others = await placeOrder('1', other);
    await cancel(ids[2] ?? '');
    const seen = async (query: string): Promise<string[]> => {
      const { body } = await call(bench, token, `GET ${path(`?${query}`)}`);
      return (body.data as { id: string }[]).map((order) => order.id);
    };
    expect(await seen(`retailer=${one}`)).toEqual(ids);
    expect(await seen(`retailer=${one}&state=CANCELLED`)).toEqual([ids[2]]);
    expect(await seen(`retailer=${one}&limit=2`)).toEqual(ids.slice(0, 2));
    expect(await seen(`retailer=${one}&limit=2&after=${ids[1] ?? ''}`)).toEqual(ids.slice(2, 4));
    expect((await seen('state=CONFIRMED&limit=1'))[0]).toBe(others);
    expect((await call(bench, token, `GET ${path('?state=LOST')}`)).status).toBe(400);
  });

  test('tells whose order it is, and what it comes to', async () => {
    await placeOrder();
    const { body } = await call(bench, token, `GET ${path(`?retailer=${retailer}&limit=1`)}`);
    expect(body.data[0]).toMatchObject({
      state: 'CONFIRMED',
      owner: 'machine',
      method: 'credit',
      retailer: { id: retailer, name: expect.stringMatching(/^retailer /) },
      vendor: null,
      total: npr('460000'),
    });
    expect(body.data[0].number).toMatch(/^\d{4,}$/);
  });
});

describe('one order', () => {
  test('has its lines with names and frozen prices, and its history', async () => {
    const { body } = await call(bench, token, `GET ${path(`/${await placeOrder()}`)}`);
    expect(body.lines).toEqual([
      {
        product: {
          id: town.products.rice,
          name: 'Jira Masino rice',
          sku: expect.stringContaining('Jira'),
        },
        unit: 'bag',
        quantity: '2',
        base_quantity: '50',
        free_quantity: '0',
        unit_price: npr('230000'),
        discount: npr('0'),
        total: npr('460000'),
        price_rule: 'town_price',
        pricing: {
          won: { rule: 'town_price', unitPriceMinor: '230000' },
          tier: null,
          promotions: [],
          orderDiscountMinor: '0',
          lost: [],
        },
        said: '2 bag',
        reasons: [],
        confidence: null,
      },
    ]);
    expect(body).toMatchObject({ delivery_fee: npr('0'), tax: npr('0'), total: npr('460000') });
    expect(body.pricing).toMatchObject({ rounding: { mode: 'half_up', stepMinor: 1 } });
    expect(body.offers).toEqual([]);
    expect(body.history).toHaveLength(1);
    expect(body.history[0]).toMatchObject({ from: null, event: 'confirmed', to: 'CONFIRMED' });
  });

  test('that is not there, or in another town, is 404', async () => {
    const elsewhere = await towns.open();
    const buyer = await elsewhere.addRetailer();
    const foreign = await tradeIn(elsewhere).order(buyer, [
      edit('add', elsewhere.products.rice, '1', 'bag'),
    ]);
    for (const id of [randomUUID(), foreign.orderId]) {
      for (const answer of [
        await call(bench, token, `GET ${path(`/${id}`)}`),
        await assign(id, { vendor_id: vendor }),
        await cancel(id),
      ]) {
        expect([answer.status, answer.body.code]).toEqual([404, 'no_such_order']);
      }
    }
  });
});

describe('an assignment', () => {
  test('puts the order before the vendor, under the operator’s name, and rings', async () => {
    const order = await placeOrder();
    bench.rung.length = 0;
    const { status, body } = await assign(order, { vendor_id: vendor, reason: 'they are near' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'VENDOR_ASSIGNED', vendor: { id: vendor } });
    expect(body.offers).toMatchObject([
      {
        vendor: { id: vendor },
        state: 'OFFERED',
        choice: { chosen_by: 'operator', reason: 'they are near', score: null, others: [] },
      },
    ]);
    expect(body.history[body.history.length - 1]).toMatchObject({
      event: 'vendor_assigned',
      actor: { kind: 'operator', id: operator.id },
      channel: 'api',
      reason: 'they are near',
    });
    expect(bench.rung).toHaveLength(1);
  });

  test('by two at once is made once', async () => {
    const order = await placeOrder();
    const answers = await Promise.all([1, 2, 3].map(() => assign(order, { vendor_id: vendor })));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409]);
    const refused = answers.find((one) => one.status === 409);
    expect(refused?.body).toMatchObject({ code: 'not_now', values: { state: 'VENDOR_ASSIGNED' } });
  });

  test('to a vendor who cannot fill is refused and rings nobody', async () => {
    const poor = await town.addVendor({ stock: { rice: 10_000n } });
    const order = await placeOrder();
    bench.rung.length = 0;
    const answer = await assign(order, { vendor_id: poor });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'short_stock',
      values: { product: 'Jira Masino rice' },
    });
    expect(bench.rung).toEqual([]);
    const { body } = await call(bench, token, `GET ${path(`/${order}`)}`);
    expect(body).toMatchObject({ state: 'CONFIRMED', vendor: null, offers: [] });
  });

  test('to somebody who is no vendor is refused', async () => {
    const order = await placeOrder();
    for (const id of [retailer, randomUUID()]) {
      const answer = await assign(order, { vendor_id: id });
      expect([answer.status, answer.body.code]).toEqual([409, 'no_such_vendor']);
    }
    expect((await assign(order, { vendor_id: 'x' })).status).toBe(400);
    expect((await assign(order, {})).status).toBe(400);
  });
});

describe('a cancellation', () => {
  test('of an offered order releases stock and hold, and tells both sides', async () => {
    const buyer = await town.addRetailer({ limitMinor: 1_000_000n });
    const order = await placeOrder('1', buyer);
    expect((await assign(order, { vendor_id: vendor })).status).toBe(200);
    bench.rung.length = 0;
    const { status, body } = await cancel(order);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'CANCELLED', owner: 'nobody', vendor: null });
    expect(body.offers).toMatchObject([{ state: 'WITHDRAWN' }]);
    expect(body.history[body.history.length - 1]).toMatchObject({
      event: 'cancelled',
      reason: 'asked by phone',
      actor: { kind: 'operator', id: operator.id },
    });
    expect(bench.rung.length).toBeGreaterThan(0);
    const ledger = await call(bench, token, `GET /v1/towns/${town.id}/retailers/${buyer}/ledger`);
    expect(ledger.body.credit.held).toEqual(npr('0'));
    expect(ledger.body.holds).toEqual([]);
  });

  test('of an accepted order reverses what was posted', async () => {
    const buyer = await town.addRetailer();
    const order = await placeOrder('1', buyer);
    expect((await assign(order, { vendor_id: vendor })).status).toBe(200);
    const offer = await trade.openOffer(order);
    must(await trade.answer(vendor, offer?.offerId ?? '', 'accept'));
    expect((await cancel(order)).status).toBe(200);
    const { body } = await call(bench, token, `GET /v1/towns/${town.id}/retailers/${buyer}/ledger`);
    expect((body.data as { recipe: string }[]).map((entry) => entry.recipe)).toEqual([
      'REVERSAL',
      'ORDER_CREDIT',
    ]);
    expect(body.credit.balance).toEqual(npr('0'));
  });

  test('happens once and needs a reason', async () => {
    const order = await placeOrder();
    expect((await cancel(order, {})).status).toBe(400);
    expect((await cancel(order, { reason: ' ' })).status).toBe(400);
    expect((await cancel(order, { reason: 'x'.repeat(501) })).status).toBe(400);
    const answers = await Promise.all([cancel(order), cancel(order)]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  });
});
