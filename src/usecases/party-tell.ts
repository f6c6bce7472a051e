import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import { noteUntold } from '../domain/orders/orders.js';
import { tell } from '../inbox/tell.js';
import type { Tell } from './tells.js';

/** An event for a party's own conversation; the key makes it once. */
export interface PartyTell {
  readonly partyId: string;
  readonly tell: Tell;
  readonly key: string;
}

/**
 * Tells parties what became of an order, and says the lanes to ring. Nobody is left untold in
 * silence: a party without a conversation is named in an event of the order.
 */
export async function tellParties(
  tx: Tx,
  cause: Cause,
  orderId: string,
  tells: readonly PartyTell[],
): Promise<readonly number[]> {
  const heard = await Promise.all(
    tells.map(({ partyId, tell: told, key }) => tell(tx, cause, partyId, told, key)),
  );
  const lanes: number[] = [];
  for (const [at, outcome] of heard.entries()) {
    if (outcome.ok) lanes.push(outcome.value.lane);
    else await noteUntold(tx, cause, orderId, tells[at]?.partyId ?? '');
  }
  return lanes;
}
