import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { uuidV7 } from '../../base/universe.js';
import type { Tx } from '../../db/transaction.js';
import { linesFromDocuments } from './lines.js';
import type { OrderLine } from './lines.js';
import type { OfferState } from './offer-lifecycle.js';
import { selectOpenOffers } from './queries.js';

/** An order put before one vendor, with a deadline. */
export interface Offer {
  readonly id: string;
  readonly vendorId: string;
  readonly state: OfferState;
  /** What the vendor is paid, frozen when the offer was made. */
  readonly costMinor: Minor;
  /** The same by line, in the order of the order's lines; empty for the oldest offers. */
  readonly lineCosts: readonly Minor[];
  readonly replyBy: Date;
}

/** An open offer as its vendor sees it. */
export interface OpenOffer {
  readonly offerId: string;
  /** OFFERED waits for the vendor, the others for the retailer. */
  readonly state: OfferState;
  readonly number: bigint;
  readonly retailerId: string;
  readonly costMinor: Minor;
  readonly replyBy: Date;
  readonly lines: readonly OrderLine[];
}

/**
 * The vendor's open offers, oldest first. Ids sort by time, so only those young enough to be
 * open are looked at, however long the vendor's history is.
 */
export async function openOffersOf(
  tx: Tx,
  cause: Cause,
  vendorId: string,
): Promise<readonly OpenOffer[]> {
  const since = uuidV7(cause.universe.nowMs() - LIMITS.offer_open_ms_max, 0, new Uint8Array(8));
  const rows = await selectOpenOffers(tx, vendorId, since, LIMITS.offers_told_max);
  return rows.map((row) => ({
    offerId: row.offer_id,
    state: row.state as OfferState,
    number: row.number,
    retailerId: row.retailer_id,
    costMinor: row.cost_minor,
    replyBy: row.reply_by,
    lines: linesFromDocuments(row.lines),
  }));
}
