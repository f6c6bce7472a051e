import { timeOutChange } from '../../src/usecases/answer-change.js';
import { assignOrderTo } from '../../src/usecases/assign-order.js';
import { cancelOrder, cancelOwnOrder } from '../../src/usecases/cancel-order.js';
import { choosePreferences } from '../../src/domain/preferences/preferences.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(30);

interface Waiting {
  readonly retailer: string;
  readonly vendor: string;
  readonly orderId: string;
  readonly number: bigint;
  readonly offerId: string;
}

/** An order of 10 litres of oil and 2 bags of rice, whose vendor would do 4 litres and the rice. */
async function waiting(options: { readonly limitMinor?: bigint } = {}): Promise<Waiting> {
  const { town, trade } = its;
  await town.addVendor();
  const retailer = await town.addRetailer(options);
  const { orderId, number } = await trade.order(retailer, [
    edit('add', town.products.oil, '10'),
    edit('add', town.products.rice, '2', 'bag'),
  ]);
  must(await trade.assign(orderId));
  const { offerId, vendorId: vendor } = (await trade.openOffer(orderId))!;
  const lines = [{ productId: town.products.oil, quantity: '4', unit: null }];
  expect(must(await trade.change(vendor, offerId, { lines }))).toMatchObject({ was: 'asked' });
  return { retailer, vendor, orderId, number, offerId };
}

async function ordersOf(retailer: string): Promise<unknown[]> {
  const { rows } = await its.town.admin(
    `select d.state, d.total_minor::int as total, h.state as hold, h.amount_minor::int as held,
       (select sum(reserved_change)::float from stock_movements m where m.town_id = d.town_id
         and m.order_id = d.id and m.product_id = $2) as oil
     from orders d join credit_holds h on h.town_id = d.town_id and h.order_id = d.id
     where d.retailer_id = $1 order by d.id`,
    [retailer, its.town.products.oil],
  );
  return rows as unknown[];
}

const OIL = 21_000;
const RICE = 2 * 230_000;

test('a part is held, reserved and posted to the paisa, the rest is an order', async () => {
  const { trade } = its;
  const { retailer, vendor, offerId } = await waiting();
  expect(await ordersOf(retailer)).toEqual([
    {
      state: 'VENDOR_ASSIGNED',
      total: 10 * OIL + RICE,
      hold: 'OPEN',
      held: 10 * OIL + RICE,
      oil: 10,
    },
  ]);
  const settled = must(await trade.consent(retailer, offerId, 'elsewhere'));
  expect(settled).toMatchObject({ taken: true, rest: { was: 'ordered' } });
  expect(await ordersOf(retailer)).toEqual([
    { state: 'ACCEPTED', total: 4 * OIL + RICE, hold: 'POSTED', held: 4 * OIL + RICE, oil: 4 },
    { state: 'CONFIRMED', total: 6 * OIL, hold: 'OPEN', held: 6 * OIL, oil: null },
  ]);
  expect(await told(its.town, vendor)).toEqual(['order_offered', 'change_taken']);
});

test('a vendor is never asked for what they left of an order', async () => {
  const { town, trade } = its;
  const { retailer, offerId } = await waiting();
  must(await trade.consent(retailer, offerId, 'elsewhere'));
  const { rows } = await town.admin(
    'select id from orders where town_id = $1 and parent_id is not null',
    [town.id],
  );
  const [rest] = rows as { id: string }[];
  expect(must(await trade.assign(rest?.id ?? ''))).toMatchObject({ vendorId: null });
});

test('who took part of it and drops the rest owes and holds only the part', async () => {
  const { retailer, offerId } = await waiting();
  must(await its.trade.consent(retailer, offerId, 'take'));
  expect(await ordersOf(retailer)).toEqual([
    { state: 'ACCEPTED', total: 4 * OIL + RICE, hold: 'POSTED', held: 4 * OIL + RICE, oil: 4 },
  ]);
});

test('another price moves the hold, and only as far as the credit bears it', async () => {
  const { town, trade } = its;
  const { retailer, vendor, offerId } = await waiting({
    limitMinor: BigInt(10 * OIL + RICE + 500),
  });
  const price = { amountMinor: 22_000n, productId: town.products.oil, unit: null };
  // All of it after all, but dearer.
  const lines = [{ productId: town.products.oil, quantity: '10', unit: null }];
  expect(must(await trade.change(vendor, offerId, { price, lines }))).toMatchObject({
    was: 'asked',
  });
  expect(await trade.consent(retailer, offerId, 'take')).toMatchObject({ refusal: 'change_gone' });
  expect(await trade.consent(retailer, offerId, 'take', 2)).toMatchObject({
    refusal: 'credit_short',
    detail: { availableMinor: '500', neededMinor: '10000' },
  });
  const [before] = await ordersOf(retailer);
  expect(before).toMatchObject({ state: 'VENDOR_ASSIGNED', held: 10 * OIL + RICE });
  const cheaper = { ...price, amountMinor: 21_050n };
  must(await trade.change(vendor, offerId, { price: cheaper }));
  must(await trade.consent(retailer, offerId, 'take', 3));
  const total = 10 * 21_050 + RICE;
  expect(await ordersOf(retailer)).toEqual([
    { state: 'ACCEPTED', total, hold: 'POSTED', held: total, oil: 10 },
  ]);
});

