import { z } from 'zod';
import { HTTP } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { done } from '../../base/outcome.js';

/** The shapes that all resources share. */

/** Sixteen digits of minor units: more than any shop turns over, and far inside a bigint. */
const AMOUNT = /^-?\d{1,16}$/;

/** An amount is text, because a JSON number is a double to most of its readers. */
export const moneySchema = z
  .strictObject({
    amount_minor: z.string().regex(AMOUNT).describe('Whole minor units (paisa, cents)'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217'),
  })
  .meta({ id: 'Money' });

export type Money = z.infer<typeof moneySchema>;

/** Money as the API writes it. */
export function money(amount: Minor, currency: string): Money {
  return { amount_minor: amount.toString(), currency };
}

/** An amount from nothing up, in the town's own currency, as a client writes it. */
export const amountField = z
  .string()
  .regex(/^\d{1,16}$/)
  .describe('Whole minor units of the town’s currency');

/** An instant as ISO 8601 in UTC. */
export const instantSchema = z.iso.datetime();

/** Ids are UUIDs in lower case. */
export const idSchema = z.uuid().toLowerCase();

/** A party by what people call it. */
export const namedSchema = z.strictObject({ id: idSchema, name: z.string() }).meta({ id: 'Named' });

/** A party that may be nobody. */
export function showNamed(
  id: string | null,
  names: ReadonlyMap<string, string>,
): z.input<typeof namedSchema> | null {
  return id === null ? null : { id, name: names.get(id) ?? '' };
}

/** Why somebody decided something: for the people who read the history. */
export const reasonField = z.string().trim().min(1).max(HTTP.reason_characters_max);

/** What people call a thing. */
export const labelField = z.string().trim().min(1).max(HTTP.label_characters_max);

/** A quantity from nothing up, as an exact decimal. */
export const quantitySchema = z.string().regex(/^\d{1,11}(\.\d{1,3})?$/);

/** The same above nothing, as a client writes it. */
export const quantityField = quantitySchema.refine((text) => /[1-9]/.test(text), 'above nothing');

/** A product by its id and what it is called. */
export const productSchema = z
  .strictObject({ id: idSchema, sku: z.string(), name: z.string() })
  .meta({ id: 'Product' });

/** What products are called, by id. */
export type ProductNames = ReadonlyMap<string, { readonly sku: string; readonly name: string }>;

/** A product as the API writes it. */
export function showProduct(id: string, names: ProductNames): z.input<typeof productSchema> {
  const { sku = '', name = '' } = names.get(id) ?? {};
  return { id, sku, name };
}

/** The town in a path: its slug or its id. */
export const townParam = { town: z.string().min(1).max(64).describe('Slug or id') };

/** The query of every list: `after` is the `next` of the page before. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(HTTP.page_rows_max).default(HTTP.page_rows_default),
  after: idSchema.optional().describe('The `next` of the page before; opaque'),
};

/** What a list's query asks of a domain module. */
export function pageOf(query: { readonly limit: number; readonly after?: string | undefined }): {
  readonly afterId: string | null;
  readonly rows: number;
} {
  return { afterId: query.after ?? null, rows: query.limit };
}

/** One page of a list: `next` is null once there is nothing behind it. */
export function pageSchema<T extends z.ZodType>(
  row: T,
): z.ZodObject<{ data: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }, z.core.$strict> {
  return z.strictObject({
    data: z.array(row),
    next: z.string().nullable().describe('For `after`, to get the next page; null at the end'),
  });
}

/**
 * Makes a page. A full one may be the last: then the one behind it is empty. Counting what is left
 * would cost more than that.
 */
export function page<T, Row>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => string,
  show: (row: T) => Row,
): { data: Row[]; next: string | null } {
  const last = rows.length < limit ? undefined : rows.at(-1);
  return { data: rows.map(show), next: last === undefined ? null : keyOf(last) };
}

/** A page of what is shown already, each by its own id. */
export function pageShown<Row extends { readonly id: string }>(
  shown: readonly Row[],
  limit: number,
): { data: Row[]; next: string | null } {
  return page(
    shown,
    limit,
    ({ id }) => id,
    (row) => row,
  );
}

/** Just the answer: a route that only looked has no lanes to ring. */
export function found<const A>(body: A): {
  readonly ok: true;
  readonly value: { readonly body: A };
} {
  return done({ body });
}
