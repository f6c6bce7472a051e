import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import {
  insertCount,
  insertEmptyStock,
  lockLevels,
  moveStock,
  selectCount,
  selectMovedFor,
  selectReservations,
} from './queries.js';
import type { Movement } from './queries.js';
import { perProduct } from './stock.js';
import type { StockLine } from './stock.js';

/** Changes of what a holder has, beside reservations: counted, corrected, received, moved. */

function movement(
  cause: Cause,
  kind: Movement['kind'],
  holderId: string,
  { productId, baseQuantity }: StockLine,
): Movement {
  return {
    id: cause.universe.newId(),
    kind,
    holderId,
    productId,
    stockChange: formatMilli(baseQuantity),
    reservedChange: '0',
  };
}

/**
 * Adds goods that came in to a holder, whose rows are made where they lack. Locks the rows in
 * product order. `subjectId` is the receipt.
 */
export async function receiveStock(
  tx: Tx,
  cause: Cause,
  holderId: string,
  receipt: { readonly id: string; readonly reason: string },
  lines: readonly StockLine[],
): Promise<void> {
  const sums = perProduct(lines);
  assert(sums.every((line) => line.baseQuantity > 0n) && sums.length > 0, 'something came in');
  const products = sums.map((line) => line.productId);
  await insertEmptyStock(tx, holderId, products);
  const movements = sums.map((line) => movement(cause, 'receive', holderId, line));
  const why = { cause, subjectId: receipt.id, reason: receipt.reason };
  const unfit = await moveStock(tx, movements, why);
  assert(unfit.length === 0, 'what comes in fits');
}

/**
 * Corrects what a holder has of a product by a signed difference, with a reason: broken, found,
 * given away. Once per `id`, which the caller makes: the same again is `exists` and changes
 * nothing. Refused as `short_stock` where it would take what is reserved or more than there is,
 * as `exists_different` where the id stands for another correction. Locks the row.
 */
export async function adjustStock(
  tx: Tx,
  cause: Cause,
  adjustment: {
    readonly id: string;
    readonly holderId: string;
    readonly productId: string;
    readonly change: Milli;
    readonly reason: string;
  },
): Promise<Outcome<'created' | 'exists', 'short_stock' | 'exists_different'>> {
  const { id, holderId, productId, change, reason } = adjustment;
  assert(change !== 0n && reason !== '', 'a correction changes something, for a reason');
  await insertEmptyStock(tx, holderId, [productId]);
  await lockLevels(tx, [holderId], [productId]);
  const [before, ...more] = await selectMovedFor(tx, id);
  if (before) {
    const same =
      more.length === 0 &&
      before.holder_id === holderId &&
      before.product_id === productId &&
      milli(before.stock_change) === change;
    return same ? done('exists') : refused('exists_different');
  }
  const line = { productId, baseQuantity: change };
  const moves = [movement(cause, 'adjust', holderId, line)];
  const [short] = await moveStock(tx, moves, { cause, subjectId: id, reason });
  return short === undefined ? done('created') : refused('short_stock', { product: short });
}

/** Goods of one holder that become another's. */
export interface Transfer {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly reason: string;
  readonly lines: readonly StockLine[];
}

/** Whether the movements of a transfer's id are the transfer's own. */
function isSameTransfer(
  transfer: Transfer,
  moved: readonly { holder_id: string; product_id: string; stock_change: string }[],
): boolean {
  const wanted = perProduct(transfer.lines).flatMap(({ productId, baseQuantity }) => [
    `${transfer.fromId} ${productId} ${-baseQuantity}`,
    `${transfer.toId} ${productId} ${baseQuantity}`,
  ]);
  const found = moved.map((m) => `${m.holder_id} ${m.product_id} ${milli(m.stock_change)}`);
  return wanted.sort().join() === found.sort().join();
}

/**
 * Moves free goods from one holder to another, all or nothing, both rows of a product locked in
 * one order. Once per id, as `adjustStock`. Refused as `short_stock` where too little is free.
 */
export async function transferStock(
  tx: Tx,
  cause: Cause,
  transfer: Transfer,
): Promise<Outcome<'created' | 'exists', 'short_stock' | 'exists_different'>> {
  const { id, fromId, toId, reason } = transfer;
  const lines = perProduct(transfer.lines);
  assert(fromId !== toId && lines.length > 0, 'goods move from one to another');
  assert(
    lines.every((line) => line.baseQuantity > 0n),
    'goods move one way',
  );
  const products = lines.map((line) => line.productId);
  await insertEmptyStock(tx, toId, products);
  await lockLevels(tx, [fromId, toId], products);
  const movements = lines.flatMap((line) => [
    movement(cause, 'transfer', fromId, { ...line, baseQuantity: -line.baseQuantity }),
    movement(cause, 'transfer', toId, line),
  ]);
  const moved = await selectMovedFor(tx, id);
  if (moved.length > 0) {
    return isSameTransfer(transfer, moved) ? done('exists') : refused('exists_different');
  }
  const [short] = await moveStock(tx, movements, { cause, subjectId: id, reason });
  return short === undefined ? done('created') : refused('short_stock', { product: short });
}

