import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';

/** An order as a vendor names it: by number, by the offer of it, or not at all. */
export interface OrderNamed {
  readonly vendorId: string;
  readonly number: bigint | null;
  readonly offerId: string | null;
}

/**
 * Locks the order that a vendor speaks of, where they named it. Refused as `not_your_offer` for
 * one that never lay before them: another vendor's is not told apart from none.
 */
export async function lockNamed(
  tx: Tx,
  { vendorId, number, offerId }: OrderNamed,
): Promise<Outcome<LockedOrder | undefined, 'not_your_offer'>> {
  if (number === null && offerId === null) return done(undefined);
  const order = await lockOrder(tx, number === null ? { offerId: offerId ?? '' } : { number });
  const theirs = order?.offers.some((offer) => offer.vendorId === vendorId) === true;
  return order && theirs ? done(order) : refused('not_your_offer');
}
