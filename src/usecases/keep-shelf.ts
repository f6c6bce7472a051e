import type { Cause } from '../base/cause.js';
import { LIMITS } from '../base/limits.js';
import type { Minor } from '../base/money.js';
import { roundMoney, HALF_UP } from '../base/money.js';
import { done, refused } from '../base/outcome.js';
import type { Outcome } from '../base/outcome.js';
import { formatMilli, milli, multiplyMilli } from '../base/quantity.js';
import type { Milli } from '../base/quantity.js';
import { beginningOf } from '../base/text.js';
import type { Tx } from '../db/transaction.js';
import { productName } from '../domain/catalogue/catalogue.js';
import type { Catalogue, Product } from '../domain/catalogue/catalogue.js';
import { openOffersOf } from '../domain/orders/offers.js';
import { countStock } from '../domain/stock/changes.js';
import { readStock } from '../domain/stock/levels.js';
import type { StockLevel } from '../domain/stock/levels.js';
import { costOf, readVendorCosts, setVendorCosts } from '../domain/costs/costs.js';
import type { VendorCost } from '../domain/costs/costs.js';

/** One thing a vendor says of their own goods: how many there are, or what they want for one. */
export interface ShelfWord {
  readonly productId: string;
  /** `either`: the words do not say whether the figure is a stock or a price. */
  readonly kind: 'stock' | 'price' | 'either';
  /** A decimal: so many units, or so much money in major units. */
  readonly figure: string;
  /** Null where none was said. */
  readonly unit: string | null;
}

export interface KeepShelf {
  readonly vendorId: string;
  readonly words: readonly ShelfWord[];
  readonly said: string;
  /** It is known that the words are not about an offer. */
  readonly own: boolean;
  /** They were shown what looks odd about it and said yes. */
  readonly sure: boolean;
  /** It was typed too long ago to be acted on unasked. */
  readonly late: boolean;
  /** Minor units in a major one, in which vendors speak. */
  readonly minorPerMajor: bigint;
}

/** What changes, as it is said back: quantities as decimals, money in minor units, both as text. */
export interface ShelfChange {
  readonly kind: 'stock' | 'price';
  readonly name: string;
  readonly unit: string;
  readonly before: string;
  readonly after: string;
  /** What the shops pay for one, where the vendor now wants more than that. */
  readonly shopsPay: string | null;
}

/** What became of the words; all but `kept` have changed nothing. */
export type ShelfKept =
  | { readonly was: 'kept' | 'unlikely'; readonly changes: readonly ShelfChange[] }
  /** An offer that waits has one of the goods: the words may be an answer to it. */
  | { readonly was: 'offer'; readonly number: string; readonly name: string }
  | { readonly was: 'either'; readonly name: string; readonly figure: string };

export type ShelfRefusal = 'shelf_unclear' | 'shelf_reserved' | 'shelf_not_held';

/** What is known of a product on the vendor's shelf. */
interface Held {
  readonly product: Product;
  readonly level: StockLevel | undefined;
  readonly cost: VendorCost | undefined;
}

/** A word with its place in the books. */
interface Plan {
  readonly productId: string;
  readonly unlikely: boolean;
  readonly shown: ShelfChange;
}
type StockPlan = Plan & { readonly kind: 'stock'; readonly base: Milli };
type PricePlan = Plan & {
  readonly kind: 'price';
  readonly costMinor: Minor;
  readonly baseUnits: Milli;
};
type Planned = StockPlan | PricePlan;

function holds({ product }: Held, unit: string): Milli | undefined {
  return product.units.get(unit)?.baseUnits;
}

/** What one such unit brings the vendor now: what they said, or what the shops pay for it. */
function paidNow(held: Held, unit: string): Minor | undefined {
  const sale = held.product.units.get(unit);
  if (held.cost && sale) return costOf(held.cost, sale.baseUnits);
  return sale?.priceMinor ?? undefined;
}

/** Whether a price is so close to what is paid now that nothing else is likely meant. */
function isNear(costMinor: Minor, now: Minor | undefined): boolean {
  if (now === undefined) return false;
  const percent = BigInt(LIMITS.cost_change_percent_asked);
  const away = costMinor > now ? costMinor - now : now - costMinor;
  return away * 100n <= now * percent;
}

