import type { Option, OutcomeEvent, Part, Say } from '../src/conversation/vocabulary.js';
import { showNamed } from './goods.js';
import { gapped, part, tap, tell } from './sentences.js';
import { splitPlaced } from './splits.js';
import { TAP } from './taps.js';

/** What a retailer is answered where the conversation does not move on. */

export function greet(): Say {
  return tell(
    [part('greet.retailer'), gapped(part('order.how'))],
    [
      tap(TAP.menu.repeat, 'button.repeat'),
      tap(TAP.menu.orders, 'button.orders'),
      tap(TAP.menu.all, 'button.menu'),
    ],
  );
}

/** How to order, and what else can be written. */
export function help(): Say {
  return tell([part('order.how'), gapped(part('help.words'))], [tap(TAP.menu.all, 'button.menu')]);
}

/** Everything that can be asked for, to tap. */
export function menu(): Say {
  return {
    type: 'say',
    parts: [part('menu.title')],
    list: {
      open: part('open.menu'),
      rows: [
        tap(TAP.menu.help, 'menu.order'),
        tap(TAP.menu.goods, 'menu.goods'),
        tap(TAP.menu.basket, 'menu.basket'),
        tap(TAP.menu.orders, 'menu.orders'),
        tap(TAP.menu.balance, 'menu.balance'),
        tap(TAP.menu.repeat, 'menu.repeat'),
        tap(TAP.menu.history, 'menu.history'),
        tap(TAP.menu.language, 'menu.language'),
        tap(TAP.menu.settings, 'menu.settings'),
        tap(TAP.menu.person, 'menu.person'),
      ].map((row, i) => ({ ...row, number: i + 1 })),
    },
    harmless: true,
  };
}

/** Never quotes what was said: it could be anything. */
export function notUnderstood(): Say {
  return tell(
    [part('not.understood'), part('not.understood_example')],
    [
      tap(TAP.menu.help, 'button.order'),
      tap(TAP.menu.orders, 'button.orders'),
      tap(TAP.menu.all, 'button.menu'),
    ],
  );
}

/** Prices of what was named. */
export function showPrices(options: readonly Option[]): Say {
  if (options.length === 0) return tell([part('price.none')]);
  return showNamed(part('price.title'), options);
}

/** What a vendor has is not known before they are asked, and is not promised. */
export function showStock(options: readonly Option[]): Say {
  if (options.length === 0) return tell([part('stock.none')]);
  return showNamed(part('stock.title'), options);
}

/** What is owed, held and left; a negative balance was paid ahead. */
export function showBalance(event: Extract<OutcomeEvent, { type: 'BALANCE_READ' }>): Say {
  const ahead = event.balanceMinor.startsWith('-');
  const balance = { money: ahead ? event.balanceMinor.slice(1) : event.balanceMinor };
  return tell([
    part(ahead ? 'balance.ahead' : 'balance.owed', { balance }),
    part('balance.held', { held: { money: event.heldMinor } }),
    part('balance.limit', { limit: { money: event.limitMinor } }),
    part('balance.available', { available: { money: event.availableMinor } }),
  ]);
}

/** The receipt; said once, since twice reads like two orders. Money in minor units. */
export function placed(
  {
    number,
    totalMinor,
    split,
  }: Pick<Extract<OutcomeEvent, { type: 'ORDER_PLACED' }>, 'number' | 'totalMinor' | 'split'>,
  lead: readonly Part[] = [],
): Say {
  const one = part('order.placed', { number: { digits: number }, total: { money: totalMinor } });
  const joined = split ? [part('split.joined')] : [];
  const several = split && split.orders.length > 0;
  const words = several ? splitPlaced(split, totalMinor) : [...joined, one];
  return tell([...lead, ...words], [tap(TAP.menu.orders, 'button.orders')]);
}

/** The shop may order from now on. Money in minor units. */
export function approved(limitMinor: string): Say {
  return tell([part('new.approved', { limit: { money: limitMinor } }), gapped(part('order.how'))]);
}
