import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { isOpenOffer } from '../domain/orders/offer-lifecycle.js';
import { openOffersOf } from '../domain/orders/offers.js';
import type { Offer, OpenOffer } from '../domain/orders/offers.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';

/** Which offer a vendor speaks of. */
export interface OfferName {
  readonly vendorId: string;
  /** The offer by its button, or the order by its number, or null and null: the only one. */
  readonly offerId: string | null;
  readonly number: bigint | null;
}

export type OfferRefusal = 'no_open_offer' | 'which_offer' | 'offer_closed' | 'not_your_offer';

/** The offer that words without a number are about: the only open one that they fit. */
async function onlyOffer(
  tx: Tx,
  cause: Cause,
  vendorId: string,
  fits: (offer: OpenOffer) => boolean,
): Promise<Outcome<string, 'no_open_offer' | 'which_offer'>> {
  const offers = await openOffersOf(tx, cause, vendorId);
  const [only, another] = offers.filter(fits);
  const waits = offers.some(({ state }) => state === 'OFFERED');
  if (!only) return refused(waits ? 'which_offer' : 'no_open_offer');
  return another ? refused('which_offer') : done(only.offerId);
}

/**
 * Locks the order whose offer is meant and finds that offer, open and the vendor's own. `fits`
 * chooses among the vendor's open offers where none is named.
 */
export async function lockOfferMeant(
  tx: Tx,
  cause: Cause,
  wanted: OfferName,
  fits: (offer: OpenOffer) => boolean,
): Promise<Outcome<{ readonly order: LockedOrder; readonly offer: Offer }, OfferRefusal>> {
  let { offerId } = wanted;
  if (offerId === null && wanted.number === null) {
    const only = await onlyOffer(tx, cause, wanted.vendorId, fits);
    if (!only.ok) return only;
    offerId = only.value;
  }
  const key = offerId === null ? { number: wanted.number ?? 0n } : { offerId };
  const order = await lockOrder(tx, key);
  // A number of nobody's is answered like that of another vendor's order: neither is told apart.
  if (!order) return refused(offerId === null ? 'not_your_offer' : 'no_open_offer');
  const offer = order.offers.findLast((one) =>
    offerId === null ? one.vendorId === wanted.vendorId : one.id === offerId,
  );
  if (offer?.vendorId !== wanted.vendorId) return refused('not_your_offer');
  const number = order.number.toString();
  if (!isOpenOffer(offer)) {
    return refused('offer_closed', { number, state: offer.state, order: order.state });
  }
  return done({ order, offer });
}
