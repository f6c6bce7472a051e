import type { BasketView, Part, Say } from '../src/conversation/vocabulary.js';
import { gapped, part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';

/** A basket in words. */

/** What is no longer sold and was taken out. */
export function goneParts(view: BasketView | null): readonly Part[] {
  return (view?.gone ?? []).map((name) => part('basket.gone', { name }));
}

/** Each line with its price, in the order of the basket. */
export function basketLines(view: BasketView): readonly Part[] {
  return view.lines.map((line) =>
    part('basket.line', {
      name: line.name,
      quantity: { quantity: line.quantity, unit: line.unit },
      price: { money: line.unitPriceMinor },
      total: { money: line.totalMinor },
    }),
  );
}

/** The sum, and what is left of the credit; a warning where it cannot be enough. */
function basketSum(view: BasketView): readonly Part[] {
  const missing = BigInt(view.totalMinor) - BigInt(view.creditLeftMinor);
  const sum = [
    gapped(part('basket.total', { total: { money: view.totalMinor } })),
    part('basket.credit', { credit: { money: view.creditLeftMinor } }),
  ];
  if (missing <= 0n) return sum;
  return [...sum, part('basket.over_credit', { missing: { money: String(missing) } })];
}

/** The priced basket with its two buttons; `notes` are said before it. */
export function showBasket(view: BasketView, notes: readonly Part[]): Say {
  return tell(
    [
      ...(notes.length > 0 ? notes : [part('basket.title')]),
      ...goneParts(view),
      ...basketLines(view),
      ...basketSum(view),
      part('basket.ask'),
    ],
    [
      tap(TAP.confirm(view.basketId, view.version), 'button.confirm'),
      tap(TAP.change(view.basketId), 'button.change'),
    ],
  );
}

/** No basket or nothing in it, and how to fill one. */
export function showEmpty(notes: readonly Part[], view: BasketView | null): Say {
  return tell([...notes, ...goneParts(view), part('basket.empty'), gapped(part('order.how'))]);
}
