import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { AFTER_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { purchaseAfter } from './lifecycle.js';
import type { PurchaseEvent, PurchaseState } from './lifecycle.js';
import {
  applyPurchase,
  insertPurchase,
  insertReceipt,
  selectPurchase,
  selectPurchaseDetail,
  selectPurchases,
  selectReceipt,
} from './queries.js';
import type { PurchaseLineDocument, PurchaseRow, ReceiptDocument } from './queries.js';

/** What is ordered from suppliers, and what came of it. */

export interface NewPurchaseLine {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  readonly baseQuantity: Milli;
  /** What the supplier asks for one unit; null where nobody said. */
  readonly unitCostMinor: Minor | null;
}

export interface PurchaseLine extends NewPurchaseLine {
  /** From 1. */
  readonly lineNo: number;
  readonly receivedBase: Milli;
}

export interface NewPurchase {
  readonly id: string;
  /** What people call it; unique in the town. */
  readonly reference: string;
  /** Into whose stock it comes. */
  readonly holderId: string;
  readonly supplier: string;
  readonly lines: readonly NewPurchaseLine[];
}

export interface Purchase extends NewPurchase {
  readonly state: PurchaseState;
  readonly version: number;
  readonly createdAt: Date;
  readonly lines: readonly PurchaseLine[];
}

/** What came with one delivery note. */
export interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: Date;
  readonly lines: readonly { readonly lineNo: number; readonly baseQuantity: Milli }[];
}

/** A past change of a purchase order. */
export interface PurchaseHistoryEvent {
  readonly from: string | null;
  readonly event: string;
  readonly to: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly channel: string;
  readonly reason: string;
  readonly at: Date;
}

export interface PurchaseDetail extends Purchase {
  readonly history: readonly PurchaseHistoryEvent[];
  readonly receipts: readonly Receipt[];
}

function lineFromDocument(line: PurchaseLineDocument): PurchaseLine {
  return {
    lineNo: line.lineNo,
    productId: line.productId,
    unit: line.unit,
    quantity: milli(line.quantity),
    baseQuantity: milli(line.baseQuantity),
    unitCostMinor: line.unitCostMinor === null ? null : BigInt(line.unitCostMinor),
    receivedBase: milli(line.receivedBase),
  };
}

function fromRow(row: PurchaseRow): Purchase {
  return {
    id: row.id,
    reference: row.reference,
    holderId: row.holder_id,
    supplier: row.supplier,
    state: row.state as PurchaseState,
    version: row.version,
    createdAt: row.created_at,
    lines: row.lines.map(lineFromDocument),
  };
}

function receiptFromDocument(receipt: ReceiptDocument): Receipt {
  return {
    id: receipt.id,
    number: receipt.number,
    receivedAt: new Date(receipt.receivedAt),
    lines: receipt.lines.map(({ lineNo, baseQuantity }) => {
      return { lineNo, baseQuantity: milli(baseQuantity) };
    }),
  };
}

/** What makes two purchase orders of one id the same. */
function contentOf(purchase: NewPurchase): string {
  const lines = purchase.lines.map(({ productId, unit, quantity, unitCostMinor }) => {
    return [productId, unit, quantity.toString(), unitCostMinor?.toString() ?? null];
  });
  return JSON.stringify([purchase.reference, purchase.holderId, purchase.supplier, lines]);
}

/**
 * Writes a purchase order down as a draft. The id is the caller's: the same again is `exists`.
 * Refused as `reference_taken`, or as `exists_different`.
 */
export async function draftPurchase(
  tx: Tx,
  cause: Cause,
  purchase: NewPurchase,
): Promise<Outcome<'created' | 'exists', 'reference_taken' | 'exists_different'>> {
  assert(purchase.lines.length > 0, 'something is ordered');
  const lines = purchase.lines.map((line, at) => ({
    lineNo: at + 1,
    productId: line.productId,
    unit: line.unit,
    quantity: formatMilli(line.quantity),
    baseQuantity: formatMilli(line.baseQuantity),
    unitCostMinor: line.unitCostMinor?.toString() ?? null,
  }));
  const columns = { ...purchase, state: 'DRAFT', lines: JSON.stringify(lines) };
  if (await insertPurchase(tx, columns, cause.universe.newId(), cause)) return done('created');
  const there = await selectPurchase(tx, purchase.id, false);
  if (!there) return refused('reference_taken', { reference: purchase.reference });
  return contentOf(fromRow(there)) === contentOf(purchase)
    ? done('exists')
    : refused('exists_different');
}

/** Locks a purchase order and reads it; undefined when there is none. */
export async function lockPurchase(tx: Tx, id: string): Promise<Purchase | undefined> {
  const row = await selectPurchase(tx, id, true);
  return row && fromRow(row);
}

/** A purchase order with its history and receipts; takes no lock. */
export async function readPurchase(tx: Tx, id: string): Promise<PurchaseDetail | undefined> {
  const row = await selectPurchaseDetail(tx, id);
  if (!row) return undefined;
  const history = row.events.map((event) => ({ ...event, at: new Date(event.at) }));
  return { ...fromRow(row), history, receipts: row.receipts.map(receiptFromDocument) };
}

