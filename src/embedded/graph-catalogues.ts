import { list, object } from './graph-refusal.js';
import type { Json, Refusal } from './graph-refusal.js';

/**
 * The catalogues of the business, as a number that is linked to one shows them. Until one is set,
 * every product of every catalogue is there.
 */
export class Catalogues {
  readonly #products = new Map<string, ReadonlySet<string>>();

  /** Says what a catalogue has, by our SKUs; any other has nothing from now on. */
  set(catalogueId: string, skus: readonly string[]): void {
    this.#products.set(catalogueId, new Set(skus));
  }

  /** Meta's refusal of a message that names what no catalogue has (error 131009). */
  missing(payload: Json): Refusal | undefined {
    const action = object(object(payload['interactive'])?.['action']);
    const id = action?.['catalog_id'];
    if (this.#products.size === 0 || action === undefined || typeof id !== 'string')
      return undefined;
    const known = this.#products.get(id);
    const items = list(action['sections']).flatMap((one) => list(object(one)?.['product_items']));
    const named = [action, ...items.map(object)].flatMap((one) => {
      const sku = one?.['product_retailer_id'];
      return typeof sku === 'string' ? [sku] : [];
    });
    if (known && named.every((sku) => known.has(sku))) return undefined;
    return { code: 131009, details: 'Products not found in FB Catalog' };
  }
}
