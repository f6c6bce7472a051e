import type {
  BasketView,
  Edit,
  Option,
  Part,
  Question,
  ReplyKey,
  Say,
  Tap,
} from '../src/conversation/vocabulary.js';
import { basketLines, basketTotal, changedParts, goneParts } from './baskets.js';
import { FLOW_LIMITS } from './limits.js';
import { gapped, keepWords, part, tell } from './sentences.js';
import { TAP } from './taps.js';

/**
 * Questions about what was not clear: all doubts of a message are asked in one message, answered
 * by tap, number or words, and become edits one by one.
 */

/** What asks; the second where nothing can be tapped. A doubt without words does not compile. */
const ASKED: Readonly<Record<Question['why'], readonly [ReplyKey, ReplyKey]>> = {
  which_product: ['doubt.which_product', 'doubt.which_product.words'],
  unknown_product: ['doubt.unknown_product', 'doubt.unknown_product.words'],
  no_quantity: ['doubt.no_quantity', 'doubt.no_quantity'],
  odd_quantity: ['doubt.odd_quantity', 'doubt.odd_quantity'],
  unit_not_sold: ['doubt.unit_not_sold', 'doubt.unit_not_sold.words'],
  volume_measure: ['doubt.volume_measure', 'doubt.volume_measure'],
  range: ['doubt.range', 'doubt.range'],
  by_value: ['doubt.by_value', 'doubt.by_value'],
  not_open: ['doubt.not_open', 'note.not_in_basket'],
};

/** Doubts whose rows say an amount and its unit: a tap takes it as the row says. */
const SAYS_AMOUNT: ReadonlySet<Question['why']> = new Set(['unit_not_sold', 'not_open']);

/** Doubts about the quantity: choosing a product does not settle them. */
const ABOUT_QUANTITY: ReadonlySet<Question['why']> = new Set([
  'no_quantity',
  'odd_quantity',
  'volume_measure',
  'range',
  'by_value',
]);

/** True where a tap on a product settles the doubt or brings it nearer to that. */
function isTappable(question: Question): boolean {
  if (question.options.length === 0) return false;
  return !ABOUT_QUANTITY.has(question.why) || question.options.length > 1;
}

/** True where no tap can settle the doubt: the next words have to. */
export function onlyWordsAnswer(question: Question): boolean {
  return !isTappable(question);
}

/** True where something is to be taken out that is not there: a fact, not a question. */
export function isAbsent(question: Question): boolean {
  return question.why === 'not_open' && (question.op === 'remove' || question.options.length === 0);
}

/** Questions as a session keeps them: bounded in number and length. */
export function keepQuestions(questions: readonly Question[]): readonly Question[] {
  return questions.slice(0, FLOW_LIMITS.questions_max).map((question) => ({
    ...question,
    said: keepWords(question.said),
    options: question.options.slice(0, FLOW_LIMITS.rows_max - 1),
  }));
}

/**
 * The pending questions after new words: those the words deal with are settled, and so are those
 * that only words could answer, for these are the words. Products are told apart by id.
 */
export function unsettled(
  pending: readonly Question[],
  edits: readonly Edit[],
  questions: readonly Question[],
): readonly Question[] {
  const touched = new Set(edits.map((edit) => edit.productId));
  for (const question of questions) {
    for (const option of question.options) touched.add(option.productId);
  }
  const left = pending.filter(
    (question) =>
      question.options.length > 0 &&
      !question.options.some((option) => touched.has(option.productId)),
  );
  return [...left, ...questions];
}

/** What an answer makes of its question. */
export type Settled =
  | { readonly kind: 'gone' }
  | { readonly kind: 'left_out'; readonly questions: readonly Question[] }
  | { readonly kind: 'edit'; readonly edit: Edit; readonly questions: readonly Question[] }
  /** The product is known now; how much of it is still asked. */
  | { readonly kind: 'narrowed'; readonly questions: readonly Question[] };

/** Applies an answer: null means none of what was offered. */
export function settle(
  pending: readonly Question[],
  questionId: string,
  productId: string | null,
): Settled {
  const question = pending.find(({ id }) => id === questionId);
  if (!question) return { kind: 'gone' };
  const questions = pending.filter(({ id }) => id !== questionId);
  if (productId === null) return { kind: 'left_out', questions };
  const option = question.options.find((offered) => offered.productId === productId);
  if (!option) return { kind: 'gone' };
  if (question.op === 'remove') {
    return { kind: 'edit', edit: editOf(question, option, null, null), questions };
  }
  if (question.quantity === null || ABOUT_QUANTITY.has(question.why)) {
    const why = ABOUT_QUANTITY.has(question.why) ? question.why : 'no_quantity';
    const chosen = asksProduct(question);
    const narrowed: Question = { ...question, why, quantity: null, options: [option], chosen };
    return {
      kind: 'narrowed',
      questions: pending.map((one) => (one.id === questionId ? narrowed : one)),
    };
  }
  const unit = SAYS_AMOUNT.has(question.why) ? option.unit : question.unit;
  return { kind: 'edit', edit: editOf(question, option, question.quantity, unit), questions };
}

/** True where the answer says which product is meant, and not only how much of it. */
function asksProduct({ why, options, chosen }: Question): boolean {
  if (why === 'which_product' || why === 'unknown_product') return true;
  return chosen === true || options.length > 1;
}

/** How sure it is once a person chose. */
const CHOSEN_CONFIDENCE = 1000;

