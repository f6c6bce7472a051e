import { readOrderCredit } from '../../src/domain/ledger/ledger.js';
import { readCredit } from '../../src/domain/credit/credit.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { groupByProduct, listPickOrders } from '../../src/domain/picking/picking.js';
import { readPickOrder } from '../../src/domain/picking/picking.js';
import { listStock, setLowBelow } from '../../src/domain/stock/levels.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { packOrder } from '../../src/usecases/pack-order.js';
import { tellLowStock } from '../../src/usecases/tell-low-stock.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(12);

/** Two bags of rice, three cartons of oil; 2 × 2,300 + 3 × 2,480 rupees. */
const wanted = () => [
  edit('add', its.town.products.rice, '2', 'bag'),
  edit('add', its.town.products.oil, '3', 'ctn'),
];

async function stockOf(holder: string): Promise<Record<string, string>> {
  const rows = await its.town.run((tx) => listStock(tx, holder, { afterId: null, rows: 9 }));
  const names = new Map(Object.entries(its.town.products).map(([name, id]) => [id, name]));
  const text = rows.map((row) => [names.get(row.productId), `${row.stock}/${row.reserved}`]);
  return Object.fromEntries(text) as Record<string, string>;
}

async function heard(party: string): Promise<unknown[]> {
  const { rows } = await its.town.admin(
    `select i.content from inbox i join sessions s on s.town_id = i.town_id
       and s.conversation_id = i.conversation_id where s.party_id = $1 order by i.id`,
    [party],
  );
  return (rows as { content: unknown }[]).map((row) => row.content);
}

test('a whole order is packed: ready, told, and its money as it was', async () => {
  const { town, trade } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const { orderId } = await trade.accepted(retailer, wanted());
  expect(must(await trade.pack(orderId, [{ lineNo: 1, picked: 2_000n }]))).toMatchObject({
    short: false,
    totalMinor: 1_204_000n,
  });
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order).toMatchObject({ state: 'READY_FOR_DISPATCH', owner: 'delivery' });
  expect(order?.history.at(-1)).toMatchObject({ event: 'packed', actorId: 'op', channel: 'test' });
  expect(await told(town, retailer)).toEqual(['order_accepted', 'order_packed']);
  expect(await told(town, vendor)).toEqual(['order_offered']);
  expect(await stockOf(vendor)).toMatchObject({ rice: '100000/50000', oil: '120000/36000' });
  expect(await trade.pack(orderId, [])).toMatchObject({ ok: false, refusal: 'not_now' });
});

test('a short pick leaves stock, lowers the line, and is taken off by a credit note', async () => {
  const { town, trade } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const { orderId, number } = await trade.accepted(retailer, wanted());
  const packed = await trade.pack(orderId, [
    { lineNo: 1, picked: 0n },
    { lineNo: 2, picked: 2_000n },
  ]);
  expect(must(packed)).toMatchObject({ short: true, totalMinor: 496_000n });
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order).toMatchObject({ state: 'READY_FOR_DISPATCH', totalMinor: 496_000n });
  expect(order?.lines).toMatchObject([
    { lineNo: 2, quantity: 2_000n, baseQuantity: 24_000n, totalMinor: 496_000n },
  ]);
  // What could not be found is in nobody's stock.
  expect(await stockOf(vendor)).toMatchObject({ rice: '50000/0', oil: '108000/24000' });
  const { rows } = await town.admin(
    `select p.recipe, p.business_key = 'order_credit:' || p.subject_id || ':2' as second,
       p.reverses_id is not null as reverses, e.amount_minor::text as amount
     from postings p join entries e on e.town_id = p.town_id and e.posting_id = p.id
       and e.retailer_id is not null
     where p.town_id = $1 order by p.id`,
    [town.id],
  );
  expect(rows).toEqual([
    { recipe: 'ORDER_CREDIT', second: false, reverses: false, amount: '1204000' },
    { recipe: 'REVERSAL', second: false, reverses: true, amount: '-1204000' },
    { recipe: 'ORDER_CREDIT', second: true, reverses: false, amount: '496000' },
  ]);
  expect(await town.run((tx) => readCredit(tx, retailer))).toMatchObject({
    balanceMinor: 496_000n,
    heldMinor: 0n,
  });
  const credit = await town.run((tx) => readOrderCredit(tx, orderId));
  const paid = credit?.legs.find((leg) => leg.account.kind === 'payable');
  expect(paid?.amountMinor).toBe(-496_000n);
  expect((await heard(retailer)).at(-1)).toEqual({
    type: 'order_packed',
    number: number.toString(),
    vendor: expect.stringMatching(/^vendor /),
    short: [
      { name: 'Jira Masino rice', unit: 'bag', asked: '2', quantity: '0' },
      { name: 'Swastik oil', unit: 'ctn', asked: '3', quantity: '2' },
    ],
    totalMinor: '496000',
    wasMinor: '1204000',
  });
  expect((await heard(vendor)).at(-1)).toMatchObject({ type: 'packed_short', costMinor: '496000' });
});

