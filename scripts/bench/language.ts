/**
 * How much processor time reading takes, and what a town's index weighs: messages of 1, 5 and 20
 * lines against catalogues of 500, 5,000 and 20,000 products. Run with `node --expose-gc` for
 * the memory figures. Options: --json.
 */
import { buildIndex } from '../../src/language/catalogue-index.js';
import type { CatalogueItem, ReadingContext } from '../../src/language/reading.js';
import { understand } from '../../src/language/understand.js';
import { itemsOf } from '../score/rows.js';

const SIZES = [500, 5_000, 20_000];
const LINES = [1, 5, 20];
const ROUNDS = 200;
const SYLLABLES = ['ka', 'mo', 'ri', 'ta', 'su', 'ne', 'go', 'bel', 'dan', 'fi', 'lu', 'pra'];

const context: ReadingContext = {
  role: 'retailer',
  awaiting: null,
  basket: [],
  orders: {},
  learned: new Map(),
  history: [],
};

/** A made-up brand for a number; the same number gives the same brand. */
function brand(n: number): string {
  let name = '';
  for (let rest = n + 144; rest > 0; rest = Math.floor(rest / 12))
    name += SYLLABLES[rest % 12] ?? '';
  return name;
}

/** The demo products of Nepal again and again under other brands, up to a number of products. */
function catalogue(size: number): CatalogueItem[] {
  const base = itemsOf('NP');
  return Array.from({ length: size }, (_, n) => n).flatMap((n) => {
    const item = base[n % base.length];
    if (!item) return [];
    if (n < base.length) return [item];
    const name = brand(Math.floor(n / 3));
    const aliases = item.aliases.slice(0, 1).map((alias) => `${name} ${alias}`);
    const other = {
      ...item,
      productId: `${item.productId}-${String(n)}`,
      brand: name,
      name: `${name} ${item.name}`,
      aliases,
    };
    return [other];
  });
}

function message(lines: number, items: readonly CatalogueItem[], round: number): string {
  return Array.from({ length: lines }, (_, line) => {
    const item = items[(round * 131 + line * 977) % items.length];
    const name = item?.aliases[0] ?? item?.name ?? '';
    return `${String((line % 9) + 1)} ${item?.baseUnit ?? 'pkt'} ${name}`;
  }).join('\n');
}

function collect(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

interface Figure {
  readonly products: number;
  readonly lines: number;
  readonly microseconds_p50: number;
  readonly microseconds_p99: number;
}

function measure(products: number): { figures: Figure[]; megabytes: number; build_ms: number } {
  const items = catalogue(products);
  const before = collect();
  const start = process.cpuUsage();
  const index = buildIndex(items, ['en', 'ne', 'ne-Latn']);
  const spent = process.cpuUsage(start);
  const build = (spent.user + spent.system) / 1000;
  const megabytes = (collect() - before) / 1e6;
  const figures = LINES.map((lines) => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const text = message(lines, items, round);
      const begin = process.cpuUsage();
      understand(text, context, index);
      const used = process.cpuUsage(begin);
      if (round >= ROUNDS / 4) times.push(used.user + used.system);
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => Math.round(times[Math.floor(times.length * share)] ?? 0);
    return { products, lines, microseconds_p50: at(0.5), microseconds_p99: at(0.99) };
  });
  return { figures, megabytes, build_ms: build };
}

function print({ figures, megabytes, build_ms }: ReturnType<typeof measure>): void {
  const products = String(figures[0]?.products ?? 0);
  console.log(
    `${products} products: ${megabytes.toFixed(1)} MB, built in ${build_ms.toFixed(0)} ms`,
  );
  for (const one of figures) {
    const times = `p50 ${String(one.microseconds_p50)} us, p99 ${String(one.microseconds_p99)} us`;
    console.log(`  ${String(one.lines).padStart(2)} lines: ${times}`);
  }
}

const results = SIZES.map(measure);
if (process.argv.includes('--json')) console.log(JSON.stringify(results, null, 1));
else results.forEach(print);
