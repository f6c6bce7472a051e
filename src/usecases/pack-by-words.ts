import type { Cause } from '../base/cause.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli, milli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { readOrderCredit } from '../domain/ledger/ledger.js';
import type { OrderLine } from '../domain/orders/lines.js';
import { lockOrder } from '../domain/orders/orders.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { listPickOrders } from '../domain/picking/picking.js';
import type { Pick } from '../domain/picking/picking.js';
import { packOrder } from './pack-order.js';
import { costOf } from './short-pick.js';
import type { ToldShort } from './tells.js';
import type { Wake } from './wake.js';
import { lockNamed } from './work-order.js';
import type { OrderNamed } from './work-order.js';

/** A product of the order of which there is only so much; null is nothing of it. */
export interface AmountSaid {
  readonly productId: string;
  readonly quantity: string | null;
  readonly unit: string | null;
}

export interface PackWords extends OrderNamed {
  /** Null: some of the words were not understood. */
  readonly lines: readonly AmountSaid[] | null;
}

export interface PackedByWords {
  readonly number: bigint;
  readonly short: readonly ToldShort[];
  /** What the vendor is paid for it now. */
  readonly costMinor: string;
  readonly wake: Wake;
}

export type PackWordsRefusal =
  | 'nothing_to_pack'
  | 'which_to_pack'
  | 'not_your_offer'
  | 'not_to_pack'
  | 'pack_unclear'
  | 'pack_more'
  | 'nothing_picked';

/** The only order that waits to be packed, where none was named. */
async function onlyToPack(
  tx: Tx,
  vendorId: string,
): Promise<Outcome<LockedOrder, 'nothing_to_pack' | 'which_to_pack'>> {
  const [only, another] = await listPickOrders(tx, vendorId);
  if (!only) return refused('nothing_to_pack');
  if (another) return refused('which_to_pack');
  const order = await lockOrder(tx, { id: only.orderId });
  return order ? done(order) : refused('nothing_to_pack');
}

/** The line of the order that a product and its unit mean, if it is one. */
function lineMeant(order: LockedOrder, said: AmountSaid): OrderLine | undefined {
  const named = order.lines.filter((line) => line.productId === said.productId);
  const [only, another] =
    said.unit === null ? named : named.filter((line) => line.unit === said.unit);
  return another ? undefined : only;
}

/** What was said, line by line; nobody guesses which line or how much of it. */
function picksOf(
  catalogue: Catalogue,
  order: LockedOrder,
  lines: readonly AmountSaid[] | null,
): Outcome<readonly Pick[], 'pack_unclear' | 'pack_more'> {
  const detail = { number: order.number.toString() };
  if (lines === null) return refused('pack_unclear', detail);
  const picks: Pick[] = [];
  for (const said of lines) {
    const line = lineMeant(order, said);
    if (!line || picks.some((pick) => pick.lineNo === line.lineNo)) {
      return refused('pack_unclear', detail);
    }
    const picked = said.quantity === null ? 0n : milli(said.quantity);
    if (picked > line.quantity) {
      const name = productName(catalogue, line.productId);
      const quantity = formatMilli(line.quantity);
      return refused('pack_more', { ...detail, name, quantity, unit: line.unit });
    }
    picks.push({ lineNo: line.lineNo, picked });
  }
  return done(picks);
}

function shortOf(
  catalogue: Catalogue,
  order: LockedOrder,
  picks: readonly Pick[],
): readonly ToldShort[] {
  return picks.flatMap(({ lineNo, picked }) => {
    const line = order.lines.find((one) => one.lineNo === lineNo);
    if (!line || line.quantity === picked) return [];
    const { productId, unit, quantity } = line;
    const name = productName(catalogue, productId);
    return [{ name, unit, asked: formatMilli(quantity), quantity: formatMilli(picked) }];
  });
}

/**
 * A vendor says that an order is packed, whole or all but some lines: see `packOrder`. Without a
 * number it is the only one that waits. Locks order, stock, credit account. Refused, with nothing
 * changed, as `not_to_pack` where it does not wait to be packed, as `pack_unclear` where it is not
 * plain which line is meant, as `pack_more`, and as `nothing_picked` where none of it is there.
 */
export async function packByWords(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  wanted: PackWords,
): Promise<Outcome<PackedByWords, PackWordsRefusal>> {
  const named = await lockNamed(tx, wanted);
  if (!named.ok) return named;
  const found = named.value ? done(named.value) : await onlyToPack(tx, wanted.vendorId);
  if (!found.ok) return found;
  const order = found.value;
  const number = order.number.toString();
  const notNow = refused('not_to_pack', { number, state: order.state });
  if (order.vendorId !== wanted.vendorId || order.state !== 'ACCEPTED') return notNow;
  const picks = picksOf(catalogue, order, wanted.lines);
  if (!picks.ok) return picks;
  const packed = await packOrder(tx, cause, catalogue, {
    order: { id: order.id },
    vendorId: wanted.vendorId,
    picks: picks.value,
    reason: '',
  });
  if (!packed.ok) {
    return packed.refusal === 'nothing_picked' ? refused('nothing_picked', { number }) : notNow;
  }
  const credit = await readOrderCredit(tx, order.id);
  return done({
    number: order.number,
    short: shortOf(catalogue, order, picks.value),
    costMinor: credit ? costOf(credit).toString() : '0',
    wake: packed.value.wake,
  });
}
