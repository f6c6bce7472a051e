import type { Part, ReplyKey, Say, WorkDone, WorkView } from '../src/conversation/vocabulary.js';
import { FLOW_LIMITS } from './limits.js';
import { gapped, part, sentence, tap, tell } from './sentences.js';
import { shortParts } from './stock-told.js';
import { TAP } from './taps.js';

/** A vendor's day in words: what is to be packed, what was, by when, and what is owed. */

type Done<W extends WorkDone['what']> = Extract<WorkDone, { what: W }>;

function orderParts(order: WorkView): readonly Part[] {
  const { number, retailer, lines, promisedAt } = order;
  return [
    gapped(part('work.order', { number: { digits: number }, retailer })),
    ...lines.map(({ quantity, unit, name }) =>
      part('offer.line', { quantity: { quantity, unit }, name }),
    ),
    ...(promisedAt === null ? [] : [part('work.promised', { time: { time: promisedAt } })]),
  ];
}

function sayDay({ offers, orders }: Done<'day'>, lead: readonly Part[]): Say {
  const shown = orders.slice(0, FLOW_LIMITS.orders_shown_max);
  const more = orders.length - shown.length;
  const [only] = orders;
  const taps = [
    ...(only && orders.length === 1
      ? [tap(TAP.packed(only.number), 'button.packed', { number: { digits: only.number } })]
      : []),
    ...(offers > 0 ? [tap(TAP.menu.offers, 'button.offers')] : []),
  ];
  const parts = [
    ...lead,
    part(orders.length === 0 ? 'work.none' : 'work.title'),
    ...shown.flatMap(orderParts),
    ...(more > 0 ? [gapped(part('work.more', { n: more }))] : []),
    ...(orders.length > 0 ? [gapped(part('work.how'))] : []),
    ...(offers > 0 ? [gapped(part('work.offers', { n: offers }))] : []),
  ];
  return taps.length > 0 ? tell(parts, taps) : tell(parts);
}

/** What holds of their hours now. */
function sayOpening(done: Done<'opening'>): Say {
  if (done.was === 'open') {
    return sentence('hours.open', { from: { time: done.from }, until: { time: done.until } });
  }
  if (done.was === 'as_usual') return sentence('hours.as_usual');
  const from = { time: done.from };
  if (done.until === null) return sentence('hours.closed', { from });
  return sentence('hours.closed_until', { from, until: { time: done.until } });
}

/** What became of a vendor's words about their work; `lead` is said before a day that was asked. */
export function sayWork(done: Exclude<WorkDone, { what: 'shelf' }>, lead: readonly Part[]): Say {
  switch (done.what) {
    case 'later': {
      const key: ReplyKey = done.taken ? 'work.later_taken' : 'work.later_noted';
      const time = { time: done.promisedAt };
      return tell([part(key, { number: { digits: done.number }, time })]);
    }
    case 'packed': {
      const holes = { number: { digits: done.number } };
      if (done.short.length === 0) return tell([part('work.packed', holes)]);
      return tell([
        part('work.packed_short', holes),
        ...shortParts(done.short),
        part('packed.cost', { cost: { money: done.costMinor } }),
      ]);
    }
    case 'opening':
      return sayOpening(done);
    case 'day':
      return sayDay(done, lead);
    case 'owed': {
      const isOwed = done.owedMinor !== '0' && !done.owedMinor.startsWith('-');
      return tell([
        isOwed
          ? part('work.owed', { amount: { money: done.owedMinor } })
          : part('work.owed_nothing'),
        ...(done.orders > 0 ? [part('work.owed_to_pack', { n: done.orders })] : []),
      ]);
    }
  }
}
