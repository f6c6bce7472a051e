import { unreachable } from '../base/assert.js';
import { milli } from '../base/quantity.js';
import { answerDispute, readDisputesBefore } from '../usecases/answer-dispute.js';
import { complain } from '../usecases/open-dispute.js';
import { rateOrder } from '../usecases/rate-order.js';
import type { AfterEffect, DisputeWords } from './after-vocabulary.js';
import { noteWake, partyId, told } from './deeds.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

async function complained(
  turn: Turn,
  effect: Extract<AfterEffect, { type: 'complain' }>,
): Promise<OutcomeEvent> {
  const { tx, cause, knowledge } = turn;
  const { catalogue, town } = knowledge;
  const { number, quantity, ...said }: DisputeWords = effect.said;
  const complaint = {
    ...said,
    retailerId: partyId(turn),
    number: number === null ? null : BigInt(number),
    quantity: quantity === null ? null : milli(quantity),
  };
  const terms = { catalogue, settings: town.settings };
  const came = await complain(tx, cause, terms, complaint);
  return told(effect, came, (done) => {
    if (done.was === 'asked') {
      const { was: _, ...asked } = done;
      return { type: 'DISPUTE_ASKED', ...asked };
    }
    const { dispute, vendor, replyBy, wake } = done;
    noteWake(turn, wake);
    return { type: 'DISPUTE_OPENED', dispute, vendor, replyBy };
  });
}

/** Does what is asked for after goods came, as `carryOut` does with everything else. */
export async function carryOutAfter(turn: Turn, effect: AfterEffect): Promise<OutcomeEvent> {
  const { tx, cause, knowledge } = turn;
  const { catalogue, town } = knowledge;
  switch (effect.type) {
    case 'complain':
      return complained(turn, effect);
    case 'answer_dispute': {
      const { answer, disputeId, said } = effect;
      const reply = typeof answer === 'string' ? answer : { quantity: milli(answer.quantity) };
      const wanted = { vendorId: partyId(turn), disputeId, answer: reply, said };
      const terms = { catalogue, settings: town.settings };
      const answered = await answerDispute(tx, cause, terms, wanted);
      return told(effect, answered, ({ wake, ...done }) => {
        noteWake(turn, wake);
        return { type: 'DISPUTE_ANSWERED', ...done };
      });
    }
    case 'read_disputes': {
      const disputes = await readDisputesBefore(tx, catalogue, partyId(turn));
      return { type: 'DISPUTES_READ', disputes };
    }
    case 'rate': {
      const { number, stars, said } = effect;
      const wanted = { retailerId: partyId(turn), number: BigInt(number), stars, said };
      const rated = await rateOrder(tx, cause, town.settings, wanted);
      return told(effect, rated, (kept) => ({ type: 'RATING_KEPT', ...kept }));
    }
    default:
      return unreachable(effect, 'effect after a delivery');
  }
}
