import { formatMilli } from '../base/quantity.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import type { Change, OfferLine } from '../domain/offers/changes.js';
import type { Order } from '../domain/orders/orders.js';
import type { TownSettings } from '../domain/towns/towns.js';
import type { ToldChange, ToldLine } from './tells.js';

/** The lines of which something is done, as people are told them. */
export function toldParts(
  catalogue: Catalogue,
  order: Order,
  lines: readonly OfferLine[],
): readonly ToldLine[] {
  return order.lines.flatMap(({ lineNo, productId, unit }) => {
    const line = lines.find((one) => one.lineNo === lineNo);
    if (!line || line.quantity === 0n) return [];
    return [
      { name: productName(catalogue, productId), quantity: formatMilli(line.quantity), unit },
    ];
  });
}

/** A change as the retailer is asked about it: only what differs from what was ordered. */
export function toldChange(
  terms: { readonly catalogue: Catalogue; readonly settings: TownSettings },
  order: Order,
  vendor: string,
  change: Change & { readonly offerId: string },
): ToldChange {
  const lines = order.lines.flatMap((asked) => {
    const line = change.lines.find((one) => one.lineNo === asked.lineNo);
    const same = line?.quantity === asked.quantity && line.unitPriceMinor === asked.unitPriceMinor;
    if (!line || same) return [];
    return [
      {
        name: productName(terms.catalogue, asked.productId),
        unit: asked.unit,
        asked: formatMilli(asked.quantity),
        quantity: formatMilli(line.quantity),
        priceMinor: line.unitPriceMinor.toString(),
        askedPriceMinor: asked.unitPriceMinor.toString(),
      },
    ];
  });
  return {
    offerId: change.offerId,
    changeNo: change.changeNo,
    number: order.number.toString(),
    vendor,
    kind: change.kind,
    lines,
    unchanged: order.lines.length - lines.length,
    askedTotalMinor: order.totalMinor.toString(),
    totalMinor: change.totalMinor.toString(),
    replyBy: change.replyBy.toISOString(),
    silence: terms.settings.consent_silence,
  };
}
