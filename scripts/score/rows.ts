import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogueItem } from '../../src/language/reading.js';

/** A line as an annotator or a reading gives it; null where nothing was said or found. */
export interface LabelledLine {
  readonly op?: string;
  readonly qty: number | null;
  readonly unit: string | null;
  readonly sku: string | null;
  readonly name?: string;
  readonly clarify?: boolean;
}

export interface OpenLine {
  readonly sku: string;
  readonly qty: number;
  readonly unit: string;
}

/** A labelled message: test/phrases/README.md describes the fields. */
export interface Row {
  readonly id: string;
  readonly lang: string;
  readonly market: string;
  readonly text: string;
  readonly ctx: {
    readonly role?: 'retailer' | 'vendor' | 'driver';
    readonly state?: string;
    readonly cart?: readonly OpenLine[];
    readonly orders?: Readonly<Record<string, readonly OpenLine[]>>;
  };
  readonly intent: string;
  readonly intent_alt?: readonly string[];
  readonly lines: readonly LabelledLine[];
  readonly alt_lines?: readonly (readonly LabelledLine[])[];
  readonly order_refs?: readonly string[];
  readonly payment?: { readonly amount?: number; readonly method?: string; readonly ref?: string };
  readonly lang_to?: string;
  readonly ambiguous: boolean;
  readonly should_clarify: boolean;
}

/** A product of the demo catalogue as its file has it. */
export interface Sku {
  readonly sku: string;
  readonly market: string;
  readonly name: string;
  readonly brand: string | null;
  readonly size: { readonly value: number; readonly unit: string } | null;
  readonly unit: string;
  readonly pack: Readonly<Record<string, number>> | null;
  readonly default_unit: string;
  readonly aliases: readonly string[];
}

const catalogue = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../test/phrases/catalogue.json',
);
let loaded: ReadonlyMap<string, Sku> | null = null;

/** The demo catalogue of all markets, by SKU. */
export function loadItems(): ReadonlyMap<string, Sku> {
  loaded ??= new Map(
    (JSON.parse(readFileSync(catalogue, 'utf8')) as Sku[]).map((sku) => [sku.sku, sku]),
  );
  return loaded;
}

/** One market's products as `language` takes them; a product's id is its SKU. */
export function itemsOf(market: string): CatalogueItem[] {
  return [...loadItems().values()]
    .filter((sku) => sku.market === market)
    .map((sku) => ({
      productId: sku.sku,
      sku: sku.sku,
      name: sku.name,
      brand: sku.brand,
      size: sku.size,
      baseUnit: sku.unit,
      packs: sku.pack ?? {},
      defaultUnit: sku.default_unit,
      aliases: sku.aliases,
    }));
}

/** Reads rows from a file of one JSON object per line. Throws on a line that is none. */
export function readRows(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);
}
