import type {
  BasketView,
  OrderView,
  OutcomeEvent,
  Part,
  ReplyKey,
  ShelfProduct,
  Show,
  Tap,
} from '../src/conversation/ussd/vocabulary.js';
import { part, tap } from './sentences.js';
import { shelfTitle } from './shelf-titles.js';

/** What a keypad's screens say. Rows are numbered and laid on pages by whoever shows them. */

/** A screen of rows. */
export function menu(parts: readonly Part[], rows: readonly Tap[], nav: Show['nav']): Show {
  return { type: 'show', parts, rows, nav };
}

/** A screen that is answered by typing. */
export function ask(parts: readonly Part[], typed: NonNullable<Show['typed']>): Show {
  return { type: 'show', parts, typed, nav: 'back' };
}

/** The last screen of a session. */
export function end(...parts: readonly Part[]): Show {
  return { type: 'show', parts, nav: 'none', ends: true };
}

/** A word of ours to pick; its id is the row's own name. */
export function row(id: string, key: ReplyKey = `ussd.row.${id}` as ReplyKey): Tap {
  return tap(id, key);
}

/** The main menu; `notes` stand in place of its title. */
export function mainMenu(notes: readonly Part[]): Show {
  const rows = ['order', 'status', 'balance', 'pay', 'support', 'language'].map((id) => row(id));
  return menu(notes.length > 0 ? notes : [part('ussd.main')], rows, 'none');
}

/** The ways to order. */
export function orderMenu(notes: readonly Part[]): Show {
  const rows = ['repeat', 'browse', 'code', 'basket', 'letters'].map((id) => row(id));
  return menu([...notes, part('ussd.order')], rows, 'back');
}

/** The shelves of the town, by the names the catalogue gives them. */
export function shelves(names: readonly string[]): Show {
  const rows = names.map((name) => ({ id: `shelf:${name}`, title: shelfTitle(name) }));
  return menu([part('ussd.shelves')], rows, 'back');
}

/** Products to choose from, each with the price of its default unit. */
export function products(list: readonly ShelfProduct[], head: readonly Part[]): Show {
  const rows = list.map(({ productId, name, units }): Tap => {
    const [first] = units;
    const title = { text: name };
    if (!first) return { id: `product:${productId}`, title };
    const holes = { price: { money: first.priceMinor }, unit: { unit: first.unit } };
    return { id: `product:${productId}`, title, description: part('ussd.price', holes) };
  });
  return menu(head, rows, 'back');
}

/** The units a product is sold in, each with its price. */
export function units({ name, units: sold }: ShelfProduct): Show {
  const rows = sold.map(({ unit, priceMinor }): Tap => ({
    id: `unit:${unit}`,
    title: part('ussd.price', { price: { money: priceMinor }, unit: { unit } }),
  }));
  return menu([part('ussd.ask_unit', { name })], rows, 'back');
}

/** The basket: as many lines as there is room for, what it comes to, and what can be done. */
export function basket(view: BasketView | null, notes: readonly Part[]): Show {
  const gone = (view?.gone ?? []).map((name) => part('ussd.gone', { name }));
  if (view === null || view.lines.length === 0) {
    return menu([...notes, ...gone, part('ussd.basket_empty')], [row('add')], 'back');
  }
  const changed = (view.changes ?? []).length > 0 ? [part('ussd.changed')] : [];
  const missing = BigInt(view.totalMinor) - BigInt(view.creditLeftMinor);
  // A refusal has named it already.
  const isOver = missing > 0n && notes.length === 0;
  const over = isOver ? [part('ussd.over_credit', { missing: { money: `${missing}` } })] : [];
  const total = part('ussd.total', { total: { money: view.totalMinor } });
  const n = view.parts?.length ?? 0;
  const split = n > 0 ? [part('ussd.split', { n })] : [];
  // What comes with each order is shown before it is confirmed.
  const first = n > 0 ? row('parts', 'ussd.row.confirm') : row('confirm');
  const rows = [first, ...['add', 'change', 'empty'].map((id) => row(id))];
  const details = view.lines.map(({ name, quantity, unit, totalMinor }) =>
    part('ussd.line', { quantity: { quantity, unit }, name, total: { money: totalMinor } }),
  );
  return {
    ...menu([...notes, ...changed, ...gone, ...over, ...split, total], rows, 'back'),
    details,
  };
}

