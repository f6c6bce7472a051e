import { z } from 'zod';
import { HTTP } from '../../base/limits.js';
import { refused } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import { loadCatalogue, readProductNames } from '../../domain/catalogue/catalogue.js';
import type { Counted } from '../../domain/stock/changes.js';
import { listLowStock, listStock, listWarehouses, readHolder } from '../../domain/stock/levels.js';
import type { LowStock, StockLevel } from '../../domain/stock/levels.js';
import { readNames } from '../../domain/parties/parties.js';
import { adjustHolderStock, countHolderStock } from '../../usecases/correct-stock.js';
import { transferHolderStock, watchHolderStock } from '../../usecases/correct-stock.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, namedSchema, page, pageOf, pageQuery } from './shapes.js';
import { pageSchema, productSchema, quantityField, quantitySchema, reasonField } from './shapes.js';
import { showProduct, townParam } from './shapes.js';
import type { ProductNames } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR', 'WAREHOUSE'] as const;
const NO_HOLDER: RefusalAnswer = {
  status: 404,
  title: 'Nobody of this town holds stock by that id',
};
const NO_PRODUCT: RefusalAnswer = { status: 409, title: 'The town does not know this product' };
const SHORT: RefusalAnswer = { status: 409, title: 'Less than that is free at the holder' };
const OTHER: RefusalAnswer = { status: 409, title: 'The id stands for something else already' };

const holderParam = { ...townParam, holder: idSchema.describe('A vendor or a warehouse') };
const idField = idSchema.describe('Made by the client: the same id again is the same thing');
const inBaseUnits = 'In base units';

const levelSchema = z
  .strictObject({
    product: productSchema,
    stock: quantitySchema.describe(inBaseUnits),
    reserved: quantitySchema.describe('Set aside for orders'),
    free: quantitySchema,
    low_below: quantitySchema.nullable().describe('Null: as the town’s settings say'),
  })
  .meta({ id: 'StockLevel' });

function showLevel(level: StockLevel, names: ProductNames): z.input<typeof levelSchema> {
  return {
    product: showProduct(level.productId, names),
    stock: formatMilli(level.stock),
    reserved: formatMilli(level.reserved),
    free: formatMilli(level.free),
    low_below: level.lowBelow === null ? null : formatMilli(level.lowBelow),
  };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/holders/{holder}/stock',
  name: 'listStock',
  summary: 'What a vendor or warehouse has, by product',
  roles: STAFF,
  rate: 'read',
  params: holderParam,
  query: pageQuery,
  body: {},
  answer: pageSchema(levelSchema),
  refusals: { no_such_holder: NO_HOLDER },
  work: async (tx, { path, query }) => {
    if (!(await readHolder(tx, path.holder))) return refused('no_such_holder');
    const levels = await listStock(tx, path.holder, pageOf(query));
    const products = levels.map((level) => level.productId);
    const names = await readProductNames(tx, products);
    const keyOf = (level: StockLevel): string => level.productId;
    return found(page(levels, query.limit, keyOf, (level) => showLevel(level, names)));
  },
});

const countedSchema = z
  .strictObject({
    id: idSchema,
    lines: z.array(
      z.strictObject({ product: productSchema, before: quantitySchema, counted: quantitySchema }),
    ),
  })
  .meta({ id: 'StockCount' });

function showCount(
  id: string,
  lines: readonly Counted[],
  names: ProductNames,
): z.input<typeof countedSchema> {
  const shown = lines.map((line) => ({
    product: showProduct(line.productId, names),
    before: formatMilli(line.before),
    counted: formatMilli(line.counted),
  }));
  return { id, lines: shown };
}

const linesField = <T extends z.ZodType<{ product_id: string }>>(line: T): z.ZodArray<T> =>
  z
    .array(line)
    .min(1)
    .max(HTTP.stock_lines_max)
    .refine(
      (lines) => new Set(lines.map((one) => one.product_id)).size === lines.length,
      'each product once',
    );

const count = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/holders/{holder}/stock/count',
  name: 'countStock',
  summary: 'Make the stock of some products what was counted, all of them or none',
  roles: STAFF,
  rate: 'command',
  params: holderParam,
  query: {},
  body: {
    id: idField,
    reason: reasonField,
    lines: linesField(z.strictObject({ product_id: idSchema, counted: quantitySchema })),
  },
  answer: countedSchema,
  refusals: {
    no_such_holder: NO_HOLDER,
    no_such_product: NO_PRODUCT,
    exists_different: OTHER,
    below_reserved: {
      status: 409,
      title: 'Less was counted than is set aside for orders: pack these short or cancel them first',
    },
  },
  work: async (tx, { path, body, cause }) => {
    const catalogue = await loadCatalogue(tx);
    const lines = body.lines.map((line) => {
      return { productId: line.product_id, counted: milli(line.counted) };
    });
    const { id, reason } = body;
    const wanted = { id, reason, holderId: path.holder, lines };
    const counted = await countHolderStock(tx, cause, catalogue, wanted);
    return counted.ok ? found(showCount(id, counted.value, catalogue.products)) : counted;
  },
});

