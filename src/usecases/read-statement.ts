import { LIMITS } from '../base/limits.js';
import type { Tx } from '../db/transaction.js';
import { listEntries } from '../domain/ledger/ledger.js';
import { readOrderNumbers } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';

/** What a retailer's credit account shows of late, oldest first. Amounts above nothing are owed. */
export interface StatementView {
  readonly retailer: string;
  readonly lines: readonly StatementLine[];
  /** Whether there is more before these. */
  readonly isMore: boolean;
  /** Owed before the first line, and after the last. */
  readonly beforeMinor: string;
  readonly afterMinor: string;
}

export interface StatementLine {
  /** ISO 8601 */
  readonly at: string;
  /** ORDER_CREDIT, CASH_COLLECTED ... */
  readonly recipe: string;
  /** Of the order it is about; null where it is about none. */
  readonly number: string | null;
  /** Towards whom it is owed. */
  readonly vendor: string | null;
  readonly amountMinor: string;
  readonly balanceMinor: string;
}

/**
 * The latest lines of a retailer's account, no more than fit on a sheet, whatever its history.
 * Takes no lock; the lines are of one chain, so they add up among themselves.
 */
export async function readStatement(tx: Tx, retailerId: string): Promise<StatementView> {
  const rows = LIMITS.statement_lines_max;
  const read = await listEntries(tx, retailerId, { beforeChainNo: null, rows });
  const entries = read.toReversed();
  const vendorIds = entries.flatMap(({ vendorId }) => vendorId ?? []);
  const subjects = entries.flatMap(({ subjectId }) => subjectId ?? []);
  const [names, numbers] = await Promise.all([
    readNames(tx, [...new Set([retailerId, ...vendorIds])]),
    readOrderNumbers(tx, [...new Set(subjects)]),
  ]);
  const first = entries[0];
  const before = first === undefined ? 0n : first.balanceAfterMinor - first.amountMinor;
  return {
    retailer: names.get(retailerId) ?? '',
    lines: entries.map((entry) => ({
      at: entry.recordedAt.toISOString(),
      recipe: entry.recipe,
      number: numbers.get(entry.subjectId ?? '')?.toString() ?? null,
      vendor: names.get(entry.vendorId ?? '') ?? null,
      amountMinor: entry.amountMinor.toString(),
      balanceMinor: entry.balanceAfterMinor.toString(),
    })),
    isMore: first !== undefined && first.chainNo > 1n,
    beforeMinor: before.toString(),
    afterMinor: (entries.at(-1)?.balanceAfterMinor ?? 0n).toString(),
  };
}
