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
  /** Lines whose figure is money: "500 ko chini", "1850 ma dinchhu". */
  readonly priced: readonly RawLine[];
  /** Whether an amount of money is named. */
  readonly prices: boolean;
  /** The largest quantity among the open lines that the message can be about. */
  readonly mostOpen: number;
  readonly openCount: number;
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
/** An agent's "tel chha" is an answer: only what cannot be one is a question. */
const inquires = (f: Facts): boolean => any(f, 'question', 'howmuch', 'what');
const short = (f: Facts, words: number): boolean => f.knownWords + f.unknownWords <= words;
const basket = (f: Facts): boolean => f.context.basket.length > 0;
const waiting = (f: Facts): boolean => f.context.awaiting === 'confirmation';
const complains = (f: Facts): boolean =>
  // "If I take 20 cartons how much less is it?" is missing nothing.
  (any(f, 'broken', 'expired', 'missing', 'wrong', 'complain') && !(any(f, 'if') && inquires(f))) ||
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
  ['lang', (f) => any(f, 'language') && short(f, 5) && f.goods.length === 0],
  ['other', (f) => any(f, 'spam')],
  // "If I take 50 bales can you deliver?" orders nothing.
  ['other', (f) => any(f, 'if') && any(f, 'question') && !any(f, 'price', 'howmuch', 'have')],
];

const QUESTIONS: readonly Rule[] = [
  [
    'basket',
    (f) => any(f, 'basket') && f.goods.length === 0 && !any(f, 'cancel', 'remove', 'confirm'),
  ],
  ['complaint', (f) => complains(f)],
  [
    'status',
    (f) =>
      aboutOrder(f) &&
      any(f, 'where', 'when', 'arrive', 'status') &&
      !any(f, 'price') &&
      !isList(f),
  ],
  [
    'status',
    (f) => !isList(f) && (any(f, 'status') || (any(f, 'where', 'when') && any(f, 'arrive'))),
  ],
  ['balance', (f) => any(f, 'debt') && f.counted.length === 0 && f.unknownWords <= 2],
  ['price_query', (f) => any(f, 'price') && (asks(f) || f.counted.length === 0)],
  [
    'price_query',
    (f) => any(f, 'howmuch') && (f.goods.length > 0 || any(f, 'money') || short(f, 4)),
  ],
  [
    'stock_query',
    (f) =>
      any(f, 'have') &&
      !any(f, 'send', 'want', 'add') &&
      (any(f, 'question') || !f.counted.some((line) => !line.cues.has('have'))) &&
      (f.goods.length > 0 || any(f, 'question', 'what')),
  ],
  ['complaint', (f) => any(f, 'late') && aboutOrder(f)],
];

const EDITS: readonly Rule[] = [
  // "Cancel yesterday's order" names the last order, and does not ask for it again.
  [
    'cancel',
    (f) => any(f, 'cancel') && any(f, 'repeat') && !any(f, 'keep') && f.goods.length === 0,
  ],
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

/** "My order: indomie 3 carton, ... I pay when it lands": items apart from the words about time. */
function isList(f: Facts): boolean {
  // "How far" is a greeting where goods are sent for, and asks for the order's place elsewhere.
  const hails = any(f, 'greet') && wants(f) && !any(f, 'order', 'goods');
  if (any(f, 'question') || (any(f, 'where', 'status') && !hails)) return false;
  const apart = f.counted.filter((line) => !line.cues.has('when') && !line.cues.has('arrive'));
  return apart.length > 1 || (apart.length === 1 && wants(f));
}

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
  ['person', (f) => waiting(f) && any(f, 'person')],
  ['unknown', (f) => any(f, 'yes', 'confirm') && any(f, 'no', 'cancel')],
  [
    'confirm',
    (f) => waiting(f) && any(f, 'yes', 'confirm') && !asks(f) && understood(f) && namesNoOther(f),
  ],
  ['confirm', (f) => isAsked(f) && any(f, 'yes', 'confirm') && !asks(f) && short(f, 4)],
  ['decline', (f) => waiting(f) && any(f, 'no', 'decline')],
  ['confirm', (f) => basket(f) && any(f, 'confirm') && !asks(f) && namesNoOther(f)],
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
  // "Pay 2000", "I want to pay": nothing was paid yet.
  ['pay', (f) => any(f, 'topay') && f.goods.length === 0 && !asks(f) && f.unknownWords <= 2],
  ['unknown', (f) => f.bare.some((line) => line.unit !== null)],
  ['greet', (f) => any(f, 'greet') && f.unknownWords <= 2],
];

