import type { Cause } from '../../base/cause.js';
import { BEFORE_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import type { Tx } from '../../db/transaction.js';
import {
  lockProfile,
  selectDriver,
  selectDrivers,
  selectFreeDrivers,
  selectPlace,
  updateCashOverdue,
  upsertDriverPlace,
  upsertDuty,
  upsertPoint,
  upsertZone,
  upsertZones,
} from './queries.js';

/** A point on the map, in degrees (WGS 84). */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where a retailer's goods go: the zone the town gave the shop, and the point it shared. */
export interface Place {
  readonly zone: string | null;
  readonly point: Point | null;
  /** What the retailer calls it. */
  readonly note: string;
}

/** A driver as an operator sees them. */
export interface Driver {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly zones: readonly string[];
  readonly onDuty: boolean;
  readonly point: Point | null;
  /** What they have to do now. */
  readonly jobs: number;
  /** The town's cash that they hold, by the books. */
  readonly cashHeldMinor: Minor;
  /** Since when the cash they hold should have been handed over. */
  readonly cashOverdueAt: Date | null;
}

function pointFrom(row: { latitude: number | null; longitude: number | null }): Point | null {
  const { latitude, longitude } = row;
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** Whether a driver is on duty; who never said so is not. Takes no lock. */
export async function isOnDuty(tx: Tx, driverId: string): Promise<boolean> {
  return (await selectDriver(tx, driverId))?.on_duty ?? false;
}

/** The town's cash that a driver holds, by the books. Takes no lock. */
export async function cashHeldOf(tx: Tx, driverId: string): Promise<Minor> {
  return (await selectDriver(tx, driverId))?.cash_held_minor ?? 0n;
}

/**
 * Locks a driver's profile, so that duty and cash of theirs are changed by one at a time; the
 * town's cash that they hold, by the books.
 */
export async function lockDriver(
  tx: Tx,
  cause: Cause,
  driverId: string,
): Promise<{ readonly heldMinor: Minor }> {
  return { heldMinor: await lockProfile(tx, driverId, cause.universe.now()) };
}

/** Begins or ends a driver's shift; says whether anything changed. Locks their profile. */
export async function changeDuty(
  tx: Tx,
  cause: Cause,
  driverId: string,
  onDuty: boolean,
): Promise<boolean> {
  return upsertDuty(tx, driverId, onDuty, cause.universe.now());
}

/** Sets the zones in which a driver works; none is anywhere. */
export async function setZones(
  tx: Tx,
  cause: Cause,
  driverId: string,
  zones: readonly string[],
): Promise<void> {
  await upsertZones(tx, driverId, zones, cause.universe.now());
}

/** Keeps where a driver is, as they shared it. */
export async function placeDriver(
  tx: Tx,
  cause: Cause,
  driverId: string,
  point: Point,
): Promise<void> {
  await upsertDriverPlace(tx, driverId, point, cause.universe.now());
}

/** Marks that a driver's cash is overdue from now on, or no longer. */
export async function markCashOverdue(
  tx: Tx,
  cause: Cause,
  driverId: string,
  overdue: boolean,
): Promise<void> {
  const now = cause.universe.now();
  await updateCashOverdue(tx, driverId, overdue ? now : null, now);
}

const NOWHERE: Place = { zone: null, point: null, note: '' };

/** Where a retailer's goods go, as far as anybody said. Takes no lock. */
export async function readPlace(tx: Tx, retailerId: string): Promise<Place> {
  const row = await selectPlace(tx, retailerId);
  return row ? { zone: row.zone, note: row.note, point: pointFrom(row) } : NOWHERE;
}

/** Keeps the point that a retailer shared, and what they call it unless that is nothing. */
export async function keepPoint(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  point: Point & { readonly note: string },
): Promise<void> {
  await upsertPoint(tx, retailerId, point, cause.universe.now());
}

/** Sets the zone in which a retailer's shop lies. */
export async function setZone(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  zone: string | null,
): Promise<void> {
  await upsertZone(tx, retailerId, zone, cause.universe.now());
}

/**
 * Drivers on duty who may be sent to a place, the best first: by zone, then by distance where both
 * places are known, then by what they have to do. Takes no lock: who is asked still decides.
 */
export async function freeDrivers(
  tx: Tx,
  place: Place,
  except: readonly string[],
  most: number,
): Promise<readonly string[]> {
  const { zone, note, point } = place;
  const row = {
    zone,
    note,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  };
  return selectFreeDrivers(tx, row, except, most);
}

/** A page of the town's drivers by id, after `afterId`. */
export async function listDrivers(
  tx: Tx,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly Driver[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectDrivers(tx, page.afterId ?? BEFORE_ALL, rowsMax);
  return rows.map((row) => ({
    id: row.driver_id,
    name: row.name,
    state: row.state,
    zones: row.zones,
    onDuty: row.on_duty,
    point: pointFrom(row),
    jobs: Number(row.jobs),
    cashHeldMinor: row.cash_held_minor,
    cashOverdueAt: row.cash_overdue_at,
  }));
}
