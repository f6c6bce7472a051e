import { z } from 'zod';
import { assert } from '../../base/assert.js';
import { HTTP } from '../../base/limits.js';
import { refused } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { loadCatalogue, readProductNames } from '../../domain/catalogue/catalogue.js';
import { PURCHASE_STATES } from '../../domain/purchasing/lifecycle.js';
import { listPurchases, readPurchase } from '../../domain/purchasing/purchasing.js';
import type { Purchase, PurchaseDetail } from '../../domain/purchasing/purchasing.js';
import { readTown } from '../../domain/towns/towns.js';
import { cancelPurchase, draftPurchaseOrder } from '../../usecases/purchase-stock.js';
import { orderPurchase, receivePurchaseOrder } from '../../usecases/purchase-stock.js';
import type { RefusalAnswer, Reply, Route } from './route.js';
import { townRoute } from './route.js';
import { amountField, found, idSchema, instantSchema, labelField, money } from './shapes.js';
import { moneySchema, page, pageQuery, pageSchema, productSchema } from './shapes.js';
import { quantityField, quantitySchema, reasonField, showProduct, townParam } from './shapes.js';
import type { ProductNames } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR', 'WAREHOUSE'] as const;
const NO_PURCHASE: RefusalAnswer = { status: 404, title: 'No such purchase order in this town' };
const NOT_NOW: RefusalAnswer = {
  status: 409,
  title: 'The purchase order’s state does not allow it',
};
const conflict = (title: string): RefusalAnswer => ({ status: 409, title });

const purchaseFields = {
  id: idSchema,
  reference: z.string().describe('What people call it'),
  holder_id: idSchema.describe('The vendor or warehouse into whose stock it comes'),
  supplier: z.string(),
  state: z.enum(PURCHASE_STATES),
  created_at: instantSchema,
};

const purchaseSchema = z.strictObject(purchaseFields).meta({ id: 'PurchaseOrder' });

const lineSchema = z.strictObject({
  line_no: z.int(),
  product: productSchema,
  unit: z.string(),
  quantity: quantitySchema,
  base_quantity: quantitySchema,
  received_base_quantity: quantitySchema,
  unit_cost: moneySchema.nullable(),
});

const detailSchema = z
  .strictObject({
    ...purchaseFields,
    lines: z.array(lineSchema),
    receipts: z.array(
      z.strictObject({
        number: z.string(),
        received_at: instantSchema,
        lines: z.array(z.strictObject({ line_no: z.int(), base_quantity: quantitySchema })),
      }),
    ),
    history: z.array(
      z.strictObject({
        at: instantSchema,
        from: z.string().nullable(),
        event: z.string(),
        to: z.string(),
        actor: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
        channel: z.string(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'PurchaseOrderDetail' });

function show(purchase: Purchase): z.input<typeof purchaseSchema> {
  return {
    id: purchase.id,
    reference: purchase.reference,
    holder_id: purchase.holderId,
    supplier: purchase.supplier,
    state: purchase.state,
    created_at: purchase.createdAt.toISOString(),
  };
}

function showDetail(
  purchase: PurchaseDetail,
  names: ProductNames,
  currency: string,
): z.input<typeof detailSchema> {
  return {
    ...show(purchase),
    lines: purchase.lines.map((line) => ({
      line_no: line.lineNo,
      product: showProduct(line.productId, names),
      unit: line.unit,
      quantity: formatMilli(line.quantity),
      base_quantity: formatMilli(line.baseQuantity),
      received_base_quantity: formatMilli(line.receivedBase),
      unit_cost: line.unitCostMinor === null ? null : money(line.unitCostMinor, currency),
    })),
    receipts: purchase.receipts.map((receipt) => ({
      number: receipt.number,
      received_at: receipt.receivedAt.toISOString(),
      lines: receipt.lines.map(({ lineNo, baseQuantity }) => {
        return { line_no: lineNo, base_quantity: formatMilli(baseQuantity) };
      }),
    })),
    history: purchase.history.map(({ at, actorKind, actorId, ...event }) => ({
      ...event,
      at: at.toISOString(),
      actor: { kind: actorKind, id: actorId },
    })),
  };
}

async function readDetail(tx: Tx, id: string): Promise<z.input<typeof detailSchema> | undefined> {
  const purchase = await readPurchase(tx, id);
  if (!purchase) return undefined;
  const products = purchase.lines.map((line) => line.productId);
  const [names, { currency }] = await Promise.all([readProductNames(tx, products), readTown(tx)]);
  return showDetail(purchase, names, currency);
}

/** How a command is answered: with the purchase order as it is now. */
async function showChanged(
  tx: Tx,
  id: string,
): Promise<{ readonly ok: true; readonly value: Reply<z.input<typeof detailSchema>> }> {
  const body = await readDetail(tx, id);
  assert(body, 'a purchase order that was just changed is there');
  return found(body);
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/purchase-orders',
  name: 'listPurchaseOrders',
  summary: 'Purchase orders, newest first, of one state or holder where asked for',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: {
    ...pageQuery,
    state: z.enum(PURCHASE_STATES).optional(),
    holder: idSchema.optional(),
  },
  body: {},
  answer: pageSchema(purchaseSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const filter = { state: query.state ?? null, holderId: query.holder ?? null };
    const of = { beforeId: query.after ?? null, rows: query.limit };
    const rows = await listPurchases(tx, filter, of);
    return found(page(rows, query.limit, (row) => row.id, show));
  },
});

const purchaseParams = { ...townParam, purchase: idSchema };

const one = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/purchase-orders/{purchase}',
  name: 'getPurchaseOrder',
  summary: 'One purchase order with its lines, receipts and history',
  roles: STAFF,
  rate: 'read',
  params: purchaseParams,
  query: {},
  body: {},
  answer: detailSchema,
  refusals: { no_such_purchase: NO_PURCHASE },
  work: async (tx, { path }) => {
    const detail = await readDetail(tx, path.purchase);
    return detail ? found(detail) : refused('no_such_purchase');
  },
});

const draftLineField = z.strictObject({
  product_id: idSchema,
  unit: z.string().min(1).max(HTTP.label_characters_max),
  quantity: quantityField,
  unit_cost_minor: amountField.refine((amount) => /[1-9]/.test(amount), 'above nothing').optional(),
});

const draft = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/purchase-orders',
  name: 'draftPurchaseOrder',
  summary: 'Draft a purchase order',
  roles: STAFF,
  rate: 'command',
  params: townParam,
  query: {},
  body: {
    id: idSchema.describe('Made by the client: the same id again is the same purchase order'),
    reference: labelField,
    holder_id: idSchema,
    supplier: labelField,
    lines: z.array(draftLineField).min(1).max(HTTP.stock_lines_max),
  },
  answer: detailSchema,
  refusals: {
    no_such_holder: conflict('Nobody of this town holds stock by that id'),
    no_such_product: conflict('The town does not know the product of a line'),
    no_such_unit: conflict('The product of a line has no such unit'),
    odd_quantity: conflict('The quantity of a line is not exact in base units'),
    reference_taken: conflict('Another purchase order of this town has this reference'),
    exists_different: conflict('The id stands for another purchase order'),
  },
  work: async (tx, { body, cause }) => {
    const lines = body.lines.map((line) => ({
      productId: line.product_id,
      unit: line.unit,
      quantity: milli(line.quantity),
      unitCostMinor: line.unit_cost_minor === undefined ? null : BigInt(line.unit_cost_minor),
    }));
    const { id, reference, holder_id: holderId, supplier } = body;
    const wanted = { id, reference, holderId, supplier, lines };
    const drafted = await draftPurchaseOrder(tx, cause, await loadCatalogue(tx), wanted);
    return drafted.ok ? showChanged(tx, id) : drafted;
  },
});

