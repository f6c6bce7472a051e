import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { lockDriver, markCashOverdue } from '../domain/drivers/drivers.js';
import { post } from '../domain/ledger/ledger.js';
import { cashHandedOver } from '../domain/ledger/recipes.js';
import { readParty } from '../domain/parties/parties.js';
import {
  advancePayment,
  claimHandOver,
  lockHandOver,
  lockHeld,
  recordCount,
} from '../domain/payments/payments.js';
import type { HandOver } from '../domain/payments/payments.js';
import type { TownSettings } from '../domain/towns/towns.js';
import { tell } from '../inbox/tell.js';
import { reschedule, schedule, takeDue } from '../outbox/due.js';
import type { Wake } from './wake.js';

/** What a driver says they bring, beside what the books say they hold. */
export interface Claimed {
  readonly claimedMinor: Minor;
  readonly heldMinor: Minor;
}

/**
 * A driver says that they hand cash over: all they hold, or an amount. Nothing moves until somebody
 * of the town has counted it. Locks the driver's profile. Refused as `no_cash` where they hold
 * none.
 */
export async function claimCash(
  tx: Tx,
  cause: Cause,
  driverId: string,
  amountMinor: Minor | null,
): Promise<Outcome<Claimed, 'no_cash'>> {
  const { heldMinor } = await lockDriver(tx, cause, driverId);
  if (heldMinor <= 0n) return refused('no_cash');
  const claimedMinor = amountMinor ?? heldMinor;
  assert(claimedMinor > 0n, 'something is handed over');
  await claimHandOver(tx, cause, driverId, claimedMinor);
  return done({ claimedMinor, heldMinor });
}

/** What somebody of the town counted. */
export interface CashCount {
  readonly driverId: string;
  readonly countedMinor: Minor;
  readonly reason: string;
}

export interface Counted {
  readonly handOverId: string;
  readonly state: HandOver['state'];
  readonly claimedMinor: Minor | null;
  readonly heldMinor: Minor;
  readonly countedMinor: Minor;
  /** What the driver still holds by the books. */
  readonly leftMinor: Minor;
  readonly wake: Wake;
}

/** The oldest money comes first: what is covered by the count is settled. */
async function settleHeld(
  tx: Tx,
  cause: Cause,
  driverId: string,
  countedMinor: Minor,
  leftMinor: Minor,
): Promise<void> {
  let covered = countedMinor;
  for (const payment of await lockHeld(tx, driverId)) {
    covered -= payment.takenMinor;
    if (covered < 0n && leftMinor > 0n) return;
    // What was taken short waits for the rest of it, or for an operator.
    if (payment.state !== 'PENDING') continue;
    const settled = await advancePayment(tx, cause, payment, 'settled', { reason: 'handed over' });
    assert(settled.ok, 'a locked attempt that is pending settles');
  }
}

/**
 * Somebody of the town counted a driver's cash: what was counted goes into the town's till, and
 * what lacks stays with the driver, by the books too. The driver hears both. Locks the driver's
 * profile, the claim, the attempts held. Refused as `no_cash` where they hold none, as
 * `more_than_held` where more was counted than the books say: then something was not reported yet.
 */
export async function countCash(
  tx: Tx,
  cause: Cause,
  settings: TownSettings,
  count: CashCount,
): Promise<Outcome<Counted, 'no_such_driver' | 'no_cash' | 'more_than_held'>> {
  assert(cause.actor.kind === 'operator', 'an operator counts');
  const { driverId, countedMinor, reason } = count;
  const driver = await readParty(tx, driverId);
  if (driver?.kind !== 'driver') return refused('no_such_driver');
  const { heldMinor } = await lockDriver(tx, cause, driverId);
  const claim = await lockHandOver(tx, driverId);
  if (heldMinor <= 0n) return refused('no_cash');
  if (countedMinor > heldMinor) return refused('more_than_held', { held: heldMinor.toString() });
  const leftMinor = heldMinor - countedMinor;
  const id = claim?.id ?? cause.universe.newId();
  const counted = { id, driverId, heldMinor, countedMinor, reason };
  if (countedMinor > 0n) await settleHeld(tx, cause, driverId, countedMinor, leftMinor);
  const state = await recordCount(tx, cause, claim, counted);
  if (countedMinor > 0n) {
    const posting = cashHandedOver({ handOverId: id, driverId, amountMinor: countedMinor });
    const posted = await post(tx, cause, posting);
    assert(posted.ok && posted.value.was === 'created', `hand-over ${id} is posted once`);
  }
  if (leftMinor === 0n) await markCashOverdue(tx, cause, driverId, false);
  await watch(tx, cause, settings, driverId, leftMinor);
  const told = {
    type: 'cash_counted',
    countedMinor: countedMinor.toString(),
    heldMinor: heldMinor.toString(),
    leftMinor: leftMinor.toString(),
  };
  const heard = await tell(tx, cause, driverId, told, id);
  const wake = { lanes: heard.ok ? [heard.value.lane] : [], due: [] };
  const claimedMinor = claim?.claimedMinor ?? null;
  return done({ handOverId: id, state, claimedMinor, heldMinor, countedMinor, leftMinor, wake });
}

/** What is left has its time anew; nothing left is nothing awaited. */
async function watch(
  tx: Tx,
  cause: Cause,
  settings: TownSettings,
  driverId: string,
  leftMinor: Minor,
): Promise<void> {
  const key = { topic: 'cash_overdue', subjectId: driverId } as const;
  const { correlationId } = cause;
  const dueAt = new Date(cause.universe.nowMs() + settings.cash_hand_over_ms);
  if (leftMinor === 0n) await reschedule(tx, { drop: [key], put: [] });
  else await schedule(tx, { ...key, dueAt, correlationId });
}

/**
 * A driver holds cash for too long: the town's people see it, and the driver is reminded. Locks the
 * driver's profile. Refused as `not_now` where they hold none any more.
 */
export async function noteCashOverdue(
  tx: Tx,
  cause: Cause,
  driverId: string,
): Promise<Outcome<{ readonly wake: Wake }, 'not_now'>> {
  const { heldMinor } = await lockDriver(tx, cause, driverId);
  await takeDue(tx, { topic: 'cash_overdue', subjectId: driverId });
  if (heldMinor <= 0n) return refused('not_now');
  await markCashOverdue(tx, cause, driverId, true);
  const told = { type: 'cash_due', heldMinor: heldMinor.toString() };
  const key = `${driverId}:${cause.universe.now().toISOString()}`;
  const heard = await tell(tx, cause, driverId, told, key);
  return done({ wake: { lanes: heard.ok ? [heard.value.lane] : [], due: [] } });
}
