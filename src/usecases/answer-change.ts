import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { readChange } from '../domain/offers/changes.js';
import { lockOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { takeDue } from '../outbox/due.js';
import { settleChange } from './settle-change.js';
import type { ChangeChoice, ChangeSettled, ChangeTerms, WaitingChange } from './settle-change.js';
import type { Wake } from './wake.js';

export interface ChangeAnswer {
  readonly retailerId: string;
  readonly offerId: string;
  /** The change as the retailer saw it: the vendor may have thought better of it since. */
  readonly changeNo: number;
  readonly choice: ChangeChoice;
}

/** Locks the order of an offer and finds the change that waits in it. */
async function lockWaiting(tx: Tx, offerId: string): Promise<WaitingChange | undefined> {
  const order = await lockOrder(tx, { offerId });
  const offer = order?.offers.find((one) => one.id === offerId);
  if (!order || (offer?.state !== 'PART_OFFERED' && offer?.state !== 'COUNTERED')) {
    return undefined;
  }
  const change = await readChange(tx, offerId);
  return change && { order, offer, change };
}

/** What the retailer hears beside what was decided: who the vendor is. */
export type ChangeAnswered = ChangeSettled & { readonly vendor: string };

/**
 * A retailer answers what they were asked about a vendor's change. One winner: of this, the
 * vendor's next word, a cancellation and the deadline the first counts. Locks order, offer, stock,
 * credit account. Refused as `change_gone` when that change does not wait for this retailer (any
 * more), as `credit_short` or `credit_stopped` when the credit cannot bear a dearer price; a
 * refusal has changed nothing.
 */
export async function answerChange(
  tx: Tx,
  cause: Cause,
  terms: ChangeTerms,
  wanted: ChangeAnswer,
): Promise<Outcome<ChangeAnswered, 'change_gone' | 'credit_short' | 'credit_stopped'>> {
  const waiting = await lockWaiting(tx, wanted.offerId);
  if (waiting?.order.retailerId !== wanted.retailerId) return refused('change_gone');
  const number = waiting.order.number.toString();
  if (waiting.change.changeNo !== wanted.changeNo) return refused('change_gone', { number });
  const names = await readNames(tx, [waiting.offer.vendorId]);
  const vendor = names.get(waiting.offer.vendorId) ?? '';
  const tells = { vendor: true, retailer: null, vendorName: vendor } as const;
  const settled = await settleChange(tx, cause, terms, waiting, wanted.choice, tells);
  if (settled.ok) return done({ ...settled.value, vendor });
  if (settled.refusal === 'not_now') return refused('change_gone', { number });
  return refused(settled.refusal, { ...settled.detail, number });
}

/**
 * The retailer's silence becomes the town's answer once its time has passed; a dearer price that
 * the credit cannot bear is refused then. Locks as `answerChange` does. Refused as `not_now` when
 * the change was decided upon meanwhile, or a later one has more time.
 */
export async function timeOutChange(
  tx: Tx,
  cause: Cause,
  terms: ChangeTerms,
  offerId: string,
): Promise<Outcome<{ readonly wake: Wake }, 'not_now'>> {
  const waiting = await lockWaiting(tx, offerId);
  if (!waiting) {
    await takeDue(tx, { topic: 'consent_timeout', subjectId: offerId });
    return refused('not_now');
  }
  if (waiting.change.replyBy > cause.universe.now()) return refused('not_now');
  const names = await readNames(tx, [waiting.offer.vendorId]);
  const vendorName = names.get(waiting.offer.vendorId) ?? '';
  const tells = { vendor: true, retailer: 'silence', vendorName } as const;
  const silence = waiting.change.kind === 'part' ? terms.settings.consent_silence : 'refuse';
  const settled = await settleChange(tx, cause, terms, waiting, silence, tells);
  if (settled.ok) return done({ wake: settled.value.wake });
  if (settled.refusal === 'not_now') return refused('not_now');
  const off = await settleChange(tx, cause, terms, waiting, 'refuse', tells);
  return off.ok ? done({ wake: off.value.wake }) : refused('not_now');
}
