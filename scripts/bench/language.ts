/**
 * How much processor time reading takes, and what a town's index weighs: messages of 1, 5 and 20
 * lines against catalogues of 500, 5,000 and 20,000 products, a third of the names misspelt; and
 * what a message of a thousand characters or sixty lines takes until its lines are known.
 * `npm run bench:language` prints a table, `-- --json` the same as JSON.
 */
import { buildIndex } from '../../src/language/catalogue-index.js';
import type { CatalogueItem, ReadingContext } from '../../src/language/reading.js';
import { readMessage } from '../../src/language/facts.js';
import { understand } from '../../src/language/understand.js';
import { itemsOf } from '../score/rows.js';

const SIZES = [500, 5_000, 20_000];
const LINES = [1, 5, 20];
const ROUNDS = 500;
/** Until the code is compiled, times say how fast the compiler is. */
const WARM_ROUNDS = 1_500;
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
    const at = 2 + (round % 4);
    const typed = (round + line) % 3 === 0 ? name.slice(0, at) + name.slice(at + 1) : name;
    return `${String((line % 9) + 1)} ${item?.baseUnit ?? 'pkt'} ${typed}`;
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
    const times = timesOf(
      (round) => message(lines, items, round),
      (text) => {
        understand(text, context, index);
      },
    );
    return { products, lines, ...times };
  });
  return { figures, megabytes, build_ms: build };
}

type Times = Pick<Figure, 'microseconds_p50' | 'microseconds_p99'>;

function timesOf(textOf: (round: number) => string, read: (text: string) => void): Times {
  const times: number[] = [];
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
    const text = textOf(round);
    const begin = process.cpuUsage();
    read(text);
    const used = process.cpuUsage(begin);
    if (round >= WARM_ROUNDS) times.push(used.user + used.system);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(times.length * share)] ?? 0);
  return { microseconds_p50: at(0.5), microseconds_p99: at(0.99) };
}

/** Until the lines of a long message are known: tokens, parts, segments, grammar. */
function measureParsing(): Record<string, Times> {
  const items = catalogue(SIZES[0] ?? 500);
  const index = buildIndex(items, ['en', 'ne', 'ne-Latn']);
  const sixty = (round: number): string => message(60, items, round);
  const thousand = (round: number): string =>
    message(80, items, round).replaceAll('\n', ' ').slice(0, 1000);
  const parse = (text: string): void => {
    readMessage(text, context, index);
  };
  return { sixty_lines: timesOf(sixty, parse), thousand_characters: timesOf(thousand, parse) };
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
const parsing = measureParsing();
if (process.argv.includes('--json')) console.log(JSON.stringify({ results, parsing }, null, 1));
else {
  results.forEach(print);
  for (const [name, one] of Object.entries(parsing)) {
    const times = `p50 ${String(one.microseconds_p50)} us, p99 ${String(one.microseconds_p99)} us`;
    console.log(`parsing ${name.replace('_', ' ')}: ${times}`);
  }
}
