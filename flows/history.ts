import type { OutcomeEvent, Part, ReplyKey, Say, Tap } from '../src/conversation/vocabulary.js';
import { gapped, part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** What was ordered before, a page at a time, each order to be repeated by a tap. */

type HistoryEvent = Extract<OutcomeEvent, { type: 'HISTORY_READ' }>;

function orderPart(order: HistoryEvent['orders'][number], n: number): Part {
  return part('history.row', {
    n,
    number: { digits: order.number },
    time: { time: order.confirmedAt },
    total: { money: order.totalMinor },
    state: { key: `state.${order.state}` as ReplyKey },
  });
}

/** A page of orders; the last row leads to the older ones. */
export function showHistory({ orders, more, older }: HistoryEvent): Say {
  const last = orders.at(-1);
  if (!last) {
    const words = part(older ? 'history.no_more' : 'history.none');
    return tell([words, gapped(part('order.how'))]);
  }
  const rows: Tap[] = orders.map((order, i) => ({
    ...tap(TAP.repeat(order.number), 'button.repeat_order', { number: { digits: order.number } }),
    number: i + 1,
  }));
  if (more) {
    rows.push({ ...tap(TAP.history(last.number), 'button.older'), number: rows.length + 1 });
  }
  return {
    type: 'say',
    parts: [
      part('history.title'),
      ...orders.map((order, i) => orderPart(order, i + 1)),
      ...(more ? [part('history.older', { n: rows.length })] : []),
      gapped(part('history.how')),
    ],
    list: { open: part('open.choose'), rows },
    harmless: true,
  };
}
