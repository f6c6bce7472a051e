import { LIMITS } from '../../base/limits.js';
import type { Tx } from '../../db/transaction.js';
import {
  selectUnwatched,
  selectUnwatchedBeside,
  selectUnwatchedDeliveries,
  selectUnwatchedRequests,
} from './queries.js';
import type { UnwatchedBesideRow, UnwatchedDeliveryRow, UnwatchedRow } from './queries.js';

/** What is open and nobody would ever look at again. */
export interface Unwatched {
  /** What the machine would do next, on what, and when; null time: at once. */
  readonly topic:
    | 'assign_order'
    | 'offer_timeout'
    | 'consent_timeout'
    | 'complete_order'
    | 'allocate_delivery'
    | 'driver_timeout'
    | 'delivery_overdue'
    | 'delivery_resume'
    | UnwatchedBesideRow['topic'];
  readonly subjectId: string;
  readonly dueAt: Date | null;
}

/** How long what follows a moment may take: a town's settings. */
export interface WatchTerms {
  readonly driver_reply_ms: number;
  readonly delivery_ms: number;
  readonly complete_after_ms: number;
  readonly cash_hand_over_ms: number;
  readonly support_reply_ms: number;
  readonly support_idle_ms: number;
}

const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

function orderLost(row: UnwatchedRow, now: Date, terms: WatchTerms): Unwatched {
  if (row.state === 'DELIVERED') {
    const dueAt = later(now, terms.complete_after_ms);
    return { topic: 'complete_order', subjectId: row.id, dueAt };
  }
  if (row.offer_id === null) return { topic: 'assign_order', subjectId: row.id, dueAt: null };
  const subjectId = row.offer_id;
  return row.offer_state === 'OFFERED'
    ? { topic: 'offer_timeout', subjectId, dueAt: row.reply_by }
    : { topic: 'consent_timeout', subjectId, dueAt: row.consent_by };
}

function deliveryLost(row: UnwatchedDeliveryRow, terms: WatchTerms): Unwatched {
  const delivery = { subjectId: row.id };
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

/** Its own time where it has one, which may be over; else as long from now on as it may take. */
function besideLost(row: UnwatchedBesideRow, now: Date, terms: WatchTerms): Unwatched {
  const takes = {
    cash_overdue: terms.cash_hand_over_ms,
    dispute_reply: 0,
    standing_order: 0,
    support_ticket: row.is_taken ? terms.support_idle_ms : terms.support_reply_ms,
  }[row.topic];
  return { topic: row.topic, subjectId: row.subject_id, dueAt: row.due_at ?? later(now, takes) };
}

/**
 * Unfinished orders that the machine owns, deliveries under way that no operator has, cash with
 * drivers, disputes before their vendors, standing orders and tickets, as far as
 * they have no deadline: there should be none. A bounded number of each, the oldest first. Takes
 * no lock.
 */
export async function findUnwatched(
  tx: Tx,
  now: Date,
  terms: WatchTerms,
): Promise<readonly Unwatched[]> {
  const [orders, deliveries, beside] = await Promise.all([
    selectUnwatched(tx, LIMITS.unwatched_rows_max),
    selectUnwatchedDeliveries(tx, LIMITS.unwatched_rows_max),
    selectUnwatchedBeside(tx, LIMITS.unwatched_rows_max),
  ]);
  return [
    ...orders.map((row) => orderLost(row, now, terms)),
    ...deliveries.map((row) => deliveryLost(row, terms)),
    ...beside.map((row) => besideLost(row, now, terms)),
  ];
}

/**
 * Payments that a provider was asked for, or is to be, and that nobody looks at any more: there
 * should be none. A bounded number, the oldest first. Takes no lock.
 */
export async function findUnwatchedRequests(tx: Tx): Promise<readonly string[]> {
  return selectUnwatchedRequests(tx, LIMITS.unwatched_rows_max);
}
