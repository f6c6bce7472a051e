import { sql } from 'kysely';
import type { Outcome } from '../../src/base/outcome.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { loadCatalogue } from '../../src/domain/catalogue/catalogue.js';
import { setZone, setZones } from '../../src/domain/drivers/drivers.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { assignDriver } from '../../src/usecases/allocate-delivery.js';
import type { DeliveryTerms } from '../../src/usecases/allocate-delivery.js';
import { confirmByOperator } from '../../src/usecases/confirm-delivery.js';
import { rescheduleDelivery } from '../../src/usecases/fail-delivery.js';
import { countCash } from '../../src/usecases/hand-over-cash.js';
import type { Player } from './player.js';

/** What chance and the town's people do with deliveries in a transcript. */

const by = ({ service }: Player) =>
  ({
    universe: service.universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: service.universe.newId(),
  }) as const;

type Cause = ReturnType<typeof by>;

async function work(
  player: Player,
  number: string,
  doIt: (
    tx: Tx,
    cause: Cause,
    deliveryId: string,
    terms: DeliveryTerms,
  ) => Promise<Outcome<unknown>>,
): Promise<void> {
  const { database, place } = player.service;
  await inTown(database, place.townId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select v.id from deliveries v join orders o on o.town_id = v.town_id and o.id = v.order_id
      where o.number = ${number || '0'}`.execute(tx);
    const [catalogue, { settings, timeZone }] = [await loadCatalogue(tx), await readTown(tx)];
    const terms = { catalogue, settings, timeZone };
    const done = await doIt(tx, by(player), rows[0]?.id ?? '', terms);
    if (!done.ok) throw new Error(`refused: ${done.refusal}`);
  });
}

export const DELIVERY_CHANGES = {
  /** ! gives 1001 2: an operator gives a delivery to a driver. */
  gives: (player: Player, [number = '', driver = '']: string[]) =>
    work(player, number, (tx, cause, deliveryId, terms) => {
      const driverId = player.service.place.id('driver', Number(driver));
      return assignDriver(tx, cause, terms, { deliveryId, driverId, reason: 'by phone' });
    }),
  /** ! confirms 1001: an operator says that it arrived, without its code. */
  confirms: (player: Player, [number = '']: string[]) =>
    work(player, number, (tx, cause, deliveryId, terms) =>
      confirmByOperator(tx, cause, terms, { deliveryId, picks: [], reason: 'by phone' }),
    ),
  /** ! moves 1001 5: an operator puts a delivery off by so many hours. */
  moves: (player: Player, [number = '', hours = '']: string[]) =>
    work(player, number, (tx, cause, deliveryId) => {
      const until = new Date(cause.universe.nowMs() + Number(hours) * 3_600_000);
      return rescheduleDelivery(tx, cause, { deliveryId, until, reason: 'rain' });
    }),
  /** ! counts 1 2600: the office counts a driver's cash, in major units. */
  counts: (player: Player, [driver = '', amount = '']: string[]) =>
    work(player, '', (tx, cause, _, { settings }) => {
      const driverId = player.service.place.id('driver', Number(driver));
      const countedMinor = BigInt(Math.round(Number(amount) * 100));
      return countCash(tx, cause, settings, { driverId, countedMinor, reason: 'counted twice' });
    }),
  /** ! zones 1 bazar: the shop of retailer 1 and the driver 1 are of that zone. */
  zones: async (player: Player, [i = '', zone = '']: string[]) => {
    const { database, place } = player.service;
    await inTown(database, place.townId, async (tx) => {
      await setZone(tx, by(player), place.id('retailer', Number(i)), zone);
      await setZones(tx, by(player), place.id('driver', Number(i)), [zone]);
    });
  },
};
