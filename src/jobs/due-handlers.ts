import type { TownMemory } from '../conversation/town-memory.js';
import { readCatalogueVersion } from '../domain/towns/towns.js';
import { assignOrder } from '../usecases/assign-order.js';
import { timeOutOffer } from '../usecases/time-out-offer.js';
import type { Wake } from '../usecases/wake.js';
import type { DueDone, DueHandlers } from './do-due-work.js';

/** What is done for each topic of due work. */
export function dueHandlers(memory: TownMemory): DueHandlers {
  return {
    assign_order: async (tx, cause, orderId) => {
      const version = await readCatalogueVersion(tx);
      const { catalogue, town } = await memory.recall(tx, version, cause.universe.now());
      const terms = { catalogue, settings: town.settings };
      const assigned = await assignOrder(tx, cause, terms, orderId);
      if (!assigned.ok) return { outcome: assigned.refusal, lanes: [], dueNow: false };
      const outcome = assigned.value.vendorId === null ? 'left to operator' : 'assigned';
      return doneBy(outcome, assigned.value.wake, cause.universe.now());
    },
    offer_timeout: async (tx, cause, offerId) => {
      const timedOut = await timeOutOffer(tx, cause, offerId);
      if (!timedOut.ok) return { outcome: timedOut.refusal, lanes: [], dueNow: false };
      return doneBy('timed out', timedOut.value.wake, cause.universe.now());
    },
  };
}

function doneBy(outcome: string, wake: Wake, now: Date): DueDone {
  return { outcome, lanes: wake.lanes, dueNow: wake.due.some((work) => work.dueAt <= now) };
}
