import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { Offer } from '../domain/orders/offers.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { carryOut } from './carry-out.js';
import type { Plan } from './carry-out.js';
import { lockOfferMeant } from './offer-meant.js';
import type { OfferName, OfferRefusal } from './offer-meant.js';
import type { Wake } from './wake.js';

export interface OfferAnswer extends OfferName {
  readonly answer: 'accept' | 'decline';
  /** The vendor's own words with a decline, may be empty. */
  readonly reason: string;
}

export interface OfferAnswered {
  readonly number: bigint;
  readonly wake: Wake;
}

export type AnswerRefusal = OfferRefusal;

/**
 * A vendor takes an offer whole or leaves it; of two answers the first wins. A bare yes or no is
 * about the only offer that waits for the vendor; by number or button one whose change waits for
 * the retailer can be meant as well. Taken: the hold becomes an ORDER_CREDIT posting with the
 * cost that was offered, and the retailer hears it. Left: the stock is free again and the next
 * assignment is due now. Locks order, offer, stock, credit account. A refusal has changed nothing.
 */
export async function answerOffer(
  tx: Tx,
  cause: Cause,
  wanted: OfferAnswer,
): Promise<Outcome<OfferAnswered, AnswerRefusal>> {
  const meant = await lockOfferMeant(tx, cause, wanted, ({ state }) => state === 'OFFERED');
  if (!meant.ok) return meant;
  return answerLocked(tx, cause, meant.value, wanted);
}

/** The same for an offer whose order is locked already. */
export async function answerLocked(
  tx: Tx,
  cause: Cause,
  { order, offer }: { readonly order: LockedOrder; readonly offer: Offer },
  { answer, reason, promisedAt }: Pick<OfferAnswer, 'answer' | 'reason'> & { promisedAt?: Date },
): Promise<Outcome<OfferAnswered, 'offer_closed'>> {
  const accepted = answer === 'accept';
  const event = accepted ? 'accepted' : 'declined';
  const plan: Plan = { reason, answer: { id: offer.id, event } };
  const carried = accepted
    ? await carryOut(tx, cause, order, 'vendor_accepted', {
        ...plan,
        tellRetailer: await acceptedTell(tx, order, offer, promisedAt),
      })
    : await carryOut(tx, cause, order, 'vendor_declined', plan);
  if (!carried.ok) return refused('offer_closed', { number: order.number.toString() });
  return done({ number: order.number, wake: carried.value });
}

async function acceptedTell(
  tx: Tx,
  order: LockedOrder,
  offer: Offer,
  promisedAt: Date | undefined,
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
      ...(promisedAt && { promisedAt: promisedAt.toISOString() }),
    },
  };
}
