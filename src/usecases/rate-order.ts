import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { beginningOf } from '../base/text.js';
import type { Tx } from '../db/transaction.js';
import { keepRating, readRatable } from '../domain/ratings/ratings.js';
import type { TownSettings } from '../domain/towns/towns.js';

/** What a retailer says of an order that came. */
export interface RatingSaid {
  readonly retailerId: string;
  readonly number: bigint;
  /** From 1, the worst, to 5. */
  readonly stars: number;
  readonly said: string;
}

/** What was kept. */
export interface Rated {
  readonly number: string;
  readonly vendor: string;
  readonly stars: number;
  /** Whether it is the first word about that order. */
  readonly isFirst: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Keeps how an order was, by its own retailer. Refused as `not_arrived` where no such order of
 * theirs came, and as `rating_late` once the town's days for it are over. Locks the rating, then
 * the vendor's figures.
 */
export async function rateOrder(
  tx: Tx,
  cause: Cause,
  settings: Pick<TownSettings, 'rating_open_days'>,
  wanted: RatingSaid,
): Promise<Outcome<Rated, 'not_arrived' | 'rating_late'>> {
  const { retailerId, stars } = wanted;
  const number = wanted.number.toString();
  const order = await readRatable(tx, retailerId, wanted.number);
  if (!order) return refused('not_arrived', { number });
  const days = settings.rating_open_days;
  if (cause.universe.nowMs() - order.arrivedAt.getTime() > days * DAY_MS) {
    return refused('rating_late', { number, days: String(days) });
  }
  const { orderId, vendorId, vendor } = order;
  const said = beginningOf(wanted.said, LIMITS.said_characters_max);
  const isFirst = await keepRating(tx, cause, { orderId, retailerId, vendorId, stars, said });
  return done({ number, vendor, stars, isFirst });
}
