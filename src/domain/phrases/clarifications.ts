import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';
import { insertQuestions, selectAskedPhrases, updateOutcomes } from './queries.js';

/** A question as it was asked. */
export interface AskedQuestion {
  /** Its name in its conversation. */
  readonly id: string;
  /** The key of the words it is about; empty where none name a product. */
  readonly phrase: string;
  readonly said: string;
  readonly why: string;
  readonly options: number;
}

/**
 * What became of a question: a product or an amount was chosen, none of what was offered, the
 * whole was dropped, or new words took its place. A chosen one names its product.
 */
export type Answer =
  | { readonly id: string; readonly outcome: 'chosen'; readonly productId: string }
  | { readonly id: string; readonly outcome: 'none' | 'dropped' | 'rewritten' };

/** Writes down questions that were asked; one asked again is known already. */
export async function noteQuestions(
  tx: Tx,
  cause: Cause,
  conversationId: string,
  questions: readonly AskedQuestion[],
): Promise<void> {
  await insertQuestions(tx, conversationId, JSON.stringify(questions), cause.universe.now());
}

/** Writes down what became of questions: the first outcome stays. */
export async function noteAnswers(
  tx: Tx,
  cause: Cause,
  conversationId: string,
  answers: readonly Answer[],
): Promise<void> {
  const rows = answers.map((one) => ({
    id: one.id,
    outcome: one.outcome,
    product_id: one.outcome === 'chosen' ? one.productId : null,
  }));
  await updateOutcomes(tx, conversationId, JSON.stringify(rows), cause.universe.now());
}

/** A phrase that the town had to ask about, for one reason. */
export interface AskedPhrase {
  readonly phrase: string;
  readonly why: string;
  /** As it was typed last. */
  readonly said: string;
  readonly asked: number;
  readonly chosen: number;
  /** "None of these". */
  readonly none: number;
  /** Dropped, written anew, or left without an answer. */
  readonly unanswered: number;
  /** The product that was chosen most often. */
  readonly product: {
    readonly id: string;
    readonly sku: string;
    readonly name: string;
  } | null;
}

/** Which phrases were asked about since a time, those asked most first; of `rowsMax` at most. */
export async function listAskedPhrases(
  tx: Tx,
  since: Date,
  rowsMax: number,
): Promise<readonly AskedPhrase[]> {
  const rows = await selectAskedPhrases(tx, since, rowsMax);
  return rows.map((row) => ({
    phrase: row.phrase,
    why: row.why,
    said: row.said,
    asked: Number(row.asked),
    chosen: Number(row.chosen),
    none: Number(row.none),
    unanswered: Number(row.unanswered),
    product:
      row.product_id === null
        ? null
        : { id: row.product_id, sku: row.product_sku ?? '', name: row.product_name ?? '' },
  }));
}
