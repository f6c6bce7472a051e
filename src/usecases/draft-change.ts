import type { Minor } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli, multiplyMilli, parseMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { changeLine, kindOfChange, partOfLine, unitCostOf } from '../domain/offers/changes.js';
import type { ChangeKind, OfferLine } from '../domain/offers/changes.js';
import type { OrderLine } from '../domain/orders/lines.js';
import { shareOf } from '../domain/pricing/shares.js';

/** What a vendor said about one product: so much of it, or (null) none. */
export interface OfferWord {
  readonly productId: string;
  /** A decimal. */
  readonly quantity: string | null;
  /** Null: the unit of the order's line. */
  readonly unit: string | null;
}

/** What a vendor said they would be paid. */
export interface PriceWord {
  readonly amountMinor: Minor;
  /** Null: whatever the offer is about. */
  readonly productId: string | null;
  readonly unit: string | null;
}

/** A vendor's answer that is neither yes nor no. */
export interface OfferWords {
  readonly lines: readonly OfferWord[];
  readonly price: PriceWord | null;
  readonly said: string;
}

/** A line of the order with what its vendor would be paid. */
export type AskedLine = OrderLine & OfferLine;

/** What is offered, as it was frozen when the order was confirmed. */
export interface AskedOrder {
  readonly lines: readonly AskedLine[];
  readonly deliveryFeeMinor: Minor;
  readonly taxMinor: Minor;
}

export interface DraftTerms {
  readonly catalogue: Catalogue;
  readonly risePercentMax: number;
  /** Minor units in a major one: "550" was said in major ones. */
  readonly minorPerMajor: bigint;
}

/** The order as it would be, and what it would come to. */
export interface DraftedLines {
  readonly lines: readonly OfferLine[];
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
}

/** The order as the vendor would do it. `none` and `whole` are a no and a yes in other words. */
export type Drafted =
  | ({ readonly was: 'changed'; readonly kind: ChangeKind } & DraftedLines)
  | { readonly was: 'none' | 'whole' };

export type DraftRefusal = 'change_unclear' | 'change_more' | 'price_unclear' | 'price_high';

/** What becomes of one line. */
interface LineChange {
  readonly baseQuantity: Milli;
  readonly unitCostMinor: Minor | null;
}

function baseUnitsOf(catalogue: Catalogue, productId: string, unit: string): Milli | undefined {
  return catalogue.products.get(productId)?.units.get(unit)?.baseUnits;
}

/** The line of the order that a product and unit mean: the one in that unit, or the first. */
function lineMeant(
  asked: readonly AskedLine[],
  word: { readonly productId: string; readonly unit: string | null },
): AskedLine | undefined {
  const lines = asked.filter((line) => line.productId === word.productId);
  return lines.find((line) => line.unit === word.unit) ?? lines[0];
}

/** A figure twice as much or half as much as what is paid now is no price for the same thing. */
function isNear(amount: Minor, paid: Minor): boolean {
  return amount <= 2n * paid && 2n * amount >= paid;
}

/** Per unit of the line, an amount that was named for `unit`; undefined when it fits nothing. */
function unitCost(terms: DraftTerms, line: AskedLine, word: PriceWord): Minor | undefined {
  const { amountMinor, unit } = word;
  const own = baseUnitsOf(terms.catalogue, line.productId, line.unit) ?? 0n;
  const paid = unitCostOf(line);
  const inUnit = (name: string): Minor | undefined => {
    const holds = baseUnitsOf(terms.catalogue, line.productId, name) ?? 0n;
    return holds === 0n ? undefined : (2n * amountMinor * own + holds) / (2n * holds);
  };
  if (unit !== null) {
    const named = inUnit(unit);
    return named !== undefined && isNear(named, paid) ? named : undefined;
  }
  // Not said for what: per unit, per base unit or for the whole line, whatever is near.
  const base = terms.catalogue.products.get(line.productId)?.baseUnit ?? line.unit;
  const whole = (amountMinor * 1000n) / line.quantity;
  return [amountMinor, inUnit(base), whole].find((one) => one !== undefined && isNear(one, paid));
}

