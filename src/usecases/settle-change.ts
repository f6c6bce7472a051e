import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { raiseHold } from '../domain/credit/credit.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { restOf, shareCost } from '../domain/offers/changes.js';
import type { Change } from '../domain/offers/changes.js';
import type { Offer } from '../domain/orders/offers.js';
import { createRest } from '../domain/orders/births/births.js';
import type { Rest } from '../domain/orders/births/births.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { shareOf } from '../domain/pricing/shares.js';
import { lockReservations } from '../domain/stock/stock.js';
import type { TownSettings } from '../domain/towns/towns.js';
import { schedule } from '../outbox/due.js';
import type { DueWork } from '../outbox/due.js';
import { carryOut } from './carry-out.js';
import type { PartyTell, Plan } from './carry-out.js';
import type { AskedOrder } from './draft-change.js';
import { toldParts } from './told-change.js';
import type { ToldLine, ToldRest } from './tells.js';
import type { Wake } from './wake.js';

/** What a retailer does about a change: take it, take it and ask others for the rest, or not. */
export type ChangeChoice = 'take' | 'elsewhere' | 'refuse';

/** What a decision about a change needs beside the order. */
export interface ChangeTerms {
  readonly catalogue: Catalogue;
  readonly settings: TownSettings;
  /** The next free order number; unused, it leaves a gap. */
  readonly nextNumber: () => Promise<bigint>;
}

/** A locked order whose offer's change is decided upon. */
export interface WaitingChange {
  readonly order: LockedOrder;
  readonly offer: Offer;
  readonly change: Change;
}

export interface ChangeSettled {
  readonly number: bigint;
  readonly taken: boolean;
  /** What is done now, and what it comes to; the order as it was when the change is off. */
  readonly lines: readonly ToldLine[];
  readonly totalMinor: string;
  readonly costMinor: string;
  readonly rest: ToldRest;
  readonly wake: Wake;
}

/** Who must hear of the decision by a tell of their own; the one who acts hears it at once. */
export interface ChangeTells {
  readonly vendor: boolean;
  /** Why nobody asked the retailer, where that is so. */
  readonly retailer: 'preference' | 'silence' | null;
  readonly vendorName: string;
}

/** The order as it was frozen, with what the vendor of this offer is paid for each line. */
export function askedOrder(order: LockedOrder, offer: Offer): AskedOrder {
  const totals = order.lines.map((line) => line.totalMinor);
  const costs =
    offer.lineCosts.length === totals.length ? offer.lineCosts : shareCost(offer.costMinor, totals);
  const lines = order.lines.map((line, at) => ({ ...line, costMinor: costs[at] ?? 0n }));
  return { lines, deliveryFeeMinor: order.deliveryFeeMinor, taxMinor: order.taxMinor };
}

/** What is left of the order as an order of its own, if anything is. */
async function restOfOrder(
  cause: Cause,
  terms: ChangeTerms,
  { order, offer, change }: WaitingChange,
): Promise<Rest | null> {
  const asked = askedOrder(order, offer);
  const quantities = asked.lines.map((_, at) => change.lines[at]?.quantity ?? 0n);
  const { left } = shareOf(asked, quantities);
  const lines = restOf(asked.lines, change.lines, left.lines);
  if (lines.length === 0) return null;
  const { deliveryFeeMinor, taxMinor, totalMinor } = left;
  const sums = { deliveryFeeMinor, taxMinor, totalMinor };
  const id = cause.universe.newId();
  return { id, number: await terms.nextNumber(), plannedVendorId: null, ...sums, lines };
}

async function refuseChange(
  tx: Tx,
  cause: Cause,
  { order, offer }: WaitingChange,
  tells: ChangeTells,
): Promise<Outcome<ChangeSettled, 'not_now'>> {
  const number = order.number.toString();
  const silent = tells.retailer === 'silence';
  const why = silent ? 'no_consent' : 'change_refused';
  const plan: Plan = {
    reason: silent ? 'the retailer did not answer' : 'the retailer refused the change',
    answer: { id: offer.id, event: 'withdrawn' },
    ...(tells.vendor && {
      tellVendor: {
        partyId: offer.vendorId,
        key: offer.id,
        tell: { type: 'offer_closed', number, why },
      },
    }),
    ...(silent && {
      tellRetailer: {
        partyId: order.retailerId,
        key: offer.id,
        tell: { type: 'change_lapsed', number, vendor: tells.vendorName },
      },
    }),
  };
  const event = silent ? 'change_timed_out' : 'change_refused';
  const carried = await carryOut(tx, cause, order, event, plan);
  if (!carried.ok) return carried;
  return done({
    number: order.number,
    taken: false,
    lines: [],
    totalMinor: order.totalMinor.toString(),
    costMinor: '0',
    rest: { was: 'nothing' },
    wake: carried.value,
  });
}

