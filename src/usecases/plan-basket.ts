import { LIMITS } from '../base/limits.js';
import { formatMilli } from '../base/quantity.js';
import type { Tx } from '../db/transaction.js';
import type { PlannedPart } from '../domain/baskets/baskets.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { Quote } from '../domain/pricing/pricing.js';
import { readTown } from '../domain/towns/towns.js';
import { planSplit, stillFits } from '../domain/vendors/split.js';
import type { SplitLine } from '../domain/vendors/split.js';
import { canFillAlone, findHolders } from '../domain/vendors/vendors.js';
import { frozenLine } from './freeze-quote.js';
import type { SellingTerms } from './quote-lines.js';
import { isBearable, priceParts } from './split-order.js';
import type { ToldLine } from './tells.js';

/** Which orders a basket would become: one, or one for each vendor where none has all of it. */

/** What is kept for audit of a line says nothing about who can bring it. */
const UNSAID = { said: '', reasons: [], confidence: null } as const;

/** The lines of a quote as vendors would be asked for them. */
function wanted(terms: SellingTerms, quote: Quote): readonly SplitLine[] {
  return quote.lines.map((line, at) => {
    const { quantity, baseQuantity, totalMinor, discountMinor } = frozenLine(terms, line);
    const priceMinor = totalMinor + discountMinor;
    return { lineNo: at + 1, productId: line.productId, quantity, baseQuantity, priceMinor };
  });
}

function canBePriced(terms: SellingTerms, quote: Quote, parts: readonly PlannedPart[]): boolean {
  const lines = quote.lines.map((line) => {
    const { productId, unit } = line;
    return { productId, unit, ...UNSAID, ...frozenLine(terms, line) };
  });
  return isBearable(priceParts({ ...quote, lines }, parts, terms.prices.rounding));
}

/** The same where it is known that no vendor has all of it. */
async function planParts(
  tx: Tx,
  terms: SellingTerms,
  quote: Quote,
  lines: readonly SplitLine[],
  told: readonly PlannedPart[],
): Promise<readonly PlannedPart[]> {
  const [holders, { settings }] = await Promise.all([findHolders(tx, lines, []), readTown(tx)]);
  if (told.length > 0 && stillFits(told, lines, holders)) return told;
  const parts = planSplit(lines, holders, {
    weights: settings.vendor_choice,
    vendorReplyMs: settings.vendor_reply_ms,
    partsMax: LIMITS.order_parts_max,
    setsMax: LIMITS.split_sets_max,
  });
  return parts.length > 1 && canBePriced(terms, quote, parts) ? parts : [];
}

/**
 * The orders a quoted basket would become as stock is now: none where one vendor can fill it, or
 * where not even several can (then it stays one order, which an operator will have). What was
 * told before stands for as long as it can be done. One statement where one vendor can fill, two
 * more otherwise; takes no lock.
 */
export async function planBasket(
  tx: Tx,
  terms: SellingTerms,
  quote: Quote,
  told: readonly PlannedPart[],
): Promise<{ readonly oneCan: boolean; readonly parts: readonly PlannedPart[] }> {
  const lines = wanted(terms, quote);
  const oneCan = lines.length === 0 || (await canFillAlone(tx, lines));
  return { oneCan, parts: oneCan ? [] : await planParts(tx, terms, quote, lines, told) };
}

/** Whether a retailer who was told the one has been told the other: vendors are not named. */
export function sameParts(one: readonly PlannedPart[], other: readonly PlannedPart[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ lines }, at) => {
      const others = other[at]?.lines ?? [];
      return (
        lines.length === others.length &&
        lines.every(
          ({ lineNo, quantity }, i) =>
            lineNo === others[i]?.lineNo && quantity === others[i].quantity,
        )
      );
    })
  );
}

/** The parts as the retailer is told them. */
export function toldParts(
  catalogue: Catalogue,
  lines: readonly { readonly productId: string; readonly unit: string }[],
  parts: readonly PlannedPart[],
): readonly (readonly ToldLine[])[] {
  return parts.map((part) =>
    part.lines.flatMap(({ lineNo, quantity }) => {
      const line = lines[lineNo - 1];
      if (!line) return [];
      const name = productName(catalogue, line.productId);
      return [{ name, quantity: formatMilli(quantity), unit: line.unit }];
    }),
  );
}
