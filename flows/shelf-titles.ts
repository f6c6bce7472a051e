import type { ReplyKey, Tap } from '../src/conversation/vocabulary.js';
import { part } from './sentences.js';

/** The words of a shelf; others are shown as the catalogue writes them. */
type ShelfKey = Extract<ReplyKey, `shelf.${string}`>;

/** Shelves that have a name in every language of ours. */
const SHELVES: ReadonlySet<string> = new Set([
  'grains',
  'sugar_salt',
  'pulses',
  'oil_ghee',
  'noodles',
  'snacks',
  'tea_coffee',
  'milk',
  'drinks',
  'beer_tobacco',
  'washing',
  'personal',
  'household',
  'spices',
  'fresh',
  'other',
]);

/** What a shelf is called: by us, else as the town wrote it. */
export function shelfTitle(shelf: string): Tap['title'] {
  if (SHELVES.has(shelf)) return part(`shelf.${shelf}` as ShelfKey);
  return { text: shelf.replaceAll('_', ' ') };
}
