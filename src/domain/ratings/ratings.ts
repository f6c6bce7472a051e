import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import type { Tx } from '../../db/transaction.js';
import {
  insertRating,
  selectRatable,
  selectRatingFigures,
  selectRatings,
  updateRating,
} from './queries.js';

/** An order that came, and may be rated by its retailer. */
export interface Ratable {
  readonly orderId: string;
  readonly vendorId: string;
  readonly vendor: string;
  readonly arrivedAt: Date;
}

/** An order of a retailer that came; undefined where none with that number did. Takes no lock. */
export async function readRatable(
  tx: Tx,
  retailerId: string,
  number: bigint,
): Promise<Ratable | undefined> {
  const row = await selectRatable(tx, retailerId, number);
  return (
    row && {
      orderId: row.order_id,
      vendorId: row.vendor_id,
      vendor: row.vendor,
      arrivedAt: row.arrived_at,
    }
  );
}

/** How an order was. */
export interface Rating {
  readonly orderId: string;
  readonly retailerId: string;
  readonly vendorId: string;
  /** From 1, the worst, to 5. */
  readonly stars: number;
  /** The retailer's own words beside it; empty: none. */
  readonly said: string;
}

/**
 * Keeps how an order was; said again, the last word counts. The vendor's figures follow by
 * trigger. Returns whether it is the first word about it. Locks the rating, then the vendor's
 * figures.
 */
export async function keepRating(tx: Tx, cause: Cause, rating: Rating): Promise<boolean> {
  const at = cause.universe.now();
  const isFirst = await insertRating(tx, rating, at);
  if (!isFirst) await updateRating(tx, rating, at);
  return isFirst;
}

export interface RatedOrder {
  readonly orderId: string;
  readonly number: bigint;
  readonly retailerId: string;
  readonly retailer: string;
  readonly stars: number;
  readonly said: string;
  readonly ratedAt: Date;
  readonly changedAt: Date;
}

/** What the retailers of a vendor's orders said, the newest order's first. */
export async function listRatings(
  tx: Tx,
  vendorId: string,
  page: { readonly beforeOrderId: string | null; readonly rows: number },
): Promise<readonly RatedOrder[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectRatings(tx, vendorId, page.beforeOrderId, rowsMax);
  return rows.map((row) => ({
    orderId: row.order_id,
    number: row.number,
    retailerId: row.retailer_id,
    retailer: row.retailer,
    stars: row.stars,
    said: row.said,
    ratedAt: row.rated_at,
    changedAt: row.changed_at,
  }));
}

/** A vendor's orders that were rated, and the sum of their stars; undefined: no such vendor. */
export async function readRatingFigures(
  tx: Tx,
  vendorId: string,
): Promise<{ readonly rated: bigint; readonly stars: bigint } | undefined> {
  return selectRatingFigures(tx, vendorId);
}
