import { cancelOrder, cancelOwnOrder } from '../../src/usecases/cancel-order.js';
import { timeOutOffer } from '../../src/usecases/time-out-offer.js';
import type { TestTown } from '../support/town.js';
import { edit, must } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(30);

const refusals = (outcomes: readonly { ok: boolean; refusal?: string }[]): string[] =>
  outcomes.flatMap((outcome) => outcome.refusal ?? []).sort();

async function statesOf(town: TestTown): Promise<Record<string, number>> {
  const { rows } = await town.admin(
    'select state, count(*)::int as count from orders where town_id = $1 group by 1',
    [town.id],
  );
  return Object.fromEntries(
    (rows as { state: string; count: number }[]).map((row) => [row.state, row.count]),
  );
}

test('fifty retailers for the last carton: one order has a vendor, the others wait', async () => {
  const { town, trade } = its;
  await town.addVendor({ stock: { oil: 12_000n } });
  const orders: string[] = [];
  for (let i = 0; i < 50; i += 1) {
    const retailer = await town.addRetailer();
    const placed = await trade.order(retailer, [edit('add', town.products.oil, '1', 'ctn')]);
    orders.push(placed.orderId);
  }
  const outcomes = await Promise.all(orders.map((orderId) => trade.assign(orderId)));
  const winners = outcomes.filter((outcome) => must(outcome).vendorId !== null);
  expect(winners).toHaveLength(1);
  expect(await statesOf(town)).toEqual({ CONFIRMED: 49, VENDOR_ASSIGNED: 1 });
});

test('confirmations of one basket at once make one order', async () => {
  const { town, trade } = its;
  const retailer = await town.addRetailer();
  const basket = await trade.fill(retailer, [edit('add', town.products.rice, '1', 'bag')]);
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => trade.place(retailer, basket)),
  );
  const [placed] = outcomes.filter((outcome) => outcome.ok);
  expect(refusals(outcomes)).toEqual(Array(19).fill('already_placed'));
  const number = must(placed!).number.toString();
  const later = await trade.place(retailer, basket);
  expect(later).toMatchObject({ refusal: 'already_placed', detail: { number } });
});

test('answers to one offer at once: the first wins', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const retailer = await town.addRetailer();
  const { orderId } = await trade.order(retailer, [edit('add', town.products.oil, '3')]);
  must(await trade.assign(orderId));
  const { offerId } = (await trade.openOffer(orderId))!;
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      trade.answer(vendor, offerId, i % 2 === 0 ? 'accept' : 'decline'),
    ),
  );
  expect(refusals(outcomes)).toEqual(Array(19).fill('offer_closed'));
});

test('assignments of one order at once make one offer', async () => {
  const { town, trade } = its;
  for (let i = 0; i < 5; i += 1) await town.addVendor();
  const retailer = await town.addRetailer();
  const { orderId } = await trade.order(retailer, [edit('add', town.products.oil, '3')]);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => trade.assign(orderId)));
  expect(refusals(outcomes)).toEqual(Array(19).fill('not_now'));
});

test('everybody at once leaves nothing behind', async () => {
  const { town, trade } = its;
  for (let i = 0; i < 4; i += 1) await town.addVendor();
  const retailers = await Promise.all(Array.from({ length: 4 }, () => town.addRetailer()));
  for (let round = 0; round < 6; round += 1) {
    const steps: Promise<unknown>[] = [];
    for (const retailer of retailers) {
      const { orderId, number } = await trade.order(retailer, [
        edit('add', town.products.oil, '3'),
        edit('add', town.products.rice, '1', 'bag'),
      ]);
      must(await trade.assign(orderId));
      const { offerId, vendorId } = (await trade.openOffer(orderId))!;
      const operator = town.cause('operator', 'op-1');
      const own = { retailerId: retailer, number };
      town.universe.advance(31 * 60_000);
      const all = [
        () => trade.answer(vendorId, offerId, 'accept'),
        () => trade.answer(vendorId, offerId, 'decline'),
        () => town.run((tx) => timeOutOffer(tx, town.cause('machine'), offerId)),
        () => town.run((tx) => cancelOwnOrder(tx, town.cause('retailer', retailer), own)),
        () => town.run((tx) => cancelOrder(tx, operator, { orderId, reason: 'test' })),
        () => trade.assign(orderId),
      ];
      // Another one goes first in every round.
      steps.push(...all.map((_, i) => all[(i + round) % all.length]!()));
    }
    await Promise.all(steps);
  }
  expect(Object.keys(await statesOf(town))).toContain('CANCELLED');
});
