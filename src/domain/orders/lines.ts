import type { Minor } from '../../base/money.js';
import { milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { ExplainedDocument, LineDocument } from './queries.js';

export interface OrderLine {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  /** The same in base units, which stock counts in. */
  readonly baseQuantity: Milli;
  /** Frozen at confirmation. */
  readonly unitPriceMinor: Minor;
  readonly totalMinor: Minor;
}

/** A line with what was typed and how it was understood. */
export interface ExplainedLine extends OrderLine {
  readonly said: string;
  readonly reasons: readonly string[];
  /** How sure the machine was, in thousandths; null where no words were read. */
  readonly confidence: number | null;
}

/** Lines out of the documents that queries return. */
export function linesFromDocuments(lines: readonly LineDocument[]): readonly OrderLine[] {
  return lines.map((line) => ({
    productId: line.productId,
    unit: line.unit,
    quantity: milli(line.quantity),
    baseQuantity: milli(line.baseQuantity),
    unitPriceMinor: BigInt(line.unitPriceMinor),
    totalMinor: BigInt(line.totalMinor),
  }));
}

/** The same with what was typed. */
export function explainedFromDocuments(
  lines: readonly ExplainedDocument[],
): readonly ExplainedLine[] {
  return linesFromDocuments(lines).map((line, at) => {
    const { said = '', reasons = [], confidence = null } = lines[at] ?? {};
    return { ...line, said, reasons, confidence };
  });
}
