import type { Outcome } from '../base/outcome.js';
import type { Wake } from '../usecases/wake.js';
import type { Turn } from './turn.js';
import type { Effect, OutcomeEvent, Refusal } from './vocabulary.js';

/** What is done and not said. */
export type Deed = Exclude<Effect, { type: 'say' }>;

/** Turns a use case's outcome into the event that the flow hears. */
export function told<T>(
  effect: Deed,
  outcome: Outcome<T, Refusal>,
  say: (value: T) => OutcomeEvent,
): OutcomeEvent {
  if (outcome.ok) return say(outcome.value);
  return {
    type: 'REFUSED',
    effect: effect.type,
    refusal: outcome.refusal,
    detail: outcome.detail,
  };
}

/** Only approved people reach flows that act; a flow that acts without one is a bug. */
export function partyId(turn: Turn): string {
  if (turn.party === null) throw new Error(`flow ${turn.session.flowId} acts for nobody`);
  return turn.party.id;
}

/** Keeps what is to be rung for once the turn is committed. */
export function noteWake(turn: Turn, wake: Wake): void {
  for (const lane of wake.lanes) turn.toldLanes.add(lane);
  const now = turn.parts.universe.now();
  if (wake.due.some((work) => work.dueAt <= now)) turn.dueNow = true;
}
