import { assert } from '../../base/assert.js';

/**
 * The life of a purchase order as one literal table; `purchase_transition` holds the same pairs
 * and a trigger refuses every other change of state. PARTLY_RECEIVED is a state of its own,
 * because giving up then keeps what came: the order ends received, not cancelled.
 */
export const PURCHASE_STATES = [
  'DRAFT',
  'ORDERED',
  'PARTLY_RECEIVED',
  'RECEIVED',
  'CANCELLED',
] as const;
export type PurchaseState = (typeof PURCHASE_STATES)[number];

export type PurchaseEvent =
  'ordered' | 'received_part' | 'received_all' | 'cancelled' | 'rest_cancelled';

const FIRST_STATE = 'DRAFT' satisfies PurchaseState;
const FINAL_STATES: readonly PurchaseState[] = ['RECEIVED', 'CANCELLED'];

type Row = readonly [PurchaseState, PurchaseEvent, PurchaseState];

export const PURCHASE_LIFECYCLE: readonly Row[] = [
  // state, event, next
  ['DRAFT', 'ordered', 'ORDERED'],
  ['DRAFT', 'cancelled', 'CANCELLED'],
  ['ORDERED', 'received_part', 'PARTLY_RECEIVED'],
  ['ORDERED', 'received_all', 'RECEIVED'],
  ['ORDERED', 'cancelled', 'CANCELLED'],
  ['PARTLY_RECEIVED', 'received_part', 'PARTLY_RECEIVED'],
  ['PARTLY_RECEIVED', 'received_all', 'RECEIVED'],
  ['PARTLY_RECEIVED', 'rest_cancelled', 'RECEIVED'],
];

/**
 * Checks a table and indexes it: every state reachable from the first, no way out of a final one
 * and one out of every other, no pair twice.
 */
export function checkPurchases(rows: readonly Row[]): ReadonlyMap<string, PurchaseState> {
  const table = new Map<string, PurchaseState>();
  for (const [from, event, to] of rows) {
    const key = `${from} ${event}`;
    assert(!table.has(key), `${key} stands twice in the purchase table`);
    assert(!FINAL_STATES.includes(from), `${key} leads out of a final state`);
    table.set(key, to);
  }
  for (const state of PURCHASE_STATES) {
    const reached =
      state === FIRST_STATE || rows.some(([from, , to]) => to === state && from !== to);
    assert(reached, `${state} cannot be reached`);
    const left = rows.some(([from, , to]) => from === state && to !== state);
    assert(left || FINAL_STATES.includes(state), `${state} has no way out`);
  }
  return table;
}

const TABLE = checkPurchases(PURCHASE_LIFECYCLE);

/** Where the event leads from the state; undefined when it may not happen there. */
export function purchaseAfter(
  state: PurchaseState,
  event: PurchaseEvent,
): PurchaseState | undefined {
  return TABLE.get(`${state} ${event}`);
}
