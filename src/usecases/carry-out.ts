import { assert, unreachable } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import { closeHold } from '../domain/credit/credit.js';
import { post, readPosting } from '../domain/ledger/ledger.js';
import { orderCredit, orderCreditKey, reversal } from '../domain/ledger/recipes.js';
import type { OrderEffect, OrderEvent } from '../domain/orders/lifecycle.js';
import type { Offer } from '../domain/orders/offers.js';
import { advance, effectsOf } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { release } from '../domain/stock/stock.js';
import { tell } from '../inbox/tell.js';
import { reschedule } from '../outbox/due.js';
import type { DueKey, DueWork } from '../outbox/due.js';
import type { Tell } from './tells.js';
import type { Wake } from './wake.js';

/** An event for a party's own conversation; the key makes it once. */
export interface PartyTell {
  readonly partyId: string;
  readonly tell: Tell;
  readonly key: string;
}

/** What a use case brings to an order's event, beside the lifecycle's table. */
export interface Plan {
  readonly reason: string;
  /** The offer made by the event. What it needs is reserved already. */
  readonly offer?: Omit<Offer, 'state'>;
  /** The open offer ended by the event. */
  readonly answer?: {
    readonly id: string;
    readonly state: 'ACCEPTED' | 'DECLINED' | 'TIMED_OUT' | 'WITHDRAWN';
  };
  /** Left out: the party acts itself and hears the answer in its own hop. */
  readonly tellVendor?: PartyTell;
  readonly tellRetailer?: PartyTell;
  /** What is reserved moves to another vendor and is not to be given back. */
  readonly keepStock?: boolean;
}

async function postOrderCredit(tx: Tx, cause: Cause, order: LockedOrder): Promise<void> {
  const offer = order.offers.find((one) => one.state === 'OFFERED');
  assert(offer, 'credit is posted for the offer being accepted');
  const { id: orderId, retailerId, totalMinor } = order;
  const { vendorId, costMinor } = offer;
  const posted = await post(
    tx,
    cause,
    orderCredit({ orderId, retailerId, vendorId, totalMinor, costMinor }),
  );
  assert(posted.ok && posted.value.was === 'created', `order ${orderId} is posted once`);
}

async function postReversal(tx: Tx, cause: Cause, order: LockedOrder): Promise<void> {
  const posted = await readPosting(tx, orderCreditKey(order.id));
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

/** Tells a party; words for the order's history when there is nowhere to tell it. */
async function tellOne(
  tx: Tx,
  cause: Cause,
  who: string,
  told: PartyTell | undefined,
  lanes: number[],
): Promise<string | undefined> {
  if (!told) return undefined;
  const outcome = await tell(tx, cause, told.partyId, told.tell, told.key);
  if (!outcome.ok) return `${who} not told: no conversation`;
  lanes.push(outcome.value.lane);
  return undefined;
}

async function carryEffect(
  tx: Tx,
  cause: Cause,
  work: { readonly order: LockedOrder; readonly plan: Plan; readonly lanes: number[] },
  effect: OrderEffect,
): Promise<string | undefined> {
  const { order, plan, lanes } = work;
  switch (effect) {
    case 'stock:reserve':
      assert(plan.offer, 'an offer is made of what is reserved');
      return undefined;
    case 'stock:release':
      if (plan.keepStock !== true) await release(tx, cause, order.id, plan.reason);
      return undefined;
    case 'hold:post':
      await endHold(tx, cause, order, 'POSTED');
      return undefined;
    case 'hold:release':
      await endHold(tx, cause, order, 'RELEASED');
      return undefined;
    case 'post:ORDER_CREDIT':
      await postOrderCredit(tx, cause, order);
      return undefined;
    case 'post:REVERSAL':
      await postReversal(tx, cause, order);
      return undefined;
    case 'tell:vendor':
      return tellOne(tx, cause, 'vendor', plan.tellVendor, lanes);
    case 'tell:retailer':
      return tellOne(tx, cause, 'retailer', plan.tellRetailer, lanes);
    case 'until:assign_order':
    case 'until:offer_timeout':
    case 'owner:vendor':
    case 'owner:operator':
      // Deadlines are left together at the end; owners are a column that `advance` writes.
      return undefined;
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
  if (plan.answer) drop.push({ topic: 'offer_timeout', subjectId: plan.answer.id });
  const put: DueWork[] = [];
  if (effects.includes('until:assign_order')) {
    const dueAt = universe.now();
    put.push({ topic: 'assign_order', subjectId: order.id, dueAt, correlationId });
  }
  if (effects.includes('until:offer_timeout')) {
    assert(plan.offer, 'a vendor has a deadline for an offer');
    const { id: subjectId, replyBy: dueAt } = plan.offer;
    put.push({ topic: 'offer_timeout', subjectId, dueAt, correlationId });
  }
  return { drop, put };
}

/**
 * Moves a locked order on by an event, and carries out everything the lifecycle's table says goes
 * with it, in this transaction and in lock order: stock, credit account, then rows that are only
 * added. Refused as `not_now`, with nothing changed, where the table has no such pair or the
 * offer to be answered is not open. A party that cannot be told is named in the status event.
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
  const { offer, answer } = plan;
  const open = order.offers.find((one) => one.state === 'OFFERED');
  if (answer && open?.id !== answer.id) return refused('not_now', { state: order.state });
  assert(!open || answer, 'an open offer is answered by every event');

  const lanes: number[] = [];
  const notes = [plan.reason];
  for (const effect of effects.value) {
    const note = await carryEffect(tx, cause, { order, plan, lanes }, effect);
    if (note !== undefined) notes.push(note);
  }
  const advanced = await advance(tx, cause, order, event, {
    reason: notes.filter((note) => note !== '').join('; '),
    ...(offer && { offer }),
    ...(answer && { answer: { ...answer, reason: plan.reason } }),
  });
  assert(advanced.ok, 'a locked order moves as its table says');
  const due = deadlines(cause, order, effects.value, plan);
  await reschedule(tx, due);
  return done({ lanes, due: due.put });
}