/** What sounds like a yes amid words that nobody understood is none. */
function understood(f: Facts): boolean {
  return f.unknownWords <= Math.max(2, f.knownWords);
}

/** "Send soap" beside a basket without soap is no yes to it. */
function namesNoOther(f: Facts): boolean {
  return f.goods.every(f.inBasket);
}

/** We asked what was meant, and not whether to place the order. */
function isAsked(f: Facts): boolean {
  const { awaiting } = f.context;
  return awaiting === 'choice' || awaiting === 'quantity' || awaiting === 'answer';
}

/** "None of these", "no": what was asked about is not wanted. */
function declinesAsked(f: Facts): boolean {
  if (!isAsked(f)) return false;
  if (f.goods.length > 0) return false;
  return any(f, 'none') || (any(f, 'no', 'decline') && short(f, 4) && !any(f, 'cancel', 'remove'));
}

/** Words of which most are in no list, and none says hello, thanks or farewell. */
function isGibberish(f: Facts): boolean {
  return f.unknownWords > f.knownWords && !any(f, 'greet', 'wish', 'closed', 'thanks', 'spam');
}

function first(rules: readonly Rule[], f: Facts): Intent | null {
  for (const [intent, holds] of rules) if (holds(f)) return intent;
  return null;
}

/** What a retailer or a newcomer wants. Questions and complaints come before any order. */
export function decideRetailer(f: Facts): Intent {
  if (declinesAsked(f)) return 'decline';
  const question = first(QUESTIONS, f);
  const plain = waiting(f) && f.goods.length === 0 ? first(ANSWERS.slice(0, 5), f) : null;
  const said = first(COMMON, f) ?? plain ?? question ?? first(EDITS, f) ?? first(ANSWERS, f);
  const intent = said ?? (isGibberish(f) ? 'unknown' : 'other');
  // What is said beside an open basket is about that basket.
  return intent === 'order' && basket(f) ? 'add' : intent;
}

const VENDOR: readonly Rule[] = [
  ['delivered', (f) => any(f, 'delivered') && !any(f, 'no', 'not', 'question')],
  ['packed', (f) => any(f, 'packed') && !inquires(f)],
  ['balance', (f) => any(f, 'owed') && f.goods.length === 0],
  ['worklist', (f) => asksDay(f)],
  ['status', (f) => f.bare.length === 0 && f.goods.length === 0 && asksOffers(f)],
  [
    'vendor_counter',
    (f) => any(f, 'price') && (f.amount !== null || f.bare.length > 0) && !inquires(f),
  ],
  ['vendor_counter', (f) => f.amount !== null && !inquires(f) && namesPrice(f)],
  ['vendor_partial', (f) => f.counted.length > 0],
  ['vendor_partial', (f) => !inquires(f) && f.bare.some((line) => isAmount(line, f))],
  [
    'vendor_partial',
    (f) => f.goods.length > 0 && any(f, 'nostock', 'no', 'remove', 'except') && !inquires(f),
  ],
  [
    'unknown',
    (f) => any(f, 'yes', 'accept', 'confirm') && any(f, 'no', 'reject', 'nostock', 'cancel'),
  ],
  ['vendor_reject', (f) => any(f, 'reject', 'nostock', 'no', 'cancel', 'decline') && !inquires(f)],
  [
    'vendor_delay',
    // "1042 ok, tomorrow" accepts and says when; "1042 tomorrow" only says when.
    (f) =>
      any(f, 'later', 'time') &&
      !inquires(f) &&
      !any(f, 'yes') &&
      (f.references.length > 0 || !any(f, 'accept')),
  ],
  ['vendor_accept', (f) => any(f, 'yes', 'accept', 'confirm', 'send') && !inquires(f)],
];

