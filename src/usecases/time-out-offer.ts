import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { lockOrder } from '../domain/orders/orders.js';
import { takeDue } from '../outbox/due.js';
import { carryOut } from './carry-out.js';
import type { Wake } from './wake.js';

/**
 * Closes an offer whose deadline has passed unanswered: the stock is free again, the vendor hears
 * it, the next assignment is due now. Locks order, offer, stock. Refused as `not_now` when the
 * offer was answered meanwhile or its time has not come.
 */
export async function timeOutOffer(
  tx: Tx,
  cause: Cause,
  offerId: string,
): Promise<Outcome<{ readonly wake: Wake }, 'not_now'>> {
  const order = await lockOrder(tx, { offerId });
  const offer = order?.offers.find((one) => one.id === offerId);
  if (!order || offer?.state !== 'OFFERED') {
    await takeDue(tx, { topic: 'offer_timeout', subjectId: offerId });
    return refused('not_now');
  }
  if (offer.replyBy > cause.universe.now()) return refused('not_now');
  const carried = await carryOut(tx, cause, order, 'vendor_timed_out', {
    reason: '',
    answer: { id: offerId, event: 'timed_out' },
    tellVendor: {
      partyId: offer.vendorId,
      key: offerId,
      tell: { type: 'offer_closed', number: order.number.toString(), why: 'timed_out' },
    },
  });
  return carried.ok ? done({ wake: carried.value }) : carried;
}
