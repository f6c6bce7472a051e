import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { openHolds } from '../domain/credit/credit.js';
import { lockBasket, numbersOfBasket } from '../domain/baskets/baskets.js';
import type { Basket, PlannedPart } from '../domain/baskets/baskets.js';
import { createOrders } from '../domain/orders/births/births.js';
import type { NewOrder } from '../domain/orders/births/births.js';
import { readParty } from '../domain/parties/parties.js';
import { learnPhrases, notePurchases } from '../domain/phrases/phrases.js';
import type { Quote } from '../domain/pricing/pricing.js';
import { reschedule } from '../outbox/due.js';
import type { LockedBasket } from './edit-basket.js';
import { explainOrder, frozenLine } from './freeze-quote.js';
import { planBasket, sameParts } from './plan-basket.js';
import { samePrices } from './price-differences.js';
import { quoteLines, shownOf } from './quote-lines.js';
import type { SellingTerms } from './quote-lines.js';
import { priceParts } from './split-order.js';
import type { ToldLine } from './tells.js';
import { toldLines } from './told-lines.js';
import type { Wake } from './wake.js';

export interface PlaceOrder<T = unknown> {
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
  /** The open basket, where the caller holds its lock already. */
  readonly locked?: LockedBasket | undefined;
  /** Written with the orders, in the same round trip, once nothing can refuse them any more. */
  readonly alongside?: ((placed: Placed) => Promise<T>) | undefined;
}

/** One of the orders a basket became. */
export interface PlacedPart {
  readonly orderId: string;
  readonly number: bigint;
  readonly totalMinor: Minor;
  readonly lines: readonly ToldLine[];
}

export interface Placed {
  /** The first of them, mostly the only one. */
  readonly orderId: string;
  readonly number: bigint;
  /** Of all of them. */
  readonly totalMinor: Minor;
  readonly orders: readonly PlacedPart[];
  /** It was to be several, and one vendor has all of it now. */
  readonly joined: boolean;
  readonly wake: Wake;
}

/** With what was written alongside, where something was. */
export interface PlacedWith<T> extends Placed {
  readonly alongside: T | undefined;
}

export type PlaceRefusal =
  | 'basket_empty'
  | 'basket_changed'
  | 'price_changed'
  | 'split_changed'
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
    const numbers = await numbersOfBasket(tx, order.retailerId, order.basketId);
    if (numbers.length > 0) return refused('already_placed', { number: numbers.join(', ') });
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

/** Sets the orders' totals aside on credit; where that cannot be, says if cash would do. */
async function holdFor(
  tx: Tx,
  cause: Cause,
  order: PlaceOrder,
  parts: readonly { readonly id: string; readonly totalMinor: Minor }[],
): Promise<Outcome<undefined, 'credit_short' | 'credit_stopped'>> {
  if (order.cash) return done(undefined);
  const holds = parts.map(({ id, totalMinor }) => ({ orderId: id, amountMinor: totalMinor }));
  const held = await openHolds(tx, cause, order.retailerId, holds);
  if (held.ok || !order.cashAllowed) return held;
  const { basketId, version } = order;
  return refused(held.refusal, { ...held.detail, basketId, version: version.toString() });
}

/** What is to be ordered, and as how many orders. */
interface Prepared {
  readonly basket: Basket;
  readonly quote: Quote;
  readonly parts: readonly PlannedPart[];
  readonly joined: boolean;
}

/**
 * The orders the basket becomes now. One where it was to be several is what nobody minds; several
 * where it was to be one, or other ones, must be told first. Where not even several vendors have
 * all of it any more, what was told stands.
 */
async function planAsTold(
  tx: Tx,
  terms: SellingTerms,
  basket: Basket,
  quote: Quote,
): Promise<Outcome<Pick<Prepared, 'parts' | 'joined'>, 'split_changed'>> {
  const told = basket.shown?.parts ?? [];
  const { oneCan, parts } = await planBasket(tx, terms, quote, told);
  if (oneCan) return done({ parts: [], joined: told.length > 0 });
  if (parts.length === 0) return done({ parts: told, joined: false });
  return sameParts(parts, told) ? done({ parts, joined: false }) : refused('split_changed');
}

