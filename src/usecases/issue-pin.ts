import type { Cause } from '../base/cause.js';
import { USSD } from '../base/ussd-limits.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { readParty } from '../domain/parties/parties.js';
import { isWeakPin, issuePin, sealPin } from '../domain/pins/pins.js';

/** Digits that nobody tries first. */
function drawPin({ universe }: Cause): string {
  for (;;) {
    const digits = String(universe.random(10 ** USSD.pin_digits)).padStart(USSD.pin_digits, '0');
    if (!isWeakPin(digits)) return digits;
  }
}

/** Who has a menu on the keypad that asks for a PIN. */
export type PinHolder = 'retailer' | 'vendor' | 'driver';

/**
 * Gives an approved party of one of these kinds a first PIN, also in place of a forgotten or locked
 * one, and returns it: to be told to them by whoever asked, once, for it is kept only sealed. It
 * must be changed at its first use. Locks the party's PIN row. Refused as `no_such_party` or
 * `not_approved`. `sendFirstPin` sends it on without anybody reading it.
 */
export async function issueFirstPin(
  tx: Tx,
  cause: Cause,
  pinKey: string,
  wanted: { readonly partyId: string; readonly kinds: readonly PinHolder[] },
): Promise<Outcome<string, 'no_such_party' | 'not_approved'>> {
  const { partyId, kinds } = wanted;
  const party = await readParty(tx, partyId);
  if (!party || !kinds.some((kind) => kind === party.kind)) return refused('no_such_party');
  if (party.state !== 'APPROVED') return refused('not_approved');
  const digits = drawPin(cause);
  await issuePin(tx, cause, partyId, sealPin(pinKey, tx.townId, partyId, digits));
  return done(digits);
}
