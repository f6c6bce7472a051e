import { assert } from '../../../base/assert.js';
import type { Cause } from '../../../base/cause.js';
import type { Minor } from '../../../base/money.js';
import { done, refused } from '../../../base/outcome.js';
import type { Outcome } from '../../../base/outcome.js';
import { formatMilli } from '../../../base/quantity.js';
import type { Tx } from '../../../db/transaction.js';
import { eventColumns } from '../../../base/event-columns.js';
import { FIRST_STATE } from '../lifecycle.js';
import type { ExplainedLine } from '../lines.js';
import { partDocument } from '../orders.js';
import type { AcceptedParts, LockedOrder, OrderMethod } from '../orders.js';
import { insertOrders, insertRest } from './queries.js';

/** How orders come to be: of a basket, one or several, and as what is left of another. */

export interface NewOrder {
  readonly id: string;
  readonly number: bigint;
  /** Which vendor it is planned for, where several fill the basket. */
  readonly plannedVendorId: string | null;
  readonly totalMinor: Minor;
  readonly deliveryFeeMinor: Minor;
  readonly taxMinor: Minor;
  /** Numbered as they stand here. */
  readonly lines: readonly Omit<ExplainedLine, 'lineNo'>[];
}

/** What a basket becomes. */
export interface NewOrders {
  readonly retailerId: string;
  readonly basketId: string;
  readonly basketVersion: number;
  readonly method: OrderMethod;
  /** How the basket as a whole came to cost this, for audit. */
  readonly pricing: Readonly<Record<string, unknown>>;
  /** One, or one for each vendor; numbered as they stand here. */
  readonly orders: readonly NewOrder[];
}

function lineDocuments(order: NewOrder): Record<string, unknown>[] {
  return order.lines.map((line, at) => ({
    order_id: order.id,
    line_no: at + 1,
    product_id: line.productId,
    unit: line.unit,
    quantity: formatMilli(line.quantity),
    base_quantity: formatMilli(line.baseQuantity),
    unit_price_minor: line.unitPriceMinor.toString(),
    total_minor: line.totalMinor.toString(),
    said: line.said,
    reasons: line.reasons,
    confidence: line.confidence,
    free_quantity: formatMilli(line.freeQuantity),
    discount_minor: line.discountMinor.toString(),
    taxed: line.taxed,
    price_rule: line.priceRule,
    pricing: line.pricing,
  }));
}

function orderDocument(cause: Cause, order: NewOrder, partNo: number): Record<string, unknown> {
  const sum = order.lines.reduce((total, line) => total + line.totalMinor, 0n);
  const whole = sum + order.deliveryFeeMinor + order.taxMinor === order.totalMinor;
  assert(whole, 'an order costs what its lines, delivery and tax come to');
  return {
    id: order.id,
    number: order.number.toString(),
    part_no: partNo,
    total_minor: order.totalMinor.toString(),
    delivery_fee_minor: order.deliveryFeeMinor.toString(),
    tax_minor: order.taxMinor.toString(),
    planned_vendor_id: order.plannedVendorId,
    event_id: cause.universe.newId(),
  };
}

/**
 * Makes the orders of an open basket: closes the basket, freezes the lines, writes the first
 * events. The caller holds the basket's lock. Refused as `basket_changed` when the basket is not
 * open in this version.
 */
export async function createOrders(
  tx: Tx,
  cause: Cause,
  { orders, ...born }: NewOrders,
): Promise<Outcome<undefined, 'basket_changed'>> {
  assert(orders.length > 0, 'a basket becomes an order');
  const columns = {
    ...born,
    state: FIRST_STATE,
    owner: 'machine',
    pricing: JSON.stringify(born.pricing),
    orders: JSON.stringify(orders.map((order, at) => orderDocument(cause, order, at + 1))),
    lines: JSON.stringify(orders.flatMap(lineDocuments)),
  };
  const made = await insertOrders(tx, columns, eventColumns(cause, 'confirmed', ''));
  return made ? done(undefined) : refused('basket_changed');
}

/** What is left of an order, at the price it was confirmed at. */
export interface Rest extends AcceptedParts {
  readonly id: string;
  readonly number: bigint;
  readonly deliveryFeeMinor: Minor;
  /** Which vendor it is planned for; null: nobody yet. */
  readonly plannedVendorId: string | null;
}

/**
 * Makes an order of its own of what is left of a locked one, born like any other. The caller
 * holds the parent's lock and sees to its hold and its assignment.
 */
export async function createRest(
  tx: Tx,
  cause: Cause,
  parent: LockedOrder,
  rest: Rest,
): Promise<void> {
  const { lines, ...columns } = rest;
  const documents = lines.map((line, at) => ({ ...partDocument(line), new_no: at + 1 }));
  await insertRest(
    tx,
    {
      ...columns,
      parentId: parent.id,
      state: FIRST_STATE,
      owner: 'machine',
      lines: JSON.stringify(documents),
    },
    eventColumns(cause, 'split_off', `left of order ${parent.number}`),
  );
}
