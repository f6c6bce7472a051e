import { USSD } from '../../base/ussd-limits.js';
import { romanise } from '../../base/romanise.js';
import type { Catalogue, Product } from '../../domain/catalogue/catalogue.js';
import type { ShelfProduct } from './vocabulary.js';

/** Finding products with a keypad, in the catalogue a process holds: no query is made here. */

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

function allSold(catalogue: Catalogue): { product: Product; shown: ShelfProduct }[] {
  return [...catalogue.products.values()].flatMap((product) => {
    const shown = shelfProduct(product);
    return shown ? [{ product, shown }] : [];
  });
}

/** Names of the shelves something stands on, in the order of the products' codes. */
export function shelvesOf(catalogue: Catalogue): readonly string[] {
  const first = new Map<string, number>();
  for (const { product } of allSold(catalogue)) {
    const { category, code } = product;
    first.set(category, Math.min(code, first.get(category) ?? code));
  }
  return [...first].sort(([, a], [, b]) => a - b).map(([shelf]) => shelf);
}

/** What stands on a shelf, by code. */
export function shelfOf(catalogue: Catalogue, shelf: string): readonly ShelfProduct[] {
  return allSold(catalogue)
    .filter(({ product }) => product.category === shelf)
    .sort((a, b) => a.product.code - b.product.code)
    .map(({ shown }) => shown)
    .slice(0, USSD.list_rows_max);
}

function plain(text: string): string {
  return romanise(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** 0 where nothing begins like that; more, the better it fits. */
function fit(product: Product, letters: string): number {
  const names = [product.name, ...product.aliases].map(plain);
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
  return allSold(catalogue)
    .map(({ product, shown }) => ({ code: product.code, shown, score: fit(product, letters) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.code - b.code)
    .map(({ shown }) => shown)
    .slice(0, USSD.list_rows_max);
}

/** The product with this code, or with this SKU where letters are no burden. */
export function findByCode(catalogue: Catalogue, typed: string): ShelfProduct | null {
  const wanted = typed.trim().toUpperCase();
  const found = allSold(catalogue).find(
    ({ product }) => String(product.code) === wanted || product.sku.toUpperCase() === wanted,
  );
  return found?.shown ?? null;
}

/** A product by its id; null when it is not sold. */
export function findById(catalogue: Catalogue, productId: string): ShelfProduct | null {
  const product = catalogue.products.get(productId);
  return (product && shelfProduct(product)) ?? null;
}
