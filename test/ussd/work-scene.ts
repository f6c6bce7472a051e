import { sql } from 'kysely';
import type { Cause } from '../../src/base/cause.js';
import { milli } from '../../src/base/quantity.js';
import { demoPhone } from '../../src/demo-town.js';
import { inTown } from '../../src/db/transaction.js';
import { loadCatalogue } from '../../src/domain/catalogue/catalogue.js';
import { countHolderStock } from '../../src/usecases/correct-stock.js';
import type { Stage } from '../support/stage.js';
import { pickUp } from '../support/ussd-phone.js';

/** What a vendor's or a driver's keypad is to show: somebody has to order it first. */

/** Retailer 2 has no credit to order on. */
const FIRST_BUYER = 3;
let buyer = FIRST_BUYER;

/** Codes of what is ordered. */
const RICE = 101;
const NOODLES = 136;

/** Vendor 1 has plenty of both, whatever was counted before. */
async function refill({ database, place, universe }: Stage): Promise<void> {
  const cause: Cause = {
    universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: universe.newId(),
  };
  await inTown(database, place.townId, async (tx) => {
    const catalogue = await loadCatalogue(tx);
    const lines = [...catalogue.products.values()]
      .filter(({ code }) => code === RICE || code === NOODLES)
      .map(({ productId }) => ({ productId, counted: milli('1000000') }));
    const holderId = place.id('vendor', 1);
    const count = { id: universe.newId(), holderId, reason: 'counted', lines };
    const counted = await countHolderStock(tx, cause, catalogue, count);
    if (!counted.ok) throw new Error(counted.refusal);
  });
}

/** Somebody orders rice by keypad, and noodles as well where `lines` is 2; a vendor is asked. */
export async function orderGoods(stage: Stage, buyers: number, lines: 1 | 2): Promise<void> {
  buyer = buyer >= buyers ? FIRST_BUYER : buyer + 1;
  const phone = pickUp(stage, demoPhone('retailer', buyer));
  const rest = lines === 2 ? ['2', '3', String(NOODLES), '1', '2', '1', '1234'] : ['1', '1234'];
  await refill(stage);
  await phone.dial(`1*3*${RICE}*5`);
  let ends = false;
  for (const key of rest) ({ ends } = await phone.press(key));
  if (!ends) throw new Error('nothing was ordered');
  await stage.settle();
}

/** Offers that wait for a vendor's answer, and orders that wait to be packed. */
export async function workOf(stage: Stage): Promise<{ offers: number; toPack: number }> {
  const { rows } = await inTown(stage.database, stage.place.townId, (tx) =>
    sql<{ offers: number; toPack: number }>`select
      (select count(*)::int from vendor_offers where state = 'OFFERED') as offers,
      (select count(*)::int from orders where state = 'ACCEPTED') as "toPack"`.execute(tx),
  );
  return rows[0] ?? { offers: -1, toPack: -1 };
}
