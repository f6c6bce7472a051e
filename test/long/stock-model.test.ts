import fc from 'fast-check';
import { adjustStock, countStock, receiveStock } from '../../src/domain/stock/changes.js';
import { transferStock } from '../../src/domain/stock/changes.js';
import { openWarehouse, setLowBelow } from '../../src/domain/stock/levels.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { findBreaches } from '../support/consistency.js';
import type { TestTown } from '../support/town.js';
import { edit, must, tradeIn } from '../support/trade.js';
import type { Trade } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(16);

/** Holders and orders that commands choose from; the last holder is a warehouse. */
interface Scene {
  readonly town: TestTown;
  readonly trade: Trade;
  readonly retailer: string;
  readonly holders: readonly string[];
  readonly orders: string[];
}

const NOBODY = '018f0000-0000-7000-8000-000000000000';
const pick = (all: readonly string[], at: number): string => all[at % all.length] ?? NOBODY;
const product = ({ town }: Scene, at: number): string => pick(Object.values(town.products), at);

type Command = (scene: Scene, who: number, which: number) => Promise<unknown>;

/** Every command may be impossible when it comes; then it must be refused, never throw. */
const COMMANDS: Readonly<Record<string, Command>> = {
  order: async (scene, who, which) => {
    const { town, trade, retailer, orders } = scene;
    const edits = [edit('set', product(scene, which), `${(who % 5) + 1}`)];
    if (which % 2 === 0) edits.push(edit('set', product(scene, which + 1), '2'));
    const other = which % 3 === 0 ? await town.addRetailer() : retailer;
    const placed = await trade.place(other, await trade.fill(other, edits));
    if (placed.ok) orders.push(placed.value.orderId);
  },
  assign: ({ trade, orders }, _, which) => trade.assign(pick(orders, which)),
  accept: async ({ trade, orders }, _, which) => {
    const open = await trade.openOffer(pick(orders, which));
    return open && trade.answer(open.vendorId, open.offerId, 'accept');
  },
  pack: ({ trade, orders }, who, which) => {
    const short = { lineNo: 1, picked: BigInt(who % 3) * 1_000n };
    return trade.pack(pick(orders, which), who % 2 === 0 ? [short] : []);
  },
  cancel: ({ town, orders }, _, which) => {
    const wanted = { orderId: pick(orders, which), reason: 'model' };
    return town.run((tx) => cancelOrder(tx, town.cause('operator', 'op'), wanted));
  },
  count: (scene, who, which) => {
    const { town, holders } = scene;
    const lines = [{ productId: product(scene, which), counted: BigInt(which) * 500n }];
    const id = town.universe.newId();
    const count = { id, holderId: pick(holders, who), reason: 'model', lines };
    return town.run((tx) => countStock(tx, town.cause('operator', 'op'), count));
  },
  adjust: (scene, who, which) => {
    const { town, holders } = scene;
    const id = town.universe.newId();
    const change = BigInt(which % 2 === 0 ? which + 1 : -which) * 300n;
    const [holderId, productId] = [pick(holders, who), product(scene, which)];
    const adjustment = { id, holderId, productId, change, reason: 'model' };
    return town.run((tx) => adjustStock(tx, town.cause('operator', 'op'), adjustment));
  },
  receive: (scene, who, which) => {
    const { town, holders } = scene;
    const lines = [{ productId: product(scene, which), baseQuantity: 2_000n }];
    const note = { id: town.universe.newId(), reason: 'model' };
    const cause = town.cause('operator', 'op');
    return town.run((tx) => receiveStock(tx, cause, pick(holders, who), note, lines));
  },
  transfer: async (scene, who, which) => {
    const { town, holders } = scene;
    const [fromId, toId] = [pick(holders, who), pick(holders, who + 1)];
    const lines = [0, 1].map((i) => {
      return { productId: product(scene, which + i), baseQuantity: BigInt(which + 1) * 100n };
    });
    const transfer = { id: town.universe.newId(), fromId, toId, reason: 'model', lines };
    return town.run((tx) => transferStock(tx, town.cause('operator', 'op'), transfer));
  },
  watch: (scene, who, which) => {
    const { town, holders } = scene;
    const below = which % 4 === 0 ? null : BigInt(which) * 400n;
    const [holder, what] = [pick(holders, who), product(scene, which)];
    return town.run((tx) => setLowBelow(tx, town.cause('operator', 'op'), holder, what, below));
  },
};

const names = Object.keys(COMMANDS);
const commands = fc.array(
  fc.record({
    name: fc.constantFrom(...names, 'order', 'assign', 'accept', 'pack'),
    who: fc.nat(11),
    which: fc.nat(29),
  }),
  { minLength: 30, maxLength: 70 },
);

async function setScene(town: TestTown, trade: Trade): Promise<Scene> {
  const retailer = await town.addRetailer();
  const vendors = [
    await town.addVendor({ stock: { rice: 12_000n, noodles: 6_000n, oil: 6_000n } }),
    await town.addVendor({ conversation: false, stock: { rice: 9_000n, oil: 3_000n } }),
  ];
  const store = { id: town.universe.newId(), name: 'Store' };
  must(await town.run((tx) => openWarehouse(tx, town.cause('operator', 'op'), store)));
  // Some wait to be packed from the start, of so much that parts of it can be short.
  const orders: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    const edits = [edit('set', town.products.rice, '3')];
    orders.push((await trade.accepted(retailer, edits)).orderId);
  }
  return { town, trade, retailer, holders: [...vendors, store.id], orders };
}

/** Low is what is below its threshold, and only that; told of once at a time. */
async function lowAsItIs(town: TestTown): Promise<unknown> {
  const { rows } = await town.admin(
    `select s.product_id from stock s left join low_stock_notices n on n.town_id = s.town_id
       and n.holder_id = s.holder_id and n.product_id = s.product_id and n.ended_at is null
     where s.town_id = $1
       and (s.stock_qty - s.reserved_qty < coalesce(s.low_below, 0)) <> (n.id is not null)`,
    [town.id],
  );
  return rows;
}

test('whatever is moved, ordered and packed in whatever order, stock and books agree', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(commands, async (all) => {
      const town = await its.towns.open();
      const scene = await setScene(town, tradeIn(town));
      for (const { name, who, which } of all) await COMMANDS[name]?.(scene, who, which);
      expect(await findBreaches(its.towns.admin, town.id)).toEqual([]);
      expect(await lowAsItIs(town)).toEqual([]);
      const { rows } = await town.admin(
        'select distinct event from order_status_events where town_id = $1',
        [town.id],
      );
      for (const { event } of rows as { event: string }[]) seen.add(event);
    }),
    { numRuns: 12 },
  );
  for (const event of ['packed', 'packed_short', 'cancelled']) expect(seen).toContain(event);
});

test('the same with everybody at once, on many connections', async () => {
  const { town, trade } = its;
  const scene = await setScene(town, trade);
  const rounds = fc.sample(commands, { numRuns: 8, seed: 20_260_302 });
  for (const all of rounds) {
    const orders = all.filter(({ name }) => name === 'order');
    for (const { who, which } of orders) await COMMANDS['order']?.(scene, who, which);
    const others = all.filter(({ name }) => name !== 'order');
    await Promise.all(
      others.map(async ({ name, who, which }) => COMMANDS[name]?.(scene, who, which)),
    );
  }
  expect(await lowAsItIs(town)).toEqual([]);
  expect(scene.orders.length).toBeGreaterThan(10);
});
