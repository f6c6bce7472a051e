import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { lineTotal } from '../../base/money.js';
import type { Minor } from '../../base/money.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { insertChange, selectAsked, selectChanges, selectWaiting } from './queries.js';
import type { ChangeRow } from './queries.js';

/** A line of an order in an offer, or as a change of the offer would have it. */
export interface OfferLine {
  readonly lineNo: number;
  /** With what is given free. */
  readonly quantity: Milli;
  readonly freeQuantity: Milli;
  readonly baseQuantity: Milli;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  /** What the retailer pays for the line: unit price times quantity, less the discount. */
  readonly totalMinor: Minor;
  /** What the vendor is paid for it. */
  readonly costMinor: Minor;
}

/** Less of something, another price, or both. */
export type ChangeKind = 'part' | 'price' | 'both';

/** What a vendor would do instead of what was offered: every line, some of them with nothing. */
export interface ChangeDraft {
  readonly kind: ChangeKind;
  readonly said: string;
  readonly lines: readonly OfferLine[];
  readonly costMinor: Minor;
  readonly taxMinor: Minor;
  /** What the order would come to for the retailer, delivery and tax included. */
  readonly totalMinor: Minor;
  /** When the retailer's silence becomes an answer. */
  readonly replyBy: Date;
}

export interface Change extends ChangeDraft {
  /** From 1; a consent names the change it is given to. */
  readonly changeNo: number;
}

/** A share of an amount, rounded half up: the one rounding rule, for parts of a frozen total. */
function share(amount: Minor, part: Milli, whole: Milli): Minor {
  return (2n * amount * part + whole) / (2n * whole);
}

/**
 * A vendor's cost by line, of an offer that only has the whole: shared out by what the lines
 * cost the retailer, the last line taking what rounding leaves.
 */
export function shareCost(costMinor: Minor, totals: readonly Minor[]): readonly Minor[] {
  const whole = totals.reduce((sum, total) => sum + total, 0n);
  let left = costMinor;
  return totals.map((total, at) => {
    const part = at === totals.length - 1 ? left : share(costMinor, total, whole);
    left -= part;
    return part;
  });
}

/** What one unit of the line brings its vendor, to the nearest minor unit. */
export function unitCostOf(line: OfferLine): Minor {
  return share(line.costMinor, 1000n, line.quantity);
}

/** So many base units in the line's unit; undefined where that is no quantity. */
export function partOfLine(line: OfferLine, baseQuantity: Milli): Milli | undefined {
  assert(baseQuantity >= 0n && baseQuantity <= line.baseQuantity, 'a part is a part');
  const exact = baseQuantity * line.quantity;
  return exact % line.baseQuantity === 0n ? exact / line.baseQuantity : undefined;
}

/**
 * The line with less of it (`totalMinor`: the part's share of what was frozen) or at another cost
 * per unit (null: at the same). The retailer pays the whole difference that another cost makes to
 * a unit: the town neither gains nor loses by it. Undefined where the price would be nothing.
 */
export function changeLine(
  line: OfferLine,
  part: { readonly quantity: Milli; readonly totalMinor: Minor },
  unitCostMinor: Minor | null,
): OfferLine | undefined {
  const { quantity, totalMinor } = part;
  const baseQuantity = (line.baseQuantity * quantity) / line.quantity;
  const freeQuantity = (line.freeQuantity * quantity) / line.quantity;
  const discountMinor = discountOf(line.unitPriceMinor, quantity, totalMinor);
  const costMinor = share(line.costMinor, quantity, line.quantity);
  const less = { quantity, freeQuantity, baseQuantity, discountMinor, totalMinor, costMinor };
  if (unitCostMinor === null || quantity === 0n) return { ...line, ...less };
  const unitPriceMinor = line.unitPriceMinor + unitCostMinor - unitCostOf(line);
  if (unitPriceMinor <= 0n) return undefined;
  const dearer = lineTotal(unitPriceMinor, quantity) - lineTotal(line.unitPriceMinor, quantity);
  const newTotal = totalMinor + dearer;
  if (newTotal <= 0n) return undefined;
  const newCost = lineTotal(unitCostMinor, quantity);
  return { ...line, ...less, unitPriceMinor, totalMinor: newTotal, costMinor: newCost };
}

/** What the price is above the total; a total rounded up over it has no discount. */
function discountOf(unitPriceMinor: Minor, quantity: Milli, totalMinor: Minor): Minor {
  const discount = lineTotal(unitPriceMinor, quantity) - totalMinor;
  return discount > 0n ? discount : 0n;
}

