import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import { HALF_UP } from '../base/money.js';
import { done } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { createRest } from '../domain/orders/births/births.js';
import type { Rest } from '../domain/orders/births/births.js';
import type { OrderLine } from '../domain/orders/lines.js';
import { acceptParts, planFor } from '../domain/orders/orders.js';
import type { LinePart, LockedOrder } from '../domain/orders/orders.js';
import type { TownSettings } from '../domain/towns/towns.js';
import { planSplit } from '../domain/vendors/split.js';
import type { SplitPart } from '../domain/vendors/split.js';
import { findHolders } from '../domain/vendors/vendors.js';
import { schedule } from '../outbox/due.js';
import type { DueWork } from '../outbox/due.js';
import { carryOut } from './carry-out.js';
import { isBearable, priceParts } from './split-order.js';
import type { PricedPart } from './split-order.js';
import { toldLines } from './told-lines.js';
import type { Wake } from './wake.js';

/** What a split at assignment needs beside the order. */
export interface SplitTerms {
  readonly catalogue: Catalogue;
  readonly settings: TownSettings;
  /** The next free order number; unused, it leaves a gap. */
  readonly nextNumber: () => Promise<bigint>;
}

/** Who could fill the order together; empty where not even several can. */
async function planOf(
  tx: Tx,
  { settings }: SplitTerms,
  order: LockedOrder,
  exceptVendorIds: readonly string[],
): Promise<readonly SplitPart[]> {
  const lines = order.lines.map(({ productId, quantity, baseQuantity, ...line }, at) => ({
    lineNo: at + 1,
    productId,
    quantity,
    baseQuantity,
    priceMinor: line.totalMinor + line.discountMinor,
  }));
  return planSplit(lines, await findHolders(tx, lines, exceptVendorIds), {
    weights: settings.vendor_choice,
    vendorReplyMs: settings.vendor_reply_ms,
    partsMax: LIMITS.order_parts_max,
    setsMax: LIMITS.split_sets_max,
  });
}

/** Every line of the order with what stays of it. */
function linesLeft(order: LockedOrder, kept: PricedPart<OrderLine>): readonly LinePart[] {
  const nothing = {
    quantity: 0n,
    freeQuantity: 0n,
    baseQuantity: 0n,
    discountMinor: 0n,
    totalMinor: 0n,
  };
  return order.lines.map(
    (line) => kept.lines.find(({ lineNo }) => lineNo === line.lineNo) ?? { ...line, ...nothing },
  );
}

/** Opens the orders of the other vendors, each due to be assigned now. */
async function openOthers(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  others: readonly Rest[],
): Promise<readonly DueWork[]> {
  const { correlationId, universe } = cause;
  const due: DueWork[] = [];
  for (const rest of others) {
    await createRest(tx, cause, order, rest);
    const work = { topic: 'assign_order', subjectId: rest.id, dueAt: universe.now() } as const;
    due.push({ ...work, correlationId });
    await schedule(tx, { ...work, correlationId });
  }
  return due;
}

/**
 * Parts a confirmed order that no single vendor can fill (any more) among several who can: it
 * keeps what the first of them has, the others' parts become orders of their own, born of it with
 * their shares of price and hold, and the retailer is told. Undefined, with nothing changed, where
 * not even several can. The caller holds the order's lock. Locks the order's hold.
 */
export async function splitAssigned(
  tx: Tx,
  cause: Cause,
  terms: SplitTerms,
  order: LockedOrder,
  exceptVendorIds: readonly string[],
): Promise<Outcome<Wake, 'not_now'> | undefined> {
  const plan = await planOf(tx, terms, order, exceptVendorIds);
  const priced = priceParts(order, plan, HALF_UP);
  const [kept, ...taken] = priced;
  if (!kept || taken.length === 0 || !isBearable(priced)) return undefined;
  const others: Rest[] = [];
  for (const part of taken) {
    const number = await terms.nextNumber();
    others.push({ ...part, id: cause.universe.newId(), number });
  }
  const told = [{ ...kept, number: order.number }, ...others].map((one, at) => ({
    number: one.number.toString(),
    totalMinor: one.totalMinor.toString(),
    lines: toldLines(terms.catalogue, priced[at]?.lines ?? []),
  }));
  const { taxMinor, totalMinor } = kept;
  await acceptParts(tx, order.id, { lines: linesLeft(order, kept), taxMinor, totalMinor });
  await planFor(tx, order.id, kept.plannedVendorId);
  const number = order.number.toString();
  const carried = await carryOut(tx, cause, order, 'split', {
    reason: `with ${others.map((rest) => rest.number).join(', ')}`,
    split: others.map(({ id, totalMinor: amountMinor }) => ({ orderId: id, amountMinor })),
    tellRetailer: {
      partyId: order.retailerId,
      tell: { type: 'order_split', number, orders: told },
      key: `${order.id}:${order.version}`,
    },
  });
  assert(carried.ok, 'a confirmed order can be split');
  const due = await openOthers(tx, cause, order, others);
  const { lanes, due: own } = carried.value;
  return done({ lanes, due: [...own, ...due] });
}
