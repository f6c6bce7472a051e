import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { openDispute, readArrived } from '../domain/disputes/disputes.js';
import type { ArrivedLine, ArrivedOrder, Problem } from '../domain/disputes/disputes.js';
import { lockOrder } from '../domain/orders/orders.js';
import { readNames } from '../domain/parties/parties.js';
import { schedule } from '../outbox/due.js';
import type { ToldDispute } from './dispute-tells.js';
import { tellParties } from './party-tell.js';
import { toldDispute } from './settle-dispute.js';
import type { DisputeTerms } from './settle-dispute.js';
import type { Wake } from './wake.js';

/** What a retailer says is amiss; null: not said. */
export interface Complaint {
  readonly retailerId: string;
  readonly number: bigint | null;
  readonly lineNo: number | null;
  /** Products that the words may mean. */
  readonly productIds: readonly string[];
  readonly quantity: Milli | null;
  /** Null: as the line's. */
  readonly unit: string | null;
  readonly problem: Problem | null;
  readonly said: string;
}

/** One way to go on, with what is known by it. */
export interface ComplaintOption {
  readonly number: string;
  readonly lineNo: number | null;
  /** What came of the line, in its unit; empty where several lines are meant. */
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  /** ISO 8601: when it came. */
  readonly arrivedAt: string;
}

/** What is asked next, or that it was opened. */
export type Complained =
  | {
      readonly was: 'asked';
      readonly what: 'order' | 'line' | 'quantity' | 'problem';
      readonly options: readonly ComplaintOption[];
      readonly quantity: string | null;
      readonly problem: Problem | null;
    }
  | {
      readonly was: 'opened';
      readonly dispute: ToldDispute;
      readonly vendor: string;
      /** ISO 8601 */
      readonly replyBy: string;
      readonly wake: Wake;
    };

export type ComplaintRefusal =
  | 'nothing_arrived'
  | 'not_arrived'
  | 'dispute_late'
  | 'not_in_arrived'
  | 'disputed_already'
  | 'dispute_more';

const DAY_MS = 86_400_000;

/** An order with those of its lines that may be meant. */
interface Candidate {
  readonly order: ArrivedOrder;
  readonly lines: readonly ArrivedLine[];
}

function linesMeant(order: ArrivedOrder, said: Complaint): readonly ArrivedLine[] {
  const { lineNo, productIds } = said;
  if (lineNo !== null) return order.lines.filter((line) => line.lineNo === lineNo);
  if (productIds.length === 0) return order.lines;
  return order.lines.filter((line) => productIds.includes(line.productId));
}

/** The orders and lines that the words may be about; none that were disputed whole. */
async function candidates(
  tx: Tx,
  cause: Cause,
  { settings }: DisputeTerms,
  said: Complaint,
): Promise<Outcome<readonly Candidate[], ComplaintRefusal>> {
  const { number } = said;
  const since = new Date(cause.universe.nowMs() - settings.dispute_open_days * DAY_MS);
  const arrived = await readArrived(tx, said.retailerId, number === null ? { since } : { number });
  const digits = number === null ? {} : { number: number.toString() };
  if (arrived.length === 0) {
    return refused(number === null ? 'nothing_arrived' : 'not_arrived', digits);
  }
  const young = arrived.filter((order) => order.arrivedAt >= since);
  if (young.length === 0) {
    return refused('dispute_late', { ...digits, days: String(settings.dispute_open_days) });
  }
  const meant = young.map((order) => ({ order, lines: linesMeant(order, said) }));
  const named = meant.filter(({ lines }) => lines.length > 0);
  if (named.length === 0) return refused('not_in_arrived', digits);
  const open = named.map(({ order, lines }) => ({
    order,
    lines: lines.filter((line) => line.left > 0n),
  }));
  const left = open.filter(({ lines }) => lines.length > 0);
  return left.length > 0 ? done(left) : refused('disputed_already', digits);
}

function optionOf(
  catalogue: Catalogue,
  order: ArrivedOrder,
  line: ArrivedLine | undefined,
): ComplaintOption {
  return {
    number: order.number.toString(),
    lineNo: line?.lineNo ?? null,
    name: line ? productName(catalogue, line.productId) : '',
    quantity: line ? formatMilli(line.left) : '',
    unit: line?.unit ?? '',
    arrivedAt: order.arrivedAt.toISOString(),
  };
}

