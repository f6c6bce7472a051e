import { LIMITS } from '../../base/limits.js';
import type { Tx } from '../../db/transaction.js';
import { selectUnwatched, selectUnwatchedDeliveries } from './queries.js';
import type { UnwatchedDeliveryRow, UnwatchedRow } from './queries.js';

/** An order or a delivery that nobody would ever look at again. */
export interface Unwatched {
  readonly orderId: string;
  readonly number: bigint;
  /** What the machine would do next, on what, and when; null time: at once. */
  readonly topic:
    | 'assign_order'
    | 'offer_timeout'
    | 'consent_timeout'
    | 'complete_order'
    | 'allocate_delivery'
    | 'driver_timeout'
    | 'delivery_overdue'
    | 'delivery_resume';
  readonly subjectId: string;
  readonly dueAt: Date | null;
}

/** How long what follows a moment may take: a town's settings. */
export interface WatchTerms {
  readonly driver_reply_ms: number;
  readonly delivery_ms: number;
  readonly complete_after_ms: number;
}

const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

function orderLost(row: UnwatchedRow, now: Date, terms: WatchTerms): Unwatched {
  const order = { orderId: row.id, number: row.number };
  if (row.state === 'DELIVERED') {
    const dueAt = later(now, terms.complete_after_ms);
    return { ...order, topic: 'complete_order', subjectId: row.id, dueAt };
  }
  if (row.offer_id === null) {
    return { ...order, topic: 'assign_order', subjectId: row.id, dueAt: null };
  }
  const subjectId = row.offer_id;
  return row.offer_state === 'OFFERED'
    ? { ...order, topic: 'offer_timeout', subjectId, dueAt: row.reply_by }
    : { ...order, topic: 'consent_timeout', subjectId, dueAt: row.consent_by };
}

function deliveryLost(row: UnwatchedDeliveryRow, terms: WatchTerms): Unwatched {
  const delivery = { orderId: row.order_id, number: row.number, subjectId: row.id };
  const { changed_at: since } = row;
  switch (row.state) {
    case 'UNALLOCATED':
      return { ...delivery, topic: 'allocate_delivery', dueAt: null };
    case 'OFFERED':
      return { ...delivery, topic: 'driver_timeout', dueAt: later(since, terms.driver_reply_ms) };
    case 'RESCHEDULED':
      return { ...delivery, topic: 'delivery_resume', dueAt: row.resume_at };
    default:
      return { ...delivery, topic: 'delivery_overdue', dueAt: later(since, terms.delivery_ms) };
  }
}

/**
 * Unfinished orders that the machine owns and deliveries under way that no operator has, as far as
 * they have no deadline: there should be none. A bounded number of each, the oldest first. Takes
 * no lock.
 */
export async function findUnwatched(
  tx: Tx,
  now: Date,
  terms: WatchTerms,
): Promise<readonly Unwatched[]> {
  const [orders, deliveries] = await Promise.all([
    selectUnwatched(tx, LIMITS.unwatched_rows_max),
    selectUnwatchedDeliveries(tx, LIMITS.unwatched_rows_max),
  ]);
  return [
    ...orders.map((row) => orderLost(row, now, terms)),
    ...deliveries.map((row) => deliveryLost(row, terms)),
  ];
}
