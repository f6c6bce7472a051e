import { z } from 'zod';
import { HTTP } from '../../base/limits.js';
import { refused } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import { loadCatalogue, readProductNames } from '../../domain/catalogue/catalogue.js';
import { readNames } from '../../domain/parties/parties.js';
import { groupByProduct, listPickOrders, readPickOrder } from '../../domain/picking/picking.js';
import type { PickOrder, PickProduct } from '../../domain/picking/picking.js';
import { readHolder } from '../../domain/stock/levels.js';
import { readTown } from '../../domain/towns/towns.js';
import { packOrder } from '../../usecases/pack-order.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, money, moneySchema, namedSchema, productSchema } from './shapes.js';
import { quantitySchema, reasonField, showNamed, showProduct, townParam } from './shapes.js';
import type { ProductNames } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR', 'WAREHOUSE'] as const;

const pickLineSchema = z.strictObject({
  line_no: z.int(),
  product: productSchema,
  unit: z.string(),
  quantity: quantitySchema,
});

const pickOrderSchema = z
  .strictObject({
    order: z.strictObject({ id: idSchema, number: z.string() }),
    retailer: namedSchema.nullable(),
    lines: z.array(pickLineSchema),
  })
  .meta({ id: 'PickOrder' });

const pickProductSchema = z
  .strictObject({
    product: productSchema,
    unit: z.string(),
    quantity: quantitySchema.describe('Of all orders together'),
    orders: z.array(z.strictObject({ number: z.string(), quantity: quantitySchema })),
  })
  .meta({ id: 'PickProduct' });

interface Names {
  readonly products: ProductNames;
  readonly parties: ReadonlyMap<string, string>;
}

function showPickOrder(order: PickOrder, names: Names): z.input<typeof pickOrderSchema> {
  return {
    order: { id: order.orderId, number: order.number.toString() },
    retailer: showNamed(order.retailerId, names.parties),
    lines: order.lines.map((line) => ({
      line_no: line.lineNo,
      product: showProduct(line.productId, names.products),
      unit: line.unit,
      quantity: formatMilli(line.quantity),
    })),
  };
}

function showPickProduct(
  product: PickProduct,
  names: ProductNames,
): z.input<typeof pickProductSchema> {
  const orders = product.orders.map(({ number, quantity }) => {
    return { number: number.toString(), quantity: formatMilli(quantity) };
  });
  const { unit, quantity } = product;
  const shown = showProduct(product.productId, names);
  return { product: shown, unit, quantity: formatMilli(quantity), orders };
}

const one = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/orders/{order}/pick-list',
  name: 'getPickList',
  summary: 'What is to be picked for one accepted order',
  roles: STAFF,
  rate: 'read',
  params: { ...townParam, order: idSchema },
  query: {},
  body: {},
  answer: pickOrderSchema,
  refusals: { not_to_pick: { status: 404, title: 'No such order waits to be picked' } },
  work: async (tx, { path }) => {
    const order = await readPickOrder(tx, path.order);
    if (!order) return refused('not_to_pick');
    const ids = order.lines.map((line) => line.productId);
    const [products, parties] = await Promise.all([
      readProductNames(tx, ids),
      readNames(tx, [order.retailerId]),
    ]);
    return found(showPickOrder(order, { products, parties }));
  },
});

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/holders/{holder}/pick-list',
  name: 'getHolderPickList',
  summary: 'What is to be picked for a holder’s accepted orders, by order and by product',
  roles: STAFF,
  rate: 'read',
  params: { ...townParam, holder: idSchema },
  query: {},
  body: {},
  answer: z.strictObject({
    orders: z.array(pickOrderSchema).describe('Oldest first, a hundred at most'),
    products: z.array(pickProductSchema).describe('The same in one walk along the shelves'),
  }),
  refusals: {
    no_such_holder: { status: 404, title: 'Nobody of this town holds stock by that id' },
  },
  work: async (tx, { path }) => {
    if (!(await readHolder(tx, path.holder))) return refused('no_such_holder');
    const orders = await listPickOrders(tx, path.holder);
    const ids = orders.flatMap((order) => order.lines.map((line) => line.productId));
    const retailers = orders.map((order) => order.retailerId);
    const [products, parties] = await Promise.all([
      readProductNames(tx, ids),
      readNames(tx, retailers),
    ]);
    return found({
      orders: orders.map((order) => showPickOrder(order, { products, parties })),
      products: groupByProduct(orders).map((product) => showPickProduct(product, products)),
    });
  },
});

const LINE = 'The values name the line';
const badPick = (title: string): RefusalAnswer => ({ status: 409, title });

const pack = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/orders/{order}/pack',
  name: 'packOrder',
  summary: 'An accepted order is packed; what is short of it is taken off what is owed',
  roles: STAFF,
  rate: 'command',
  params: { ...townParam, order: idSchema },
  query: {},
  body: {
    short: z
      .array(z.strictObject({ line_no: z.int().min(1), picked: quantitySchema }))
      .max(HTTP.stock_lines_max)
      .default([])
      .describe('Only lines of which less is there, in the unit of the line'),
    reason: reasonField.optional(),
  },
  answer: z.strictObject({
    id: idSchema,
    number: z.string(),
    state: z.literal('READY_FOR_DISPATCH'),
    short: z.boolean(),
    total: moneySchema,
  }),
  refusals: {
    no_such_order: { status: 404, title: 'No such order in this town' },
    not_now: { status: 409, title: 'The order’s state does not allow it' },
    no_such_line: badPick(`The order has no such line, or it is named twice. ${LINE}`),
    more_than_ordered: badPick(`More was picked than was ordered. ${LINE}`),
    odd_quantity: badPick(`The quantity is no exact part of the line. ${LINE}`),
    nothing_picked: badPick('Nothing of the order is there: cancel it instead'),
  },
  work: async (tx, { path, body, cause }) => {
    const [catalogue, { currency }] = await Promise.all([loadCatalogue(tx), readTown(tx)]);
    const packed = await packOrder(tx, cause, catalogue, {
      order: { id: path.order },
      vendorId: null,
      picks: body.short.map(({ line_no: lineNo, picked }) => ({ lineNo, picked: milli(picked) })),
      reason: body.reason ?? '',
    });
    if (!packed.ok) return packed;
    const { orderId: id, number, short, totalMinor, wake } = packed.value;
    const state = 'READY_FOR_DISPATCH' as const;
    const total = money(totalMinor, currency);
    return {
      ok: true,
      value: { body: { id, number: number.toString(), state, short, total }, wake },
    };
  },
});

export const packingRoutes: readonly Route[] = [one, list, pack];
