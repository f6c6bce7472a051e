import type { RawLine } from './raw-lines.js';
import type { Intent, ReadingContext } from './reading.js';

/** All that a decision about the intent rests on. */
export interface Facts {
  readonly context: ReadingContext;
  readonly cues: ReadonlySet<string>;
  /** Lines that name a product this town has, or a kind of goods. */
  readonly goods: readonly RawLine[];
  /** Of those, with a quantity. */
  readonly counted: readonly RawLine[];
  /** Lines with a quantity and a unit whose product nobody knows. */
  readonly strange: readonly RawLine[];
  /** Figures without a name. */
  readonly bare: readonly RawLine[];
  /** Words that nothing is known about. */
  readonly unknownWords: number;
  readonly knownWords: number;
  readonly references: readonly string[];
  readonly languageTo: string | null;
  readonly amount: string | null;
  readonly receipt: boolean;
  readonly inBasket: (line: RawLine) => boolean;
}

type Rule = readonly [Intent, (f: Facts) => boolean];

const any = (f: Facts, ...cues: string[]): boolean => cues.some((cue) => f.cues.has(cue));
const asks = (f: Facts): boolean => any(f, 'question', 'howmuch', 'have', 'what');
const short = (f: Facts, words: number): boolean => f.knownWords + f.unknownWords <= words;
const basket = (f: Facts): boolean => f.context.basket.length > 0;
const waiting = (f: Facts): boolean => f.context.awaiting === 'confirmation';
const complains = (f: Facts): boolean =>
  any(f, 'broken', 'missing', 'wrong', 'complain') ||
  (any(f, 'received') && !any(f, 'repeat') && (f.counted.length > 0 || f.bare.length > 0));
const claimsPayment = (f: Facts): boolean =>
  f.receipt || (any(f, 'paid') && (f.amount !== null || any(f, 'money') || hasMethod(f)));
const hasMethod = (f: Facts): boolean => [...f.cues].some((cue) => cue.startsWith('method_'));
const aboutOrder = (f: Facts): boolean => any(f, 'order', 'goods') || f.references.length > 0;
const wants = (f: Facts): boolean => any(f, 'send', 'want', 'add', 'some');

/** What people say to anybody; the first rule that holds decides. */
const COMMON: readonly Rule[] = [
  [
    'pay',
    (f) => claimsPayment(f) && f.counted.length === 0 && !(complains(f) && f.goods.length > 0),
  ],
  ['lang', (f) => f.languageTo !== null && (any(f, 'speak') || short(f, 3))],
  ['other', (f) => any(f, 'spam')],
];

const QUESTIONS: readonly Rule[] = [
  ['complaint', (f) => complains(f)],
  [
    'status',
    (f) => aboutOrder(f) && any(f, 'where', 'when', 'arrive', 'status') && !any(f, 'price'),
  ],
  ['status', (f) => any(f, 'status') || (any(f, 'where', 'when') && any(f, 'arrive'))],
  ['balance', (f) => any(f, 'debt') && (asks(f) || short(f, 4)) && f.counted.length === 0],
  ['price_query', (f) => any(f, 'price') && (asks(f) || f.counted.length === 0)],
  ['price_query', (f) => any(f, 'howmuch') && (f.goods.length > 0 || any(f, 'money'))],
  [
    'stock_query',
    (f) =>
      any(f, 'have') &&
      !any(f, 'send', 'want', 'add') &&
      (f.goods.length > 0 || any(f, 'question', 'what')),
  ],
  ['complaint', (f) => any(f, 'late') && aboutOrder(f)],
];

const EDITS: readonly Rule[] = [
  ['repeat', (f) => any(f, 'repeat') && repeats(f)],
  [
    'repeat',
    (f) =>
      any(f, 'last') && any(f, 'order', 'goods') && any(f, 'send', 'want') && !f.counted.length,
  ],
  ['unknown', (f) => any(f, 'keep', 'cancel_twice') && f.goods.length === 0],
  ['cancel', (f) => any(f, 'cancel') && !any(f, 'confirm') && f.goods.length === 0],
  ['remove', (f) => any(f, 'remove', 'cancel') && f.goods.length > 0 && takesAway(f)],
  ['remove', (f) => any(f, 'except') && basket(f) && f.goods.length > 0 && f.counted.length === 0],
  ['change_qty', (f) => basket(f) && f.counted.some((line) => changes(line, f))],
  [
    'change_qty',
    (f) =>
      basket(f) &&
      f.counted.length === 0 &&
      f.bare.length > 0 &&
      any(f, 'set', 'only', 'no', 'not'),
  ],
  ['add', (f) => basket(f) && f.counted.length > 0],
  ['order', (f) => f.counted.length > 0],
];

/** The last order again, with changes at most: "same as last week plus 2 ctn rara". */
function repeats(f: Facts): boolean {
  if (f.counted.length === 0 || any(f, 'last', 'except')) return true;
  return f.counted.every((line) => !line.cues.has('repeat'));
}

