import { changes, type Facts } from './decide.js';
import type { Message } from './facts.js';
import type { RawLine } from './raw-lines.js';
import { readLine, readPronoun, readUnnamed, type LineScene } from './read-lines.js';
import type { Intent, ReadLine } from './reading.js';

/** Intents that have lines. */
export const LINED: ReadonlySet<Intent> = new Set([
  'order',
  'add',
  'remove',
  'change_qty',
  'repeat',
  'vendor_partial',
  'vendor_counter',
  'price_query',
  'stock_query',
]);

/** Said by vendors about one order, line by line: how much of it there is. */
const AMOUNTS: ReadonlySet<Intent> = new Set(['vendor_partial', 'packed']);

const QUERIES: ReadonlySet<Intent> = new Set(['price_query', 'stock_query']);

function says(line: RawLine, ...cues: readonly string[]): boolean {
  return cues.some((cue) => line.cues.has(cue));
}

/** Of a repeated order: "no sugar" takes out, "plus 2 ctn" adds, "but 8 ctn" and "only 8" set. */
function repeatOp(line: RawLine): ReadLine['op'] {
  const denied = line.flags.has('instead') || line.flags.has('denied');
  const out = says(line, 'except', 'remove', 'no', 'not') || denied;
  if (line.quantity === null) return out ? 'remove' : 'add';
  if (says(line, 'add')) return 'add';
  return says(line, 'set', 'only', 'except') || REPLACES.some((flag) => line.flags.has(flag))
    ? 'set'
    : 'add';
}

const REPLACES = ['but', 'instead', 'corrected'];

function changeOp(line: RawLine, facts: Facts): ReadLine['op'] {
  if (line.quantity === null && (says(line, 'remove') || takesOut(line, facts))) return 'remove';
  return changes(line, facts) || facts.counted.length === 1 ? 'set' : 'add';
}

function opOf(line: RawLine, intent: Intent, facts: Facts): ReadLine['op'] {
  if (intent === 'remove') return 'remove';
  if (intent === 'repeat') return repeatOp(line);
  if (AMOUNTS.has(intent)) return line.quantity === null ? 'remove' : 'set';
  if (intent === 'vendor_counter') return 'set';
  if (intent === 'delivered') return lackOf(line);
  if (intent === 'change_qty') return changeOp(line, facts);
  const edits = facts.context.basket.length > 0 && line.quantity === null;
  const out = says(line, 'remove', 'except') || takesOut(line, facts);
  return edits && out ? 'remove' : 'add';
}

/** "Only 3 ctn oil", "no oil"; oil that is only named was delivered like the rest. */
function lackOf(line: RawLine): ReadLine['op'] {
  if (line.quantity !== null) return 'set';
  const lacks = says(line, 'no', 'not', 'except', 'remove', 'nostock');
  return lacks && !says(line, 'delivered', 'arrive') ? 'remove' : 'add';
}

/** "No sugar", "chini ki jagah gur 5 kilo": what stands in the basket is to go. */
function takesOut(line: RawLine, facts: Facts): boolean {
  return line.quantity === null && line.flags.has('denied') && facts.inBasket(line);
}

/** The lines of a message, as far as its intent has any. */
export function readLines(
  message: Message,
  intent: Intent,
  facts: Facts,
  scene: LineScene,
): readonly ReadLine[] {
  const packs = intent === 'packed' && facts.context.role === 'vendor';
  // What a driver says of goods at the door is what was taken of them.
  const atDoor = intent === 'delivered' && facts.context.role === 'driver';
  if (!LINED.has(intent) && !packs && !atDoor) return [];
  const counted = facts.counted.length > 0;
  const ordering = intent === 'order' || intent === 'add';
  const wanted = message.lines.filter((line) => {
    if (line.name === null) return false;
    if (setAside(line, message, facts, intent)) return false;
    if (takesOut(line, facts)) return true;
    if (facts.goods.includes(line)) return !negated(line, message, intent) && !agreed(line, intent);
    // Nothing hangs on a question: what is only like a product will do.
    if (QUERIES.has(intent) && facts.goods.length === 0) return true;
    // A figure beside words nobody knows is never dropped in silence.
    return facts.strange.includes(line) || (ordering && line.quantity !== null);
  });
  const said = intent === 'vendor_counter' ? wanted.map(withoutFigure) : wanted;
  const lines = said.map((line) => readLine(line, opOf(line, intent, facts), scene));
  const pronoun = facts.bare[facts.bare.length - 1];
  if (QUERIES.has(intent)) return lines.map(onlyProduct).filter(isSomething);
  if (AMOUNTS.has(intent) && !counted && pronoun) {
    const line = readUnnamed(pronoun, scene);
    return line ? [line] : [];
  }
  if (intent === 'change_qty' && !counted && pronoun) {
    const line = readPronoun(pronoun, scene);
    if (line) return [line];
  }
  return crowded(lines);
}

