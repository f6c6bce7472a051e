import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import {
  advanceDispute,
  disputesBefore,
  lockDispute,
  readDispute,
} from '../domain/disputes/disputes.js';
import type { Dispute } from '../domain/disputes/disputes.js';
import type { DisputeEvent } from '../domain/disputes/lifecycle.js';
import { lockOrder, readOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { lockPayments } from '../domain/payments/payments.js';
import { takeDue } from '../outbox/due.js';
import type { DisputeTell, ToldDispute } from './dispute-tells.js';
import { tellParties } from './party-tell.js';
import { reckonRuling, settleDispute, toldDispute } from './settle-dispute.js';
import type { DisputeTerms } from './settle-dispute.js';
import type { Wake } from './wake.js';

/** A dispute with its order, both locked. */
export interface LockedDispute {
  readonly order: LockedOrder;
  readonly dispute: Dispute;
}

/** Locks a dispute and, before it, its order; undefined when there is none. */
export async function lockDisputed(tx: Tx, id: string): Promise<LockedDispute | undefined> {
  const seen = await readDispute(tx, id);
  const order = seen && (await lockOrder(tx, { id: seen.orderId }));
  const dispute = order && (await lockDispute(tx, id));
  return dispute && { order, dispute };
}

/** What waits for a vendor's answer, as they are told it. Takes no lock. */
export async function readDisputesBefore(
  tx: Tx,
  catalogue: Catalogue,
  vendorId: string,
): Promise<readonly ToldDispute[]> {
  const told: ToldDispute[] = [];
  for (const dispute of await disputesBefore(tx, vendorId)) {
    const order = await readOrder(tx, { id: dispute.orderId });
    if (order) told.push(toldDispute(catalogue, order, dispute));
  }
  return told;
}

/** What a vendor says to a dispute. */
export interface DisputeAnswer {
  readonly vendorId: string;
  /** Null: said in words, about the only one that waits. */
  readonly disputeId: string | null;
  readonly answer: 'agree' | 'refuse' | { readonly quantity: Milli };
  readonly said: string;
}

export interface DisputeAnswered {
  readonly dispute: ToldDispute;
  readonly was: 'agreed' | 'above' | 'part' | 'refused';
  /** What the vendor would give. */
  readonly quantity: string;
  /** What they are paid less, where it is settled. */
  readonly costMinor: string;
  readonly wake: Wake;
}

export type AnswerDisputeRefusal =
  'no_open_dispute' | 'which_dispute' | 'dispute_closed' | 'dispute_more';

async function disputeMeant(
  tx: Tx,
  { vendorId, disputeId }: DisputeAnswer,
): Promise<Outcome<LockedDispute, AnswerDisputeRefusal>> {
  let id = disputeId;
  if (id === null) {
    const [only, another] = await disputesBefore(tx, vendorId);
    if (!only) return refused('no_open_dispute');
    if (another) return refused('which_dispute');
    ({ id } = only);
  }
  const locked = await lockDisputed(tx, id);
  if (locked?.dispute.vendorId !== vendorId) return refused('no_open_dispute');
  const number = locked.order.number.toString();
  return locked.dispute.state === 'OPENED' ? done(locked) : refused('dispute_closed', { number });
}

const TOLD = { agreed: 'agreed', above: 'agreed', part: 'part', refused: 'refused' } as const;
const EVENTS: Readonly<Record<'above' | 'part' | 'refused', DisputeEvent>> = {
  above: 'vendor_agreed_above',
  part: 'vendor_offered_part',
  refused: 'vendor_refused',
};

/** Tells the retailer what became of it, and ends the vendor's deadline. */
async function answered(
  tx: Tx,
  cause: Cause,
  { order, dispute }: LockedDispute,
  tell: DisputeTell,
): Promise<readonly number[]> {
  await takeDue(tx, { topic: 'dispute_reply', subjectId: dispute.id });
  const key = `${dispute.id}:${tell.type}`;
  return tellParties(tx, cause, order.id, [{ partyId: order.retailerId, key, tell }]);
}

/**
 * A vendor answers a dispute. All of it agreed to settles it at once, up to the town's limit: a
 * credit note is posted, what was paid too much is the retailer's own. Above the limit, in part or
 * not at all, an operator decides. Locks order, dispute, payments, credit account. Refused with
 * nothing changed: `no_open_dispute`, `which_dispute`, `dispute_closed` where it was answered
 * before, `dispute_more` where more is offered than was disputed.
 */
export async function answerDispute(
  tx: Tx,
  cause: Cause,
  terms: DisputeTerms,
  wanted: DisputeAnswer,
): Promise<Outcome<DisputeAnswered, AnswerDisputeRefusal>> {
  const meant = await disputeMeant(tx, wanted);
  if (!meant.ok) return meant;
  const { order, dispute } = meant.value;
  const { answer, said } = wanted;
  const quantity =
    answer === 'agree' ? dispute.quantity : answer === 'refuse' ? 0n : answer.quantity;
  const told = toldDispute(terms.catalogue, order, dispute);
  if (quantity > dispute.quantity) return refused('dispute_more', { ...told });
  const vendor = { quantity, said };
  const ruling = { granted: quantity, bearer: 'vendor', returnAs: 'wallet' } as const;
  const whole = quantity === dispute.quantity;
  const limit = BigInt(terms.settings.dispute_auto_limit_minor);
  if (whole) {
    const payments = await lockPayments(tx, order.id);
    const { decision } = await reckonRuling(tx, order, dispute, ruling, payments);
    if (decision.creditMinor <= limit)
      return agree(tx, cause, meant.value, { ruling, vendor, told });
  }
  const was = whole ? 'above' : quantity > 0n ? 'part' : 'refused';
  const advanced = await advanceDispute(tx, cause, dispute, EVENTS[was], { vendor, reason: said });
  assert(advanced.ok, 'an open dispute can be answered');
  const names = await readNames(tx, [dispute.vendorId]);
  const offered = formatMilli(quantity);
  const lanes = await answered(tx, cause, meant.value, {
    type: 'dispute_answered',
    dispute: told,
    vendor: names.get(dispute.vendorId) ?? '',
    answer: TOLD[was],
    quantity: offered,
  });
  return done({ dispute: told, was, quantity: offered, costMinor: '0', wake: { lanes, due: [] } });
}

async function agree(
  tx: Tx,
  cause: Cause,
  locked: LockedDispute,
  agreed: {
    readonly ruling: Parameters<typeof settleDispute>[4]['ruling'];
    readonly vendor: { readonly quantity: Milli; readonly said: string };
    readonly told: ToldDispute;
  },
): Promise<Outcome<DisputeAnswered, never>> {
  const { ruling, vendor, told } = agreed;
  const { order, dispute } = locked;
  const settled = await settleDispute(tx, cause, order, dispute, {
    event: 'vendor_agreed',
    ruling,
    reason: vendor.said,
    vendor,
  });
  const lanes = await answered(
    tx,
    cause,
    locked,
    decidedTell(told, settled.decision, 'vendor', ''),
  );
  const wake = { lanes: [...lanes, ...settled.wake.lanes], due: settled.wake.due };
  return done({
    dispute: told,
    was: 'agreed',
    quantity: told.quantity,
    costMinor: settled.decision.costMinor.toString(),
    wake,
  });
}

/** What the retailer hears of a decision. */
export function decidedTell(
  told: ToldDispute,
  decision: Awaited<ReturnType<typeof settleDispute>>['decision'],
  by: 'vendor' | 'operator',
  reason: string,
): DisputeTell {
  return {
    type: 'dispute_decided',
    dispute: told,
    by,
    granted: formatMilli(decision.grantedQuantity),
    creditMinor: decision.creditMinor.toString(),
    returnedMinor: decision.returnedMinor.toString(),
    returnedAs: decision.returnedAs,
    reason,
  };
}

/**
 * The vendor's time for an answer has passed: an operator decides, and both hear so. Locks order,
 * dispute. Refused as `not_now` where it was answered, or its time has not come.
 */
export async function timeOutDispute(
  tx: Tx,
  cause: Cause,
  terms: DisputeTerms,
  disputeId: string,
): Promise<Outcome<{ readonly wake: Wake }, 'not_now'>> {
  const locked = await lockDisputed(tx, disputeId);
  if (locked?.dispute.state !== 'OPENED') {
    await takeDue(tx, { topic: 'dispute_reply', subjectId: disputeId });
    return refused('not_now');
  }
  const { order, dispute } = locked;
  if (dispute.replyBy > cause.universe.now()) return refused('not_now');
  const advanced = await advanceDispute(tx, cause, dispute, 'vendor_timed_out');
  assert(advanced.ok, 'an open dispute can time out');
  const told = toldDispute(terms.catalogue, order, dispute);
  const names = await readNames(tx, [dispute.vendorId]);
  const toRetailer = await answered(tx, cause, locked, {
    type: 'dispute_answered',
    dispute: told,
    vendor: names.get(dispute.vendorId) ?? '',
    answer: 'silent',
    quantity: '0',
  });
  const toVendor = await tellParties(tx, cause, order.id, [
    {
      partyId: dispute.vendorId,
      key: `${dispute.id}:lapsed`,
      tell: { type: 'dispute_lapsed', dispute: told },
    },
  ]);
  return done({ wake: { lanes: [...toRetailer, ...toVendor], due: [] } });
}
