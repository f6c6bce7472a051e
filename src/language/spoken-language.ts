import type { CatalogueIndex } from './catalogue-index.js';
import type { Piece } from './piece.js';
import type { Token } from './tokens.js';

/** English words stand in messages of every language here; others stand only in their own. */
const ENGLISH_WEIGHT = 0.5;
/** A word of several packs ("ok", "help") was borrowed, most often from English. */
const SHARED_WEIGHT = 0.05;

const SCRIPTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/[\u0900-\u097f]/, ['ne', 'hi']],
  [/[\u0980-\u09ff]/, ['bn']],
];

/** Trade words that are the same everywhere: "ctn", "kg", "packet". */
function isInternational(piece: Piece): boolean {
  return piece.kind === 'unit' && piece.tags?.includes('en') === true;
}

/** The town's language written in the script of the message, else its first. */
function townLanguage(tokens: readonly Token[], index: CatalogueIndex): string {
  for (const [letters, tags] of SCRIPTS) {
    if (!tokens.some((token) => letters.test(token.text))) continue;
    const own = index.languages.find((tag) => tags.includes(tag));
    if (own !== undefined) return own;
  }
  return index.languages[0] ?? 'en';
}

/**
 * The language a message is in: that of most of its words. Names of products, figures and trade
 * words that are used everywhere say nothing; where nothing else stands, the town's own language.
 */
export function guessLanguage(
  pieces: readonly Piece[],
  tokens: readonly Token[],
  index: CatalogueIndex,
): string {
  const votes = new Map<string, number>();
  for (const piece of pieces) {
    const tags = piece.tags ?? [];
    if (tags.length === 0 || isInternational(piece)) continue;
    for (const tag of tags) {
      const own = tag === 'en' ? ENGLISH_WEIGHT : 1;
      const shared = tag === 'en' ? 2 * SHARED_WEIGHT : SHARED_WEIGHT;
      votes.set(tag, (votes.get(tag) ?? 0) + (tags.length > 1 ? shared : own));
    }
  }
  const place = (tag: string): number => (index.languages.indexOf(tag) + 99) % 99;
  const ranked = [...votes.entries()].sort((a, b) => b[1] - a[1] || place(a[0]) - place(b[0]));
  return ranked[0]?.[0] ?? townLanguage(tokens, index);
}