const order = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/purchase-orders/{purchase}/order',
  name: 'orderPurchaseOrder',
  summary: 'A draft is sent to the supplier',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: purchaseParams,
  query: {},
  body: {},
  answer: detailSchema,
  refusals: { no_such_purchase: NO_PURCHASE, not_now: NOT_NOW },
  work: async (tx, { path, cause }) => {
    const ordered = await orderPurchase(tx, cause, path.purchase);
    return ordered.ok ? showChanged(tx, path.purchase) : ordered;
  },
});

const receive = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/purchase-orders/{purchase}/receive',
  name: 'receivePurchaseOrder',
  summary: 'What came with one delivery note goes into stock, once per number of the note',
  roles: STAFF,
  rate: 'command',
  params: purchaseParams,
  query: {},
  body: {
    number: labelField.describe('Of the delivery note'),
    lines: z
      .array(z.strictObject({ line_no: z.int().min(1), quantity: quantityField }))
      .min(1)
      .max(HTTP.stock_lines_max)
      .describe('In the unit of the line'),
  },
  answer: detailSchema,
  refusals: {
    no_such_purchase: NO_PURCHASE,
    not_now: NOT_NOW,
    no_such_line: conflict('The purchase order has no such line, or it is named twice'),
    more_than_ordered: conflict('More came of a line than was still to come'),
    odd_quantity: conflict('The quantity is no exact part of the line'),
    receipt_different: conflict('A note of this number was received with other quantities'),
  },
  work: async (tx, { path, body, cause }) => {
    const lines = body.lines.map(({ line_no: lineNo, quantity }) => {
      return { lineNo, quantity: milli(quantity) };
    });
    const receipt = { number: body.number, lines };
    const received = await receivePurchaseOrder(tx, cause, path.purchase, receipt);
    return received.ok ? showChanged(tx, path.purchase) : received;
  },
});

const cancel = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/purchase-orders/{purchase}/cancel',
  name: 'cancelPurchaseOrder',
  summary: 'Nothing more is to come: what came stays, and the order ends received; else cancelled',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: purchaseParams,
  query: {},
  body: { reason: reasonField },
  answer: detailSchema,
  refusals: { no_such_purchase: NO_PURCHASE, not_now: NOT_NOW },
  work: async (tx, { path, body, cause }) => {
    const cancelled = await cancelPurchase(tx, cause, path.purchase, body.reason);
    return cancelled.ok ? showChanged(tx, path.purchase) : cancelled;
  },
});

export const purchaseRoutes: readonly Route[] = [list, one, draft, order, receive, cancel];
