import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { multiplyMilli, parseMilli } from '../base/quantity.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { OrderLine } from '../domain/orders/lines.js';
import type { Pick } from '../domain/picking/picking.js';

/** What a driver or a vendor says is there of one product: so much, or (null) nothing. */
export interface DoorWord {
  readonly productId: string;
  /** A decimal. */
  readonly quantity: string | null;
  /** Null: the unit of the order's line. */
  readonly unit: string | null;
}

/**
 * Words about lines of an order as quantities in the lines' own units, each line at most once.
 * Refused where a product is not in the order, or a quantity is no exact amount of its line.
 */
export function readDoorWords(
  catalogue: Catalogue,
  lines: readonly OrderLine[],
  words: readonly DoorWord[],
): Outcome<readonly Pick[], 'lines_unclear'> {
  const picks: Pick[] = [];
  for (const word of words) {
    const ofProduct = lines.filter((line) => line.productId === word.productId);
    const line = ofProduct.find((one) => one.unit === word.unit) ?? ofProduct[0];
    if (!line || picks.some((pick) => pick.lineNo === line.lineNo)) return refused('lines_unclear');
    const picked = pickedOf(catalogue, line, word);
    if (picked === undefined || picked > line.quantity) return refused('lines_unclear');
    picks.push({ lineNo: line.lineNo, picked });
  }
  return done(picks);
}

function pickedOf(catalogue: Catalogue, line: OrderLine, word: DoorWord): bigint | undefined {
  if (word.quantity === null) return 0n;
  const quantity = parseMilli(word.quantity);
  if (quantity === undefined || quantity < 0n) return undefined;
  if (word.unit === null || word.unit === line.unit) return quantity;
  const holds = catalogue.products.get(line.productId)?.units.get(word.unit)?.baseUnits;
  const base = holds === undefined ? undefined : multiplyMilli(quantity, holds);
  if (base === undefined) return undefined;
  const exact = base * line.quantity;
  return exact % line.baseQuantity === 0n ? exact / line.baseQuantity : undefined;
}
