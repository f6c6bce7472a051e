import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface DriverRow {
  readonly driver_id: string;
  readonly zones: string[];
  readonly on_duty: boolean;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly cash_overdue_at: Date | null;
  readonly cash_held_minor: bigint;
}

/** What is known of a driver beside the party. */
export async function selectDriver(tx: Tx, driverId: string): Promise<DriverRow | undefined> {
  const { rows } = await sql<DriverRow>`
    select driver_id, zones, on_duty, latitude, longitude, cash_overdue_at, cash_held_minor
    from driver_profiles
    where town_id = ${tx.townId} and driver_id = ${driverId}`.execute(tx);
  return rows[0];
}

/** Sets a driver's duty; says whether it was another before. */
export async function upsertDuty(
  tx: Tx,
  driverId: string,
  onDuty: boolean,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into driver_profiles (town_id, driver_id, on_duty, duty_changed_at)
    values (${tx.townId}, ${driverId}, ${onDuty}, ${at})
    on conflict (town_id, driver_id) do update
      set on_duty = excluded.on_duty, duty_changed_at = excluded.duty_changed_at
      where driver_profiles.on_duty <> excluded.on_duty
    returning driver_id`.execute(tx);
  return rows.length === 1;
}

/** Sets the zones a driver works in. */
export async function upsertZones(
  tx: Tx,
  driverId: string,
  zones: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    insert into driver_profiles (town_id, driver_id, zones, duty_changed_at)
    values (${tx.townId}, ${driverId}, ${zones}::text[], ${at})
    on conflict (town_id, driver_id) do update set zones = excluded.zones`.execute(tx);
}

/** Keeps where a driver said they are. */
export async function upsertDriverPlace(
  tx: Tx,
  driverId: string,
  place: { readonly latitude: number; readonly longitude: number },
  at: Date,
): Promise<void> {
  await sql`
    insert into driver_profiles (town_id, driver_id, duty_changed_at, latitude, longitude,
      placed_at)
    values (${tx.townId}, ${driverId}, ${at}, ${place.latitude}, ${place.longitude}, ${at})
    on conflict (town_id, driver_id) do update set latitude = excluded.latitude,
      longitude = excluded.longitude, placed_at = excluded.placed_at`.execute(tx);
}

/** Sets since when a driver's cash is overdue; null: it is not. */
export async function updateCashOverdue(
  tx: Tx,
  driverId: string,
  since: Date | null,
  at: Date,
): Promise<void> {
  await sql`
    insert into driver_profiles (town_id, driver_id, duty_changed_at, cash_overdue_at)
    values (${tx.townId}, ${driverId}, ${at}, ${since})
    on conflict (town_id, driver_id) do update set cash_overdue_at = excluded.cash_overdue_at
    `.execute(tx);
}

export interface PlaceRow {
  readonly zone: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly note: string;
}

/** Where a retailer's goods go, as far as anybody said. */
export async function selectPlace(tx: Tx, retailerId: string): Promise<PlaceRow | undefined> {
  const { rows } = await sql<PlaceRow>`
    select zone, latitude, longitude, note from delivery_places
    where town_id = ${tx.townId} and retailer_id = ${retailerId}`.execute(tx);
  return rows[0];
}

/** Keeps the point a retailer shared; zone and note stay. */
export async function upsertPoint(
  tx: Tx,
  retailerId: string,
  point: { readonly latitude: number; readonly longitude: number; readonly note: string },
  at: Date,
): Promise<void> {
  await sql`
    insert into delivery_places (town_id, retailer_id, latitude, longitude, note, changed_at)
    values (${tx.townId}, ${retailerId}, ${point.latitude}, ${point.longitude}, ${point.note},
      ${at})
    on conflict (town_id, retailer_id) do update set latitude = excluded.latitude,
      longitude = excluded.longitude, changed_at = excluded.changed_at,
      note = case excluded.note when '' then delivery_places.note else excluded.note end`.execute(
    tx,
  );
}

/** Sets the zone a retailer's shop lies in. */
export async function upsertZone(
  tx: Tx,
  retailerId: string,
  zone: string | null,
  at: Date,
): Promise<void> {
  await sql`
    insert into delivery_places (town_id, retailer_id, zone, changed_at)
    values (${tx.townId}, ${retailerId}, ${zone}, ${at})
    on conflict (town_id, retailer_id) do update set zone = excluded.zone,
      changed_at = excluded.changed_at`.execute(tx);
}

/**
 * Approved drivers on duty who may be sent to a place and are not excepted, the best first: whose
 * zone it is, then who is nearest (as far as both places are known; a degree of longitude is
 * shortened by the latitude, which is exact enough within a town), then who has least to do.
 */
export async function selectFreeDrivers(
  tx: Tx,
  place: PlaceRow,
  except: readonly string[],
  rowsMax: number,
): Promise<string[]> {
  const { rows } = await sql<{ driver_id: string }>`
    select f.driver_id from driver_profiles f
    join parties p on p.town_id = f.town_id and p.id = f.driver_id
    where f.town_id = ${tx.townId} and f.on_duty and p.state = 'APPROVED' and p.kind = 'driver'
      and f.driver_id <> all (${except}::uuid[])
      and (f.zones = '{}' or ${place.zone}::text is null or ${place.zone}::text = any (f.zones))
    order by (${place.zone}::text = any (f.zones)) desc nulls last,
      (f.latitude - ${place.latitude}::float8) ^ 2
        + ((f.longitude - ${place.longitude}::float8) * cosd(f.latitude)) ^ 2 nulls last,
      (select count(*) from deliveries d where d.town_id = f.town_id and d.driver_id = f.driver_id
        and d.state in ('ASSIGNED', 'PICKED_UP', 'ON_THE_WAY', 'FAILED', 'RESCHEDULED')),
      f.duty_changed_at, f.driver_id
    limit ${rowsMax}`.execute(tx);
  return rows.map((row) => row.driver_id);
}

export interface ListedDriverRow extends DriverRow {
  readonly name: string;
  readonly state: string;
  readonly jobs: bigint;
}

/** A page of the town's drivers, in the order of their ids. */
export async function selectDrivers(
  tx: Tx,
  afterId: string,
  rowsMax: number,
): Promise<ListedDriverRow[]> {
  const { rows } = await sql<ListedDriverRow>`
    select p.id as driver_id, p.name, p.state, coalesce(f.zones, '{}') as zones,
      coalesce(f.on_duty, false) as on_duty, f.latitude, f.longitude, f.cash_overdue_at,
      coalesce(f.cash_held_minor, 0) as cash_held_minor,
      (select count(*) from deliveries d where d.town_id = p.town_id and d.driver_id = p.id
        and d.state in ('ASSIGNED', 'PICKED_UP', 'ON_THE_WAY', 'FAILED', 'RESCHEDULED')) as jobs
    from parties p
    left join driver_profiles f on f.town_id = p.town_id and f.driver_id = p.id
    where p.town_id = ${tx.townId} and p.kind = 'driver' and p.id > ${afterId}
    order by p.id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** Locks a driver's profile, which is made where it lacks; what cash they hold. */
export async function lockProfile(tx: Tx, driverId: string, at: Date): Promise<bigint> {
  const { rows } = await sql<{ cash_held_minor: bigint }>`
    insert into driver_profiles as f (town_id, driver_id, duty_changed_at)
    values (${tx.townId}, ${driverId}, ${at})
    on conflict (town_id, driver_id) do update set cash_overdue_at = f.cash_overdue_at
    returning cash_held_minor`.execute(tx);
  return rows[0]?.cash_held_minor ?? 0n;
}
