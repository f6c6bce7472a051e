import { assert } from '../base/assert.js';
import type { Cause } from '../base/cause.js';
import type { Minor } from '../base/money.js';
import { formatMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { advanceDispute, disputesOfOrder } from '../domain/disputes/disputes.js';
import type { Decision, Dispute, ReturnedAs } from '../domain/disputes/disputes.js';
import type { DisputeEvent } from '../domain/disputes/lifecycle.js';
import { post, readOrderCredit } from '../domain/ledger/ledger.js';
import { orderCredit, refundDebit, reversal, walletTopup } from '../domain/ledger/recipes.js';
import type { LockedOrder, Order } from '../domain/orders/orders.js';
import { advancePayment, lockPayments, setAmount, takenOf } from '../domain/payments/payments.js';
import type { Payment } from '../domain/payments/payments.js';
import { goodsShare } from '../domain/pricing/shares.js';
import type { TownSettings } from '../domain/towns/towns.js';
import { carryOut } from './carry-out.js';
import type { ToldDispute } from './dispute-tells.js';
import { costOf, readLineCosts } from './short-pick.js';
import type { Wake } from './wake.js';
import { NO_WAKE } from './wake.js';

/** What disputes hang on in a town. */
export interface DisputeTerms {
  readonly catalogue: Catalogue;
  readonly settings: TownSettings;
}

/** What is given for a dispute, who bears it, and how paid money goes back. */
export interface Ruling {
  readonly granted: Milli;
  readonly bearer: 'vendor' | 'town';
  readonly returnAs: ReturnedAs;
}

/** The order's books as they are and as a ruling makes them. */
export interface Reckoned {
  readonly decision: Decision;
  /** What is owed for the order then. */
  readonly owedMinor: Minor;
}

function lineOf(order: Order, lineNo: number): Order['lines'][number] {
  const line = order.lines.find((one) => one.lineNo === lineNo);
  assert(line, `line ${lineNo} of order ${order.id} came`);
  return line;
}

/** A dispute as people are told it. */
export function toldDispute(catalogue: Catalogue, order: Order, dispute: Dispute): ToldDispute {
  const line = lineOf(order, dispute.lineNo);
  return {
    disputeId: dispute.id,
    number: order.number.toString(),
    name: productName(catalogue, line.productId),
    quantity: formatMilli(dispute.quantity),
    unit: line.unit,
    problem: dispute.problem,
  };
}

/**
 * What a ruling comes to, by all that was given for the order before. The credit is the share of
 * what was given back of the line and its tax; of it, what was paid beyond what is owed then goes
 * back. The vendor's part is rounded in their favour. The caller holds the order's lock.
 */
export async function reckonRuling(
  tx: Tx,
  order: LockedOrder,
  dispute: Dispute,
  ruling: Ruling,
  payments: readonly Payment[],
): Promise<Reckoned> {
  const { granted, bearer, returnAs } = ruling;
  assert(granted >= 0n && granted <= dispute.quantity, 'no more is given than was disputed');
  const before = (await disputesOfOrder(tx, order.id)).flatMap(({ lineNo, decision }) =>
    decision ? { lineNo, ...decision } : [],
  );
  const given = order.lines.map(({ lineNo }) => {
    const earlier = before.filter((one) => one.lineNo === lineNo);
    const sum = earlier.reduce((total, one) => total + one.grantedQuantity, 0n);
    return lineNo === dispute.lineNo ? sum + granted : sum;
  });
  const sumOf = (what: 'creditMinor' | 'costMinor' | 'returnedMinor'): Minor =>
    before.reduce((total, one) => total + one[what], 0n);
  const creditMinor = goodsShare(order, given) - sumOf('creditMinor');
  const owedMinor = order.totalMinor - sumOf('creditMinor') - creditMinor;
  assert(creditMinor >= 0n && owedMinor >= 0n, 'no more is credited than was owed');
  const over = takenOf(payments) - sumOf('returnedMinor') - owedMinor;
  const returnedMinor = over <= 0n ? 0n : over < creditMinor ? over : creditMinor;
  const costMinor =
    bearer === 'town' || granted === 0n
      ? 0n
      : await costOfLine(tx, order, dispute.lineNo, granted, sumOf('costMinor'));
  return {
    owedMinor,
    decision: {
      grantedQuantity: granted,
      creditMinor,
      costMinor,
      returnedMinor,
      returnedAs: returnedMinor > 0n ? returnAs : null,
    },
  };
}

/** What a vendor was paid for so much of a line, before anything was taken off for disputes. */
async function costOfLine(
  tx: Tx,
  order: LockedOrder,
  lineNo: number,
  granted: Milli,
  takenOffMinor: Minor,
): Promise<Minor> {
  const credit = await readOrderCredit(tx, order.id);
  if (!credit) return 0n;
  const costs = await readLineCosts(tx, order, costOf(credit) + takenOffMinor);
  const at = order.lines.findIndex((line) => line.lineNo === lineNo);
  return ((costs[at] ?? 0n) * granted) / lineOf(order, lineNo).quantity;
}

/**
 * The credit note: the order's credit is reversed, and posted anew for what is owed then. Where
 * nothing is owed by anybody any more, nothing is posted in its place.
 */
async function postNote(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  { decision, owedMinor }: Reckoned,
): Promise<void> {
  if (decision.creditMinor === 0n && decision.costMinor === 0n) return;
  const credit = await readOrderCredit(tx, order.id);
  assert(credit && order.vendorId !== null, `an order that came stands in the books: ${order.id}`);
  const { id: orderId, retailerId, vendorId } = order;
  const reversed = await post(tx, cause, reversal({ ...credit, retailerId }));
  assert(reversed.ok && reversed.value.was === 'created', `order ${orderId} is corrected once`);
  const costMinor = costOf(credit) - decision.costMinor;
  if (owedMinor === 0n && costMinor === 0n) return;
  const revision = credit.revision + 1;
  const totalMinor = owedMinor;
  const note = orderCredit({ orderId, retailerId, vendorId, totalMinor, costMinor, revision });
  const posted = await post(tx, cause, note);
  assert(posted.ok && posted.value.was === 'created', `order ${orderId} is corrected once`);
}

/** What was paid too much for an order, as it goes back for a dispute. Locks the credit account. */
export async function postReturn(
  tx: Tx,
  cause: Cause,
  dispute: Dispute,
  { returnedMinor, returnedAs }: Pick<Decision, 'returnedMinor' | 'returnedAs'>,
): Promise<void> {
  const { id, orderId, retailerId, vendorId } = dispute;
  const key = `dispute:${id}`;
  const back = { key, subjectId: orderId, retailerId, vendorId, amountMinor: returnedMinor };
  const posting =
    returnedAs === 'cash' ? refundDebit({ ...back, driverId: null }) : walletTopup(back);
  const posted = await post(tx, cause, posting);
  assert(posted.ok && posted.value.was === 'created', `money of ${key} goes back once`);
}

/** Attempts that have nothing more to bring, since less is owed, wait for nothing any more. */
async function closeAttempts(
  tx: Tx,
  cause: Cause,
  payments: readonly Payment[],
  owedMinor: Minor,
): Promise<void> {
  if (takenOf(payments) < owedMinor) return;
  for (const payment of payments) {
    if (payment.state !== 'OPENED' && payment.state !== 'REVIEW') continue;
    const reason = 'less is owed';
    const nothing = payment.takenMinor === 0n;
    const kept = nothing ? payment : await setAmount(tx, payment, payment.takenMinor);
    const moved = await advancePayment(tx, cause, kept, nothing ? 'failed' : 'collected', {
      reason,
    });
    assert(moved.ok, 'a locked attempt moves as its table says');
  }
}

/** An order to be paid in cash that an operator has is complete once nothing is owed any more. */
async function completePaid(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  payments: readonly Payment[],
  owedMinor: Minor,
): Promise<Wake> {
  const waits = order.state === 'DELIVERED' && order.owner === 'operator';
  if (!waits || takenOf(payments) < owedMinor) return NO_WAKE;
  const completed = await carryOut(tx, cause, order, 'completed', { reason: 'less is owed' });
  assert(completed.ok, 'a delivered order can be completed');
  return completed.value;
}

/**
 * Carries a ruling out: the credit note, the money that goes back, the dispute's end. Cash that is
 * to be handed back leaves the dispute with an operator until it was. Takes the order and the
 * dispute locked; locks payments and the credit account. At most once: the lifecycle has no second
 * decision.
 */
export async function settleDispute(
  tx: Tx,
  cause: Cause,
  order: LockedOrder,
  dispute: Dispute,
  ruled: {
    readonly event: Extract<DisputeEvent, 'vendor_agreed' | 'decided'>;
    readonly ruling: Ruling;
    readonly reason: string;
    readonly vendor?: { readonly quantity: Milli; readonly said: string };
  },
): Promise<{ readonly decision: Decision; readonly wake: Wake }> {
  const { event, ruling, reason, vendor } = ruled;
  const payments = await lockPayments(tx, order.id);
  const reckoned = await reckonRuling(tx, order, dispute, ruling, payments);
  const { decision, owedMinor } = reckoned;
  const changes = { reason, decision, ...(vendor && { vendor }) };
  const advanced = await advanceDispute(tx, cause, dispute, event, changes);
  assert(advanced.ok, 'a locked dispute moves as its table says');
  if (decision.returnedAs !== 'cash') {
    const settled = await advanceDispute(tx, cause, advanced.value, 'settled');
    assert(settled.ok, 'what was decided is settled');
  }
  await closeAttempts(tx, cause, payments, owedMinor);
  await postNote(tx, cause, order, reckoned);
  if (decision.returnedAs === 'wallet') await postReturn(tx, cause, dispute, decision);
  return { decision, wake: await completePaid(tx, cause, order, payments, owedMinor) };
}
