import type { Cause } from '../base/cause.js';
import { done } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { sealText } from '../base/sealed-text.js';
import type { Tx } from '../db/transaction.js';
import { tellBySms } from '../inbox/tell.js';
import { issueFirstPin } from './issue-pin.js';
import type { PinHolder } from './issue-pin.js';
import type { Wake } from './wake.js';
import { NO_WAKE } from './wake.js';

/** The sort of tell that carries a PIN, sealed until it is on the wire. */
export const PIN_ISSUED = 'pin_issued';

/** What the short-message conversation is told. */
export interface IssuedPin {
  readonly type: typeof PIN_ISSUED;
  readonly sealed: string;
}

/** How a PIN reaches its owner. */
export type SentPin =
  /** On its way by short message; nobody else sees it. */
  | { readonly by: 'sms'; readonly wake: Wake }
  /** There is no way but the one who asked: to be told once, for it is kept only as a hash. */
  | { readonly by: 'operator'; readonly pin: string; readonly wake: Wake };

/**
 * Gives an approved party a first PIN, or a new one for a forgotten one, and sends it by short
 * message where that can be; otherwise, or where `show` asks for it, it is returned. Refusals and
 * locks are those of `issueFirstPin`.
 */
export async function sendFirstPin(
  tx: Tx,
  cause: Cause,
  pinKey: string,
  wanted: {
    readonly partyId: string;
    readonly kinds: readonly PinHolder[];
    readonly show: boolean;
  },
): Promise<Outcome<SentPin, 'no_such_party' | 'not_approved'>> {
  const { partyId, show } = wanted;
  const issued = await issueFirstPin(tx, cause, pinKey, wanted);
  if (!issued.ok) return issued;
  if (!show) {
    const event: IssuedPin = {
      type: PIN_ISSUED,
      sealed: sealText(cause.universe, pinKey, issued.value),
    };
    const told = await tellBySms(tx, cause, partyId, event, cause.universe.newId());
    if (told.ok) return done({ by: 'sms', wake: { lanes: [told.value.lane], due: [] } });
  }
  return done({ by: 'operator', pin: issued.value, wake: NO_WAKE });
}
