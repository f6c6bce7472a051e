import type { Part, Say, Tell } from '../src/conversation/vocabulary.js';
import { askRating } from './ratings.js';
import { part, sentence, tell } from './sentences.js';
import { shortParts } from './stock-told.js';

/** What retailers and vendors hear of deliveries. */

type Told<T extends Tell['type']> = Extract<Tell, { type: T }>;

function tellComing(told: Told<'delivery_coming'>): Say {
  const { driver, phone, code, cashMinor } = told;
  const number = { digits: told.number };
  const said = tell([
    part(told.now ? 'delivery.on_way' : 'delivery.picked_up', { number, driver }),
    ...(phone === null ? [] : [part('job.phone', { phone: { digits: phone } })]),
    part('delivery.code', { code: { digits: code } }),
    ...(cashMinor === null ? [] : [part('delivery.cash', { cash: { money: cashMinor } })]),
    ...(told.now ? [] : [part('delivery.place')]),
  ]);
  return told.now ? said : { ...said, asks: 'place' };
}

/** That it came; `open`: nothing else is asked, so that a bare figure can answer. */
export function tellDelivered(told: Told<'order_delivered'>, open: boolean): Say {
  const { driver, short, totalMinor, wasMinor, dueAt } = told;
  const holes = { number: { digits: told.number }, driver };
  const due: readonly Part[] =
    dueAt === null
      ? []
      : [part('delivery.due', { total: { money: totalMinor }, time: { time: dueAt } })];
  const { ask, taps } = askRating(told.number, open);
  if (short.length === 0) return tell([part('delivery.done', holes), ...due, ask], taps);
  const total = { total: { money: totalMinor }, was: { money: wasMinor } };
  const parts = [part('delivery.part', holes), ...shortParts(short), part('packed.total', total)];
  return tell([...parts, ...due, ask], taps);
}

function tellCash(told: Told<'cash_taken'>): Say {
  const { driver, amountMinor, leftMinor } = told;
  const number = { digits: told.number };
  const receipt = part('cash.receipt', { number, driver, amount: { money: amountMinor } });
  return leftMinor === '0'
    ? tell([receipt, part('cash.receipt_paid')])
    : tell([receipt, part('cash.receipt_left', { left: { money: leftMinor } })]);
}

/** To the retailer: how their order comes to them. */
export function tellDelivery(
  told: Told<
    'delivery_waiting' | 'delivery_coming' | 'delivery_failed' | 'delivery_put_off' | 'cash_taken'
  >,
): Say {
  const number = { digits: told.number };
  switch (told.type) {
    case 'delivery_waiting':
      return sentence('delivery.waiting', { number });
    case 'delivery_coming':
      return tellComing(told);
    case 'delivery_failed':
      return sentence('delivery.failed', { number, driver: told.driver, reason: told.reason });
    case 'delivery_put_off':
      return sentence('delivery.put_off', { number, time: { time: told.until } });
    case 'cash_taken':
      return tellCash(told);
  }
}

/** To the vendor: what was not taken at the door. */
export function tellDeliveredShort(told: Told<'delivered_short'>): Say {
  return tell([
    part('delivery.for_vendor', { number: { digits: told.number } }),
    ...shortParts(told.short),
    part('packed.cost', { cost: { money: told.costMinor } }),
  ]);
}

/** To the retailer who shared a place: it is known, and to whom. */
export function placeKept(numbers: readonly string[]): Say {
  return tell([
    part('place.shop_kept'),
    ...numbers.map((number) => part('place.driver_knows', { number: { digits: number } })),
  ]);
}
