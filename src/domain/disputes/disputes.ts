import type { Cause } from '../../base/cause.js';
import { eventColumns } from '../../base/event-columns.js';
import { AFTER_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { FIRST_DISPUTE_OWNER, FIRST_DISPUTE_STATE, disputeTransition } from './lifecycle.js';
import type { DisputeEvent, DisputeOwner, DisputeState } from './lifecycle.js';
import {
  insertDispute,
  lockDisputeRow,
  selectArrived,
  selectBeforeVendor,
  selectCredited,
  selectDispute,
  selectDisputeEvents,
  selectDisputes,
  selectDisputesOfOrder,
  updateDispute,
} from './queries.js';
import type { ArrivedRow, DisputeEventRow, DisputeRow } from './queries.js';

/** What is wrong with goods that came. */
export const PROBLEMS = ['missing', 'damaged', 'expired', 'wrong', 'other'] as const;
export type Problem = (typeof PROBLEMS)[number];

/** How what was paid already goes back to the retailer. */
export type ReturnedAs = 'wallet' | 'cash';

/** What was decided: how much is given, what it is worth, and what the vendor bears of it. */
export interface Decision {
  readonly grantedQuantity: Milli;
  readonly creditMinor: Minor;
  /** What the vendor is paid less. */
  readonly costMinor: Minor;
  /** Of the credit, what had been paid; null where nothing goes back. */
  readonly returnedMinor: Minor;
  readonly returnedAs: ReturnedAs | null;
}

/** What a retailer says is amiss with one line of an order that came. */
export interface Dispute {
  readonly id: string;
  readonly orderId: string;
  readonly lineNo: number;
  readonly retailerId: string;
  readonly vendorId: string;
  readonly problem: Problem;
  /** In the unit of the line. */
  readonly quantity: Milli;
  readonly said: string;
  readonly state: DisputeState;
  readonly owner: DisputeOwner;
  readonly replyBy: Date;
  /** What the vendor would give; null where they never answered. */
  readonly vendorQuantity: Milli | null;
  readonly vendorSaid: string;
  readonly decision: Decision | null;
  readonly version: number;
  readonly openedAt: Date;
}

function fromRow(row: DisputeRow): Dispute {
  const { granted_quantity: granted, credit_minor: creditMinor, cost_minor: costMinor } = row;
  return {
    id: row.id,
    orderId: row.order_id,
    lineNo: row.line_no,
    retailerId: row.retailer_id,
    vendorId: row.vendor_id,
    problem: row.problem as Problem,
    quantity: milli(row.quantity),
    said: row.said,
    state: row.state as DisputeState,
    owner: row.owner as DisputeOwner,
    replyBy: row.reply_by,
    vendorQuantity: row.vendor_quantity === null ? null : milli(row.vendor_quantity),
    vendorSaid: row.vendor_said,
    decision:
      granted === null
        ? null
        : {
            grantedQuantity: milli(granted),
            creditMinor: creditMinor ?? 0n,
            costMinor: costMinor ?? 0n,
            returnedMinor: row.returned_minor ?? 0n,
            returnedAs: row.returned_as as ReturnedAs | null,
          },
    version: row.version,
    openedAt: row.opened_at,
  };
}

/** An order that came lately, with what may still be disputed of each line. */
export interface ArrivedOrder {
  readonly id: string;
  readonly number: bigint;
  readonly vendorId: string;
  readonly arrivedAt: Date;
  readonly lines: readonly ArrivedLine[];
}

export interface ArrivedLine {
  readonly lineNo: number;
  readonly productId: string;
  readonly unit: string;
  /** What came, and what was not disputed of it yet. */
  readonly quantity: Milli;
  readonly left: Milli;
}

function arrivedFrom(row: ArrivedRow): ArrivedOrder {
  return {
    id: row.id,
    number: row.number,
    vendorId: row.vendor_id,
    arrivedAt: row.arrived_at,
    lines: row.lines.map((line) => ({
      lineNo: line.lineNo,
      productId: line.productId,
      unit: line.unit,
      quantity: milli(line.quantity),
      left: milli(line.quantity) - milli(line.disputed),
    })),
  };
}

/**
 * The retailer's orders that came since then, the newest first, or the numbered one whenever it
 * came. Looks at a bounded number of the latest. Takes no lock.
 */
export async function readArrived(
  tx: Tx,
  retailerId: string,
  wanted: { readonly number: bigint } | { readonly since: Date },
): Promise<readonly ArrivedOrder[]> {
  const rows = await selectArrived(tx, retailerId, wanted, LIMITS.orders_looked_at_max);
  return rows.map(arrivedFrom);
}

/** A dispute about to be opened. */
export interface NewDispute {
  readonly orderId: string;
  readonly lineNo: number;
  readonly retailerId: string;
  readonly vendorId: string;
  readonly problem: Problem;
  readonly quantity: Milli;
  readonly said: string;
  readonly replyBy: Date;
}

/** Opens one. The caller holds the order's lock and has seen that so much is left of the line. */
export async function openDispute(tx: Tx, cause: Cause, dispute: NewDispute): Promise<Dispute> {
  const id = cause.universe.newId();
  const columns = {
    ...dispute,
    id,
    quantity: formatMilli(dispute.quantity),
    state: FIRST_DISPUTE_STATE,
    owner: FIRST_DISPUTE_OWNER,
  };
  const event = eventColumns(cause, 'opened', '');
  await insertDispute(tx, columns, event);
  return {
    ...dispute,
    id,
    state: FIRST_DISPUTE_STATE,
    owner: FIRST_DISPUTE_OWNER,
    vendorQuantity: null,
    vendorSaid: '',
    decision: null,
    version: 1,
    openedAt: event.at,
  };
}

/** What an event of a dispute brings. */
export interface DisputeChanges {
  readonly reason?: string;
  readonly vendor?: { readonly quantity: Milli; readonly said: string };
  readonly decision?: Decision;
}

/** Moves a locked dispute on by an event of its table. Refused as `not_now` as others are. */
export async function advanceDispute(
  tx: Tx,
  cause: Cause,
  dispute: Dispute,
  event: DisputeEvent,
  { reason = '', vendor, decision }: DisputeChanges = {},
): Promise<Outcome<Dispute, 'not_now'>> {
  const next = disputeTransition(dispute.state, event);
  if (!next) return refused('not_now', { state: dispute.state });
  const row = await updateDispute(
    tx,
    {
      id: dispute.id,
      version: dispute.version,
      from: dispute.state,
      to: next.to,
      owner: next.owner,
      vendorQuantity: vendor ? formatMilli(vendor.quantity) : null,
      vendorSaid: vendor?.said ?? null,
      decision: decision
        ? { ...decision, grantedQuantity: formatMilli(decision.grantedQuantity) }
        : null,
    },
    eventColumns(cause, event, reason),
  );
  return row ? done(fromRow(row)) : refused('not_now', { state: dispute.state });
}

/** Reads one without a lock. */
export async function readDispute(tx: Tx, id: string): Promise<Dispute | undefined> {
  const row = await selectDispute(tx, id);
  return row && fromRow(row);
}

/** Locks one; the caller holds its order's lock. */
export async function lockDispute(tx: Tx, id: string): Promise<Dispute | undefined> {
  const row = await lockDisputeRow(tx, id);
  return row && fromRow(row);
}

/** All of an order's, in the order they were opened. Read under the order's lock they stand. */
export async function disputesOfOrder(tx: Tx, orderId: string): Promise<readonly Dispute[]> {
  return (await selectDisputesOfOrder(tx, orderId)).map(fromRow);
}

/**
 * What was credited for an order since it came: what is owed for it is its total less this. Under
 * the order's lock it stands.
 */
export async function readCredited(tx: Tx, orderId: string): Promise<Minor> {
  return selectCredited(tx, orderId);
}

/** What waits for a vendor's answer, the oldest first; bounded. */
export async function disputesBefore(tx: Tx, vendorId: string): Promise<readonly Dispute[]> {
  return (await selectBeforeVendor(tx, vendorId, LIMITS.disputes_told_max)).map(fromRow);
}

/** A page of the town's disputes, newest first, going back from `beforeId`. */
export async function listDisputes(
  tx: Tx,
  filter: { readonly state: DisputeState | null; readonly owner: DisputeOwner | null },
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly Dispute[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  return (await selectDisputes(tx, filter, page.beforeId ?? AFTER_ALL, rowsMax)).map(fromRow);
}

/** What happened to a dispute, oldest first. */
export async function readDisputeStory(tx: Tx, id: string): Promise<readonly DisputeEventRow[]> {
  return selectDisputeEvents(tx, id);
}