function tooHigh(
  terms: DraftTerms,
  line: AskedLine,
  unitCostMinor: Minor,
): ReturnType<typeof refused<'price_high'>> | undefined {
  const most = (unitCostOf(line) * BigInt(100 + terms.risePercentMax)) / 100n;
  if (unitCostMinor <= most) return undefined;
  const name = productName(terms.catalogue, line.productId);
  return refused('price_high', { name, unit: line.unit, mostMinor: most.toString() });
}

/** So many times what was asked is no amount that somebody has. */
const PRICELIKE = 20n;

type Changes = Map<number, LineChange>;

/** Which lines a price is about: the product's, the only one's, or all for a price of the whole. */
function priceLines(
  terms: DraftTerms,
  asked: readonly AskedLine[],
  word: PriceWord,
): Outcome<readonly (readonly [AskedLine, Minor])[], 'price_unclear'> {
  const [only, another] = asked;
  const line =
    word.productId === null
      ? another === undefined
        ? only
        : undefined
      : lineMeant(asked, { productId: word.productId, unit: word.unit });
  if (line) {
    const cost = unitCost(terms, line, word);
    return cost === undefined ? refused('price_unclear') : done([[line, cost]]);
  }
  const paid = asked.reduce((sum, one) => sum + one.costMinor, 0n);
  if (word.productId !== null || word.unit !== null || !isNear(word.amountMinor, paid)) {
    return refused('price_unclear');
  }
  return done(
    asked.map((one) => [one, (unitCostOf(one) * word.amountMinor + paid / 2n) / paid] as const),
  );
}

function applyPrice(
  terms: DraftTerms,
  asked: readonly AskedLine[],
  word: PriceWord,
  changes: Changes,
): Outcome<undefined, 'price_unclear' | 'price_high'> {
  const priced = priceLines(terms, asked, word);
  if (!priced.ok) return priced;
  for (const [line, unitCostMinor] of priced.value) {
    const high = tooHigh(terms, line, unitCostMinor);
    if (high) return high;
    const baseQuantity = changes.get(line.lineNo)?.baseQuantity ?? line.baseQuantity;
    changes.set(line.lineNo, { baseQuantity, unitCostMinor });
  }
  return done(undefined);
}

function applyWord(
  terms: DraftTerms,
  asked: readonly AskedLine[],
  word: OfferWord,
  changes: Changes,
): Outcome<undefined, DraftRefusal> {
  const line = lineMeant(asked, word);
  if (!line) return refused('change_unclear');
  if (word.quantity === null) {
    changes.set(line.lineNo, { baseQuantity: 0n, unitCostMinor: null });
    return done(undefined);
  }
  const quantity = parseMilli(word.quantity);
  const holds = baseUnitsOf(terms.catalogue, line.productId, word.unit ?? line.unit);
  const baseQuantity =
    quantity === undefined || holds === undefined ? undefined : multiplyMilli(quantity, holds);
  if (quantity === undefined || baseQuantity === undefined || baseQuantity < 0n) {
    return refused('change_unclear');
  }
  // A figure of another kind altogether was meant as a price, and is near to none.
  if (baseQuantity > PRICELIKE * line.baseQuantity) return refused('price_unclear');
  if (baseQuantity > line.baseQuantity) {
    const name = productName(terms.catalogue, line.productId);
    const { unit } = line;
    return refused('change_more', { name, unit, quantity: formatMilli(line.quantity) });
  }
  const unitCostMinor = changes.get(line.lineNo)?.unitCostMinor ?? null;
  changes.set(line.lineNo, { baseQuantity, unitCostMinor });
  return done(undefined);
}

/** What the vendor said before and the retailer has not answered yet: new words add to it. */
function saidBefore(asked: readonly AskedLine[], before: readonly OfferLine[]): Changes {
  const changes: Changes = new Map();
  for (const [at, line] of before.entries()) {
    const dearer = line.quantity > 0n && line.unitPriceMinor !== asked[at]?.unitPriceMinor;
    const unitCostMinor = dearer ? unitCostOf(line) : null;
    changes.set(line.lineNo, { baseQuantity: line.baseQuantity, unitCostMinor });
  }
  return changes;
}

/**
 * "550 per ctn" is read as an amount of 550 cartons: a figure far beyond what was asked, and near
 * to what is paid for one, is a price.
 */