/** A question orders nothing: of its doubts only those about the product are left. */
function onlyProduct(line: ReadLine): ReadLine {
  const doubts = line.doubts.filter((one) => one === 'which_product' || one === 'unknown_product');
  return { ...line, doubts };
}

function isSomething({ product }: ReadLine): boolean {
  return product.kind !== 'unknown' || product.nearest.length > 0;
}

/** A counter-offer's figure is a price, which stands in `payment.amount`. */
function withoutFigure(line: RawLine): RawLine {
  return { ...line, quantity: null, flags: new Set() };
}

/** What a vendor names only to say that it is there: "oil is out, wai wai ok". */
function agreed(line: RawLine, intent: Intent): boolean {
  if (!AMOUNTS.has(intent) || line.quantity !== null) return false;
  // "Only 3 ctn waiwai, no sugar": the word before it denies it.
  if (line.flags.has('instead')) return false;
  return !['nostock', 'no', 'not', 'remove', 'except', 'reject'].some((cue) => line.cues.has(cue));
}

/** The same product again and again in one message was pasted, not ordered. */
const SAME_PRODUCT_MAX = 3;

function crowded(lines: readonly ReadLine[]): readonly ReadLine[] {
  const times = new Map<string, number>();
  for (const { product } of lines)
    if (product.kind === 'one')
      times.set(product.productId, (times.get(product.productId) ?? 0) + 1);
  return lines.map((line) => {
    const often = line.product.kind === 'one' ? (times.get(line.product.productId) ?? 0) : 0;
    if (often <= SAME_PRODUCT_MAX || line.doubts.includes('odd_quantity')) return line;
    return { ...line, doubts: [...line.doubts, 'odd_quantity'] };
  });
}

/**
 * What is named only to say that it is not wanted, or what to bring if something else is missing,
 * beside items that are plainly ordered: those are taken, and nobody asks about the rest.
 */
function setAside(line: RawLine, message: Message, facts: Facts, intent: Intent): boolean {
  if (intent !== 'order' && intent !== 'add') return false;
  if (takesOut(line, facts)) return false;
  const plain = (one: RawLine): boolean => one !== line && !inCondition(one, message);
  if (!facts.counted.some(plain)) return false;
  if (inCondition(line, message)) return line.quantity === null || line.flags.has('instead');
  // "We still have rice, so just 3 kg sugar."
  return line.quantity === null && (line.flags.has('denied') || line.cues.has('have'));
}

/** Whether an item hangs on an "if": in its segment, or before it in the same sentence. */
function inCondition(line: RawLine, message: Message): boolean {
  for (let at = line.segment; at >= 0; at -= 1) {
    const segment = message.segments[at];
    if (segment?.conditional === true) return true;
    if (!segment || segment.apart) return false;
  }
  return false;
}

/** "mustang ko syau hoina, aalu 10 kilo": a name without a figure, taken back at once. */
function negated(line: RawLine, message: Message, intent: Intent): boolean {
  if (line.quantity !== null || intent === 'remove' || intent === 'repeat') return false;
  const next = message.segments[line.segment + 1];
  return next?.opener === 'not' && !next.unlike;
}
