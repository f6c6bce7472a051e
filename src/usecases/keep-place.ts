import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import { keepProof, lastDoneBy, outFor } from '../domain/delivery/deliveries.js';
import { keepPoint, placeDriver } from '../domain/drivers/drivers.js';
import type { Point } from '../domain/drivers/drivers.js';
import { readNames } from '../domain/parties/parties.js';
import { tellParties } from './party-tell.js';
import type { Wake } from './wake.js';

/** How a place was kept: what waits for it now, and whom to ring. */
export interface PlaceKept {
  /** Numbers of orders that are on their way there. */
  readonly numbers: readonly string[];
  readonly wake: Wake;
}

/**
 * A retailer shared where they are: from now on their goods go there, and drivers who are bringing
 * some hear it. Takes no lock but that of the row.
 */
export async function keepRetailerPlace(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  place: Point & { readonly label: string },
): Promise<PlaceKept> {
  const { latitude, longitude, label } = place;
  await keepPoint(tx, cause, retailerId, { latitude, longitude, note: label });
  const [coming, names] = await Promise.all([outFor(tx, retailerId), readNames(tx, [retailerId])]);
  const retailer = names.get(retailerId) ?? '';
  const lanes: number[] = [];
  for (const one of coming) {
    const number = one.number.toString();
    const point = { latitude, longitude };
    const tell = { type: 'place_shared', number, retailer, point } as const;
    const key = `${one.id}:${latitude}:${longitude}`;
    const tells = [{ partyId: one.driverId ?? '', key, tell }];
    lanes.push(...(await tellParties(tx, cause, one.orderId, tells)));
  }
  return { numbers: coming.map((one) => one.number.toString()), wake: { lanes, due: [] } };
}

/** A driver shared where they are: the nearest one is found by it. */
export async function keepDriverPlace(
  tx: Tx,
  cause: Cause,
  driverId: string,
  point: Point,
): Promise<void> {
  await placeDriver(tx, cause, driverId, point);
}

/**
 * A picture that a driver sent, as proof of what they handed over last; says of which order's
 * delivery it was kept, or null where it shows nothing we know.
 */
export async function keepPicture(
  tx: Tx,
  cause: Cause,
  driverId: string,
  mediaId: string,
): Promise<string | null> {
  const last = await lastDoneBy(tx, driverId);
  if (!last) return null;
  await keepProof(tx, cause, last.id, { kind: 'picture', mediaId });
  return last.number.toString();
}
