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

/** Locks the town's row and reads its settings as stored. */
export async function lockSettings(tx: Tx): Promise<Record<string, unknown> | undefined> {
  const { rows } = await sql<{ settings: Record<string, unknown> }>`
    select settings from towns where id = ${tx.townId} for no key update`.execute(tx);
  return rows[0]?.settings;
}

export interface SettingsColumns {
  readonly id: string;
  readonly changedBy: string;
  readonly reason: string;
  /** JSON, as is what it becomes. */
  readonly before: string;
  readonly after: string;
  readonly at: Date;
}

/** Keeps new settings with the change they are. */
export async function insertSettings(tx: Tx, change: SettingsColumns): Promise<void> {
  await sql`
    with kept as (
      update towns set settings = ${change.after}::jsonb where id = ${tx.townId})
    insert into town_setting_changes (town_id, id, changed_by, reason, before, after, changed_at)
    values (${tx.townId}, ${change.id}, ${change.changedBy}, ${change.reason},
      ${change.before}::jsonb, ${change.after}::jsonb, ${change.at})`.execute(tx);
}

export interface SettingsChangeRow {
  readonly id: string;
  readonly changed_by: string;
  readonly reason: string;
  readonly before: Record<string, unknown>;
  readonly after: Record<string, unknown>;
  readonly changed_at: Date;
}

/** A page of changes, the latest first. */
export async function selectSettingChanges(
  tx: Tx,
  beforeId: string | null,
  rowsMax: number,
): Promise<SettingsChangeRow[]> {
  const before = beforeId === null ? sql`true` : sql`id < ${beforeId}`;
  const { rows } = await sql<SettingsChangeRow>`
    select id, changed_by, reason, before, after, changed_at from town_setting_changes
    where town_id = ${tx.townId} and ${before}
    order by id desc limit ${rowsMax}`.execute(tx);
  return rows;
}