const changeField = z
  .string()
  .regex(/^-?\d{1,11}(\.\d{1,3})?$/)
  .refine((text) => /[1-9]/.test(text), 'not nothing');

const adjust = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/holders/{holder}/stock/adjust',
  name: 'adjustStock',
  summary: 'Correct one product by a difference: broken, found, given away',
  roles: STAFF,
  rate: 'command',
  params: holderParam,
  query: {},
  body: { id: idField, product_id: idSchema, change: changeField, reason: reasonField },
  answer: z.strictObject({ id: idSchema }),
  refusals: {
    no_such_holder: NO_HOLDER,
    no_such_product: NO_PRODUCT,
    exists_different: OTHER,
    short_stock: SHORT,
  },
  work: async (tx, { path, body, cause }) => {
    const { id, product_id: productId, reason } = body;
    const change = milli(body.change);
    const adjustment = { id, holderId: path.holder, productId, change, reason };
    const adjusted = await adjustHolderStock(tx, cause, await loadCatalogue(tx), adjustment);
    return adjusted.ok ? found({ id }) : adjusted;
  },
});

const transfer = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/holders/{holder}/stock/transfer',
  name: 'transferStock',
  summary: 'Move free goods to another vendor or warehouse, all of them or none',
  roles: STAFF,
  rate: 'command',
  params: holderParam,
  query: {},
  body: {
    id: idField,
    to: idSchema,
    reason: reasonField,
    lines: linesField(z.strictObject({ product_id: idSchema, quantity: quantityField })),
  },
  answer: z.strictObject({ id: idSchema }),
  refusals: {
    no_such_holder: NO_HOLDER,
    no_such_product: NO_PRODUCT,
    same_holder: { status: 409, title: 'The goods are there already' },
    exists_different: OTHER,
    short_stock: SHORT,
  },
  work: async (tx, { path, body, cause }) => {
    const { id, to: toId, reason } = body;
    const lines = body.lines.map((line) => {
      return { productId: line.product_id, baseQuantity: milli(line.quantity) };
    });
    const wanted = { id, fromId: path.holder, toId, reason, lines };
    const moved = await transferHolderStock(tx, cause, await loadCatalogue(tx), wanted);
    return moved.ok ? found({ id }) : moved;
  },
});

const watch = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/holders/{holder}/stock/watch',
  name: 'watchStock',
  summary: 'Say below which free quantity a product is low; null follows the town',
  roles: STAFF,
  rate: 'command',
  params: holderParam,
  query: {},
  body: { product_id: idSchema, low_below: quantitySchema.nullable() },
  answer: z.strictObject({ product_id: idSchema, low_below: quantitySchema.nullable() }),
  refusals: { no_such_holder: NO_HOLDER, no_such_product: NO_PRODUCT },
  work: async (tx, { path, body, cause }) => {
    const below = body.low_below === null ? null : milli(body.low_below);
    const wanted = { holderId: path.holder, productId: body.product_id, below };
    const watched = await watchHolderStock(tx, cause, await loadCatalogue(tx), wanted);
    return watched.ok ? found(body) : watched;
  },
});

const lowSchema = z
  .strictObject({
    id: idSchema,
    holder: namedSchema,
    product: productSchema,
    free: quantitySchema.describe('Now, in base units'),
    low_below: quantitySchema,
    noticed_at: instantSchema,
    told_at: instantSchema.nullable().describe('When the vendor was told; null: nobody could be'),
  })
  .meta({ id: 'LowStock' });

const low = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/low-stock',
  name: 'listLowStock',
  summary: 'What ran low and is not above again, the longest known first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: pageQuery,
  body: {},
  answer: pageSchema(lowSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const rows = await listLowStock(tx, pageOf(query));
    const holders = rows.map((row) => row.holderId);
    const products = rows.map((row) => row.productId);
    const [vendors, stores, names] = await Promise.all([
      readNames(tx, holders),
      listWarehouses(tx),
      readProductNames(tx, products),
    ]);
    const nameOf = (id: string): string =>
      vendors.get(id) ?? stores.find((store) => store.id === id)?.name ?? '';
    const show = (row: LowStock): z.input<typeof lowSchema> => ({
      id: row.noticeId,
      holder: { id: row.holderId, name: nameOf(row.holderId) },
      product: showProduct(row.productId, names),
      free: formatMilli(row.free),
      low_below: formatMilli(row.below),
      noticed_at: row.noticedAt.toISOString(),
      told_at: row.toldAt?.toISOString() ?? null,
    });
    return found(page(rows, query.limit, (row) => row.noticeId, show));
  },
});

export const stockRoutes: readonly Route[] = [list, count, adjust, transfer, watch, low];
