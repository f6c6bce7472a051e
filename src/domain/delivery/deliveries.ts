import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { eventColumns } from '../../base/event-columns.js';
import { AFTER_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { deliveryTransition, FIRST_DELIVERY_STATE } from './lifecycle.js';
import type { DeliveryEvent, DeliveryOwner, DeliveryState } from './lifecycle.js';
import {
  insertAsks,
  insertDelivery,
  insertGivenBack,
  insertProof,
  lockDeliveryRow,
  selectAsks,
  selectCashJobs,
  selectDeliveries,
  selectDelivery,
  selectDoneNumbers,
  selectHistory,
  selectJobs,
  selectLastDone,
  selectOutFor,
  selectProofs,
  selectUnallocated,
  updateAsks,
  updateDelivered,
  updateDelivery,
  updateWrongCodes,
} from './queries.js';
import type { DeliveryRow } from './queries.js';

/** The way of one packed order to its retailer. */
export interface Delivery {
  readonly id: string;
  readonly orderId: string;
  readonly retailerId: string;
  readonly vendorId: string;
  readonly state: DeliveryState;
  readonly owner: DeliveryOwner;
  readonly driverId: string | null;
  /** Four digits that only the retailer is told. */
  readonly code: string;
  readonly wrongCodes: number;
  readonly round: number;
  readonly resumeAt: Date | null;
  readonly version: number;
  /** When it came into its state. */
  readonly changedAt: Date;
}

/** A delivery with the number of its order. */
export interface NumberedDelivery extends Delivery {
  readonly number: bigint;
}

/** What a driver has to do, or (with a time) is asked to take. */
export interface Job extends NumberedDelivery {
  readonly replyBy: Date | null;
}

function fromRow(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    orderId: row.order_id,
    retailerId: row.retailer_id,
    vendorId: row.vendor_id,
    state: row.state as DeliveryState,
    owner: row.owner as DeliveryOwner,
    driverId: row.driver_id,
    code: row.code,
    wrongCodes: row.wrong_codes,
    round: row.round,
    resumeAt: row.resume_at,
    version: row.version,
    changedAt: row.changed_at,
  };
}

/** Begins the delivery of an order that was packed; says its id. The caller locks the order. */
export async function openDelivery(
  tx: Tx,
  cause: Cause,
  order: { readonly id: string; readonly retailerId: string; readonly vendorId: string },
): Promise<string> {
  const id = cause.universe.newId();
  // Never with a nought in front: people leave that out.
  const code = (1000 + cause.universe.random(9000)).toString();
  const { id: orderId, retailerId, vendorId } = order;
  const state = FIRST_DELIVERY_STATE;
  const columns = { id, orderId, retailerId, vendorId, state, owner: 'machine', code };
  await insertDelivery(tx, columns, eventColumns(cause, 'opened', ''));
  return id;
}

/** Locks the delivery of an order, whose lock the caller holds; undefined when it has none. */
export async function lockDeliveryOf(tx: Tx, orderId: string): Promise<Delivery | undefined> {
  const row = await lockDeliveryRow(tx, orderId);
  return row && fromRow(row);
}

/** A delivery by its id, without a lock. */
export async function readDelivery(tx: Tx, id: string): Promise<Delivery | undefined> {
  const row = await selectDelivery(tx, id);
  return row && fromRow(row);
}

/** What an event may bring beside the state. */
export interface DeliveryChanges {
  readonly reason?: string;
  /** Who has it from now on; left out: who had it. */
  readonly driverId?: string | null;
  /** When a delivery that is put off goes on. */
  readonly resumeAt?: Date;
  /** Begins to ask drivers anew, those included who did not want it. */
  readonly newRound?: boolean;
}

/**
 * Moves a locked delivery on by an event of its table, with its event row. Refused as `not_now`
 * where the table has no such pair or the value is stale.
 */
