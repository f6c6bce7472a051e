import type { Cause } from '../base/cause.js';
import type { Tx } from '../db/transaction.js';
import { tell } from '../inbox/tell.js';
import type { Placed } from './place-order.js';
import type { Tell, ToldSplit } from './tells.js';
import type { Wake } from './wake.js';
import { NO_WAKE } from './wake.js';

/** How the receipt goes out; null where nothing reaches the retailer but the keypad itself. */
export interface SentReceipt {
  readonly by: 'whatsapp' | 'sms' | null;
  readonly wake: Wake;
}

/** What is told of the orders a basket became, where that is not simply one. */
export function toldSplit({ orders, joined }: Placed): { readonly split?: ToldSplit } {
  if (joined) return { split: { orders: [] } };
  if (orders.length === 1) return {};
  return {
    split: {
      orders: orders.map(({ number, totalMinor, lines }) => ({
        number: number.toString(),
        totalMinor: totalMinor.toString(),
        lines,
      })),
    },
  };
}

/**
 * Sends the receipt of an order that was placed where nothing stays to be read again: into the
 * retailer's conversation in words, in the order's own transaction, once per order; by short
 * message to whoever has none. Only adds rows.
 */
export async function tellReceipt(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  placed: Placed,
): Promise<SentReceipt> {
  const receipt: Tell = {
    type: 'order_receipt',
    number: placed.number.toString(),
    totalMinor: placed.totalMinor.toString(),
    ...toldSplit(placed),
  };
  const told = await tell(tx, cause, retailerId, receipt, placed.orderId);
  if (!told.ok) return { by: null, wake: NO_WAKE };
  return { by: told.value.by, wake: { lanes: [told.value.lane], due: [] } };
}