function editOf(
  question: Question,
  option: Option,
  quantity: string | null,
  unit: string | null,
): Edit {
  const { op, said, phrase } = question;
  return {
    op,
    productId: option.productId,
    quantity,
    unit,
    said,
    reasons: ['answered'],
    confidence: CHOSEN_CONFIDENCE,
    ...(phrase !== undefined && op !== 'remove' && asksProduct(question) ? { phrase } : {}),
  };
}

/** How many of each question's options have rows; -1: the question is asked later. */
function shareRows(questions: readonly Question[]): readonly number[] {
  const wanted = questions.map((question) => (isTappable(question) ? question.options.length : 0));
  let left: number = FLOW_LIMITS.rows_max;
  let isFull = false;
  // A question needs a row to leave it out, and one with options at least two of these.
  const shares = wanted.map((count) => {
    const least = Math.min(count, 2);
    isFull ||= left < least + 1;
    if (isFull) return -1;
    left -= least + 1;
    return least;
  });
  for (let given = true; given && left > 0;) {
    given = false;
    shares.forEach((share, i) => {
      if (left > 0 && share >= 0 && share < (wanted[i] ?? 0)) {
        shares[i] = share + 1;
        left -= 1;
        given = true;
      }
    });
  }
  return shares;
}

interface Asked {
  readonly parts: readonly Part[];
  readonly taps: readonly Tap[];
}

function optionHoles(question: Question, option: Option): Part['holes'] & object {
  const price = { price: { money: option.priceMinor }, unit: { unit: option.unit } };
  if (!SAYS_AMOUNT.has(question.why) || question.quantity === null) return price;
  return { ...price, quantity: { quantity: question.quantity, unit: option.unit } };
}

function askOption(question: Question, option: Option, n: number): Asked {
  const holes = optionHoles(question, option);
  const counted = 'quantity' in holes;
  const section = { text: question.said };
  const line = counted ? 'doubt.option_quantity' : 'doubt.option';
  const description = part(counted ? 'option.price_quantity' : 'option.price', holes);
  return {
    parts: [part(line, { n, name: option.name, ...holes })],
    taps: [
      {
        id: TAP.answer(question.id, option.productId),
        number: n,
        title: { text: option.name },
        description,
        section,
      },
    ],
  };
}

/** The way to leave a question's words out, numbered where numbers choose. */
function askLeaveOut(question: Question, n: number | null): Asked {
  const tappable = isTappable(question);
  const row = {
    id: TAP.answer(question.id, null),
    title: part(tappable ? 'button.none' : 'button.leave_out'),
    section: { text: question.said },
  };
  if (n === null) return { parts: [], taps: [{ ...row, number: 0 }] };
  return {
    parts: [part(tappable ? 'doubt.none' : 'doubt.leave_out', { n })],
    taps: [{ ...row, number: n }],
  };
}

/** One question and its first `share` options, numbered from `first` on (null: not numbered). */
function askOne(question: Question, share: number, first: number | null): Asked {
  const tappable = isTappable(question);
  const [byTap, byWords] = ASKED[question.why];
  const parts: Part[] = [gapped(part(tappable ? byTap : byWords, { said: question.said }))];
  const taps: Tap[] = [];
  const [known] = question.options;
  if (!tappable && known) {
    parts.push(
      part('doubt.product', {
        name: known.name,
        unit: { unit: known.unit },
        price: { money: known.priceMinor },
      }),
    );
  }
  for (const option of question.options.slice(0, share)) {
    const asked = askOption(question, option, (first ?? 1) + taps.length);
    parts.push(...asked.parts);
    taps.push(...asked.taps);
  }
  const out = askLeaveOut(question, first === null ? null : first + taps.length);
  return { parts: [...parts, ...out.parts], taps: [...taps, ...out.taps] };
}

function askAll(questions: readonly Question[]): Asked & { readonly later: number } {
  // Where only words answer, a bare number is a quantity and must not mean a row.
  const numbered = !questions.every(onlyWordsAnswer);
  const parts: Part[] = [];
  const taps: Tap[] = [];
  let later = 0;
  shareRows(questions).forEach((share, i) => {
    const question = questions[i];
    if (share < 0 || !question) {
      later += 1;
      return;
    }
    const asked = askOne(question, share, numbered ? taps.length + 1 : null);
    parts.push(...asked.parts);
    taps.push(...asked.taps);
  });
  return { parts, taps, later };
}

/** The lines that are certain, before the questions. */
function keptParts(view: BasketView | null): readonly Part[] {
  if (!view || view.lines.length === 0) return goneParts(view);
  return [
    part('basket.so_far'),
    ...changedParts(view),
    ...goneParts(view),
    ...basketLines(view),
    ...basketTotal(view),
  ];
}

/**
 * One message for all doubts: what is in the basket, then each question with its numbered options.
 * What does not fit into one list is asked after these; `lost` counts what was not even kept.
 * `lead` says why it is asked now, where that is not plain.
 */
export function askDoubts(
  questions: readonly Question[],
  view: BasketView | null,
  lead: readonly Part[],
  lost: number,
): Say {
  const { parts, taps, later } = askAll(questions);
  const all = [...lead, ...keptParts(view), ...parts];
  if (later > 0) all.push(gapped(part('doubt.later', { n: later })));
  if (lost > 0) all.push(gapped(part('doubt.too_many', { n: lost })));
  if (taps.length <= FLOW_LIMITS.buttons_max && questions.length === 1) return tell(all, taps);
  return {
    type: 'say',
    parts: all,
    list: { open: part('open.choose'), rows: taps },
    harmless: true,
  };
}