/** The unit a price is for: as said, as said before, else the one where it is near. */
function pricedUnit(held: Held, unit: string | null, costMinor: Minor): string | undefined {
  const { product, cost } = held;
  if (unit !== null) return product.units.has(unit) ? unit : undefined;
  const units = [cost?.unit ?? product.defaultUnit, product.defaultUnit, ...product.units.keys()];
  return units.find((one) => isNear(costMinor, paidNow(held, one))) ?? units[0];
}

function inUnit(base: Milli, baseUnits: Milli): string | undefined {
  return (base * 1000n) % baseUnits === 0n ? formatMilli((base * 1000n) / baseUnits) : undefined;
}

function planStock(held: Held, word: ShelfWord): StockPlan | undefined {
  const { product, level } = held;
  const unit = word.unit ?? product.defaultUnit;
  const each = holds(held, unit);
  const base = each === undefined ? undefined : multiplyMilli(milli(word.figure), each);
  if (each === undefined || base === undefined || base < 0n) return undefined;
  const before = level?.stock ?? 0n;
  const even = inUnit(before, each);
  const shown =
    even === undefined
      ? { unit: product.baseUnit, before: formatMilli(before), after: formatMilli(base) }
      : { unit, before: even, after: word.figure };
  const unlikely = before > 0n && base > before * LIMITS.stock_times_asked;
  const { productId } = word;
  const change = { kind: 'stock', name: product.name, ...shown, shopsPay: null } as const;
  return { kind: 'stock', productId, base, unlikely, shown: change };
}

function planPrice(held: Held, word: ShelfWord, minorPerMajor: bigint): PricePlan | undefined {
  const costMinor = roundMoney(milli(word.figure) * minorPerMajor, 1000n, HALF_UP);
  const unit = pricedUnit(held, word.unit, costMinor);
  const sale = unit === undefined ? undefined : held.product.units.get(unit);
  if (!sale || costMinor <= 0n) return undefined;
  const now = paidNow(held, sale.unit);
  // Whoever wants more than the shops pay makes every sale a loss: that is asked about too.
  const dearer = sale.priceMinor !== null && costMinor > sale.priceMinor;
  const shown: ShelfChange = {
    kind: 'price',
    name: held.product.name,
    unit: sale.unit,
    before: (now ?? 0n).toString(),
    after: costMinor.toString(),
    shopsPay: dearer ? sale.priceMinor.toString() : null,
  };
  const { productId } = word;
  const { baseUnits } = sale;
  const unlikely = dearer || !isNear(costMinor, now);
  return { kind: 'price', productId, costMinor, baseUnits, unlikely, shown };
}

/**
 * What a bare figure is: a price where it is near to what is paid now and is no likely stock;
 * undefined where it may be either.
 */
function kindOf(held: Held, word: ShelfWord, minorPerMajor: bigint): 'stock' | 'price' | undefined {
  if (word.kind !== 'either') return word.kind;
  if (word.unit !== null) return undefined;
  // Of a unit that nobody named only the one that prices are usually said for.
  const unit = held.cost?.unit ?? held.product.defaultUnit;
  const price = planPrice(held, { ...word, unit }, minorPerMajor);
  if (price === undefined || price.unlikely) return undefined;
  const stock = planStock(held, word);
  if (stock === undefined) return 'price';
  const before = held.level?.stock ?? 0n;
  const likely = stock.base <= 2n * before && 2n * stock.base >= before;
  return likely ? undefined : 'price';
}

async function readShelf(
  tx: Tx,
  catalogue: Catalogue,
  { vendorId, words }: KeepShelf,
): Promise<ReadonlyMap<string, Held>> {
  const ids = words.map(({ productId }) => productId);
  const [levels, costs] = await Promise.all([
    readStock(tx, vendorId, ids),
    readVendorCosts(tx, vendorId, ids),
  ]);
  const held = ids.flatMap((id): [string, Held][] => {
    const product = catalogue.products.get(id);
    const [level, cost] = [levels.get(id), costs.get(id)];
    return product && (level ?? cost) ? [[id, { product, level, cost }]] : [];
  });
  return new Map(held);
}

/** The offer that the words may be an answer to. */
async function offerMeant(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  { vendorId, words }: KeepShelf,
): Promise<ShelfKept | undefined> {
  for (const { number, lines } of await openOffersOf(tx, cause, vendorId)) {
    const word = words.find(({ productId }) => lines.some((one) => one.productId === productId));
    if (!word) continue;
    const name = productName(catalogue, word.productId);
    return { was: 'offer', number: number.toString(), name };
  }
  return undefined;
}

