import { z } from 'zod';
import { listOpenHolds, readCredit } from '../../domain/credit/credit.js';
import type { Hold } from '../../domain/credit/credit.js';
import { listEntries, readChainHead } from '../../domain/ledger/ledger.js';
import type { LedgerEntry } from '../../domain/ledger/ledger.js';
import { readNames } from '../../domain/parties/parties.js';
import { readTown } from '../../domain/towns/towns.js';
import { creditSchema, findRetailer, showCredit } from './retailers.js';
import type { Route } from './route.js';
import { townRoute } from './route.js';
import { found, idSchema, instantSchema, money, moneySchema, namedSchema } from './shapes.js';
import { page, pageQuery, pageSchema, showNamed, townParam } from './shapes.js';

const hashSchema = z.string().regex(/^([0-9a-f]{64})?$/);

const entrySchema = z
  .strictObject({
    chain_no: z.string().describe('The place in the retailer’s chain, from 1 without a gap'),
    posting_id: idSchema,
    recipe: z.string().describe('ORDER_CREDIT, PAYMENT_DEBIT, REVERSAL ...'),
    subject_id: idSchema.nullable().describe('The order or payment it is about'),
    vendor: namedSchema.nullable().describe('Towards whom it is owed'),
    amount: moneySchema.describe('Above nothing: owed more'),
    balance_after: moneySchema,
    recorded_at: instantSchema.describe('When we wrote it'),
    effective_at: instantSchema.describe('When it happened in the world'),
    hash: hashSchema.describe('SHA-256 over this entry and the hash before it'),
  })
  .meta({ id: 'LedgerEntry' });

const holdSchema = z
  .strictObject({ order_id: idSchema, amount: moneySchema, opened_at: instantSchema })
  .meta({ id: 'Hold' });

const ledgerSchema = pageSchema(entrySchema).extend({
  credit: creditSchema.nullable().describe('Null before the approval'),
  chain: z
    .strictObject({ length: z.string(), head: hashSchema })
    .nullable()
    .describe('How many entries there are, and the hash of the last one'),
  holds: z.array(holdSchema),
});

function showEntry(
  entry: LedgerEntry,
  currency: string,
  names: ReadonlyMap<string, string>,
): z.input<typeof entrySchema> {
  return {
    chain_no: entry.chainNo.toString(),
    posting_id: entry.postingId,
    recipe: entry.recipe,
    subject_id: entry.subjectId,
    vendor: showNamed(entry.vendorId, names),
    amount: money(entry.amountMinor, currency),
    balance_after: money(entry.balanceAfterMinor, currency),
    recorded_at: entry.recordedAt.toISOString(),
    effective_at: entry.effectiveAt.toISOString(),
    hash: entry.hash,
  };
}

function showHold(hold: Hold, currency: string): z.input<typeof holdSchema> {
  return {
    order_id: hold.orderId,
    amount: money(hold.amountMinor, currency),
    opened_at: hold.openedAt.toISOString(),
  };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/retailers/{retailer}/ledger',
  name: 'getRetailerLedger',
  summary: 'What a retailer owes and why: entries newest first, holds, the head of the chain',
  roles: ['ADMIN', 'OPERATOR'],
  rate: 'read',
  params: { ...townParam, retailer: idSchema },
  query: {
    ...pageQuery,
    after: z
      .string()
      .regex(/^[1-9]\d{0,17}$/)
      .optional()
      .describe('The `next` of the page before; opaque'),
  },
  body: {},
  answer: ledgerSchema,
  refusals: { no_such_retailer: { status: 404, title: 'No such retailer in this town' } },
  work: async (tx, { path, query }) => {
    const retailer = await findRetailer(tx, path.retailer);
    if (!retailer.ok) return retailer;
    const beforeChainNo = query.after === undefined ? null : BigInt(query.after);
    const [{ currency }, credit, head, holds, entries] = await Promise.all([
      readTown(tx),
      readCredit(tx, path.retailer),
      readChainHead(tx, path.retailer),
      listOpenHolds(tx, path.retailer),
      listEntries(tx, path.retailer, { beforeChainNo, rows: query.limit }),
    ]);
    const vendors = entries.map((entry) => entry.vendorId).filter((id) => id !== null);
    const names = await readNames(tx, vendors);
    const keyOf = (entry: LedgerEntry): string => entry.chainNo.toString();
    return found({
      ...page(entries, query.limit, keyOf, (entry) => showEntry(entry, currency, names)),
      credit: credit ? showCredit(credit, currency) : null,
      chain: head ? { length: head.length.toString(), head: head.hash } : null,
      holds: holds.map((hold) => showHold(hold, currency)),
    });
  },
});

export const ledgerRoutes: readonly Route[] = [list];
