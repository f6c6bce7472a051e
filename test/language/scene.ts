import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { milli } from '../../src/base/quantity.js';
import type { CatalogueItem, ContextLine, ReadingContext } from '../../src/language/reading.js';
import { buildIndex, type CatalogueIndex } from '../../src/language/catalogue-index.js';
import { LANGUAGES_OF } from '../../scripts/demo-languages.js';

interface Row {
  readonly sku: string;
  readonly market: string;
  readonly name: string;
  readonly brand: string | null;
  readonly size: { value: number; unit: string } | null;
  readonly unit: string;
  readonly pack: Record<string, number> | null;
  readonly default_unit: string;
  readonly aliases: string[];
}

export const phrases = join(fileURLToPath(import.meta.url), '..', '..', 'phrases');
const rows = JSON.parse(readFileSync(join(phrases, 'catalogue.json'), 'utf8')) as Row[];

/** The demo catalogue of one market, product ids being its SKUs. */
export function itemsOf(market: string): CatalogueItem[] {
  return rows
    .filter((row) => row.market === market)
    .map((row) => ({
      productId: row.sku,
      sku: row.sku,
      name: row.name,
      brand: row.brand,
      size: row.size,
      baseUnit: row.unit,
      packs: row.pack ?? {},
      defaultUnit: row.default_unit,
      aliases: row.aliases,
    }));
}

const built = new Map<string, CatalogueIndex>();

export function indexOf(market: string): CatalogueIndex {
  const index = built.get(market) ?? buildIndex(itemsOf(market), LANGUAGES_OF[market] ?? ['en']);
  built.set(market, index);
  return index;
}

export function context(parts: Partial<ReadingContext> = {}): ReadingContext {
  return {
    role: 'retailer',
    awaiting: null,
    basket: [],
    orders: {},
    learned: new Map(),
    history: [],
    ...parts,
  };
}

/** "5 ctn NP-WW-CHK" as a line that stands open. */
export function open(...lines: string[]): ContextLine[] {
  return lines.map((line) => {
    const [quantity = '', unit = '', productId = ''] = line.split(' ');
    return { productId, quantity: milli(quantity), unit };
  });
}