test('a vendor who packs is told nothing; a foreign one finds no such order', async () => {
  const { town, trade } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const { orderId, number } = await trade.accepted(retailer, wanted());
  const other = await town.addVendor();
  const packs = (vendorId: string): Promise<unknown> =>
    town.run((tx) =>
      packOrder(tx, town.cause('vendor', vendorId), town.catalogue, {
        order: { number },
        vendorId,
        picks: [{ lineNo: 2, picked: 2_500n }],
        reason: 'rats',
      }),
    );
  expect(await packs(other)).toMatchObject({ refusal: 'no_such_order' });
  expect(await packs(vendor)).toMatchObject({ ok: true, value: { orderId, short: true } });
  expect(await told(town, vendor)).toEqual(['order_offered']);
  const { rows } = await town.admin(
    `select kind, reason, trim_scale(stock_change)::text as change from stock_movements
     where order_id = $1 and kind in ('release', 'adjust') order by id`,
    [orderId],
  );
  expect(rows).toHaveLength(2);
  expect(rows).toContainEqual({ kind: 'adjust', reason: 'short pick: rats', change: '-6' });
});

test.each([
  ['a line that is not there', [{ lineNo: 3, picked: 0n }], 'no_such_line'],
  [
    'a line named twice',
    [
      { lineNo: 1, picked: 0n },
      { lineNo: 1, picked: 1n },
    ],
    'no_such_line',
  ],
  ['more than was ordered', [{ lineNo: 1, picked: 2_001n }], 'more_than_ordered'],
  [
    'nothing at all',
    [
      { lineNo: 1, picked: 0n },
      { lineNo: 2, picked: 0n },
    ],
    'nothing_picked',
  ],
] as const)('a pick of %s is refused and changes nothing', async (_, picks, refusal) => {
  const { town, trade } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const { orderId } = await trade.accepted(retailer, wanted());
  expect(await trade.pack(orderId, picks)).toMatchObject({ ok: false, refusal });
  expect((await town.run((tx) => readOrder(tx, { id: orderId })))?.state).toBe('ACCEPTED');
  expect(await stockOf(vendor)).toMatchObject({ rice: '100000/50000' });
});

test('an order accepted in part is packed short of what was agreed', async () => {
  const { town, trade } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  await town.admin('insert into vendor_costs values ($1, $2, $3, 8000), ($1, $2, $4, 20000)', [
    town.id,
    vendor,
    town.products.rice,
    town.products.oil,
  ]);
  const { orderId } = await trade.order(retailer, wanted());
  must(await trade.assign(orderId));
  const { offerId = '' } = (await trade.openOffer(orderId)) ?? {};
  const part = { productId: town.products.oil, quantity: '2', unit: 'ctn' };
  must(await trade.change(vendor, offerId, { lines: [part] }));
  must(await trade.consent(retailer, offerId, 'take'));
  const agreed = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(agreed).toMatchObject({ state: 'ACCEPTED', totalMinor: 956_000n });
  expect(must(await trade.pack(orderId, [{ lineNo: 2, picked: 1_000n }]))).toMatchObject({
    totalMinor: 708_000n,
  });
  const packed = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(packed?.lines).toMatchObject([{ quantity: 2_000n }, { lineNo: 2, quantity: 1_000n }]);
  const credit = await town.run((tx) => readOrderCredit(tx, orderId));
  const paid = credit?.legs.find((leg) => leg.account.kind === 'payable');
  // Fifty kilos at 80 rupees and twelve litres at 200.
  expect(paid?.amountMinor).toBe(-640_000n);
});

