import { assert } from '../../base/assert.js';
import type { Minor } from '../../base/money.js';

/** Kinds of account; the two parties of each stand in `AccountName`. */
export type AccountKind =
  'receivable' | 'payable' | 'margin' | 'cash_held' | 'clearing' | 'wallet' | 'adjustment';

/**
 * Which account: `receivable` of a retailer (party) towards a vendor (counterparty), `payable` to
 * a vendor (party), `margin` of the town, `cash_held` of a driver (party), `clearing` without a
 * party is the town's own till. Ids only: no personal data stands in the books.
 */
export interface AccountName {
  readonly kind: AccountKind;
  readonly partyId: string | null;
  readonly counterpartyId: string | null;
}

export type Recipe =
  | 'ORDER_CREDIT'
  | 'PAYMENT_DEBIT'
  | 'REFUND_DEBIT'
  | 'CASH_COLLECTED'
  | 'CASH_HANDED_OVER'
  | 'WALLET_TOPUP'
  | 'WALLET_SPEND'
  | 'WRITE_OFF'
  | 'REVERSAL';

/** Debit is positive, credit is negative. */
export interface Leg {
  readonly account: AccountName;
  readonly amountMinor: Minor;
}

/** One balanced transfer about to be posted; made by a recipe and by nothing else. */
export interface Posting {
  readonly recipe: Recipe;
  /** What makes it the same posting when it comes again. */
  readonly businessKey: string;
  /** What it is about: an order, later a payment. */
  readonly subjectId: string | null;
  readonly reversesId: string | null;
  /**
   * Whose credit account is locked, and whose chain the receivable legs join; null where no
   * retailer's money moves.
   */
  readonly retailerId: string | null;
  readonly legs: readonly Leg[];
}

/** A receivable leg stands in its retailer's chain and moves the retailer's balance. */
export function isChained(account: AccountName, retailerId: string | null): boolean {
  return account.kind === 'receivable' && account.partyId === retailerId && retailerId !== null;
}

/** Leaves out what is nothing, and checks what a posting must be. */
function balanced(posting: Posting): Posting {
  const legs = posting.legs.filter((leg) => leg.amountMinor !== 0n);
  const sum = legs.reduce((total, leg) => total + leg.amountMinor, 0n);
  assert(sum === 0n && legs.length >= 2, `${posting.recipe} is balanced and has two legs`);
  return { ...posting, legs };
}

/**
 * A vendor accepted an order on credit: the retailer owes its total towards the vendor, the
 * vendor is owed the cost, and the town keeps the difference, which may be a loss.
 */
export function orderCredit(order: {
  readonly orderId: string;
  readonly retailerId: string;
  readonly vendorId: string;
  readonly totalMinor: Minor;
  readonly costMinor: Minor;
  /** 1, or higher where it takes the place of one that was reversed. */
  readonly revision?: number;
}): Posting {
  const { retailerId, vendorId, totalMinor, costMinor, revision = 1 } = order;
  return balanced({
    recipe: 'ORDER_CREDIT',
    businessKey: orderCreditKey(order.orderId, revision),
    subjectId: order.orderId,
    reversesId: null,
    retailerId,
    legs: [
      {
        account: { kind: 'receivable', partyId: retailerId, counterpartyId: vendorId },
        amountMinor: totalMinor,
      },
      {
        account: { kind: 'payable', partyId: vendorId, counterpartyId: null },
        amountMinor: -costMinor,
      },
      {
        account: { kind: 'margin', partyId: null, counterpartyId: null },
        amountMinor: costMinor - totalMinor,
      },
    ],
  });
}

/** The business key of an order's credit posting: the first, or the one that corrects it. */
function orderCreditKey(orderId: string, revision: number): string {
  return revision === 1 ? `order_credit:${orderId}` : `order_credit:${orderId}:${revision}`;
}

/** Takes a posting back by the same legs the other way round; at most once per posting. */
export function reversal(posted: {
  readonly postingId: string;
  readonly subjectId: string | null;
  readonly retailerId: string;
  readonly legs: readonly Leg[];
}): Posting {
  return balanced({
    recipe: 'REVERSAL',
    businessKey: `reversal:${posted.postingId}`,
    subjectId: posted.subjectId,
    reversesId: posted.postingId,
    retailerId: posted.retailerId,
    legs: posted.legs.map((leg) => ({ ...leg, amountMinor: -leg.amountMinor })),
  });
}

/** The account of the cash that a driver carries. */
function cashHeldBy(driverId: string): AccountName {
  return { kind: 'cash_held', partyId: driverId, counterpartyId: null };
}

/**
 * A driver took cash at the door: the retailer owes so much less towards the vendor, and the
 * driver holds it for the town. `key` makes it once: one payment attempt can be paid in parts.
 */
