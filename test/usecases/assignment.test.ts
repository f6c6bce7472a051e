import { readOrder } from '../../src/domain/orders/orders.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { assignOrderTo } from '../../src/usecases/assign-order.js';
import { timeOutOffer } from '../../src/usecases/time-out-offer.js';
import type { TestTown } from '../support/town.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

async function place(amount = '1'): Promise<{ orderId: string; retailer: string }> {
  const retailer = await its.town.addRetailer();
  const placed = await its.trade.order(retailer, [edit('add', its.town.products.oil, amount)]);
  return { orderId: placed.orderId, retailer };
}

async function decline(orderId: string): Promise<string> {
  const { offerId, vendorId } = (await its.trade.openOffer(orderId))!;
  must(await its.trade.answer(vendorId, offerId, 'decline'));
  return vendorId;
}

/** An operator's choice, in a transaction of its own. */
function choose(
  town: TestTown,
  orderId: string,
  vendorId: string,
): ReturnType<typeof assignOrderTo> {
  return town.run(async (tx) => {
    const { settings, timeZone } = await readTown(tx);
    const choice = { orderId, vendorId, reason: 'knows the road' };
    const terms = { catalogue: town.catalogue, settings, timeZone };
    return assignOrderTo(tx, town.cause('operator', 'op-1'), terms, choice);
  });
}

test("after the town's number of vendors an operator has it, and the retailer knows", async () => {
  const { town, trade } = its;
  for (let i = 0; i < 5; i += 1) await town.addVendor();
  const { orderId, retailer } = await place();
  const asked: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    must(await trade.assign(orderId));
    asked.push(await decline(orderId));
  }
  expect(new Set(asked).size).toBe(3);
  expect(must(await trade.assign(orderId)).vendorId).toBeNull();
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order).toMatchObject({ state: 'CONFIRMED', owner: 'operator', vendorId: null });
  expect(order?.history.at(-1)).toMatchObject({ event: 'vendors_exhausted' });
  expect(await told(town, retailer)).toEqual(['order_waiting']);
  expect(await trade.assign(orderId)).toMatchObject({ refusal: 'not_now' });

  // A vendor asked before may be asked again by a person; after a decline it waits once more.
  must(await choose(town, orderId, asked[0] ?? ''));
  await decline(orderId);
  expect(must(await trade.assign(orderId)).vendorId).toBeNull();
  expect(await told(town, retailer)).toEqual(['order_waiting', 'order_waiting']);
});

test('an offer that times out goes to the next vendor, and the first hears it', async () => {
  const { town, trade } = its;
  const [first, second] = [await town.addVendor(), await town.addVendor()];
  const { orderId } = await place();
  must(await trade.assign(orderId));
  const { offerId } = (await trade.openOffer(orderId))!;
  town.universe.advance(30 * 60_000);
  const { wake } = must(await town.run((tx) => timeOutOffer(tx, town.cause('machine'), offerId)));
  expect(wake.lanes).toHaveLength(1);
  expect(wake.due).toMatchObject([{ topic: 'assign_order', subjectId: orderId }]);
  expect(await told(town, first)).toEqual(['order_offered', 'offer_closed']);
  expect(must(await trade.assign(orderId)).vendorId).toBe(second);
});

test('a vendor who cannot be told is named in the history', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor({ conversation: false });
  const { orderId } = await place();
  must(await trade.assign(orderId));
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order).toMatchObject({ state: 'VENDOR_ASSIGNED', vendorId: vendor });
  expect(order?.history.slice(1)).toMatchObject([
    { event: 'vendor_assigned', to: 'VENDOR_ASSIGNED' },
    { event: 'party_not_told', to: 'VENDOR_ASSIGNED', reason: vendor },
  ]);
});

test('what a vendor is paid is frozen with the offer', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const setCost = (cost: number): Promise<unknown> =>
    town.admin(
      `insert into vendor_costs values ($1, $2, $3, $4)
       on conflict (town_id, vendor_id, product_id) do update set cost_minor = $4`,
      [town.id, vendor, town.products.oil, cost],
    );
  await setCost(20_000);
  const { orderId } = await place('2');
  must(await trade.assign(orderId));
  await setCost(15_000);
  const { offerId } = (await trade.openOffer(orderId))!;
  must(await trade.answer(vendor, offerId, 'accept'));
  const { rows } = await town.admin(
    `select a.kind, e.amount_minor from entries e
     join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
     where e.town_id = $1 order by e.leg_no`,
    [town.id],
  );
  expect(rows).toEqual([
    { kind: 'receivable', amount_minor: '42000' },
    { kind: 'payable', amount_minor: '-40000' },
    { kind: 'margin', amount_minor: '-2000' },
  ]);
});

test('an operator moves an open offer to another vendor', async () => {
  const { town, trade } = its;
  const [first, second] = [await town.addVendor(), await town.addVendor({ stock: { oil: 500n } })];
  const third = await town.addVendor();
  const { orderId } = await place();
  must(await trade.assign(orderId));
  expect(await choose(town, orderId, first)).toMatchObject({ refusal: 'not_now' });
  expect(await choose(town, orderId, second)).toEqual({
    ok: false,
    refusal: 'short_stock',
    detail: { product: 'Swastik oil' },
  });
  const nobody = await choose(town, orderId, await town.addRetailer());
  expect(nobody).toMatchObject({ refusal: 'no_such_vendor' });
  expect(await trade.openOffer(orderId)).toMatchObject({ vendorId: first });

  const { wake } = must(await choose(town, orderId, third));
  expect(wake.lanes).toHaveLength(2);
  expect(await told(town, first)).toEqual(['order_offered', 'offer_closed']);
  expect(await told(town, third)).toEqual(['order_offered']);
  const { offerId } = (await trade.openOffer(orderId))!;
  must(await trade.answer(third, offerId, 'accept'));
  expect(await choose(town, orderId, first)).toMatchObject({ refusal: 'not_now' });
});
