import { assert } from '../../base/assert.js';
import { checkTable } from '../../base/lifecycle-table.js';

/**
 * The order's life as one literal table; `order_transition` holds the same pairs and a trigger
 * refuses every other change of state. An absent pair is answered `not_now`.
 */
export const ORDER_STATES = [
  'CONFIRMED',
  'VENDOR_ASSIGNED',
  'ACCEPTED',
  'READY_FOR_DISPATCH',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'DELIVERY_FAILED',
  'COMPLETED',
  'CANCELLED',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export type OrderEvent =
  | 'vendor_assigned'
  | 'vendors_exhausted'
  | 'vendors_closed'
  | 'split'
  | 'vendor_accepted'
  | 'vendor_declined'
  | 'vendor_timed_out'
  | 'vendor_withdrawn'
  | 'change_offered'
  | 'change_taken'
  | 'change_refused'
  | 'change_timed_out'
  | 'packed'
  | 'packed_short'
  | 'dispatched'
  | 'delivered'
  | 'delivered_part'
  | 'delivery_failed'
  | 'delivery_retried'
  | 'payment_missing'
  | 'completed'
  | 'cancelled';

/**
 * What must happen in the transaction of a transition, in lock order: delivery, stock, credit, then
 * what is due and what is told, which only add rows. `until:x` leaves a deadline, `owner:x`
 * somebody who must act; a delivery has deadlines and owners of its own.
 */
export const ORDER_EFFECTS = [
  'delivery:open',
  'delivery:cancel',
  'stock:reserve',
  'stock:release',
  'stock:release_rest',
  'stock:write_off_short',
  'stock:consume',
  'hold:split',
  'hold:post',
  'hold:release',
  'post:ORDER_CREDIT',
  'post:REVERSAL',
  'post:CREDIT_NOTE',
  'tell:vendor',
  'tell:retailer',
  'until:assign_order',
  'until:offer_timeout',
  'until:consent_timeout',
  'until:complete_order',
  'owner:vendor',
  'owner:delivery',
  'owner:operator',
] as const;
export type OrderEffect = (typeof ORDER_EFFECTS)[number];

export type OrderOwner = 'machine' | 'vendor' | 'delivery' | 'operator' | 'nobody';

/** The state an order is born in; its first deadline is its assignment. */
export const FIRST_STATE = 'CONFIRMED' satisfies OrderState;
export const FINAL_STATES: readonly OrderState[] = ['COMPLETED', 'CANCELLED'];

type Row = readonly [OrderState, OrderEvent, OrderState, readonly OrderEffect[]];

// prettier-ignore
export const ORDER_LIFECYCLE: readonly Row[] = [
  // state, event, next
  //   effects, in lock order
  ['CONFIRMED', 'vendor_assigned', 'VENDOR_ASSIGNED',
    ['stock:reserve', 'tell:vendor', 'until:offer_timeout']],
  ['CONFIRMED', 'vendors_exhausted', 'CONFIRMED',
    ['tell:retailer', 'owner:operator']],
  // All who could do it are closed: it waits until the first of them opens.
  ['CONFIRMED', 'vendors_closed', 'CONFIRMED',
    ['tell:retailer', 'until:assign_order']],
  // Several vendors have together what none has alone: each gets an order.
  ['CONFIRMED', 'split', 'CONFIRMED',
    ['hold:split', 'tell:retailer', 'until:assign_order']],
  ['CONFIRMED', 'cancelled', 'CANCELLED',
    ['hold:release', 'tell:retailer']],
  ['VENDOR_ASSIGNED', 'vendor_accepted', 'ACCEPTED',
    ['hold:post', 'post:ORDER_CREDIT', 'tell:retailer', 'owner:vendor']],
  ['VENDOR_ASSIGNED', 'vendor_declined', 'CONFIRMED',
    ['stock:release', 'until:assign_order']],
  ['VENDOR_ASSIGNED', 'vendor_timed_out', 'CONFIRMED',
    ['stock:release', 'tell:vendor', 'until:assign_order']],
  ['VENDOR_ASSIGNED', 'vendor_withdrawn', 'CONFIRMED',
    ['stock:release', 'tell:vendor', 'until:assign_order']],
  ['VENDOR_ASSIGNED', 'change_offered', 'VENDOR_ASSIGNED',
    ['tell:retailer', 'until:consent_timeout']],
  ['VENDOR_ASSIGNED', 'change_taken', 'ACCEPTED',
    ['stock:release_rest', 'hold:post', 'post:ORDER_CREDIT', 'tell:vendor', 'tell:retailer',
      'owner:vendor']],
  ['VENDOR_ASSIGNED', 'change_refused', 'CONFIRMED',
    ['stock:release', 'tell:vendor', 'until:assign_order']],
  ['VENDOR_ASSIGNED', 'change_timed_out', 'CONFIRMED',
    ['stock:release', 'tell:vendor', 'tell:retailer', 'until:assign_order']],
  ['VENDOR_ASSIGNED', 'cancelled', 'CANCELLED',
    ['stock:release', 'hold:release', 'tell:vendor', 'tell:retailer']],
  ['ACCEPTED', 'packed', 'READY_FOR_DISPATCH',
    ['delivery:open', 'tell:retailer', 'owner:delivery']],
  ['ACCEPTED', 'packed_short', 'READY_FOR_DISPATCH',
    ['delivery:open', 'stock:write_off_short', 'post:CREDIT_NOTE', 'tell:vendor', 'tell:retailer',
      'owner:delivery']],
  ['ACCEPTED', 'cancelled', 'CANCELLED',
    ['stock:release', 'post:REVERSAL', 'tell:vendor', 'tell:retailer']],
  ['READY_FOR_DISPATCH', 'dispatched', 'OUT_FOR_DELIVERY',
    ['tell:retailer', 'owner:delivery']],
  ['READY_FOR_DISPATCH', 'cancelled', 'CANCELLED',
    ['delivery:cancel', 'stock:release', 'post:REVERSAL', 'tell:vendor', 'tell:retailer']],
  ['OUT_FOR_DELIVERY', 'delivered', 'DELIVERED',
    ['stock:consume', 'tell:retailer', 'until:complete_order']],
  ['OUT_FOR_DELIVERY', 'delivered_part', 'DELIVERED',
    ['stock:consume', 'post:CREDIT_NOTE', 'tell:vendor', 'tell:retailer',
      'until:complete_order']],
  ['OUT_FOR_DELIVERY', 'delivery_failed', 'DELIVERY_FAILED',
    ['tell:retailer', 'owner:delivery']],
  ['OUT_FOR_DELIVERY', 'cancelled', 'CANCELLED',
    ['delivery:cancel', 'stock:release', 'post:REVERSAL', 'tell:vendor', 'tell:retailer']],
  ['DELIVERY_FAILED', 'delivery_retried', 'OUT_FOR_DELIVERY',
    ['tell:retailer', 'owner:delivery']],
  ['DELIVERY_FAILED', 'cancelled', 'CANCELLED',
    ['delivery:cancel', 'stock:release', 'post:REVERSAL', 'tell:vendor', 'tell:retailer']],
  // Cash on delivery that was not taken: an operator has it until it is.
  ['DELIVERED', 'payment_missing', 'DELIVERED',
    ['owner:operator']],
  ['DELIVERED', 'completed', 'COMPLETED',
    []],
];

/** What an event does to an order. */
export interface Transition {
  readonly to: OrderState;
  readonly effects: readonly OrderEffect[];
  readonly owner: OrderOwner;
}

/** Who must act after the effects: with a deadline it is the machine that watches it. */
function ownerAfter(to: OrderState, effects: readonly OrderEffect[]): OrderOwner {
  if (FINAL_STATES.includes(to)) return 'nobody';
  if (effects.includes('owner:vendor')) return 'vendor';
  if (effects.includes('owner:delivery')) return 'delivery';
  return effects.includes('owner:operator') ? 'operator' : 'machine';
}

/**
 * Checks a table and indexes it: every state reachable, every non-final state with a way out and
 * a deadline or owner on every way in, no pair twice, effects known and in lock order.
 */
export function checkLifecycle(rows: readonly Row[]): ReadonlyMap<string, Transition> {
  const table = new Map<string, Transition>();
  for (const [from, event, to, effects] of rows) {
    const key = `${from} ${event}`;
    const places = effects.map((effect) => ORDER_EFFECTS.indexOf(effect));
    assert(!places.includes(-1), `${key} has an unknown effect`);
    const sorted = places.every((place, at) => at === 0 || place > (places[at - 1] ?? -1));
    assert(sorted, `${key} has its effects out of lock order`);
    const watched = effects.filter((effect) => /^(until|owner):/.test(effect)).length;
    const wanted = FINAL_STATES.includes(to) ? 0 : 1;
    assert(watched === wanted, `${key} needs ${wanted} deadline or owner, has ${watched}`);
    table.set(key, { to, effects, owner: ownerAfter(to, effects) });
  }
  checkTable('order', rows, { first: FIRST_STATE, all: ORDER_STATES, final: FINAL_STATES });
  return table;
}

const TABLE = checkLifecycle(ORDER_LIFECYCLE);

/** What `event` does in `state`; undefined when it may not happen there. */
export function transitionOf(state: OrderState, event: OrderEvent): Transition | undefined {
  return TABLE.get(`${state} ${event}`);
}
