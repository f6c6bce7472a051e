import { assert } from '../../base/assert.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { selectPickLines, updatePicked } from './queries.js';
import type { PickLineRow } from './queries.js';

/** What is to be fetched for accepted orders, and what was found of it. */

export interface PickLine {
  /** From 1, as the order was confirmed. */
  readonly lineNo: number;
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  readonly baseQuantity: Milli;
}

/** An accepted order that waits to be picked. */
export interface PickOrder {
  readonly orderId: string;
  readonly number: bigint;
  readonly retailerId: string;
  readonly holderId: string;
  readonly lines: readonly PickLine[];
}

/** What all orders of a list need of one product in one unit, and which orders want how much. */
export interface PickProduct {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  readonly orders: readonly { readonly number: bigint; readonly quantity: Milli }[];
}

function ordersFromRows(rows: readonly PickLineRow[]): readonly PickOrder[] {
  const orders = new Map<string, PickOrder & { readonly lines: PickLine[] }>();
  for (const row of rows) {
    const order = orders.get(row.order_id) ?? {
      orderId: row.order_id,
      number: row.number,
      retailerId: row.retailer_id,
      holderId: row.holder_id,
      lines: [],
    };
    order.lines.push({
      lineNo: row.line_no,
      productId: row.product_id,
      unit: row.unit,
      quantity: milli(row.quantity),
      baseQuantity: milli(row.base_quantity),
    });
    orders.set(row.order_id, order);
  }
  return [...orders.values()];
}

/** One accepted order with what is to be picked; undefined when it is not to be picked (now). */
export async function readPickOrder(tx: Tx, orderId: string): Promise<PickOrder | undefined> {
  return ordersFromRows(await selectPickLines(tx, { orderId }, 1))[0];
}

/** A holder's accepted orders, the oldest first: at most a page of them. Takes no lock. */
export async function listPickOrders(tx: Tx, holderId: string): Promise<readonly PickOrder[]> {
  return ordersFromRows(await selectPickLines(tx, { holderId }, LIMITS.page_rows_max));
}

/** The same by product and unit: one walk along the shelves for all orders. */
export function groupByProduct(orders: readonly PickOrder[]): readonly PickProduct[] {
  const products = new Map<
    string,
    PickProduct & { orders: { number: bigint; quantity: Milli }[] }
  >();
  for (const order of orders) {
    for (const line of order.lines) {
      const key = `${line.productId} ${line.unit}`;
      const before = products.get(key);
      const orders = before?.orders ?? [];
      orders.push({ number: order.number, quantity: line.quantity });
      const quantity = (before?.quantity ?? 0n) + line.quantity;
      products.set(key, { productId: line.productId, unit: line.unit, quantity, orders });
    }
  }
  return [...products.values()];
}

/** A line of an order as it counts before the picking. */
export interface LineToPick extends PickLine {
  /** How much of the quantity is given free. */
  readonly freeQuantity: Milli;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  readonly totalMinor: Minor;
}

/** A line that was picked short: quantities in its own unit and in base units. */
export interface ShortLine {
  readonly line: LineToPick;
  readonly picked: Milli;
  readonly pickedBase: Milli;
  /** What stays of the gift, never above what was picked. */
  readonly pickedFree: Milli;
}

/** What a picker says of a line: only lines that are short need be named. */
export interface Pick {
  readonly lineNo: number;
  readonly picked: Milli;
}

function shortLine(line: LineToPick, picked: Milli): ShortLine | undefined {
  const whole = line.baseQuantity * picked;
  if (whole % line.quantity !== 0n) return undefined;
  // Gifts are part of what was bought together: they shrink with it, by whole units.
  const free = (line.freeQuantity * picked) / line.quantity;
  const pickedFree = free - (free % 1000n);
  return { line, picked, pickedBase: whole / line.quantity, pickedFree };
}

/**
 * The lines that were picked short, out of what the picker said. Refused as `no_such_line`, as
 * `more_than_ordered`, as `odd_quantity` where a quantity is not a whole number of thousandths in
 * base units, and as `nothing_picked` when nothing of the order is there: that order is cancelled
 * instead. The detail names the line.
 */
export function shortLines(
  lines: readonly LineToPick[],
  picks: readonly Pick[],
): Outcome<
  readonly ShortLine[],
  'no_such_line' | 'more_than_ordered' | 'odd_quantity' | 'nothing_picked'
> {
  const shorts: ShortLine[] = [];
  for (const { lineNo, picked } of picks) {
    const detail = { line: lineNo.toString() };
    const line = lines.find((one) => one.lineNo === lineNo);
    if (!line || shorts.some((one) => one.line === line)) return refused('no_such_line', detail);
    assert(picked >= 0n, 'nobody picks less than nothing');
    if (picked > line.quantity) return refused('more_than_ordered', detail);
    if (picked === line.quantity) continue;
    const short = shortLine(line, picked);
    if (!short) return refused('odd_quantity', detail);
    shorts.push(short);
  }
  const emptied = shorts.filter((short) => short.picked === 0n).length;
  return emptied === lines.length ? refused('nothing_picked') : done(shorts);
}

/** What an order comes to once it was picked, with the share of each of its short lines. */
export interface PickedOrder {
  readonly id: string;
  readonly totalMinor: Minor;
  readonly deliveryFeeMinor: Minor;
  readonly taxMinor: Minor;
  readonly shorts: readonly (ShortLine & { readonly totalMinor: Minor })[];
}

/** Writes what was picked beside what was ordered; once. The caller holds the order's lock. */
export async function recordPicks(tx: Tx, order: PickedOrder): Promise<void> {
  const lines = order.shorts.map(({ line, picked, pickedBase, pickedFree, totalMinor }) => {
    const discount = (line.discountMinor * picked) / line.quantity;
    return {
      line_no: line.lineNo,
      quantity: formatMilli(picked),
      base_quantity: formatMilli(pickedBase),
      free_quantity: formatMilli(pickedFree),
      discount_minor: discount.toString(),
      total_minor: totalMinor.toString(),
    };
  });
  await updatePicked(tx, order, lines);
}
