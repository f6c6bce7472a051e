import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface DebtRow {
  readonly order_id: string;
  readonly number: bigint;
  readonly owed_minor: bigint;
  readonly due_at: Date | null;
}

/** Orders on credit that are owed for, the oldest first, after one of them. */
export async function selectOpenDebts(
  tx: Tx,
  retailerId: string,
  afterId: string,
  rowsMax: number,
): Promise<DebtRow[]> {
  const { rows } = await sql<DebtRow>`
    select d.order_id, o.number, d.owed_minor, o.due_at from order_debts d
    join orders o on o.town_id = d.town_id and o.id = d.order_id
    where d.town_id = ${tx.townId} and d.retailer_id = ${retailerId} and d.owed_minor <> 0
      and d.owed_minor > 0 and d.order_id > ${afterId} and o.method = 'credit'
    order by d.order_id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** What is owed for one order; nothing for one that the books do not know. */
export async function selectDebt(tx: Tx, orderId: string): Promise<bigint> {
  const { rows } = await sql<{ owed_minor: bigint }>`
    select owed_minor from order_debts
    where town_id = ${tx.townId} and order_id = ${orderId}`.execute(tx);
  return rows[0]?.owed_minor ?? 0n;
}

/** What is owed for orders on credit in all, less what was paid too much for some of them. */
export async function selectOwed(tx: Tx, retailerId: string): Promise<bigint> {
  const { rows } = await sql<{ owed: bigint }>`
    select coalesce(sum(d.owed_minor), 0)::bigint as owed from order_debts d
    join orders o on o.town_id = d.town_id and o.id = d.order_id
    where d.town_id = ${tx.townId} and d.retailer_id = ${retailerId} and d.owed_minor <> 0
      and o.method = 'credit'`.execute(tx);
  return rows[0]?.owed ?? 0n;
}
