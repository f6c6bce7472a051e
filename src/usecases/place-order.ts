import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { openHold } from '../domain/credit/credit.js';
import { lockBasket, numberOfBasket } from '../domain/baskets/baskets.js';
import type { Basket } from '../domain/baskets/baskets.js';
import { createOrder } from '../domain/orders/orders.js';
import type { NewOrder } from '../domain/orders/orders.js';
import { readParty } from '../domain/parties/parties.js';
import { learnPhrases, notePurchases } from '../domain/phrases/phrases.js';
import type { Quote } from '../domain/pricing/pricing.js';
import { schedule } from '../outbox/due.js';
import { explainOrder, frozenLine } from './freeze-quote.js';
import { samePrices } from './price-differences.js';
import { quoteLines, shownOf } from './quote-lines.js';
import type { SellingTerms } from './quote-lines.js';
import type { Wake } from './wake.js';

export interface PlaceOrder {
  readonly retailerId: string;
  /** The basket and its version as the retailer saw them. */
  readonly basketId: string;
  readonly version: number;
  /** To be paid in cash at the door; nothing is held then. */
  readonly cash: boolean;
  /** Whether the town has that. */
  readonly cashAllowed: boolean;
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
function frozenLines(terms: SellingTerms, basket: Basket, quote: Quote): NewOrder['lines'] {
  return basket.lines.map((line, at) => {
    const quoted = quote.lines[at];
    assert(quoted, 'every line of a basket is quoted');
    const { said, reasons, confidence, productId, unit } = line;
    return { productId, unit, said, reasons, confidence, ...frozenLine(terms, quoted) };
  });
}

/** Whether what the retailer saw of the basket is what it costs. */
function asShown(basket: Basket, quote: Quote): boolean {
  if (basket.shown === null) return basket.shownTotalMinor === quote.totalMinor;
  return samePrices(basket.shown, shownOf(quote));
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

/** Sets the order's total aside on credit; where that cannot be, says if cash would do. */
async function holdFor(
  tx: Tx,
  cause: Cause,
  order: PlaceOrder,
  hold: { readonly orderId: string; readonly amountMinor: Minor },
): Promise<Outcome<undefined, 'credit_short' | 'credit_stopped'>> {
  if (order.cash) return done(undefined);
  const held = await openHold(tx, cause, { ...hold, retailerId: order.retailerId });
  if (held.ok || !order.cashAllowed) return held;
  const { basketId, version } = order;
  return refused(held.refusal, { ...held.detail, basketId, version: version.toString() });
}

/**
 * Turns the retailer's open basket into a confirmed order, on credit or in cash at the door: prices
 * quoted anew from the terms handed in must be line by line what was shown, a hold must fit under
 * the account's lock.
 * Leaves the assignment due now, as a transaction of its own, and learns what the answers to our
 * questions about these lines taught. Locks basket, then credit account.
 * A refusal has changed nothing; `already_placed` carries the order's number, `credit_short` what
 * is available and needed and, where cash would do, the basket, `price_changed` the new total,
 * `not_sold` the product's name.
 */
export async function placeOrder(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
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
  if (order.cash && !order.cashAllowed) return refused('credit_stopped');
  const meant = await basketMeant(tx, order, open);
  if (!meant.ok) return meant;
  const basket = meant.value;
  const quoted = await quoteLines(tx, cause, terms, retailerId, basket.lines);
  if (!quoted.ok) return quoted;
  const quote = quoted.value;
  const { totalMinor, deliveryFeeMinor, taxMinor } = quote;
  if (!asShown(basket, quote)) {
    return refused('price_changed', { totalMinor: totalMinor.toString() });
  }

  const id = cause.universe.newId();
  const held = await holdFor(tx, cause, order, { orderId: id, amountMinor: totalMinor });
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
      method: order.cash ? 'cod' : 'credit',
      totalMinor,
      deliveryFeeMinor,
      taxMinor,
      pricing: explainOrder(quote, terms.prices.rounding),
      lines: frozenLines(terms, basket, quote),
    }),
    schedule(tx, work),
    learnFrom(tx, cause, basket),
  ]);
  assert(created.ok, 'a locked basket closes');
  return done({ orderId: id, number, totalMinor, wake: { lanes: [], due: [work] } });
}
