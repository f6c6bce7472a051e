import type { Cause } from '../base/cause.js';
import { formatMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { openOffersOf } from '../domain/orders/offers.js';
import { readNames } from '../domain/parties/parties.js';
import { listPickOrders } from '../domain/picking/picking.js';
import { readPromises } from '../domain/vendors/promises.js';
import { readWishesOfOffers } from '../domain/wishes/wishes.js';
import type { ToldLine, ToldWish } from './tells.js';

/** One order of a vendor with what is needed to answer it line by line, without words. */

export interface KeyedLine extends ToldLine {
  readonly productId: string;
}

export interface KeyedOrder {
  /** The offer that waits for an answer; null once the order is the vendor's. */
  readonly offerId: string | null;
  readonly number: string;
  readonly retailer: string;
  readonly lines: readonly KeyedLine[];
  /** What is paid for it; null where that is said elsewhere. */
  readonly costMinor: string | null;
  /** ISO 8601: by when to answer, or what was promised. */
  readonly by: string | null;
  readonly wish?: ToldWish;
}

function keyedLines(
  catalogue: Catalogue,
  lines: readonly {
    readonly productId: string;
    readonly quantity: Milli;
    readonly unit: string;
  }[],
): readonly KeyedLine[] {
  return lines.map(({ productId, quantity, unit }) => ({
    productId,
    name: productName(catalogue, productId),
    quantity: formatMilli(quantity),
    unit,
  }));
}

/**
 * One offer that waits for this vendor's answer; null when it does not (any more), or was made to
 * somebody else. Takes no lock: whoever acts on it finds out again.
 */
export async function readOpenOffer(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  wanted: { readonly vendorId: string; readonly offerId: string },
): Promise<KeyedOrder | null> {
  const open = await openOffersOf(tx, cause, wanted.vendorId);
  const offer = open.find((one) => one.offerId === wanted.offerId && one.state === 'OFFERED');
  if (!offer) return null;
  const [names, wishes] = await Promise.all([
    readNames(tx, [offer.retailerId]),
    readWishesOfOffers(tx, [offer.offerId]),
  ]);
  const wish = wishes.get(offer.offerId);
  return {
    offerId: offer.offerId,
    number: offer.number.toString(),
    retailer: names.get(offer.retailerId) ?? '',
    lines: keyedLines(catalogue, offer.lines),
    costMinor: offer.costMinor.toString(),
    by: offer.replyBy.toISOString(),
    ...(wish && { wish }),
  };
}

/** One order of this vendor that waits to be packed; null when it does not. Takes no lock. */
export async function readOrderToPack(
  tx: Tx,
  catalogue: Catalogue,
  wanted: { readonly vendorId: string; readonly number: bigint },
): Promise<KeyedOrder | null> {
  const orders = await listPickOrders(tx, wanted.vendorId);
  const order = orders.find(({ number }) => number === wanted.number);
  if (!order) return null;
  const [names, promises] = await Promise.all([
    readNames(tx, [order.retailerId]),
    readPromises(tx, [order.orderId]),
  ]);
  return {
    offerId: null,
    number: order.number.toString(),
    retailer: names.get(order.retailerId) ?? '',
    lines: keyedLines(catalogue, order.lines),
    costMinor: null,
    by: promises.get(order.orderId)?.toISOString() ?? null,
  };
}
