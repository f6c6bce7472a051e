import { z } from 'zod';
import { refused } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { readNames } from '../../domain/parties/parties.js';
import { PAYMENT_STATES } from '../../domain/payments/lifecycle.js';
import { PAYMENT_METHODS, listPayments, readPayment } from '../../domain/payments/payments.js';
import type { Payment } from '../../domain/payments/payments.js';
import { readTown } from '../../domain/towns/towns.js';
import { returnPayment } from '../../usecases/return-payment.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import {
  found,
  idSchema,
  money,
  moneySchema,
  namedSchema,
  pageQuery,
  pageShown,
} from './shapes.js';
import { pageSchema, reasonField, showNamed, townParam } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR'] as const;

const paymentSchema = z
  .strictObject({
    id: idSchema,
    order: z.strictObject({ id: idSchema }),
    retailer: namedSchema.nullable(),
    method: z.enum(PAYMENT_METHODS).describe('cod: in cash at the door'),
    state: z.enum(PAYMENT_STATES),
    amount: moneySchema.describe('What is to be paid'),
    taken: moneySchema.describe('What was taken of it'),
    holder: namedSchema.nullable().describe('The driver who took it'),
  })
  .meta({ id: 'Payment' });

async function showAll(
  tx: Tx,
  payments: readonly Payment[],
): Promise<readonly z.input<typeof paymentSchema>[]> {
  const [names, { currency }] = await Promise.all([
    readNames(
      tx,
      payments.flatMap(({ retailerId, holderId }) => [retailerId, ...(holderId ? [holderId] : [])]),
    ),
    readTown(tx),
  ]);
  return payments.map((payment) => ({
    id: payment.id,
    order: { id: payment.orderId },
    retailer: showNamed(payment.retailerId, names),
    method: payment.method,
    state: payment.state,
    amount: money(payment.amountMinor, currency),
    taken: money(payment.takenMinor, currency),
    holder: showNamed(payment.holderId, names),
  }));
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/payments',
  name: 'listPayments',
  summary: 'Payment attempts of one state, newest first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: { ...pageQuery, state: z.enum(PAYMENT_STATES).default('REVIEW') },
  body: {},
  answer: pageSchema(paymentSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const rows = { beforeId: query.after ?? null, rows: query.limit };
    const shown = await showAll(tx, await listPayments(tx, query.state, rows));
    return found(pageShown(shown, query.limit));
  },
});

const giveBack = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/payments/{payment}/return',
  name: 'returnPayment',
  summary: 'Give back what was taken for an order that was cancelled',
  roles: STAFF,
  rate: 'command',
  params: { ...townParam, payment: idSchema },
  query: {},
  body: {
    way: z
      .enum(['wallet', 'cash_from_till', 'cash_by_driver'])
      .describe('Kept as the retailer’s own money, or handed back'),
    reason: reasonField,
  },
  answer: paymentSchema,
  refusals: {
    no_such_payment: { status: 404, title: 'No such payment in this town' },
    order_stands: { status: 409, title: 'The order is not cancelled' },
    not_now: { status: 409, title: 'Nothing was taken, or it went back before' },
    not_held: { status: 409, title: 'The driver does not hold so much any more' },
  },
  work: async (tx, { path, body, cause }) => {
    const { way, reason } = body;
    const returned = await returnPayment(tx, cause, { paymentId: path.payment, way, reason });
    if (!returned.ok) return returned;
    const payment = await readPayment(tx, path.payment);
    const [shown] = payment ? await showAll(tx, [payment]) : [];
    if (!shown) return refused('no_such_payment');
    return { ok: true, value: { body: shown, wake: returned.value.wake } };
  },
});

export const paymentRoutes: readonly Route[] = [list, giveBack];