/** What somebody counted at a holder; every product at most once. */
export interface Count {
  readonly id: string;
  readonly holderId: string;
  readonly reason: string;
  readonly lines: readonly { readonly productId: string; readonly counted: Milli }[];
}

/** What a count found of one product. */
export interface Counted {
  readonly productId: string;
  readonly before: Milli;
  readonly counted: Milli;
}

async function countBefore(
  tx: Tx,
  count: Count,
): Promise<Outcome<readonly Counted[], 'exists_different'> | undefined> {
  const there = await selectCount(tx, count.id);
  if (!there) return undefined;
  const found = there.lines.map((line) => ({
    productId: line.productId,
    before: milli(line.before),
    counted: milli(line.counted),
  }));
  const key = (lines: Count['lines']): string =>
    lines
      .map(({ productId, counted }) => `${productId} ${counted}`)
      .sort()
      .join();
  const same = there.holder_id === count.holderId && key(found) === key(count.lines);
  return same ? done(found) : refused('exists_different');
}

/**
 * Writes a count down and makes the stock what was counted, each difference an adjustment, all or
 * nothing. Locks the holder's rows in product order before it compares, so that what is reserved
 * meanwhile is seen. Once per id. Refused as `below_reserved`, with product and quantities, where
 * less was counted than is set aside for orders: these must be packed short or cancelled first.
 */
export async function countStock(
  tx: Tx,
  cause: Cause,
  count: Count,
): Promise<Outcome<readonly Counted[], 'below_reserved' | 'exists_different'>> {
  const { id, holderId, reason } = count;
  const products = count.lines.map((line) => line.productId);
  assert(products.length > 0 && new Set(products).size === products.length, 'counted once each');
  await insertEmptyStock(tx, holderId, products);
  const levels = await lockLevels(tx, [holderId], products);
  const before = await countBefore(tx, count);
  if (before) return before;
  const counted: Counted[] = [];
  for (const level of levels) {
    const found = count.lines.find((line) => line.productId === level.product_id)?.counted ?? 0n;
    if (found < milli(level.reserved_qty)) {
      const [quantity, reserved] = [formatMilli(found), formatMilli(milli(level.reserved_qty))];
      return refused('below_reserved', { product: level.product_id, counted: quantity, reserved });
    }
    const held = milli(level.stock_qty);
    counted.push({ productId: level.product_id, before: held, counted: found });
  }
  await insertCount(tx, { id, holderId, reason, lines: counted }, cause);
  const changes = counted
    .map((line) => ({ productId: line.productId, baseQuantity: line.counted - line.before }))
    .filter((line) => line.baseQuantity !== 0n)
    .map((line) => movement(cause, 'adjust', holderId, line));
  if (changes.length > 0) {
    const unfit = await moveStock(tx, changes, { cause, subjectId: id, reason });
    assert(unfit.length === 0, 'a count above what is reserved fits');
  }
  return done(counted);
}

/**
 * Takes what could not be found for an order out of its reservation and out of its holder's
 * stock: whoever looked for it in vain has counted, and nobody else shall be promised it. The
 * caller holds the order's lock. Locks the stock rows in product order.
 */
export async function writeOffShort(
  tx: Tx,
  cause: Cause,
  orderId: string,
  shorts: readonly StockLine[],
  reason: string,
): Promise<void> {
  const reserved = await selectReservations(tx, orderId);
  const pairs = perProduct(shorts).map((short) => {
    const row = reserved.find((one) => one.product_id === short.productId);
    assert(row && milli(row.reserved) >= short.baseQuantity, 'what is short was reserved');
    const gone = { ...short, baseQuantity: -short.baseQuantity };
    const adjusted = movement(cause, 'adjust', row.holder_id, gone);
    const released: Movement = {
      ...adjusted,
      id: cause.universe.newId(),
      kind: 'release',
      stockChange: '0',
      reservedChange: adjusted.stockChange,
    };
    return { released, adjusted };
  });
  for (const step of ['released', 'adjusted'] as const) {
    const movements = pairs.map((pair) => pair[step]);
    const unfit = await moveStock(tx, movements, { cause, orderId, reason });
    assert(unfit.length === 0, `what is short of order ${orderId} was reserved`);
  }
}
