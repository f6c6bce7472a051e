import type {
  OrderView,
  Part,
  SubstituteChoice,
  Tell,
  WishView,
} from '../src/conversation/vocabulary.js';
import { part } from './sentences.js';

/** When and how an order is to be brought, in its retailer's own words. */

/** A line for each part that was said. */
export function wishParts(wish: WishView | undefined): readonly Part[] {
  if (!wish) return [];
  return [
    ...(wish.time === '' ? [] : [part('wish.time', { said: { quote: wish.time } })]),
    ...(wish.note === '' ? [] : [part('wish.note', { said: { quote: wish.note } })]),
  ];
}

type ToldWish = NonNullable<OrderView['wish']>;

function substitutesPart(choice: SubstituteChoice): readonly Part[] {
  return choice === 'ask' ? [] : [part('wish.substitutes', { choice: { choice } })];
}

/** The same for a vendor, who also has to know whether something else may be sent. */
export function vendorWishParts(wish: ToldWish | undefined): readonly Part[] {
  return wish ? [...wishParts(wish), ...substitutesPart(wish.substitutes)] : [];
}

/** A retailer said after ordering when or how it is to be brought. */
export function tellWish(told: Extract<Tell, { type: 'delivery_wished' }>): readonly Part[] {
  const { retailer, number } = told;
  return [
    part('wish.for_vendor', { retailer, number: { digits: number } }),
    ...wishParts(told.wish),
  ];
}