export function cashCollected(cash: {
  readonly key: string;
  readonly orderId: string;
  readonly retailerId: string;
  readonly vendorId: string;
  readonly driverId: string;
  readonly amountMinor: Minor;
}): Posting {
  const { key, orderId, retailerId, vendorId, driverId, amountMinor } = cash;
  assert(amountMinor > 0n, 'cash is more than nothing');
  return balanced({
    recipe: 'CASH_COLLECTED',
    businessKey: `cash_collected:${key}`,
    subjectId: orderId,
    reversesId: null,
    retailerId,
    legs: [
      { account: cashHeldBy(driverId), amountMinor },
      {
        account: { kind: 'receivable', partyId: retailerId, counterpartyId: vendorId },
        amountMinor: -amountMinor,
      },
    ],
  });
}

/** The town's own money, wherever it lies: what was handed over, and what was paid to it. */
const TILL: AccountName = { kind: 'clearing', partyId: null, counterpartyId: null };

/** What was counted of a driver's cash goes from the driver into the town's till. */
export function cashHandedOver(cash: {
  readonly handOverId: string;
  readonly driverId: string;
  readonly amountMinor: Minor;
}): Posting {
  const { handOverId, driverId, amountMinor } = cash;
  assert(amountMinor > 0n, 'cash is more than nothing');
  return balanced({
    recipe: 'CASH_HANDED_OVER',
    businessKey: `cash_handed_over:${handOverId}`,
    subjectId: handOverId,
    reversesId: null,
    retailerId: null,
    legs: [
      { account: TILL, amountMinor },
      { account: cashHeldBy(driverId), amountMinor: -amountMinor },
    ],
  });
}

/** What goes back to a retailer who owes less than they paid. */
interface Returned {
  /** Makes it once: what it is for. */
  readonly key: string;
  readonly subjectId: string;
  readonly retailerId: string;
  /** Towards whom too much was paid. */
  readonly vendorId: string;
  readonly amountMinor: Minor;
}

function returned(
  recipe: 'WALLET_TOPUP' | 'REFUND_DEBIT',
  { key, subjectId, retailerId, vendorId, amountMinor }: Returned,
  from: AccountName,
): Posting {
  assert(amountMinor > 0n, 'what goes back is more than nothing');
  return balanced({
    recipe,
    businessKey: `${recipe.toLowerCase()}:${key}`,
    subjectId,
    reversesId: null,
    retailerId,
    legs: [
      {
        account: { kind: 'receivable', partyId: retailerId, counterpartyId: vendorId },
        amountMinor,
      },
      { account: from, amountMinor: -amountMinor },
    ],
  });
}

/** A part of a payment on account, as it pays one order. */
export interface OrderPaid {
  /** The order's attempt: each is posted once. */
  readonly paymentId: string;
  readonly orderId: string;
  readonly retailerId: string;
  readonly vendorId: string;
  readonly amountMinor: Minor;
}

function paid(recipe: 'PAYMENT_DEBIT' | 'WALLET_SPEND', of: OrderPaid, from: AccountName): Posting {
  const { paymentId, orderId, retailerId, vendorId, amountMinor } = of;
  assert(amountMinor > 0n, 'what is paid is more than nothing');
  return balanced({
    recipe,
    businessKey: `${recipe.toLowerCase()}:${paymentId}`,
    subjectId: orderId,
    reversesId: null,
    retailerId,
    legs: [
      { account: from, amountMinor },
      {
        account: { kind: 'receivable', partyId: retailerId, counterpartyId: vendorId },
        amountMinor: -amountMinor,
      },
    ],
  });
}

/** Money that reached the town pays an order. */
export function paymentDebit(of: OrderPaid): Posting {
  return paid('PAYMENT_DEBIT', of, TILL);
}

/** A retailer's own money with the town pays an order. */
export function walletSpend(of: OrderPaid): Posting {
  return paid('WALLET_SPEND', of, walletOf(of.retailerId));
}

/** What of a payment on account is more than was owed becomes the retailer's own money. */
export function walletPaidIn(claim: {
  readonly claimId: string;
  readonly retailerId: string;
  readonly amountMinor: Minor;
}): Posting {
  const { claimId, retailerId, amountMinor } = claim;
  assert(amountMinor > 0n, 'what is kept is more than nothing');
  return balanced({
    recipe: 'WALLET_TOPUP',
    businessKey: `wallet_topup:claim:${claimId}`,
    subjectId: claimId,
    reversesId: null,
    retailerId,
    legs: [
      { account: TILL, amountMinor },
      { account: walletOf(retailerId), amountMinor: -amountMinor },
    ],
  });
}

/** The account of a retailer's own money with the town. */
function walletOf(retailerId: string): AccountName {
  return { kind: 'wallet', partyId: retailerId, counterpartyId: null };
}

/** What was paid too much becomes the retailer's own money with the town. */
export function walletTopup(back: Returned): Posting {
  return returned('WALLET_TOPUP', back, walletOf(back.retailerId));
}

/** What was paid too much is handed back: out of the town's till, or by the driver who holds it. */
export function refundDebit(back: Returned & { readonly driverId: string | null }): Posting {
  const { driverId } = back;
  return returned('REFUND_DEBIT', back, driverId === null ? TILL : cashHeldBy(driverId));
}
