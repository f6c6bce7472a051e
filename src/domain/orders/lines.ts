import type { Minor } from '../../base/money.js';
import { milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { LineDocument } from './queries.js';

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
