import { z } from 'zod';
import { done, refused } from '../../base/outcome.js';
import { PAYMENT_GATEWAYS } from '../../base/payment-gateways.js';
import type { Tx } from '../../db/transaction.js';
import { readNames } from '../../domain/parties/parties.js';
import { REQUEST_STATES } from '../../domain/requests/lifecycle.js';
import { listRequests, readRequest } from '../../domain/requests/requests.js';
import type { PaymentRequest } from '../../domain/requests/requests.js';
import { decideRequest } from '../../usecases/settle-request.js';
import { receiptField, receivedField } from './payment-claims.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, money, moneySchema } from './shapes.js';
import { namedSchema, pageQuery, pageSchema, pageShown, reasonField } from './shapes.js';
import { showNamed, townParam } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR'] as const;

const requestSchema = z
  .strictObject({
    id: idSchema,
    retailer: namedSchema.nullable(),
    gateway: z.enum(PAYMENT_GATEWAYS),
    reference: z.string().describe('What the provider knows it by'),
    provider_reference: z.string().nullable().describe('The provider’s own name for it'),
    amount: moneySchema,
    state: z.enum(REQUEST_STATES),
    reason: z.string().describe('Why it failed or is to be decided; empty: neither'),
    receipt: z.string().nullable().describe('What a callback said, which nobody signed'),
    claim: idSchema.nullable().describe('The payment on account that it became'),
    channel: z.string(),
    opened_at: instantSchema,
    asked_at: instantSchema.nullable(),
    expires_at: instantSchema,
    changed_at: instantSchema,
  })
  .meta({ id: 'PaymentRequest' });

type Shown = z.input<typeof requestSchema>;

async function showAll(tx: Tx, requests: readonly PaymentRequest[]): Promise<readonly Shown[]> {
  const names = await readNames(
    tx,
    requests.map(({ retailerId }) => retailerId),
  );
  return requests.map((request) => ({
    id: request.id,
    retailer: showNamed(request.retailerId, names),
    gateway: request.gateway,
    reference: request.reference,
    provider_reference: request.providerRef,
    amount: money(request.amountMinor, request.currency),
    state: request.state,
    reason: request.reason,
    receipt: request.hint.receipt,
    claim: request.claimId,
    channel: request.channel,
    opened_at: request.openedAt.toISOString(),
    asked_at: request.askedAt?.toISOString() ?? null,
    expires_at: request.expiresAt.toISOString(),
    changed_at: request.changedAt.toISOString(),
  }));
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/payment-requests',
  name: 'listPaymentRequests',
  summary: 'Payments that providers of wallets were asked for, of one state, newest first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: { ...pageQuery, state: z.enum(REQUEST_STATES).default('REVIEW') },
  body: {},
  answer: pageSchema(requestSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const rows = { beforeId: query.after ?? null, rows: query.limit };
    const shown = await showAll(tx, await listRequests(tx, query.state, rows));
    return found(pageShown(shown, query.limit));
  },
});

const params = { ...townParam, request: idSchema };
const NO_REQUEST = { status: 404, title: 'No such payment was asked for in this town' } as const;

const one = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/payment-requests/{request}',
  name: 'readPaymentRequest',
  summary: 'A payment that a provider was asked for',
  roles: STAFF,
  rate: 'read',
  params,
  query: {},
  body: {},
  answer: requestSchema,
  refusals: { no_such_request: NO_REQUEST },
  work: async (tx, { path }) => {
    const request = await readRequest(tx, path.request);
    const [shown] = request ? await showAll(tx, [request]) : [];
    return shown ? done({ body: shown }) : refused('no_such_request');
  },
});

const decide = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/payment-requests/{request}/decide',
  name: 'decidePaymentRequest',
  summary: 'Say what reached us of a payment in review; left out, nothing did',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: {
    received: receivedField.optional().describe('What reached us'),
    receipt: receiptField.optional().describe('The provider’s, which makes it once'),
    reason: reasonField.describe('The retailer hears it where nothing reached us'),
  },
  answer: requestSchema,
  refusals: {
    no_such_request: NO_REQUEST,
    not_now: { status: 409, title: 'It is not in review' },
    reference_used: { status: 409, title: 'Another retailer told that receipt' },
    counted_before: { status: 409, title: 'That receipt was counted with another amount' },
  },
  work: async (tx, { path, body, cause }) => {
    const { received, receipt = null, reason } = body;
    const decided = await decideRequest(tx, cause, {
      requestId: path.request,
      received: received === undefined ? null : { amountMinor: BigInt(received), receipt },
      reason,
    });
    if (!decided.ok) return decided;
    const request = await readRequest(tx, path.request);
    const [shown] = request ? await showAll(tx, [request]) : [];
    return shown ? done({ body: shown, wake: decided.value.wake }) : refused('no_such_request');
  },
});

export const paymentRequestRoutes: readonly Route[] = [list, one, decide];
