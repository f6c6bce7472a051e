import type { Prediction } from './predict.js';
import type { LabelledLine, Row, Sku } from './rows.js';
import { isSingle, near, sameAmount, sameWords, toBase } from './units.js';

/** Lines found, found wrongly and missed. */
export interface Hits {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export interface RowScore {
  readonly exact: boolean;
  readonly intentOK: boolean;
  readonly intentLen: boolean;
  readonly asked: boolean;
  readonly committed: boolean;
  readonly silentWrong: boolean;
  readonly silentPay: boolean;
  readonly overAsk: boolean;
  readonly missedAsk: boolean;
  readonly nonOrder: boolean;
  readonly falseOrder: boolean;
  readonly falseMut: boolean;
  readonly full: Hits;
  readonly qu: Hits;
  readonly sku: Hits;
}

type Level = 'full' | 'qu' | 'sku';
type Skus = ReadonlyMap<string, Sku>;

const OP_OF: Readonly<Record<string, string>> = {
  remove: 'remove',
  change_qty: 'set',
  vendor_partial: 'set',
};
const ACTING = new Set([
  'order',
  'add',
  'remove',
  'change_qty',
  'repeat',
  'confirm',
  'cancel',
  'vendor_accept',
  'vendor_partial',
  'vendor_reject',
  'delivered',
]);
const ORDERING = new Set(['order', 'add', 'change_qty', 'repeat', 'confirm']);
const NOT_ORDERS = new Set([
  'price_query',
  'stock_query',
  'complaint',
  'other',
  'greet',
  'help',
  'lang',
  'status',
  'balance',
  'pay',
  'decline',
]);
/** Intents that a lenient count takes for one another. */
const KIN: Readonly<Record<string, string>> = {
  price_query: 'chat',
  stock_query: 'chat',
  complaint: 'chat',
  other: 'chat',
  greet: 'social',
  help: 'social',
  add: 'order',
};

const kin = (intent: string): string => KIN[intent] ?? intent;
const opOf = (line: LabelledLine, intent: string): string => line.op ?? OP_OF[intent] ?? 'add';

function sameProduct(gold: LabelledLine, read: LabelledLine): boolean {
  const pronoun = gold.sku !== null && (gold.name === 'it' || gold.name === 'am');
  return gold.sku === read.sku || (pronoun && read.sku === '@last');
}

interface Sides {
  readonly gold: string;
  readonly read: string;
}

function sameLine(
  gold: LabelledLine,
  read: LabelledLine,
  intents: Sides,
  level: Level,
  skus: Skus,
): boolean {
  const op = opOf(gold, intents.gold);
  if (op !== opOf(read, intents.read)) return false;
  if (level !== 'qu' && !sameProduct(gold, read)) return false;
  if (level === 'sku' || op === 'remove') return true;
  if (level === 'qu' && gold.sku === null) return sameWords(gold, read);
  return sameAmount(gold, read, skus.get(gold.sku ?? '') ?? null);
}

function baseUnit(sku: Sku): string {
  if (sku.unit === 'kg') return 'kg';
  return isSingle(sku.unit) ? 'pcs' : sku.unit;
}

/** Adds up lines that put the same product in twice, where both can be put in its base unit. */
function merge(lines: readonly LabelledLine[], intent: string, skus: Skus): LabelledLine[] {
  const out: LabelledLine[] = [];
  for (const line of lines) {
    const op = opOf(line, intent);
    const sku = line.sku === null ? null : (skus.get(line.sku) ?? null);
    const at = out.findIndex(
      (one) => sku !== null && op === 'add' && one.sku === line.sku && opOf(one, intent) === op,
    );
    const before = out[at];
    const sum =
      before && sku
        ? [before, line].map((one) => toBase(sku, one.qty, one.unit ?? sku.default_unit))
        : [];
    const [a, b] = sum;
    if (before && sku && a != null && b != null)
      out[at] = { ...before, qty: a + b, unit: baseUnit(sku) };
    else out.push(line);
  }
  return out;
}

function match(
  gold: readonly LabelledLine[],
  read: readonly LabelledLine[],
  intents: Sides,
  level: Level,
  skus: Skus,
): Hits {
  const used = new Set<number>();
  for (const one of gold) {
    const at = read.findIndex(
      (line, i) => !used.has(i) && sameLine(one, line, intents, level, skus),
    );
    if (at >= 0) used.add(at);
  }
  const tp = used.size;
  return { tp, fp: read.length - tp, fn: gold.length - tp };
}

function bestLines(row: Row, read: Prediction, skus: Skus): Record<Level, Hits> {
  const intents = { gold: row.intent, read: read.intent };
  let best: Record<Level, Hits> | null = null;
  for (const lines of [row.lines, ...(row.alt_lines ?? [])]) {
    const gold = merge(lines, row.intent, skus);
    const found = merge(read.lines, read.intent, skus);
    const full = match(gold, found, intents, 'full', skus);
    const worth = (hits: Hits): number => hits.tp - hits.fp - hits.fn;
    if (best && worth(full) <= worth(best.full)) continue;
    const qu = match(lines, read.lines, intents, 'qu', skus);
    best = { full, qu, sku: match(gold, found, intents, 'sku', skus) };
  }
  const none = { tp: 0, fp: 0, fn: 0 };
  return best ?? { full: none, qu: none, sku: none };
}

function isAsking(read: Prediction): boolean {
  if (read.intent === 'unknown') return true;
  return read.lines.some(
    (line) => line.clarify === true || (line.sku === null && opOf(line, read.intent) !== 'remove'),
  );
}

function samePayment(row: Row, read: Prediction): boolean {
  const amount = row.payment?.amount;
  return amount == null || near(read.payment?.amount, amount);
}

function sameReferences(row: Row, read: Prediction): boolean {
  if (!row.order_refs) return true;
  const key = (list: readonly string[]): string => list.map(String).sort().join(',');
  return key(row.order_refs) === key(read.order_refs);
}

interface Facts {
  readonly asked: boolean;
  readonly due: boolean;
  readonly intentOK: boolean;
  readonly intentLen: boolean;
  readonly linesOK: boolean;
  readonly told: boolean;
}

function gather(row: Row, read: Prediction, full: Hits): Facts {
  const labels = [row.intent, ...(row.intent_alt ?? [])];
  return {
    asked: isAsking(read),
    due: row.should_clarify,
    intentOK: labels.includes(read.intent),
    intentLen: labels.some((label) => kin(label) === kin(read.intent)),
    linesOK: full.fp === 0 && full.fn === 0,
    told: sameReferences(row, read) && samePayment(row, read),
  };
}

/** The message was read to the letter, and a question asked exactly when one is due. */
function isExact(row: Row, read: Prediction, facts: Facts): boolean {
  const right = facts.intentOK && facts.linesOK;
  if (facts.due) {
    const askedWell = facts.asked && (facts.intentOK || read.intent === 'unknown');
    return askedWell || (row.ambiguous && right);
  }
  const language = !row.lang_to || read.lang_to === row.lang_to;
  return right && facts.told && language && (!facts.asked || row.ambiguous);
}

/** What was understood is what the label says, however it was called. */
function sameContent(row: Row, facts: Facts): boolean {
  const harmless = !ACTING.has(row.intent) || row.intent === 'order' || row.intent === 'add';
  const intent = facts.intentOK || (facts.intentLen && harmless);
  return intent && facts.linesOK && facts.told;
}

/**
 * Compares a reading with its label. `exact` asks for intent, lines, references, amount, language
 * and for a question exactly when one is due; `silentWrong` is an action taken without asking whose
 * content is not the label's.
 */
export function scoreRow(row: Row, read: Prediction, skus: Skus): RowScore {
  const hits = bestLines(row, read, skus);
  const facts = gather(row, read, hits.full);
  const { asked, due, intentOK, intentLen } = facts;
  const content = sameContent(row, facts);
  const committed = ACTING.has(read.intent) && !asked;
  const nonOrder = NOT_ORDERS.has(row.intent);
  return {
    exact: isExact(row, read, facts),
    intentOK,
    intentLen,
    asked,
    committed,
    silentWrong: committed && !(content && (!due || row.ambiguous)),
    silentPay: !asked && read.intent === 'pay' && !content,
    overAsk: asked && !due && !row.ambiguous,
    missedAsk: due && !asked && !row.ambiguous,
    nonOrder,
    falseOrder: nonOrder && !asked && ORDERING.has(read.intent),
    falseMut: nonOrder && committed,
    ...hits,
  };
}
