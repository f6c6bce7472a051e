import { checkTable } from '../../base/lifecycle-table.js';

/**
 * A payment attempt's life as one literal table; `payment_transition` holds the same pairs and a
 * trigger refuses every other change of state. Money that arrives late or twice is never lost:
 * what failed or expired may still settle, and what settled may be given back.
 */
export const PAYMENT_STATES = [
  /** To be asked for: of cash on delivery, to be taken at the door. */
  'OPENED',
  /** Under way: asked for at a provider, or in a driver's bag. */
  'PENDING',
  'SETTLED',
  'FAILED',
  'EXPIRED',
  /** Amount, currency or reference do not match: an operator looks. */
  'REVIEW',
  'REFUNDED',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export type PaymentEvent =
  | 'requested'
  | 'collected'
  | 'collected_short'
  | 'settled'
  | 'failed'
  | 'expired'
  | 'mismatched'
  | 'refunded'
  /** Kept as the retailer's own money with the town. */
  | 'credited';

export const FIRST_PAYMENT_STATE = 'OPENED' satisfies PaymentState;

type Row = readonly [PaymentState, PaymentEvent, PaymentState];

export const PAYMENT_LIFECYCLE: readonly Row[] = [
  ['OPENED', 'requested', 'PENDING'],
  ['OPENED', 'collected', 'PENDING'],
  ['OPENED', 'collected_short', 'REVIEW'],
  ['OPENED', 'settled', 'SETTLED'],
  ['OPENED', 'failed', 'FAILED'],
  ['OPENED', 'expired', 'EXPIRED'],
  ['PENDING', 'settled', 'SETTLED'],
  ['PENDING', 'failed', 'FAILED'],
  ['PENDING', 'expired', 'EXPIRED'],
  ['PENDING', 'mismatched', 'REVIEW'],
  ['REVIEW', 'collected', 'PENDING'],
  ['REVIEW', 'collected_short', 'REVIEW'],
  ['REVIEW', 'settled', 'SETTLED'],
  ['REVIEW', 'failed', 'FAILED'],
  ['REVIEW', 'refunded', 'REFUNDED'],
  ['REVIEW', 'credited', 'REFUNDED'],
  ['FAILED', 'settled', 'SETTLED'],
  ['FAILED', 'mismatched', 'REVIEW'],
  ['EXPIRED', 'settled', 'SETTLED'],
  ['EXPIRED', 'mismatched', 'REVIEW'],
  // Of an order that is cancelled after all.
  ['SETTLED', 'mismatched', 'REVIEW'],
  ['SETTLED', 'refunded', 'REFUNDED'],
  ['SETTLED', 'credited', 'REFUNDED'],
];

/** Checks a table: no pair twice, every state reached, and a way out of all but a refund. */
export function checkPaymentLifecycle(rows: readonly Row[]): ReadonlyMap<string, PaymentState> {
  const states = { first: FIRST_PAYMENT_STATE, all: PAYMENT_STATES, final: ['REFUNDED'] } as const;
  checkTable<PaymentState>('payment', rows, states);
  return new Map(rows.map(([from, event, to]) => [`${from} ${event}`, to]));
}

const TABLE = checkPaymentLifecycle(PAYMENT_LIFECYCLE);

/** The state an event leads an attempt to; undefined when it may not happen there. */
export function paymentStateAfter(
  state: PaymentState,
  event: PaymentEvent,
): PaymentState | undefined {
  return TABLE.get(`${state} ${event}`);
}
