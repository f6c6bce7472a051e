import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { noteLowStockTold, readHolder, readLowStock } from '../domain/stock/levels.js';
import { tell } from '../inbox/tell.js';
import { takeDue } from '../outbox/due.js';
import type { Wake } from './wake.js';

/**
 * Tells a vendor what ran low, once per notice, with what is free by now. A warehouse has no
 * conversation, and a vendor who was never heard has none either: there the town's people find it
 * in their list of what is low, where it stays until it is above again. Refused as `not_now` when
 * it is above already or was told.
 */
export async function tellLowStock(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  noticeId: string,
): Promise<Outcome<{ readonly told: boolean; readonly wake: Wake }, 'not_now'>> {
  await takeDue(tx, { topic: 'low_stock', subjectId: noticeId });
  const low = await readLowStock(tx, noticeId);
  const product = low && catalogue.products.get(low.productId);
  if (!product || low.endedAt !== null || low.toldAt !== null) return refused('not_now');
  const holder = await readHolder(tx, low.holderId);
  if (holder?.kind !== 'vendor') return done({ told: false, wake: { lanes: [], due: [] } });
  const quantity = formatMilli(low.free);
  const event = {
    type: 'stock_low',
    name: product.name,
    quantity,
    unit: product.baseUnit,
  } as const;
  const told = await tell(tx, cause, holder.id, event, noticeId);
  if (!told.ok) return done({ told: false, wake: { lanes: [], due: [] } });
  await noteLowStockTold(tx, cause, noticeId);
  return done({ told: true, wake: { lanes: [told.value.lane], due: [] } });
}
