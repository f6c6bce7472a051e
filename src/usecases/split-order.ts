import { assert } from '../base/assert.js';
import { lineTotal } from '../base/money.js';
import type { Minor, Rounding } from '../base/money.js';
import type { PlannedPart } from '../domain/baskets/baskets.js';
import type { NewOrder } from '../domain/orders/births/births.js';
import type { OrderLine } from '../domain/orders/lines.js';
import { sharesOf } from '../domain/pricing/shares.js';

/** What is shared out of a line. */
type Shared = Pick<
  OrderLine,
  | 'quantity'
  | 'freeQuantity'
  | 'baseQuantity'
  | 'unitPriceMinor'
  | 'discountMinor'
  | 'totalMinor'
  | 'taxed'
>;

/** A basket or an order as it was quoted, frozen. */
export interface FrozenBasket<Line extends Shared = NewOrder['lines'][number]> {
  readonly lines: readonly Line[];
  readonly deliveryFeeMinor: Minor;
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
}

/** What one vendor would bring of it, and what that costs the retailer. */
export interface PricedPart<
  Line extends Shared = NewOrder['lines'][number],
> extends FrozenBasket<Line> {
  readonly plannedVendorId: string | null;
}

/** What is left of a line to be shared out. */
interface Left {
  readonly quantity: bigint;
  readonly free: bigint;
}

function pieceOf<Line extends Shared>(
  line: Line,
  piece: Left & { readonly totalMinor: Minor },
  rounding: Rounding,
): Line {
  const { quantity, free: freeQuantity, totalMinor } = piece;
  const discount = lineTotal(line.unitPriceMinor, quantity, rounding) - totalMinor;
  return {
    ...line,
    quantity,
    freeQuantity,
    baseQuantity: (line.baseQuantity * quantity) / line.quantity,
    // A total rounded up over its price has no discount.
    discountMinor: discount > 0n ? discount : 0n,
    totalMinor,
  };
}

/**
 * The basket in parts, each an order's worth, by the rule of `domain/pricing/shares.ts`: together
 * they are the quoted basket to the last minor unit. No parts: the basket as it is. The parts'
 * quantities add up to the lines.
 */
export function priceParts<Line extends Shared>(
  whole: FrozenBasket<Line>,
  parts: readonly PlannedPart[],
  rounding: Rounding,
): readonly PricedPart<Line>[] {
  if (parts.length === 0) return [{ ...whole, plannedVendorId: null }];
  const quantities = parts.map((part) =>
    whole.lines.map((_, at) => part.lines.find(({ lineNo }) => lineNo === at + 1)?.quantity ?? 0n),
  );
  const shares = sharesOf(whole, quantities);
  const left: Left[] = whole.lines.map((line) => ({
    quantity: line.quantity,
    free: line.freeQuantity,
  }));
  return parts.map(({ vendorId }, partAt) => {
    const share = shares[partAt];
    assert(share, 'every part has its share');
    const lines = whole.lines.flatMap((line, at) => {
      const quantity = quantities[partAt]?.[at] ?? 0n;
      const rest = left[at];
      if (quantity === 0n || !rest) return [];
      const free = (rest.free * quantity) / rest.quantity;
      left[at] = { quantity: rest.quantity - quantity, free: rest.free - free };
      const totalMinor = share.lines[at] ?? 0n;
      return [pieceOf(line, { quantity, free, totalMinor }, rounding)];
    });
    const { deliveryFeeMinor, taxMinor, totalMinor } = share;
    return { plannedVendorId: vendorId, lines, deliveryFeeMinor, taxMinor, totalMinor };
  });
}

/** Whether everything in the parts costs something: what does not can be no line of an order. */
export function isBearable(parts: readonly PricedPart<Shared>[]): boolean {
  return parts.every(({ lines }) => lines.every(({ totalMinor }) => totalMinor > 0n));
}
