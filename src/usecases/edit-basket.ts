import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { parseMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName, soldAs } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { readCredit } from '../domain/credit/credit.js';
import { NO_WISH, applyEdits, lockBasket, saveBasket } from '../domain/baskets/baskets.js';
import { wishAfter } from '../domain/baskets/baskets.js';
import type { Basket, BasketEdit, BasketLine, SaidWish } from '../domain/baskets/baskets.js';
import { orderOfLastWeek } from '../domain/history/history.js';
import { lastOrderOf, ordersOfBasket, readOrder } from '../domain/orders/orders.js';
import type { Order } from '../domain/orders/orders.js';
import { planBasket } from './plan-basket.js';
import { priceDifferences, samePrices } from './price-differences.js';
import { quoteLines, shownOf } from './quote-lines.js';
import type { SellingTerms } from './quote-lines.js';
import { showQuote } from './shown-basket.js';
import type { ShownBasket } from './shown-basket.js';

/** An edit as flows carry it: the quantity is a decimal, as text. */
export interface TextEdit extends Omit<BasketEdit, 'quantity'> {
  readonly quantity: string | null;
}

export type BasketRefusal = 'not_sold' | 'too_much' | 'basket_changed';

/** Reads what flows wrote. A quantity with more than three places cannot be sold. */
function readEdits(
  catalogue: Catalogue,
  edits: readonly TextEdit[],
): Outcome<readonly BasketEdit[], 'not_sold' | 'too_much'> {
  const read: BasketEdit[] = [];
  for (const edit of edits) {
    const product = catalogue.products.get(edit.productId);
    if (!product) return refused('not_sold', { product: edit.said, unit: edit.unit ?? '' });
    const quantity = edit.quantity === null ? null : parseMilli(edit.quantity);
    if (quantity === undefined || (quantity !== null && quantity < 0n)) {
      return refused('too_much', { product: product.name });
    }
    assert(quantity !== null || edit.op === 'remove', `${edit.op} carries a quantity`);
    read.push({ ...edit, quantity });
  }
  return done(read);
}

/** Whose basket is worked on, on which terms, and what is open of it. */
interface Bench {
  readonly terms: SellingTerms;
  readonly retailerId: string;
  readonly held: Basket | undefined;
  /** What is wished of the delivery, where these words say something of it. */
  readonly said?: SaidWish | undefined;
}

/**
 * Parts the lines that can still be bought from those that cannot, by name. A basket that kept
 * these could neither be priced nor changed nor emptied.
 */
function stillSold(
  catalogue: Catalogue,
  lines: readonly BasketLine[],
): { readonly lines: readonly BasketLine[]; readonly gone: readonly string[] } {
  const isGone = (line: BasketLine): boolean => !soldAs(catalogue, line.productId, line.unit);
  const gone = lines.filter(isGone).map((line) => productName(catalogue, line.productId));
  return gone.length === 0
    ? { lines, gone }
    : { lines: lines.filter((line) => !isGone(line)), gone: [...new Set(gone)] };
}

/**
 * Prices the lines, keeps them where they or their prices are new, and shows them with what has
 * changed by itself since they were shown last, and with the orders they would become where no
 * vendor has all of them.
 */
async function keepAndShow(
  tx: Tx,
  cause: Cause,
  bench: Bench,
  lines: readonly BasketLine[],
  gone: readonly string[],
): Promise<Outcome<ShownBasket, BasketRefusal>> {
  const { terms, retailerId, held } = bench;
  const quote = await quoteLines(tx, cause, terms, retailerId, lines);
  if (!quote.ok) return quote;
  const shown = shownOf(quote.value);
  const before = held?.shown ?? null;
  const wished = held?.wish ?? NO_WISH;
  const wish = wishAfter(wished, bench.said);
  const same =
    held?.lines === lines && before !== null && samePrices(before, shown) && wish === wished;
  const told = same ? before.parts : [];
  // Mostly one vendor can fill it, so it is kept as that while it is looked up.
  const [saved, credit, { parts }] = await Promise.all([
    same ? done(held) : saveBasket(tx, cause, retailerId, held, { lines, shown, wish }),
    readCredit(tx, retailerId),
    planBasket(tx, terms, quote.value, told),
  ]);
  if (!saved.ok) return saved;
  const draft = { lines, shown: { ...shown, parts }, wish };
  const kept =
    parts === told || (parts.length === 0 && told.length === 0)
      ? saved
      : await saveBasket(tx, cause, retailerId, saved.value, draft);
  if (!kept.ok) return kept;
  const changes = before === null ? [] : priceDifferences(terms.catalogue, before, shown);
  const creditLeftMinor = credit?.availableMinor ?? 0n;
  const beside = { creditLeftMinor, gone, changes };
  return done(showQuote(terms.catalogue, kept.value, quote.value, beside));
}

/** The open basket, or that there is none, as the caller has read it under its lock. */
export interface LockedBasket {
  readonly basket: Basket | undefined;
}

/** What an edit may bring with it. */
export interface EditBeside {
  readonly locked?: LockedBasket | undefined;
  /** What is wished of the delivery, in the same words. */
  readonly said?: SaidWish | undefined;
}

/**
 * Applies edits to the retailer's open basket, or opens one, and shows it priced; lines no longer
 * sold are taken out first. Locks the basket, unless the caller has. Refused as `not_sold` (an
 * edit's product or unit without a price; the detail names it), as
 * `too_much` past the limits, as `basket_changed` when another channel opened a basket at the
 * same moment; then nothing changed.
 */
export async function editBasket(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
  retailerId: string,
  edits: readonly TextEdit[],
  { locked, said }: EditBeside = {},
): Promise<Outcome<ShownBasket, BasketRefusal>> {
  const held = locked ? locked.basket : await lockBasket(tx, retailerId);
  const bench = { terms, retailerId, held, said };
  return applyAndShow(tx, cause, bench, held?.lines ?? [], edits);
}

