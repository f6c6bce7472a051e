import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { wallClock } from '../base/wall-clock.js';
import type { Tx } from '../db/transaction.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { vendorsAsked } from '../domain/offers/changes.js';
import { isOpenOffer } from '../domain/orders/offer-lifecycle.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import type { OrderLine } from '../domain/orders/lines.js';
import { dateOf } from '../domain/opening/opening.js';
import { readNames, readParty } from '../domain/parties/parties.js';
import { moveReservation, reserve } from '../domain/stock/stock.js';
import type { TownSettings } from '../domain/towns/towns.js';
import { costOf, readVendorCosts } from '../domain/costs/costs.js';
import type { VendorCost } from '../domain/costs/costs.js';
import { rankVendors } from '../domain/vendors/choice.js';
import type { Scored } from '../domain/vendors/choice.js';
import { findCandidates, recordChoice, takeBest } from '../domain/vendors/vendors.js';
import type { OfferChoice } from '../domain/vendors/vendors.js';
import { readWishes } from '../domain/wishes/wishes.js';
import { takeDue } from '../outbox/due.js';
import { carryOut } from './carry-out.js';
import { splitAssigned } from './split-assigned.js';
import type { SplitTerms } from './split-assigned.js';
import { DAY_MINUTES, firstOpening, leastMinutes, replyDeadline } from './opening-times.js';
import { toldLines } from './told-lines.js';
import type { Wake } from './wake.js';

/** Who has the order now; null when it waits for an operator, or for its parts' vendors. */
export interface Assigned {
  readonly number: bigint;
  readonly vendorId: string | null;
  readonly wake: Wake;
}

/** What the town's catalogue and settings bring to an assignment. */
export interface AssignmentTerms {
  readonly catalogue: Catalogue;
  readonly settings: TownSettings;
  /** By whose clock vendors open and close. */
  readonly timeZone: string;
}

/**
 * What a vendor is paid for each line: their own cost, or what the line costs before promotions
 * where they named none. What promotions take off is the town's to bear.
 */
function vendorCosts(lines: readonly OrderLine[], costs: ReadonlyMap<string, VendorCost>): Minor[] {
  return lines.map((line) => {
    const cost = costs.get(line.productId);
    const price = line.totalMinor + line.discountMinor;
    return cost === undefined ? price : costOf(cost, line.baseQuantity);
  });
}

/** Who gets an offer, and what is read for it. */
interface Chosen {
  readonly vendorId: string;
  readonly lineCosts: readonly Minor[];
  readonly retailerName: string;
}

/** Reads what an offer to the vendor says beside the order itself. */
async function readChosen(tx: Tx, order: LockedOrder, vendorId: string): Promise<Chosen> {
  const productIds = order.lines.map((line) => line.productId);
  const [costs, names] = await Promise.all([
    readVendorCosts(tx, vendorId, productIds),
    readNames(tx, [order.retailerId]),
  ]);
  const retailerName = names.get(order.retailerId) ?? '';
  return { vendorId, lineCosts: vendorCosts(order.lines, costs), retailerName };
}

/** Who was looked at, the best first, and until when each of them is open. */
interface Ranked {
  readonly scored: readonly Scored[];
  /** The minute of today, by vendor. */
  readonly closes: ReadonlyMap<string, number>;
  readonly closedIds: readonly string[];
}

/** Who of the vendors that can fill the order and were not asked before would do it best. */
async function rankFor(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  { settings, timeZone }: AssignmentTerms,
): Promise<Ranked> {
  const { vendor_choice: weights, vendor_reply_ms: replyMs } = settings;
  const now = wallClock(cause.universe.now(), timeZone);
  const at = { ...now, date: dateOf(now), leastMinutes: leastMinutes(settings) };
  const lines = order.lines.map((line) => ({
    productId: line.productId,
    baseQuantity: line.baseQuantity,
    priceMinor: line.totalMinor + line.discountMinor,
  }));
  const except = order.offers.map((offer) => offer.vendorId);
  const [asked, candidates] = await Promise.all([
    vendorsAsked(tx, order),
    findCandidates(tx, order.id, lines, except, at),
  ]);
  const open = candidates.open.filter(({ vendorId }) => !asked.includes(vendorId));
  return {
    scored: rankVendors(open, weights, replyMs),
    closes: new Map(open.map(({ vendorId, closes }) => [vendorId, closes])),
    closedIds: candidates.closedIds.filter((id) => !asked.includes(id)),
  };
}

/** Whom the order was planned for with its basket, where they can still fill it. */
function plannedFirst(order: LockedOrder, ranked: readonly Scored[]): Scored | undefined {
  return ranked.find(({ vendorId }) => vendorId === order.plannedVendorId);
}

function reasonOf(
  vendorId: string,
  [best]: readonly Scored[],
  planned: Scored | undefined,
): string {
  if (vendorId === planned?.vendorId) return 'planned with the basket';
  return vendorId === best?.vendorId ? 'the best' : 'the best who was free at that moment';
}

