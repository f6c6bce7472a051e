import { assert, unreachable } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { closeHold, settleHold, splitHold } from '../domain/credit/credit.js';
import type { HoldSettlement } from '../domain/credit/credit.js';
import { post, readOrderCredit } from '../domain/ledger/ledger.js';
import { orderCredit, reversal } from '../domain/ledger/recipes.js';
import type { OrderEffect, OrderEvent } from '../domain/orders/lifecycle.js';
import { isOpenOffer } from '../domain/orders/offer-lifecycle.js';
import type { OfferEvent } from '../domain/orders/offer-lifecycle.js';
import type { Offer } from '../domain/orders/offers.js';
import { acceptParts, advance, effectsOf } from '../domain/orders/orders.js';
import type { AcceptedParts, LockedOrder } from '../domain/orders/orders.js';
import { release, releaseRest } from '../domain/stock/stock.js';
import { reschedule } from '../outbox/due.js';
import type { DueKey, DueWork } from '../outbox/due.js';
import { handOver, orderDelivery } from './order-delivery.js';
import { tellParties } from './party-tell.js';
import type { PartyTell } from './party-tell.js';
import { postCreditNote, takeShort } from './short-pick.js';
import type { ShortPick } from './short-pick.js';
import type { Wake } from './wake.js';

export type { PartyTell };

/** An order as its vendor does it and its retailer agreed to it. */
export interface Accepted extends AcceptedParts {
  readonly costMinor: Minor;
  /** What goes on as an order of its own, and how much of the hold with it. */
  readonly rest: HoldSettlement['rest'];
}

/** What a use case brings to an order's event, beside the lifecycle's table. */
export interface Plan {
  readonly reason: string;
  /** The offer made by the event. What it needs is reserved already. */
  readonly offer?: Omit<Offer, 'state'>;
  /** What the event does to the open offer. */
  readonly answer?: { readonly id: string; readonly event: OfferEvent };
  /** When a vendor is looked for; left out: now. */
  readonly assignAt?: Date;
  /** When the retailer's silence about a change of the offer becomes an answer. */
  readonly consentBy?: Date;
  /** What is accepted, where that is not what was asked. */
  readonly accepted?: Accepted;
  /** Left out: the party acts itself and hears the answer in its own hop. */
  readonly tellVendor?: PartyTell;
  readonly tellRetailer?: PartyTell;
  /** What was picked of the order, or taken at the door, where that is less than it was. */
  readonly short?: ShortPick;
  /** When a delivered order is complete. */
  readonly completeBy?: Date;
  /** The orders that part of it goes on as, and how much of the hold with each. */
  readonly split?: readonly { readonly orderId: string; readonly amountMinor: Minor }[];
  /** What is reserved moves to another vendor and is not to be given back. */
  readonly keepStock?: boolean;
}

async function postOrderCredit(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  accepted: Accepted | undefined,
): Promise<void> {
  const offer = order.offers.find(isOpenOffer);
  assert(offer, 'credit is posted for the offer being accepted');
  const { id: orderId, retailerId } = order;
  const { vendorId } = offer;
  const { totalMinor } = accepted ?? order;
  const { costMinor } = accepted ?? offer;
  const posted = await post(
    tx,
    cause,
    orderCredit({ orderId, retailerId, vendorId, totalMinor, costMinor }),
  );
  assert(posted.ok && posted.value.was === 'created', `order ${orderId} is posted once`);
}

async function postReversal(tx: Tx, cause: Cause, order: LockedOrder): Promise<void> {
  const posted = await readOrderCredit(tx, order.id);
  assert(posted, `an accepted order has its posting: ${order.id}`);
  const reversed = await post(tx, cause, reversal({ ...posted, retailerId: order.retailerId }));
  assert(reversed.ok && reversed.value.was === 'created', `order ${order.id} is reversed once`);
}

async function endHold(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  state: 'POSTED' | 'RELEASED',
): Promise<void> {
  const { id: orderId, retailerId } = order;
  const closed = await closeHold(tx, cause, { orderId, retailerId }, state);
  assert(closed.ok, `an order before acceptance has its hold: ${order.id}`);
}

/** The hold becomes a posting: of all of it, or of exactly what was accepted. */
async function postHold(tx: Tx, cause: Cause, order: LockedOrder, plan: Plan): Promise<void> {
  if (!plan.accepted) {
    await endHold(tx, cause, order, 'POSTED');
    return;
  }
  const { id: orderId, retailerId } = order;
  const { totalMinor: acceptedMinor, rest } = plan.accepted;
  const settled = await settleHold(tx, cause, { orderId, retailerId, acceptedMinor, rest });
  assert(settled.ok, `the hold of order ${order.id} bears what is accepted and what is left`);
}

/** The hold is shared with the orders that part of it goes on as. */
async function shareHold(tx: Tx, cause: Cause, order: LockedOrder, plan: Plan): Promise<void> {
  assert(plan.split, 'what goes on as other orders is known');
  if (order.method === 'cod') return;
  const { id: orderId, retailerId } = order;
  const split = await splitHold(tx, cause, { orderId, retailerId }, plan.split);
  assert(split.ok, `the hold of order ${order.id} bears what it is shared with`);
}

/** Keeps what was accepted, and frees the stock of what was not. */
async function takePart(tx: Tx, cause: Cause, order: LockedOrder, plan: Plan): Promise<void> {
  const { accepted } = plan;
  assert(accepted, 'a change that is taken says what of');
  const keep = order.lines.map(({ productId, lineNo }) => {
    const line = accepted.lines.find((one) => one.lineNo === lineNo);
    return { productId, baseQuantity: line?.baseQuantity ?? 0n };
  });
  await acceptParts(tx, order.id, accepted);
  await releaseRest(tx, cause, order.id, keep);
}

