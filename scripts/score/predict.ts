import { formatMilli, milli } from '../../src/base/quantity.js';
import { buildIndex, type CatalogueIndex } from '../../src/language/catalogue-index.js';
import type { ContextLine, Intent, ReadingContext } from '../../src/language/reading.js';
import { understand } from '../../src/language/understand.js';
import { LANGUAGES_OF } from '../demo-languages.js';
import { itemsOf, type LabelledLine, type OpenLine, type Row } from './rows.js';

/** What the service would do with a message, in the words of the labels. */
export interface Prediction {
  readonly id: string;
  readonly intent: string;
  readonly lines: readonly LabelledLine[];
  readonly order_refs: readonly string[];
  readonly payment?: { amount: number | null; method: string | null; ref: string | null };
  readonly lang_to?: string;
}

/** Intents that the labels do not know, by the nearest they do. */
const LABEL_OF: Partial<Record<Intent, string>> = {
  menu: 'help',
  person: 'help',
  vendor_counter: 'vendor_partial',
  vendor_delay: 'other',
  packed: 'other',
  delivery_failed: 'other',
  answer: 'unknown',
  basket: 'status',
  picked_up: 'other',
  set_out: 'other',
  put_off: 'other',
  cash: 'pay',
  hand_over: 'pay',
  on_duty: 'other',
  off_duty: 'other',
  jobs: 'status',
};

const QUERIES: ReadonlySet<Intent> = new Set(['price_query', 'stock_query']);

const indexes = new Map<string, CatalogueIndex>();

function indexOf(market: string): CatalogueIndex {
  const index = indexes.get(market) ?? buildIndex(itemsOf(market), LANGUAGES_OF[market] ?? ['en']);
  indexes.set(market, index);
  return index;
}

function toOpen(line: OpenLine): ContextLine {
  return { productId: line.sku, quantity: milli(String(line.qty)), unit: line.unit };
}

function contextOf(row: Row): ReadingContext {
  const orders = Object.entries(row.ctx.orders ?? {});
  return {
    role: row.ctx.role ?? 'retailer',
    awaiting: row.ctx.state === 'awaiting_confirmation' ? 'confirmation' : null,
    basket: (row.ctx.cart ?? []).map(toOpen),
    orders: Object.fromEntries(orders.map(([number, lines]) => [number, lines.map(toOpen)])),
    learned: new Map(),
    history: [],
  };
}

/** Reads one row's message in its context against its market's catalogue. */
export function predict(row: Row): Prediction {
  const reading = understand(row.text, contextOf(row), indexOf(row.market));
  const { payment } = reading;
  return {
    id: row.id,
    intent: LABEL_OF[reading.intent] ?? reading.intent,
    // The labels know no lines of questions.
    lines: (QUERIES.has(reading.intent) ? [] : reading.lines).map((line) => ({
      op: line.op,
      qty: line.quantity === null ? null : Number(formatMilli(line.quantity)),
      unit: line.unit,
      sku: line.product.kind === 'one' ? line.product.productId : null,
      ...(line.doubts.length > 0 ? { clarify: true } : {}),
    })),
    order_refs: reading.orderRefs,
    ...(payment
      ? {
          payment: {
            amount: payment.amount === null ? null : Number(payment.amount),
            method: payment.method,
            ref: payment.reference,
          },
        }
      : {}),
    ...(reading.languageTo === null ? {} : { lang_to: reading.languageTo }),
  };
}
