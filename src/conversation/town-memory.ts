import { LIMITS } from '../base/limits.js';
import type { Tx } from '../db/transaction.js';
import { loadCatalogue } from '../domain/catalogue/catalogue.js';
import type { Catalogue, Product } from '../domain/catalogue/catalogue.js';
import type { PriceBook } from '../domain/pricing/price-book.js';
import { loadPriceBook } from '../domain/pricing/price-rules.js';
import { readTown } from '../domain/towns/towns.js';
import type { Town } from '../domain/towns/towns.js';
import { formatMilli } from '../base/quantity.js';
import { buildIndex } from '../language/catalogue-index.js';
import type { CatalogueIndex } from '../language/catalogue-index.js';
import type { CatalogueItem } from '../language/reading.js';

/** What every turn of a town needs and no turn changes. */
export interface TownKnowledge {
  readonly town: Town;
  readonly catalogue: Catalogue;
  /** Read with the catalogue or after it, so that it is never older than the version says. */
  readonly prices: PriceBook;
  readonly index: CatalogueIndex;
}

/** Keeps towns by catalogue version, the least recently used going first. One per process. */
export interface TownMemory {
  /** The town as of `version`, which the turn read in its own transaction. */
  recall(tx: Tx, version: bigint, now: Date): Promise<TownKnowledge>;
}

/** Opens an empty memory. */
export function openTownMemory(): TownMemory {
  const towns = new Map<string, TownKnowledge>();
  return {
    recall: async (tx, version, now) => {
      const known = towns.get(tx.townId);
      if (known?.catalogue.version === version) {
        if (towns.size > 1) {
          towns.delete(tx.townId);
          towns.set(tx.townId, known);
        }
        return known;
      }
      const town = await readTown(tx);
      const catalogue = await loadCatalogue(tx);
      const items = [...catalogue.products.values()].flatMap(itemOf);
      const { mode, step_minor: step } = town.settings.rounding;
      const prices = await loadPriceBook(tx, { mode, stepMinor: BigInt(step) }, now);
      const index = buildIndex(items, town.languages);
      const fresh = { town, catalogue, prices, index };
      towns.set(tx.townId, fresh);
      const oldest = towns.keys().next();
      if (towns.size > LIMITS.towns_remembered_max && !oldest.done) towns.delete(oldest.value);
      return fresh;
    },
  };
}

/** A product as language sees it; what has no price now is not understood as sold. */
function itemOf(product: Product): CatalogueItem[] {
  const sold = [...product.units.values()].filter((unit) => unit.priceMinor !== null);
  if (!product.enabled || sold.length === 0) return [];
  const packs = sold
    .filter((unit) => unit.unit !== product.baseUnit)
    .map((unit) => [unit.unit, Number(formatMilli(unit.baseUnits))] as const);
  return [
    {
      productId: product.productId,
      sku: product.sku,
      name: product.name,
      brand: product.brand,
      size: product.size,
      baseUnit: product.baseUnit,
      packs: Object.fromEntries(packs),
      defaultUnit: product.defaultUnit,
      aliases: product.aliases,
    },
  ];
}