/** Locks the basket and holds it against what the retailer saw of it. Changes nothing. */
async function prepare(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
  order: PlaceOrder,
): Promise<Outcome<Prepared, PlaceRefusal>> {
  const { retailerId, locked } = order;
  const open = locked ? locked.basket : await lockBasket(tx, retailerId);
  const meant = await basketMeant(tx, order, open);
  if (!meant.ok) return meant;
  const basket = meant.value;
  const quoted = await quoteLines(tx, cause, terms, retailerId, basket.lines);
  if (!quoted.ok) return quoted;
  const quote = quoted.value;
  if (!asShown(basket, quote)) {
    return refused('price_changed', { totalMinor: quote.totalMinor.toString() });
  }
  const planned = await planAsTold(tx, terms, basket, quote);
  return planned.ok ? done({ basket, quote, ...planned.value }) : planned;
}

/** The orders of the basket, but for their numbers. */
function partsOf(
  cause: Cause,
  terms: SellingTerms,
  { basket, quote, parts }: Prepared,
): readonly Omit<NewOrder, 'number'>[] {
  const whole = { ...quote, lines: frozenLines(terms, basket, quote) };
  return priceParts(whole, parts, terms.prices.rounding).map((part) => ({
    id: cause.universe.newId(),
    plannedVendorId: part.plannedVendorId,
    lines: part.lines,
    totalMinor: part.totalMinor,
    deliveryFeeMinor: part.deliveryFeeMinor,
    taxMinor: part.taxMinor,
  }));
}

/** What came of it. */
function placedAs(
  terms: SellingTerms,
  { quote, joined }: Prepared,
  orders: readonly NewOrder[],
  due: Wake['due'],
): Placed {
  const [first] = orders;
  assert(first, 'a basket becomes an order');
  return {
    orderId: first.id,
    number: first.number,
    totalMinor: quote.totalMinor,
    orders: orders.map(({ id: orderId, number, totalMinor, lines }) => ({
      orderId,
      number,
      totalMinor,
      lines: toldLines(terms.catalogue, lines),
    })),
    joined,
    wake: { lanes: [], due },
  };
}

/**
 * Turns the retailer's open basket into a confirmed order, or into one for each vendor where none
 * can fill it alone, on credit or in cash at the door: prices quoted anew from the terms handed in
 * must be line by line what was shown, the orders those that were told, and one hold for each must
 * fit in their sum under the account's lock.
 * Leaves the assignments due now, as transactions of their own, and learns what the answers to our
 * questions about these lines taught. Locks basket, then credit account.
 * A refusal has changed nothing; `already_placed` carries the orders' numbers, `credit_short` what
 * is available and needed and, where cash would do, the basket, `price_changed` the new total,
 * `not_sold` the product's name.
 */
export async function placeOrder<T>(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
  order: PlaceOrder<T>,
): Promise<Outcome<PlacedWith<T>, PlaceRefusal>> {
  const { retailerId } = order;
  const [retailer, prepared] = await Promise.all([
    readParty(tx, retailerId),
    prepare(tx, cause, terms, order),
  ]);
  assert(retailer?.kind === 'retailer', 'a retailer orders');
  if (retailer.state !== 'APPROVED') return refused('credit_stopped');
  if (!retailer.phoneVerified) return refused('phone_not_verified');
  if (order.cash && !order.cashAllowed) return refused('credit_stopped');
  if (!prepared.ok) return prepared;
  const { basket, quote } = prepared.value;
  const parts = partsOf(cause, terms, prepared.value);
  const held = await holdFor(tx, cause, order, parts);
  if (!held.ok) return held;
  const orders: NewOrder[] = [];
  for (const part of parts) orders.push({ ...part, number: await order.nextNumber() });
  const dueAt = cause.universe.now();
  const { correlationId } = cause;
  const topic = 'assign_order' as const;
  const due = orders.map(({ id }) => ({ topic, subjectId: id, dueAt, correlationId }));
  const placed = placedAs(terms, prepared.value, orders, due);
  const [created, alongside] = await Promise.all([
    createOrders(tx, cause, {
      retailerId,
      basketId: basket.id,
      basketVersion: basket.version,
      method: order.cash ? 'cod' : 'credit',
      pricing: explainOrder(quote, terms.prices.rounding),
      orders,
    }),
    order.alongside?.(placed),
    reschedule(tx, { drop: [], put: due }),
    learnFrom(tx, cause, basket),
  ]);
  assert(created.ok, 'a locked basket closes');
  return done({ ...placed, alongside });
}
