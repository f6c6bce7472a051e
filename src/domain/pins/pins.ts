import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cause } from '../../base/cause.js';
import { USSD } from '../../base/ussd-limits.js';
import type { Tx } from '../../db/transaction.js';
import { insertPinChange, lockPin, updateTries, upsertPin, writePending } from './queries.js';
import type { PinRow } from './queries.js';

/**
 * PINs, which guard money where a gateway only asserts whose phone it is. In: digits, in memory
 * alone; what is kept is their HMAC-SHA256 under a key that the database never sees, over town
 * and party too, so that equal PINs of two people look different. Nothing here returns, logs or
 * throws what was typed.
 */

/** A PIN as it is kept. Made by `sealPin`; digits go no further. */
export type SealedPin = Buffer & { readonly sealed: unique symbol };

const DIGITS = /^\d+$/;

/** Whether something typed could be a PIN at all. */
export function isPin(typed: string): boolean {
  return typed.length === USSD.pin_digits && DIGITS.test(typed);
}

/** Seals digits for one party under the service's key. */
export function sealPin(key: string, townId: string, partyId: string, digits: string): SealedPin {
  const sealed = createHmac('sha256', key).update(`pin ${townId} ${partyId} ${digits}`).digest();
  return sealed as SealedPin;
}

/** Digits that others try first: all the same, or one after the other. */
export function isWeakPin(digits: string): boolean {
  const steps = [...digits.slice(1)].map((digit, i) => Number(digit) - Number(digits[i]));
  return [-1, 0, 1].some((step) => steps.every((one) => one === step));
}

/** How a check ended. `first` is right, and must be changed before it opens anything. */
export interface PinCheck {
  readonly result: 'right' | 'first' | 'wrong' | 'locked' | 'none';
  /** Before it is locked. */
  readonly triesLeft: number;
}

function isSame(row: Buffer, given: SealedPin): boolean {
  return row.length === given.length && timingSafeEqual(row, given);
}

/**
 * Checks a PIN and counts the try: wrong `pin_tries_max` times in a row locks it for
 * `pin_locked_ms`, whatever is typed meanwhile. Locks the party's PIN row.
 */
export async function checkPin(
  tx: Tx,
  cause: Cause,
  partyId: string,
  given: SealedPin,
): Promise<PinCheck> {
  const row = await lockPin(tx, partyId);
  if (!row) return { result: 'none', triesLeft: 0 };
  const now = cause.universe.now();
  if (row.locked_until !== null && row.locked_until > now)
    return { result: 'locked', triesLeft: 0 };
  if (isSame(row.pin_hmac, given)) {
    if (row.failed_tries > 0 || row.locked_until !== null) await updateTries(tx, partyId, 0, null);
    return { result: row.is_first ? 'first' : 'right', triesLeft: USSD.pin_tries_max };
  }
  return countFailure(tx, cause, partyId, row);
}

async function countFailure(tx: Tx, cause: Cause, partyId: string, row: PinRow): Promise<PinCheck> {
  // A lock that ran out leaves no tries behind it.
  const before = row.locked_until === null ? row.failed_tries : 0;
  const tries = before + 1;
  const triesLeft = USSD.pin_tries_max - tries;
  if (triesLeft > 0) {
    await updateTries(tx, partyId, tries, null);
    return { result: 'wrong', triesLeft };
  }
  const until = new Date(cause.universe.nowMs() + USSD.pin_locked_ms);
  await updateTries(tx, partyId, tries, until);
  await insertPinChange(tx, cause, partyId, 'locked');
  return { result: 'locked', triesLeft: 0 };
}

/** Notes a new PIN typed once. Locks the party's PIN row; there must be one. */
export async function notePin(tx: Tx, partyId: string, chosen: SealedPin): Promise<void> {
  await writePending(tx, partyId, chosen);
}

/**
 * Sets the new PIN if it is the one that was noted; otherwise the note is gone and both are typed
 * anew. Locks the party's PIN row.
 */
export async function setNotedPin(
  tx: Tx,
  cause: Cause,
  partyId: string,
  chosen: SealedPin,
): Promise<'set' | 'differs'> {
  const row = await lockPin(tx, partyId);
  if (!row?.pending_hmac || !isSame(row.pending_hmac, chosen)) {
    await writePending(tx, partyId, null);
    return 'differs';
  }
  await upsertPin(tx, cause, partyId, chosen, false);
  await insertPinChange(tx, cause, partyId, 'changed');
  return 'set';
}

/**
 * Gives a party a first PIN, or a new one in place of a forgotten one: tries and lock are gone,
 * and it must be changed at its first use. Locks the party's PIN row.
 */
export async function issuePin(
  tx: Tx,
  cause: Cause,
  partyId: string,
  first: SealedPin,
): Promise<void> {
  await upsertPin(tx, cause, partyId, first, true);
  await insertPinChange(tx, cause, partyId, 'issued');
}
