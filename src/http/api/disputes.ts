import { z } from 'zod';
import { refused } from '../../base/outcome.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { loadCatalogue, readProductNames } from '../../domain/catalogue/catalogue.js';
import {
  PROBLEMS,
  listDisputes,
  readDispute,
  readDisputeStory,
} from '../../domain/disputes/disputes.js';
import type { Dispute } from '../../domain/disputes/disputes.js';
import { DISPUTE_STATES } from '../../domain/disputes/lifecycle.js';
import { readOrder } from '../../domain/orders/orders.js';
import { readNames } from '../../domain/parties/parties.js';
import { readTown } from '../../domain/towns/towns.js';
import { decideDispute, refundDispute } from '../../usecases/decide-dispute.js';
import type { DisputeTerms } from '../../usecases/settle-dispute.js';
import type { Wake } from '../../usecases/wake.js';
import type { RefusalAnswer, Reply, Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, money, moneySchema, namedSchema, page } from './shapes.js';
import { pageQuery, pageSchema, productSchema, quantitySchema, reasonField } from './shapes.js';
import { showNamed, showProduct, townParam } from './shapes.js';

const NO_DISPUTE: RefusalAnswer = { status: 404, title: 'No such dispute in this town' };
const NOT_NOW: RefusalAnswer = { status: 409, title: 'The dispute’s state does not allow it' };
const STAFF = ['ADMIN', 'OPERATOR'] as const;
const ownerSchema = z.enum(['vendor', 'operator', 'nobody']);

const decisionSchema = z.strictObject({
  granted: quantitySchema.describe('In the unit of the line'),
  credit: moneySchema.describe('What the retailer owes less'),
  cost: moneySchema.describe('What the vendor is paid less'),
  returned: moneySchema.describe('Of the credit, what had been paid already'),
  return_as: z.enum(['wallet', 'cash']).nullable().describe('How that goes back'),
});

const fields = {
  id: idSchema,
  order: z.strictObject({ id: idSchema }),
  line_no: z.int().min(1),
  retailer: namedSchema.nullable(),
  vendor: namedSchema.nullable(),
  problem: z.enum(PROBLEMS),
  quantity: quantitySchema.describe('In the unit of the line'),
  said: z.string().describe('The retailer’s words'),
  state: z.enum(DISPUTE_STATES),
  owner: ownerSchema.describe('Who must act next'),
  reply_by: instantSchema.describe('Until when the vendor may answer'),
  vendor_quantity: quantitySchema.nullable().describe('What the vendor would give'),
  vendor_said: z.string(),
  decision: decisionSchema.nullable(),
  opened_at: instantSchema,
};
const disputeSchema = z.strictObject(fields).meta({ id: 'Dispute' });

const detailSchema = z
  .strictObject({
    ...fields,
    order: z.strictObject({ id: idSchema, number: z.string() }),
    product: productSchema.nullable(),
    unit: z.string(),
    history: z
      .array(
        z.strictObject({
          at: instantSchema,
          from: z.string().nullable(),
          event: z.string(),
          to: z.string(),
          actor: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
          channel: z.string(),
          reason: z.string(),
        }),
      )
      .describe('Oldest first'),
  })
  .meta({ id: 'DisputeDetail' });

type Shown = z.input<typeof disputeSchema>;
type Detail = z.input<typeof detailSchema>;

function show(dispute: Dispute, names: ReadonlyMap<string, string>, currency: string): Shown {
  const { decision, vendorQuantity } = dispute;
  return {
    id: dispute.id,
    order: { id: dispute.orderId },
    line_no: dispute.lineNo,
    retailer: showNamed(dispute.retailerId, names),
    vendor: showNamed(dispute.vendorId, names),
    problem: dispute.problem,
    quantity: formatMilli(dispute.quantity),
    said: dispute.said,
    state: dispute.state,
    owner: dispute.owner,
    reply_by: dispute.replyBy.toISOString(),
    vendor_quantity: vendorQuantity === null ? null : formatMilli(vendorQuantity),
    vendor_said: dispute.vendorSaid,
    decision: decision && {
      granted: formatMilli(decision.grantedQuantity),
      credit: money(decision.creditMinor, currency),
      cost: money(decision.costMinor, currency),
      returned: money(decision.returnedMinor, currency),
      return_as: decision.returnedAs,
    },
    opened_at: dispute.openedAt.toISOString(),
  };
}

