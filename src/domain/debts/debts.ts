import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import type { Tx } from '../../db/transaction.js';
import { selectDebt, selectOpenDebts, selectOwed } from './queries.js';
import type { DebtRow } from './queries.js';

/**
 * What is owed for orders, by the books: a trigger keeps it with every entry of a retailer's chain.
 * Orders that are paid in cash at the door stay out of it until they are: their driver asks.
 */
export interface Debt {
  readonly orderId: string;
  readonly number: bigint;
  readonly owedMinor: Minor;
  /** Null before the goods came. */
  readonly dueAt: Date | null;
}

function fromRow(row: DebtRow): Debt {
  return {
    orderId: row.order_id,
    number: row.number,
    owedMinor: row.owed_minor,
    dueAt: row.due_at,
  };
}

/** A page of what is owed, the oldest order first, after one of them. Takes no lock. */
export async function listDebts(
  tx: Tx,
  retailerId: string,
  page: { readonly afterId: string; readonly rows: number },
): Promise<readonly Debt[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  return (await selectOpenDebts(tx, retailerId, page.afterId, rowsMax)).map(fromRow);
}

/** What is owed for an order; below nothing where more was paid. Under its lock it stays so. */
export async function readDebt(tx: Tx, orderId: string): Promise<Minor> {
  return selectDebt(tx, orderId);
}

/** All that a retailer is to pay on account, never below nothing. Takes no lock. */
export async function readOwedTotal(tx: Tx, retailerId: string): Promise<Minor> {
  const owedMinor = await selectOwed(tx, retailerId);
  return owedMinor > 0n ? owedMinor : 0n;
}