/** A page of the town's purchase orders, newest first, going back from `beforeId`. */
export async function listPurchases(
  tx: Tx,
  filter: { readonly state: PurchaseState | null; readonly holderId: string | null },
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly Purchase[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectPurchases(tx, filter, page.beforeId ?? AFTER_ALL, rowsMax);
  return rows.map(fromRow);
}

/**
 * Moves a locked purchase order on by an event of the lifecycle table. Refused as `not_now` where
 * the table has no such pair.
 */
export async function advancePurchase(
  tx: Tx,
  cause: Cause,
  purchase: Purchase,
  event: PurchaseEvent,
  reason: string,
): Promise<Outcome<undefined, 'not_now'>> {
  const { id, version, state: from } = purchase;
  const to = purchaseAfter(from, event);
  if (to === undefined) return refused('not_now', { state: from });
  const change = { id, version, from, event, to, reason };
  const applied = await applyPurchase(tx, change, cause.universe.newId(), cause);
  assert(applied, 'a locked purchase order moves as its table says');
  return done(undefined);
}

/** What came, as the receiver says it: per line, in the line's own unit. */
export interface NewReceipt {
  readonly id: string;
  /** Of the delivery note; makes it once. */
  readonly number: string;
  readonly lines: readonly { readonly lineNo: number; readonly quantity: Milli }[];
}

/** What came in base units, or that it was written down before. */
export type Received =
  | { readonly was: 'exists' }
  | {
      readonly was: 'created';
      readonly lines: readonly { readonly productId: string; readonly baseQuantity: Milli }[];
    };

export type ReceiptRefusal =
  'not_now' | 'no_such_line' | 'more_than_ordered' | 'odd_quantity' | 'receipt_different';

interface Came {
  readonly line: PurchaseLine;
  readonly baseQuantity: Milli;
}

function linesThatCame(
  purchase: Purchase,
  receipt: NewReceipt,
): Outcome<readonly Came[], 'no_such_line' | 'odd_quantity'> {
  const came: Came[] = [];
  for (const { lineNo, quantity } of receipt.lines) {
    assert(quantity > 0n, 'something came');
    const detail = { line: lineNo.toString() };
    const line = purchase.lines.find((one) => one.lineNo === lineNo);
    if (!line || came.some((one) => one.line === line)) return refused('no_such_line', detail);
    const base = line.baseQuantity * quantity;
    if (base % line.quantity !== 0n) return refused('odd_quantity', detail);
    came.push({ line, baseQuantity: base / line.quantity });
  }
  return done(came);
}

/**
 * Writes down what came of a locked purchase order and moves it on: partly, or all of it. The
 * stock is the caller's. The same number with the same lines again is `exists`, whatever became
 * of the order since; refused as `receipt_different` with other lines, as `more_than_ordered`
 * with the line where more came than was still to come, as `not_now` where nothing is expected.
 */
export async function receivePurchase(
  tx: Tx,
  cause: Cause,
  purchase: Purchase,
  receipt: NewReceipt,
): Promise<Outcome<Received, ReceiptRefusal>> {
  assert(receipt.lines.length > 0, 'a receipt has lines');
  const read = linesThatCame(purchase, receipt);
  if (!read.ok) return read;
  const came = read.value;
  const there = await selectReceipt(tx, purchase.id, receipt.number);
  if (there) {
    const key = (lines: readonly { lineNo: number; baseQuantity: Milli }[]): string =>
      lines
        .map((line) => `${line.lineNo} ${line.baseQuantity}`)
        .sort()
        .join();
    const wanted = came.map(({ line, baseQuantity }) => ({ lineNo: line.lineNo, baseQuantity }));
    const same = key(receiptFromDocument(there).lines) === key(wanted);
    return same ? done({ was: 'exists' }) : refused('receipt_different');
  }
  const leftAfter = (line: PurchaseLine): Milli => {
    const now = came.find((one) => one.line === line)?.baseQuantity ?? 0n;
    return line.baseQuantity - line.receivedBase - now;
  };
  const over = purchase.lines.find((line) => leftAfter(line) < 0n);
  const whole = purchase.lines.every((line) => leftAfter(line) <= 0n);
  const event = whole ? 'received_all' : 'received_part';
  if (purchaseAfter(purchase.state, event) === undefined) {
    return refused('not_now', { state: purchase.state });
  }
  if (over) return refused('more_than_ordered', { line: over.lineNo.toString() });
  const { id, number } = receipt;
  const lineNos = came.map(({ line }) => line.lineNo);
  const quantities = came.map(({ baseQuantity }) => formatMilli(baseQuantity));
  await insertReceipt(tx, { id, purchaseId: purchase.id, number, lineNos, quantities }, cause);
  const moved = await advancePurchase(tx, cause, purchase, event, `receipt ${number}`);
  assert(moved.ok, 'a receipt moves its order on');
  const lines = came.map(({ line: { productId }, baseQuantity }) => ({ productId, baseQuantity }));
  return done({ was: 'created', lines });
}
