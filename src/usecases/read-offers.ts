import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { openOffersOf } from '../domain/orders/offers.js';
import { readNames } from '../domain/parties/parties.js';
import { readWishesOfOffers } from '../domain/wishes/wishes.js';
import type { ToldLine, ToldWish } from './tells.js';
import { toldLines } from './told-lines.js';

/** An open offer as its vendor is told of it. */
export interface ToldOffer {
  readonly offerId: string;
  readonly number: string;
  readonly retailer: string;
  readonly costMinor: string;
  /** ISO 8601 */
  readonly replyBy: string;
  readonly lines: readonly ToldLine[];
  readonly wish?: ToldWish;
}

/** The vendor's offers that wait for the vendor's answer, oldest first. Takes no lock. */
export async function readOffers(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  vendorId: string,
): Promise<readonly ToldOffer[]> {
  const open = await openOffersOf(tx, cause, vendorId);
  const offers = open.filter(({ state }) => state === 'OFFERED');
  const [names, wishes] = await Promise.all([
    readNames(
      tx,
      offers.map((offer) => offer.retailerId),
    ),
    readWishesOfOffers(
      tx,
      offers.map((offer) => offer.offerId),
    ),
  ]);
  const wishOf = (offerId: string): { wish?: ToldWish } => {
    const wish = wishes.get(offerId);
    return wish ? { wish } : {};
  };
  return offers.map((offer) => ({
    offerId: offer.offerId,
    number: offer.number.toString(),
    retailer: names.get(offer.retailerId) ?? '',
    costMinor: offer.costMinor.toString(),
    replyBy: offer.replyBy.toISOString(),
    lines: toldLines(catalogue, offer.lines),
    ...wishOf(offer.offerId),
  }));
}