export async function advanceDelivery(
  tx: Tx,
  cause: Cause,
  delivery: Delivery,
  event: DeliveryEvent,
  changes: DeliveryChanges = {},
): Promise<Outcome<undefined, 'not_now'>> {
  const transition = deliveryTransition(delivery.state, event);
  if (!transition) return refused('not_now', { state: delivery.state });
  const { reason = '', driverId = delivery.driverId, resumeAt = null, newRound = false } = changes;
  const applied = await updateDelivery(
    tx,
    {
      id: delivery.id,
      version: delivery.version,
      from: delivery.state,
      to: transition.to,
      owner: transition.owner,
      driverId,
      round: delivery.round + (newRound ? 1 : 0),
      resumeAt,
    },
    eventColumns(cause, event, reason),
  );
  return applied ? done(undefined) : refused('not_now', { state: delivery.state });
}

/** Counts a code that was not the delivery's, under its lock. */
export async function countWrongCode(tx: Tx, delivery: Delivery): Promise<number> {
  const count = delivery.wrongCodes + 1;
  await updateWrongCodes(tx, delivery.id, count);
  return count;
}

/** Lets codes be tried again, under the delivery's lock. */
export async function forgiveWrongCodes(tx: Tx, delivery: Delivery): Promise<void> {
  await updateWrongCodes(tx, delivery.id, 0);
}

/** Puts a locked delivery before drivers, until a time. */
export async function askDrivers(
  tx: Tx,
  cause: Cause,
  delivery: Delivery,
  driverIds: readonly string[],
  replyBy: Date,
): Promise<void> {
  await insertAsks(tx, delivery, driverIds, { askedAt: cause.universe.now(), replyBy });
}

/** How an ask of a driver ended. */
export type AskAnswer = 'TAKEN' | 'DECLINED' | 'TIMED_OUT' | 'WITHDRAWN';

/** Closes one driver's open ask of a locked delivery; false when they were not asked. */
export async function answerAsk(
  tx: Tx,
  cause: Cause,
  delivery: Delivery,
  driverId: string,
  answer: AskAnswer,
): Promise<boolean> {
  const only = { only: driverId };
  return (await updateAsks(tx, delivery, only, answer, cause.universe.now())).length === 1;
}

/** Closes the open asks of all drivers but one; says whose, in the order of their ids. */
export async function closeAsks(
  tx: Tx,
  cause: Cause,
  delivery: Delivery,
  except: string | null,
  answer: AskAnswer,
): Promise<readonly string[]> {
  return updateAsks(tx, delivery, { except }, answer, cause.universe.now());
}

/** Whom a delivery was put before in its present round, and what they answered. */
export async function readAsks(
  tx: Tx,
  delivery: Delivery,
): Promise<
  readonly { readonly driverId: string; readonly replyBy: Date; readonly answer: string | null }[]
> {
  const rows = await selectAsks(tx, delivery);
  return rows.map((row) => ({
    driverId: row.driver_id,
    replyBy: row.reply_by,
    answer: row.answer,
  }));
}

/** Keeps that a driver gave a locked delivery back: the next search passes them over. */
export async function noteGivenBack(
  tx: Tx,
  cause: Cause,
  delivery: Delivery,
  driverId: string,
): Promise<void> {
  await insertGivenBack(tx, delivery, driverId, cause.universe.now());
}

/** What a driver has to do or is asked to take, oldest first, a page of it. Takes no lock. */
export async function jobsOf(tx: Tx, driverId: string): Promise<readonly Job[]> {
  const rows = await selectJobs(tx, driverId, LIMITS.driver_jobs_max);
  return rows.map((row) => ({ ...fromRow(row), number: row.number, replyBy: row.reply_by }));
}

/** What a driver handed over last by its code: what a picture sent afterwards shows. */
export async function lastDoneBy(tx: Tx, driverId: string): Promise<NumberedDelivery | undefined> {
  const row = await selectLastDone(tx, driverId);
  return row && { ...fromRow(row), number: row.number };
}

