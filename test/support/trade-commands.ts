import { choosePreferences } from '../../src/domain/preferences/preferences.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { timeOutChange } from '../../src/usecases/answer-change.js';
import { answerOffer } from '../../src/usecases/answer-offer.js';
import { assignOrder, assignOrderTo } from '../../src/usecases/assign-order.js';
import { cancelOrder, cancelOwnOrder } from '../../src/usecases/cancel-order.js';
import { editBasket } from '../../src/usecases/edit-basket.js';
import { timeOutOffer } from '../../src/usecases/time-out-offer.js';
import type { TestTown } from './town.js';
import { edit } from './trade.js';
import type { Trade } from './trade.js';

/** The actors and orders that commands choose from. */
export interface TradeScene {
  readonly town: TestTown;
  readonly trade: Trade;
  readonly retailers: readonly string[];
  readonly vendors: readonly string[];
  readonly orders: { readonly id: string; readonly number: bigint }[];
}

export const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % all.length];

async function anOffer(
  scene: TradeScene,
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
export const NOBODY = '018f0000-0000-7000-8000-000000000000';

/** Every command may be impossible when it comes; then it must be refused, never throw. */
export const TRADE_COMMANDS = {
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
    await town.run((tx) => choosePreferences(tx, cause, retailerId, { part: choice }));
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
} satisfies Record<string, (scene: TradeScene, who: number, which: number) => Promise<void>>;

async function answer(
  scene: TradeScene,
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

/** A town where vendors run out of things and one retailer out of credit. */
export async function setTradeScene(town: TestTown, trade: Trade): Promise<TradeScene> {
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
