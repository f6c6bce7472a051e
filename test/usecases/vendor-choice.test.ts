import { readOrder } from '../../src/domain/orders/orders.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { readChoices } from '../../src/domain/vendors/vendors.js';
import type { OfferChoice } from '../../src/domain/vendors/vendors.js';
import { timeOutChange } from '../../src/usecases/answer-change.js';
import { assignOrderTo } from '../../src/usecases/assign-order.js';
import { timeOutOffer } from '../../src/usecases/time-out-offer.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

interface Figures {
  readonly accept_ppm: number;
  readonly reply_ms: number;
  readonly decided: number;
  readonly load: number;
}

async function figuresOf(vendorId: string): Promise<Figures> {
  const { rows } = await its.town.admin(
    `select accept_ppm, reply_ms::int, decided::int, load from vendor_figures
     where town_id = $1 and vendor_id = $2`,
    [its.town.id, vendorId],
  );
  return rows[0] as Figures;
}

const NEWCOMER: Figures = { accept_ppm: 750_000, reply_ms: 600_000, decided: 0, load: 0 };

async function place(amount = '2'): Promise<{ orderId: string; retailer: string }> {
  const { town, trade } = its;
  const retailer = await town.addRetailer();
  const placed = await trade.order(retailer, [edit('add', town.products.oil, amount)]);
  return { orderId: placed.orderId, retailer };
}

async function offered(): Promise<{
  orderId: string;
  retailer: string;
  offerId: string;
  vendorId: string;
}> {
  const { orderId, retailer } = await place();
  must(await its.trade.assign(orderId));
  return { orderId, retailer, ...(await its.trade.openOffer(orderId))! };
}

function cost(vendorId: string, costMinor: number): Promise<unknown> {
  return its.town.admin(
    'insert into vendor_costs (town_id, vendor_id, product_id, cost_minor) values ($1, $2, $3, $4)',
    [its.town.id, vendorId, its.town.products.oil, costMinor],
  );
}

async function choiceOf(orderId: string): Promise<OfferChoice | undefined> {
  const { town, trade } = its;
  const { offerId = '' } = (await trade.openOffer(orderId)) ?? {};
  const choices = await town.run((tx) => readChoices(tx, [offerId]));
  return choices.get(offerId);
}

test('the cheapest of equals is asked, and why is kept with the offer', async () => {
  const { town, trade } = its;
  const [dear, cheap] = [await town.addVendor(), await town.addVendor()];
  await cost(dear, 20_000);
  await cost(cheap, 18_000);
  const { orderId } = await place();
  expect(must(await trade.assign(orderId)).vendorId).toBe(cheap);
  const quick = { acceptance: 750, reply_time: 750, load: 1000 };
  const parts = { price: 1000, stock: 1000, ...quick, rating: 750 };
  expect(await choiceOf(orderId)).toEqual({
    chosenBy: 'machine',
    reason: 'the best',
    weighed: 2,
    score: { vendorId: cheap, points: 886, parts },
    others: [{ vendorId: dear, points: 850, parts: { ...parts, price: 900 } }],
  });
});

test("a town's weights decide", async () => {
  const { town, trade } = its;
  const [dear, cheap] = [await town.addVendor(), await town.addVendor()];
  await cost(dear, 20_000);
  await cost(cheap, 10_000);
  await town.admin('update vendor_figures set reply_ms = 60000 where vendor_id = $1', [dear]);
  await town.admin('update towns set settings = $2 where id = $1', [
    town.id,
    { vendor_choice: { price: 0, reply_time: 100 } },
  ]);
  const { orderId } = await place();
  expect(must(await trade.assign(orderId)).vendorId).toBe(dear);
});

test('an order in hand makes a vendor wait for the next', async () => {
  const { town, trade } = its;
  const vendors = [await town.addVendor(), await town.addVendor()];
  const asked: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    const { vendorId, offerId } = await offered();
    asked.push(vendorId);
    must(await trade.answer(vendorId, offerId, 'accept'));
  }
  expect(asked.filter((vendor) => vendor === vendors[0])).toHaveLength(2);
  expect(await figuresOf(vendors[0] ?? '')).toMatchObject({ load: 2 });
});

