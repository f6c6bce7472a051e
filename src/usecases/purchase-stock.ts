import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { multiplyMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { advancePurchase, draftPurchase, lockPurchase } from '../domain/purchasing/purchasing.js';
import { receivePurchase } from '../domain/purchasing/purchasing.js';
import type { NewPurchaseLine, NewReceipt } from '../domain/purchasing/purchasing.js';
import type { ReceiptRefusal } from '../domain/purchasing/purchasing.js';
import { receiveStock } from '../domain/stock/changes.js';
import { readHolder } from '../domain/stock/levels.js';

/** A purchase order as somebody writes it: in units that the product is sold in. */
export interface DraftedPurchase {
  readonly id: string;
  readonly reference: string;
  readonly holderId: string;
  readonly supplier: string;
  readonly lines: readonly {
    readonly productId: string;
    readonly unit: string;
    readonly quantity: Milli;
    readonly unitCostMinor: Minor | null;
  }[];
}

/** The line in base units, or why it cannot be. The detail counts lines from 1. */
function inBaseUnits(
  catalogue: Catalogue,
  line: DraftedPurchase['lines'][number],
  lineNo: number,
): Outcome<NewPurchaseLine, 'no_such_product' | 'no_such_unit' | 'odd_quantity'> {
  const detail = { line: lineNo.toString() };
  const product = catalogue.products.get(line.productId);
  if (!product) return refused('no_such_product', detail);
  const sale = product.units.get(line.unit);
  if (!sale) return refused('no_such_unit', detail);
  const baseQuantity = multiplyMilli(line.quantity, sale.baseUnits);
  return baseQuantity === undefined
    ? refused('odd_quantity', detail)
    : done({ ...line, baseQuantity });
}

/** Drafts a purchase order for a holder's stock. Once per id, as `draftPurchase`. Locks nothing. */
export async function draftPurchaseOrder(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  draft: DraftedPurchase,
): Promise<
  Outcome<
    'created' | 'exists',
    | 'no_such_holder'
    | 'no_such_product'
    | 'no_such_unit'
    | 'odd_quantity'
    | 'reference_taken'
    | 'exists_different'
  >
> {
  if (!(await readHolder(tx, draft.holderId))) return refused('no_such_holder');
  const lines: NewPurchaseLine[] = [];
  for (const [at, line] of draft.lines.entries()) {
    const read = inBaseUnits(catalogue, line, at + 1);
    if (!read.ok) return read;
    lines.push(read.value);
  }
  return draftPurchase(tx, cause, { ...draft, lines });
}

/** A draft is sent to the supplier. Locks the purchase order. */
export async function orderPurchase(
  tx: Tx,
  cause: Cause,
  purchaseId: string,
): Promise<Outcome<undefined, 'no_such_purchase' | 'not_now'>> {
  const purchase = await lockPurchase(tx, purchaseId);
  if (!purchase) return refused('no_such_purchase');
  return advancePurchase(tx, cause, purchase, 'ordered', '');
}

/**
 * Nothing more is to come: before anything came the order is cancelled, afterwards it ends
 * received, with what came. Locks the purchase order.
 */
export async function cancelPurchase(
  tx: Tx,
  cause: Cause,
  purchaseId: string,
  reason: string,
): Promise<Outcome<undefined, 'no_such_purchase' | 'not_now'>> {
  const purchase = await lockPurchase(tx, purchaseId);
  if (!purchase) return refused('no_such_purchase');
  const event = purchase.state === 'PARTLY_RECEIVED' ? 'rest_cancelled' : 'cancelled';
  return advancePurchase(tx, cause, purchase, event, reason);
}

/**
 * What came with a delivery note goes into the holder's stock, once per number. Locks purchase
 * order, stock rows. Refused as `receivePurchase` is, with nothing changed.
 */
export async function receivePurchaseOrder(
  tx: Tx,
  cause: Cause,
  purchaseId: string,
  receipt: Omit<NewReceipt, 'id'>,
): Promise<Outcome<'created' | 'exists', 'no_such_purchase' | ReceiptRefusal>> {
  const purchase = await lockPurchase(tx, purchaseId);
  if (!purchase) return refused('no_such_purchase');
  assert(receipt.lines.length > 0, 'something came');
  const id = cause.universe.newId();
  const received = await receivePurchase(tx, cause, purchase, { ...receipt, id });
  if (!received.ok) return received;
  if (received.value.was === 'exists') return done('exists');
  const { reference, holderId } = purchase;
  const note = { id, reason: `${reference}, receipt ${receipt.number}` };
  await receiveStock(tx, cause, holderId, note, received.value.lines);
  return done('created');
}
