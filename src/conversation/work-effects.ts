import { unreachable } from '../base/assert.js';
import { readOwed } from '../domain/vendors/promises.js';
import { keepOpening } from '../usecases/keep-opening.js';
import { packByWords } from '../usecases/pack-by-words.js';
import { promiseTime } from '../usecases/promise-time.js';
import { readWork } from '../usecases/read-work.js';
import { carryOutOnShelf } from './shelf-effects.js';
import { noteWake, partyId, told } from './deeds.js';
import type { Deed } from './deeds.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

type WorkDeed = Extract<Deed, { type: 'do_work' }>;

/** Does what a vendor said of their day, as `carryOut` does with everything else. */
export async function carryOutWork(turn: Turn, effect: WorkDeed): Promise<OutcomeEvent> {
  const { tx, cause, knowledge } = turn;
  const { catalogue, town } = knowledge;
  const { work } = effect;
  const vendorId = partyId(turn);
  switch (work.what) {
    case 'later': {
      const { timeZone, settings } = town;
      const terms = { timeZone, promiseMsMax: settings.promise_ms_max };
      const { offerId, when, said } = work;
      const number = numberOf(work.number);
      const wanted = { vendorId, offerId, number, when, said };
      const promised = await promiseTime(tx, cause, terms, wanted);
      return told(effect, promised, (done) => {
        noteWake(turn, done.wake);
        const { taken } = done;
        const promisedAt = done.promisedAt.toISOString();
        const number = done.number.toString();
        return { type: 'WORK_DONE', done: { what: 'later', number, promisedAt, taken } };
      });
    }
    case 'packed': {
      const { offerId, lines } = work;
      const wanted = { vendorId, offerId, number: numberOf(work.number), lines };
      const packed = await packByWords(tx, cause, catalogue, wanted);
      return told(effect, packed, ({ wake, number, short, costMinor }) => {
        noteWake(turn, wake);
        const done = { what: 'packed', number: number.toString(), short, costMinor } as const;
        return { type: 'WORK_DONE', done };
      });
    }
    case 'opening': {
      const { opening: words, said } = work;
      const kept = await keepOpening(tx, cause, town.timeZone, { vendorId, words, said });
      return told(effect, kept, (done) => ({
        type: 'WORK_DONE',
        done: { what: 'opening', ...done },
      }));
    }
    case 'shelf':
      return carryOutOnShelf(turn, effect, work.draft);
    case 'day': {
      const { offers, orders } = await readWork(tx, cause, catalogue, vendorId);
      return { type: 'WORK_DONE', done: { what: 'day', offers, orders } };
    }
    case 'owed': {
      const { owedMinor } = await readOwed(tx, vendorId);
      const { orders } = await readWork(tx, cause, catalogue, vendorId);
      const done = {
        what: 'owed',
        owedMinor: owedMinor.toString(),
        orders: orders.length,
      } as const;
      return { type: 'WORK_DONE', done };
    }
    default:
      return unreachable(work, 'work');
  }
}

function numberOf(said: string | null): bigint | null {
  return said === null ? null : BigInt(said);
}
