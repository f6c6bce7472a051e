import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { loadCatalogue } from '../../src/domain/catalogue/catalogue.js';
import { listOrders } from '../../src/domain/orders/orders.js';
import { listParties } from '../../src/domain/parties/parties.js';
import { readTown } from '../../src/domain/towns/towns.js';
import { assignOrderTo } from '../../src/usecases/assign-order.js';
import { cancelOrder } from '../../src/usecases/cancel-order.js';
import { approveRetailer, refuseRetailer } from '../../src/usecases/decide-retailer.js';
import { PEOPLE, PLACE } from './database.js';
import type { Dice } from './people.js';
import type { Process } from './process.js';

/** One deed of an operator at the API's use cases; gives what it was and what came of it. */
export function operate(process: Process, dice: Dice): Promise<string> {
  const { database, universe } = process.parts;
  const cause: Cause = {
    universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: universe.newId(),
  };
  return inTown(database, PLACE.townId, async (tx) => {
    if (dice.chance(30)) return decideNewcomer(tx, cause, dice);
    return dealWithOrder(tx, cause, dice);
  });
}

async function decideNewcomer(tx: Tx, cause: Cause, dice: Dice): Promise<string> {
  const pending = await listParties(
    tx,
    { kind: 'retailer', state: 'PENDING' },
    { afterId: null, rows: 10 },
  );
  if (pending.length === 0) return 'an operator finds no newcomers';
  const retailerId = dice.pick(pending).id;
  const decided = dice.chance(70)
    ? await approveRetailer(tx, cause, { retailerId, limitMinor: 5_000_000n, reason: 'known' })
    : await refuseRetailer(tx, cause, retailerId);
  return `an operator decides on a newcomer: ${decided.ok ? 'done' : decided.refusal}`;
}

async function dealWithOrder(tx: Tx, cause: Cause, dice: Dice): Promise<string> {
  const orders = await listOrders(
    tx,
    { state: null, retailerId: null },
    { beforeId: null, rows: 20 },
  );
  if (orders.length === 0) return 'an operator finds no orders';
  const order = dice.pick(orders);
  if (dice.chance(25)) {
    const wanted = { orderId: order.id, reason: 'no road' };
    const cancelled = await cancelOrder(tx, cause, wanted);
    const result = cancelled.ok ? 'done' : cancelled.refusal;
    return `an operator cancels ${order.number}: ${result}`;
  }
  const vendorId = PLACE.id('vendor', 1 + dice.below(PEOPLE.vendors));
  const [catalogue, { settings, timeZone }] = await Promise.all([loadCatalogue(tx), readTown(tx)]);
  const choice = { orderId: order.id, vendorId, reason: 'by hand' };
  const assigned = await assignOrderTo(tx, cause, { catalogue, settings, timeZone }, choice);
  return `an operator assigns ${order.number}: ${assigned.ok ? 'done' : assigned.refusal}`;
}