/** Nothing is counted, or all that is counted is to be taken out: "remove 2 ctn coke". */
function takesAway(f: Facts): boolean {
  return f.counted.every((line) => line.cues.has('remove') || line.cues.has('cancel'));
}

/** Whether a line with a figure changes what stands in the basket instead of adding to it. */
export function changes(line: RawLine, f: Facts): boolean {
  if (line.cues.has('add')) return false;
  if (line.cues.has('set')) return true;
  return (line.cues.has('only') || line.flags.has('corrected')) && f.inBasket(line);
}

const ANSWERS: readonly Rule[] = [
  ['unknown', (f) => any(f, 'yes', 'confirm') && any(f, 'no', 'cancel')],
  ['confirm', (f) => waiting(f) && any(f, 'yes', 'confirm') && !asks(f)],
  ['decline', (f) => waiting(f) && any(f, 'no', 'decline')],
  ['confirm', (f) => basket(f) && any(f, 'confirm') && !asks(f)],
  ['person', (f) => any(f, 'person')],
  ['menu', (f) => any(f, 'menu')],
  ['help', (f) => any(f, 'help')],
  ['order', (f) => f.goods.length > 0 && wants(f) && !asks(f)],
  [
    'order',
    (f) => f.strange.length > 0 && !asks(f) && (wants(f) || f.unknownWords <= 3 * f.strange.length),
  ],
  [
    'order',
    (f) => f.goods.length > 0 && f.unknownWords === 0 && !asks(f) && !any(f, 'closed', 'wish'),
  ],
  ['decline', (f) => basket(f) && any(f, 'no') && short(f, 2)],
  ['other', (f) => any(f, 'wish', 'closed')],
  ['unknown', (f) => f.bare.some((line) => line.unit !== null)],
  ['greet', (f) => any(f, 'greet') && f.unknownWords <= 2],
];

function first(rules: readonly Rule[], f: Facts): Intent | null {
  for (const [intent, holds] of rules) if (holds(f)) return intent;
  return null;
}

/** What a retailer or a newcomer wants. Questions and complaints come before any order. */
export function decideRetailer(f: Facts): Intent {
  const question = first(QUESTIONS, f);
  const plain = waiting(f) && f.goods.length === 0 ? first(ANSWERS.slice(0, 3), f) : null;
  const intent =
    first(COMMON, f) ?? plain ?? question ?? first(EDITS, f) ?? first(ANSWERS, f) ?? 'other';
  // What is said beside an open basket is about that basket.
  return intent === 'order' && basket(f) ? 'add' : intent;
}

const VENDOR: readonly Rule[] = [
  ['delivered', (f) => any(f, 'delivered') && !any(f, 'no', 'not', 'question')],
  ['packed', (f) => any(f, 'packed')],
  [
    'vendor_counter',
    (f) => any(f, 'price') && (f.amount !== null || f.bare.length > 0) && !asks(f),
  ],
  ['vendor_partial', (f) => f.counted.length > 0],
  [
    'vendor_partial',
    (f) => f.goods.length > 0 && any(f, 'nostock', 'no', 'remove', 'except') && !asks(f),
  ],
  [
    'unknown',
    (f) => any(f, 'yes', 'accept', 'confirm') && any(f, 'no', 'reject', 'nostock', 'cancel'),
  ],
  ['vendor_reject', (f) => any(f, 'reject', 'nostock', 'no', 'cancel', 'decline') && !asks(f)],
  [
    'vendor_delay',
    (f) =>
      any(f, 'later', 'time') && !asks(f) && (f.references.length > 0 || !any(f, 'yes', 'accept')),
  ],
  ['vendor_accept', (f) => any(f, 'yes', 'accept', 'confirm', 'send') && !asks(f)],
];

/** Goods of an order named without saying what about them: "only oil 1042". */
const UNCLEAR: readonly Rule[] = [
  ['unknown', (f) => f.references.length > 0 && f.goods.length > 0],
];

const DRIVER: readonly Rule[] = [
  ['delivery_failed', (f) => any(f, 'failed') || (any(f, 'delivered') && any(f, 'no', 'not'))],
  ['delivered', (f) => any(f, 'delivered', 'arrive') && !asks(f)],
];

/** What a vendor answers to an offer, or anything else a vendor may say. */
export function decideVendor(f: Facts): Intent {
  return (
    first(VENDOR, f) ?? first(UNCLEAR, f) ?? first(COMMON, f) ?? first(QUESTIONS, f) ?? social(f)
  );
}

/** What a driver reports, or anything else a driver may say. */
export function decideDriver(f: Facts): Intent {
  return first(DRIVER, f) ?? first(COMMON, f) ?? first(QUESTIONS, f) ?? social(f);
}

function social(f: Facts): Intent {
  if (any(f, 'person')) return 'person';
  if (any(f, 'menu')) return 'menu';
  if (any(f, 'help')) return 'help';
  return any(f, 'greet') ? 'greet' : 'other';
}