test('an order packed short is cancelled whole: stock free, the books at nothing', async () => {
  const { town, trade } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const { orderId } = await trade.accepted(retailer, wanted());
  must(await trade.pack(orderId, [{ lineNo: 2, picked: 1_000n }]));
  const cause = town.cause('operator', 'op');
  must(await town.run((tx) => cancelOrder(tx, cause, { orderId, reason: 'no road' })));
  expect(await stockOf(vendor)).toMatchObject({ rice: '100000/0', oil: '96000/0' });
  const credit = await town.run((tx) => readCredit(tx, retailer));
  expect(credit).toMatchObject({ balanceMinor: 0n });
});

test('of packers and cancellers at once, one wins', async () => {
  const { town, trade } = its;
  const retailer = await town.addRetailer();
  await town.addVendor();
  const { orderId } = await trade.accepted(retailer, wanted());
  const packs = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      trade.pack(orderId, i % 2 === 0 ? [] : [{ lineNo: 1, picked: 1_000n }]),
    ),
  );
  expect(packs.filter((one) => one.ok)).toHaveLength(1);
});

test('fees and taxes shrink with the goods they fell on', async () => {
  const { town, trade } = its;
  const at = new Date(town.universe.nowMs() - 1_000);
  await town.admin(
    'insert into delivery_terms (town_id, valid_from, fee_minor) values ($1, $2, 5000)',
    [town.id, at],
  );
  await town.admin(
    'insert into tax_rates (town_id, valid_from, basis_points) values ($1, $2, 1300)',
    [town.id, at],
  );
  const [retailer] = [await town.addRetailer(), await town.addVendor()];
  const { orderId } = await trade.accepted(retailer, wanted());
  const before = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(before).toMatchObject({ deliveryFeeMinor: 5_000n, taxMinor: 157_170n });
  must(await trade.pack(orderId, [{ lineNo: 1, picked: 1_000n }]));
  expect(await town.run((tx) => readOrder(tx, { id: orderId }))).toMatchObject({
    deliveryFeeMinor: 5_000n,
    taxMinor: 127_270n,
    totalMinor: 974_000n + 5_000n + 127_270n,
  });
});

test('a holder’s orders are one walk along the shelves, until they are packed', async () => {
  const { town, trade } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const first = await trade.accepted(retailer, wanted());
  const second = await trade.accepted(retailer, [edit('add', town.products.oil, '1', 'ctn')]);
  const list = await town.run((tx) => listPickOrders(tx, vendor));
  expect(list.map((order) => order.number)).toEqual([first.number, second.number]);
  expect(groupByProduct(list)).toEqual([
    {
      productId: town.products.rice,
      unit: 'bag',
      quantity: 2_000n,
      orders: [{ number: first.number, quantity: 2_000n }],
    },
    {
      productId: town.products.oil,
      unit: 'ctn',
      quantity: 4_000n,
      orders: [
        { number: first.number, quantity: 3_000n },
        { number: second.number, quantity: 1_000n },
      ],
    },
  ]);
  must(await trade.pack(first.orderId, []));
  expect(await town.run((tx) => readPickOrder(tx, first.orderId))).toBeUndefined();
  expect(await town.run((tx) => listPickOrders(tx, vendor))).toHaveLength(1);
});

test('low stock is told to its vendor once, by the work it leaves', async () => {
  const { town, trade } = its;
  const [retailer, vendor] = [await town.addRetailer(), await town.addVendor()];
  const machine = town.cause('machine');
  await town.run((tx) => setLowBelow(tx, machine, vendor, town.products.rice, 60_000n));
  await trade.accepted(retailer, wanted());
  const { rows } = await town.admin(
    `select subject_id from due_work where town_id = $1 and topic = 'low_stock'`,
    [town.id],
  );
  expect(rows).toHaveLength(1);
  const [{ subject_id: notice }] = rows as [{ subject_id: string }];
  const tells = await Promise.all(
    [1, 2, 3].map(() => town.run((tx) => tellLowStock(tx, machine, town.catalogue, notice))),
  );
  expect(tells.filter((one) => one.ok)).toHaveLength(1);
  expect((await heard(vendor)).at(-1)).toEqual({
    type: 'stock_low',
    name: 'Jira Masino rice',
    quantity: '50',
    unit: 'kg',
  });
});
