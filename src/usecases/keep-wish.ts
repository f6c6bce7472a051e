import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { SaidWish } from '../domain/baskets/baskets.js';
import type { OrderState } from '../domain/orders/lifecycle.js';
import { lockOrder, noteEvent, ordersOfRetailer } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { keepWish } from '../domain/wishes/wishes.js';
import type { OrderWish } from '../domain/wishes/wishes.js';
import { tell } from '../inbox/tell.js';
import { NO_WAKE } from './wake.js';
import type { Wake } from './wake.js';

export interface KeptWish {
  readonly number: bigint;
  readonly wish: OrderWish;
  readonly wake: Wake;
}

/** Until the goods are on their way, somebody can still heed it. */
const HEEDED_IN: readonly OrderState[] = [
  'CONFIRMED',
  'VENDOR_ASSIGNED',
  'ACCEPTED',
  'READY_FOR_DISPATCH',
];

/**
 * Keeps what a retailer wishes of the delivery with their latest order that is not on its way
 * yet, as an event of the order; the vendor before whom it lies, or who does it, hears it. Locks
 * the order. Refused as `no_open_order` when there is none.
 */
export async function keepWishOfOrder(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  said: SaidWish,
): Promise<Outcome<KeptWish, 'no_open_order'>> {
  const orders = await ordersOfRetailer(tx, retailerId);
  const latest = orders.find((order) => HEEDED_IN.includes(order.state));
  const order = latest && (await lockOrder(tx, { id: latest.id }));
  if (!order || !HEEDED_IN.includes(order.state)) return refused('no_open_order');
  const { number, vendorId } = order;
  const wish = await keepWish(tx, order.id, said);
  const words = [said.time, said.note].filter((one) => one !== null).join('; ');
  await noteEvent(tx, cause, order.id, 'delivery_wished', words);
  if (vendorId === null) return done({ number, wish, wake: NO_WAKE });
  const names = await readNames(tx, [retailerId]);
  const told = {
    type: 'delivery_wished',
    number: number.toString(),
    retailer: names.get(retailerId) ?? '',
    wish: { time: said.time ?? '', note: said.note ?? '' },
  } as const;
  const heard = await tell(tx, cause, vendorId, told, cause.universe.newId());
  const lanes = heard.ok ? [heard.value.lane] : [];
  return done({ number, wish, wake: { lanes, due: [] } });
}
