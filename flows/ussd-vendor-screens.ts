import type {
  HeldView,
  KeyedOrder,
  OfferView,
  OutcomeEvent,
  Part,
  Show,
  Tap,
  WorkDone,
} from '../src/conversation/ussd/vocabulary.js';
import { part, tap } from './sentences.js';
import { ask, menu, row } from './ussd-screens.js';
import type { VendorUssdContext } from './ussd-vendor-setup.js';
import { vendorWishParts } from './wishes.js';

/** What the screens of a vendor's keypad say. */

type Day = Extract<WorkDone, { readonly what: 'day' }>;

const number = (digits: string): { readonly digits: string } => ({ digits });

/** A vendor's main menu; `notes` stand in place of its title. */
export function vendorMenu(notes: readonly Part[]): Show {
  const rows = ['offers', 'to_pack', 'stock', 'owed', 'support', 'language', 'disputes'].map((id) =>
    row(id),
  );
  return menu(notes.length > 0 ? notes : [part('ussd.main')], rows, 'none');
}

/** Offers to choose from; a row names its offer and its order. */
export function offerList(offers: readonly OfferView[], notes: readonly Part[]): Show {
  if (offers.length === 0) return menu([...notes, part('ussd.offers_none')], [], 'back');
  const rows = offers.map(({ offerId, number: digits, costMinor }) =>
    tap(`offer:${offerId}:${digits}`, 'ussd.one', {
      number: number(digits),
      total: { money: costMinor },
    }),
  );
  return menu([...notes, part('ussd.offers')], rows, 'back');
}

/** Orders that wait to be packed. */
export function packList(day: Day, notes: readonly Part[]): Show {
  if (day.orders.length === 0) return menu([...notes, part('ussd.pack_none')], [], 'back');
  const rows = day.orders.map((order) =>
    tap(`pack:${order.number}`, 'ussd.of', {
      number: number(order.number),
      retailer: order.retailer,
    }),
  );
  return menu([...notes, part('ussd.pack')], rows, 'back');
}

function goods({ lines }: KeyedOrder): readonly Part[] {
  return lines.map(({ name, quantity, unit }) =>
    part('ussd.item', { quantity: { quantity, unit }, name }),
  );
}

/** One offer or order with all its lines; none is left out, however many pages they take. */
export function keyedOrder(order: KeyedOrder): Show {
  const { number: digits, retailer, costMinor, by, wish, offerId } = order;
  const parts = [
    part('ussd.of', { number: number(digits), retailer }),
    ...goods(order),
    ...vendorWishParts(wish),
    ...(costMinor === null ? [] : [part('ussd.cost', { cost: { money: costMinor } })]),
    ...(by === null
      ? []
      : [part(offerId === null ? 'ussd.promised' : 'ussd.reply_by', { time: { time: by } })]),
  ];
  const ids = offerId === null ? ['packed', 'short'] : ['accept', 'part', 'reject'];
  return menu(
    parts,
    ids.map((id) => row(id)),
    'back',
  );
}

/** Why an offer is left. */
export function reasonsOf(order: KeyedOrder | null): Show {
  const rows = ['out_of_stock', 'low_price', 'no_time', 'other_reason'].map((id) => row(id));
  return menu([part('ussd.why', { number: number(order?.number ?? '') })], rows, 'back');
}

/** The lines, each as it would be done; and, once one is short, the way to send that. */
export function shortLines({ order, have }: VendorUssdContext): Show {
  const rows = (order?.lines ?? []).map(({ name, quantity, unit }, at): Tap => {
    const asked = { quantity, unit };
    const there = have.find((one) => one.at === at);
    return there
      ? tap(`line:${at}`, 'ussd.row.have', { have: there.quantity, quantity: asked, name })
      : tap(`line:${at}`, 'ussd.row.line', { quantity: asked, name });
  });
  const all = have.length > 0 ? [row('send'), ...rows] : rows;
  return menu([part('ussd.short_lines')], all, 'back');
}

/** One line: is some of it there, or nothing? */
export function lineOf({ order, line }: VendorUssdContext): Show {
  const { name = '', quantity = '', unit = '' } = order?.lines[line ?? 0] ?? {};
  const head = part('ussd.line_asked', { name, quantity: { quantity, unit } });
  return menu([head], [row('some'), row('none')], 'back');
}

