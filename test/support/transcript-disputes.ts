import { sql } from 'kysely';
import pg from 'pg';
import type { Outcome } from '../../src/base/outcome.js';
import { milli } from '../../src/base/quantity.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { loadCatalogue } from '../../src/domain/catalogue/catalogue.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { assignDriver } from '../../src/usecases/allocate-delivery.js';
import type { DeliveryTerms } from '../../src/usecases/allocate-delivery.js';
import { confirmByOperator } from '../../src/usecases/confirm-delivery.js';
import { decideDispute, refundDispute } from '../../src/usecases/decide-dispute.js';
import { dispatchOrder } from '../../src/usecases/dispatch-order.js';
import { packOrder } from '../../src/usecases/pack-order.js';
import { returnPayment } from '../../src/usecases/return-payment.js';
import type { ReturnWay } from '../../src/usecases/return-payment.js';
import { byOperator } from './player.js';
import type { Player } from './player.js';

/** What the town's people do about goods that came, and how goods come quickly in a story. */

type Cause = ReturnType<typeof byOperator>;

async function work(
  player: Player,
  query: ReturnType<typeof sql<{ id: string }>>,
  doIt: (tx: Tx, cause: Cause, id: string, terms: DeliveryTerms) => Promise<Outcome<unknown>>,
): Promise<void> {
  const { database, place } = player.service;
  await inTown(database, place.townId, async (tx) => {
    const { rows } = await query.execute(tx);
    const [catalogue, { settings, timeZone }] = [await loadCatalogue(tx), await readTown(tx)];
    const terms = { catalogue, settings, timeZone };
    const done = await doIt(tx, byOperator(player), rows[0]?.id ?? '', terms);
    if (!done.ok) throw new Error(`refused: ${done.refusal}`);
  });
}

const orderOf = (number: string) => sql<{ id: string }>`
  select id from orders where number = ${number}`;
const deliveryOf = (number: string) => sql<{ id: string }>`
  select v.id from deliveries v join orders o on o.town_id = v.town_id and o.id = v.order_id
  where o.number = ${number}`;
/** The latest of the order that is not over. */
const disputeOf = (number: string) => sql<{ id: string }>`
  select s.id from disputes s join orders o on o.town_id = s.town_id and o.id = s.order_id
  where o.number = ${number} and s.state <> 'CLOSED' order by s.id desc limit 1`;
const paymentOf = (number: string) => sql<{ id: string }>`
  select p.id from payments p join orders o on o.town_id = p.town_id and o.id = p.order_id
  where o.number = ${number} order by p.id desc limit 1`;

/** What was drawn by lot for a delivery is the same in every story. */
async function fixCode({ service }: Player, number: string): Promise<void> {
  const client = new pg.Client({ connectionString: service.testDatabase.adminUrl });
  await client.connect();
  try {
    await client.query(
      `update deliveries v set code = '4417' from orders o
       where v.town_id = $1 and o.town_id = $1 and o.id = v.order_id and o.number = $2`,
      [service.place.townId, number],
    );
  } finally {
    await client.end();
  }
}

export const DISPUTE_CHANGES = {
  /** ! brings 1001: an accepted order is packed and brought by driver 1, by an operator's word. */
  brings: async (player: Player, [number = '']: string[]) => {
    const driverId = player.service.place.id('driver', 1);
    await work(player, orderOf(number), (tx, cause, id, { catalogue }) =>
      packOrder(tx, cause, catalogue, { order: { id }, vendorId: null, picks: [], reason: '' }),
    );
    await fixCode(player, number);
    await work(player, deliveryOf(number), (tx, cause, deliveryId, terms) =>
      assignDriver(tx, cause, terms, { deliveryId, driverId, reason: 'by phone' }),
    );
    await work(player, deliveryOf(number), (tx, cause, _, terms) => {
      const driver = { ...cause, actor: { kind: 'driver', id: driverId } } as const;
      return dispatchOrder(tx, driver, terms, { driverId, number: BigInt(number) }, 'set_out');
    });
    await work(player, deliveryOf(number), (tx, cause, deliveryId, terms) =>
      confirmByOperator(tx, cause, terms, { deliveryId, picks: [], reason: 'by phone' }),
    );
  },
  /** ! decides 1001 2 wallet: an operator gives so much of what is disputed; `cash` in hand. */
  decides: (player: Player, [number = '', granted = '0', as = 'wallet']: string[]) =>
    work(player, disputeOf(number), (tx, cause, disputeId, terms) =>
      decideDispute(tx, cause, terms, {
        disputeId,
        granted: milli(granted),
        bearer: 'vendor',
        returnAs: as === 'cash' ? 'cash' : 'wallet',
        reason: 'the picture shows it',
      }),
    ),
  /** ! refunds 1001: cash that a decision gives back was handed over. */
  refunds: (player: Player, [number = '']: string[]) =>
    work(player, disputeOf(number), (tx, cause, disputeId) =>
      refundDispute(tx, cause, { disputeId, reason: 'at the office' }),
    ),
  /** ! returns 1001 wallet | cash_from_till | cash_by_driver: of an order that was cancelled. */
  returns: (player: Player, [number = '', way = 'wallet']: string[]) =>
    work(player, paymentOf(number), (tx, cause, paymentId) =>
      returnPayment(tx, cause, { paymentId, way: way as ReturnWay, reason: 'cancelled' }),
    ),
};
