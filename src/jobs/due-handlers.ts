import type { Cause } from '../base/cause.js';
import type { Outcome } from '../base/outcome.js';
import type { TownMemory } from '../conversation/town-memory.js';
import type { Tx } from '../db/transaction.js';
import type { OrderNumbers } from '../domain/towns/order-numbers.js';
import { readCatalogueVersion, readTown } from '../domain/towns/towns.js';
import { timeOutChange } from '../usecases/answer-change.js';
import { allocateDelivery, timeOutDrivers } from '../usecases/allocate-delivery.js';
import type { DeliveryTerms } from '../usecases/allocate-delivery.js';
import { timeOutDispute } from '../usecases/answer-dispute.js';
import { assignOrder } from '../usecases/assign-order.js';
import type { AssignmentTerms } from '../usecases/assign-order.js';
import { completeOrder } from '../usecases/complete-order.js';
import { noteOverdue, resumeDelivery } from '../usecases/fail-delivery.js';
import { noteCashOverdue } from '../usecases/hand-over-cash.js';
import type { ChangeTerms } from '../usecases/settle-change.js';
import { runCampaign } from '../usecases/run-campaign.js';
import { remindOfStanding } from '../usecases/propose-standing.js';
import { remindOfUsual } from '../usecases/remind-usual.js';
import { tellLowStock } from '../usecases/tell-low-stock.js';
import { timeOutTicket } from '../usecases/support-tickets.js';
import { timeOutOffer } from '../usecases/time-out-offer.js';
import type { Wake } from '../usecases/wake.js';
import type { DueDone, DueHandlers } from './do-due-work.js';

/** What is done for each topic of due work. */
export function dueHandlers(memory: TownMemory, numbers: OrderNumbers): DueHandlers {
  return {
    ...orderHandlers(memory, numbers),
    ...deliveryHandlers(memory),
    campaign: async (tx, cause, campaignId) => {
      const version = await readCatalogueVersion(tx);
      const { town } = await memory.recall(tx, version, cause.universe.now());
      const step = await runCampaign(tx, cause, town, campaignId);
      return doneOr(step, cause, step.ok ? step.value.was : '');
    },
    support_ticket: async (tx, cause, ticketId) => {
      const { settings } = await readTown(tx);
      const timedOut = await timeOutTicket(tx, cause, settings, ticketId);
      return doneOr(timedOut, cause, timedOut.ok ? timedOut.value.was : '');
    },
  };
}

type OrderTopic =
  | 'assign_order'
  | 'offer_timeout'
  | 'consent_timeout'
  | 'low_stock'
  | 'standing_order'
  | 'usual_order';

