import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { advanceDispute } from '../domain/disputes/disputes.js';
import { takeDue } from '../outbox/due.js';
import { decidedTell, lockDisputed } from './answer-dispute.js';
import { tellParties } from './party-tell.js';
import { postReturn, settleDispute, toldDispute } from './settle-dispute.js';
import type { DisputeTerms, Ruling } from './settle-dispute.js';
import type { Wake } from './wake.js';

/** What an operator decides. */
export interface OperatorRuling extends Ruling {
  readonly disputeId: string;
  readonly reason: string;
}

/**
 * An operator decides a dispute, answered or not: what is given for it is credited, once, and both
 * sides hear it. Locks order, dispute, payments, credit account. Refused as `no_such_dispute`, as
 * `not_now` where it was decided before, as `dispute_more` where more is given than was disputed.
 */
export async function decideDispute(
  tx: Tx,
  cause: Cause,
  terms: DisputeTerms,
  wanted: OperatorRuling,
): Promise<Outcome<{ readonly wake: Wake }, 'no_such_dispute' | 'not_now' | 'dispute_more'>> {
  assert(cause.actor.kind === 'operator', 'an operator decides');
  const locked = await lockDisputed(tx, wanted.disputeId);
  if (!locked) return refused('no_such_dispute');
  const { order, dispute } = locked;
  if (dispute.decision !== null) return refused('not_now', { state: dispute.state });
  const { reason, ...ruling } = wanted;
  if (ruling.granted > dispute.quantity) return refused('dispute_more');
  const { decision, wake } = await settleDispute(tx, cause, order, dispute, {
    event: 'decided',
    ruling,
    reason,
  });
  await takeDue(tx, { topic: 'dispute_reply', subjectId: dispute.id });
  const told = toldDispute(terms.catalogue, order, dispute);
  const { costMinor, grantedQuantity } = decision;
  const lanes = await tellParties(tx, cause, order.id, [
    {
      partyId: order.retailerId,
      key: `${dispute.id}:decided`,
      tell: decidedTell(told, decision, 'operator', reason),
    },
    {
      partyId: dispute.vendorId,
      key: `${dispute.id}:ruled`,
      tell: {
        type: 'dispute_ruled',
        dispute: told,
        granted: formatMilli(grantedQuantity),
        costMinor: costMinor.toString(),
        reason,
      },
    },
  ]);
  return done({ wake: { lanes: [...lanes, ...wake.lanes], due: wake.due } });
}

/**
 * Cash that a decision gives back was handed to the retailer out of the town's till. Locks order,
 * dispute, credit account. Refused as `no_such_dispute`, as `not_now` where no cash waits.
 */
export async function refundDispute(
  tx: Tx,
  cause: Cause,
  wanted: { readonly disputeId: string; readonly reason: string },
): Promise<Outcome<{ readonly wake: Wake }, 'no_such_dispute' | 'not_now'>> {
  assert(cause.actor.kind === 'operator', 'an operator hands cash back');
  const locked = await lockDisputed(tx, wanted.disputeId);
  if (!locked) return refused('no_such_dispute');
  const { order, dispute } = locked;
  const { decision } = dispute;
  if (dispute.state !== 'DECIDED' || decision?.returnedAs !== 'cash') {
    return refused('not_now', { state: dispute.state });
  }
  const { reason } = wanted;
  const settled = await advanceDispute(tx, cause, dispute, 'settled', { reason });
  assert(settled.ok, 'what was decided is settled');
  await postReturn(tx, cause, dispute, decision);
  const lanes = await tellParties(tx, cause, order.id, [
    {
      partyId: order.retailerId,
      key: `${dispute.id}:returned`,
      tell: {
        type: 'money_returned',
        number: order.number.toString(),
        amountMinor: decision.returnedMinor.toString(),
        as: 'cash',
      },
    },
  ]);
  return done({ wake: { lanes, due: [] } });
}
