import { z } from 'zod';
import { PAYMENTS } from '../../base/payment-limits.js';
import { done, refused } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import {
  CLAIM_METHODS,
  CLAIM_STATES,
  listClaims,
  plainReference,
} from '../../domain/claims/claims.js';
import type { Claim } from '../../domain/claims/claims.js';
import { readNames } from '../../domain/parties/parties.js';
import { readTown } from '../../domain/towns/towns.js';
import { confirmClaim, recordPayment, refuseClaim } from '../../usecases/settle-claim.js';
import type { ClaimSettled } from '../../usecases/settle-claim.js';
import type { Reply, Route } from './route.js';
import { townRoute } from './route.js';
import { amountField, found, idSchema, instantSchema, money, moneySchema } from './shapes.js';
import { namedSchema, pageQuery, pageSchema, pageShown, reasonField } from './shapes.js';
import { showNamed, townParam } from './shapes.js';

const STAFF = ['ADMIN', 'OPERATOR'] as const;

const claimSchema = z
  .strictObject({
    id: idSchema,
    retailer: namedSchema.nullable(),
    method: z.enum(CLAIM_METHODS).describe('How it was paid; other: not said'),
    amount: moneySchema.describe('What the retailer said'),
    reference: z.string().nullable().describe('Capitals and digits alone; null: not said'),
    state: z.enum(CLAIM_STATES),
    received: moneySchema.nullable().describe('What reached us'),
    wallet: moneySchema.nullable().describe('What of it was more than was owed'),
    reason: z.string(),
    channel: z.string(),
    claimed_at: instantSchema,
    decided_at: instantSchema.nullable(),
    decided_by: z.string().nullable(),
  })
  .meta({ id: 'PaymentClaim' });

const settledSchema = z
  .strictObject({
    claim: claimSchema,
    orders: z
      .array(z.strictObject({ id: idSchema, number: z.string(), amount: moneySchema }))
      .describe('What it paid, the oldest order first'),
    owed: moneySchema.describe('What the retailer is to pay still'),
  })
  .meta({ id: 'PaymentSettled' });

type Shown = z.input<typeof claimSchema>;
type Settled = z.input<typeof settledSchema>;

async function showAll(tx: Tx, claims: readonly Claim[]): Promise<readonly Shown[]> {
  const [names, { currency }] = await Promise.all([
    readNames(
      tx,
      claims.map(({ retailerId }) => retailerId),
    ),
    readTown(tx),
  ]);
  const amount = (minor: bigint | null) => (minor === null ? null : money(minor, currency));
  return claims.map((claim) => ({
    id: claim.id,
    retailer: showNamed(claim.retailerId, names),
    method: claim.method,
    amount: money(claim.amountMinor, currency),
    reference: claim.reference,
    state: claim.state,
    received: amount(claim.receivedMinor),
    wallet: amount(claim.walletMinor),
    reason: claim.reason,
    channel: claim.channel,
    claimed_at: claim.claimedAt.toISOString(),
    decided_at: claim.decidedAt?.toISOString() ?? null,
    decided_by: claim.decidedBy,
  }));
}

async function showSettled(tx: Tx, settled: ClaimSettled): Promise<Reply<Settled>> {
  const [[claim], { currency }] = await Promise.all([showAll(tx, [settled.claim]), readTown(tx)]);
  const orders = settled.orders.map(({ orderId, number, amountMinor }) => ({
    id: orderId,
    number: number.toString(),
    amount: money(amountMinor, currency),
  }));
  const owed = money(settled.owedMinor, currency);
  return { body: { claim: claim as Shown, orders, owed }, wake: settled.wake };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/payment-claims',
  name: 'listPaymentClaims',
  summary: 'What retailers say they paid on their account, of one state, newest first',
  roles: STAFF,
  rate: 'read',
  params: townParam,
  query: { ...pageQuery, state: z.enum(CLAIM_STATES).default('CLAIMED') },
  body: {},
  answer: pageSchema(claimSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const rows = { beforeId: query.after ?? null, rows: query.limit };
    const shown = await showAll(tx, await listClaims(tx, query.state, rows));
    return found(pageShown(shown, query.limit));
  },
});

const params = { ...townParam, claim: idSchema };
const NO_CLAIM = { status: 404, title: 'No such payment was told in this town' } as const;
const DECIDED = { status: 409, title: 'It was decided before' } as const;
/** Money that came is more than nothing. */
export const receivedField = amountField.refine((amount) => BigInt(amount) > 0n, 'above nothing');

/** A reference of a provider or a receipt, as it was typed. */
export const receiptField = z
  .string()
  .max(2 * PAYMENTS.reference_signs_max)
  .refine((said) => plainReference(said) !== null, 'a reference');

const confirm = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/payment-claims/{claim}/confirm',
  name: 'confirmPaymentClaim',
  summary: 'Say that the money reached us: it pays what is owed, the oldest order first',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: {
    received: receivedField.optional().describe('Left out: as much as was told'),
    reason: reasonField.optional(),
  },
  answer: settledSchema,
  refusals: { no_such_claim: NO_CLAIM, not_now: DECIDED },
  work: async (tx, { path, body, cause }) => {
    const { received, reason = '' } = body;
    const receivedMinor = received === undefined ? null : BigInt(received);
    const wanted = { claimId: path.claim, receivedMinor, reason };
    const settled = await confirmClaim(tx, cause, wanted);
    return settled.ok ? done(await showSettled(tx, settled.value)) : settled;
  },
});

const refuse = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/payment-claims/{claim}/refuse',
  name: 'refusePaymentClaim',
  summary: 'Say that the money did not reach us; the retailer hears the reason',
  roles: STAFF,
  rate: 'command',
  params,
  query: {},
  body: { reason: reasonField },
  answer: claimSchema,
  refusals: { no_such_claim: NO_CLAIM, not_now: DECIDED },
  work: async (tx, { path, body, cause }) => {
    const wanted = { claimId: path.claim, reason: body.reason };
    const settled = await refuseClaim(tx, cause, wanted);
    if (!settled.ok) return settled;
    const [shown] = await showAll(tx, [settled.value.claim]);
    return shown ? done({ body: shown, wake: settled.value.wake }) : refused('no_such_claim');
  },
});

const record = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/retailers/{retailer}/payments',
  name: 'recordPayment',
  summary: 'Record money that reached us and nobody told of, such as cash at the counter',
  roles: STAFF,
  rate: 'command',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body: {
    received: receivedField,
    method: z.enum(CLAIM_METHODS),
    reference: receiptField.optional().describe('Of the provider or the receipt: makes it once'),
    reason: reasonField,
  },
  answer: settledSchema,
  refusals: {
    no_account: { status: 404, title: 'No retailer with an account in this town' },
    no_such_claim: NO_CLAIM,
    not_now: DECIDED,
    reference_used: { status: 409, title: 'Another retailer told that reference' },
    claims_many: { status: 409, title: 'Many payments of this retailer wait to be decided' },
  },
  work: async (tx, { path, body, cause }) => {
    const { received, method, reason, reference: said } = body;
    const reference = said === undefined ? null : plainReference(said);
    const amountMinor = BigInt(received);
    const told = { retailerId: path.retailer, amountMinor, method, reference, reason };
    const settled = await recordPayment(tx, cause, told);
    return settled.ok ? done(await showSettled(tx, settled.value)) : settled;
  },
});

export const paymentClaimRoutes: readonly Route[] = [list, confirm, refuse, record];
