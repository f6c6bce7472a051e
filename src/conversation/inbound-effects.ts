import { callPerson } from '../usecases/support-tickets.js';
import type { InboundEffect } from './inbound-vocabulary.js';
import type { Turn } from './turn.js';
import type { OutcomeEvent } from './vocabulary.js';

/** Does what a flow asked for about people of ours, as `carryOut` does with the rest. */
export async function carryOutInbound(turn: Turn, effect: InboundEffect): Promise<OutcomeEvent> {
  const { tx, cause, session, knowledge, party } = turn;
  const called = await callPerson(tx, cause, knowledge.town.settings, {
    conversationId: session.conversationId,
    ticketId: session.ticketId,
    partyId: party?.id ?? null,
    why: effect.why,
    words: '',
  });
  session.ticketId = called.ticketId;
  const { why, media } = effect;
  return { type: 'PERSON_CALLED', why, isNew: called.isNew, ...(media !== undefined && { media }) };
}
