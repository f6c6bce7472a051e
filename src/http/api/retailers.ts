import { z } from 'zod';
import { assert } from '../../base/assert.js';
import { refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import { readCredit } from '../../domain/credit/credit.js';
import type { Credit } from '../../domain/credit/credit.js';
import { listParties, readParty } from '../../domain/parties/parties.js';
import type { Party } from '../../domain/parties/parties.js';
import { readTown } from '../../domain/towns/towns.js';
import { approveRetailer, refuseRetailer } from '../../usecases/decide-retailer.js';
import type { Decided } from '../../usecases/decide-retailer.js';
import type { RefusalAnswer, Reply, Route } from './route.js';
import { townRoute } from './route.js';
import { amountField, found, idSchema, instantSchema, money, moneySchema } from './shapes.js';
import { page, pageOf, pageQuery, pageSchema, reasonField, townParam } from './shapes.js';

const stateSchema = z.enum(['PENDING', 'APPROVED', 'REFUSED', 'SUSPENDED']);

const retailerFields = {
  id: idSchema,
  state: stateSchema,
  name: z.string(),
  contact_name: z.string(),
  stated_place: z.string().describe('What they said about where the shop is'),
  phone: z.string().nullable().describe('E.164'),
  phone_verified: z.boolean(),
  language: z.string().nullable().describe('BCP 47; null follows what they write in'),
  created_at: instantSchema,
};

const retailerSchema = z.strictObject(retailerFields).meta({ id: 'Retailer' });

export const creditSchema = z
  .strictObject({
    limit: moneySchema,
    balance: moneySchema.describe('Owed'),
    held: moneySchema.describe('Set aside for orders that no vendor accepted yet'),
    available: moneySchema,
    stopped: z.boolean(),
  })
  .meta({ id: 'Credit' });

const detailFields = {
  ...retailerFields,
  credit: creditSchema.nullable().describe('Null before the approval'),
};

const detailSchema = z.strictObject(detailFields).meta({ id: 'RetailerDetail' });

const decidedSchema = z
  .strictObject({
    ...detailFields,
    told: z.boolean().describe('False when there is no conversation to tell them in'),
  })
  .meta({ id: 'RetailerDecided' });

/** How a retailer of another town, or of none, is answered. */
export const NO_RETAILER: RefusalAnswer = { status: 404, title: 'No such retailer in this town' };
const NOT_PENDING: RefusalAnswer = { status: 409, title: 'The retailer is decided already' };

function show(party: Party): z.input<typeof retailerSchema> {
  return {
    id: party.id,
    state: party.state,
    name: party.name,
    contact_name: party.contactName,
    stated_place: party.statedPlace,
    phone: party.phone,
    phone_verified: party.phoneVerified,
    language: party.language,
    created_at: party.createdAt.toISOString(),
  };
}

/** A retailer's credit as the API writes it. */
export function showCredit(credit: Credit, currency: string): z.input<typeof creditSchema> {
  return {
    limit: money(credit.limitMinor, currency),
    balance: money(credit.balanceMinor, currency),
    held: money(credit.heldMinor, currency),
    available: money(credit.availableMinor, currency),
    stopped: credit.stopped,
  };
}

/** A party of the town that is a retailer, or the refusal that says there is none. */
export async function findRetailer(
  tx: Tx,
  id: string,
): Promise<Outcome<Party, 'no_such_retailer'>> {
  const party = await readParty(tx, id);
  return party?.kind === 'retailer' ? { ok: true, value: party } : refused('no_such_retailer');
}

async function showDetail(tx: Tx, party: Party): Promise<z.input<typeof detailSchema>> {
  const [credit, town] = await Promise.all([readCredit(tx, party.id), readTown(tx)]);
  return { ...show(party), credit: credit ? showCredit(credit, town.currency) : null };
}

/** How a decision is answered: with the retailer as decided, and the bells to ring. */
async function showDecided(
  tx: Tx,
  retailerId: string,
  { told, wake }: Decided,
): Promise<{ readonly ok: true; readonly value: Reply<z.input<typeof decidedSchema>> }> {
  const party = await readParty(tx, retailerId);
  assert(party, 'who was just decided on is there');
  return { ok: true, value: { body: { ...(await showDetail(tx, party)), told }, wake } };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/retailers',
  name: 'listRetailers',
  summary: 'Retailers of one state, the longest waiting first',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: townParam,
  query: { ...pageQuery, state: stateSchema.default('PENDING') },
  body: {},
  answer: pageSchema(retailerSchema),
  refusals: {},
  work: async (tx, { query }) => {
    const filter = { kind: 'retailer', state: query.state } as const;
    const rows = await listParties(tx, filter, pageOf(query));
    return found(page(rows, query.limit, (party) => party.id, show));
  },
});

const one = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/retailers/{retailer}',
  name: 'getRetailer',
  summary: 'One retailer with their credit',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body: {},
  answer: detailSchema,
  refusals: { no_such_retailer: NO_RETAILER },
  work: async (tx, { path }) => {
    const retailer = await findRetailer(tx, path.retailer);
    return retailer.ok ? found(await showDetail(tx, retailer.value)) : retailer;
  },
});

const approve = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/retailers/{retailer}/approve',
  name: 'approveRetailer',
  summary: 'Approve a pending retailer with a credit limit, and tell them',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body: { credit_limit_minor: amountField, reason: reasonField.optional() },
  answer: decidedSchema,
  refusals: { no_such_retailer: NO_RETAILER, not_pending: NOT_PENDING },
  work: async (tx, { path, body, cause }) => {
    const decided = await approveRetailer(tx, cause, {
      retailerId: path.retailer,
      limitMinor: BigInt(body.credit_limit_minor),
      reason: body.reason ?? '',
    });
    return decided.ok ? showDecided(tx, path.retailer, decided.value) : decided;
  },
});

const refuse = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/retailers/{retailer}/refuse',
  name: 'refuseRetailer',
  summary: 'Refuse a pending retailer, and tell them; the reason stays with the town',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'command',
  params: { ...townParam, retailer: idSchema },
  query: {},
  body: { reason: reasonField },
  answer: decidedSchema,
  refusals: { no_such_retailer: NO_RETAILER, not_pending: NOT_PENDING },
  work: async (tx, { path, body, cause }) => {
    const decided = await refuseRetailer(tx, cause, path.retailer, body.reason);
    return decided.ok ? showDecided(tx, path.retailer, decided.value) : decided;
  },
});

export const retailerRoutes: readonly Route[] = [list, one, approve, refuse];
