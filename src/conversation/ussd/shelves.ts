import { USSD } from '../../base/ussd-limits.js';
import { romanise } from '../../base/romanise.js';
import type { Catalogue, Product } from '../../domain/catalogue/catalogue.js';
import type { ShelfProduct } from './vocabulary.js';

/**
 * Finding products with a keypad, in the catalogue a process holds: no query is made here. What is
 * made of a catalogue to find them is made once for each version of it.
 */

interface Sold {
  readonly product: Product;
  readonly shown: ShelfProduct;
}

/** A catalogue as a keypad asks for it. */
interface Shelves {
  /** By code. */
  readonly sold: readonly Sold[];
  /** By code and by SKU, in capitals. */
  readonly byKey: ReadonlyMap<string, ShelfProduct>;
  /** In the order of their first products, each by code. */
  readonly byShelf: ReadonlyMap<string, readonly ShelfProduct[]>;
}

const built = new WeakMap<Catalogue, Shelves>();
/** Names as they are compared with typed letters. */
const spelled = new WeakMap<Shelves, readonly (readonly string[])[]>();

/** What can be ordered of a product; undefined when nothing can. */
function shelfProduct(product: Product): ShelfProduct | undefined {
  if (!product.enabled) return undefined;
  const sold = [...product.units.values()].flatMap(({ unit, priceMinor }) =>
    priceMinor === null ? [] : [{ unit, priceMinor: priceMinor.toString() }],
  );
  if (sold.length === 0) return undefined;
  const units = sold.toSorted(
    (a, b) => Number(b.unit === product.defaultUnit) - Number(a.unit === product.defaultUnit),
  );
  const { productId, code, name } = product;
  return { productId, code, name, units };
}

function shelvesIn(catalogue: Catalogue): Shelves {
  const known = built.get(catalogue);
  if (known) return known;
  const sold = [...catalogue.products.values()]
    .flatMap((product) => {
      const shown = shelfProduct(product);
      return shown ? [{ product, shown }] : [];
    })
    .sort((a, b) => a.product.code - b.product.code);
  const byKey = new Map<string, ShelfProduct>();
  const byShelf = new Map<string, ShelfProduct[]>();
  for (const { product, shown } of sold) {
    for (const key of [String(product.code), product.sku.toUpperCase()]) {
      if (!byKey.has(key)) byKey.set(key, shown);
    }
    const shelf = byShelf.get(product.category);
    if (shelf) shelf.push(shown);
    else byShelf.set(product.category, [shown]);
  }
  const shelves = { sold, byKey, byShelf };
  built.set(catalogue, shelves);
  return shelves;
}

/** Names of the shelves something stands on, in the order of the products' codes. */
export function shelvesOf(catalogue: Catalogue): readonly string[] {
  return [...shelvesIn(catalogue).byShelf.keys()];
}

/** Everything that stands on a shelf, by code. */
export function allOf(catalogue: Catalogue, shelf: string): readonly ShelfProduct[] {
  return shelvesIn(catalogue).byShelf.get(shelf) ?? [];
}

/** What stands on a shelf, by code, as far as anybody leafs. */
export function shelfOf(catalogue: Catalogue, shelf: string): readonly ShelfProduct[] {
  return allOf(catalogue, shelf).slice(0, USSD.list_rows_max);
}

function plain(text: string): string {
  return romanise(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function spelledIn(shelves: Shelves): readonly (readonly string[])[] {
  const known = spelled.get(shelves);
  if (known) return known;
  const names = shelves.sold.map(({ product }) => [product.name, ...product.aliases].map(plain));
  spelled.set(shelves, names);
  return names;
}

/** 0 where nothing begins like that; more, the better it fits. */
function fit(names: readonly string[], letters: string): number {
  const joined = letters.replaceAll(' ', '');
  if (names.some((name) => name.startsWith(letters))) return 3;
  const words = names.flatMap((name) => name.split(/[\s(]+/));
  if (words.some((word) => word.startsWith(letters))) return 2;
  return names.some((name) => name.replaceAll(' ', '').includes(joined)) ? 1 : 0;
}

/** Products a word of which begins with these letters, those whose name does first. */
export function findByLetters(catalogue: Catalogue, typed: string): readonly ShelfProduct[] {
  const letters = plain(typed).trim();
  if (letters.length < 2) return [];
  const shelves = shelvesIn(catalogue);
  const names = spelledIn(shelves);
  return shelves.sold
    .map(({ shown }, at) => ({ shown, score: fit(names[at] ?? [], letters) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.shown.code - b.shown.code)
    .map(({ shown }) => shown)
    .slice(0, USSD.list_rows_max);
}

/** The product with this code, or with this SKU where letters are no burden. */
export function findByCode(catalogue: Catalogue, typed: string): ShelfProduct | null {
  return shelvesIn(catalogue).byKey.get(typed.trim().toUpperCase()) ?? null;
}

/** A product by its id; null when it is not sold. */
export function findById(catalogue: Catalogue, productId: string): ShelfProduct | null {
  const product = catalogue.products.get(productId);
  return (product && shelfProduct(product)) ?? null;
}