/** "Today", "aaja ko list": what is to be done, and not when an offer could be. */
function asksDay(f: Facts): boolean {
  if (f.references.length > 0 || f.goods.length > 0 || f.bare.length > 0) return false;
  return any(f, 'worklist') && !any(f, 'accept', 'yes', 'no', 'reject', 'nostock');
}

/** "Offers", "naya order": what our own help tells vendors to write. */
function asksOffers(f: Facts): boolean {
  if (any(f, 'accept', 'yes', 'no', 'reject', 'nostock') && !inquires(f)) return false;
  return f.references.length === 0 && (any(f, 'offers') || (any(f, 'order') && short(f, 2)));
}

/** "1042 1850 ma dinchhu", "1042 @ 1850": a figure of money, or one too large for an amount. */
function namesPrice(f: Facts): boolean {
  if (f.prices || f.priced.length > 0) return true;
  const large = (line: RawLine): boolean =>
    line.unit === null && (line.quantity ?? 0) > Math.max(100, f.mostOpen);
  return f.references.length > 0 && f.counted.length === 0 && f.bare.some(large);
}

/** "1001 ok but only 3 ctn": how much of the offer, though no product is named. */
function isAmount(line: RawLine, f: Facts): boolean {
  if (line.unit !== null || any(f, 'only')) return true;
  return f.openCount > 0 && (line.quantity ?? 0) <= f.mostOpen;
}

/** Goods of an order named without saying what about them: "only oil 1042". */
const UNCLEAR: readonly Rule[] = [
  ['unknown', (f) => f.references.length > 0 && f.goods.length > 0],
];

const handsOver = (f: Facts): boolean =>
  any(f, 'hand_over') || (any(f, 'delivered') && any(f, 'money', 'method_cash') && !namesAny(f));
/** Whether a figure stands beside the words that can be an order's number or a code. */
const namesAny = (f: Facts): boolean => f.references.length > 0 || f.bare.length > 0;

const DRIVER: readonly Rule[] = [
  ['hand_over', (f) => handsOver(f) && !asks(f)],
  ['off_duty', (f) => any(f, 'off_duty') && short(f, 5) && !namesAny(f)],
  ['on_duty', (f) => any(f, 'on_duty') && short(f, 5) && !namesAny(f)],
  ['put_off', (f) => any(f, 'tomorrow') && !any(f, 'delivered', 'picked') && !asks(f)],
  ['delivery_failed', (f) => any(f, 'failed') || (any(f, 'delivered') && any(f, 'no', 'not'))],
  ['delivered', (f) => any(f, 'delivered', 'arrive') && !asks(f)],
  ['cash', (f) => any(f, 'method_cash', 'money', 'paid') && !asks(f)],
  ['set_out', (f) => any(f, 'on_way') && !any(f, 'no', 'not') && !asks(f)],
  ['picked_up', (f) => any(f, 'picked') && !any(f, 'no', 'not') && !asks(f)],
  ['vendor_reject', (f) => any(f, 'reject', 'no', 'decline', 'cancel') && !inquires(f)],
  ['vendor_accept', (f) => any(f, 'take', 'yes', 'accept', 'confirm', 'want') && !inquires(f)],
  ['jobs', (f) => any(f, 'jobs', 'offers') || (any(f, 'what', 'order', 'status') && short(f, 6))],
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
  if (any(f, 'greet')) return 'greet';
  return isGibberish(f) ? 'unknown' : 'other';
}
