import { assert } from '../../base/assert.js';
import type { Minor } from '../../base/money.js';
import type { Milli } from '../../base/quantity.js';

/**
 * What a part of an order costs, out of what was frozen when it was confirmed: for a vendor who
 * takes less than was ordered, and for several who fill it together. Nothing is quoted anew.
 */

/** What was frozen with an order. A line's quantity includes what is given free. */
export interface FrozenPrices {
  readonly lines: readonly {
    readonly quantity: Milli;
    readonly totalMinor: Minor;
    readonly taxed: boolean;
  }[];
  readonly deliveryFeeMinor: Minor;
  readonly taxMinor: Minor;
}

/** A part of it, in the same form, with its sum. */
export interface PricesShare {
  readonly lines: readonly Minor[];
  readonly deliveryFeeMinor: Minor;
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
}

function share(lines: readonly Minor[], deliveryFeeMinor: Minor, taxMinor: Minor): PricesShare {
  const totalMinor = lines.reduce((sum, line) => sum + line, deliveryFeeMinor + taxMinor);
  return { lines, deliveryFeeMinor, taxMinor, totalMinor };
}

/**
 * Parts what was frozen between what is taken and what is left, so that both together are exactly
 * the whole. `taken` are quantities in the order of the lines, none above its line. A line is
 * shared by quantity and the tax by what it fell on, both rounded down for what is taken: the
 * remainder always lies with what is left. The delivery fee goes with the first goods that are
 * brought: whole to what is taken, unless that is nothing.
 */
export function shareOf(
  frozen: FrozenPrices,
  taken: readonly Milli[],
): { readonly taken: PricesShare; readonly left: PricesShare } {
  assert(taken.length === frozen.lines.length, 'every line is taken in some quantity');
  let takenTaxed = 0n;
  let wholeTaxed = frozen.deliveryFeeMinor;
  const lines = frozen.lines.map((line, at) => {
    const quantity = taken[at] ?? 0n;
    assert(quantity >= 0n && quantity <= line.quantity, 'no more is taken than was ordered');
    const part = line.quantity === 0n ? 0n : (line.totalMinor * quantity) / line.quantity;
    if (line.taxed) {
      wholeTaxed += line.totalMinor;
      takenTaxed += part;
    }
    return part;
  });
  const takesAny = taken.some((quantity) => quantity > 0n);
  const deliveryFeeMinor = takesAny ? frozen.deliveryFeeMinor : 0n;
  takenTaxed += deliveryFeeMinor;
  const taxMinor = wholeTaxed === 0n ? 0n : (frozen.taxMinor * takenTaxed) / wholeTaxed;
  const left = frozen.lines.map((line, at) => line.totalMinor - (lines[at] ?? 0n));
  return {
    taken: share(lines, deliveryFeeMinor, taxMinor),
    left: share(left, frozen.deliveryFeeMinor - deliveryFeeMinor, frozen.taxMinor - taxMinor),
  };
}

/**
 * Parts what was frozen into several orders, one part after the other by the rule above: so the
 * delivery fee goes whole with the first, what rounding leaves lies with the last that has some of
 * a line, and all parts together are exactly the whole. `parts` are quantities in the order of
 * the lines that add up to them.
 */
export function sharesOf(
  frozen: FrozenPrices,
  parts: readonly (readonly Milli[])[],
): readonly PricesShare[] {
  const shares: PricesShare[] = [];
  let left = frozen;
  for (const quantities of parts) {
    const split = shareOf(left, quantities);
    shares.push(split.taken);
    const lines = left.lines.map(({ quantity, taxed }, at) => ({
      quantity: quantity - (quantities[at] ?? 0n),
      totalMinor: split.left.lines[at] ?? 0n,
      taxed,
    }));
    const { deliveryFeeMinor, taxMinor } = split.left;
    left = { lines, deliveryFeeMinor, taxMinor };
  }
  const rest = left.lines.every(({ quantity, totalMinor }) => quantity === 0n && totalMinor === 0n);
  assert(rest && left.taxMinor === 0n && left.deliveryFeeMinor === 0n, 'the parts are the whole');
  return shares;
}

/**
 * What goods that are given back were worth: their share of the lines and of the tax on these,
 * rounded down. The delivery fee stays: they were brought.
 */
export function goodsShare(frozen: FrozenPrices, given: readonly Milli[]): Minor {
  const goods = frozen.lines.filter((line) => line.taxed);
  const taxedGoods = goods.reduce((sum, line) => sum + line.totalMinor, 0n);
  const wholeTaxed = taxedGoods + frozen.deliveryFeeMinor;
  const taxMinor = wholeTaxed === 0n ? 0n : (frozen.taxMinor * taxedGoods) / wholeTaxed;
  return shareOf({ lines: frozen.lines, deliveryFeeMinor: 0n, taxMinor }, given).taken.totalMinor;
}
