import type { Minor } from '../../base/money.js';
import { milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { ExplainedDocument, LineDocument } from './queries.js';

export interface OrderLine {
  /** From 1, as confirmed; numbers of lines of which nothing is left are left out. */
  readonly lineNo: number;
  readonly productId: string;
  readonly unit: string;
  /** With what is given free. */
  readonly quantity: Milli;
  readonly freeQuantity: Milli;
  /** The same in base units, which stock counts in. */
  readonly baseQuantity: Milli;
  /** Frozen at confirmation, or as the retailer agreed to afterwards. */
  readonly unitPriceMinor: Minor;
  /** What promotions take off, the price of what is given free included. */
  readonly discountMinor: Minor;
  /** Unit price times quantity, less the discount. */
  readonly totalMinor: Minor;
  readonly taxed: boolean;
  /** Which price of a unit won, by the pricing module's name for it. */
  readonly priceRule: string;
}

/** A line with what was typed and how it was understood. */
export interface ExplainedLine extends OrderLine {
  readonly said: string;
  readonly reasons: readonly string[];
  /** How sure the machine was, in thousandths; null where no words were read. */
  readonly confidence: number | null;
  /** Why it costs what it costs: the quote's own words, for audit. */
  readonly pricing: Readonly<Record<string, unknown>>;
}

/** Lines out of the documents that queries return. */
export function linesFromDocuments(lines: readonly LineDocument[]): readonly OrderLine[] {
  return lines.map((line) => ({
    lineNo: line.lineNo,
    productId: line.productId,
    unit: line.unit,
    quantity: milli(line.quantity),
    freeQuantity: milli(line.freeQuantity),
    baseQuantity: milli(line.baseQuantity),
    unitPriceMinor: BigInt(line.unitPriceMinor),
    discountMinor: BigInt(line.discountMinor),
    totalMinor: BigInt(line.totalMinor),
    taxed: line.taxed,
    priceRule: line.priceRule,
  }));
}

/** The same with what was typed. */
export function explainedFromDocuments(
  lines: readonly ExplainedDocument[],
): readonly ExplainedLine[] {
  return linesFromDocuments(lines).map((line, at) => {
    const { said = '', reasons = [], confidence = null, pricing = {} } = lines[at] ?? {};
    return { ...line, said, reasons, confidence, pricing };
  });
}
