import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { parseMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName, soldAs } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { readCredit } from '../domain/credit/credit.js';
import { applyEdits, lockBasket, saveBasket } from '../domain/baskets/baskets.js';
import type { Basket, BasketEdit, BasketLine } from '../domain/baskets/baskets.js';
import { lastOrderOf } from '../domain/orders/orders.js';
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
 * changed by itself since they were shown last.
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
  const same = held?.lines === lines && before !== null && samePrices(before, shown);
  const [kept, credit] = await Promise.all([
    same ? done(held) : saveBasket(tx, cause, retailerId, held, { lines, shown }),
    readCredit(tx, retailerId),
  ]);
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
  locked?: LockedBasket,
): Promise<Outcome<ShownBasket, BasketRefusal>> {
  const held = locked ? locked.basket : await lockBasket(tx, retailerId);
  return applyAndShow(tx, cause, { terms, retailerId, held }, held?.lines ?? [], edits);
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

/**
 * Fills the basket with the lines of the retailer's last order, then applies the edits ("same
 * but no oil"). What the basket held before is replaced. Refused as `no_last_order`, else as
 * `editBasket`.
 */
export async function repeatLastOrder(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
  retailerId: string,
  edits: readonly TextEdit[],
): Promise<Outcome<ShownBasket, BasketRefusal | 'no_last_order'>> {
  const held = await lockBasket(tx, retailerId);
  const last = await lastOrderOf(tx, retailerId);
  if (!last) return refused('no_last_order');
  const lines = last.lines.map((line): BasketLine => ({
    productId: line.productId,
    unit: line.unit,
    // What was given free is not asked for again: it may be given again.
    quantity: line.quantity - line.freeQuantity,
    said: '',
    reasons: [`repeat:${last.number}`],
    confidence: null,
    phrase: null,
  }));
  return applyAndShow(tx, cause, { terms, retailerId, held }, lines, edits);
}
