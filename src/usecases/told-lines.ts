import { formatMilli } from '../base/quantity.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { OrderLine } from '../domain/orders/lines.js';
import type { ToldLine } from './tells.js';

/** An order's lines as people are told them. */
export function toldLines(
  catalogue: Catalogue,
  lines: readonly Pick<OrderLine, 'productId' | 'quantity' | 'unit'>[],
): readonly ToldLine[] {
  return lines.map((line) => ({
    name: productName(catalogue, line.productId),
    quantity: formatMilli(line.quantity),
    unit: line.unit,
  }));
}