test('more than was asked, another product and a wild price change nothing', async () => {
  const { town, trade } = its;
  const { vendor, offerId } = await waiting();
  const { oil, noodles } = town.products;
  const say = (words: Parameters<typeof trade.change>[2]) => trade.change(vendor, offerId, words);
  const line = { productId: oil, quantity: '11', unit: null };
  expect(await say({ lines: [line] })).toMatchObject({ refusal: 'change_more' });
  const other = { ...line, productId: noodles };
  expect(await say({ lines: [other] })).toMatchObject({ refusal: 'change_unclear' });
  const price = { amountMinor: 30_000n, productId: oil, unit: null };
  expect(await say({ price })).toMatchObject({ refusal: 'price_high' });
  expect(await say({ price: { ...price, amountMinor: 900n } })).toMatchObject({
    refusal: 'price_unclear',
  });
});

test('a standing choice decides about a part at once, and never about a price', async () => {
  const { town, trade } = its;
  const { retailer, vendor, offerId } = await waiting();
  const cause = town.cause('retailer', retailer);
  await town.run((tx) => choosePreferences(tx, cause, retailer, { part: 'elsewhere' }));
  const lines = [{ productId: town.products.oil, quantity: '3', unit: null }];
  expect(must(await trade.change(vendor, offerId, { lines })).was).toBe('taken');
  expect(await ordersOf(retailer)).toMatchObject([
    { state: 'ACCEPTED', oil: 3 },
    { state: 'CONFIRMED', total: 7 * OIL },
  ]);
  const { orderId } = await trade.order(retailer, [edit('add', town.products.oil, '10')]);
  must(await trade.assign(orderId));
  const second = (await trade.openOffer(orderId))!;
  const price = { amountMinor: 21_500n, productId: town.products.oil, unit: null };
  const dearer = { lines, price };
  expect(must(await trade.change(second.vendorId, second.offerId, dearer)).was).toBe('asked');
  expect(await told(town, retailer)).toEqual([
    'change_asked',
    'order_part_accepted',
    'change_asked',
  ]);
});

test('silence is the town’s answer once its time has passed, and not before', async () => {
  const { town, trade } = its;
  const { retailer, offerId } = await waiting();
  const lapse = () =>
    town.run(async (tx) =>
      timeOutChange(tx, town.cause('machine'), await trade.terms(tx), offerId),
    );
  expect(await lapse()).toMatchObject({ refusal: 'not_now' });
  town.universe.advance(31 * 60_000);
  must(await lapse());
  expect(await lapse()).toMatchObject({ refusal: 'not_now' });
  expect(await ordersOf(retailer)).toMatchObject([{ state: 'CONFIRMED', hold: 'OPEN', oil: 0 }]);
  expect(await told(town, retailer)).toEqual(['change_asked', 'change_lapsed']);
});

test('an operator may take the order away from a vendor whose change waits', async () => {
  const { town, trade } = its;
  const { orderId, retailer, offerId } = await waiting();
  const other = await town.addVendor();
  const choice = { orderId, vendorId: other, reason: 'closer' };
  must(
    await town.run(async (tx) =>
      assignOrderTo(tx, town.cause('operator', 'op'), await trade.terms(tx), choice),
    ),
  );
  expect(await trade.consent(retailer, offerId, 'take')).toMatchObject({ refusal: 'change_gone' });
  expect(await ordersOf(retailer)).toMatchObject([{ state: 'VENDOR_ASSIGNED', oil: 10 }]);
});

test('of everybody who decides about a change at once, one wins', async () => {
  const { town, trade } = its;
  const ends: unknown[] = [];
  for (let round = 0; round < 12; round += 1) {
    const { retailer, vendor, orderId, number, offerId } = await waiting();
    town.universe.advance(31 * 60_000);
    const lines = [{ productId: town.products.oil, quantity: '2', unit: null }];
    const own = { retailerId: retailer, number };
    const operator = town.cause('operator', 'op-1');
    const all: (() => Promise<unknown>)[] = [
      () => trade.consent(retailer, offerId, 'take'),
      () => trade.consent(retailer, offerId, 'elsewhere'),
      () => trade.consent(retailer, offerId, 'refuse'),
      () => trade.answer(vendor, offerId, 'accept'),
      () => trade.answer(vendor, offerId, 'decline'),
      () => trade.change(vendor, offerId, { lines }),
      () =>
        town.run(async (tx) =>
          timeOutChange(tx, town.cause('machine'), await trade.terms(tx), offerId),
        ),
      () => town.run((tx) => cancelOwnOrder(tx, town.cause('retailer', retailer), own)),
      () => town.run((tx) => cancelOrder(tx, operator, { orderId, reason: 'test' })),
    ];
    // Another one goes first in every round.
    await Promise.all(all.map((_, at) => all[(at + round) % all.length]!()));
    const { rows } = await town.admin(
      `select count(*)::int as ended from order_status_events where order_id = $1 and event in
         ('change_taken', 'change_refused', 'change_timed_out', 'vendor_accepted',
          'vendor_declined')`,
      [orderId],
    );
    expect((rows as { ended: number }[])[0]?.ended).toBeLessThanOrEqual(1);
    ends.push(((await ordersOf(retailer))[0] as { state: string }).state);
  }
  expect(ends).toHaveLength(12);
});