/** Asks how much of the line there is. */
export function askHave({ order, line }: VendorUssdContext, lead: readonly Part[]): Show {
  const { name = '', quantity = '', unit = '' } = order?.lines[line ?? 0] ?? {};
  return ask([...lead, part('ussd.ask_have', { name, quantity: { quantity, unit } })], 'signs');
}

/** The ways to a product of one's own. */
export function stockMenu(notes: readonly Part[]): Show {
  const rows = ['code', 'letters'].map((id) => row(id));
  return menu([...notes, part('ussd.row.stock')], rows, 'back');
}

/** A product of one's own, as it stands in the books. */
export function heldOf({ code, name, quantity, unit }: HeldView): Show {
  const holes = { code: { digits: String(code) }, name, quantity: { quantity, unit } };
  return menu([part('ussd.in_books', holes)], [row('quantity'), row('none'), row('price')], 'back');
}

/** Asks how many there are now. */
export function askStock({ code, name, quantity, unit }: HeldView, lead: readonly Part[]): Show {
  const holes = { code: { digits: String(code) }, name, quantity: { quantity, unit } };
  return ask([...lead, part('ussd.ask_stock', holes)], 'signs');
}

/** What a change that waits, or is decided, is told as. */
export function changed(event: Extract<OutcomeEvent, { type: 'OFFER_CHANGED' }>): readonly Part[] {
  const { retailer, was, costMinor, replyBy } = event;
  const holes = { number: number(event.number), retailer };
  const cost = { money: costMinor };
  switch (was) {
    case 'asked':
      return [part('ussd.change_asked', { ...holes, cost, time: { time: replyBy } })];
    case 'taken':
      return [part('ussd.change_agreed', { ...holes, cost })];
    case 'refused':
      return [part('ussd.change_refused', holes)];
    case 'accepted_whole':
      return [part('ussd.accepted', { number: holes.number })];
    case 'declined':
      return [part('ussd.rejected', { number: holes.number })];
  }
}

/** What was noted of a packed order. */
export function packed(done: Extract<WorkDone, { readonly what: 'packed' }>): Part {
  const holes = { number: number(done.number) };
  if (done.short.length === 0) return part('ussd.packed', holes);
  return part('ussd.packed_short', { ...holes, cost: { money: done.costMinor } });
}

/** What the vendor gets from us. */
export function owed(
  done: Extract<WorkDone, { readonly what: 'owed' }>,
  notes: readonly Part[],
): Show {
  const isOwed = done.owedMinor !== '0' && !done.owedMinor.startsWith('-');
  const parts = [
    isOwed ? part('work.owed', { amount: { money: done.owedMinor } }) : part('work.owed_nothing'),
    ...(done.orders > 0 ? [part('work.owed_to_pack', { n: done.orders })] : []),
  ];
  return menu([...notes, ...parts], [], 'back');
}

type Refused = Extract<OutcomeEvent, { type: 'REFUSED' }>;

/** Why something could not be done, in a line; late answers are told so. */
export function vendorRefusal({ refusal, detail }: Refused): Part {
  const holes = { number: number(detail['number'] ?? '') };
  const { state, order } = detail;
  switch (refusal) {
    case 'offer_closed':
      if (state !== 'ACCEPTED') return part('ussd.offer_gone', holes);
      return part(order === 'CANCELLED' ? 'offer.order_cancelled' : 'ussd.accepted_before', holes);
    case 'not_your_offer':
    case 'no_open_offer':
      return part('ussd.no.not_now');
    case 'not_to_pack':
      if (state === 'CANCELLED') return part('offer.order_cancelled', holes);
      return state === 'READY_FOR_DISPATCH'
        ? part('ussd.packed_before', holes)
        : part('ussd.no.not_now');
    case 'dispute_closed':
    case 'no_open_dispute':
      return part('ussd.no.not_now');
    case 'dispute_more':
      return part('ussd.have_more');
    case 'nothing_picked':
      return part('ussd.nothing_picked', holes);
    case 'shelf_reserved': {
      const { name = '', quantity = '0', unit = '' } = detail;
      return part('ussd.reserved', { name, quantity: { quantity, unit } });
    }
    default:
      return part('ussd.no.other');
  }
}
