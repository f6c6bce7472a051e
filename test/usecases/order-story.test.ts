import { listEntries } from '../../src/domain/ledger/ledger.js';
import { readCredit } from '../../src/domain/credit/credit.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { readOffers } from '../../src/usecases/read-offers.js';
import { readOrders } from '../../src/usecases/read-orders.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();

test('an order goes from the basket through a decline to the books', async () => {
  const { town, trade } = its;
  const retailer = await town.addRetailer({ limitMinor: 1_000_000n });
  const first = await town.addVendor();
  const second = await town.addVendor();
  const basket = await trade.fill(retailer, [
    edit('add', town.products.rice, '2', 'bag'),
    edit('add', town.products.noodles, '5', 'ctn'),
    edit('add', town.products.oil, '1.5'),
  ]);
  expect(basket).toMatchObject({ totalMinor: '776500', creditLeftMinor: '1000000' });

  const placed = must(await trade.place(retailer, basket));
  expect(placed.wake.due).toMatchObject([{ topic: 'assign_order', subjectId: placed.orderId }]);
  expect(await town.run((tx) => readCredit(tx, retailer))).toMatchObject({
    heldMinor: 776_500n,
    availableMinor: 223_500n,
  });

  expect(must(await trade.assign(placed.orderId)).vendorId).toBe(first);
  const offer = (await trade.openOffer(placed.orderId)) ?? { offerId: '' };
  must(await trade.answer(first, offer.offerId, 'decline'));
  expect(must(await trade.assign(placed.orderId)).vendorId).toBe(second);
  const [toSecond] = await town.run((tx) =>
    readOffers(tx, town.cause('vendor', second), town.catalogue, second),
  );
  expect(toSecond).toMatchObject({
    number: placed.number.toString(),
    costMinor: '776500',
    lines: [{ name: 'Jira Masino rice', quantity: '2', unit: 'bag' }, {}, { quantity: '1.5' }],
  });
  must(await trade.answer(second, toSecond?.offerId ?? '', 'accept'));

  const orders = must(
    await town.run(async (tx) => readOrders(tx, await trade.terms(tx), retailer, null)),
  );
  expect(orders).toMatchObject([{ state: 'ACCEPTED', totalMinor: '776500' }]);
  const order = await town.run((tx) => readOrder(tx, { number: placed.number }));
  expect(order?.history.map((event) => event.event)).toEqual([
    'confirmed',
    'vendor_assigned',
    'vendor_declined',
    'vendor_assigned',
    'vendor_accepted',
  ]);
  expect(await town.run((tx) => readCredit(tx, retailer))).toMatchObject({
    balanceMinor: 776_500n,
    heldMinor: 0n,
  });
  expect(await told(town, first)).toEqual(['order_offered']);
  expect(await told(town, second)).toEqual(['order_offered']);
  expect(await told(town, retailer)).toEqual(['order_accepted']);
});

test('a cancelled acceptance is reversed in the books, and everybody hears', async () => {
  const { town, trade } = its;
  const retailer = await town.addRetailer();
  const vendor = await town.addVendor();
  const { orderId } = await trade.order(retailer, [edit('add', town.products.oil, '1', 'ctn')]);
  must(await trade.assign(orderId));
  const offer = await trade.openOffer(orderId);
  must(await trade.answer(vendor, offer?.offerId ?? '', 'accept'));
  const cause = town.cause('operator', 'op-1');
  must(await town.run((tx) => cancelOrder(tx, cause, { orderId, reason: 'the road is closed' })));

  const entries = await town.run((tx) =>
    listEntries(tx, retailer, { beforeChainNo: null, rows: 10 }),
  );
  expect(entries).toMatchObject([
    { recipe: 'REVERSAL', amountMinor: -248_000n, balanceAfterMinor: 0n, chainNo: 2n },
    { recipe: 'ORDER_CREDIT', amountMinor: 248_000n, balanceAfterMinor: 248_000n, chainNo: 1n },
  ]);
  expect(await told(town, vendor)).toEqual(['order_offered', 'order_cancelled']);
  expect(await told(town, retailer)).toEqual(['order_accepted', 'order_cancelled']);
});