/** Whom a taken change is told to, and what. */
function takenTells(
  { order, offer, change }: WaitingChange,
  tells: ChangeTells,
  told: { readonly lines: readonly ToldLine[]; readonly rest: ToldRest },
): { tellVendor?: PartyTell; tellRetailer?: PartyTell } {
  const number = order.number.toString();
  const key = `${offer.id}:${change.changeNo}`;
  const { lines, rest } = told;
  return {
    ...(tells.vendor && {
      tellVendor: {
        partyId: offer.vendorId,
        key,
        tell: { type: 'change_taken', number, lines, costMinor: change.costMinor.toString() },
      },
    }),
    ...(tells.retailer !== null && {
      tellRetailer: {
        partyId: order.retailerId,
        key,
        tell: {
          type: 'order_part_accepted',
          number,
          vendor: tells.vendorName,
          lines,
          totalMinor: change.totalMinor.toString(),
          by: tells.retailer,
          rest,
        },
      },
    }),
  };
}

/** Opens the order of what is left, due to be assigned now. */
async function openRest(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  rest: Rest,
): Promise<readonly DueWork[]> {
  await createRest(tx, cause, order, rest);
  const { correlationId, universe } = cause;
  const dueAt = universe.now();
  const work = { topic: 'assign_order', subjectId: rest.id, dueAt, correlationId } as const;
  await schedule(tx, work);
  return [work];
}

async function takeChange(
  tx: Tx,
  cause: Cause,
  terms: ChangeTerms,
  waiting: WaitingChange,
  choice: Exclude<ChangeChoice, 'refuse'>,
  tells: ChangeTells,
): Promise<Outcome<ChangeSettled, 'not_now' | 'credit_short' | 'credit_stopped'>> {
  const { order, offer, change } = waiting;
  const rest = choice === 'elsewhere' ? await restOfOrder(cause, terms, waiting) : null;
  const byMinor = change.totalMinor + (rest?.totalMinor ?? 0n) - order.totalMinor;
  if (byMinor > 0n && order.method === 'credit') {
    // The stock comes before the credit account in the lock order, and moves only afterwards.
    await lockReservations(tx, order.id);
    const raised = await raiseHold(tx, {
      orderId: order.id,
      retailerId: order.retailerId,
      byMinor,
    });
    if (!raised.ok) return raised;
  }
  const left: ToldRest = rest
    ? { was: 'ordered', number: rest.number.toString() }
    : { was: change.kind === 'price' ? 'nothing' : 'dropped' };
  const lines = toldParts(terms.catalogue, order, change.lines);
  const carried = await carryOut(tx, cause, order, 'change_taken', {
    reason: tells.retailer === null ? choice : `${choice} by ${tells.retailer}`,
    answer: { id: offer.id, event: 'accepted' },
    accepted: {
      lines: change.lines,
      taxMinor: change.taxMinor,
      totalMinor: change.totalMinor,
      costMinor: change.costMinor,
      rest: rest && { orderId: rest.id, amountMinor: rest.totalMinor },
    },
    ...takenTells(waiting, tells, { lines, rest: left }),
  });
  assert(carried.ok, 'a change that waits for the retailer can be taken');
  const due = rest ? await openRest(tx, cause, order, rest) : [];
  return done({
    number: order.number,
    taken: true,
    lines,
    totalMinor: change.totalMinor.toString(),
    costMinor: change.costMinor.toString(),
    rest: left,
    wake: { lanes: carried.value.lanes, due: [...carried.value.due, ...due] },
  });
}

/**
 * Does what was decided about a change that waits on a locked order. Taken: the hold becomes an
 * ORDER_CREDIT posting of exactly what the change comes to, stock beyond it is free again, and
 * what is left goes on as an order of its own (`elsewhere`) or is dropped (`take`), its share of
 * the hold with it. Refused: the whole order goes to the next vendor. Another price for all of it
 * leaves nothing to order elsewhere, so that `elsewhere` refuses it.
 * Locks stock, credit account. A dearer price the credit cannot bear is refused as `credit_short`
 * or `credit_stopped`, with nothing changed.
 */
export function settleChange(
  tx: Tx,
  cause: Cause,
  terms: ChangeTerms,
  waiting: WaitingChange,
  choice: ChangeChoice,
  tells: ChangeTells,
): Promise<Outcome<ChangeSettled, 'not_now' | 'credit_short' | 'credit_stopped'>> {
  const another = choice === 'elsewhere' && waiting.change.kind === 'price';
  return choice === 'refuse' || another
    ? refuseChange(tx, cause, waiting, tells)
    : takeChange(tx, cause, terms, waiting, choice, tells);
}
