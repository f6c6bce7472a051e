import { assert } from '../../base/assert.js';
import { checkTable } from '../../base/lifecycle-table.js';

/**
 * A dispute's life as one literal table; `dispute_transition` holds the same pairs and a trigger
 * refuses every other change of state. An absent pair is answered `not_now`. A dispute is about
 * one line of one order that came.
 */
export const DISPUTE_STATES = [
  /** The vendor is asked, with a deadline. */
  'OPENED',
  /** The vendor answered otherwise than wished, or not at all: an operator decides. */
  'ANSWERED',
  /** What is given is known and in the books; cash that is to go back waits for an operator. */
  'DECIDED',
  'CLOSED',
] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

export type DisputeEvent =
  | 'vendor_agreed'
  /** Agreed, but it is worth more than the town lets a vendor settle alone. */
  | 'vendor_agreed_above'
  | 'vendor_offered_part'
  | 'vendor_refused'
  | 'vendor_timed_out'
  | 'decided'
  | 'settled';

export type DisputeOwner = 'vendor' | 'operator' | 'nobody';

export const FIRST_DISPUTE_STATE = 'OPENED' satisfies DisputeState;
export const FIRST_DISPUTE_OWNER = 'vendor' satisfies DisputeOwner;

type Row = readonly [DisputeState, DisputeEvent, DisputeState, DisputeOwner];

export const DISPUTE_LIFECYCLE: readonly Row[] = [
  // state, event, next, who must act then
  ['OPENED', 'vendor_agreed', 'DECIDED', 'operator'],
  ['OPENED', 'vendor_agreed_above', 'ANSWERED', 'operator'],
  ['OPENED', 'vendor_offered_part', 'ANSWERED', 'operator'],
  ['OPENED', 'vendor_refused', 'ANSWERED', 'operator'],
  ['OPENED', 'vendor_timed_out', 'ANSWERED', 'operator'],
  ['OPENED', 'decided', 'DECIDED', 'operator'],
  ['ANSWERED', 'decided', 'DECIDED', 'operator'],
  // At once, unless cash has to be handed back.
  ['DECIDED', 'settled', 'CLOSED', 'nobody'],
];

/** What an event does to a dispute. */
export interface DisputeTransition {
  readonly to: DisputeState;
  readonly owner: DisputeOwner;
}

/** Checks a table: no pair twice, every state reached, way out and owner of all but the last. */
export function checkDisputeLifecycle(
  rows: readonly Row[],
): ReadonlyMap<string, DisputeTransition> {
  const states = { first: FIRST_DISPUTE_STATE, all: DISPUTE_STATES, final: ['CLOSED'] } as const;
  checkTable<DisputeState>('dispute', rows, states);
  return new Map(
    rows.map(([from, event, to, owner]) => {
      const key = `${from} ${event}`;
      assert((to === 'CLOSED') === (owner === 'nobody'), `${key} needs an owner where it goes on`);
      return [key, { to, owner }];
    }),
  );
}

const TABLE = checkDisputeLifecycle(DISPUTE_LIFECYCLE);

/** What `event` does in `state`; undefined when it may not happen there. */
export function disputeTransition(
  state: DisputeState,
  event: DisputeEvent,
): DisputeTransition | undefined {
  return TABLE.get(`${state} ${event}`);
}