/** Finds the best vendor and reserves with them; undefined when nobody can fill. */
async function reserveBest(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  { scored: ranked, closes, closedIds }: Ranked,
): Promise<(Chosen & { readonly choice: OfferChoice; readonly closes: number }) | undefined> {
  const planned = plannedFirst(order, ranked);
  let left = ranked;
  for (let tries = 0; tries < LIMITS.reserve_tries_max; tries += 1) {
    const first = tries === 0 && planned ? await takeBest(tx, cause, [planned]) : undefined;
    const score = first ?? (await takeBest(tx, cause, left));
    if (score === undefined) return undefined;
    const { vendorId } = score;
    const [reserved, chosen] = await Promise.all([
      reserve(tx, cause, vendorId, order.id, order.lines),
      readChosen(tx, order, vendorId),
    ]);
    left = left.filter((one) => one.vendorId !== vendorId);
    if (!reserved.ok) continue;
    const others = ranked.filter((one) => one.vendorId !== vendorId);
    const choice = {
      chosenBy: 'machine',
      reason: reasonOf(vendorId, ranked, planned),
      score,
      weighed: ranked.length,
      others,
      ...(closedIds.length > 0 && { closedIds }),
    } as const;
    return { ...chosen, choice, closes: closes.get(vendorId) ?? DAY_MINUTES };
  }
  return undefined;
}

/** Puts a reserved order before the vendor, with a deadline, and tells them. */
async function offerTo(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  terms: AssignmentTerms,
  chosen: Chosen & { readonly choice: OfferChoice; readonly closes?: number },
): Promise<Outcome<Assigned, 'not_now'>> {
  const { vendorId, lineCosts, retailerName, choice } = chosen;
  const costMinor = lineCosts.reduce((sum, cost) => sum + cost, 0n);
  const id = cause.universe.newId();
  const replyBy = replyDeadline(cause, terms, chosen.closes ?? DAY_MINUTES);
  const wish = (await readWishes(tx, [order.id])).get(order.id);
  const tell = {
    type: 'order_offered',
    offerId: id,
    number: order.number.toString(),
    retailer: retailerName,
    lines: toldLines(terms.catalogue, order.lines),
    costMinor: costMinor.toString(),
    replyBy: replyBy.toISOString(),
    ...(wish && { wish }),
  } as const;
  const carried = await carryOut(tx, cause, order, 'vendor_assigned', {
    reason: choice.chosenBy === 'operator' ? choice.reason : '',
    offer: { id, vendorId, costMinor, lineCosts, replyBy },
    tellVendor: { partyId: vendorId, tell, key: id },
  });
  if (!carried.ok) return carried;
  await recordChoice(tx, id, choice);
  return done({ number: order.number, vendorId, wake: carried.value });
}

/** Hands the order to an operator and tells the retailer the truth. */
async function leaveToOperator(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  reason: string,
): Promise<Outcome<Assigned, 'not_now'>> {
  const number = order.number.toString();
  const carried = await carryOut(tx, cause, order, 'vendors_exhausted', {
    reason,
    tellRetailer: {
      partyId: order.retailerId,
      tell: { type: 'order_waiting', number },
      key: `${order.id}:${order.version}`,
    },
  });
  if (!carried.ok) return carried;
  return done({ number: order.number, vendorId: null, wake: carried.value });
}

/** Leaves the order until a vendor opens, and tells the retailer when that is. */
async function waitForOpening(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  opensAt: Date,
): Promise<Outcome<Assigned, 'not_now'>> {
  const tell = {
    type: 'order_waiting',
    number: order.number.toString(),
    opensAt: opensAt.toISOString(),
  } as const;
  const carried = await carryOut(tx, cause, order, 'vendors_closed', {
    reason: 'all vendors who can fill the order are closed',
    assignAt: opensAt,
    tellRetailer: { partyId: order.retailerId, tell, key: `${order.id}:${order.version}` },
  });
  if (!carried.ok) return carried;
  return done({ number: order.number, vendorId: null, wake: carried.value });
}

/** Nobody can fill it alone: several vendors get a part each, or an operator has it. */
async function splitOrLeave(
  tx: Tx,
  cause: Cause,
  terms: SplitTerms,
  order: LockedOrder,
): Promise<Outcome<Assigned, 'not_now'>> {
  const split = await splitAssigned(tx, cause, terms, order, await vendorsAsked(tx, order));
  if (!split) return leaveToOperator(tx, cause, order, 'no vendor can fill the order');
  if (!split.ok) return split;
  return done({ number: order.number, vendorId: null, wake: split.value });
}

/**
 * Assigns a confirmed order that the machine owes a vendor: reserves with whom it was planned for,
 * else with the best vendor (see `domain/vendors/choice.ts`), among those who can fill all of it,
 * are open and were not asked before, and offers it with a deadline; why is kept with the offer.
 * Where all who could are closed, it waits until the first opens. After the town's number of
 * vendors, or when none is left, an operator has it; what several vendors have together is parted
 * among them first, each part due to be assigned now. Locks order, vendor profile, stock, hold.
 * Refused as `not_now` when there is nothing to assign (any more).
 */