/** Stock of a product once, price of a product once: of two figures nobody knows which counts. */
function isTwice(planned: readonly Planned[]): boolean {
  const keys = planned.map(({ kind, productId }) => `${kind} ${productId}`);
  return new Set(keys).size < keys.length;
}

async function carryOut(
  tx: Tx,
  cause: Cause,
  { vendorId, said }: KeepShelf,
  planned: readonly Planned[],
  held: ReadonlyMap<string, Held>,
): Promise<Outcome<undefined, 'shelf_reserved'>> {
  const reason = beginningOf(said, LIMITS.said_characters_max);
  const counted = planned.flatMap((one) =>
    one.kind === 'stock' ? [{ productId: one.productId, counted: one.base }] : [],
  );
  const costs = planned.flatMap((one) => {
    if (one.kind !== 'price') return [];
    const { productId, costMinor, baseUnits, shown } = one;
    return [{ productId, unit: shown.unit, costMinor, baseUnits }];
  });
  if (counted.length > 0) {
    const id = cause.universe.newId();
    const kept = await countStock(tx, cause, { id, holderId: vendorId, reason, lines: counted });
    if (!kept.ok) return refused('shelf_reserved', reservedOf(kept.detail, planned, held));
  }
  if (costs.length > 0) await setVendorCosts(tx, cause, vendorId, costs, reason);
  return done(undefined);
}

/** What is set aside of the product, in the unit it was spoken of where that comes out even. */
function reservedOf(
  detail: Readonly<Record<string, string>>,
  planned: readonly Planned[],
  held: ReadonlyMap<string, Held>,
): Record<string, string> {
  const one = held.get(detail['product'] ?? '');
  const plan = planned.find(({ productId }) => productId === detail['product']);
  if (!one || !plan) return {};
  const reserved = milli(detail['reserved'] ?? '0');
  const even = inUnit(reserved, holds(one, plan.shown.unit) ?? 1000n);
  const quantity = even ?? formatMilli(reserved);
  const unit = even === undefined ? one.product.baseUnit : plan.shown.unit;
  return { name: one.product.name, quantity, unit };
}

/**
 * What a vendor says of their stock and of what they want for it: a stock becomes what they say
 * there is (a count, with a movement), a price what they are paid from the next offer on; no
 * retailer's price changes. All of it or nothing. What may be about an open offer, what may be
 * either a stock or a price, and what is unlikely (or typed long ago) is asked about first: `own`
 * and `sure` are the answers. Refused as `shelf_not_held` for goods the vendor does not have with
 * us, `shelf_unclear` where a unit does not fit or something is said twice, `shelf_reserved` for a
 * stock below what is set aside for orders. Locks stock rows, then the vendor's costs.
 */
export async function keepShelf(
  tx: Tx,
  cause: Cause,
  catalogue: Catalogue,
  wanted: KeepShelf,
): Promise<Outcome<ShelfKept, ShelfRefusal>> {
  const { words, own, sure, late, minorPerMajor } = wanted;
  if (words.length === 0) return refused('shelf_unclear', { said: wanted.said });
  const held = await readShelf(tx, catalogue, wanted);
  const offer = own ? undefined : await offerMeant(tx, cause, catalogue, wanted);
  if (offer) return done(offer);
  const planned: Planned[] = [];
  for (const word of words) {
    const one = held.get(word.productId);
    if (!one) return refused('shelf_not_held', { name: nameOf(catalogue, word.productId) });
    const kind = kindOf(one, word, minorPerMajor);
    if (kind === undefined) {
      return done({ was: 'either', name: one.product.name, figure: word.figure });
    }
    const plan = kind === 'stock' ? planStock(one, word) : planPrice(one, word, minorPerMajor);
    if (!plan) return refused('shelf_unclear', { said: wanted.said });
    planned.push(plan);
  }
  if (isTwice(planned)) return refused('shelf_unclear', { said: wanted.said });
  const changes = planned.map(({ shown }) => shown);
  const asks = late || planned.some(({ unlikely }) => unlikely);
  if (asks && !sure) return done({ was: 'unlikely', changes });
  const kept = await carryOut(tx, cause, wanted, planned, held);
  return kept.ok ? done({ was: 'kept', changes }) : kept;
}

function nameOf(catalogue: Catalogue, productId: string): string {
  return catalogue.products.get(productId)?.name ?? '';
}
