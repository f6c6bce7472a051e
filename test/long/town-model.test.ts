import fc from 'fast-check';
import { adjustStock } from '../../src/domain/stock/changes.js';
import { deliverIn } from '../support/delivering.js';
import type { Packed } from '../support/delivering.js';
import { disputeIn } from '../support/disputing.js';
import { playOnRoad, ROAD_COMMANDS } from '../support/road-commands.js';
import { edit } from '../support/trade.js';
import { NOBODY, pick, setTradeScene, TRADE_COMMANDS } from '../support/trade-commands.js';
import type { TradeScene } from '../support/trade-commands.js';
import { useTown } from '../support/use-town.js';

// Everybody's commands in one town: what a retailer cancels a vendor packs and a driver brings.
// After every case the rules of test/support/consistency.ts hold the whole town against itself.
const its = useTown(16);

interface Scene extends TradeScene {
  readonly drivers: readonly string[];
}

interface Command {
  readonly name: string;
  readonly who: number;
  readonly which: number;
}

type Deed = (scene: Scene, command: Command) => Promise<unknown>;

async function aJob({ town }: Scene, which: number): Promise<Packed | undefined> {
  const { rows } = await town.admin(
    `select d.id as "orderId", d.number::text, d.vendor_id as "vendorId", v.id as "deliveryId",
       v.code
     from deliveries v join orders d on d.town_id = v.town_id and d.id = v.order_id
     where v.town_id = $1 order by v.id desc`,
    [town.id],
  );
  const job = pick(rows as (Omit<Packed, 'number'> & { readonly number: string })[], which);
  return job && { ...job, number: BigInt(job.number) };
}

async function aDispute({ town }: Scene, which: number): Promise<{ id: string; vendor: string }> {
  const { rows } = await town.admin(
    `select p.id, d.vendor_id as vendor from disputes p
     join orders d on d.town_id = p.town_id and d.id = p.order_id
     where p.town_id = $1 order by p.id desc`,
    [town.id],
  );
  return pick(rows as { id: string; vendor: string }[], which) ?? { id: NOBODY, vendor: NOBODY };
}

const onRoad: Readonly<Record<string, Deed>> = Object.fromEntries(
  ROAD_COMMANDS.map((what): [string, Deed] => [
    what === 'cancel' || what === 'assign' ? `${what}_on_road` : what,
    async (scene, { who, which }) => {
      const { town, trade, drivers } = scene;
      const job = await aJob(scene, which);
      if (!job) return;
      const road = deliverIn(town, trade);
      await playOnRoad({ town, road, jobs: [job], drivers }, { what, job: 0, driver: who % 3 });
    },
  ]),
);

/** Every command may be impossible when it comes; then it must be refused, never throw. */
const DEEDS: Readonly<Record<string, Deed>> = {
  ...Object.fromEntries(
    Object.entries(TRADE_COMMANDS).map(([name, command]): [string, Deed] => [
      name,
      (scene, { who, which }) => command(scene, who, which),
    ]),
  ),
  ...onRoad,
  pack: ({ trade, orders }, { who, which }) => {
    const short = { lineNo: 1, picked: BigInt(who % 3) * 1_000n };
    return trade.pack(pick(orders, which)?.id ?? NOBODY, who % 4 === 0 ? [short] : []);
  },
  stock: ({ town, vendors }, { who, which }) => {
    const holderId = pick(vendors, who) ?? NOBODY;
    const productId = pick(Object.values(town.products), which) ?? NOBODY;
    const change = BigInt(which % 2 === 0 ? which + 1 : -which) * 300n;
    const id = town.universe.newId();
    const adjustment = { id, holderId, productId, change, reason: 'model' };
    return town.run((tx) => adjustStock(tx, town.cause('operator', 'op'), adjustment));
  },
  complain: async ({ town, trade }, { who, which }) => {
    const { rows } = await town.admin(
      'select retailer_id as "retailerId", number::text from orders where town_id = $1 order by id',
      [town.id],
    );
    const order = pick(rows as { retailerId: string; number: string }[], which);
    if (!order) return undefined;
    const quantity = BigInt(1 + (who % 3)) * 1_000n;
    const said = { number: BigInt(order.number), lineNo: 1, quantity, problem: 'damaged' } as const;
    return disputeIn(town, trade).complain(order, said);
  },
  agree: async (scene, { who, which }) => {
    const { town, trade, vendors } = scene;
    const { id, vendor } = await aDispute(scene, which);
    const vendorId = who % 4 === 0 ? (pick(vendors, who) ?? NOBODY) : vendor;
    const answer = who % 2 === 0 ? 'agree' : 'refuse';
    return disputeIn(town, trade).answer(vendorId, answer, id);
  },
  decide: async (scene, { who, which }) => {
    const { id } = await aDispute(scene, which);
    const granted = BigInt(who % 3) * 1_000n;
    return disputeIn(scene.town, scene.trade).decide(id, { granted });
  },
};

