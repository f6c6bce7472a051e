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

/**
 * Gives an approved retailer a first PIN, also in place of a forgotten or locked one, and returns
 * it: to be told to them by whoever asked, once, for it is kept only sealed. It must be changed at
 * its first use. Locks the party's PIN row. Refused as `no_such_retailer` or `not_approved`.
 * `sendFirstPin` sends it on without anybody reading it.
 */
export async function issueFirstPin(
  tx: Tx,
  cause: Cause,
  pinKey: string,
  retailerId: string,
): Promise<Outcome<string, 'no_such_retailer' | 'not_approved'>> {
  const retailer = await readParty(tx, retailerId);
  if (retailer?.kind !== 'retailer') return refused('no_such_retailer');
  if (retailer.state !== 'APPROVED') return refused('not_approved');
  const digits = drawPin(cause);
  await issuePin(tx, cause, retailerId, sealPin(pinKey, tx.townId, retailerId, digits));
  return done(digits);
}
