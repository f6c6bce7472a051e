import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { insertStock, lockReserved, moveStock, selectReservations } from './queries.js';
import type { Movement } from './queries.js';

/** An amount of a product in base units. */
export interface StockLine {
  readonly productId: string;
  readonly baseQuantity: Milli;
}

/** One line per product: two units of one product are one row of stock. */
export function perProduct(lines: readonly StockLine[]): StockLine[] {
  const sums = new Map<string, Milli>();
  for (const line of lines) {
    sums.set(line.productId, (sums.get(line.productId) ?? 0n) + line.baseQuantity);
  }
  return [...sums].map(([productId, baseQuantity]) => ({ productId, baseQuantity }));
}

function reserving(cause: Cause, holderId: string, lines: readonly StockLine[]): Movement[] {
  assert(lines.length > 0, 'something is reserved');
  return perProduct(lines).map((line) => {
    assert(line.baseQuantity > 0n, 'what is reserved is above nothing');
    return {
      id: cause.universe.newId(),
      kind: 'reserve',
      holderId,
      productId: line.productId,
      stockChange: '0',
      reservedChange: formatMilli(line.baseQuantity),
    };
  });
}

async function releasing(tx: Tx, cause: Cause, orderId: string): Promise<Movement[]> {
  const reservations = await selectReservations(tx, orderId);
  return reservations.map((row) => {
    const reserved = milli(row.reserved);
    assert(reserved > 0n, 'no more is released than was reserved');
    return {
      id: cause.universe.newId(),
      kind: 'release',
      holderId: row.holder_id,
      productId: row.product_id,
      stockChange: '0',
      reservedChange: formatMilli(-reserved),
    };
  });
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
  const movements = reserving(cause, holderId, lines);
  const [short] = await moveStock(tx, movements, { cause, orderId, reason: '' });
  return short === undefined ? done(undefined) : refused('short_stock', { product: short });
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
  const movements = await releasing(tx, cause, orderId);
  if (movements.length === 0) return;
  const unfit = await moveStock(tx, movements, { cause, orderId, reason });
  assert(unfit.length === 0, `what was reserved for order ${orderId} is there to be released`);
}

/**
 * Gives back what is reserved for the order beyond `keep`, which must all be reserved at one
 * holder. As `release` otherwise.
 */
export async function releaseRest(
  tx: Tx,
  cause: Cause,
  orderId: string,
  keep: readonly StockLine[],
): Promise<void> {
  const kept = new Map(perProduct(keep).map((line) => [line.productId, line.baseQuantity]));
  const movements = (await releasing(tx, cause, orderId)).flatMap((movement) => {
    const reserved = -milli(movement.reservedChange);
    const left = kept.get(movement.productId) ?? 0n;
    assert(left <= reserved, 'no more is kept than was reserved');
    const reservedChange = formatMilli(left - reserved);
    return left === reserved ? [] : [{ ...movement, reservedChange }];
  });
  if (movements.length === 0) return;
  const unfit = await moveStock(tx, movements, { cause, orderId, reason: 'not accepted' });
  assert(unfit.length === 0, `what was reserved for order ${orderId} is there to be released`);
}

/**
 * Locks the stock rows in which something is reserved for an order, in product order: for whoever
 * must lock the credit account before it is known whether the stock will move.
 */
export async function lockReservations(tx: Tx, orderId: string): Promise<void> {
  await lockReserved(tx, orderId);
}

/**
 * Hands over what is reserved for the order, in part or whole: it leaves both reservation and
 * stock. What is not handed over stays reserved, and is the caller's to release. The caller holds
 * the order's lock. Locks the stock rows in product order.
 */
export async function consume(
  tx: Tx,
  cause: Cause,
  orderId: string,
  lines: readonly StockLine[],
): Promise<void> {
  const reservations = await selectReservations(tx, orderId);
  const movements = perProduct(lines).map(({ productId, baseQuantity }): Movement => {
    const row = reservations.find((one) => one.product_id === productId);
    assert(row && milli(row.reserved) >= baseQuantity, 'what is handed over was reserved');
    const change = formatMilli(-baseQuantity);
    const [stockChange, reservedChange] = [change, change];
    const { holder_id: holderId } = row;
    const id = cause.universe.newId();
    return { id, kind: 'consume', holderId, productId, stockChange, reservedChange };
  });
  const unfit = await moveStock(tx, movements, { cause, orderId, reason: '' });
  assert(unfit.length === 0, `what was reserved for order ${orderId} is there`);
}

/**
 * Gives back what is reserved for the order elsewhere and sets its lines aside at another holder,
 * both or neither, all rows locked in one order. Refused as `reserve` is.
 */
export async function moveReservation(
  tx: Tx,
  cause: Cause,
  holderId: string,
  orderId: string,
  lines: readonly StockLine[],
): Promise<Outcome<undefined, 'short_stock'>> {
  const released = await releasing(tx, cause, orderId);
  const elsewhere = released.every((movement) => movement.holderId !== holderId);
  assert(elsewhere, 'a reservation moves to another holder');
  const movements = [...released, ...reserving(cause, holderId, lines)];
  const [short] = await moveStock(tx, movements, { cause, orderId, reason: 'reassigned' });
  return short === undefined ? done(undefined) : refused('short_stock', { product: short });
}

/** Opens stock rows for a holder that has none of these products yet, with their first movement. */
export async function openStock(
  tx: Tx,
  cause: Cause,
  holderId: string,
  lines: readonly StockLine[],
): Promise<void> {
  const rows = perProduct(lines).map((line) => ({
    id: cause.universe.newId(),
    holderId,
    productId: line.productId,
    stockChange: formatMilli(line.baseQuantity),
  }));
  await insertStock(tx, rows, cause);
}