async function carryEffect(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  effect: OrderEffect,
  plan: Plan,
): Promise<void> {
  switch (effect) {
    case 'stock:reserve':
      assert(plan.offer, 'an offer is made of what is reserved');
      return;
    case 'stock:release':
      if (plan.keepStock !== true) await release(tx, cause, order.id, plan.reason);
      return;
    case 'stock:release_rest':
      await takePart(tx, cause, order, plan);
      return;
    case 'stock:write_off_short':
      assert(plan.short, 'what is short is known');
      await takeShort(tx, cause, plan.short, plan.reason);
      return;
    case 'stock:consume':
      await handOver(tx, cause, order, plan.short);
      return;
    case 'hold:split':
      await shareHold(tx, cause, order, plan);
      return;
    case 'hold:post':
      if (order.method === 'cod') return;
      await postHold(tx, cause, order, plan);
      return;
    case 'hold:release':
      if (order.method === 'cod') return;
      await endHold(tx, cause, order, 'RELEASED');
      return;
    case 'post:ORDER_CREDIT':
      await postOrderCredit(tx, cause, order, plan.accepted);
      return;
    case 'post:REVERSAL':
      await postReversal(tx, cause, order);
      return;
    case 'post:CREDIT_NOTE':
      assert(plan.short, 'what is short is known');
      await postCreditNote(tx, cause, order, plan.short);
      return;
    case 'delivery:open':
    case 'delivery:cancel':
      // Before everything else: see `orderDelivery`.
      return;
    case 'tell:vendor':
    case 'tell:retailer':
    case 'until:assign_order':
    case 'until:offer_timeout':
    case 'until:consent_timeout':
    case 'until:complete_order':
    case 'owner:vendor':
    case 'owner:delivery':
    case 'owner:operator':
      // Only rows that are added, together with the state: see `carryOut`.
      return;
    default:
      return unreachable(effect, 'order effect');
  }
}

/** The deadlines after the event, and those that end with it. */
function deadlines(
  cause: Cause,
  order: LockedOrder,
  effects: readonly OrderEffect[],
  plan: Plan,
): { drop: DueKey[]; put: DueWork[] } {
  const { correlationId, universe } = cause;
  const drop: DueKey[] = [{ topic: 'assign_order', subjectId: order.id }];
  if (order.state === 'DELIVERED') drop.push({ topic: 'complete_order', subjectId: order.id });
  if (plan.answer) {
    drop.push({ topic: 'offer_timeout', subjectId: plan.answer.id });
    drop.push({ topic: 'consent_timeout', subjectId: plan.answer.id });
  }
  const put: DueWork[] = [];
  if (effects.includes('until:assign_order')) {
    const dueAt = plan.assignAt ?? universe.now();
    put.push({ topic: 'assign_order', subjectId: order.id, dueAt, correlationId });
  }
  if (effects.includes('until:offer_timeout')) {
    assert(plan.offer, 'a vendor has a deadline for an offer');
    const { id: subjectId, replyBy: dueAt } = plan.offer;
    put.push({ topic: 'offer_timeout', subjectId, dueAt, correlationId });
  }
  if (effects.includes('until:consent_timeout')) {
    assert(plan.answer && plan.consentBy, 'a retailer has a deadline for a change');
    const { consentBy: dueAt } = plan;
    put.push({ topic: 'consent_timeout', subjectId: plan.answer.id, dueAt, correlationId });
  }
  if (effects.includes('until:complete_order')) {
    assert(plan.completeBy, 'a delivered order has a time to be complete');
    const { completeBy: dueAt } = plan;
    put.push({ topic: 'complete_order', subjectId: order.id, dueAt, correlationId });
  }
  return { drop, put };
}

/** Those to be told. A party that acts itself is left out of the plan. */
function tellsOf(effects: readonly OrderEffect[], plan: Plan): readonly PartyTell[] {
  const vendor = effects.includes('tell:vendor') ? plan.tellVendor : undefined;
  const retailer = effects.includes('tell:retailer') ? plan.tellRetailer : undefined;
  return [vendor, retailer].filter((told) => told !== undefined);
}

/**
 * Moves a locked order on by an event, and carries out everything the lifecycle's table says goes
 * with it, in this transaction and in lock order: delivery, stock, credit account, then rows that
 * are only added, sent together. Refused as `not_now`, with nothing changed, where the table has no
 * such pair or the offer to be answered is not open. Nobody is left untold in silence: a party
 * without a conversation is named in an event of its own.
 */
export async function carryOut(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  event: OrderEvent,
  plan: Plan,
): Promise<Outcome<Wake, 'not_now'>> {
  const effects = effectsOf(order, event);
  if (!effects.ok) return effects;
  const { reason, offer, answer } = plan;
  const open = order.offers.find(isOpenOffer);
  if (answer && open?.id !== answer.id) return refused('not_now', { state: order.state });
  assert(!open || answer, 'an open offer is answered by every event');

  const delivery = await orderDelivery(tx, cause, order, effects.value, plan.reason);
  for (const effect of effects.value) await carryEffect(tx, cause, order, effect, plan);
  const due = deadlines(cause, order, effects.value, plan);
  const put = [...due.put, ...delivery.put];
  const [advanced, , lanes] = await Promise.all([
    advance(tx, cause, order, event, {
      reason,
      ...(offer && { offer }),
      ...(answer && { answer: { ...answer, reason } }),
    }),
    reschedule(tx, { drop: [...due.drop, ...delivery.drop], put }),
    tellParties(tx, cause, order.id, [...tellsOf(effects.value, plan), ...delivery.tells]),
  ]);
  assert(advanced.ok, 'a locked order moves as its table says');
  return done({ lanes, due: put });
}
