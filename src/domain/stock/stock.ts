import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { insertStock, moveStock, selectReservations, takeTurn } from './queries.js';
import type { Movement } from './queries.js';

/** An amount of a product in base units. */
export interface StockLine {
  readonly productId: string;
  readonly baseQuantity: Milli;
}

/** One line per product: two units of one product are one row of stock. */
function perProduct(lines: readonly StockLine[]): StockLine[] {
  const sums = new Map<string, Milli>();
  for (const line of lines) {
    sums.set(line.productId, (sums.get(line.productId) ?? 0n) + line.baseQuantity);
  }
  return [...sums].map(([productId, baseQuantity]) => ({ productId, baseQuantity }));
}

/**
 * Sets the lines aside at one holder for an order, all or nothing. Locks the stock rows in
 * product order. Refused as `short_stock` when any row has too little free; the detail names the
 * first such product.
 */
export async function reserve(
  tx: Tx,
  cause: Cause,
  holderId: string,
  orderId: string,
  lines: readonly StockLine[],
): Promise<Outcome<undefined, 'short_stock'>> {
  assert(lines.length > 0, 'something is reserved');
  const movements = perProduct(lines).map((line): Movement => {
    assert(line.baseQuantity > 0n, 'what is reserved is above nothing');
    return {
      id: cause.universe.newId(),
      holderId,
      productId: line.productId,
      stockChange: '0',
      reservedChange: formatMilli(line.baseQuantity),
    };
  });
  const at = cause.universe.now();
  const short = await moveStock(tx, movements, { kind: 'reserve', orderId, reason: '', at });
  const [productId] = short;
  return productId === undefined ? done(undefined) : refused('short_stock', { product: productId });
}

/**
 * Gives back exactly what is still reserved for the order, wherever it is; a second call finds
 * nothing. The caller holds the order's lock, which keeps others from reserving for it meanwhile.
 * Locks the stock rows in product order.
 */
export async function release(
  tx: Tx,
  cause: Cause,
  orderId: string,
  reason: string,
): Promise<void> {
  const reservations = await selectReservations(tx, orderId);
  if (reservations.length === 0) return;
  const movements = reservations.map((row): Movement => {
    const reserved = milli(row.reserved);
    assert(reserved > 0n, 'no more is released than was reserved');
    return {
      id: cause.universe.newId(),
      holderId: row.holder_id,
      productId: row.product_id,
      stockChange: '0',
      reservedChange: formatMilli(-reserved),
    };
  });
  const at = cause.universe.now();
  const unfit = await moveStock(tx, movements, { kind: 'release', orderId, reason, at });
  assert(unfit.length === 0, `what was reserved for order ${orderId} is there to be released`);
}

/**
 * The vendor whose turn it is among those who can fill every line and are not excepted: the one
 * least recently offered an order. Locks that vendor's profile until commit and puts the vendor
 * last in the row. A vendor held by another assignment is passed over at first, and waited for
 * only when nobody else can fill. The stock itself is not locked yet: `reserve` decides.
 */
export async function nextHolder(
  tx: Tx,
  cause: Cause,
  lines: readonly StockLine[],
  exceptVendorIds: readonly string[],
): Promise<string | undefined> {
  const sums = perProduct(lines);
  const wanted = {
    productIds: sums.map((line) => line.productId),
    quantities: sums.map((line) => formatMilli(line.baseQuantity)),
  };
  const at = cause.universe.now();
  const free = await takeTurn(tx, wanted, exceptVendorIds, at, false);
  return free ?? (await takeTurn(tx, wanted, exceptVendorIds, at, true));
}

/** Opens stock rows for a holder that has none of these products yet, with their first movement. */
export async function openStock(
  tx: Tx,
  cause: Cause,
  holderId: string,
  lines: readonly StockLine[],
): Promise<void> {
  const movements = perProduct(lines).map((line): Movement => ({
    id: cause.universe.newId(),
    holderId,
    productId: line.productId,
    stockChange: formatMilli(line.baseQuantity),
    reservedChange: '0',
  }));
  await insertStock(tx, movements, cause.universe.now());
}
