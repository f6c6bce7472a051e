import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface TownRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly country: string;
  readonly currency: string;
  readonly currency_digits: number;
  readonly time_zone: string;
  readonly languages: string[];
  readonly settings: unknown;
  readonly catalogue_version: bigint;
}

/** The row of the transaction's town. */
export async function selectTown(tx: Tx): Promise<TownRow | undefined> {
  const { rows } = await sql<TownRow>`
    select id, slug, name, country, currency, currency_digits, time_zone, languages, settings,
      catalogue_version
    from towns where id = ${tx.townId}`.execute(tx);
  return rows[0];
}

/** Only its catalogue version. */
export async function selectCatalogueVersion(tx: Tx): Promise<bigint | undefined> {
  const { rows } = await sql<{ catalogue_version: bigint }>`
    select catalogue_version from towns where id = ${tx.townId}`.execute(tx);
  return rows[0]?.catalogue_version;
}

/** Moves the counter and returns the first of the numbers passed over. */
export async function advanceOrderNumber(tx: Tx, count: number): Promise<bigint | undefined> {
  const { rows } = await sql<{ first: bigint }>`
    update order_number_leases set next_number = next_number + ${count}
    where town_id = ${tx.townId}
    returning next_number - ${count} as first`.execute(tx);
  return rows[0]?.first;
}
