import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import {
  deletePhrase,
  selectHabits,
  selectPhrases,
  upsertPhrases,
  upsertPurchases,
} from './queries.js';
import type { HabitsRow } from './queries.js';

/** What understanding may know of a retailer. */
export interface Habits {
  /** A phrase's key to the product that was chosen for it. */
  readonly learned: ReadonlyMap<string, string>;
  /** Products ordered before, the latest first. */
  readonly bought: readonly string[];
}

/** Somebody without habits. */
export const NO_HABITS: Habits = { learned: new Map(), bought: [] };

const MAX = { phrases: LIMITS.learned_phrases_max, products: LIMITS.history_products_max };

function habitsOf(row: HabitsRow | undefined): Habits {
  if (!row || (row.learned === null && row.bought === null)) return NO_HABITS;
  return { learned: new Map(Object.entries(row.learned ?? {})), bought: row.bought ?? [] };
}

/** A retailer's habits, bounded; takes no lock. */
export async function readHabits(tx: Tx, retailerId: string): Promise<Habits> {
  return habitsOf(await selectHabits(tx, { retailerId }, MAX));
}

/** The same by conversation: of the retailer whose conversation it is. */
export async function readHabitsIn(tx: Tx, conversationId: string): Promise<Habits> {
  return habitsOf(await selectHabits(tx, { conversationId }, MAX));
}

/** A product that somebody chose for their words. */
export interface Choice {
  readonly phrase: string;
  readonly productId: string;
  /** The words as typed. */
  readonly said: string;
}

const SIZE = /^[\d.]+(mass|volume|count)$/;

/**
 * Whether a phrase's key names anything: it has a letter in a word that is neither a unit (behind
 * a %) nor a size. "2 bora" alone names nothing, and teaches nothing.
 */
export function isTelling(phrase: string): boolean {
  if (phrase.length > LIMITS.phrase_characters_max) return false;
  return phrase.split(' ').some((word) => /^[^%]*\p{L}/u.test(word) && !SIZE.test(word));
}

/**
 * Learns what a retailer meant by phrases, after the order with these lines was confirmed. The
 * latest choice for a phrase wins; phrases that name nothing are passed over; beyond the limit the
 * retailer's oldest phrases go. The caller holds the retailer's basket, so that one order learns at
 * a time.
 */
export async function learnPhrases(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  choices: readonly Choice[],
): Promise<void> {
  const telling = choices.filter(({ phrase }) => isTelling(phrase));
  const latest = new Map(telling.map((choice) => [choice.phrase, choice]));
  if (latest.size === 0) return;
  const rows = [...latest.values()].map(({ phrase, productId, said }) => ({
    phrase,
    product_id: productId,
    said,
  }));
  const at = cause.universe.now();
  await upsertPhrases(tx, retailerId, JSON.stringify(rows), at, LIMITS.learned_phrases_max);
}

/** Counts an order of these products for the retailer; the caller holds the retailer's basket. */
export async function notePurchases(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  productIds: readonly string[],
): Promise<void> {
  // In one order everywhere: rows are locked in it.
  const ids = [...new Set(productIds)].sort();
  await upsertPurchases(tx, retailerId, JSON.stringify(ids), cause.universe.now());
}

/** A phrase as an operator sees it. */
export interface LearnedPhrase extends Choice {
  /** How often in a row this product was chosen for it. */
  readonly times: number;
  readonly learnedAt: Date;
}

/** Everything a retailer taught, the latest first: at most LIMITS.learned_phrases_max. */
export async function learnedPhrases(
  tx: Tx,
  retailerId: string,
): Promise<readonly LearnedPhrase[]> {
  const rows = await selectPhrases(tx, retailerId, LIMITS.learned_phrases_max);
  return rows.map((row) => ({
    phrase: row.phrase,
    productId: row.product_id,
    said: row.said,
    times: row.times,
    learnedAt: row.learned_at,
  }));
}

/** Forgets what a phrase was learned to mean; refused as `no_such_phrase`. */
export async function forgetPhrase(
  tx: Tx,
  retailerId: string,
  phrase: string,
): Promise<Outcome<undefined, 'no_such_phrase'>> {
  return (await deletePhrase(tx, retailerId, phrase)) ? done(undefined) : refused('no_such_phrase');
}
