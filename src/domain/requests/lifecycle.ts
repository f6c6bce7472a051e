import { checkTable } from '../../base/lifecycle-table.js';

/**
 * The life of a payment that a provider is asked for, as one literal table;
 * `payment_request_transition` holds the same pairs and a trigger refuses every other change of
 * state. Money that arrives late is never lost: what failed or expired may still settle.
 */
export const REQUEST_STATES = [
  /** Nothing left yet: to be asked. */
  'OPENED',
  /** A call was made, or is about to be: whoever dies here leaves a request of unknown fate. */
  'ASKED',
  /** The provider has it, and the payer is to answer. */
  'PENDING',
  'SETTLED',
  'FAILED',
  'EXPIRED',
  /** Nobody knows whether the payer was asked, or what came is not what was asked for. */
  'REVIEW',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export type RequestEvent =
  | 'asked'
  | 'accepted'
  | 'not_sent'
  | 'unanswered'
  | 'settled'
  | 'failed'
  | 'expired'
  | 'cancelled'
  | 'mismatched';

type Row = readonly [RequestState, RequestEvent, RequestState];

export const REQUEST_LIFECYCLE: readonly Row[] = [
  ['OPENED', 'asked', 'ASKED'],
  ['OPENED', 'failed', 'FAILED'],
  ['OPENED', 'cancelled', 'FAILED'],
  // Again under the same reference, where the provider makes that one.
  ['ASKED', 'asked', 'ASKED'],
  ['ASKED', 'accepted', 'PENDING'],
  ['ASKED', 'not_sent', 'OPENED'],
  ['ASKED', 'unanswered', 'REVIEW'],
  // Before the answer to the request, which may never come.
  ['ASKED', 'settled', 'SETTLED'],
  ['ASKED', 'failed', 'FAILED'],
  ['ASKED', 'mismatched', 'REVIEW'],
  ['PENDING', 'settled', 'SETTLED'],
  ['PENDING', 'failed', 'FAILED'],
  ['PENDING', 'expired', 'EXPIRED'],
  ['PENDING', 'cancelled', 'EXPIRED'],
  ['PENDING', 'mismatched', 'REVIEW'],
  ['FAILED', 'settled', 'SETTLED'],
  ['FAILED', 'mismatched', 'REVIEW'],
  ['EXPIRED', 'settled', 'SETTLED'],
  ['EXPIRED', 'failed', 'FAILED'],
  ['EXPIRED', 'mismatched', 'REVIEW'],
  ['REVIEW', 'accepted', 'PENDING'],
  ['REVIEW', 'settled', 'SETTLED'],
  ['REVIEW', 'failed', 'FAILED'],
];

/** Checks a table: no pair twice, every state reached, and a way out of all but what is paid. */
export function checkRequestLifecycle(rows: readonly Row[]): ReadonlyMap<string, RequestState> {
  const states = { first: 'OPENED', all: REQUEST_STATES, final: ['SETTLED'] } as const;
  checkTable<RequestState>('payment request', rows, states);
  return new Map(rows.map(([from, event, to]) => [`${from} ${event}`, to]));
}

const TABLE = checkRequestLifecycle(REQUEST_LIFECYCLE);

/** The state an event leads a request to; undefined when it may not happen there. */
export function requestStateAfter(
  state: RequestState,
  event: RequestEvent,
): RequestState | undefined {
  return TABLE.get(`${state} ${event}`);
}
