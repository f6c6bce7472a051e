import { sql } from 'kysely';
import { milli } from '../../src/base/quantity.js';
import { inTown } from '../../src/db/transaction.js';
import { loadCatalogue } from '../../src/domain/catalogue/catalogue.js';
import { readOrder } from '../../src/domain/orders/orders.js';
import { setLowBelow } from '../../src/domain/stock/levels.js';
import { countHolderStock } from '../../src/usecases/correct-stock.js';
import { packOrder } from '../../src/usecases/pack-order.js';
import type { Player } from './player.js';

/** What the town's people do with goods in a transcript. */

const by = ({ service }: Player) =>
  ({
    universe: service.universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: service.universe.newId(),
  }) as const;

/** Pairs of words: a product's sku and a quantity. */
function pairs(words: readonly string[]): readonly { sku: string; quantity: string }[] {
  const [sku, quantity = '', ...rest] = words;
  return sku === undefined ? [] : [{ sku, quantity }, ...pairs(rest)];
}

export const STOCK_CHANGES = {
  /** ! packs 1001 NP-WW-CHK 3 NP-SALT 0: the town packs; of some things only so much is there. */
  packs: async (player: Player, [number = '', ...words]: string[]) => {
    const { database, place } = player.service;
    await inTown(database, place.townId, async (tx) => {
      const catalogue = await loadCatalogue(tx);
      const order = await readOrder(tx, { number: BigInt(number) });
      const picks = pairs(words).map(({ sku, quantity }) => {
        const line = order?.lines.find((one) => {
          return catalogue.products.get(one.productId)?.sku === sku;
        });
        return { lineNo: line?.lineNo ?? 0, picked: milli(quantity) };
      });
      const wanted = { order: { id: order?.id ?? '' }, vendorId: null, picks, reason: '' };
      const packed = await packOrder(tx, by(player), catalogue, wanted);
      if (!packed.ok) throw new Error(`not packed: ${packed.refusal}`);
    });
  },
  /** ! has vendor 1 NP-WW-CHK 150 NP-SALT 0: counted in base units. */
  has: async (player: Player, [, vendor = '', ...words]: string[]) => {
    const { database, place, universe } = player.service;
    await inTown(database, place.townId, async (tx) => {
      const catalogue = await loadCatalogue(tx);
      const lines = pairs(words).map(({ sku, quantity }) => {
        const [productId = ''] =
          [...catalogue.products].find(([, product]) => product.sku === sku) ?? [];
        return { productId, counted: milli(quantity) };
      });
      const holderId = place.id('vendor', Number(vendor));
      const count = { id: universe.newId(), holderId, reason: 'counted', lines };
      const counted = await countHolderStock(tx, by(player), catalogue, count);
      if (!counted.ok) throw new Error(`not counted: ${counted.refusal}`);
    });
  },
  /** ! watches 1 NP-WW-CHK 200: less than that free, in base units, is low for the vendor. */
  watches: async (player: Player, [vendor = '', sku = '', below = '0']: string[]) => {
    const { database, place } = player.service;
    await inTown(database, place.townId, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id from products where sku = ${sku}`.execute(tx);
      const holder = place.id('vendor', Number(vendor));
      await setLowBelow(tx, by(player), holder, rows[0]?.id ?? '', milli(below));
    });
  },
};
