import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface BasketRow {
  readonly id: string;
  readonly lines: unknown;
  readonly shown_total_minor: bigint;
  readonly shown: unknown;
  readonly version: number;
  readonly wished_time: string;
  readonly delivery_note: string;
}

const BASKET = sql`id, lines, shown_total_minor, shown, version, wished_time, delivery_note`;

/** Locks the retailer's open basket, if there is one. */
export async function lockOpenBasket(tx: Tx, retailerId: string): Promise<BasketRow | undefined> {
  const { rows } = await sql<BasketRow>`
    select ${BASKET} from baskets
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and state = 'OPEN'
    for no key update`.execute(tx);
  return rows[0];
}

/**
 * The same for whoever a conversation belongs to, so that a hop can ask together with the session
 * and save a round trip; reads the one column of the session that says who that is.
 */
export async function lockOpenBasketIn(
  tx: Tx,
  conversationId: string,
): Promise<(BasketRow & { readonly retailer_id: string }) | undefined> {
  const { rows } = await sql<BasketRow & { retailer_id: string }>`
    select ${BASKET}, retailer_id from baskets
    where town_id = ${tx.townId} and state = 'OPEN' and retailer_id = (
      select party_id from sessions
      where town_id = ${tx.townId} and conversation_id = ${conversationId})
    for no key update`.execute(tx);
  return rows[0];
}

export interface BasketColumns {
  readonly id: string;
  readonly retailerId: string;
  /** JSON, as is what was shown. */
  readonly lines: string;
  readonly shownTotalMinor: bigint;
  readonly shown: string;
  readonly wishedTime: string;
  readonly deliveryNote: string;
  readonly at: Date;
}

/** Opens a basket; false when another one is open (it may be of a concurrent hop). */
export async function insertBasket(tx: Tx, basket: BasketColumns): Promise<boolean> {
  const { rows } = await sql`
    insert into baskets (town_id, id, retailer_id, state, lines, shown_total_minor, shown,
      wished_time, delivery_note, changed_at)
    values (${tx.townId}, ${basket.id}, ${basket.retailerId}, 'OPEN', ${basket.lines},
      ${basket.shownTotalMinor}, ${basket.shown}, ${basket.wishedTime}, ${basket.deliveryNote},
      ${basket.at})
    on conflict (town_id, retailer_id) where state = 'OPEN' do nothing
    returning id`.execute(tx);
  return rows.length === 1;
}

/**
 * Changes an open basket; false when it is not open in this version. The retailer is named so
 * that the index of open baskets leads to the one row: by its town alone it is all of them.
 */
export async function updateBasket(
  tx: Tx,
  basket: BasketColumns & { readonly version: number },
): Promise<boolean> {
  const { rows } = await sql`
    update baskets set lines = ${basket.lines}, shown_total_minor = ${basket.shownTotalMinor},
      shown = ${basket.shown}, wished_time = ${basket.wishedTime},
      delivery_note = ${basket.deliveryNote}, version = version + 1, changed_at = ${basket.at}
    where town_id = ${tx.townId} and retailer_id = ${basket.retailerId} and state = 'OPEN'
      and id = ${basket.id} and version = ${basket.version}
    returning id`.execute(tx);
  return rows.length === 1;
}

/** Drops the open basket; false when none was open. */
export async function dropOpenBasket(tx: Tx, retailerId: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update baskets set state = 'DROPPED', version = version + 1, changed_at = ${at}
    where town_id = ${tx.townId} and retailer_id = ${retailerId} and state = 'OPEN'
    returning id`.execute(tx);
  return rows.length === 1;
}

/** The numbers of the orders that the retailer's basket became, without what was left of them. */
export async function selectNumbersOfBasket(
  tx: Tx,
  retailerId: string,
  basketId: string,
): Promise<bigint[]> {
  const { rows } = await sql<{ number: bigint }>`
    select number from orders where town_id = ${tx.townId} and basket_id = ${basketId}
      and parent_id is null and retailer_id = ${retailerId} order by part_no`.execute(tx);
  return rows.map(({ number }) => number);
}