/** Deliveries to a retailer that a driver has, oldest first. */
export async function outFor(tx: Tx, retailerId: string): Promise<readonly NumberedDelivery[]> {
  const rows = await selectOutFor(tx, retailerId, LIMITS.driver_jobs_max);
  return rows.map((row) => ({ ...fromRow(row), number: row.number }));
}

/** Numbers of a driver's orders for which cash is still to be taken at the door, oldest first. */
export async function cashJobsOf(tx: Tx, driverId: string): Promise<readonly bigint[]> {
  return selectCashJobs(tx, driverId, LIMITS.driver_jobs_max);
}

/** Numbers of the orders a driver delivered last: what they may still have a word about. */
export async function doneNumbersOf(tx: Tx, driverId: string): Promise<readonly bigint[]> {
  return selectDoneNumbers(tx, driverId, LIMITS.driver_jobs_max);
}

/** Ids of deliveries that nobody has, the longest waiting first, a page of them. */
export async function unallocated(tx: Tx): Promise<readonly string[]> {
  return selectUnallocated(tx, LIMITS.page_rows_max);
}

/** Keeps what shows that the goods arrived. */
export async function keepProof(
  tx: Tx,
  cause: Cause,
  deliveryId: string,
  proof:
    | { readonly kind: 'code'; readonly code: string }
    | { readonly kind: 'operator' }
    | {
        readonly kind: 'picture';
        readonly mediaId: string;
      },
): Promise<void> {
  const columns = {
    id: cause.universe.newId(),
    deliveryId,
    kind: proof.kind,
    code: proof.kind === 'code' ? proof.code : null,
    mediaId: proof.kind === 'picture' ? proof.mediaId : null,
  };
  await insertProof(tx, columns, eventColumns(cause, '', ''));
}

/** A line of which less was taken at the door than was brought, as `picking` has it. */
export interface DeliveredLine {
  readonly line: {
    readonly lineNo: number;
    readonly quantity: Milli;
    readonly discountMinor: Minor;
  };
  readonly picked: Milli;
  readonly pickedBase: Milli;
  readonly pickedFree: Milli;
  readonly totalMinor: Minor;
}

/** Writes what was taken beside what was brought; once. The caller holds the order's lock. */
export async function recordDelivered(
  tx: Tx,
  order: {
    readonly id: string;
    readonly totalMinor: Minor;
    readonly deliveryFeeMinor: Minor;
    readonly taxMinor: Minor;
    readonly shorts: readonly DeliveredLine[];
  },
): Promise<void> {
  const lines = order.shorts.map(({ line, picked, pickedBase, pickedFree, totalMinor }) => ({
    line_no: line.lineNo,
    quantity: formatMilli(picked),
    base_quantity: formatMilli(pickedBase),
    free_quantity: formatMilli(pickedFree),
    discount_minor: ((line.discountMinor * picked) / line.quantity).toString(),
    total_minor: totalMinor.toString(),
  }));
  assert(lines.length > 0, 'a part delivery is short of something');
  await updateDelivered(tx, order, lines);
}

/** A page of the town's deliveries, newest first, going back from `beforeId`. */
export async function listDeliveries(
  tx: Tx,
  filter: {
    readonly state: DeliveryState | null;
    readonly driverId: string | null;
    readonly owner: DeliveryOwner | null;
  },
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly NumberedDelivery[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectDeliveries(tx, filter, page.beforeId ?? AFTER_ALL, rowsMax);
  return rows.map((row) => ({ ...fromRow(row), number: row.number }));
}

/** What happened to a delivery and what shows that it arrived, oldest first. */
export interface DeliveryStory {
  readonly history: Awaited<ReturnType<typeof selectHistory>>;
  readonly proofs: Awaited<ReturnType<typeof selectProofs>>;
}

/** Reads a delivery's story. Takes no lock. */
export async function readStory(tx: Tx, deliveryId: string): Promise<DeliveryStory> {
  const [history, proofs] = await Promise.all([
    selectHistory(tx, deliveryId),
    selectProofs(tx, deliveryId),
  ]);
  return { history, proofs };
}
