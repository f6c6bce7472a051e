import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { beginningOf } from '../base/text.js';
import { dayAfter, instantAt, wallClock } from '../base/wall-clock.js';
import type { Tx } from '../db/transaction.js';
import { isOpenOffer } from '../domain/orders/offer-lifecycle.js';
import type { Offer } from '../domain/orders/offers.js';
import type { LockedOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { recordPromise } from '../domain/vendors/promises.js';
import { tell } from '../inbox/tell.js';
import { answerLocked } from './answer-offer.js';
import { lockOfferMeant } from './offer-meant.js';
import type { OfferRefusal } from './offer-meant.js';
import type { Wake } from './wake.js';
import { lockNamed } from './work-order.js';
import type { OrderNamed } from './work-order.js';

/** A time as it was said: a day from today or of the week (0 is Sunday), a part of it, an hour. */
export interface SaidTime {
  readonly day: number | null;
  readonly weekday: number | null;
  readonly part: 'morning' | 'noon' | 'evening' | null;
  readonly clock: { readonly hour: number; readonly minute: number } | null;
}

/** By when a part of the day is over: what is promised for it is there by then. */
const ENDS = {
  morning: { hour: 12, minute: 0 },
  noon: { hour: 15, minute: 0 },
  evening: { hour: 19, minute: 0 },
} as const;

/** Days from today that words mean; a day of the week is the next one, never today. Null: none. */
export function daysAhead({ day, weekday }: SaidTime, today: number): number | null {
  if (day !== null) return day;
  return weekday === null ? null : ((weekday - today + 6) % 7) + 1;
}

/**
 * The instant by which what was said is over, in the town's time zone. Without a day it is the
 * next time that the clocks show it; without an hour the end of that part, or of the day's work.
 */
export function instantSaid(said: SaidTime, nowMs: number, timeZone: string): number {
  const today = wallClock(new Date(nowMs), timeZone);
  const { hour, minute } = said.clock ?? ENDS[said.part ?? 'evening'];
  const on = (days: number): number =>
    instantAt(timeZone, dayAfter(today, days), 60 * hour + minute).getTime();
  const days = daysAhead(said, today.weekday);
  if (days !== null) return on(days);
  return on(0) > nowMs ? on(0) : on(1);
}

export interface PromiseTime extends OrderNamed {
  readonly when: SaidTime | null;
  readonly said: string;
}

export interface Promised {
  readonly number: bigint;
  readonly promisedAt: Date;
  /** Whether the order was taken by it, or had been before. */
  readonly taken: boolean;
  readonly wake: Wake;
}

export type PromiseRefusal = OfferRefusal | 'promise_unclear' | 'promise_past' | 'promise_late';

/** What a promise is measured by: the town's clocks and how late it lets vendors promise. */
export interface PromiseTerms {
  readonly timeZone: string;
  readonly promiseMsMax: number;
}

/** Tells the retailer of an order already taken that it comes at another time. */
async function tellPromised(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  vendorId: string,
  promisedAt: Date,
): Promise<Wake> {
  const names = await readNames(tx, [vendorId]);
  const told = {
    type: 'order_promised',
    number: order.number.toString(),
    vendor: names.get(vendorId) ?? '',
    promisedAt: promisedAt.toISOString(),
  } as const;
  const key = `${order.id}:${promisedAt.toISOString()}`;
  const heard = await tell(tx, cause, order.retailerId, told, key);
  return { lanes: heard.ok ? [heard.value.lane] : [], due: [] };
}

/** The instant promised, or why there is none. */
function promisedTime(
  cause: Cause,
  terms: PromiseTerms,
  when: SaidTime | null,
): Outcome<Date, 'promise_unclear' | 'promise_past' | 'promise_late'> {
  if (when === null) return refused('promise_unclear');
  const nowMs = cause.universe.nowMs();
  const promisedMs = instantSaid(when, nowMs, terms.timeZone);
  if (promisedMs <= nowMs) return refused('promise_past');
  const latestMs = nowMs + terms.promiseMsMax;
  if (promisedMs <= latestMs) return done(new Date(promisedMs));
  return refused('promise_late', { latest: new Date(latestMs).toISOString() });
}

/** The order that is meant with the offer that waits, or with neither where it was taken before. */
async function meant(
  tx: Tx,
  cause: Cause,
  wanted: OrderNamed,
): Promise<Outcome<{ order: LockedOrder; offer: Offer | undefined }, OfferRefusal>> {
  const named = await lockNamed(tx, wanted);
  if (!named.ok) return named;
  const order = named.value;
  const { vendorId } = wanted;
  if (order?.vendorId === vendorId && order.state === 'ACCEPTED') {
    return done({ order, offer: undefined });
  }
  if (order?.vendorId === vendorId) {
    const offer = order.offers.findLast((one) => one.vendorId === vendorId && isOpenOffer(one));
    if (offer) return done({ order, offer });
  }
  return lockOfferMeant(tx, cause, wanted, ({ state }) => state === 'OFFERED');
}

/**
 * A vendor does an order at a time of their own: an open offer is accepted whole with that time,
 * one accepted before gets it; either way the retailer hears it. Locks order, offer, stock, credit
 * account. Refused, with nothing changed, as `promise_unclear` without a time, as `promise_past`,
 * as `promise_late` beyond the town's limit (the detail has the latest time), or as the offer is.
 */
export async function promiseTime(
  tx: Tx,
  cause: Cause,
  terms: PromiseTerms,
  wanted: PromiseTime,
): Promise<Outcome<Promised, PromiseRefusal>> {
  const time = promisedTime(cause, terms, wanted.when);
  if (!time.ok) return time;
  const found = await meant(tx, cause, wanted);
  if (!found.ok) return found;
  const { order, offer } = found.value;
  const promisedAt = time.value;
  const said = beginningOf(wanted.said, LIMITS.said_characters_max);
  const { vendorId } = wanted;
  const { id: orderId, number } = order;
  if (!offer) {
    await recordPromise(tx, cause, { orderId, vendorId, promisedAt, said });
    const wake = await tellPromised(tx, cause, order, vendorId, promisedAt);
    return done({ number, promisedAt, taken: false, wake });
  }
  const answer = { answer: 'accept', reason: said, promisedAt } as const;
  const accepted = await answerLocked(tx, cause, { order, offer }, answer);
  if (!accepted.ok) return accepted;
  await recordPromise(tx, cause, { orderId, vendorId, promisedAt, said });
  return done({ number, promisedAt, taken: true, wake: accepted.value.wake });
}
