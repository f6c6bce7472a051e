import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { lastOrderOf, ordersOfBasket } from '../domain/orders/orders.js';
import { readParty } from '../domain/parties/parties.js';
import { choosePreferences, readPreferences } from '../domain/preferences/preferences.js';
import { lockRhythm, noteReminded } from '../domain/rhythm/rhythm.js';
import type { Rhythm } from '../domain/rhythm/rhythm.js';
import { afterQuiet } from '../domain/towns/quiet-hours.js';
import type { Town } from '../domain/towns/towns.js';
import { tell } from '../inbox/tell.js';
import { schedule, takeDue } from '../outbox/due.js';
import { toldLines } from './told-lines.js';
import type { Wake } from './wake.js';

/** The reminder that a usual order is overdue. */

const DAY_MS = 86_400_000;

/** When a retailer is to be reminded; undefined: not before they order again. */
function remindAt({ lastAt, remindedAt, overdueAt }: Rhythm): Date | undefined {
  if (remindedAt === null) return overdueAt;
  // Once is enough until they order again, and never twice within a day.
  if (remindedAt > lastAt) return undefined;
  return new Date(Math.max(overdueAt.getTime(), remindedAt.getTime() + DAY_MS));
}

/**
 * Keeps whether a retailer wants reminders, and when the first is due. Locks the rhythm, then due
 * work.
 */
export async function chooseReminders(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  on: boolean,
): Promise<void> {
  const key = { topic: 'usual_order', subjectId: retailerId } as const;
  await choosePreferences(tx, cause, retailerId, { reminders: on });
  const rhythm = on ? await lockRhythm(tx, retailerId) : undefined;
  const dueAt = rhythm && remindAt(rhythm);
  if (dueAt) await schedule(tx, { ...key, dueAt, correlationId: cause.correlationId });
  else await takeDue(tx, key);
}

/** States in which nothing of an order is awaited any more. */
const CAME: ReadonlySet<string> = new Set(['DELIVERED', 'COMPLETED', 'CANCELLED']);

const NOBODY: Wake = { lanes: [], due: [] };

/**
 * A usual order is overdue: its retailer is told what it was, if they asked for reminders, outside
 * quiet hours, once until they order again and at most once a day. Nothing is put into a basket:
 * their yes does that, at the prices of then. While the last order is on its way it waits for
 * another day. Locks the rhythm. Refused as `not_now` where there
 * is nothing to say (any more, or yet).
 */
export async function remindOfUsual(
  tx: Tx,
  cause: Cause,
  terms: { readonly catalogue: Catalogue; readonly town: Town },
  retailerId: string,
): Promise<Outcome<{ readonly wake: Wake; readonly waits: boolean }, 'not_now'>> {
  const key = { topic: 'usual_order', subjectId: retailerId } as const;
  const { correlationId, universe } = cause;
  const now = universe.now();
  const rhythm = await lockRhythm(tx, retailerId);
  const { reminders } = await readPreferences(tx, retailerId);
  const dueAt = rhythm && remindAt(rhythm);
  if (!reminders || !rhythm || !dueAt) {
    await takeDue(tx, key);
    return refused('not_now');
  }
  const at = afterQuiet(dueAt > now ? dueAt : now, terms.town);
  if (at > now) {
    await schedule(tx, { ...key, dueAt: at, correlationId });
    return done({ wake: NOBODY, waits: true });
  }
  const [retailer, last] = [await readParty(tx, retailerId), await lastOrderOf(tx, retailerId)];
  if (last && !CAME.has(last.state)) {
    // Who waits for goods is not asked for more.
    await schedule(tx, { ...key, dueAt: new Date(now.getTime() + DAY_MS), correlationId });
    return done({ wake: NOBODY, waits: true });
  }
  await noteReminded(tx, cause, retailerId);
  await takeDue(tx, key);
  if (retailer?.state !== 'APPROVED' || !last) return refused('not_now');
  const orders = await ordersOfBasket(tx, last.basketId);
  const event = {
    type: 'usual_overdue',
    lines: toldLines(
      terms.catalogue,
      orders.flatMap(({ lines }) => lines),
    ),
    everyDays: Math.max(Math.round(rhythm.gapMs / DAY_MS), 1),
    sinceDays: Math.max(Math.floor((now.getTime() - rhythm.lastAt.getTime()) / DAY_MS), 1),
  } as const;
  const told = await tell(
    tx,
    cause,
    retailerId,
    event,
    `${retailerId}:${rhythm.lastAt.toISOString()}`,
  );
  return done({ wake: { lanes: told.ok ? [told.value.lane] : [], due: [] }, waits: false });
}
