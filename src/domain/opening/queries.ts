import { sql } from 'kysely';
import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';

export interface HoursRow {
  readonly vendor_id: string;
  readonly opens: readonly (number | null)[] | null;
  readonly closes: readonly (number | null)[] | null;
}

export interface DayRow {
  readonly vendor_id: string;
  /** yyyy-mm-dd */
  readonly on_date: string;
  readonly opens: number | null;
  readonly closes: number | null;
}

/** The hours of the week of some vendors; whoever is no vendor is missing. */
export async function selectHours(tx: Tx, vendorIds: readonly string[]): Promise<HoursRow[]> {
  const { rows } = await sql<HoursRow>`
    select vendor_id, opens, closes from vendor_profiles
    where town_id = ${tx.townId} and vendor_id = any(${vendorIds}::uuid[])`.execute(tx);
  return rows;
}

/** The days from a date on that are other than the week says, for some vendors. */
export async function selectDays(
  tx: Tx,
  vendorIds: readonly string[],
  from: string,
  rowsMax: number,
): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select vendor_id, on_date::text, opens, closes from vendor_days
    where town_id = ${tx.townId} and vendor_id = any(${vendorIds}::uuid[])
      and on_date >= ${from}::date and counts
    order by on_date limit ${rowsMax}`.execute(tx);
  return rows;
}

/** Locks a vendor's profile, whose row the days hang on; false where there is none. */
export async function lockProfile(tx: Tx, vendorId: string): Promise<boolean> {
  const { rows } = await sql`
    select from vendor_profiles v where town_id = ${tx.townId} and vendor_id = ${vendorId}
    for update of v`.execute(tx);
  return rows.length === 1;
}

/** Sets the hours of the week; nulls: always open. */
export async function updateHours(
  tx: Tx,
  vendorId: string,
  opens: readonly (number | null)[] | null,
  closes: readonly (number | null)[] | null,
): Promise<void> {
  await sql`
    update vendor_profiles set opens = ${opens}::smallint[], closes = ${closes}::smallint[]
    where town_id = ${tx.townId} and vendor_id = ${vendorId}`.execute(tx);
}

/** Sets what some days are, or takes that back. The profile knows the last of them. */
export async function putDays(
  tx: Tx,
  vendorId: string,
  days: readonly Omit<DayRow, 'vendor_id'>[],
  counts: boolean,
): Promise<void> {
  const dates = days.map((day) => day.on_date);
  await sql`
    insert into vendor_days (town_id, vendor_id, on_date, opens, closes, counts)
    select ${tx.townId}, ${vendorId}, d.on_date, d.opens, d.closes, ${counts}
    from unnest(${dates}::date[], ${days.map((day) => day.opens)}::smallint[],
      ${days.map((day) => day.closes)}::smallint[]) as d(on_date, opens, closes)
    on conflict (town_id, vendor_id, on_date) do update
      set opens = excluded.opens, closes = excluded.closes, counts = excluded.counts`.execute(tx);
  await sql`
    update vendor_profiles p set dated_until = (
      select max(on_date) from vendor_days d
      where d.town_id = p.town_id and d.vendor_id = p.vendor_id and d.counts)
    where town_id = ${tx.townId} and vendor_id = ${vendorId}`.execute(tx);
}

/** Keeps who changed a vendor's hours. */
export async function insertHoursChange(
  tx: Tx,
  cause: Cause,
  vendorId: string,
  change: string,
  reason: string,
): Promise<void> {
  const { actor, channel, correlationId, universe } = cause;
  await sql`
    insert into vendor_hours_changes (town_id, id, vendor_id, change, reason, actor_kind, actor_id,
      channel, correlation_id, changed_at)
    values (${tx.townId}, ${universe.newId()}, ${vendorId}, ${change}::jsonb, ${reason},
      ${actor.kind}, ${actor.id}, ${channel}, ${correlationId}, ${universe.now()})`.execute(tx);
}
