import type { Cause } from '../../base/cause.js';
import { AFTER_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { eventColumns } from '../../base/event-columns.js';
import { FINAL_STATES, transitionOf } from './lifecycle.js';
import type { OrderEffect, OrderEvent, OrderOwner, OrderState } from './lifecycle.js';
import { explainedFromDocuments, linesFromDocuments } from './lines.js';
import type { ExplainedLine, OrderLine } from './lines.js';
import { isOpenOffer, offerStateAfter } from './offer-lifecycle.js';
import type { OfferEvent, OfferState } from './offer-lifecycle.js';
import type { Offer } from './offers.js';
import {
  applyTransition,
  insertNote,
  lockOrderRow,
  selectOrder,
  selectOrders,
  selectOrdersOfBasket,
  selectNumbers,
  selectOrdersOfRetailer,
  updateAccepted,
  updatePlanned,
} from './queries.js';
import type { LockedOrderRow, OfferDocument, OrderKey, OrderRow } from './queries.js';

/** How an order is paid: on the retailer's account, or in cash at the door. */
export type OrderMethod = 'credit' | 'cod';

export interface Order {
  readonly id: string;
  /** What people type: digits, unique in the town. */
  readonly number: bigint;
  readonly retailerId: string;
  readonly basketId: string;
  readonly state: OrderState;
  readonly method: OrderMethod;
  /** Before whom it lies, or who accepted it. */
  readonly vendorId: string | null;
  /** The lines, delivery and tax together. */
  readonly totalMinor: Minor;
  readonly deliveryFeeMinor: Minor;
  readonly taxMinor: Minor;
  readonly owner: OrderOwner;
  readonly version: number;
  readonly confirmedAt: Date;
  /** The order that this one is what was left of. */
  readonly parentId: string | null;
  /** Which vendor it was planned for, where several fill the basket. */
  readonly plannedVendorId: string | null;
  /** What counts: as asked, or as accepted. */
  readonly lines: readonly OrderLine[];
}

/** An order whose row this transaction has locked, with every offer made of it. */
export interface LockedOrder extends Order {
  readonly offers: readonly Offer[];
}

/** A past change of an order's state. */
export interface OrderHistoryEvent {
  readonly from: string | null;
  readonly event: string;
  readonly to: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly channel: string;
  readonly reason: string;
  readonly at: Date;
}

function offerFromDocument(offer: OfferDocument): Offer {
  return {
    id: offer.id,
    vendorId: offer.vendorId,
    state: offer.state as OfferState,
    costMinor: BigInt(offer.costMinor),
    lineCosts: offer.lineCosts.map(BigInt),
    replyBy: new Date(offer.replyBy),
  };
}

function orderFromRow(row: OrderRow): Order {
  return {
    id: row.id,
    number: row.number,
    retailerId: row.retailer_id,
    basketId: row.basket_id,
    state: row.state as OrderState,
    method: row.method as OrderMethod,
    vendorId: row.vendor_id,
    totalMinor: row.total_minor,
    deliveryFeeMinor: row.delivery_fee_minor,
    taxMinor: row.tax_minor,
    owner: row.owner as OrderOwner,
    version: row.version,
    confirmedAt: row.confirmed_at,
    parentId: row.parent_id,
    plannedVendorId: row.planned_vendor_id,
    lines: linesFromDocuments(row.lines),
  };
}

function lockedFromRow(row: LockedOrderRow): LockedOrder {
  return { ...orderFromRow(row), offers: row.offers.map(offerFromDocument) };
}

/** Locks an order by id, number or one of its offers; undefined when there is none. */
export async function lockOrder(tx: Tx, key: OrderKey): Promise<LockedOrder | undefined> {
  const row = await lockOrderRow(tx, key);
  return row && lockedFromRow(row);
}

/** What an event may bring beside the state. */
export interface OrderChanges {
  readonly reason?: string;
  /** Makes an offer to this vendor, and puts the order before them. */
  readonly offer?: Omit<Offer, 'state'>;
  /** What becomes of an open offer; without it and `offer` the order's vendor stays. */
  readonly answer?: { readonly id: string; readonly event: OfferEvent; readonly reason: string };
}

/** The vendor of the order after a change: an offer that ends unaccepted takes them away. */
function vendorAfter(
  order: LockedOrder,
  changes: OrderChanges,
  answered: OfferState | undefined,
): string | null {
  if (changes.offer) return changes.offer.vendorId;
  const keeps = answered === undefined || answered === 'ACCEPTED';
  return keeps || isOpenOffer({ state: answered }) ? order.vendorId : null;
}

/** The offer that is answered, as it is and as it becomes; null when that may not happen to it. */
function answerOf(
  order: LockedOrder,
  { answer }: OrderChanges,
): { id: string; from: OfferState; state: OfferState; reason: string } | null {
  const from = order.offers.find((offer) => offer.id === answer?.id)?.state;
  const state = answer && from && offerStateAfter(from, answer.event);
  return answer && from && state ? { id: answer.id, from, state, reason: answer.reason } : null;
}

/** Whether the event may happen to the order now, and what it would bring with it. */
export function effectsOf(
  order: Order,
  event: OrderEvent,
): Outcome<readonly OrderEffect[], 'not_now'> {
  const transition = transitionOf(order.state, event);
  return transition ? done(transition.effects) : refused('not_now', { state: order.state });
}

/**
 * Moves a locked order on by an event of the lifecycle table, with its offer and its status
 * event, in one statement. The effects (see `effectsOf`) are the caller's, in this transaction.
 * Refused as `not_now` where a table has no such pair or the value is stale.
 */
export async function advance(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  event: OrderEvent,
  changes: OrderChanges = {},
): Promise<Outcome<undefined, 'not_now'>> {
  const transition = transitionOf(order.state, event);
  const answer = answerOf(order, changes);
  if (!transition || (changes.answer && !answer)) {
    return refused('not_now', { state: order.state });
  }
  const applied = await applyTransition(
    tx,
    {
      orderId: order.id,
      version: order.version,
      from: order.state,
      to: transition.to,
      owner: transition.owner,
      vendorId: vendorAfter(order, changes, answer?.state),
      offer: changes.offer ?? null,
      answer,
    },
    eventColumns(cause, event, changes.reason ?? ''),
  );
  return applied ? done(undefined) : refused('not_now', { state: order.state });
}

/** What a vendor does of a line, and what the retailer pays for it. */
export type LinePart = Omit<OrderLine, 'productId' | 'unit' | 'taxed' | 'priceRule'>;

/** An order as its vendor does it and its retailer agreed to it; the delivery fee stays whole. */
export interface AcceptedParts {
  /** Every line, some of them with nothing. */
  readonly lines: readonly LinePart[];
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
}

/** A part of a line as statements take it. */
export function partDocument(line: LinePart): Record<string, string | number> {
  return {
    line_no: line.lineNo,
    quantity: formatMilli(line.quantity),
    base_quantity: formatMilli(line.baseQuantity),
    free_quantity: formatMilli(line.freeQuantity),
    unit_price_minor: line.unitPriceMinor.toString(),
    discount_minor: line.discountMinor.toString(),
    total_minor: line.totalMinor.toString(),
  };
}

/** Keeps what was accepted of a locked order, and what it comes to. */
export async function acceptParts(
  tx: Tx,
  orderId: string,
  { lines, taxMinor, totalMinor }: AcceptedParts,
): Promise<void> {
  const documents = JSON.stringify(lines.map(partDocument));
  await updateAccepted(tx, { orderId, totalMinor, taxMinor, lines: documents });
}

/**
 * Writes down that a party has no conversation in which to hear of the order's latest change: an
 * event that leaves the state as it is.
 */
export async function noteUntold(
  tx: Tx,
  cause: Cause,
  orderId: string,
  partyId: string,
): Promise<void> {
  await noteEvent(tx, cause, orderId, 'party_not_told', partyId);
}

/** Notes which vendor a locked order is planned for. */
export async function planFor(tx: Tx, orderId: string, vendorId: string | null): Promise<void> {
  await updatePlanned(tx, orderId, vendorId);
}

/** Writes down something about an order that leaves its state as it is. */
export async function noteEvent(
  tx: Tx,
  cause: Cause,
  orderId: string,
  event: string,
  reason: string,
): Promise<void> {
  await insertNote(tx, orderId, eventColumns(cause, event, reason));
}

/** An order as an operator looks at it. */
export interface ExplainedOrder extends LockedOrder {
  readonly lines: readonly ExplainedLine[];
  readonly pricing: Readonly<Record<string, unknown>>;
  readonly history: readonly OrderHistoryEvent[];
}

/**
 * Reads an order with its offers and its history, oldest first, and with why each line was
 * understood so; takes no lock.
 */
export async function readOrder(tx: Tx, key: OrderKey): Promise<ExplainedOrder | undefined> {
  const row = await selectOrder(tx, key);
  if (!row) return undefined;
  const history = row.events.map((event) => ({ ...event, at: new Date(event.at) }));
  const { pricing } = row;
  return { ...lockedFromRow(row), lines: explainedFromDocuments(row.lines), pricing, history };
}

/**
 * The orders a retailer is told of: open ones first, then the latest finished ones. Looks at a
 * bounded number of the latest; an older order is found by its number.
 */
export async function ordersOfRetailer(tx: Tx, retailerId: string): Promise<readonly Order[]> {
  const rows = await selectOrdersOfRetailer(tx, retailerId, LIMITS.orders_looked_at_max);
  const orders = rows.map(orderFromRow);
  const isFinal = (order: Order): boolean => FINAL_STATES.includes(order.state);
  const openFirst = [...orders.filter((order) => !isFinal(order)), ...orders.filter(isFinal)];
  return openFirst.slice(0, LIMITS.orders_told_max);
}

/** The retailer's latest order that was not cancelled, for "same as last time". */
export async function lastOrderOf(tx: Tx, retailerId: string): Promise<Order | undefined> {
  const rows = await selectOrdersOfRetailer(tx, retailerId, LIMITS.orders_looked_at_max);
  const row = rows.find((one) => one.state !== 'CANCELLED') ?? rows[0];
  return row && orderFromRow(row);
}

/** The orders that one basket became, and what was left of them; takes no lock. */
export async function ordersOfBasket(tx: Tx, basketId: string): Promise<readonly Order[]> {
  return (await selectOrdersOfBasket(tx, basketId)).map(orderFromRow);
}

/** A page of the town's orders, newest first, going back from `beforeId`. */
export async function listOrders(
  tx: Tx,
  filter: { readonly state: OrderState | null; readonly retailerId: string | null },
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly Order[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectOrders(tx, filter, page.beforeId ?? AFTER_ALL, rowsMax);
  return rows.map(orderFromRow);
}

/** The numbers that some orders go by; ids of anything else have none. Takes no lock. */
export async function readOrderNumbers(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  if (ids.length === 0) return new Map();
  return new Map((await selectNumbers(tx, ids)).map(({ id, number }) => [id, number]));
}
