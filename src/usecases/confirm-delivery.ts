import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import type { Tx } from '../db/transaction.js';
import {
  countWrongCode,
  jobsOf,
  keepProof,
  lockDeliveryOf,
} from '../domain/delivery/deliveries.js';
import type { Job } from '../domain/delivery/deliveries.js';
import { OUT_STATES } from '../domain/delivery/lifecycle.js';
import type { DeliveryState } from '../domain/delivery/lifecycle.js';
import { lockOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { setDueAt } from '../domain/payments/payments.js';
import { shortLines } from '../domain/picking/picking.js';
import type { Pick } from '../domain/picking/picking.js';
import type { DeliveryTerms } from './allocate-delivery.js';
import { carryDelivery } from './carry-delivery.js';
import { carryOut } from './carry-out.js';
import { readDoorWords } from './door-words.js';
import type { DoorWord } from './door-words.js';
import { findJob, lockJob } from './find-job.js';
import type { LockedJob } from './find-job.js';
import { carryStep } from './dispatch-order.js';
import { reckonShort, toldShort } from './short-pick.js';
import type { ShortPick } from './short-pick.js';
import type { ToldShort } from './tells.js';
import { cashOf } from './told-job.js';
import type { Wake } from './wake.js';

/** What a driver says at the door. */
export interface DoorReport {
  readonly driverId: string;
  readonly number: bigint | null;
  /** Null: none was said. */
  readonly code: string | null;
  /** What was taken of lines, where that is not all. */
  readonly lines: readonly DoorWord[];
}

/** What came of it: the goods are the retailer's, or the code was not theirs. */
export type Confirmed =
  | {
      readonly was: 'delivered';
      readonly number: bigint;
      readonly short: readonly ToldShort[];
      readonly totalMinor: string;
      /** To be taken in cash, if anything. */
      readonly cashMinor: string | null;
      readonly wake: Wake;
    }
  | {
      readonly was: 'wrong_code';
      readonly number: bigint;
      /** Tries that are left before an operator has to look. */
      readonly left: number;
      readonly wake: Wake;
    };

export type ConfirmRefusal =
  | 'no_such_job'
  | 'no_open_job'
  | 'which_job'
  | 'not_now'
  | 'code_needed'
  | 'code_locked'
  | 'lines_unclear'
  | 'nothing_taken';

const DAY_MS = 86_400_000;

function isOut(delivery: { readonly state: DeliveryState }): boolean {
  return OUT_STATES.includes(delivery.state);
}

/**
 * The job a driver stands at the door with: the numbered one, the one whose code was said, else the
 * only one that is out. A code that is none of theirs is held against the first of several.
 */
async function jobAtDoor(
  tx: Tx,
  report: DoorReport,
): Promise<Outcome<LockedJob, 'no_such_job' | 'no_open_job' | 'which_job'>> {
  const { driverId, number, code } = report;
  if (number === null && code !== null) {
    const mine = (await jobsOf(tx, driverId)).filter((job) => job.replyBy === null);
    const fitting = mine.filter((job) => job.code === code);
    const out = mine.filter(isOut);
    const meant = fitting.length === 1 ? fitting[0] : out.length > 1 ? out[0] : undefined;
    const job = meant && (await lockJob(tx, { orderId: meant.orderId }));
    if (job) return done(job);
  }
  return findJob(tx, { driverId, number }, (job: Job) => job.replyBy === null && isOut(job));
}

/** A delivery that went on after a day off is out again as soon as somebody stands at the door. */
async function stepOut(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  job: LockedJob,
): Promise<Outcome<LockedJob, 'not_now'>> {
  const { order, delivery } = job;
  if (isOut(delivery)) return done(job);
  if (order.state !== 'OUT_FOR_DELIVERY' && order.state !== 'DELIVERY_FAILED') {
    return refused('not_now', { state: delivery.state });
  }
  const stepped = await carryStep(tx, cause, terms, job, 'set_out', false);
  if (!stepped.ok) return stepped;
  const again = await lockOrder(tx, { id: order.id });
  const delivered = again && (await lockDeliveryOf(tx, order.id));
  assert(delivered, 'a locked job stays');
  return done({ order: again, delivery: delivered });
}

/** A code that is not the delivery's is counted; the last one leaves it to an operator. */
async function wrongCode(
  tx: Tx,
  cause: Cause,
  { order, delivery }: LockedJob,
): Promise<Outcome<Confirmed, 'not_now'>> {
  const left = LIMITS.wrong_codes_max - (await countWrongCode(tx, delivery));
  let wake: Wake = { lanes: [], due: [] };
  if (left <= 0) {
    const reason = 'wrong codes';
    const locked = await carryDelivery(tx, cause, delivery, 'code_locked', { reason });
    if (!locked.ok) return locked;
    wake = locked.value;
  }
  return done({ was: 'wrong_code', number: order.number, left: Math.max(0, left), wake });
}

/** What was left of lines at the door, and what the order comes to by it. */
async function shortOf(
  tx: Tx,
  { order }: LockedJob,
  picks: readonly Pick[],
): Promise<Outcome<ShortPick | undefined, 'lines_unclear' | 'nothing_taken'>> {
  const shorts = shortLines(order.lines, picks);
  if (!shorts.ok) {
    return refused(shorts.refusal === 'nothing_picked' ? 'nothing_taken' : 'lines_unclear');
  }
  if (shorts.value.length === 0) return done(undefined);
  const short = await reckonShort(tx, order, shorts.value);
  return short.ok ? short : refused('nothing_taken');
}

/** The goods change hands: order, stock, books, delivery, and everybody hears of it. */
async function handOverGoods(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  job: LockedJob,
  short: ShortPick | undefined,
  reason: string,
): Promise<Outcome<Confirmed, 'not_now'>> {
  const { order, delivery } = job;
  const number = order.number.toString();
  const { credit_days: days, complete_after_ms: completeMs } = terms.settings;
  const nowMs = cause.universe.nowMs();
  const dueAt = order.method === 'credit' ? new Date(nowMs + days * DAY_MS) : null;
  const told = short ? toldShort(terms.catalogue, short.order.shorts) : [];
  const totalMinor = (short?.order.totalMinor ?? order.totalMinor).toString();
  const names = await readNames(tx, delivery.driverId === null ? [] : [delivery.driverId]);
  const tellRetailer = {
    partyId: order.retailerId,
    key: delivery.id,
    tell: {
      type: 'order_delivered',
      number,
      driver: names.get(delivery.driverId ?? '') ?? '',
      short: told,
      totalMinor,
      wasMinor: order.totalMinor.toString(),
      dueAt: dueAt?.toISOString() ?? null,
    },
  } as const;
  const costMinor = short?.costMinor.toString() ?? '0';
  const tellVendor = {
    partyId: delivery.vendorId,
    key: delivery.id,
    tell: { type: 'delivered_short', number, short: told, costMinor },
  } as const;
  const event = short ? 'delivered_part' : 'delivered';
  const completeBy = new Date(nowMs + completeMs);
  const plan = { reason, completeBy, tellRetailer, ...(short && { short, tellVendor }) };
  const carried = await carryOut(tx, cause, order, event, plan);
  if (!carried.ok) return carried;
  if (dueAt !== null) await setDueAt(tx, order.id, dueAt);
  const moved = await carryDelivery(tx, cause, delivery, event, { reason });
  if (!moved.ok) return moved;
  const cashMinor = cashOf(order) === null ? null : totalMinor;
  const value = { was: 'delivered', number: order.number, short: told } as const;
  return done({ ...value, totalMinor, cashMinor, wake: carried.value });
}

/**
 * The goods are at the door. In: a driver's report with the code that only the retailer was told,
 * and the lines of which less was taken. The stock is consumed, what was not taken goes back to
 * the vendor and off the books by a credit note, the code is kept as proof, and the order's debt
 * begins to run. A wrong code changes nothing but their count; at the limit an operator has it.
 * Locks order, delivery, stock, credit account. Refused with nothing changed.
 */
export async function confirmDelivery(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  report: DoorReport,
): Promise<Outcome<Confirmed, ConfirmRefusal>> {
  const found = await jobAtDoor(tx, report);
  if (!found.ok) return found;
  const { order, delivery } = found.value;
  const number = order.number.toString();
  if (delivery.driverId !== report.driverId) return refused('no_such_job', { number });
  const couldBeOut = ['OUT_FOR_DELIVERY', 'DELIVERY_FAILED'].includes(order.state);
  if (!couldBeOut) return refused('not_now', { number, state: delivery.state });
  if (delivery.wrongCodes >= LIMITS.wrong_codes_max) return refused('code_locked', { number });
  const picks = readDoorWords(terms.catalogue, order.lines, report.lines);
  if (!picks.ok) return refused('lines_unclear', { number });
  if (report.code === null) return refused('code_needed', { number });
  if (report.code !== delivery.code) {
    if (!isOut(delivery)) return refused('code_needed', { number });
    return wrongCode(tx, cause, found.value);
  }
  const short = await shortOf(tx, found.value, picks.value);
  if (!short.ok) return refused(short.refusal, { number });
  const out = await stepOut(tx, cause, terms, found.value);
  if (!out.ok) return refused('not_now', { ...out.detail, number });
  const handed = await handOverGoods(tx, cause, terms, out.value, short.value, '');
  if (handed.ok) await keepProof(tx, cause, delivery.id, { kind: 'code', code: delivery.code });
  return handed;
}

/** An operator's word that the goods arrived. */
export interface OperatorReport {
  readonly deliveryId: string;
  readonly picks: readonly Pick[];
  readonly reason: string;
}

/**
 * An operator confirms a delivery without its code, for a reason: the retailer lost it, or wrong
 * ones locked it. Otherwise as `confirmDelivery`.
 */
export async function confirmByOperator(
  tx: Tx,
  cause: Cause,
  terms: DeliveryTerms,
  report: OperatorReport,
): Promise<Outcome<Confirmed, 'no_such_delivery' | 'not_now' | 'lines_unclear' | 'nothing_taken'>> {
  assert(cause.actor.kind === 'operator', 'an operator confirms');
  const job = await lockJob(tx, { deliveryId: report.deliveryId });
  if (!job) return refused('no_such_delivery');
  if (!isOut(job.delivery) || job.order.state !== 'OUT_FOR_DELIVERY') {
    return refused('not_now', { state: job.delivery.state });
  }
  const short = await shortOf(tx, job, report.picks);
  if (!short.ok) return short;
  const handed = await handOverGoods(tx, cause, terms, job, short.value, report.reason);
  if (handed.ok) await keepProof(tx, cause, job.delivery.id, { kind: 'operator' });
  return handed;
}
