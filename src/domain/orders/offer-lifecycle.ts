import { assert } from '../../base/assert.js';

/**
 * An offer's life as one literal table; `offer_transition` holds the same pairs and a trigger
 * refuses every other change of state. The order is before the vendor while its offer is open.
 */
export const OFFER_STATES = [
  'OFFERED',
  'PART_OFFERED',
  'COUNTERED',
  'ACCEPTED',
  'DECLINED',
  'TIMED_OUT',
  'WITHDRAWN',
] as const;
export type OfferState = (typeof OFFER_STATES)[number];

export type OfferEvent =
  'accepted' | 'declined' | 'timed_out' | 'withdrawn' | 'part_offered' | 'countered';

/** States in which the vendor may still say something. */
const OPEN_OFFER_STATES: readonly OfferState[] = ['OFFERED', 'PART_OFFERED', 'COUNTERED'];

type Row = readonly [OfferState, OfferEvent, OfferState];

export const OFFER_LIFECYCLE: readonly Row[] = [
  ['OFFERED', 'accepted', 'ACCEPTED'],
  ['OFFERED', 'declined', 'DECLINED'],
  ['OFFERED', 'timed_out', 'TIMED_OUT'],
  ['OFFERED', 'withdrawn', 'WITHDRAWN'],
  ['OFFERED', 'part_offered', 'PART_OFFERED'],
  ['OFFERED', 'countered', 'COUNTERED'],
  // A change that waits for the retailer: the vendor may still take it whole, or think again.
  ['PART_OFFERED', 'accepted', 'ACCEPTED'],
  ['PART_OFFERED', 'declined', 'DECLINED'],
  ['PART_OFFERED', 'withdrawn', 'WITHDRAWN'],
  ['PART_OFFERED', 'part_offered', 'PART_OFFERED'],
  ['PART_OFFERED', 'countered', 'COUNTERED'],
  ['COUNTERED', 'accepted', 'ACCEPTED'],
  ['COUNTERED', 'declined', 'DECLINED'],
  ['COUNTERED', 'withdrawn', 'WITHDRAWN'],
  ['COUNTERED', 'part_offered', 'PART_OFFERED'],
  ['COUNTERED', 'countered', 'COUNTERED'],
];

/** Checks a table: no pair twice, every state reached, a way out of the open ones and no other. */
export function checkOfferLifecycle(rows: readonly Row[]): ReadonlyMap<string, OfferState> {
  const table = new Map<string, OfferState>();
  const reached = new Set<OfferState>(['OFFERED']);
  for (const [from, event, to] of rows) {
    const key = `${from} ${event}`;
    assert(!table.has(key), `${key} stands twice in the offer table`);
    assert(OPEN_OFFER_STATES.includes(from), `${key} leads out of a closed offer`);
    reached.add(to);
    table.set(key, to);
  }
  for (const state of OFFER_STATES) assert(reached.has(state), `${state} cannot be reached`);
  for (const state of OPEN_OFFER_STATES) {
    const left = rows.some(([from, , to]) => from === state && !OPEN_OFFER_STATES.includes(to));
    assert(left, `an offer that is ${state} cannot be closed`);
  }
  return table;
}

const TABLE = checkOfferLifecycle(OFFER_LIFECYCLE);

/** The state an event leads an offer to; undefined when it may not happen there. */
export function offerStateAfter(state: OfferState, event: OfferEvent): OfferState | undefined {
  return TABLE.get(`${state} ${event}`);
}

/** Whether the order lies before the vendor by this offer. */
export function isOpenOffer(offer: { readonly state: OfferState }): boolean {
  return OPEN_OFFER_STATES.includes(offer.state);
}
