import type {
  BasketLineView,
  BasketView,
  Part,
  PriceChange,
  PromotionView,
  Say,
} from '../src/conversation/vocabulary.js';
import { gapped, part, tap, tell } from './sentences.js';
import { TAP } from './taps.js';
import { splitAhead } from './splits.js';
import { wishParts } from './wishes.js';

/** A basket in words. */

/** What is no longer sold and was taken out. */
export function goneParts(view: BasketView | null): readonly Part[] {
  return (view?.gone ?? []).map((name) => part('basket.gone', { name }));
}

/** What came to an end is named by what it was. */
function changedPart(change: PriceChange): Part {
  const { what, name = '', unit = '', before, after } = change;
  const money = { before: { money: before }, after: { money: after } };
  const ended = { choice: after === '0' ? 'yes' : 'no' };
  switch (what) {
    case 'cart':
      return part('changed.cart', { name, unit: { unit }, ...money });
    case 'price':
      return part('changed.price', { name, unit: { unit }, ...money });
    case 'discount':
      return part('changed.discount', { name, ended, ...money });
    case 'free': {
      const quantities = { before: { quantity: before, unit }, after: { quantity: after, unit } };
      return part('changed.free', { name, ended, ...quantities });
    }
    case 'order_discount':
      return part('changed.order_discount', { ended, ...money });
    case 'delivery':
      return part('changed.delivery', money);
    case 'tax':
      return part('changed.tax', money);
  }
}

/** What costs something else than the retailer was shown. */
export function changedParts(view: BasketView | null): readonly Part[] {
  return (view?.changes ?? []).map(changedPart);
}

function promotionPart({ name, offMinor, free }: PromotionView, unit: string): Part {
  return free === null
    ? part('basket.promotion', { name, off: { money: offMinor } })
    : part('basket.free', { name, quantity: { quantity: free, unit } });
}

/** A line with its price, and beneath it why it costs less than it otherwise would. */
function basketLine(line: BasketLineView): readonly Part[] {
  const { name, unit, instead = null, promotions = [] } = line;
  const parts = [
    part('basket.line', {
      name,
      quantity: { quantity: line.quantity, unit },
      price: { money: line.unitPriceMinor },
      total: { money: line.totalMinor },
    }),
  ];
  if (instead) {
    const other = { other: { money: instead.unitPriceMinor } };
    parts.push(part(`basket.${instead.why}`, other));
  }
  return [...parts, ...promotions.map((one) => promotionPart(one, unit))];
}

/** Each line with its price, in the order of the basket. */
export function basketLines(view: BasketView): readonly Part[] {
  return view.lines.flatMap(basketLine);
}

/** What comes to the lines or goes off them, and the sum. */
export function basketTotal(view: BasketView): readonly Part[] {
  const { promotions = [], deliveryFeeMinor = '0', tax = null } = view;
  return [
    ...promotions.map(({ name, offMinor }) =>
      part('basket.order_promotion', { name, off: { money: offMinor } }),
    ),
    ...(deliveryFeeMinor === '0'
      ? []
      : [part('basket.delivery', { fee: { money: deliveryFeeMinor } })]),
    ...(tax === null
      ? []
      : [part('basket.tax', { percent: { digits: tax.percent }, tax: { money: tax.minor } })]),
    part('basket.total', { total: { money: view.totalMinor } }),
  ];
}

/** The sum, and what is left of the credit; a warning where it cannot be enough. */
function basketSum(view: BasketView): readonly Part[] {
  const missing = BigInt(view.totalMinor) - BigInt(view.creditLeftMinor);
  const [first, ...others] = basketTotal(view);
  const sum = [
    ...(first ? [gapped(first)] : []),
    ...others,
    part('basket.credit', { credit: { money: view.creditLeftMinor } }),
  ];
  if (missing <= 0n) return sum;
  return [...sum, part('basket.over_credit', { missing: { money: String(missing) } })];
}

function titleOf({ repeats }: BasketView): Part {
  if (!repeats) return part('basket.title');
  const { number, confirmedAt } = repeats;
  return part('basket.repeats', { number: { digits: number }, time: { time: confirmedAt } });
}

/** The priced basket with its two buttons; `notes` are said before it. */
export function showBasket(view: BasketView, notes: readonly Part[]): Say {
  return tell(
    [
      ...(notes.length > 0 ? notes : [titleOf(view)]),
      ...changedParts(view),
      ...goneParts(view),
      ...basketLines(view),
      ...basketSum(view),
      ...wishParts(view.wish),
      ...splitAhead(view),
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
