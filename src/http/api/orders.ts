import type { z } from 'zod';
import { assert } from '../../base/assert.js';
import { refused } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { loadCatalogue, readProductNames } from '../../domain/catalogue/catalogue.js';
import { listOrders, readOrder } from '../../domain/orders/orders.js';
import { readNames } from '../../domain/parties/parties.js';
import { readTown } from '../../domain/towns/towns.js';
import { readChoices } from '../../domain/vendors/vendors.js';
import { assignOrderTo } from '../../usecases/assign-order.js';
import { cancelOrder } from '../../usecases/cancel-order.js';
import type { Wake } from '../../usecases/wake.js';
import { orderDetailSchema, orderSchema, orderStateSchema } from './order-shapes.js';
import { showOrder, showOrderDetail, vendorsNamedIn } from './order-shapes.js';
import type { RefusalAnswer, Reply, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, page, pageQuery, pageSchema, reasonField, townParam } from './shapes.js';

const NO_ORDER: RefusalAnswer = { status: 404, title: 'No such order in this town' };
const NOT_NOW: RefusalAnswer = { status: 409, title: 'The order’s state does not allow it' };

type Detail = z.input<typeof orderDetailSchema>;

async function readDetail(tx: Tx, orderId: string): Promise<Detail | undefined> {
  const order = await readOrder(tx, { id: orderId });
  if (!order) return undefined;
  const vendors = order.offers.map((offer) => offer.vendorId);
  const others = order.vendorId === null ? [] : [order.vendorId];
  const choices = await readChoices(
    tx,
    order.offers.map((offer) => offer.id),
  );
  const named = [order.retailerId, ...vendors, ...others, ...vendorsNamedIn(choices)];
  const [{ currency }, parties, products] = await Promise.all([
    readTown(tx),
    readNames(tx, named),
    readProductNames(
      tx,
      order.lines.map((line) => line.productId),
    ),
  ]);
  return showOrderDetail(order, { currency, parties, products, choices });
}

/** How a command is answered: with the order as it is now, and the bells to ring. */
async function showChanged(
  tx: Tx,
  orderId: string,
  wake: Wake,
): Promise<{ readonly ok: true; readonly value: Reply<Detail> }> {
  const body = await readDetail(tx, orderId);
  assert(body, 'an order that was just changed is there');
  return { ok: true, value: { body, wake } };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/orders',
  name: 'listOrders',
  summary: 'Orders, newest first, of one state or one retailer where asked for',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: townParam,
  query: { ...pageQuery, state: orderStateSchema.optional(), retailer: idSchema.optional() },
  body: {},
  answer: pageSchema(orderSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const filter = { state: query.state ?? null, retailerId: query.retailer ?? null };
    const beforeId = query.after ?? null;
    const orders = await listOrders(tx, filter, { beforeId, rows: query.limit });
    const ids = orders.flatMap(({ retailerId, vendorId }) => [retailerId, vendorId ?? retailerId]);
    const [{ currency }, parties] = await Promise.all([readTown(tx), readNames(tx, ids)]);
    const show = (order: (typeof orders)[number]): z.input<typeof orderSchema> =>
      showOrder(order, { currency, parties });
    return found(page(orders, query.limit, (order) => order.id, show));
  },
});

const one = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/orders/{order}',
  name: 'getOrder',
  summary: 'One order with its lines, offers and history',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: { ...townParam, order: idSchema },
  query: {},
  body: {},
  answer: orderDetailSchema,
  refusals: { no_such_order: NO_ORDER },
  work: async (tx, { path }) => {
    const detail = await readDetail(tx, path.order);
    return detail ? found(detail) : refused('no_such_order');
  },
});

const assign = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/orders/{order}/assign',
  name: 'assignOrder',
  summary: 'Reserve stock with a vendor and put the order before them',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, order: idSchema },
  query: {},
  body: { vendor_id: idSchema, reason: reasonField.optional() },
  answer: orderDetailSchema,
  refusals: {
    no_such_order: NO_ORDER,
    not_now: NOT_NOW,
    no_such_vendor: { status: 409, title: 'No approved vendor of this town has this id' },
    short_stock: { status: 409, title: 'The vendor has too little of a product' },
  },
  work: async (tx, { path, body, cause }) => {
    const [catalogue, { settings, timeZone }] = await Promise.all([
      loadCatalogue(tx),
      readTown(tx),
    ]);
    const choice = {
      orderId: path.order,
      vendorId: body.vendor_id,
      reason: body.reason ?? '',
    };
    const assigned = await assignOrderTo(tx, cause, { catalogue, settings, timeZone }, choice);
    return assigned.ok ? showChanged(tx, path.order, assigned.value.wake) : assigned;
  },
});

const cancel = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/orders/{order}/cancel',
  name: 'cancelOrder',
  summary: 'Cancel an order: stock and holds are released, what was posted is reversed',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, order: idSchema },
  query: {},
  body: { reason: reasonField },
  answer: orderDetailSchema,
  refusals: { no_such_order: NO_ORDER, not_now: NOT_NOW },
  work: async (tx, { path, body, cause }) => {
    const cancelled = await cancelOrder(tx, cause, { orderId: path.order, reason: body.reason });
    return cancelled.ok ? showChanged(tx, path.order, cancelled.value.wake) : cancelled;
  },
});

export const orderRoutes: readonly Route[] = [list, one, assign, cancel];
