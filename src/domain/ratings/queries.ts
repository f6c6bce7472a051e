import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface RatableRow {
  readonly order_id: string;
  readonly vendor_id: string;
  readonly vendor: string;
  readonly arrived_at: Date;
}

/** An order of a retailer that came, by its number, with who brought about that it did. */
export async function selectRatable(
  tx: Tx,
  retailerId: string,
  number: bigint,
): Promise<RatableRow | undefined> {
  const { rows } = await sql<RatableRow>`
    select d.id as order_id, v.vendor_id, p.name as vendor, v.changed_at as arrived_at
    from orders d
    join deliveries v on v.town_id = d.town_id and v.order_id = d.id
      and v.state in ('DELIVERED', 'PART_DELIVERED')
    join parties p on p.town_id = v.town_id and p.id = v.vendor_id
    where d.town_id = ${tx.townId} and d.number = ${number} and d.retailer_id = ${retailerId}
      and d.state in ('DELIVERED', 'COMPLETED')`.execute(tx);
  return rows[0];
}

/** Keeps how an order was; false where it was said before already. */
export async function insertRating(
  tx: Tx,
  rating: {
    readonly orderId: string;
    readonly retailerId: string;
    readonly vendorId: string;
    readonly stars: number;
    readonly said: string;
  },
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into order_ratings (town_id, order_id, retailer_id, vendor_id, stars, said, rated_at,
      changed_at)
    values (${tx.townId}, ${rating.orderId}, ${rating.retailerId}, ${rating.vendorId},
      ${rating.stars}, ${rating.said}, ${at}, ${at})
    on conflict (town_id, order_id) do nothing
    returning order_id`.execute(tx);
  return rows.length > 0;
}

/** Keeps another word about an order that was rated; words that were said before stay. */
export async function updateRating(
  tx: Tx,
  rating: { readonly orderId: string; readonly stars: number; readonly said: string },
  at: Date,
): Promise<void> {
  await sql`
    update order_ratings set stars = ${rating.stars},
      said = case when ${rating.said} = '' then said else ${rating.said} end, changed_at = ${at}
    where town_id = ${tx.townId} and order_id = ${rating.orderId}`.execute(tx);
}

export interface RatingRow {
  readonly order_id: string;
  readonly number: bigint;
  readonly retailer_id: string;
  readonly retailer: string;
  readonly stars: number;
  readonly said: string;
  readonly rated_at: Date;
  readonly changed_at: Date;
}

/** A page of a vendor's ratings, the newest order's first. */
export async function selectRatings(
  tx: Tx,
  vendorId: string,
  beforeOrderId: string | null,
  rowsMax: number,
): Promise<RatingRow[]> {
  const before = beforeOrderId === null ? sql`` : sql`and r.order_id < ${beforeOrderId}`;
  const { rows } = await sql<RatingRow>`
    select r.order_id, d.number, r.retailer_id, p.name as retailer, r.stars, r.said, r.rated_at,
      r.changed_at
    from order_ratings r
    join orders d on d.town_id = r.town_id and d.id = r.order_id
    join parties p on p.town_id = r.town_id and p.id = r.retailer_id
    where r.town_id = ${tx.townId} and r.vendor_id = ${vendorId} ${before}
    order by r.order_id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

/** What a vendor's ratings come to; undefined where there is no such vendor. */
export async function selectRatingFigures(
  tx: Tx,
  vendorId: string,
): Promise<{ rated: bigint; stars: bigint } | undefined> {
  const { rows } = await sql<{ rated: bigint; stars: bigint }>`
    select rated, stars from vendor_figures
    where town_id = ${tx.townId} and vendor_id = ${vendorId}`.execute(tx);
  return rows[0];
}
