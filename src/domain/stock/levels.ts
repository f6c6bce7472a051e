import type { Cause } from '../../base/cause.js';
import { BEFORE_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import {
  insertEmptyStock,
  insertWarehouse,
  markNoticeTold,
  selectHolder,
  selectLevels,
  selectLevelsOf,
  selectNotice,
  selectOpenNotices,
  selectWarehouses,
  updateLowBelow,
} from './queries.js';
import type { LevelRow, NoticeRow } from './queries.js';

/** Who holds stock, how much of what, and where it runs low. */

/** A vendor or one of the town's own warehouses. */
export interface Holder {
  readonly id: string;
  readonly kind: 'vendor' | 'warehouse';
}

/** The holder of that id; undefined when it is neither a vendor's nor a warehouse's. */
export async function readHolder(tx: Tx, holderId: string): Promise<Holder | undefined> {
  return selectHolder(tx, holderId);
}

export interface Warehouse {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/**
 * Opens a warehouse of the town, which holds stock from then on. The id is the caller's: the same
 * id and name again is `exists`. Refused as `name_taken`, or as `exists_different`.
 */
export async function openWarehouse(
  tx: Tx,
  cause: Cause,
  warehouse: { readonly id: string; readonly name: string },
): Promise<Outcome<'created' | 'exists', 'name_taken' | 'exists_different'>> {
  const row = await insertWarehouse(tx, { ...warehouse, at: cause.universe.now() });
  if (row.created) return done('created');
  if (row.there_name === null) return refused('name_taken', { name: warehouse.name });
  return row.there_name === warehouse.name ? done('exists') : refused('exists_different');
}

/** The town's warehouses by name: a handful, so at most a page of them. */
export async function listWarehouses(tx: Tx): Promise<readonly Warehouse[]> {
  const rows = await selectWarehouses(tx, LIMITS.page_rows_max);
  return rows.map(({ id, name, created_at }) => ({ id, name, createdAt: created_at }));
}

/** What a holder has of one product, in base units. */
export interface StockLevel {
  readonly productId: string;
  readonly stock: Milli;
  readonly reserved: Milli;
  readonly free: Milli;
  /** The holder's own threshold; null follows the town's settings. */
  readonly lowBelow: Milli | null;
}

function levelFromRow(row: LevelRow): StockLevel {
  const [stock, reserved] = [milli(row.stock_qty), milli(row.reserved_qty)];
  const lowBelow = row.low_below === null ? null : milli(row.low_below);
  return { productId: row.product_id, stock, reserved, free: stock - reserved, lowBelow };
}

/** A page of what a holder has, by product id. Takes no lock. */
export async function listStock(
  tx: Tx,
  holderId: string,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly StockLevel[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectLevels(tx, holderId, page.afterId ?? BEFORE_ALL, rowsMax);
  return rows.map(levelFromRow);
}

/** What a holder has of some products, by product; what has no row yet is missing. No lock. */
export async function readStock(
  tx: Tx,
  holderId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, StockLevel>> {
  const rows = await selectLevelsOf(tx, holderId, productIds);
  return new Map(rows.map((row) => [row.product_id, levelFromRow(row)]));
}

/**
 * Sets from which free quantity on a holder's product is low; null follows the town's settings.
 * A product that is low by the new threshold is noticed at once. Locks the row.
 */
export async function setLowBelow(
  tx: Tx,
  cause: Cause,
  holderId: string,
  productId: string,
  below: Milli | null,
): Promise<void> {
  await insertEmptyStock(tx, holderId, [productId]);
  const lowBelow = below === null ? null : formatMilli(below);
  await updateLowBelow(tx, holderId, productId, lowBelow, cause);
}

/** A holder that went low on a product and is not above again. */
export interface LowStock {
  readonly noticeId: string;
  readonly holderId: string;
  readonly productId: string;
  /** Free now, in base units. */
  readonly free: Milli;
  readonly below: Milli;
  readonly noticedAt: Date;
  readonly toldAt: Date | null;
  readonly endedAt: Date | null;
}

function lowFromRow(row: NoticeRow): LowStock {
  return {
    noticeId: row.id,
    holderId: row.holder_id,
    productId: row.product_id,
    free: milli(row.free_now),
    below: milli(row.low_below),
    noticedAt: row.noticed_at,
    toldAt: row.told_at,
    endedAt: row.ended_at,
  };
}

/** What is low in the town, a page of it, the longest known first. Takes no lock. */
export async function listLowStock(
  tx: Tx,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly LowStock[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectOpenNotices(tx, page.afterId ?? BEFORE_ALL, rowsMax);
  return rows.map(lowFromRow);
}

/** One notice, over or not; undefined when there is none of that id. Takes no lock. */
export async function readLowStock(tx: Tx, noticeId: string): Promise<LowStock | undefined> {
  const row = await selectNotice(tx, noticeId);
  return row && lowFromRow(row);
}

/** Writes down that a notice's holder was told. */
export async function noteLowStockTold(tx: Tx, cause: Cause, noticeId: string): Promise<void> {
  await markNoticeTold(tx, noticeId, cause.universe.now());
}
