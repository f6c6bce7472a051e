import { formatMilli } from '../base/quantity.js';
import { beginningOf } from '../base/text.js';
import { soldAs } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { LIMITS } from '../base/limits.js';
import type { Doubt, ReadLine } from '../language/reading.js';
import type { Edit, Option, Question } from './vocabulary.js';

/**
 * Divides what was read into edits, of which nothing is in doubt, and questions. A line with any
 * doubt is a question: the machine never guesses with money.
 */
export function readLines(
  lines: readonly ReadLine[],
  catalogue: Catalogue,
  messageId: string,
): { edits: Edit[]; questions: Question[] } {
  const edits: Edit[] = [];
  const questions: Question[] = [];
  for (const [index, line] of lines.entries()) {
    const edit = editOf(line);
    if (edit) edits.push(edit);
    else questions.push(questionOf(line, catalogue, `${messageId.slice(-12)}${index}`));
  }
  return { edits, questions };
}

function editOf(line: ReadLine): Edit | undefined {
  const { op, product, quantity, unit, text, reasons } = line;
  if (line.doubts.length > 0 || product.kind !== 'one') return undefined;
  if (op !== 'remove' && (quantity === null || quantity <= 0n)) return undefined;
  return {
    op,
    productId: product.productId,
    quantity: quantity === null ? null : formatMilli(quantity),
    unit,
    said: quoted(text),
    reasons: reasons.slice(0, LIMITS.reasons_kept_max),
    confidence: thousandths(line.confidence),
  };
}

/** A share as a whole number: what is stored is compared and summed. */
function thousandths(share: number): number {
  return Math.round(share * 1000);
}

function questionOf(line: ReadLine, catalogue: Catalogue, id: string): Question {
  const { product } = line;
  const candidates =
    product.kind === 'one'
      ? [product.productId]
      : product.kind === 'choice'
        ? product.productIds
        : product.nearest;
  const options = candidates
    .flatMap((productId) => optionOf(catalogue, productId, line.unit) ?? [])
    .slice(0, LIMITS.question_options_max);
  // A product is asked first; an amount in doubt as well must not pass with the answer to that.
  const amountInDoubt = line.doubts.slice(1).some((doubt) => AMOUNT_DOUBTS.has(doubt));
  const amount = amountInDoubt ? null : line.quantity;
  return {
    id,
    why: whyOf(line),
    // "Only 3" of what is not in the basket: asked whether it is to be put there.
    op: line.op === 'set' && line.doubts.includes('not_open') ? 'add' : line.op,
    quantity: amount === null ? null : formatMilli(amount),
    unit: amountInDoubt ? null : line.unit,
    said: quoted(line.text),
    options,
    confidence: thousandths(line.confidence),
    ...(keptPhrase(line.phraseKey) ? { phrase: line.phraseKey } : {}),
  };
}

/** A key that was cut would be another phrase's: a longer one is not kept at all. */
function keptPhrase(phrase: string): boolean {
  return phrase !== '' && phrase.length <= LIMITS.phrase_characters_max;
}

const AMOUNT_DOUBTS: ReadonlySet<Doubt> = new Set([
  'odd_quantity',
  'volume_measure',
  'range',
  'by_value',
]);

/** Words to quote back, without what only parted them from the next. */
function quoted(text: string): string {
  return beginningOf(text.replace(/[\s,;.।]+$/u, ''), LIMITS.said_characters_max);
}

function whyOf(line: ReadLine): Question['why'] {
  const [doubt] = line.doubts.filter((one) => one !== 'not_open');
  if (doubt !== undefined) return doubt;
  if (line.product.kind === 'one' && line.doubts.length > 0) return 'not_open';
  if (line.product.kind === 'choice') return 'which_product';
  if (line.product.kind === 'unknown') return 'unknown_product';
  return 'no_quantity';
}

/** A product as something to choose, in the unit said if it is sold so, else in its default. */
export function optionOf(
  catalogue: Catalogue,
  productId: string,
  unit: string | null,
): Option | undefined {
  const product = catalogue.products.get(productId);
  if (!product) return undefined;
  const sale =
    (unit === null ? undefined : soldAs(catalogue, productId, unit)) ??
    soldAs(catalogue, productId, product.defaultUnit);
  if (!sale) return undefined;
  return {
    productId,
    name: product.name,
    unit: sale.unit,
    priceMinor: sale.priceMinor.toString(),
  };
}