async function readDetail(tx: Tx, id: string): Promise<Detail | undefined> {
  const dispute = await readDispute(tx, id);
  if (!dispute) return undefined;
  const { retailerId, vendorId, orderId, lineNo } = dispute;
  const [order, story, names, { currency }] = await Promise.all([
    readOrder(tx, { id: orderId }),
    readDisputeStory(tx, id),
    readNames(tx, [retailerId, vendorId]),
    readTown(tx),
  ]);
  const line = order?.lines.find((one) => one.lineNo === lineNo);
  const products = line ? await readProductNames(tx, [line.productId]) : new Map();
  return {
    ...show(dispute, names, currency),
    order: { id: orderId, number: order?.number.toString() ?? '' },
    product: line ? showProduct(line.productId, products) : null,
    unit: line?.unit ?? '',
    history: story.map((event) => ({
      at: event.happened_at.toISOString(),
      from: event.from_state,
      event: event.event,
      to: event.to_state,
      actor: { kind: event.actor_kind, id: event.actor_id },
      channel: event.channel,
      reason: event.reason,
    })),
  };
}

async function showChanged(
  tx: Tx,
  id: string,
  wake: Wake,
): Promise<
  | { readonly ok: true; readonly value: Reply<Detail> }
  | ReturnType<typeof refused<'no_such_dispute'>>
> {
  const body = await readDetail(tx, id);
  return body ? { ok: true, value: { body, wake } } : refused('no_such_dispute');
}

async function termsOf(tx: Tx): Promise<DisputeTerms> {
  const [catalogue, { settings }] = await Promise.all([loadCatalogue(tx), readTown(tx)]);
  return { catalogue, settings };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/disputes',
  name: 'listDisputes',
  summary: 'What retailers say was amiss, newest first, of one state or owner where asked for',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: {
    ...pageQuery,
    state: z.enum(DISPUTE_STATES).optional(),
    owner: ownerSchema.optional(),
  },
  body: {},
  answer: pageSchema(disputeSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const { state = null, owner = null } = query;
    const rows = { beforeId: query.after ?? null, rows: query.limit };
    const [disputes, { currency }] = await Promise.all([
      listDisputes(tx, { state, owner }, rows),
      readTown(tx),
    ]);
    const names = await readNames(
      tx,
      disputes.flatMap(({ retailerId, vendorId }) => [retailerId, vendorId]),
    );
    return found(
      page(
        disputes,
        query.limit,
        ({ id }) => id,
        (one) => show(one, names, currency),
      ),
    );
  },
});

const params = { ...townParam, dispute: idSchema };

const one = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/disputes/{dispute}',
  name: 'getDispute',
  summary: 'One dispute with its history',
  roles: STAFF,
  rate: 'read',
  params,
  query: {},
  body: {},
  answer: detailSchema,
  refusals: { no_such_dispute: NO_DISPUTE },
  work: async (tx, { path }) => {
    const detail = await readDetail(tx, path.dispute);
    return detail ? found(detail) : refused('no_such_dispute');
  },
});

const decide = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/disputes/{dispute}/decide',
  name: 'decideDispute',
  summary: 'Decide a dispute: what is given is credited, once, and both sides hear it',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: {
    granted: quantitySchema.describe('In the unit of the line; 0: nothing'),
    borne_by: z.enum(['vendor', 'town']).default('vendor'),
    return_as: z
      .enum(['wallet', 'cash'])
      .default('wallet')
      .describe('How what was paid already goes back; cash waits until it was handed over'),
    reason: reasonField,
  },
  answer: detailSchema,
  refusals: {
    no_such_dispute: NO_DISPUTE,
    not_now: NOT_NOW,
    dispute_more: { status: 409, title: 'No more can be given than was disputed' },
  },
  work: async (tx, { path, body, cause }) => {
    const decided = await decideDispute(tx, cause, await termsOf(tx), {
      disputeId: path.dispute,
      granted: milli(body.granted),
      bearer: body.borne_by,
      returnAs: body.return_as,
      reason: body.reason,
    });
    return decided.ok ? showChanged(tx, path.dispute, decided.value.wake) : decided;
  },
});

const refund = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/disputes/{dispute}/refund',
  name: 'refundDispute',
  summary: 'Say that cash which a decision gives back was handed over, out of the till',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { reason: reasonField },
  answer: detailSchema,
  refusals: { no_such_dispute: NO_DISPUTE, not_now: NOT_NOW },
  work: async (tx, { path, body, cause }) => {
    const { reason } = body;
    const refunded = await refundDispute(tx, cause, { disputeId: path.dispute, reason });
    return refunded.ok ? showChanged(tx, path.dispute, refunded.value.wake) : refunded;
  },
});

export const disputeRoutes: readonly Route[] = [list, one, decide, refund];
