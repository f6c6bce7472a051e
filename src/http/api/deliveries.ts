import { z } from 'zod';
import { HTTP } from '../../base/limits.js';
import { refused } from '../../base/outcome.js';
import { milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { loadCatalogue } from '../../domain/catalogue/catalogue.js';
import { listDeliveries, readDelivery, readStory } from '../../domain/delivery/deliveries.js';
import type { Delivery } from '../../domain/delivery/deliveries.js';
import { DELIVERY_STATES } from '../../domain/delivery/lifecycle.js';
import { readOrder } from '../../domain/orders/orders.js';
import { readNames } from '../../domain/parties/parties.js';
import { readTown } from '../../domain/towns/towns.js';
import { assignDriver } from '../../usecases/allocate-delivery.js';
import type { DeliveryTerms } from '../../usecases/allocate-delivery.js';
import { cancelOrder } from '../../usecases/cancel-order.js';
import { confirmByOperator } from '../../usecases/confirm-delivery.js';
import { rescheduleDelivery } from '../../usecases/fail-delivery.js';
import type { Wake } from '../../usecases/wake.js';
import type { RefusalAnswer, Reply, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, namedSchema, page, pageQuery } from './shapes.js';
import { pageSchema, quantitySchema, reasonField, showNamed, townParam } from './shapes.js';

const NO_DELIVERY: RefusalAnswer = { status: 404, title: 'No such delivery in this town' };
const NOT_NOW: RefusalAnswer = { status: 409, title: 'The delivery’s state does not allow it' };
const STAFF = ['ADMIN', 'OPERATOR'] as const;
const ownerSchema = z.enum(['machine', 'driver', 'operator', 'nobody']);

const fields = {
  id: idSchema,
  order: z.strictObject({ id: idSchema, number: z.string() }),
  state: z.enum(DELIVERY_STATES),
  owner: ownerSchema.describe('Who must act next'),
  retailer: namedSchema.nullable(),
  vendor: namedSchema.nullable(),
  driver: namedSchema.nullable(),
  wrong_codes: z.int().describe('Codes that were said at the door and were not its own'),
  resume_at: instantSchema.nullable().describe('When one that was put off goes on'),
  changed_at: instantSchema,
};
const deliverySchema = z.strictObject(fields).meta({ id: 'Delivery' });

const eventSchema = z
  .strictObject({
    at: instantSchema,
    from: z.string().nullable(),
    event: z.string(),
    to: z.string(),
    driver: namedSchema.nullable(),
    actor: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
    channel: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'DeliveryEvent' });

const detailSchema = z
  .strictObject({
    ...fields,
    history: z.array(eventSchema).describe('Oldest first'),
    proofs: z
      .array(
        z.strictObject({
          at: instantSchema,
          kind: z.enum(['code', 'operator', 'picture']),
          media_id: z.string().nullable().describe('The provider’s id of a picture'),
          actor: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
        }),
      )
      .describe('What shows that the goods arrived'),
  })
  .meta({ id: 'DeliveryDetail' });

type Names = ReadonlyMap<string, string>;

function show(
  delivery: Delivery & { readonly number: bigint },
  names: Names,
): z.input<typeof deliverySchema> {
  return {
    id: delivery.id,
    order: { id: delivery.orderId, number: delivery.number.toString() },
    state: delivery.state,
    owner: delivery.owner,
    retailer: showNamed(delivery.retailerId, names),
    vendor: showNamed(delivery.vendorId, names),
    driver: showNamed(delivery.driverId, names),
    wrong_codes: delivery.wrongCodes,
    resume_at: delivery.resumeAt?.toISOString() ?? null,
    changed_at: delivery.changedAt.toISOString(),
  };
}

function partiesOf(delivery: Delivery): readonly string[] {
  const { retailerId, vendorId, driverId } = delivery;
  return [retailerId, vendorId, ...(driverId === null ? [] : [driverId])];
}

type Detail = z.input<typeof detailSchema>;

async function readDetail(tx: Tx, id: string): Promise<Detail | undefined> {
  const delivery = await readDelivery(tx, id);
  if (!delivery) return undefined;
  const [order, story] = await Promise.all([
    readOrder(tx, { id: delivery.orderId }),
    readStory(tx, id),
  ]);
  const drivers = story.history.flatMap((event) => event.driver_id ?? []);
  const names = await readNames(tx, [...partiesOf(delivery), ...drivers]);
  return {
    ...show({ ...delivery, number: order?.number ?? 0n }, names),
    history: story.history.map((event) => ({
      at: event.happened_at.toISOString(),
      from: event.from_state,
      event: event.event,
      to: event.to_state,
      driver: showNamed(event.driver_id, names),
      actor: { kind: event.actor_kind, id: event.actor_id },
      channel: event.channel,
      reason: event.reason,
    })),
    proofs: story.proofs.map((proof) => ({
      at: proof.happened_at.toISOString(),
      kind: proof.kind as 'code' | 'operator' | 'picture',
      media_id: proof.media_id,
      actor: { kind: proof.actor_kind, id: proof.actor_id },
    })),
  };
}

async function termsOf(tx: Tx): Promise<DeliveryTerms> {
  const [catalogue, { settings, timeZone }] = await Promise.all([loadCatalogue(tx), readTown(tx)]);
  return { catalogue, settings, timeZone };
}

/** How a command is answered: with the delivery as it is now, and the bells to ring. */
async function showChanged(
  tx: Tx,
  id: string,
  wake: Wake,
): Promise<
  | { readonly ok: true; readonly value: Reply<Detail> }
  | ReturnType<typeof refused<'no_such_delivery'>>
> {
  const body = await readDetail(tx, id);
  return body ? { ok: true, value: { body, wake } } : refused('no_such_delivery');
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/deliveries',
  name: 'listDeliveries',
  summary: 'Deliveries, newest first, of one state, driver or owner where asked for',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: {
    ...pageQuery,
    state: z.enum(DELIVERY_STATES).optional(),
    driver: idSchema.optional(),
    owner: ownerSchema.optional(),
  },
  body: {},
  answer: pageSchema(deliverySchema),
  refusals: {},
  work: async (tx, { query }) => {
    const { state = null, driver: driverId = null, owner = null } = query;
    const beforeId = query.after ?? null;
    const rows = { beforeId, rows: query.limit };
    const deliveries = await listDeliveries(tx, { state, driverId, owner }, rows);
    const names = await readNames(tx, deliveries.flatMap(partiesOf));
    return found(
      page(
        deliveries,
        query.limit,
        ({ id }) => id,
        (one) => show(one, names),
      ),
    );
  },
});

