import { assert } from '../../base/assert.js';
import { checkTable } from '../../base/lifecycle-table.js';

/**
 * A delivery's life as one literal table; `delivery_transition` holds the same pairs and a trigger
 * refuses every other change of state. An absent pair is answered `not_now`. A delivery begins
 * when its order is packed.
 */
export const DELIVERY_STATES = [
  /** Nobody has it: the machine looks for a driver, or an operator does. */
  'UNALLOCATED',
  /** Put before one driver or several, with a deadline. */
  'OFFERED',
  /** A driver has taken it, or was given it, and is to fetch the goods. */
  'ASSIGNED',
  'PICKED_UP',
  'ON_THE_WAY',
  /** Tried in vain; the driver has the goods. */
  'FAILED',
  /** Put off to a day; the driver, if there is one, stays. */
  'RESCHEDULED',
  'DELIVERED',
  'PART_DELIVERED',
  'CANCELLED',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export type DeliveryEvent =
  | 'offered'
  | 'driver_declined'
  | 'drivers_timed_out'
  | 'left_to_operator'
  | 'taken'
  | 'assigned'
  | 'given_back'
  | 'picked_up'
  | 'set_out'
  | 'delivered'
  | 'delivered_part'
  | 'failed'
  | 'put_off'
  | 'resumed'
  | 'overdue'
  | 'code_locked'
  | 'cancelled';

/** `until:x` leaves a deadline, `owner:x` somebody who must act; each way in has one of them. */
export const DELIVERY_EFFECTS = [
  'until:allocate_delivery',
  'until:driver_timeout',
  'until:delivery_overdue',
  'until:delivery_resume',
  'owner:operator',
] as const;
export type DeliveryEffect = (typeof DELIVERY_EFFECTS)[number];

/** With a deadline of theirs it is the driver, with another the machine. */
export type DeliveryOwner = 'machine' | 'driver' | 'operator' | 'nobody';

export const FIRST_DELIVERY_STATE = 'UNALLOCATED' satisfies DeliveryState;
/** What is due when a delivery begins. */
export const FIRST_DELIVERY_EFFECT = 'until:allocate_delivery' satisfies DeliveryEffect;
export const DELIVERED_STATES: readonly DeliveryState[] = ['DELIVERED', 'PART_DELIVERED'];
const FINAL_DELIVERY_STATES: readonly DeliveryState[] = [...DELIVERED_STATES, 'CANCELLED'];
/** A driver has the goods, or is to fetch them. */
export const DRIVER_STATES: readonly DeliveryState[] = [
  'ASSIGNED',
  'PICKED_UP',
  'ON_THE_WAY',
  'FAILED',
];
/** The goods are out and may be handed to the retailer. */
export const OUT_STATES: readonly DeliveryState[] = ['PICKED_UP', 'ON_THE_WAY'];

type Row = readonly [DeliveryState, DeliveryEvent, DeliveryState, DeliveryEffect | null];

// prettier-ignore
export const DELIVERY_LIFECYCLE: readonly Row[] = [
  // state, event, next, what watches it then
  ['UNALLOCATED', 'offered', 'OFFERED', 'until:driver_timeout'],
  ['UNALLOCATED', 'left_to_operator', 'UNALLOCATED', 'owner:operator'],
  ['UNALLOCATED', 'assigned', 'ASSIGNED', 'until:delivery_overdue'],
  ['UNALLOCATED', 'put_off', 'RESCHEDULED', 'until:delivery_resume'],
  ['UNALLOCATED', 'cancelled', 'CANCELLED', null],
  ['OFFERED', 'taken', 'ASSIGNED', 'until:delivery_overdue'],
  ['OFFERED', 'assigned', 'ASSIGNED', 'until:delivery_overdue'],
  ['OFFERED', 'driver_declined', 'UNALLOCATED', 'until:allocate_delivery'],
  ['OFFERED', 'drivers_timed_out', 'UNALLOCATED', 'until:allocate_delivery'],
  ['OFFERED', 'put_off', 'RESCHEDULED', 'until:delivery_resume'],
  ['OFFERED', 'cancelled', 'CANCELLED', null],
  ['ASSIGNED', 'picked_up', 'PICKED_UP', 'until:delivery_overdue'],
  ['ASSIGNED', 'set_out', 'ON_THE_WAY', 'until:delivery_overdue'],
  ['ASSIGNED', 'assigned', 'ASSIGNED', 'until:delivery_overdue'],
  ['ASSIGNED', 'given_back', 'UNALLOCATED', 'until:allocate_delivery'],
  ['ASSIGNED', 'put_off', 'RESCHEDULED', 'until:delivery_resume'],
  ['ASSIGNED', 'overdue', 'ASSIGNED', 'owner:operator'],
  ['ASSIGNED', 'cancelled', 'CANCELLED', null],
  ['PICKED_UP', 'set_out', 'ON_THE_WAY', 'until:delivery_overdue'],
  ['PICKED_UP', 'delivered', 'DELIVERED', null],
  ['PICKED_UP', 'delivered_part', 'PART_DELIVERED', null],
  ['PICKED_UP', 'failed', 'FAILED', 'owner:operator'],
  ['PICKED_UP', 'put_off', 'RESCHEDULED', 'until:delivery_resume'],
  ['PICKED_UP', 'assigned', 'ASSIGNED', 'until:delivery_overdue'],
  ['PICKED_UP', 'overdue', 'PICKED_UP', 'owner:operator'],
  ['PICKED_UP', 'code_locked', 'PICKED_UP', 'owner:operator'],
  ['PICKED_UP', 'cancelled', 'CANCELLED', null],
  ['ON_THE_WAY', 'delivered', 'DELIVERED', null],
  ['ON_THE_WAY', 'delivered_part', 'PART_DELIVERED', null],
  ['ON_THE_WAY', 'failed', 'FAILED', 'owner:operator'],
  ['ON_THE_WAY', 'put_off', 'RESCHEDULED', 'until:delivery_resume'],
  ['ON_THE_WAY', 'assigned', 'ASSIGNED', 'until:delivery_overdue'],
  ['ON_THE_WAY', 'overdue', 'ON_THE_WAY', 'owner:operator'],
  ['ON_THE_WAY', 'code_locked', 'ON_THE_WAY', 'owner:operator'],
  ['ON_THE_WAY', 'cancelled', 'CANCELLED', null],
  ['FAILED', 'set_out', 'ON_THE_WAY', 'until:delivery_overdue'],
  ['FAILED', 'assigned', 'ASSIGNED', 'until:delivery_overdue'],
  ['FAILED', 'put_off', 'RESCHEDULED', 'until:delivery_resume'],
  ['FAILED', 'cancelled', 'CANCELLED', null],
  // With a driver it goes on with them, without one the search begins.
  ['RESCHEDULED', 'resumed', 'ASSIGNED', 'until:delivery_overdue'],
  ['RESCHEDULED', 'given_back', 'UNALLOCATED', 'until:allocate_delivery'],
  ['RESCHEDULED', 'set_out', 'ON_THE_WAY', 'until:delivery_overdue'],
  ['RESCHEDULED', 'assigned', 'ASSIGNED', 'until:delivery_overdue'],
  ['RESCHEDULED', 'put_off', 'RESCHEDULED', 'until:delivery_resume'],
  ['RESCHEDULED', 'cancelled', 'CANCELLED', null],
];

/** What an event does to a delivery. */
export interface DeliveryTransition {
  readonly to: DeliveryState;
  readonly effect: DeliveryEffect | null;
  readonly owner: DeliveryOwner;
}

function ownerAfter(effect: DeliveryEffect | null): DeliveryOwner {
  if (effect === null) return 'nobody';
  if (effect === 'owner:operator') return 'operator';
  return effect === 'until:delivery_overdue' ? 'driver' : 'machine';
}

/**
 * Checks a table and indexes it: every state reached, every state but the final ones with a way
 * out, no pair twice, and on every way in something that watches it exactly where it is not final.
 */
export function checkDeliveryLifecycle(
  rows: readonly Row[],
): ReadonlyMap<string, DeliveryTransition> {
  const table = new Map<string, DeliveryTransition>();
  for (const [from, event, to, effect] of rows) {
    const key = `${from} ${event}`;
    assert(effect === null || DELIVERY_EFFECTS.includes(effect), `${key} has an unknown effect`);
    const ends = FINAL_DELIVERY_STATES.includes(to);
    assert(ends === (effect === null), `${key} needs a deadline or owner where it does not end`);
    table.set(key, { to, effect, owner: ownerAfter(effect) });
  }
  const final = FINAL_DELIVERY_STATES;
  checkTable('delivery', rows, { first: FIRST_DELIVERY_STATE, all: DELIVERY_STATES, final });
  return table;
}

const TABLE = checkDeliveryLifecycle(DELIVERY_LIFECYCLE);

/** What `event` does in `state`; undefined when it may not happen there. */
export function deliveryTransition(
  state: DeliveryState,
  event: DeliveryEvent,
): DeliveryTransition | undefined {
  return TABLE.get(`${state} ${event}`);
}
