import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import {
  closeOpenHold,
  raiseOpenHold,
  settleOpenHold,
  splitOpenHold,
  insertAccount,
  insertHolds,
  selectAccount,
  selectOpenHolds,
} from './queries.js';

/** A retailer's credit as it stands. */
export interface Credit {
  readonly limitMinor: Minor;
  /** Owed. Negative when the retailer is ahead. */
  readonly balanceMinor: Minor;
  /** Set aside for confirmed orders that no vendor accepted yet. */
  readonly heldMinor: Minor;
  /** Limit less balance less holds, never below nothing. */
  readonly availableMinor: Minor;
  /** Their own money with the town. */
  readonly walletMinor: Minor;
  /** No new orders on credit, whatever is available. */
  readonly stopped: boolean;
}

/** Reads a retailer's credit without a lock; undefined without a credit account. */
export async function readCredit(tx: Tx, retailerId: string): Promise<Credit | undefined> {
  const row = await selectAccount(tx, retailerId);
  if (!row) return undefined;
  const left = row.limit_minor - row.balance_minor - row.held_minor;
  return {
    limitMinor: row.limit_minor,
    balanceMinor: row.balance_minor,
    heldMinor: row.held_minor,
    availableMinor: left > 0n ? left : 0n,
    walletMinor: row.wallet_minor,
    stopped: row.stopped,
  };
}

/** Part of a limit set aside for an order that no vendor has accepted yet. */
export interface Hold {
  readonly orderId: string;
  readonly amountMinor: Minor;
  readonly openedAt: Date;
}

/** A retailer's open holds, the latest first: at most a page of them. */
export async function listOpenHolds(tx: Tx, retailerId: string): Promise<readonly Hold[]> {
  const rows = await selectOpenHolds(tx, retailerId, LIMITS.page_rows_max);
  return rows.map((row) => ({
    orderId: row.order_id,
    amountMinor: row.amount_minor,
    openedAt: row.opened_at,
  }));
}

/** Opens a retailer's credit account with its first limit, which is a row of its own. */
export async function openCreditAccount(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  limitMinor: Minor,
  reason: string,
): Promise<Outcome<undefined, 'account_exists'>> {
  const { universe, actor } = cause;
  const change = {
    id: universe.newId(),
    by: actor.id ?? actor.kind,
    reason,
    at: universe.now(),
  };
  const opened = await insertAccount(tx, { retailerId, limitMinor }, change);
  return opened ? done(undefined) : refused('account_exists');
}

/**
 * Sets parts of the limit aside for the orders of one basket, all or none. Locks the credit
 * account: limit less balance less open holds must bear their sum. Refused as `credit_stopped`, or
 * as `credit_short` with what is available and what was asked, both in minor units. Without an
 * account nothing is available.
 */
export async function openHolds(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  holds: readonly { readonly orderId: string; readonly amountMinor: Minor }[],
): Promise<Outcome<undefined, 'credit_short' | 'credit_stopped'>> {
  assert(holds.length > 0, 'something is held');
  for (const { amountMinor } of holds) assert(amountMinor > 0n, 'a hold is above nothing');
  const neededMinor = holds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const at = cause.universe.now();
  if (await insertHolds(tx, { retailerId, holds, neededMinor, at })) return done(undefined);
  const credit = await readCredit(tx, retailerId);
  if (credit?.stopped === true) return refused('credit_stopped');
  return refused('credit_short', {
    availableMinor: (credit?.availableMinor ?? 0n).toString(),
    neededMinor: neededMinor.toString(),
  });
}

/**
 * Shares an order's open hold with orders that part of it goes on as; together they hold what it
 * held, so that no limit is asked about. Locks the hold, which the order's lock guards. Refused
 * where no hold is open that is above the others' sum.
 */
export async function splitHold(
  tx: Tx,
  cause: Cause,
  hold: { readonly orderId: string; readonly retailerId: string },
  others: readonly { readonly orderId: string; readonly amountMinor: Minor }[],
): Promise<Outcome<undefined, 'no_open_hold'>> {
  const split = await splitOpenHold(tx, hold, others, cause.universe.now());
  return split ? done(undefined) : refused('no_open_hold');
}

/**
 * Ends an order's hold: POSTED when a posting takes its place in this transaction, RELEASED when
 * nothing does. Locks the credit account. Once only: refused when no hold is open.
 */
export async function closeHold(
  tx: Tx,
  cause: Cause,
  hold: { readonly orderId: string; readonly retailerId: string },
  state: 'POSTED' | 'RELEASED',
): Promise<Outcome<undefined, 'no_open_hold'>> {
  const closed = await closeOpenHold(tx, hold, state, cause.universe.now());
  return closed ? done(undefined) : refused('no_open_hold');
}

/**
 * Raises an order's open hold to a dearer price that the retailer agrees to. Locks the credit
 * account; refused as `openHolds` is, with nothing changed.
 */
export async function raiseHold(
  tx: Tx,
  hold: { readonly orderId: string; readonly retailerId: string; readonly byMinor: Minor },
): Promise<Outcome<undefined, 'credit_short' | 'credit_stopped'>> {
  assert(hold.byMinor > 0n, 'a hold is raised by something');
  if (await raiseOpenHold(tx, hold)) return done(undefined);
  const credit = await readCredit(tx, hold.retailerId);
  if (credit?.stopped === true) return refused('credit_stopped');
  return refused('credit_short', {
    availableMinor: (credit?.availableMinor ?? 0n).toString(),
    neededMinor: hold.byMinor.toString(),
  });
}

/** How an open hold is shared out once a part of its order was accepted. */
export interface HoldSettlement {
  readonly orderId: string;
  readonly retailerId: string;
  /** What a posting takes the place of, in this transaction. */
  readonly acceptedMinor: Minor;
  /** What goes on as the hold of the order of what is left. */
  readonly rest: { readonly orderId: string; readonly amountMinor: Minor } | null;
}

/**
 * Ends an order's hold with exactly what was accepted, moves what is held for the rest to the
 * rest's own order, and releases what remains. Nothing new is set aside, so that no limit is
 * asked about. Locks the credit account. Once only: refused when no hold is open.
 */
export async function settleHold(
  tx: Tx,
  cause: Cause,
  settlement: HoldSettlement,
): Promise<Outcome<undefined, 'no_open_hold'>> {
  const settled = await settleOpenHold(tx, settlement, cause.universe.now());
  return settled ? done(undefined) : refused('no_open_hold');
}
