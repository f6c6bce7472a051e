import { formatMilli } from '../base/quantity.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { ShownLine, ShownPrices } from '../domain/baskets/baskets.js';

/** What costs something else than the retailer was shown. All amounts as text. */
export type PriceDifference =
  /** Of a unit. */
  | {
      readonly what: 'price';
      readonly name: string;
      readonly unit: string;
      readonly before: string;
      readonly after: string;
    }
  /** What promotions take off a line. */
  | {
      readonly what: 'discount';
      readonly name: string;
      readonly before: string;
      readonly after: string;
    }
  /** How much of a line is given free. */
  | {
      readonly what: 'free';
      readonly name: string;
      readonly unit: string;
      readonly before: string;
      readonly after: string;
    }
  /** Of the whole order. */
  | {
      readonly what: 'order_discount' | 'delivery' | 'tax';
      readonly before: string;
      readonly after: string;
    };

function ofLine(name: string, before: ShownLine, after: ShownLine): PriceDifference[] {
  const { unit } = after;
  const found: PriceDifference[] = [];
  const money = (
    from: bigint,
    to: bigint,
  ): { readonly before: string; readonly after: string } => ({
    before: from.toString(),
    after: to.toString(),
  });
  if (before.unitPriceMinor !== after.unitPriceMinor) {
    const prices = money(before.unitPriceMinor, after.unitPriceMinor);
    found.push({ what: 'price', name, unit, ...prices });
  } else if (before.discountMinor !== after.discountMinor) {
    found.push({ what: 'discount', name, ...money(before.discountMinor, after.discountMinor) });
  }
  if (before.freeQuantity !== after.freeQuantity) {
    const [was, is] = [formatMilli(before.freeQuantity), formatMilli(after.freeQuantity)];
    found.push({ what: 'free', name, unit, before: was, after: is });
  }
  return found;
}

/**
 * What changed by itself since the retailer was shown the basket: lines they did not touch, line
 * by line; and, where they touched nothing, what is of the whole order. Where only a part of a
 * line's own change moves the tax, the tax is not named.
 */
export function priceDifferences(
  catalogue: Catalogue,
  before: ShownPrices,
  after: ShownPrices,
): readonly PriceDifference[] {
  const found: PriceDifference[] = [];
  let untouched = before.lines.length === after.lines.length;
  for (const line of after.lines) {
    const { productId, unit, quantity } = line;
    const was = before.lines.find((one) => one.productId === productId && one.unit === unit);
    if (was?.quantity === quantity)
      found.push(...ofLine(productName(catalogue, productId), was, line));
    else untouched = false;
  }
  if (!untouched) return found;
  const ofOrder = [
    ['order_discount', before.orderDiscountMinor, after.orderDiscountMinor],
    ['delivery', before.deliveryFeeMinor, after.deliveryFeeMinor],
    ['tax', before.taxMinor, after.taxMinor],
  ] as const;
  for (const [what, from, to] of ofOrder) {
    if (from === to || (what === 'tax' && found.length > 0)) continue;
    found.push({ what, before: from.toString(), after: to.toString() });
  }
  return found;
}

/** Whether a retailer who saw the one has seen the other. */
export function samePrices(one: ShownPrices, other: ShownPrices): boolean {
  return (
    one.totalMinor === other.totalMinor &&
    one.orderDiscountMinor === other.orderDiscountMinor &&
    one.deliveryFeeMinor === other.deliveryFeeMinor &&
    one.taxMinor === other.taxMinor &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, at) => sameLine(line, other.lines[at]))
  );
}

function sameLine(one: ShownLine, other: ShownLine | undefined): boolean {
  return (
    one.productId === other?.productId &&
    one.unit === other.unit &&
    one.quantity === other.quantity &&
    one.unitPriceMinor === other.unitPriceMinor &&
    one.discountMinor === other.discountMinor &&
    one.freeQuantity === other.freeQuantity
  );
}
