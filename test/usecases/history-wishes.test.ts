import { sql } from 'kysely';
import { LIMITS } from '../../src/base/limits.js';
import { readHistory } from '../../src/domain/history/history.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { choosePreferences } from '../../src/domain/preferences/preferences.js';
import { readWishes } from '../../src/domain/wishes/wishes.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { editBasket, repeatOrder, wishWithBasket } from '../../src/usecases/edit-basket.js';
import type { Repeated } from '../../src/usecases/edit-basket.js';
import { keepWishOfOrder } from '../../src/usecases/keep-wish.js';
import { edit, must, told } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown();
const DAY_MS = 24 * 3_600_000;

const noodles = (quantity: string) => [edit('add', its.town.products.noodles, quantity, 'pkt')];

async function ordered(retailer: string, quantities: readonly string[]): Promise<bigint[]> {
  const numbers: bigint[] = [];
  for (const quantity of quantities) {
    its.town.universe.advance(1000);
    numbers.push((await its.trade.order(retailer, noodles(quantity))).number);
  }
  return numbers;
}

function repeat(retailer: string, which: Repeated): ReturnType<typeof repeatOrder> {
  const { town } = its;
  const cause = town.cause('retailer', retailer);
  return town.run((tx) => repeatOrder(tx, cause, town.terms, retailer, { which, edits: [] }));
}

test('a history goes back page by page over the retailer’s own orders, none twice', async () => {
  const { town } = its;
  const [mine, others] = [await town.addRetailer(), await town.addRetailer()];
  const quantities = Array.from({ length: 2 * LIMITS.history_rows + 1 }, (_, i) => String(i + 1));
  const numbers = await ordered(mine, quantities);
  await ordered(others, ['1', '2']);
  const seen: bigint[] = [];
  for (let before: bigint | null = null, pages = 0; pages < 9; pages += 1) {
    const page = await town.run((tx) => readHistory(tx, mine, before));
    seen.push(...page.orders.map((order) => order.number));
    before = seen.at(-1) ?? null;
    if (!page.more) break;
  }
  expect(seen).toEqual(numbers.toReversed());
  const [first = 0n] = numbers;
  const end = await town.run((tx) => readHistory(tx, mine, first));
  expect(end).toEqual({ orders: [], more: false });
});

test('a history is read off its index: no sort, and no more rows than a page', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  await ordered(retailer, ['1']);
  const plan = await town.run(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select number, state, total_minor, confirmed_at from orders
      where town_id = ${tx.townId} and retailer_id = ${retailer}
        and id < (select b.id from orders b where b.town_id = ${tx.townId} and b.number = 1009)
      order by id desc limit 9`.execute(tx);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('orders_of_retailer');
  expect(plan).not.toContain('Sort');
});

test('any order can be repeated by its number, and nobody else’s', async () => {
  const { town } = its;
  const [mine, others] = [await town.addRetailer(), await town.addRetailer()];
  const [first = 0n] = await ordered(mine, ['3', '5']);
  const shown = must(await repeat(mine, { number: first }));
  expect(shown).toMatchObject({
    lines: [{ quantity: '3' }],
    repeats: { number: first.toString() },
  });
  expect(must(await repeat(mine, 'last')).lines).toMatchObject([{ quantity: '5' }]);
  expect(await repeat(others, { number: first })).toMatchObject({ refusal: 'no_such_order' });
  expect(await repeat(mine, { number: 99n })).toMatchObject({ refusal: 'no_such_order' });
});

test('last week is the order nearest to a week ago that stands', async () => {
  const { town } = its;
  const retailer = await town.addRetailer();
  expect(await repeat(retailer, 'last_week')).toMatchObject({
    refusal: 'no_last_order',
    detail: { when: 'last_week' },
  });
  // After 12, 8, 7 and 2 days, as seen from the last of them.
  await ordered(retailer, ['12']);
  town.universe.advance(4 * DAY_MS);
  await ordered(retailer, ['8']);
  town.universe.advance(DAY_MS);
  const { orderId } = await its.trade.order(retailer, noodles('7'));
  town.universe.advance(5 * DAY_MS);
  await ordered(retailer, ['2']);
  town.universe.advance(2 * DAY_MS);
  expect(must(await repeat(retailer, 'last_week')).lines).toMatchObject([{ quantity: '7' }]);
  const cancelled = { orderId, reason: '' };
  must(await town.run((tx) => cancelOrder(tx, town.cause('operator'), cancelled)));
  expect(must(await repeat(retailer, 'last_week')).lines).toMatchObject([{ quantity: '8' }]);
});

test('a wish goes from the basket into its order, and into what is left of that', async () => {
  const { town, trade } = its;
  const { rice, noodles: packets } = town.products;
  await town.addVendor();
  await town.addVendor();
  const retailer = await town.addRetailer();
  const cause = town.cause('retailer', retailer);
  await town.run((tx) => choosePreferences(tx, cause, retailer, { substitutes: 'never' }));
  const said = { time: 'after 4 pm', note: null };
  const edits = [edit('add', rice, '2', 'bag'), ...noodles('5')];
  const filled = must(
    await town.run((tx) => editBasket(tx, cause, town.terms, retailer, edits, { said })),
  );
  expect(filled.wish).toEqual({ time: 'after 4 pm', note: '' });
  const note = { time: null, note: 'call first' };
  const noted = must(await town.run((tx) => wishWithBasket(tx, cause, town.terms, retailer, note)));
  expect(noted?.version).toBe(filled.version + 1);
  if (!noted) throw new Error('the basket was filled');
  const { orderId } = must(await trade.place(retailer, noted));
  const wish = { time: 'after 4 pm', note: 'call first', substitutes: 'never' };
  const wishes = (id: string) => town.run(async (tx) => (await readWishes(tx, [id])).get(id));
  expect(await wishes(orderId)).toEqual(wish);
  must(await trade.assign(orderId));
  const { offerId = '', vendorId = '' } = (await trade.openOffer(orderId)) ?? {};
  const words = { lines: [{ productId: packets, quantity: '2', unit: 'pkt' }] };
  must(await trade.change(vendorId, offerId, words));
  must(await trade.consent(retailer, offerId, 'elsewhere'));
  const { rows } = await town.admin('select id from orders where town_id = $1 and parent_id = $2', [
    town.id,
    orderId,
  ]);
  expect(await wishes((rows[0] as { id: string }).id)).toEqual(wish);
});

test('a wish after ordering is kept with the latest order that can heed it, and told', async () => {
  const { town, trade } = its;
  const vendor = await town.addVendor();
  const retailer = await town.addRetailer();
  const cause = town.cause('retailer', retailer);
  const wish = { time: 'after 4 pm', note: null };
  const keep = () => town.run((tx) => keepWishOfOrder(tx, cause, retailer, wish));
  expect(await keep()).toMatchObject({ refusal: 'no_open_order' });
  const { orderId, number } = await trade.accepted(retailer, noodles('5'));
  expect(must(await keep()).number).toBe(number);
  expect(await told(town, vendor)).toEqual(['order_offered', 'delivery_wished']);
  const order = await town.run((tx) => readOrder(tx, { id: orderId }));
  expect(order?.history.at(-1)).toMatchObject({
    event: 'delivery_wished',
    to: 'ACCEPTED',
    reason: 'after 4 pm',
  });
});
