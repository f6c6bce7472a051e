import type { Cause } from '../base/cause.js';
import type { HopParts } from '../conversation/turn.js';
import { inPlatform, inTown } from '../db/transaction.js';
import { listTownIds } from '../outbox/due.js';
import { watchOrders } from '../usecases/watch-orders.js';

/**
 * Looks, town by town, for orders whose deadline was lost, and puts it back; logs each, because
 * there should be none. A transaction for each town; rings once when something is due.
 */
export async function watchTowns(
  parts: Pick<HopParts, 'database' | 'universe' | 'log' | 'bells'>,
): Promise<void> {
  const { database, universe, log, bells } = parts;
  for (const townId of await inPlatform(database, listTownIds)) {
    const cause: Cause = {
      universe,
      actor: { kind: 'machine', id: null },
      channel: 'machine',
      correlationId: universe.newId(),
    };
    const put = await inTown(database, townId, (tx) => watchOrders(tx, cause));
    for (const { topic, subjectId } of put) {
      log.error('a deadline was lost and is put back', { townId, topic, subjectId });
    }
    if (put.length > 0) bells.due();
  }
}
