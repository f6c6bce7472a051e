import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import type { Universe } from '../../base/universe.js';
import { uuidV7 } from '../../base/universe.js';
import type { Tx } from '../../db/transaction.js';
import { selectNearestOrder, selectPastOrders } from './queries.js';

/** One of a retailer's orders in a list of all of them. */
export interface PastOrder {
  readonly number: bigint;
  /** Of the order's lifecycle. */
  readonly state: string;
  readonly totalMinor: Minor;
  readonly confirmedAt: Date;
}

export interface HistoryPage {
  /** The latest first. */
  readonly orders: readonly PastOrder[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** A page of a retailer's orders, of any state, going back from before an order's number. */
export async function readHistory(
  tx: Tx,
  retailerId: string,
  beforeNumber: bigint | null,
): Promise<HistoryPage> {
  const max = LIMITS.history_rows;
  const rows = await selectPastOrders(tx, retailerId, beforeNumber, max + 1);
  const orders = rows.slice(0, max).map((row) => ({
    number: row.number,
    state: row.state,
    totalMinor: row.total_minor,
    confirmedAt: row.confirmed_at,
  }));
  return { orders, more: rows.length > max };
}

const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;

/**
 * The number of the order that "last week" means: the one placed nearest to a week ago, four days
 * to either side, so that it is neither yesterday's nor one of the week before last.
 */
export async function orderOfLastWeek(
  tx: Tx,
  universe: Universe,
  retailerId: string,
): Promise<bigint | undefined> {
  const nearMs = universe.nowMs() - WEEK_MS;
  const idAt = (ms: number): string => uuidV7(ms, 0, new Uint8Array(8));
  return selectNearestOrder(tx, retailerId, {
    sinceId: idAt(nearMs - 4 * DAY_MS),
    untilId: idAt(nearMs + 4 * DAY_MS),
    near: new Date(nearMs),
  });
}