function priceInstead(
  terms: DraftTerms,
  asked: readonly AskedLine[],
  word: OfferWord,
): PriceWord | undefined {
  const line = lineMeant(asked, word);
  const figure = word.quantity === null ? undefined : parseMilli(word.quantity);
  if (!line || figure === undefined) return undefined;
  const holds = baseUnitsOf(terms.catalogue, line.productId, word.unit ?? line.unit) ?? 0n;
  if (figure * holds <= line.baseQuantity * 1000n) return undefined;
  const amountMinor = (figure * terms.minorPerMajor) / 1000n;
  const price = { amountMinor, productId: word.productId, unit: word.unit };
  return unitCost(terms, line, price) === undefined ? undefined : price;
}

/** What words do to the lines, beside what was said before. */
function changesOf(
  terms: DraftTerms,
  asked: readonly AskedLine[],
  words: OfferWords,
  before: readonly OfferLine[],
): Outcome<Changes, DraftRefusal> {
  const changes = saidBefore(asked, before);
  const prices: PriceWord[] = words.price ? [words.price] : [];
  for (const word of words.lines) {
    const price = priceInstead(terms, asked, word);
    if (price) {
      prices.push(price);
      continue;
    }
    const applied = applyWord(terms, asked, word, changes);
    if (!applied.ok) return applied;
  }
  for (const price of prices) {
    const applied = applyPrice(terms, asked, price, changes);
    if (!applied.ok) return applied;
  }
  const saidNothing = words.lines.length + prices.length === 0;
  return saidNothing ? refused('change_unclear') : done(changes);
}

/**
 * The lines with what was changed of them. A part costs its share of what was frozen; another
 * cost comes on top, and with it the tax on the difference, at the rate that was frozen.
 */
function changedOrder(asked: AskedOrder, changes: Changes): DraftedLines | undefined {
  const quantities: Milli[] = [];
  for (const line of asked.lines) {
    const baseQuantity = changes.get(line.lineNo)?.baseQuantity ?? line.baseQuantity;
    const quantity = partOfLine(line, baseQuantity);
    if (quantity === undefined) return undefined;
    quantities.push(quantity);
  }
  const { taken } = shareOf(asked, quantities);
  const lines: OfferLine[] = [];
  let [goods, dearer, taxed] = [0n, 0n, asked.deliveryFeeMinor];
  for (const [at, line] of asked.lines.entries()) {
    const totalMinor = taken.lines[at] ?? 0n;
    const part = { quantity: quantities[at] ?? 0n, totalMinor };
    const changed = changeLine(line, part, changes.get(line.lineNo)?.unitCostMinor ?? null);
    if (!changed) return undefined;
    lines.push(changed);
    goods += changed.totalMinor;
    if (!line.taxed) continue;
    taxed += line.totalMinor;
    dearer += changed.totalMinor - totalMinor;
  }
  const moreTax = taxed === 0n ? 0n : (asked.taxMinor * dearer) / taxed;
  const taxMinor = taken.taxMinor + moreTax;
  return { lines, taxMinor, totalMinor: goods + taken.deliveryFeeMinor + taxMinor };
}

/**
 * The order as a vendor's words would have it. Lines that the words do not name stay as asked, or
 * as the vendor would have them already (`before`). In: the order as asked, with what the vendor
 * is paid for each line. Refused: `change_unclear` for a product or part that the order has not,
 * `change_more` for more than was asked, `price_unclear` for a figure that is no price of
 * anything here, `price_high` for one above what the town puts before its retailers.
 */
export function draftChange(
  terms: DraftTerms,
  asked: AskedOrder,
  words: OfferWords,
  before: readonly OfferLine[] = [],
): Outcome<Drafted, DraftRefusal> {
  const changes = changesOf(terms, asked.lines, words, before);
  if (!changes.ok) return changes;
  const nothing = asked.lines.every(({ lineNo }) => changes.value.get(lineNo)?.baseQuantity === 0n);
  if (nothing) return done({ was: 'none' });
  const changed = changedOrder(asked, changes.value);
  if (!changed) return refused('change_unclear');
  const kind = kindOfChange(asked.lines, changed.lines);
  return done(kind ? { was: 'changed', kind, ...changed } : { was: 'whole' });
}
