import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import { readTown } from '../domain/towns/towns.js';
import { queueRequest } from '../domain/requests/requests.js';
import { findUnwatched, findUnwatchedRequests } from '../domain/watch/watch.js';
import { schedule } from '../outbox/due.js';

/**
 * Gives everything that is open and lost its deadline one again: the assignment at once, an offer,
 * a change, a dispute or a standing order at the time that was told, a delivery as long after its
 * last step as the town's settings say, cash with a driver and tickets as long from now on, a
 * payment that was asked for at once. Returns what it put there; nothing, as a rule. Takes no lock
 * but on the rows it adds.
 */
export async function watchOrders(
  tx: Tx,
  cause: Cause,
): Promise<readonly { readonly topic: string; readonly subjectId: string }[]> {
  const { settings } = await readTown(tx);
  const lost = await findUnwatched(tx, cause.universe.now(), settings);
  const put = lost.map(({ topic, subjectId, dueAt }) => ({
    topic,
    subjectId,
    dueAt: dueAt ?? cause.universe.now(),
    correlationId: cause.correlationId,
  }));
  for (const work of put) await schedule(tx, work);
  const requests = await findUnwatchedRequests(tx);
  for (const id of requests) await queueRequest(tx, id, cause.universe.now(), { anew: true });
  return [...put, ...requests.map((subjectId) => ({ topic: 'payment_request', subjectId }))];
}
