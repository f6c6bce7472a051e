import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { effectsOf, lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { shortLines } from '../domain/picking/picking.js';
import type { Pick } from '../domain/picking/picking.js';
import { carryOut } from './carry-out.js';
import type { PartyTell } from './carry-out.js';
import { reckonShort, toldShort } from './short-pick.js';
import type { ShortPick } from './short-pick.js';
import type { ToldShort } from './tells.js';
import type { Wake } from './wake.js';

export interface PackOrder {
  readonly order: { readonly id: string } | { readonly number: bigint };
  /** The vendor who packs; null: the town's own people, who may pack any order. */
  readonly vendorId: string | null;
  /** Lines that are short, and how much of each is there; all others are whole. */
  readonly picks: readonly Pick[];
  readonly reason: string;
}

export interface Packed {
  readonly orderId: string;
  readonly number: bigint;
  /** Whether anything was missing. */
  readonly short: boolean;
  readonly totalMinor: bigint;
  readonly wake: Wake;
}

export type PackRefusal =
  | 'no_such_order'
  | 'not_now'
  | 'no_such_line'
  | 'more_than_ordered'
  | 'odd_quantity'
  | 'nothing_picked';

/** Who hears what: the retailer always, the vendor where something is short and others packed. */
async function tells(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  told: readonly ToldShort[],
  short: ShortPick | undefined,
): Promise<{ tellRetailer: PartyTell; tellVendor?: PartyTell }> {
  const number = order.number.toString();
  const names = await readNames(tx, order.vendorId === null ? [] : [order.vendorId]);
  const totalMinor = (short?.order.totalMinor ?? order.totalMinor).toString();
  const tellRetailer = {
    partyId: order.retailerId,
    key: `${order.id}:packed`,
    tell: {
      type: 'order_packed',
      number,
      vendor: names.get(order.vendorId ?? '') ?? '',
      short: told,
      totalMinor,
      wasMinor: order.totalMinor.toString(),
    },
  } as const;
  if (!short || cause.actor.kind === 'vendor') return { tellRetailer };
  const costMinor = short.costMinor.toString();
  const tell = { type: 'packed_short', number, short: told, costMinor } as const;
  return {
    tellRetailer,
    tellVendor: { partyId: short.vendorId, key: `${order.id}:packed`, tell },
  };
}

/**
 * An accepted order is packed: it is ready for dispatch. What was picked short leaves the stock,
 * lowers its line, and is taken off what the retailer owes and the vendor is paid, by a credit
 * note; the retailer hears what is missing and what the order costs now. Locks order, stock,
 * credit account. Refused with nothing changed: as `not_now` where the order does not wait to be
 * packed, as `nothing_picked` when none of it is there, or as the picks are.
 */
export async function packOrder(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  wanted: PackOrder,
): Promise<Outcome<Packed, PackRefusal>> {
  const order = await lockOrder(tx, wanted.order);
  if (!order) return refused('no_such_order');
  const foreign = wanted.vendorId !== null && wanted.vendorId !== order.vendorId;
  if (foreign) return refused('no_such_order');
  const possible = effectsOf(order, 'packed');
  if (!possible.ok) return possible;
  const shorts = shortLines(order.lines, wanted.picks);
  if (!shorts.ok) return shorts;
  const { reason } = wanted;
  const told = toldShort(catalogue, shorts.value);
  let short: ShortPick | undefined;
  if (shorts.value.length > 0) {
    const found = await reckonShort(tx, order, shorts.value);
    if (!found.ok) return found;
    short = found.value;
  }
  const plan = { reason, ...(await tells(tx, cause, order, told, short)) };
  const carried = short
    ? await carryOut(tx, cause, order, 'packed_short', { ...plan, short })
    : await carryOut(tx, cause, order, 'packed', plan);
  if (!carried.ok) return carried;
  return done({
    orderId: order.id,
    number: order.number,
    short: short !== undefined,
    totalMinor: short?.order.totalMinor ?? order.totalMinor,
    wake: carried.value,
  });
}