/** What kind of change lines make; undefined when they change nothing. */
export function kindOfChange(
  asked: readonly OfferLine[],
  changed: readonly OfferLine[],
): ChangeKind | undefined {
  const differs = (key: 'quantity' | 'unitPriceMinor'): boolean =>
    changed.some((line, at) => line[key] !== asked[at]?.[key]);
  const part = differs('quantity');
  const price = differs('unitPriceMinor');
  if (!part) return price ? 'price' : undefined;
  return price ? 'both' : 'part';
}

/**
 * What a change leaves of each line, at the price it was confirmed at. In: the lines as asked and
 * as changed, and what the left share of what was frozen comes to by line. Lines of which nothing
 * is left are left out.
 */
export function restOf(
  asked: readonly OfferLine[],
  changed: readonly OfferLine[],
  leftMinor: readonly Minor[],
): readonly Omit<OfferLine, 'costMinor'>[] {
  return asked.flatMap((line, at) => {
    const quantity = line.quantity - (changed[at]?.quantity ?? 0n);
    const totalMinor = leftMinor[at] ?? 0n;
    if (quantity === 0n || totalMinor === 0n) return [];
    return [
      {
        lineNo: line.lineNo,
        quantity,
        freeQuantity: line.freeQuantity - (changed[at]?.freeQuantity ?? 0n),
        baseQuantity: line.baseQuantity - (changed[at]?.baseQuantity ?? 0n),
        unitPriceMinor: line.unitPriceMinor,
        discountMinor: discountOf(line.unitPriceMinor, quantity, totalMinor),
        totalMinor,
      },
    ];
  });
}

/** Keeps a change as the offer's latest. The caller holds the order's lock. */
export async function recordChange(
  tx: Tx,
  cause: Cause,
  offerId: string,
  draft: ChangeDraft,
): Promise<Change> {
  const lines = draft.lines.map((line) => ({
    line_no: line.lineNo,
    quantity: formatMilli(line.quantity),
    base_quantity: formatMilli(line.baseQuantity),
    free_quantity: formatMilli(line.freeQuantity),
    unit_price_minor: line.unitPriceMinor.toString(),
    discount_minor: line.discountMinor.toString(),
    total_minor: line.totalMinor.toString(),
    cost_minor: line.costMinor.toString(),
  }));
  const { lines: _, ...columns } = draft;
  const at = cause.universe.now();
  const changeNo = await insertChange(tx, {
    ...columns,
    offerId,
    at,
    lines: JSON.stringify(lines),
  });
  return { ...draft, changeNo };
}

function changeFromRow(row: ChangeRow): Change {
  return {
    changeNo: row.change_no,
    kind: row.kind as ChangeKind,
    said: row.said,
    costMinor: row.cost_minor,
    taxMinor: row.tax_minor,
    totalMinor: row.total_minor,
    replyBy: row.reply_by,
    lines: row.lines.map((line) => ({
      lineNo: line.lineNo,
      quantity: milli(line.quantity),
      freeQuantity: milli(line.freeQuantity),
      baseQuantity: milli(line.baseQuantity),
      unitPriceMinor: BigInt(line.unitPriceMinor),
      discountMinor: BigInt(line.discountMinor),
      totalMinor: BigInt(line.totalMinor),
      costMinor: BigInt(line.costMinor),
    })),
  };
}

/** The latest change of an offer; undefined when it has none. Takes no lock. */
export async function readChange(tx: Tx, offerId: string): Promise<Change | undefined> {
  const [row] = await selectChanges(tx, [offerId]);
  return row && changeFromRow(row);
}

/** Changes that wait for the retailer, by order. Takes no lock. */
export async function readWaitingChanges(
  tx: Tx,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Change & { readonly offerId: string }>> {
  if (orderIds.length === 0) return new Map();
  const waiting = await selectWaiting(tx, orderIds);
  const rows = await selectChanges(
    tx,
    waiting.map((one) => one.offer_id),
  );
  return new Map(
    rows.flatMap((row) => {
      const orderId = waiting.find((one) => one.offer_id === row.offer_id)?.order_id;
      const change = { ...changeFromRow(row), offerId: row.offer_id };
      return orderId === undefined ? [] : [[orderId, change]];
    }),
  );
}

/** Vendors that had an offer of this order, or of the orders it is what is left of. */
export function vendorsAsked(
  tx: Tx,
  order: {
    readonly id: string;
    readonly parentId: string | null;
    readonly offers: readonly { readonly vendorId: string }[];
  },
): Promise<readonly string[]> {
  const asked = order.offers.map((offer) => offer.vendorId);
  return order.parentId === null ? Promise.resolve(asked) : selectAsked(tx, order.id);
}