interface Standing {
  readonly state: string;
  readonly delivery: string | null;
  readonly driver: string | null;
}

/** Whatever comes next for an order, by whoever has to do it; between all the rest, days pass. */
async function advance(scene: Scene, command: Command): Promise<unknown> {
  const { town, trade, orders, drivers } = scene;
  const order = pick(orders, command.which);
  if (!order) return TRADE_COMMANDS.order(scene, command.who, command.which);
  const { rows } = await town.admin(
    `select d.state, v.state as delivery, v.driver_id as driver from orders d
     left join deliveries v on v.town_id = d.town_id and v.order_id = d.id
     where d.town_id = $1 and d.id = $2`,
    [town.id, order.id],
  );
  const { state, delivery, driver } = rows[0] as Standing;
  const road = deliverIn(town, trade);
  const { rows: jobs } = await town.admin('select id, code from deliveries where order_id = $1', [
    order.id,
  ]);
  const job = jobs[0] as { id: string; code: string } | undefined;
  if (state === 'CONFIRMED') return trade.assign(order.id);
  if (state === 'VENDOR_ASSIGNED') {
    const open = await trade.openOffer(order.id);
    return open && trade.answer(open.vendorId, open.offerId, 'accept');
  }
  if (state === 'ACCEPTED') return trade.pack(order.id, []);
  if (job && driver === null) {
    await road.allocate(job.id);
    return road.take(pick(drivers, command.who) ?? NOBODY, job.id);
  }
  if (!job || driver === null) return undefined;
  if (delivery === 'ASSIGNED') return road.step(driver, order.number, 'set_out');
  return road.deliver(driver, { number: order.number, code: job.code });
}

const commands = fc.array(
  fc.record({
    // Three in four carry something on, or there would be little to do for the others.
    name: fc.constantFrom(
      ...Object.keys(DEEDS),
      ...Object.keys(DEEDS).flatMap(() => ['advance', 'advance', 'advance']),
      ...Array.from({ length: 12 }, () => 'order'),
      ...Array.from({ length: 6 }, () => 'complain'),
    ),
    who: fc.nat(11),
    which: fc.nat(29),
  }),
  { minLength: 200, maxLength: 200 },
);

/** One more order comes whole; all that is open goes on as far as it can, and is complained of. */
async function closeTheDay(scene: Scene): Promise<void> {
  const { town, trade, orders } = scene;
  const retailerId = await town.addRetailer();
  const last = await trade.order(retailerId, [edit('set', town.products.noodles, '1')]);
  orders.push({ id: last.orderId, number: last.number });
  for (const which of orders.keys()) {
    for (let step = 0; step < 6; step += 1) await advance(scene, { name: '', who: step, which });
  }
  for (const which of orders.keys()) await DEEDS['complain']?.(scene, { name: '', who: 0, which });
}

test.each([1, 2, 3, 4])(
  'whatever retailers, vendors, drivers and operators do at once, the town stays whole (%d)',
  async (seed) => {
    const { town, trade } = its;
    const drivers = [await town.addDriver(), await town.addDriver(), await town.addDriver()];
    const few = await setTradeScene(town, trade);
    const vendors = [...few.vendors, await town.addVendor()];
    const scene: Scene = { ...few, vendors, drivers };
    const [sample = []] = fc.sample(commands, { numRuns: 1, seed });
    // Eight at a time on connections of their own.
    for (let at = 0; at < sample.length; at += 8) {
      const beside = sample.slice(at, at + 8);
      await Promise.all(beside.map((command) => (DEEDS[command.name] ?? advance)(scene, command)));
    }
    await closeTheDay(scene);
    const { rows } = await town.admin(
      `select (select array_agg(distinct event) from order_status_events where town_id = $1)
         as events, (select count(*)::int from disputes where town_id = $1) as disputes`,
      [town.id],
    );
    const { events, disputes } = rows[0] as { events: string[]; disputes: number };
    const expected = ['confirmed', 'vendor_accepted', 'packed', 'dispatched', 'delivered'];
    expect(events).toEqual(expect.arrayContaining(expected));
    expect(disputes).toBeGreaterThan(0);
  },
);
