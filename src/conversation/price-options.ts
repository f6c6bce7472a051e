import { quoteLines } from '../usecases/quote-lines.js';
import type { Turn } from './turn.js';
import type { Option, PersonEvent, Question } from './vocabulary.js';

/**
 * Puts what this retailer pays for one unit in place of the town's standing price, wherever
 * products are told with their prices: in an answer about prices, and in what can be chosen.
 */
export async function priceOptions(
  turn: Turn,
  event: PersonEvent | null,
): Promise<PersonEvent | null> {
  switch (event?.type) {
    case 'PRICE_ASKED':
    case 'STOCK_ASKED':
      return { ...event, options: await repriced(turn, event.options) };
    case 'ORDER_READ':
    case 'LATE_ORDER_READ':
    case 'REPEAT_ASKED': {
      const options = event.questions.flatMap((question) => question.options);
      if (options.length === 0) return event;
      return { ...event, questions: withOptions(event.questions, await repriced(turn, options)) };
    }
    default:
      return event;
  }
}

/** Gives each question as many options as it had, in their order. */
function withOptions(questions: readonly Question[], options: readonly Option[]): Question[] {
  let at = 0;
  return questions.map((question) => {
    const own = options.slice(at, at + question.options.length);
    at += own.length;
    return { ...question, options: own };
  });
}

/** The same options at the prices this retailer pays now, each for one of its unit. */
export async function repriced(turn: Turn, options: readonly Option[]): Promise<readonly Option[]> {
  const { tx, cause, knowledge, party } = turn;
  if (party?.kind !== 'retailer' || options.length === 0) return options;
  const lines = options.map(({ productId, unit }) => ({ productId, unit, quantity: 1_000n }));
  const quoted = await quoteLines(tx, cause, knowledge, party.id, lines);
  if (!quoted.ok) return options;
  return options.map((option, at) => {
    const price = quoted.value.lines[at]?.unitPriceMinor;
    return price === undefined ? option : { ...option, priceMinor: price.toString() };
  });
}