const params = { ...townParam, delivery: idSchema };

const one = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/deliveries/{delivery}',
  name: 'getDelivery',
  summary: 'One delivery with its history and what shows that it arrived',
  roles: STAFF,
  rate: 'read',
  params,
  query: {},
  body: {},
  answer: detailSchema,
  refusals: { no_such_delivery: NO_DELIVERY },
  work: async (tx, { path }) => {
    const detail = await readDetail(tx, path.delivery);
    return detail ? found(detail) : refused('no_such_delivery');
  },
});

const assign = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/deliveries/{delivery}/assign',
  name: 'assignDelivery',
  summary: 'Give a delivery to a driver, whoever had it or was asked',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { driver_id: idSchema, reason: reasonField.optional() },
  answer: detailSchema,
  refusals: {
    no_such_delivery: NO_DELIVERY,
    not_now: NOT_NOW,
    no_such_driver: { status: 409, title: 'No approved driver of this town has this id' },
  },
  work: async (tx, { path, body, cause }) => {
    const { driver_id: driverId, reason = '' } = body;
    const choice = { deliveryId: path.delivery, driverId, reason };
    const assigned = await assignDriver(tx, cause, await termsOf(tx), choice);
    return assigned.ok ? showChanged(tx, path.delivery, assigned.value.wake) : assigned;
  },
});

const reschedule = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/deliveries/{delivery}/reschedule',
  name: 'rescheduleDelivery',
  summary: 'Put a delivery off until a time, or let one that failed go on then',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { until: instantSchema, reason: reasonField },
  answer: detailSchema,
  refusals: {
    no_such_delivery: NO_DELIVERY,
    not_now: NOT_NOW,
    time_past: { status: 409, title: 'The time is not ahead' },
  },
  work: async (tx, { path, body, cause }) => {
    const wanted = { deliveryId: path.delivery, until: new Date(body.until), reason: body.reason };
    const put = await rescheduleDelivery(tx, cause, wanted);
    return put.ok ? showChanged(tx, path.delivery, put.value.wake) : put;
  },
});

const cancel = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/deliveries/{delivery}/cancel',
  name: 'cancelDelivery',
  summary: 'Cancel a delivery with its order: the stock is released, what was posted is reversed',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { reason: reasonField },
  answer: detailSchema,
  refusals: {
    no_such_delivery: NO_DELIVERY,
    not_now: NOT_NOW,
  },
  work: async (tx, { path, body, cause }) => {
    const delivery = await readDelivery(tx, path.delivery);
    if (!delivery) return refused('no_such_delivery');
    const wanted = { orderId: delivery.orderId, reason: body.reason };
    const cancelled = await cancelOrder(tx, cause, wanted);
    if (cancelled.ok) return showChanged(tx, path.delivery, cancelled.value.wake);
    const { refusal, detail } = cancelled;
    return refusal === 'not_now' ? refused(refusal, detail) : refused('no_such_delivery');
  },
});

const confirm = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/deliveries/{delivery}/confirm',
  name: 'confirmDelivery',
  summary: 'Confirm without its code that a delivery arrived, whole or short',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: {
    short: z
      .array(z.strictObject({ line_no: z.int().min(1), taken: quantitySchema }))
      .max(HTTP.stock_lines_max)
      .default([])
      .describe('Only lines of which less was taken, in the unit of the line'),
    reason: reasonField,
  },
  answer: detailSchema,
  refusals: {
    no_such_delivery: NO_DELIVERY,
    not_now: NOT_NOW,
    lines_unclear: { status: 409, title: 'A line is not of the order, or not that much of it' },
    nothing_taken: { status: 409, title: 'Nothing was taken: cancel it instead' },
  },
  work: async (tx, { path, body, cause }) => {
    const picks = body.short.map(({ line_no: lineNo, taken }) => ({
      lineNo,
      picked: milli(taken),
    }));
    const report = { deliveryId: path.delivery, picks, reason: body.reason };
    const confirmed = await confirmByOperator(tx, cause, await termsOf(tx), report);
    return confirmed.ok ? showChanged(tx, path.delivery, confirmed.value.wake) : confirmed;
  },
});

export const deliveryRoutes: readonly Route[] = [list, one, assign, reschedule, cancel, confirm];
