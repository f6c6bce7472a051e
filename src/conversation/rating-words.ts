import type { SpokenRating } from '../language/ratings.js';
import type { Intent, Reading } from '../language/reading.js';
import type { PersonEvent } from './vocabulary.js';

/** Words that want something of their own, praise or not. */
const WANTS_ELSE: ReadonlySet<Intent> = new Set([
  'person',
  'status',
  'repeat',
  'cancel',
  'balance',
  'pay',
  'price_query',
  'stock_query',
]);

/**
 * How an order was, by somebody who was asked. Where more was said than that, words that name
 * goods of the town or want something else are heard as that instead.
 */
export function ratingEvent(
  {
    rated,
    awaited,
  }: { readonly rated: SpokenRating | null; readonly awaited: { readonly rating: string | null } },
  reading: Reading,
): PersonEvent | undefined {
  if (rated === null || awaited.rating === null) return undefined;
  const lines = [...reading.lines, ...(reading.amiss?.lines ?? [])];
  const namesGoods = lines.some(
    ({ product, quantity }) => product.kind !== 'unknown' || quantity !== null,
  );
  const wantsElse = namesGoods || reading.asks || WANTS_ELSE.has(reading.intent);
  if (rated.said !== '' && wantsElse) return undefined;
  return { type: 'RATED', number: awaited.rating, ...rated };
}
