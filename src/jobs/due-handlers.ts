import type { Cause } from '../base/cause.js';
import type { TownMemory } from '../conversation/town-memory.js';
import type { Tx } from '../db/transaction.js';
import type { OrderNumbers } from '../domain/towns/order-numbers.js';
import { readCatalogueVersion } from '../domain/towns/towns.js';
import { timeOutChange } from '../usecases/answer-change.js';
import { assignOrder } from '../usecases/assign-order.js';
import type { ChangeTerms } from '../usecases/settle-change.js';
import { remindOfStanding } from '../usecases/propose-standing.js';
import { tellLowStock } from '../usecases/tell-low-stock.js';
import { timeOutOffer } from '../usecases/time-out-offer.js';
import type { Wake } from '../usecases/wake.js';
import type { DueDone, DueHandlers } from './do-due-work.js';

/** What is done for each topic of due work. */
export function dueHandlers(memory: TownMemory, numbers: OrderNumbers): DueHandlers {
  const termsOf = async (tx: Tx, cause: Cause): Promise<ChangeTerms> => {
    const version = await readCatalogueVersion(tx);
    const { catalogue, town } = await memory.recall(tx, version, cause.universe.now());
    const nextNumber = (): Promise<bigint> => numbers.next(tx.townId);
    return { catalogue, settings: town.settings, nextNumber };
  };
  return {
    assign_order: async (tx, cause, orderId) => {
      const assigned = await assignOrder(tx, cause, await termsOf(tx, cause), orderId);
      if (!assigned.ok) return { outcome: assigned.refusal, lanes: [], dueNow: false };
      const outcome = assigned.value.vendorId === null ? 'left to operator' : 'assigned';
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
    low_stock: async (tx, cause, noticeId) => {
      const { catalogue } = await termsOf(tx, cause);
      const low = await tellLowStock(tx, cause, catalogue, noticeId);
      if (!low.ok) return { outcome: low.refusal, lanes: [], dueNow: false };
      const outcome = low.value.told ? 'told' : 'left to operator';
      return doneBy(outcome, low.value.wake, cause.universe.now());
    },
  };
}

function doneBy(outcome: string, wake: Wake, now: Date): DueDone {
  return { outcome, lanes: wake.lanes, dueNow: wake.due.some((work) => work.dueAt <= now) };
}
