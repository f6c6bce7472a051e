import type { OrderView, Part, Say, Tap, Tell } from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { askChange } from './changes.js';
import type { Consent } from './changes.js';
import { gapped, part, sentence, tap, tell } from './sentences.js';
import { TAP } from './taps.js';
import { wishParts } from './wishes.js';

/** Placed orders in words, and the choice of what to cancel. */

function orderParts(order: OrderView, withLines: boolean): readonly Part[] {
  const base = {
    number: { digits: order.number },
    time: { time: order.confirmedAt },
    total: { money: order.totalMinor },
  } as const;
  const holes = { ...base, state: { key: `state.${order.state}` } } as const;
  const row = order.change
    ? part('orders.row_asked', { ...base, vendor: order.change.vendor })
    : order.vendor === null
      ? part('orders.row', holes)
      : part('orders.row_vendor', { ...holes, vendor: order.vendor });
  if (!withLines) return [gapped(row)];
  const items = order.lines.map((line) =>
    part('orders.item', {
      name: line.name,
      quantity: { quantity: line.quantity, unit: line.unit },
    }),
  );
  return [gapped(row), ...items, ...wishParts(order.wish)];
}

/** The change that is asked about where a single order is shown. */
export function askedAbout(orders: readonly OrderView[]): Consent | null {
  const [only, another] = orders;
  if (!only?.change || another) return null;
  return { offerId: only.change.offerId, changeNo: only.change.changeNo };
}

/** Where the orders stand; a single one with its lines, or with what is asked about it. */
export function showOrders(orders: readonly OrderView[], lead: readonly Part[] = []): Say {
  if (orders.length === 0) return tell([...lead, part('orders.none'), gapped(part('order.how'))]);
  const [first, another] = orders;
  if (first?.change && !another) return askChange(first.change, lead);
  const shown = orders.slice(0, FLOW_LIMITS.orders_shown_max);
  const more = orders.length - shown.length;
  const asked = shown.some((order) => order.change !== undefined);
  return tell([
    ...lead,
    part('orders.title'),
    ...shown.flatMap((order) => orderParts(order, orders.length === 1)),
    ...(more > 0 ? [gapped(part('orders.more', { n: more }))] : []),
    ...(asked ? [gapped(part('orders.how_asked'))] : []),
  ]);
}

/** What "cancel" could mean: amounts are in minor units. */
export interface Cancellable {
  readonly hasBasket: boolean;
  readonly orders: readonly { readonly number: string; readonly totalMinor: string }[];
}

const ENDED: ReadonlySet<OrderView['state']> = new Set(['DELIVERED', 'COMPLETED', 'CANCELLED']);

/** The orders that have not come to an end, as many as a list can hold beside the other rows. */
export function cancellableOrders(orders: readonly OrderView[]): Cancellable['orders'] {
  return orders
    .filter((order) => !ENDED.has(order.state))
    .slice(0, FLOW_LIMITS.rows_max - 2)
    .map(({ number, totalMinor }) => ({ number, totalMinor }));
}

/** The only order that could be meant, where nothing else could. */
export function onlyOrder(cancellable: Cancellable | null): Cancellable['orders'][number] | null {
  if (cancellable?.hasBasket !== false || cancellable.orders.length !== 1) return null;
  return cancellable.orders[0] ?? null;
}

function askCancelOne(order: Cancellable['orders'][number]): Say {
  const number = { digits: order.number };
  return tell(
    [part('cancel.sure', { number, total: { money: order.totalMinor } })],
    [
      tap(TAP.cancel(order.number), 'button.cancel_order', { number }),
      tap(TAP.keep, 'button.keep'),
    ],
  );
}

/** Asks what is to be cancelled; a single order is asked about too, since it is gone afterwards. */
export function askCancel(cancellable: Cancellable): Say {
  const only = onlyOrder(cancellable);
  if (only) return askCancelOne(only);
  const { hasBasket, orders } = cancellable;
  const parts: Part[] = [];
  const taps: Tap[] = [];
  parts.push(part('cancel.which'));
  if (hasBasket) {
    parts.push(part('cancel.option_basket', { n: 1 }));
    taps.push(tap(TAP.drop, 'button.drop_basket'));
  }
  for (const { number, totalMinor } of orders) {
    const holes = { number: { digits: number }, total: { money: totalMinor } };
    parts.push(part('cancel.option_order', { n: taps.length + 1, ...holes }));
    taps.push(tap(TAP.cancel(number), 'button.cancel_order', { number: holes.number }));
  }
  parts.push(part('cancel.option_keep', { n: taps.length + 1 }));
  taps.push(tap(TAP.keep, 'button.keep'));
  if (taps.length <= FLOW_LIMITS.buttons_max) return tell(parts, taps);
  const rows = taps.map((one, i) => ({ ...one, number: i + 1 }));
  return { type: 'say', parts, list: { open: part('open.choose'), rows }, harmless: true };
}

type ToldOrder = Extract<
  Tell,
  { type: 'order_accepted' | 'order_promised' | 'order_waiting' | 'order_cancelled' }
>;

/** What became of an order by somebody else's deed. */
export function tellOrder(told: ToldOrder): Say {
  const number = { digits: told.number };
  switch (told.type) {
    case 'order_accepted':
      return tell([
        part('order.accepted', {
          number,
          vendor: told.vendor,
          total: { money: told.totalMinor },
        }),
        ...(told.promisedAt === undefined
          ? []
          : [part('order.accepted_by', { time: { time: told.promisedAt } })]),
      ]);
    case 'order_promised': {
      const time = { time: told.promisedAt };
      return sentence('order.promised', { number, vendor: told.vendor, time });
    }
    case 'order_waiting': {
      const { opensAt } = told;
      if (opensAt === undefined) return sentence('order.waiting', { number });
      return sentence('order.waiting_open', { number, time: { time: opensAt } });
    }
    case 'order_cancelled':
      return sentence('order.cancelled_told', { number, by: { choice: told.by } });
  }
}