async function applyAndShow(
  tx: Tx,
  cause: Cause,
  bench: Bench,
  before: readonly BasketLine[],
  edits: readonly TextEdit[],
): Promise<Outcome<ShownBasket, BasketRefusal>> {
  const { catalogue } = bench.terms;
  const read = readEdits(catalogue, edits);
  if (!read.ok) return read;
  const kept = stillSold(catalogue, before);
  const lines = applyEdits(kept.lines, read.value, (productId) => {
    const product = catalogue.products.get(productId);
    assert(product, 'an edit is of a known product');
    return product.defaultUnit;
  });
  if (!lines.ok) {
    const productId = lines.detail['product'];
    const product = productId === undefined ? '' : productName(catalogue, productId);
    return refused('too_much', { product });
  }
  return keepAndShow(tx, cause, bench, lines.value, kept.gone);
}

/**
 * The open basket priced anew, undefined when none is open or it is empty. Prices that are no
 * longer what was shown are kept with a new version, so that only what is now shown is confirmed,
 * and named one by one.
 */
export async function showBasket(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
  retailerId: string,
): Promise<Outcome<ShownBasket | undefined, BasketRefusal>> {
  const held = await lockBasket(tx, retailerId);
  if (!held || held.lines.length === 0) return done(undefined);
  const { lines, gone } = stillSold(terms.catalogue, held.lines);
  return keepAndShow(tx, cause, { terms, retailerId, held }, lines, gone);
}

/** Which order is repeated: the last one, that of a week ago, or the one with a number. */
export type Repeated = 'last' | 'last_week' | { readonly number: bigint };

/** What is repeated. */
type Goods = Pick<Order, 'number' | 'confirmedAt' | 'lines'>;

/**
 * Everything that came of the same basket, as orders of several vendors or as what was left of
 * one; what was cancelled of it only where all of it was.
 */
async function wholeBasket(tx: Tx, order: Order): Promise<Goods> {
  const orders = await ordersOfBasket(tx, order.basketId);
  const stand = orders.filter(({ state }) => state !== 'CANCELLED');
  const lines = (stand.length > 0 ? stand : orders).flatMap((one) => one.lines);
  return { number: order.number, confirmedAt: order.confirmedAt, lines };
}

async function goodsToRepeat(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  which: Repeated,
): Promise<Outcome<Goods, 'no_last_order' | 'no_such_order'>> {
  if (which === 'last') {
    const last = await lastOrderOf(tx, retailerId);
    return last ? done(await wholeBasket(tx, last)) : refused('no_last_order');
  }
  const number =
    which === 'last_week' ? await orderOfLastWeek(tx, cause.universe, retailerId) : which.number;
  if (number === undefined) return refused('no_last_order', { when: 'last_week' });
  const order = await readOrder(tx, { number });
  if (order?.retailerId !== retailerId) {
    return refused('no_such_order', { number: number.toString() });
  }
  return done(which === 'last_week' ? await wholeBasket(tx, order) : order);
}

/** The lines as a basket has them: one for each product and unit. */
function linesAgain({ number, lines }: Goods): readonly BasketLine[] {
  const sums = new Map<string, BasketLine>();
  for (const { productId, unit, quantity, freeQuantity } of lines) {
    const key = `${productId} ${unit}`;
    sums.set(key, {
      productId,
      unit,
      // What was given free is not asked for again: it may be given again.
      quantity: (sums.get(key)?.quantity ?? 0n) + quantity - freeQuantity,
      said: '',
      reasons: [`repeat:${number}`],
      confidence: null,
      phrase: null,
    });
  }
  return [...sums.values()];
}

/**
 * Fills the basket with the lines of an earlier order of the retailer's, then applies the edits
 * ("same but no oil"): the last time and last week are whole baskets, whatever number of orders
 * they became, a number is the one order. What the basket held before is replaced, but for what is
 * wished of the delivery: an older order's wish is not repeated. Refused as `no_last_order`, as
 * `no_such_order` where the number is not of an order of theirs, else as `editBasket`.
 */
export async function repeatOrder(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
  retailerId: string,
  wanted: {
    readonly which: Repeated;
    readonly edits: readonly TextEdit[];
    readonly said?: SaidWish | undefined;
  },
): Promise<Outcome<ShownBasket, BasketRefusal | 'no_last_order' | 'no_such_order'>> {
  const { which, edits, said } = wanted;
  const held = await lockBasket(tx, retailerId);
  const found = await goodsToRepeat(tx, cause, retailerId, which);
  if (!found.ok) return found;
  const { number, confirmedAt } = found.value;
  const lines = linesAgain(found.value);
  const shown = await applyAndShow(tx, cause, { terms, retailerId, held, said }, lines, edits);
  if (!shown.ok || which === 'last') return shown;
  const repeats = { number: number.toString(), confirmedAt: confirmedAt.toISOString() };
  return done({ ...shown.value, repeats });
}

/**
 * Keeps what is wished of the delivery with the open basket, and shows it; undefined when there
 * is nothing in a basket. Locks the basket, unless the caller has. Refused as `editBasket`.
 */
export async function wishWithBasket(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
  retailerId: string,
  said: SaidWish,
  locked?: LockedBasket,
): Promise<Outcome<ShownBasket | undefined, BasketRefusal>> {
  const held = locked ? locked.basket : await lockBasket(tx, retailerId);
  if (!held || held.lines.length === 0) return done(undefined);
  const { lines, gone } = stillSold(terms.catalogue, held.lines);
  return keepAndShow(tx, cause, { terms, retailerId, held, said }, lines, gone);
}
