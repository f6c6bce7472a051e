import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface WishRow {
  readonly id: string;
  readonly wished_time: string;
  readonly delivery_note: string;
  readonly substitutes: string;
}

/** What is wished with these orders. */
export async function selectWishes(tx: Tx, orderIds: readonly string[]): Promise<WishRow[]> {
  const { rows } = await sql<WishRow>`
    select id, wished_time, delivery_note, substitutes from orders
    where town_id = ${tx.townId} and id = any(${orderIds}::uuid[])`.execute(tx);
  return rows;
}

/** Keeps the words of a wish; null leaves a part of it as it was. */
export async function updateWish(
  tx: Tx,
  orderId: string,
  said: { readonly time: string | null; readonly note: string | null },
): Promise<WishRow | undefined> {
  const { rows } = await sql<WishRow>`
    update orders set wished_time = coalesce(${said.time}, wished_time),
      delivery_note = coalesce(${said.note}, delivery_note)
    where town_id = ${tx.townId} and id = ${orderId}
    returning id, wished_time, delivery_note, substitutes`.execute(tx);
  return rows[0];
}

/** The same by the offers that were made of the orders: the id is the offer's. */
export async function selectWishesOfOffers(
  tx: Tx,
  offerIds: readonly string[],
): Promise<WishRow[]> {
  const { rows } = await sql<WishRow>`
    select o.id, d.wished_time, d.delivery_note, d.substitutes
    from vendor_offers o join orders d on d.town_id = o.town_id and d.id = o.order_id
    where o.town_id = ${tx.townId} and o.id = any(${offerIds}::uuid[])`.execute(tx);
  return rows;
}
