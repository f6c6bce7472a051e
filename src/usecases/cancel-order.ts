import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { OrderState } from '../domain/orders/lifecycle.js';
import { isOpenOffer } from '../domain/orders/offer-lifecycle.js';
import { lockOrder, ordersOfRetailer } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { carryOut } from './carry-out.js';
import type { Plan } from './carry-out.js';
import type { Wake } from './wake.js';

export interface Cancelled {
  readonly orderId: string;
  readonly number: bigint;
  readonly wake: Wake;
}

/** A retailer may still change their mind before a vendor has said yes. */
const RETAILER_MAY_IN: readonly OrderState[] = ['CONFIRMED', 'VENDOR_ASSIGNED'];

/** Ends whatever the order holds and tells those who did not do it themselves. */
async function cancel(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  reason: string,
): Promise<Outcome<Cancelled, 'not_now'>> {
  const number = order.number.toString();
  const by = cause.actor.kind;
  const open = order.offers.find(isOpenOffer);
  const cancelled = { type: 'order_cancelled', number, by } as const;
  const plan: Plan = {
    reason,
    ...(open && { answer: { id: open.id, event: 'withdrawn' } }),
    ...(order.vendorId !== null && {
      tellVendor: {
        partyId: order.vendorId,
        key: `${order.id}:vendor`,
        tell: open ? { type: 'offer_closed', number, why: 'cancelled' } : cancelled,
      },
    }),
    ...(by !== 'retailer' && {
      tellRetailer: { partyId: order.retailerId, key: order.id, tell: cancelled },
    }),
  };
  const carried = await carryOut(tx, cause, order, 'cancelled', plan);
  if (!carried.ok) return carried;
  return done({ orderId: order.id, number: order.number, wake: carried.value });
}

/**
 * A retailer takes an order back, by number or (null) the only one that can be. Possible until a
 * vendor accepted. Locks order, offer, stock, credit account. A refusal has changed nothing.
 */
export async function cancelOwnOrder(
  tx: Tx,
  cause: Cause,
  wanted: { readonly retailerId: string; readonly number: bigint | null },
): Promise<Outcome<Cancelled, 'no_such_order' | 'no_open_order' | 'which_order' | 'not_now'>> {
  let { number } = wanted;
  if (number === null) {
    const orders = await ordersOfRetailer(tx, wanted.retailerId);
    const [only, another] = orders.filter((one) => RETAILER_MAY_IN.includes(one.state));
    if (!only) return refused('no_open_order');
    if (another) return refused('which_order');
    number = only.number;
  }
  const order = await lockOrder(tx, { number });
  if (order?.retailerId !== wanted.retailerId) {
    return refused('no_such_order', { number: number.toString() });
  }
  if (!RETAILER_MAY_IN.includes(order.state)) {
    return refused('not_now', { number: number.toString(), state: order.state });
  }
  return cancel(tx, cause, order, '');
}

/**
 * An operator cancels an order in any state the lifecycle allows; a credit posting is reversed.
 * Locks order, offer, stock, credit account.
 */
export async function cancelOrder(
  tx: Tx,
  cause: Cause,
  wanted: { readonly orderId: string; readonly reason: string },
): Promise<Outcome<Cancelled, 'no_such_order' | 'not_now'>> {
  const order = await lockOrder(tx, { id: wanted.orderId });
  return order ? cancel(tx, cause, order, wanted.reason) : refused('no_such_order');
}
