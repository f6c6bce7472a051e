import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { post, readOrderCredit } from '../domain/ledger/ledger.js';
import type { StandingCredit } from '../domain/ledger/ledger.js';
import { orderCredit, reversal } from '../domain/ledger/recipes.js';
import { readChange, shareCost } from '../domain/offers/changes.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { recordPicks } from '../domain/picking/picking.js';
import type { PickedOrder, ShortLine } from '../domain/picking/picking.js';
import { shareOf } from '../domain/pricing/shares.js';
import { writeOffShort } from '../domain/stock/changes.js';
import type { ToldShort } from './told-line.js';

/** An order that was picked short, with what is to be corrected by it. */
export interface ShortPick {
  readonly order: PickedOrder;
  readonly vendorId: string;
  /** What the vendor is paid for what was picked. */
  readonly costMinor: Minor;
  /** The order's credit as it was posted. */
  readonly credit: StandingCredit;
}

/** What a vendor was to be paid, by the books. */
export function costOf(credit: StandingCredit): Minor {
  const leg = credit.legs.find((one) => one.account.kind === 'payable');
  return -(leg?.amountMinor ?? 0n);
}

/** Whether the costs are those of these lines, and come to what was posted. */
function agrees(costs: readonly Minor[], order: LockedOrder, costMinor: Minor): boolean {
  const sum = costs.reduce((total, cost) => total + cost, 0n);
  return costs.length === order.lines.length && sum === costMinor;
}

/**
 * What the vendor was to be paid for each line of an accepted order: as offered, or as in the
 * change that was taken; where neither comes to what was posted, shared out by price.
 */
export async function readLineCosts(
  tx: Tx,
  order: LockedOrder,
  costMinor: Minor,
): Promise<readonly Minor[]> {
  const offer = order.offers.findLast((one) => one.state === 'ACCEPTED');
  if (offer && agrees(offer.lineCosts, order, costMinor)) return offer.lineCosts;
  const change = offer && (await readChange(tx, offer.id));
  const changed = order.lines.map(({ lineNo }) => {
    return change?.lines.find((line) => line.lineNo === lineNo)?.costMinor ?? 0n;
  });
  if (agrees(changed, order, costMinor)) return changed;
  const values = order.lines.map((line) => line.totalMinor + line.discountMinor);
  return shareCost(costMinor, values);
}

/**
 * What a vendor is paid for the part that was picked. What is taken off a line's cost is rounded
 * down, in the vendor's favour.
 */
function pickedCost(
  lineCosts: readonly Minor[],
  lines: LockedOrder['lines'],
  shorts: readonly ShortLine[],
): Minor {
  return lines.reduce((sum, line, at) => {
    const cost = lineCosts[at] ?? 0n;
    const picked = shorts.find((short) => short.line === line)?.picked ?? line.quantity;
    return sum + cost - (cost * (line.quantity - picked)) / line.quantity;
  }, 0n);
}

/** Keeps what was picked of each line, and writes off what could not be found. */
export async function takeShort(
  tx: Tx,
  cause: Cause,
  short: ShortPick,
  reason: string,
): Promise<void> {
  const { id, shorts } = short.order;
  const missing = shorts.map(({ line, pickedBase }) => ({
    productId: line.productId,
    baseQuantity: line.baseQuantity - pickedBase,
  }));
  await recordPicks(tx, short.order);
  const why = reason === '' ? 'short pick' : `short pick: ${reason}`;
  await writeOffShort(tx, cause, id, missing, why);
}

/**
 * The credit note: takes the order's credit back by a reversal that names it, and posts what was
 * picked in its place. Locks the credit account.
 */
export async function postCreditNote(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  short: ShortPick,
): Promise<void> {
  const { credit, vendorId, costMinor } = short;
  const { retailerId } = order;
  const { totalMinor } = short.order;
  const revision = credit.revision + 1;
  const reversed = await post(tx, cause, reversal({ ...credit, retailerId }));
  assert(reversed.ok && reversed.value.was === 'created', `order ${order.id} is corrected once`);
  const corrected = orderCredit({
    orderId: order.id,
    retailerId,
    vendorId,
    totalMinor,
    costMinor,
    revision,
  });
  const posted = await post(tx, cause, corrected);
  assert(posted.ok && posted.value.was === 'created', `order ${order.id} is corrected once`);
}

/**
 * What the order comes to by what was picked of it, or taken at the door; the delivery fee goes
 * with any goods. Refused where that costs nothing: nothing can be owed for it.
 */
export async function reckonShort(
  tx: Tx,
  order: LockedOrder,
  shorts: readonly ShortLine[],
): Promise<Outcome<ShortPick, 'nothing_picked'>> {
  const picked = order.lines.map(
    (line) => shorts.find((short) => short.line === line)?.picked ?? line.quantity,
  );
  const { taken } = shareOf(order, picked);
  // What is left may be so little that it costs nothing: nothing can be owed for that.
  if (taken.totalMinor === 0n) return refused('nothing_picked');
  const credit = await readOrderCredit(tx, order.id);
  const { vendorId } = order;
  assert(credit && vendorId !== null, `an accepted order has vendor and credit: ${order.id}`);
  const lineCosts = await readLineCosts(tx, order, costOf(credit));
  const costMinor = pickedCost(lineCosts, order.lines, shorts);
  const withTotals = shorts.map((short) => {
    const totalMinor = taken.lines[order.lines.findIndex((line) => line === short.line)];
    assert(totalMinor !== undefined, 'a short line is one of the order');
    return { ...short, totalMinor };
  });
  return done({
    order: { ...taken, id: order.id, shorts: withTotals },
    vendorId,
    costMinor,
    credit,
  });
}

/** Lines of which less was picked or taken, as people are told them. */
export function toldShort(
  catalogue: Catalogue,
  shorts: readonly ShortLine[],
): readonly ToldShort[] {
  return shorts.map(({ line, picked }) => ({
    name: productName(catalogue, line.productId),
    unit: line.unit,
    asked: formatMilli(line.quantity),
    quantity: formatMilli(picked),
  }));
}
