import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { openOffersOf } from '../domain/orders/offers.js';
import type { Offer } from '../domain/orders/offers.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { carryOut } from './carry-out.js';
import type { Plan } from './carry-out.js';
import type { Wake } from './wake.js';

export interface OfferAnswer {
  readonly vendorId: string;
  /** The offer by its button, or the order by its number, or null and null: the only open one. */
  readonly offerId: string | null;
  readonly number: bigint | null;
  readonly answer: 'accept' | 'decline';
  /** The vendor's own words with a decline, may be empty. */
  readonly reason: string;
}

export interface OfferAnswered {
  readonly number: bigint;
  readonly wake: Wake;
}

export type AnswerRefusal = 'no_open_offer' | 'which_offer' | 'offer_closed' | 'not_your_offer';

/** Locks the order whose offer is meant and finds that offer, open and the vendor's own. */
async function offerMeant(
  tx: Tx,
  cause: Cause,
  wanted: OfferAnswer,
): Promise<Outcome<{ order: LockedOrder; offer: Offer }, AnswerRefusal>> {
  let { offerId } = wanted;
  if (offerId === null && wanted.number === null) {
    const [only, another] = await openOffersOf(tx, cause, wanted.vendorId);
    if (!only) return refused('no_open_offer');
    if (another) return refused('which_offer');
    offerId = only.offerId;
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
  if (offer.state !== 'OFFERED') {
    return refused('offer_closed', { number, state: offer.state, order: order.state });
  }
  return done({ order, offer });
}

/**
 * A vendor takes an offer or leaves it; of two answers the first wins. Taken: the hold becomes
 * an ORDER_CREDIT posting with the cost that was offered, and the retailer hears it. Left: the
 * stock is free again and the next assignment is due now. Locks order, offer, stock, credit
 * account. A refusal has changed nothing.
 */
export async function answerOffer(
  tx: Tx,
  cause: Cause,
  wanted: OfferAnswer,
): Promise<Outcome<OfferAnswered, AnswerRefusal>> {
  const meant = await offerMeant(tx, cause, wanted);
  if (!meant.ok) return meant;
  const { order, offer } = meant.value;
  const accepted = wanted.answer === 'accept';
  const plan: Plan = {
    reason: wanted.reason,
    answer: { id: offer.id, state: accepted ? 'ACCEPTED' : 'DECLINED' },
  };
  const carried = accepted
    ? await carryOut(tx, cause, order, 'vendor_accepted', {
        ...plan,
        tellRetailer: await acceptedTell(tx, order, offer),
      })
    : await carryOut(tx, cause, order, 'vendor_declined', plan);
  if (!carried.ok) return refused('offer_closed', { number: order.number.toString() });
  return done({ number: order.number, wake: carried.value });
}

async function acceptedTell(
  tx: Tx,
  order: LockedOrder,
  offer: Offer,
): Promise<NonNullable<Plan['tellRetailer']>> {
  const names = await readNames(tx, [offer.vendorId]);
  return {
    partyId: order.retailerId,
    key: offer.id,
    tell: {
      type: 'order_accepted',
      number: order.number.toString(),
      vendor: names.get(offer.vendorId) ?? '',
      totalMinor: order.totalMinor.toString(),
    },
  };
}
