import { z } from 'zod';
import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import { beginningOf } from '../../base/text.js';
import type { Tx } from '../../db/transaction.js';
import {
  dropOpenBasket,
  insertBasket,
  lockOpenBasket,
  lockOpenBasketIn,
  selectNumbersOfBasket,
  updateBasket,
} from './queries.js';
import type { BasketRow } from './queries.js';

export interface BasketLine {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  /** As typed, and why it was understood so: it goes with the order for audit. */
  readonly said: string;
  readonly reasons: readonly string[];
  /** How sure the machine was, in thousandths; null where no words were read. */
  readonly confidence: number | null;
  /** The key of the words for which a person chose the product: learned once it is ordered. */
  readonly phrase: string | null;
}

/** When and how an order is to be brought, in the retailer's words; empty: nothing was said. */
export interface DeliveryWish {
  readonly time: string;
  readonly note: string;
}

/** Part of it, as said in one message; null leaves what was said before. */
export interface SaidWish {
  readonly time: string | null;
  readonly note: string | null;
}

export const NO_WISH: DeliveryWish = { time: '', note: '' };

/** What is wished after one more message: each part by its latest words. */
export function wishAfter(before: DeliveryWish, said: SaidWish | undefined): DeliveryWish {
  if (!said || (said.time === null && said.note === null)) return before;
  return { time: said.time ?? before.time, note: said.note ?? before.note };
}

/** The retailer's open draft, locked by whoever holds this value. */
export interface Basket {
  readonly id: string;
  readonly retailerId: string;
  /** Goes up with every change; a confirmation names it. */
  readonly version: number;
  readonly lines: readonly BasketLine[];
  /** What the retailer was last shown; the rest of it is null in baskets of before 0010. */
  readonly shownTotalMinor: Minor;
  readonly shown: ShownPrices | null;
  readonly wish: DeliveryWish;
}

/** What the retailer was shown of a line. */
export interface ShownLine {
  readonly productId: string;
  readonly unit: string;
  readonly quantity: Milli;
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  readonly freeQuantity: Milli;
}

/** What one vendor would bring of a basket that no vendor can fill alone. */
export interface PlannedPart {
  readonly vendorId: string;
  /** From 1, as the basket's lines stand; quantities with what is given free. */
  readonly lines: readonly { readonly lineNo: number; readonly quantity: Milli }[];
}

/** What the retailer was shown, so that it can be said what has changed since. */
export interface ShownPrices {
  readonly lines: readonly ShownLine[];
  /** Off the whole order. */
  readonly orderDiscountMinor: Minor;
  readonly deliveryFeeMinor: Minor;
  readonly taxMinor: Minor;
  readonly totalMinor: Minor;
  /** The orders it was said to become, where no vendor could fill all of it; none: one. */
  readonly parts: readonly PlannedPart[];
}

/** A change of the basket, fully understood. `add` and `set` carry a quantity. */
export interface BasketEdit {
  readonly op: 'add' | 'set' | 'remove';
  readonly productId: string;
  readonly quantity: Milli | null;
  /** Null: what the basket's line has, else the product's default unit. */
  readonly unit: string | null;
  readonly said: string;
  readonly reasons: readonly string[];
  readonly confidence?: number;
  readonly phrase?: string;
}

const Lines = z.array(
  z.strictObject({
    productId: z.string(),
    unit: z.string(),
    quantity: z.string(),
    said: z.string(),
    reasons: z.array(z.string()),
    // Baskets of before 0009 have neither.
    confidence: z.int().nullable().default(null),
    phrase: z.string().nullable().default(null),
  }),
);

const Shown = z.strictObject({
  lines: z.array(
    z.strictObject({
      productId: z.string(),
      unit: z.string(),
      quantity: z.string().transform(milli),
      unitPriceMinor: z.string().transform(BigInt),
      discountMinor: z.string().transform(BigInt),
      freeQuantity: z.string().transform(milli),
    }),
  ),
  orderDiscountMinor: z.string().transform(BigInt),
  deliveryFeeMinor: z.string().transform(BigInt),
  taxMinor: z.string().transform(BigInt),
  totalMinor: z.string().transform(BigInt),
  // Left out where one vendor could fill it.
  parts: z
    .array(
      z.strictObject({
        vendorId: z.string(),
        lines: z.array(z.strictObject({ lineNo: z.int(), quantity: z.string().transform(milli) })),
      }),
    )
    .default([]),
});

function writeShown(shown: ShownPrices): string {
  return JSON.stringify({
    lines: shown.lines.map((line) => ({
      productId: line.productId,
      unit: line.unit,
      quantity: formatMilli(line.quantity),
      unitPriceMinor: line.unitPriceMinor.toString(),
      discountMinor: line.discountMinor.toString(),
      freeQuantity: formatMilli(line.freeQuantity),
    })),
    orderDiscountMinor: shown.orderDiscountMinor.toString(),
    deliveryFeeMinor: shown.deliveryFeeMinor.toString(),
    taxMinor: shown.taxMinor.toString(),
    totalMinor: shown.totalMinor.toString(),
    ...(shown.parts.length > 0 && {
      parts: shown.parts.map(({ vendorId, lines }) => ({
        vendorId,
        lines: lines.map(({ lineNo, quantity }) => ({ lineNo, quantity: formatMilli(quantity) })),
      })),
    }),
  });
}