function orderHandlers(memory: TownMemory, numbers: OrderNumbers): Pick<DueHandlers, OrderTopic> {
  const termsOf = async (tx: Tx, cause: Cause): Promise<ChangeTerms & AssignmentTerms> => {
    const version = await readCatalogueVersion(tx);
    const { catalogue, town } = await memory.recall(tx, version, cause.universe.now());
    const nextNumber = (): Promise<bigint> => numbers.next(tx.townId);
    return { catalogue, settings: town.settings, timeZone: town.timeZone, nextNumber };
  };
  return {
    assign_order: async (tx, cause, orderId) => {
      const assigned = await assignOrder(tx, cause, await termsOf(tx, cause), orderId);
      if (!assigned.ok) return { outcome: assigned.refusal, lanes: [], dueNow: false };
      const outcome = assigned.value.vendorId === null ? 'left or parted' : 'assigned';
      return doneBy(outcome, assigned.value.wake, cause.universe.now());
    },
    offer_timeout: async (tx, cause, offerId) => {
      const timedOut = await timeOutOffer(tx, cause, offerId);
      if (!timedOut.ok) return { outcome: timedOut.refusal, lanes: [], dueNow: false };
      return doneBy('timed out', timedOut.value.wake, cause.universe.now());
    },
    consent_timeout: async (tx, cause, offerId) => {
      const lapsed = await timeOutChange(tx, cause, await termsOf(tx, cause), offerId);
      if (!lapsed.ok) return { outcome: lapsed.refusal, lanes: [], dueNow: false };
      return doneBy('consent timed out', lapsed.value.wake, cause.universe.now());
    },
    standing_order: async (tx, cause, standingId) => {
      const version = await readCatalogueVersion(tx);
      const { town } = await memory.recall(tx, version, cause.universe.now());
      const reminded = await remindOfStanding(tx, cause, town, standingId);
      if (!reminded.ok) return { outcome: reminded.refusal, lanes: [], dueNow: false };
      const outcome = reminded.value.waits ? 'waits for the morning' : 'proposed';
      return doneBy(outcome, reminded.value.wake, cause.universe.now());
    },
    usual_order: async (tx, cause, retailerId) => {
      const version = await readCatalogueVersion(tx);
      const terms = await memory.recall(tx, version, cause.universe.now());
      const reminded = await remindOfUsual(tx, cause, terms, retailerId);
      return doneOr(reminded, cause, reminded.ok && reminded.value.waits ? 'waits' : 'reminded');
    },
    low_stock: async (tx, cause, noticeId) => {
      const { catalogue } = await termsOf(tx, cause);
      const low = await tellLowStock(tx, cause, catalogue, noticeId);
      if (!low.ok) return { outcome: low.refusal, lanes: [], dueNow: false };
      const outcome = low.value.told ? 'told' : 'left to operator';
      return doneBy(outcome, low.value.wake, cause.universe.now());
    },
  };
}

/** Deliveries, what is after them, and the cash they bring. */
function deliveryHandlers(
  memory: TownMemory,
): Omit<DueHandlers, OrderTopic | 'support_ticket' | 'campaign'> {
  const termsOf = async (tx: Tx, cause: Cause): Promise<DeliveryTerms> => {
    const version = await readCatalogueVersion(tx);
    const { catalogue, town } = await memory.recall(tx, version, cause.universe.now());
    return { catalogue, settings: town.settings, timeZone: town.timeZone };
  };
  return {
    allocate_delivery: async (tx, cause, deliveryId) => {
      const allocated = await allocateDelivery(tx, cause, await termsOf(tx, cause), deliveryId);
      return doneOr(allocated, cause, allocated.ok ? allocated.value.was : '');
    },
    driver_timeout: async (tx, cause, deliveryId) =>
      doneOr(await timeOutDrivers(tx, cause, deliveryId), cause, 'timed out'),
    delivery_overdue: async (tx, cause, deliveryId) =>
      doneOr(await noteOverdue(tx, cause, await termsOf(tx, cause), deliveryId), cause, 'overdue'),
    delivery_resume: async (tx, cause, deliveryId) =>
      doneOr(await resumeDelivery(tx, cause, await termsOf(tx, cause), deliveryId), cause, 'on'),
    complete_order: async (tx, cause, orderId) => {
      const completed = await completeOrder(tx, cause, orderId);
      return doneOr(completed, cause, completed.ok ? completed.value.was : '');
    },
    dispute_reply: async (tx, cause, disputeId) => {
      const timedOut = await timeOutDispute(tx, cause, await termsOf(tx, cause), disputeId);
      return doneOr(timedOut, cause, 'timed out');
    },
    cash_overdue: async (tx, cause, driverId) =>
      doneOr(await noteCashOverdue(tx, cause, driverId), cause, 'reminded'),
  };
}

function doneOr(outcome: Outcome<{ readonly wake: Wake }>, cause: Cause, word: string): DueDone {
  if (!outcome.ok) return { outcome: outcome.refusal, lanes: [], dueNow: false };
  return doneBy(word, outcome.value.wake, cause.universe.now());
}

function doneBy(outcome: string, wake: Wake, now: Date): DueDone {
  return { outcome, lanes: wake.lanes, dueNow: wake.due.some((work) => work.dueAt <= now) };
}