/** The lines of a basket to choose from; ids are `line:`, the product and the unit. */
export function lines(view: BasketView): Show {
  const rows = view.lines.map(({ productId, unit, name, quantity }): Tap => ({
    id: `line:${productId}:${unit}`,
    title: part('ussd.row.line', { quantity: { quantity, unit }, name }),
  }));
  return menu([part('ussd.lines')], rows, 'back');
}

function stateOf(order: OrderView): ReplyKey {
  return `state.${order.state}`;
}

/** Orders to choose from; `notes` are said before them. */
export function orders(list: readonly OrderView[], notes: readonly Part[]): Show {
  if (list.length === 0) return menu([...notes, part('ussd.orders_none')], [], 'back');
  const rows = list.map((order): Tap => ({
    id: `one:${order.number}`,
    title: part('ussd.one', {
      number: { digits: order.number },
      total: { money: order.totalMinor },
    }),
  }));
  return menu([...notes, part('ussd.orders')], rows, 'back');
}

const CANCELLABLE: ReadonlySet<string> = new Set([
  'CONFIRMED',
  'VENDOR_ASSIGNED',
  'ACCEPTED',
  'READY_FOR_DISPATCH',
]);

/** One order with its lines, and what can be done about it. */
export function oneOrder(order: OrderView): Show {
  const { number, totalMinor, vendor, lines: ordered, change } = order;
  const parts = [
    part('ussd.one', { number: { digits: number }, total: { money: totalMinor } }),
    ...(vendor === null ? [] : [part('ussd.one_vendor', { vendor })]),
    part(stateOf(order)),
  ];
  const details = ordered.map(({ name, quantity, unit }) =>
    part('ussd.item', { quantity: { quantity, unit }, name }),
  );
  const rows = [
    ...(change ? [row('answer')] : []),
    ...(CANCELLABLE.has(order.state) ? [row('cancel')] : []),
  ];
  return { ...menu(parts, rows, 'back'), details };
}

/** What is owed, held and left; money in minor units. */
export function balance(read: Extract<OutcomeEvent, { type: 'BALANCE_READ' }>): Show {
  const isAhead = read.balanceMinor.startsWith('-');
  const owed = { balance: { money: isAhead ? read.balanceMinor.slice(1) : read.balanceMinor } };
  const parts = [
    part(isAhead ? 'ussd.ahead' : 'ussd.owed', owed),
    part('ussd.limit', { limit: { money: read.limitMinor } }),
    part('ussd.held', { held: { money: read.heldMinor } }),
    part('ussd.left', { available: { money: read.availableMinor } }),
  ];
  return menu(parts, [], 'back');
}

type Refused = Extract<OutcomeEvent, { type: 'REFUSED' }>;

/** A refusal in one line. */
export function refusal({ refusal: why, detail }: Refused): Part {
  switch (why) {
    case 'credit_short':
      return part('ussd.no.credit_short', {
        total: { money: detail['neededMinor'] ?? '0' },
        available: { money: detail['availableMinor'] ?? '0' },
      });
    case 'price_changed':
      return part('ussd.changed');
    case 'basket_empty':
      return part('ussd.basket_empty');
    case 'basket_changed':
    case 'split_changed':
    case 'not_sold':
    case 'credit_stopped':
    case 'phone_not_verified':
    case 'already_placed':
    case 'no_last_order':
    case 'not_now':
    case 'too_much':
    case 'claims_many':
    case 'not_whole':
      return part(`ussd.no.${why}`);
    default:
      return part('ussd.no.other');
  }
}
