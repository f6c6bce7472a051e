import { assert } from '../../base/assert.js';
import type { Tx } from '../../db/transaction.js';
import { selectWishes, selectWishesOfOffers, updateWish } from './queries.js';
import type { WishRow } from './queries.js';

/** Whether something else may come where a product is missing. */
export type Substitutes = 'ask' | 'allow' | 'never';

/** What a retailer wishes with an order beside its goods. */
export interface OrderWish {
  /** In the retailer's words; empty: nothing was said. */
  readonly time: string;
  readonly note: string;
  /** As the retailer had chosen when the order was placed. */
  readonly substitutes: Substitutes;
}

function fromRow(row: WishRow): OrderWish {
  const substitutes = row.substitutes as Substitutes;
  return { time: row.wished_time, note: row.delivery_note, substitutes };
}

/** What is wished with orders, by their ids; unknown ids are missing. Takes no lock. */
export async function readWishes(
  tx: Tx,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderWish>> {
  if (orderIds.length === 0) return new Map();
  const rows = await selectWishes(tx, orderIds);
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

/** The same by the ids of offers that were made of the orders. Takes no lock. */
export async function readWishesOfOffers(
  tx: Tx,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, OrderWish>> {
  if (offerIds.length === 0) return new Map();
  const rows = await selectWishesOfOffers(tx, offerIds);
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

/** Keeps a wish with an order whose row the caller has locked; null leaves what was said before. */
export async function keepWish(
  tx: Tx,
  orderId: string,
  said: { readonly time: string | null; readonly note: string | null },
): Promise<OrderWish> {
  const row = await updateWish(tx, orderId, said);
  assert(row, `a locked order stays: ${orderId}`);
  return fromRow(row);
}