export async function assignOrder(
  tx: Tx,
  cause: Cause,
  terms: AssignmentTerms & SplitTerms,
  orderId: string,
): Promise<Outcome<Assigned, 'no_such_order' | 'not_now'>> {
  const order = await lockOrder(tx, { id: orderId });
  if (!order) return refused('no_such_order');
  if (order.state !== 'CONFIRMED' || order.owner !== 'machine') {
    await takeDue(tx, { topic: 'assign_order', subjectId: orderId });
    return refused('not_now', { state: order.state });
  }
  if (order.offers.length >= terms.settings.vendors_per_order_max) {
    return leaveToOperator(tx, cause, order, 'vendors asked: as many as the town allows');
  }
  const ranked = await rankFor(tx, cause, order, terms);
  const chosen = await reserveBest(tx, cause, order, ranked);
  if (chosen) return offerTo(tx, cause, order, terms, chosen);
  const opensAt = await firstOpening(tx, cause, terms, ranked.closedIds);
  return opensAt
    ? waitForOpening(tx, cause, order, opensAt)
    : splitOrLeave(tx, cause, terms, order);
}

/** An operator's choice of vendor. */
export interface OperatorChoice {
  readonly orderId: string;
  readonly vendorId: string;
  readonly reason: string;
}

/** The order with its stock at the chosen vendor, and the lanes of those who lost it. */
interface Taken {
  readonly order: LockedOrder;
  readonly lanes: readonly number[];
}

/** Takes the order from the vendor who has not answered yet, and reserves with another. */
async function reassign(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  choice: OperatorChoice,
): Promise<Outcome<Taken, 'not_now' | 'short_stock'>> {
  const open = order.offers.find(isOpenOffer);
  if (!open || open.vendorId === choice.vendorId) return refused('not_now', { state: order.state });
  const moved = await moveReservation(tx, cause, choice.vendorId, order.id, order.lines);
  if (!moved.ok) return moved;
  const number = order.number.toString();
  const withdrawn = await carryOut(tx, cause, order, 'vendor_withdrawn', {
    reason: choice.reason,
    answer: { id: open.id, event: 'withdrawn' },
    keepStock: true,
    tellVendor: {
      partyId: open.vendorId,
      key: open.id,
      tell: { type: 'offer_closed', number, why: 'reassigned' },
    },
  });
  if (!withdrawn.ok) return withdrawn;
  const again = await lockOrder(tx, { id: order.id });
  assert(again, 'a locked order stays');
  return done({ order: again, lanes: withdrawn.value.lanes });
}

async function reserveChosen(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  choice: OperatorChoice,
): Promise<Outcome<Taken, 'not_now' | 'short_stock'>> {
  if (order.state === 'VENDOR_ASSIGNED') return reassign(tx, cause, order, choice);
  if (order.state !== 'CONFIRMED') return refused('not_now', { state: order.state });
  const reserved = await reserve(tx, cause, choice.vendorId, order.id, order.lines);
  return reserved.ok ? done({ order, lanes: [] }) : reserved;
}

/**
 * An operator puts an order before a vendor of their choice, asked before or not; another vendor
 * who has not answered yet loses it and hears so. Locks order, offer, stock. Refused as
 * `short_stock` with the product's name when the vendor cannot fill, as `not_now` when a vendor
 * accepted or the vendor has the offer already.
 */
export async function assignOrderTo(
  tx: Tx,
  cause: Cause,
  terms: AssignmentTerms,
  choice: OperatorChoice,
): Promise<Outcome<Assigned, 'no_such_order' | 'no_such_vendor' | 'not_now' | 'short_stock'>> {
  assert(cause.actor.kind === 'operator', 'an operator chooses');
  const order = await lockOrder(tx, { id: choice.orderId });
  if (!order) return refused('no_such_order');
  const vendor = await readParty(tx, choice.vendorId);
  if (vendor?.kind !== 'vendor' || vendor.state !== 'APPROVED') return refused('no_such_vendor');
  const reserved = await reserveChosen(tx, cause, order, choice);
  if (!reserved.ok && reserved.refusal === 'short_stock') {
    const product = productName(terms.catalogue, reserved.detail['product'] ?? '');
    return refused('short_stock', { product });
  }
  if (!reserved.ok) return reserved;
  const chosen = await readChosen(tx, reserved.value.order, vendor.id);
  const { reason } = choice;
  const kept = { chosenBy: 'operator', reason, score: null, weighed: 0, others: [] } as const;
  const offer = { ...chosen, choice: kept };
  const offered = await offerTo(tx, cause, reserved.value.order, terms, offer);
  if (!offered.ok) return offered;
  const { wake, ...assigned } = offered.value;
  const lanes = [...reserved.value.lanes, ...wake.lanes];
  return done({ ...assigned, wake: { ...wake, lanes } });
}