test('a vendor who declines and is silent falls behind', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const first = await offered();
  town.universe.advance(120_000);
  must(await trade.answer(vendor, first.offerId, 'decline'));
  expect(await figuresOf(vendor)).toEqual({
    accept_ppm: 656_250,
    reply_ms: 540_000,
    decided: 1,
    load: 0,
  });
  const second = await offered();
  town.universe.advance(30 * 60_000);
  must(await town.run((tx) => timeOutOffer(tx, town.cause('machine'), second.offerId)));
  // Silence took as long as the deadline.
  expect(await figuresOf(vendor)).toEqual({
    accept_ppm: 656_250 - 82_031,
    reply_ms: 540_000 + (1_800_000 - 540_000) / 8,
    decided: 2,
    load: 0,
  });
  const other = await town.addVendor();
  expect((await offered()).vendorId).toBe(other);
});

test.each(['refused', 'silence'] as const)(
  'what the retailer did not want (%s) does not count against the vendor',
  async (how) => {
    const { town, trade } = its;
    const vendor = await town.addVendor();
    const { offerId, retailer } = await offered();
    const lines = [{ productId: town.products.oil, quantity: '1', unit: 'ltr' }];
    town.universe.advance(600_000);
    must(await trade.change(vendor, offerId, { lines }));
    // The first word was said: it is that which counts, whatever the retailer makes of it.
    expect(await figuresOf(vendor)).toEqual({ ...NEWCOMER, load: 1 });
    town.universe.advance(30 * 60_000);
    if (how === 'refused') {
      must(await trade.consent(retailer, offerId, 'refuse'));
    } else {
      await town.run(async (tx) =>
        timeOutChange(tx, town.cause('machine'), await trade.terms(tx), offerId),
      );
    }
    expect(await figuresOf(vendor)).toEqual(NEWCOMER);
  },
);

test('a part that the retailer takes counts as taken', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const { offerId, retailer } = await offered();
  const lines = [{ productId: town.products.oil, quantity: '1', unit: 'ltr' }];
  must(await trade.change(vendor, offerId, { lines }));
  must(await trade.consent(retailer, offerId, 'take'));
  expect(await figuresOf(vendor)).toMatchObject({ accept_ppm: 781_250, decided: 1, load: 1 });
});

test('what is packed or cancelled is no load any more', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const { orderId } = await trade.accepted(await town.addRetailer(), [
    edit('add', town.products.oil, '1'),
  ]);
  expect(await figuresOf(vendor)).toMatchObject({ load: 1 });
  must(await trade.pack(orderId, []));
  expect(await figuresOf(vendor)).toMatchObject({ load: 0, decided: 1 });
});

test("an operator's choice is kept as theirs, and one taken away counts for nobody", async () => {
  const { town } = its;
  const [first, second] = [await town.addVendor(), await town.addVendor()];
  const { orderId } = await offered();
  const { settings, timeZone } = await town.run(readTown);
  const terms = { catalogue: town.catalogue, settings, timeZone };
  const choice = { orderId, vendorId: second, reason: 'knows the road' };
  must(await town.run((tx) => assignOrderTo(tx, town.cause('operator', 'op-1'), terms, choice)));
  expect(await choiceOf(orderId)).toEqual({
    chosenBy: 'operator',
    reason: 'knows the road',
    weighed: 0,
    score: null,
    others: [],
  });
  expect(await figuresOf(first)).toEqual(NEWCOMER);
  expect(await figuresOf(second)).toEqual({ ...NEWCOMER, load: 1 });
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order?.history.at(-1)).toMatchObject({
    event: 'vendor_assigned',
    actorKind: 'operator',
    reason: 'knows the road',
  });
});
