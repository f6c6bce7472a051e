import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { lockBasket } from '../domain/baskets/baskets.js';
import { soldAs } from '../domain/catalogue/catalogue.js';
import { readParty } from '../domain/parties/parties.js';
import { changed, lockStanding, readStandings } from '../domain/standing/standing.js';
import { afterQuiet } from '../domain/towns/quiet-hours.js';
import type { Town } from '../domain/towns/towns.js';
import { tell } from '../inbox/tell.js';
import { schedule, takeDue } from '../outbox/due.js';
import { editBasket } from './edit-basket.js';
import type { BasketRefusal } from './edit-basket.js';
import type { SellingTerms } from './quote-lines.js';
import type { ShownBasket } from './shown-basket.js';
import { nextAfter, toldStanding } from './standing-orders.js';
import type { ToldStanding } from './standing-orders.js';
import type { Wake } from './wake.js';

/**
 * A standing order has come round: its retailer is told, in whose own conversation the basket is
 * made, and its next day is due. In quiet hours it waits for their end; a day that was missed
 * because the service was away is proposed once, not made up for. Locks the standing order.
 * Refused as `not_now` when there is nothing to propose (any more).
 */
export async function remindOfStanding(
  tx: Tx,
  cause: Cause,
  town: Town,
  standingId: string,
): Promise<Outcome<{ readonly wake: Wake; readonly waits: boolean }, 'not_now'>> {
  const key = { topic: 'standing_order', subjectId: standingId } as const;
  const { correlationId, universe } = cause;
  const now = universe.now();
  const standing = await lockStanding(tx, standingId);
  if (standing?.state !== 'ACTIVE') {
    await takeDue(tx, key);
    return refused('not_now');
  }
  if (standing.nextAt > now) {
    await schedule(tx, { ...key, dueAt: standing.nextAt, correlationId });
    return refused('not_now');
  }
  const loud = afterQuiet(now, town);
  if (loud > now) {
    await schedule(tx, { ...key, dueAt: loud, correlationId });
    return done({ wake: { lanes: [], due: [] }, waits: true });
  }
  const { retailerId, number } = standing;
  const occurrence = standing.nextAt.toISOString();
  const next = { ...standing, nextAt: nextAfter(standing.schedule, now, town) };
  await changed(tx, cause, next, 'proposed');
  await schedule(tx, { ...key, dueAt: next.nextAt, correlationId });
  const retailer = await readParty(tx, retailerId);
  if (retailer?.state !== 'APPROVED') return done({ wake: { lanes: [], due: [] }, waits: false });
  const event = { type: 'standing_due', standingId, number: String(number) } as const;
  const told = await tell(tx, cause, retailerId, event, `${standingId}:${occurrence}`);
  const lanes = told.ok ? [told.value.lane] : [];
  return done({ wake: { lanes, due: [] }, waits: false });
}

/** What came of a proposal: a basket, or that something else is in it. */
export type Proposed =
  | {
      readonly was: 'basket';
      readonly view: ShownBasket;
      readonly number: string;
      readonly byItself: boolean;
    }
  | { readonly was: 'waits'; readonly standing: ToldStanding };

/**
 * Puts a standing order's goods that are still sold into the retailer's basket and shows it at
 * today's prices. Where something is in the basket already, nothing is mixed: it waits until the
 * retailer says so (`onTop`). Locks the basket. Refused as `no_standing` where it was paused or
 * stopped meanwhile, else as `editBasket`.
 */
export async function proposeStanding(
  tx: Tx,
  cause: Cause,
  terms: SellingTerms,
  wanted: {
    readonly retailerId: string;
    readonly standingId: string;
    readonly onTop: boolean;
  },
): Promise<Outcome<Proposed, BasketRefusal | 'no_standing'>> {
  const { retailerId, standingId, onTop } = wanted;
  const { catalogue } = terms;
  const held = await lockBasket(tx, retailerId);
  const standings = await readStandings(tx, retailerId);
  const standing = standings.find((one) => one.id === standingId && one.state === 'ACTIVE');
  if (!standing) return refused('no_standing');
  if (held && held.lines.length > 0 && !onTop) {
    return done({ was: 'waits', standing: toldStanding(catalogue, standing) });
  }
  const number = String(standing.number);
  const edits = standing.lines
    .filter((line) => soldAs(catalogue, line.productId, line.unit))
    .map((line) => ({
      op: 'add' as const,
      productId: line.productId,
      quantity: formatMilli(line.quantity),
      unit: line.unit,
      said: '',
      reasons: [`standing:${number}`],
    }));
  const shown = await editBasket(tx, cause, terms, retailerId, edits, { locked: { basket: held } });
  if (!shown.ok) return shown;
  const byItself = standing.byItself && !onTop;
  return done({ was: 'basket', view: shown.value, number, byItself });
}