/** What was said in another unit, in the line's, to a thousandth; undefined: it is unknown. */
function inLineUnit(catalogue: Catalogue, line: ArrivedLine, said: Complaint): Milli | undefined {
  const { quantity, unit } = said;
  if (quantity === null) return undefined;
  if (unit === null || unit === line.unit) return quantity;
  const units = catalogue.products.get(line.productId)?.units;
  const from = units?.get(unit)?.baseUnits;
  const to = units?.get(line.unit)?.baseUnits;
  if (from === undefined || to === undefined) return undefined;
  const rounded = (quantity * from + to / 2n) / to;
  return rounded > 0n ? rounded : undefined;
}

/** Everything that has to be known, or what is asked next. */
function nextAsked(
  catalogue: Catalogue,
  found: readonly Candidate[],
  said: Complaint,
): Complained | { readonly order: ArrivedOrder; readonly line: ArrivedLine; quantity: Milli } {
  const { problem } = said;
  const spoken = said.quantity === null ? null : formatMilli(said.quantity);
  const ask = (
    what: 'order' | 'line' | 'quantity' | 'problem',
    options: readonly ComplaintOption[],
    quantity = spoken,
  ): Complained => {
    const kept = options.slice(0, LIMITS.disputes_told_max);
    return { was: 'asked', what, options: kept, quantity, problem };
  };
  const [first, another] = found;
  if (!first || another) {
    const options = found.map(({ order, lines }) =>
      optionOf(catalogue, order, lines.length === 1 ? lines[0] : undefined),
    );
    return ask('order', options);
  }
  const { order, lines } = first;
  const [line, other] = lines;
  if (!line || other) {
    return ask(
      'line',
      lines.map((one) => optionOf(catalogue, order, one)),
    );
  }
  const options = [optionOf(catalogue, order, line)];
  const quantity = inLineUnit(catalogue, line, said);
  if (quantity === undefined) return ask('quantity', options, null);
  if (problem === null) return ask('problem', options, formatMilli(quantity));
  return { order, line, quantity };
}

/**
 * A retailer says what is amiss with goods that came: what is not clear is asked, one thing at a
 * time, and a dispute is opened once order, line, quantity and problem are known. Its vendor is
 * told and has until the deadline. Locks the order. Refused with nothing changed:
 * `nothing_arrived` lately, `not_arrived` (the numbered one), `dispute_late`, `not_in_arrived`,
 * `disputed_already`, `dispute_more` than is left of what came, with how much that is.
 */
export async function complain(
  tx: Tx,
  cause: Cause,
  terms: DisputeTerms,
  said: Complaint,
): Promise<Outcome<Complained, ComplaintRefusal>> {
  const found = await candidates(tx, cause, terms, said);
  if (!found.ok) return found;
  const asked = nextAsked(terms.catalogue, found.value, said);
  if ('was' in asked) return done(asked);
  const { quantity, line } = asked;
  const order = await lockOrder(tx, { id: asked.order.id });
  // Under the lock nobody else disputes it: what is left now stays.
  const [now] = await readArrived(tx, said.retailerId, { number: asked.order.number });
  const left = now?.lines.find((one) => one.lineNo === line.lineNo)?.left ?? 0n;
  if (!order || quantity > left) {
    const { name, unit, number } = optionOf(terms.catalogue, asked.order, line);
    return refused('dispute_more', { number, name, unit, quantity: formatMilli(left) });
  }
  const replyBy = new Date(cause.universe.nowMs() + terms.settings.dispute_reply_ms);
  const dispute = await openDispute(tx, cause, {
    orderId: order.id,
    lineNo: line.lineNo,
    retailerId: said.retailerId,
    vendorId: asked.order.vendorId,
    problem: said.problem ?? 'other',
    quantity,
    said: said.said,
    replyBy,
  });
  const { correlationId } = cause;
  const due = { topic: 'dispute_reply', subjectId: dispute.id } as const;
  await schedule(tx, { ...due, dueAt: replyBy, correlationId });
  const names = await readNames(tx, [said.retailerId, dispute.vendorId]);
  const told = toldDispute(terms.catalogue, order, dispute);
  const lanes = await tellParties(tx, cause, order.id, [
    {
      partyId: dispute.vendorId,
      key: dispute.id,
      tell: {
        type: 'dispute_opened',
        dispute: told,
        retailer: names.get(said.retailerId) ?? '',
        said: said.said,
        replyBy: replyBy.toISOString(),
      },
    },
  ]);
  return done({
    was: 'opened',
    dispute: told,
    vendor: names.get(dispute.vendorId) ?? '',
    replyBy: replyBy.toISOString(),
    wake: { lanes, due: [] },
  });
}
