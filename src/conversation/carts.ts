import type { InboundContent } from '../base/inbound.js';
import { formatMilli, parseMilli } from '../base/quantity.js';
import type { Catalogue } from '../domain/catalogue/catalogue.js';
import { optionOf } from './read-lines.js';
import type { BasketView, Edit, PriceChange, Question } from './vocabulary.js';

/**
 * Carts of the provider's own catalogue. What a cart says of prices comes from the copy of the
 * catalogue on the sender's phone, which may be old or forged: we price every line ourselves and
 * only say where the two differ.
 */

type Cart = Extract<InboundContent, { kind: 'cart' }>;

/** The confidence of what was named by its code. */
const SURE = 1000;

/** One product of a cart; a product that stands in it twice is one line. */
interface Item {
  readonly sku: string;
  readonly quantity: bigint;
  readonly price: string;
  readonly currency: string;
}

function itemsOf(cart: Cart): Item[] {
  const items = new Map<string, Item>();
  for (const { sku, quantity, price, currency } of cart.items) {
    const before = items.get(sku)?.quantity ?? 0n;
    items.set(sku, { sku, quantity: before + (parseMilli(quantity) ?? 0n), price, currency });
  }
  return [...items.values()];
}

/**
 * A cart as changes of the basket: products by our SKU, in their default unit, which is what a
 * catalogue lists. What we do not sell under its code is asked about; nothing is left out.
 */
export function readCart(
  cart: Cart,
  catalogue: Catalogue,
  messageId: string,
): { readonly edits: Edit[]; readonly questions: Question[] } {
  const bySku = new Map([...catalogue.products.values()].map((one) => [one.sku, one]));
  const edits: Edit[] = [];
  const questions: Question[] = [];
  for (const [index, item] of itemsOf(cart).entries()) {
    const product = bySku.get(item.sku);
    const sold = product?.enabled && optionOf(catalogue, product.productId, null);
    if (sold && item.quantity > 0n) {
      edits.push({
        op: 'add',
        productId: sold.productId,
        quantity: formatMilli(item.quantity),
        unit: sold.unit,
        said: item.sku,
        reasons: ['catalogue cart'],
        confidence: SURE,
        cart: { price: item.price, currency: item.currency },
      });
    } else {
      questions.push({
        id: `${messageId}-${index}`,
        why: 'unknown_product',
        op: 'add',
        quantity: null,
        unit: null,
        said: item.sku,
        options: [],
      });
    }
  }
  return { edits, questions };
}

/** Major units as a decimal in whole minor ones; null where it is no such amount. */
function minorOf(price: string, digits: number): bigint | null {
  const milli = parseMilli(price);
  if (milli === undefined) return null;
  const scaled = milli * 10n ** BigInt(digits);
  return scaled % 1000n === 0n ? scaled / 1000n : null;
}

/**
 * The basket with what its cart said otherwise: one change for each line whose price is not the
 * cart's. A price in another currency than the town's cannot be compared and is passed over.
 */
export function withCartPrices(
  view: BasketView,
  edits: readonly Edit[],
  town: { readonly currency: string; readonly currencyDigits: number },
): BasketView {
  const changes = edits.flatMap(({ cart, productId, unit }): PriceChange[] => {
    const line = view.lines.find((one) => one.productId === productId && one.unit === unit);
    if (cart?.currency !== town.currency || line === undefined) return [];
    const before = minorOf(cart.price, town.currencyDigits);
    const after = line.unitPriceMinor;
    if (before === null || before.toString() === after) return [];
    return [{ what: 'cart', name: line.name, unit: line.unit, before: before.toString(), after }];
  });
  if (changes.length === 0) return view;
  return { ...view, changes: [...changes, ...(view.changes ?? [])] };
}
