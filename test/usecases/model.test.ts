import fc from 'fast-check';
import type { OrderState } from '../../src/domain/orders/lifecycle.js';
import { choosePart } from '../../src/domain/parties/parties.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { timeOutChange } from '../../src/usecases/answer-change.js';
import { answerOffer } from '../../src/usecases/answer-offer.js';
import { assignOrder, assignOrderTo } from '../../src/usecases/assign-order.js';
import { cancelOrder, cancelOwnOrder } from '../../src/usecases/cancel-order.js';
import { editBasket } from '../../src/usecases/edit-basket.js';
import { timeOutOffer } from '../../src/usecases/time-out-offer.js';
import { findBreaches } from '../support/consistency.js';
import type { TestTown } from '../support/town.js';
import { edit, tradeIn } from '../support/trade.js';
import type { Trade } from '../support/trade.js';
import { useTown } from '../support/use-town.js';

const its = useTown(16);

/** A command of somebody; the numbers choose among what is there. */
interface Command {
  readonly name: keyof typeof COMMANDS;
  readonly who: number;
  readonly which: number;
}

/** The actors and orders that commands choose from. */
interface Scene {
  readonly town: TestTown;
  readonly trade: Trade;
  readonly retailers: readonly string[];
  readonly vendors: readonly string[];
  readonly orders: { readonly id: string; readonly number: bigint }[];
}

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % all.length];

async function anOffer(
  scene: Scene,
  which: number,
): Promise<{ id: string; vendor: string; retailer: string }> {
  const { rows } = await scene.town.admin(
    `select o.id, o.vendor_id as vendor, d.retailer_id as retailer from vendor_offers o
     join orders d on d.town_id = o.town_id and d.id = o.order_id
     where o.town_id = $1 order by o.id desc`,
    [scene.town.id],
  );
  const offers = rows as { id: string; vendor: string; retailer: string }[];
  return pick(offers, which) ?? { id: NOBODY, vendor: NOBODY, retailer: NOBODY };
}
const NOBODY = '018f0000-0000-7000-8000-000000000000';

/** Every command may be impossible when it comes; then it must be refused, never throw. */
const COMMANDS = {
  order: async ({ town, trade, retailers, orders }, who, which) => {
    const retailer = pick(retailers, who) ?? NOBODY;
    const product = pick(Object.values(town.products), which) ?? NOBODY;
    const amount = String((which % 4) + 1);
    const cause = town.cause('retailer', retailer);
    const basket = await town.run((tx) =>
      editBasket(tx, cause, town.terms, retailer, [edit('set', product, amount)]),
    );
    if (!basket.ok) return;
    const placed = await trade.place(retailer, basket.value);
    if (placed.ok) orders.push({ id: placed.value.orderId, number: placed.value.number });
  },
  assign: async ({ town, orders }, _, which) => {
    const orderId = pick(orders, which)?.id ?? NOBODY;
    await town.run(async (tx) => {
      const { settings, timeZone } = await readTown(tx);
      const nextNumber = (): Promise<bigint> => town.numbers.next(town.id);
      const terms = { catalogue: town.catalogue, settings, timeZone, nextNumber };
      return assignOrder(tx, town.cause('machine'), terms, orderId);
    });
  },
  choose: async ({ town, vendors, orders }, who, which) => {
    const choice = {
      orderId: pick(orders, which)?.id ?? NOBODY,
      vendorId: pick(vendors, who) ?? NOBODY,
      reason: 'chosen',
    };
    await town.run(async (tx) => {
      const { settings, timeZone } = await readTown(tx);
      const terms = { catalogue: town.catalogue, settings, timeZone };
      return assignOrderTo(tx, town.cause('operator', 'op'), terms, choice);
    });
  },
  accept: (scene, who, which) => answer(scene, who, which, 'accept'),
  decline: (scene, who, which) => answer(scene, who, which, 'decline'),
  timeOut: async (scene, _, which) => {
    const { town } = scene;
    const offer = await anOffer(scene, which);
    await town.run((tx) => timeOutOffer(tx, town.cause('machine'), offer.id));
  },
  change: async (scene, who, which) => {
    const { town, trade } = scene;
    const offer = await anOffer(scene, which);
    const productId = pick(Object.values(town.products), who) ?? NOBODY;
    const price = { amountMinor: BigInt(20_000 + 100 * which), productId, unit: null };
    const lines = [{ productId, quantity: String(who % 4), unit: null }];
    await trade.change(offer.vendor, offer.id, who % 3 === 0 ? { price } : { lines });
  },
  consent: async (scene, who, which) => {
    const { trade, retailers } = scene;
    const offer = await anOffer(scene, which);
    const choice = pick(['take', 'elsewhere', 'refuse'] as const, who) ?? 'take';
    // One in four answers what they were not asked.
    const retailerId = who % 4 === 0 ? (pick(retailers, who) ?? NOBODY) : offer.retailer;
    await trade.consent(retailerId, offer.id, choice, 1 + (which % 2));
  },
  prefer: async ({ town, retailers }, who, which) => {
    const retailerId = pick(retailers, who) ?? NOBODY;
    const choice = pick(['ask', 'take', 'elsewhere', 'refuse', 'ask'] as const, which) ?? 'ask';
    const cause = town.cause('retailer', retailerId);
    await town.run((tx) => choosePart(tx, cause, retailerId, choice));
  },
  lapse: async (scene, _, which) => {
    const { town, trade } = scene;
    const offer = await anOffer(scene, which);
    await town.run(async (tx) =>
      timeOutChange(tx, town.cause('machine'), await trade.terms(tx), offer.id),
    );
  },
  wait: ({ town }) => {
    town.universe.advance(20 * 60_000);
    return Promise.resolve();
  },
  cancelOwn: async ({ town, retailers, orders }, who, which) => {
    const retailerId = pick(retailers, who) ?? NOBODY;
    const number = which % 5 === 0 ? null : (pick(orders, which)?.number ?? 0n);
    const cause = town.cause('retailer', retailerId);
    await town.run((tx) => cancelOwnOrder(tx, cause, { retailerId, number }));
  },
  cancel: async ({ town, orders }, _, which) => {
    const wanted = { orderId: pick(orders, which)?.id ?? NOBODY, reason: 'model' };
    await town.run((tx) => cancelOrder(tx, town.cause('operator', 'op'), wanted));
  },
} satisfies Record<string, (scene: Scene, who: number, which: number) => Promise<void>>;

