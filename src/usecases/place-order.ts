import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { multiplyMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName, soldAs } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { openHold } from '../domain/credit/credit.js';
import { lockBasket, numberOfBasket } from '../domain/orders/baskets.js';
import type { Basket } from '../domain/orders/baskets.js';
import { createOrder } from '../domain/orders/orders.js';
import type { NewOrder } from '../domain/orders/orders.js';
import { readParty } from '../domain/parties/parties.js';
import { learnPhrases, notePurchases } from '../domain/phrases/phrases.js';
import type { Quote } from '../domain/pricing/pricing.js';
import { schedule } from '../outbox/due.js';
import { quoteLines } from './quote-lines.js';
import type { Wake } from './wake.js';

export interface PlaceOrder {
  readonly retailerId: string;
  /** The basket and its version as the retailer saw them. */
  readonly basketId: string;
  readonly version: number;
  /** The next free number; unused, it leaves a gap. */
  readonly nextNumber: () => Promise<bigint>;
}

export interface Placed {
  readonly orderId: string;
  readonly number: bigint;
  readonly totalMinor: Minor;
  readonly wake: Wake;
}

export type PlaceRefusal =
  | 'basket_empty'
  | 'basket_changed'
  | 'price_changed'
  | 'not_sold'
  | 'credit_short'
  | 'credit_stopped'
  | 'phone_not_verified'
  | 'already_placed';

/** Finds the open basket that is meant, or why there is none. */
async function basketMeant(
  tx: Tx,
  order: PlaceOrder,
  basket: Basket | undefined,
): Promise<Outcome<Basket, 'basket_empty' | 'basket_changed' | 'already_placed'>> {
  if (basket?.id !== order.basketId) {
    const number = await numberOfBasket(tx, order.retailerId, order.basketId);
    if (number !== undefined) return refused('already_placed', { number: number.toString() });
  }
  if (!basket || basket.lines.length === 0) return refused('basket_empty');
  const meant = basket.id === order.basketId && basket.version === order.version;
  return meant ? done(basket) : refused('basket_changed');
}

/** The basket's lines as they are frozen: priced, and in the base units that stock counts in. */
function frozenLines(
  catalogue: Catalogue,
  basket: Basket,
  quote: Quote,
): Outcome<NewOrder['lines'], 'not_sold'> {
  const lines: NewOrder['lines'][number][] = [];
  for (const [at, line] of basket.lines.entries()) {
    const quoted = quote.lines[at];
    const sale = soldAs(catalogue, line.productId, line.unit);
    assert(quoted && sale, 'a quoted line is sold');
    const baseQuantity = multiplyMilli(line.quantity, sale.baseUnits);
    if (baseQuantity === undefined) {
      const product = productName(catalogue, line.productId);
      return refused('not_sold', { product, unit: line.unit });
    }
    const { unitPriceMinor, totalMinor } = quoted;
    lines.push({ ...line, baseQuantity, unitPriceMinor, totalMinor });
  }
  return done(lines);
}

/** What an order teaches: what was meant by words that were asked about, and what is bought. */
function learnFrom(tx: Tx, cause: Cause, basket: Basket): Promise<unknown> {
  const { retailerId, lines } = basket;
  const choices = lines.flatMap(({ phrase, productId, said }) =>
    phrase === null ? [] : [{ phrase, productId, said }],
  );
  const productIds = lines.map((line) => line.productId);
  return Promise.all([
    learnPhrases(tx, cause, retailerId, choices),
    notePurchases(tx, cause, retailerId, productIds),
  ]);
}

/**
 * Turns the retailer's open basket into a confirmed order on credit: prices quoted anew from the
 * catalogue handed in must come to the total shown, the hold must fit under the account's lock.
 * Leaves the assignment due now, as a transaction of its own, and learns what the answers to our
 * questions about these lines taught. Locks basket, then credit account.
 * A refusal has changed nothing; `already_placed` carries the order's number, `credit_short` what
 * is available and needed, `price_changed` the new total, `not_sold` the product's name.
 */
export async function placeOrder(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  order: PlaceOrder,
): Promise<Outcome<Placed, PlaceRefusal>> {
  const { retailerId } = order;
  const [retailer, open] = await Promise.all([
    readParty(tx, retailerId),
    lockBasket(tx, retailerId),
  ]);
  assert(retailer?.kind === 'retailer', 'a retailer orders');
  if (retailer.state !== 'APPROVED') return refused('credit_stopped');
  if (!retailer.phoneVerified) return refused('phone_not_verified');
  const meant = await basketMeant(tx, order, open);
  if (!meant.ok) return meant;
  const basket = meant.value;
  const quoted = quoteLines(catalogue, basket.lines);
  if (!quoted.ok) return quoted;
  const { totalMinor } = quoted.value;
  if (totalMinor !== basket.shownTotalMinor) {
    return refused('price_changed', { totalMinor: totalMinor.toString() });
  }
  const lines = frozenLines(catalogue, basket, quoted.value);
  if (!lines.ok) return lines;

  const id = cause.universe.newId();
  const held = await openHold(tx, cause, {
    orderId: id,
    retailerId,
    amountMinor: totalMinor,
  });
  if (!held.ok) return held;
  const number = await order.nextNumber();
  const dueAt = cause.universe.now();
  const { correlationId } = cause;
  const work = { topic: 'assign_order', subjectId: id, dueAt, correlationId } as const;
  const [created] = await Promise.all([
    createOrder(tx, cause, {
      id,
      number,
      retailerId,
      basketId: basket.id,
      basketVersion: basket.version,
      method: 'credit',
      totalMinor,
      lines: lines.value,
    }),
    schedule(tx, work),
    learnFrom(tx, cause, basket),
  ]);
  assert(created.ok, 'a locked basket closes');
  return done({ orderId: id, number, totalMinor, wake: { lanes: [], due: [work] } });
}
