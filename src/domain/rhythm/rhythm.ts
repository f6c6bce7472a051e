import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';
import { lockRhythmRow, updateReminded } from './queries.js';

/** How often a retailer orders: kept by the database with every order, read from no history. */
export interface Rhythm {
  readonly lastAt: Date;
  /** Between two times of ordering, as a running figure. */
  readonly gapMs: number;
  readonly remindedAt: Date | null;
  /** From when on the next order is later than usual. */
  readonly overdueAt: Date;
}

/** Locks a retailer's rhythm; undefined before they ordered three times. */
export async function lockRhythm(tx: Tx, retailerId: string): Promise<Rhythm | undefined> {
  const row = await lockRhythmRow(tx, retailerId);
  return (
    row && {
      lastAt: row.last_at,
      gapMs: Number(row.gap_seconds) * 1000,
      remindedAt: row.reminded_at,
      overdueAt: row.overdue_at,
    }
  );
}

/** Keeps that a retailer was reminded, under the rhythm's lock. */
export async function noteReminded(tx: Tx, cause: Cause, retailerId: string): Promise<void> {
  await updateReminded(tx, retailerId, cause.universe.now());
}
