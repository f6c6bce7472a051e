import { LIMITS } from '../../base/limits.js';
import type { Tx } from '../../db/transaction.js';
import { selectUnwatched } from './queries.js';

/** An order that nobody would ever look at again. */
export interface Unwatched {
  readonly orderId: string;
  readonly number: bigint;
  /** What the machine would do next, on what, and when; null time: at once. */
  readonly topic: 'assign_order' | 'offer_timeout' | 'consent_timeout';
  readonly subjectId: string;
  readonly dueAt: Date | null;
}

/**
 * Unfinished orders that the machine owns and that have no deadline: there should be none. A
 * bounded number of them, the oldest first. Takes no lock.
 */
export async function findUnwatched(tx: Tx): Promise<readonly Unwatched[]> {
  const rows = await selectUnwatched(tx, LIMITS.unwatched_rows_max);
  return rows.map((row) => {
    const order = { orderId: row.id, number: row.number };
    if (row.offer_id === null) {
      return { ...order, topic: 'assign_order', subjectId: row.id, dueAt: null };
    }
    const subjectId = row.offer_id;
    return row.offer_state === 'OFFERED'
      ? { ...order, topic: 'offer_timeout', subjectId, dueAt: row.reply_by }
      : { ...order, topic: 'consent_timeout', subjectId, dueAt: row.consent_by };
  });
}