function readLines(document: unknown): readonly BasketLine[] {
  return Lines.parse(document).map((line) => ({ ...line, quantity: milli(line.quantity) }));
}

function writeLines(lines: readonly BasketLine[]): string {
  return JSON.stringify(lines.map((line) => ({ ...line, quantity: formatMilli(line.quantity) })));
}

/** Locks and reads the retailer's open basket; undefined when none is open. */
export async function lockBasket(tx: Tx, retailerId: string): Promise<Basket | undefined> {
  const row = await lockOpenBasket(tx, retailerId);
  return row && basketOf(row, retailerId);
}

/** The same by conversation: the basket of the retailer whose conversation it is. */
export async function lockBasketIn(tx: Tx, conversationId: string): Promise<Basket | undefined> {
  const row = await lockOpenBasketIn(tx, conversationId);
  return row && basketOf(row, row.retailer_id);
}

function basketOf(row: BasketRow, retailerId: string): Basket {
  return {
    id: row.id,
    retailerId,
    version: row.version,
    lines: readLines(row.lines),
    shownTotalMinor: row.shown_total_minor,
    shown: row.shown === null ? null : Shown.parse(row.shown),
    wish: { time: row.wished_time, note: row.delivery_note },
  };
}

/**
 * Keeps new lines and what is shown of them: in the open basket `held`, or in a new one where
 * none was open. Refused as `basket_changed` when another hop was faster with either.
 */
export async function saveBasket(
  tx: Tx,
  cause: Cause,
  retailerId: string,
  held: Basket | undefined,
  draft: {
    readonly lines: readonly BasketLine[];
    readonly shown: ShownPrices;
    readonly wish: DeliveryWish;
  },
): Promise<Outcome<Basket, 'basket_changed'>> {
  assert(draft.lines.length <= LIMITS.order_lines_max, 'a basket has its limit of lines');
  const columns = {
    id: held?.id ?? cause.universe.newId(),
    retailerId,
    lines: writeLines(draft.lines),
    shownTotalMinor: draft.shown.totalMinor,
    shown: writeShown(draft.shown),
    wishedTime: draft.wish.time,
    deliveryNote: draft.wish.note,
    at: cause.universe.now(),
  };
  const kept = held
    ? await updateBasket(tx, { ...columns, version: held.version })
    : await insertBasket(tx, columns);
  if (!kept) return refused('basket_changed');
  return done({
    id: columns.id,
    retailerId,
    version: (held?.version ?? 0) + 1,
    lines: draft.lines,
    shownTotalMinor: draft.shown.totalMinor,
    shown: draft.shown,
    wish: draft.wish,
  });
}

/** Throws the open basket away; false when none was open. */
export async function dropBasket(tx: Tx, cause: Cause, retailerId: string): Promise<boolean> {
  return dropOpenBasket(tx, retailerId, cause.universe.now());
}

/** The numbers of the orders that a basket of this retailer became; none if it did not. */
export async function numbersOfBasket(
  tx: Tx,
  retailerId: string,
  basketId: string,
): Promise<readonly bigint[]> {
  return selectNumbersOfBasket(tx, retailerId, basketId);
}

/** Which of the basket's lines an edit without or with a unit is about; -1 for a new line. */
function lineOf(lines: readonly BasketLine[], edit: BasketEdit): number {
  const exact = lines.findIndex(
    (line) => line.productId === edit.productId && line.unit === edit.unit,
  );
  if (exact >= 0) return exact;
  const same = lines.filter((line) => line.productId === edit.productId);
  // "5 pkt" beside a line of cartons adds a second line; "not 5 ctn, 5 pkt" corrects the one.
  if (edit.unit !== null && edit.op !== 'set') return -1;
  const only = same.length === 1 || edit.unit === null ? same.at(-1) : undefined;
  return only ? lines.indexOf(only) : -1;
}

/**
 * Applies edits to lines, in order. A quantity of zero removes; a removal of what is not there
 * changes nothing. Refused as `too_much` past the limits of a line or of a basket.
 */
export function applyEdits(
  lines: readonly BasketLine[],
  edits: readonly BasketEdit[],
  defaultUnit: (productId: string) => string,
): Outcome<readonly BasketLine[], 'too_much'> {
  let result = [...lines];
  for (const edit of edits) {
    const at = lineOf(result, edit);
    const line = result[at];
    if (edit.op === 'remove') {
      result = result.filter(
        (one) => one.productId !== edit.productId || (edit.unit !== null && one.unit !== edit.unit),
      );
      continue;
    }
    assert(edit.quantity !== null && edit.quantity >= 0n, 'an edit has its quantity');
    const before = edit.op === 'add' && line ? line.quantity : 0n;
    const changed: BasketLine = {
      productId: edit.productId,
      unit: edit.unit ?? line?.unit ?? defaultUnit(edit.productId),
      quantity: before + edit.quantity,
      said: beginningOf(edit.said, LIMITS.said_characters_max),
      reasons: edit.reasons,
      confidence: edit.confidence ?? null,
      // Corrected in quantity only, the line is still what was chosen.
      phrase: edit.phrase ?? line?.phrase ?? null,
    };
    if (changed.quantity > LIMITS.line_quantity_milli_max) {
      return refused('too_much', { product: edit.productId });
    }
    if (line) result[at] = changed;
    else result.push(changed);
    result = result.filter((one) => one.quantity > 0n);
  }
  return result.length > LIMITS.order_lines_max ? refused('too_much') : done(result);
}