async function answer(
  scene: Scene,
  who: number,
  which: number,
  what: 'accept' | 'decline',
): Promise<void> {
  const { town, vendors } = scene;
  const offer = await anOffer(scene, which);
  // One in four answers what is not theirs.
  const vendorId = who % 4 === 0 ? (pick(vendors, who) ?? NOBODY) : offer.vendor;
  const wanted = { vendorId, offerId: offer.id, number: null, answer: what, reason: '' } as const;
  await town.run((tx) => answerOffer(tx, town.cause('vendor', vendorId), wanted));
}

const names = Object.keys(COMMANDS) as Command['name'][];
const commands = fc.array(
  fc.record({
    // Orders three times, assignments twice, or there would be little to do for the others.
    name: fc.constantFrom(...names, 'order' as const, 'order' as const, 'assign' as const),
    who: fc.nat(11),
    which: fc.nat(29),
  }),
  { minLength: 20, maxLength: 60 },
);

/** A town where vendors run out of things and one retailer out of credit. */
async function setScene(town: TestTown, trade: Trade): Promise<Scene> {
  const retailers = [
    await town.addRetailer(),
    await town.addRetailer({ limitMinor: 60_000n }),
    await town.addRetailer({ conversation: false }),
  ];
  const vendors = [
    await town.addVendor({ stock: { rice: 6_000n, noodles: 6_000n, oil: 6_000n } }),
    await town.addVendor({ stock: { rice: 9_000n, oil: 3_000n } }),
    await town.addVendor({ conversation: false, stock: { noodles: 20_000n } }),
  ];
  return { town, trade, retailers, vendors, orders: [] };
}

async function reached(town: TestTown): Promise<OrderState[]> {
  const { rows } = await town.admin('select distinct state from orders where town_id = $1', [
    town.id,
  ]);
  return (rows as { state: OrderState }[]).map((row) => row.state);
}

test('whatever everybody does in whatever order, the town stays consistent', async () => {
  const seen = new Set<OrderState>();
  await fc.assert(
    fc.asyncProperty(commands, async (all) => {
      const town = await its.towns.open();
      const scene = await setScene(town, tradeIn(town));
      for (const { name, who, which } of all) await COMMANDS[name](scene, who, which);
      expect(await findBreaches(its.towns.admin, town.id)).toEqual([]);
      for (const state of await reached(town)) seen.add(state);
    }),
    { numRuns: 12 },
  );
  expect([...seen].sort()).toEqual(['ACCEPTED', 'CANCELLED', 'CONFIRMED', 'VENDOR_ASSIGNED']);
});

test('the same with everybody at once, on many connections', async () => {
  const { town, trade } = its;
  const scene = await setScene(town, trade);
  const rounds = fc.sample(commands, { numRuns: 6, seed: 20_260_302 });
  for (const all of rounds) {
    await Promise.all(all.map(({ name, who, which }) => COMMANDS[name](scene, who, which)));
  }
  expect(scene.orders.length).toBeGreaterThan(10);
});
