import { unreachable } from '../base/assert.js';
import { proposeStanding } from '../usecases/propose-standing.js';
import {
  changeStandingOrder,
  keepStandingOrder,
  listStandingOrders,
} from '../usecases/standing-orders.js';
import { partyId, told } from './deeds.js';
import type { Deed } from './deeds.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

/** Which effects are about standing orders. */
export type StandingDeed = Extract<
  Deed,
  { type: 'keep_standing' | 'read_standings' | 'change_standing' | 'propose_standing' }
>;

async function propose(
  turn: Turn,
  effect: Extract<StandingDeed, { type: 'propose_standing' }>,
): Promise<OutcomeEvent> {
  const { tx, cause, knowledge } = turn;
  const { standingId, onTop } = effect;
  // Whatever is done now, the copy is old after it.
  turn.basket = undefined;
  const wanted = { retailerId: partyId(turn), standingId, onTop };
  const proposed = await proposeStanding(tx, cause, knowledge, wanted);
  return told(effect, proposed, (made) => {
    if (made.was === 'waits') {
      return { type: 'STANDING_WAITS', standingId, standing: made.standing };
    }
    const { number, view, byItself } = made;
    return { type: 'STANDING_PROPOSED', number, view, byItself };
  });
}

/** Does what a flow asked for about standing orders, as `carryOut` does with the rest. */
export async function carryOutOnStanding(turn: Turn, effect: StandingDeed): Promise<OutcomeEvent> {
  const { tx, cause, knowledge } = turn;
  const retailerId = partyId(turn);
  switch (effect.type) {
    case 'keep_standing': {
      const { schedule, edits } = effect;
      const wanted = { retailerId, schedule, edits };
      const kept = await keepStandingOrder(tx, cause, knowledge, wanted);
      return told(effect, kept, ({ standing, isNew }) => ({
        type: 'STANDING_KEPT',
        standing,
        was: isNew ? 'opened' : 'changed',
      }));
    }
    case 'read_standings': {
      const standings = await listStandingOrders(tx, knowledge, retailerId);
      const one = standings.filter(({ number }) => number === effect.number);
      return { type: 'STANDINGS_READ', standings: one.length > 0 ? one : standings };
    }
    case 'change_standing': {
      const { action: change } = effect;
      const number = effect.number === null ? null : Number(effect.number);
      const wanted = { retailerId, number, change };
      const changed = await changeStandingOrder(tx, cause, knowledge, wanted);
      return told(effect, changed, (standing) => ({
        type: 'STANDING_KEPT',
        standing,
        was: change,
      }));
    }
    case 'propose_standing':
      return propose(turn, effect);
    default:
      return unreachable(effect, 'effect on a standing order');
  }
}
