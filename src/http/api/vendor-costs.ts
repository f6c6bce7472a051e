import { z } from 'zod';
import { HTTP } from '../../base/limits.js';
import { refused } from '../../base/outcome.js';
import { loadCatalogue, readProductNames } from '../../domain/catalogue/catalogue.js';
import { readParty } from '../../domain/parties/parties.js';
import { readTown } from '../../domain/towns/towns.js';
import { listCostChanges, listVendorCosts, setVendorCosts } from '../../domain/costs/costs.js';
import type { CostChange, VendorCost } from '../../domain/costs/costs.js';
import type { Tx } from '../../db/transaction.js';
import type { RefusalAnswer, Route } from './route.js';
import { townRoute } from './route.js';
import { amountField, found, idSchema, instantSchema, money, moneySchema } from './shapes.js';
import { page, pageOf, pageQuery, pageSchema, productSchema, reasonField } from './shapes.js';
import { showProduct, townParam } from './shapes.js';
import type { ProductNames } from './shapes.js';

/** What vendors are paid for their goods; retailers' prices are elsewhere. */

const STAFF = ['ADMIN', 'OPERATOR'] as const;

/** How a vendor of another town, or of none, is answered. */
const NO_VENDOR: RefusalAnswer = { status: 404, title: 'No such vendor in this town' };
const vendorParam = { ...townParam, vendor: idSchema };

/** Whether a vendor of that id belongs to the town. */
async function isVendor(tx: Tx, id: string): Promise<boolean> {
  return (await readParty(tx, id))?.kind === 'vendor';
}

const unitSchema = z.string().min(1).max(HTTP.label_characters_max);

const costSchema = z
  .strictObject({
    product: productSchema,
    unit: unitSchema.nullable().describe('Null: per base unit'),
    cost: moneySchema.describe('What the vendor is paid for one such unit'),
  })
  .meta({ id: 'VendorCost' });

function showCost(
  { productId, unit, costMinor }: VendorCost,
  names: ProductNames,
  currency: string,
): z.input<typeof costSchema> {
  return { product: showProduct(productId, names), unit, cost: money(costMinor, currency) };
}

const list = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/vendors/{vendor}/costs',
  name: 'listVendorCosts',
  summary: 'What a vendor is paid, by product; what is missing is paid as the shops pay',
  roles: STAFF,
  rate: 'read',
  params: vendorParam,
  query: pageQuery,
  body: {},
  answer: pageSchema(costSchema),
  refusals: { no_such_vendor: NO_VENDOR },
  work: async (tx, { path, query }) => {
    if (!(await isVendor(tx, path.vendor))) return refused('no_such_vendor');
    const costs = await listVendorCosts(tx, path.vendor, pageOf(query));
    const names = await readProductNames(
      tx,
      costs.map(({ productId }) => productId),
    );
    const { currency } = await readTown(tx);
    const keyOf = ({ productId }: VendorCost): string => productId;
    return found(page(costs, query.limit, keyOf, (cost) => showCost(cost, names, currency)));
  },
});

const costLine = z.strictObject({
  product_id: idSchema,
  unit: unitSchema,
  cost_minor: amountField.refine((text) => /[1-9]/.test(text), 'above nothing'),
});

const set = townRoute({
  method: 'POST',
  path: '/v1/towns/{town}/vendors/{vendor}/costs',
  name: 'setVendorCosts',
  summary: 'Set what a vendor is paid for some products, all of them or none',
  roles: STAFF,
  rate: 'command',
  params: vendorParam,
  query: {},
  body: {
    reason: reasonField,
    lines: z
      .array(costLine)
      .min(1)
      .max(HTTP.stock_lines_max)
      .refine(
        (lines) => new Set(lines.map((one) => one.product_id)).size === lines.length,
        'each product once',
      ),
  },
  answer: z.strictObject({ data: z.array(costSchema) }),
  refusals: {
    no_such_vendor: NO_VENDOR,
    not_sold: { status: 409, title: 'The town does not know this product in that unit' },
  },
  work: async (tx, { path, body, cause }) => {
    if (!(await isVendor(tx, path.vendor))) return refused('no_such_vendor');
    const catalogue = await loadCatalogue(tx);
    const costs = [];
    for (const { product_id: productId, unit, cost_minor: cost } of body.lines) {
      const baseUnits = catalogue.products.get(productId)?.units.get(unit)?.baseUnits;
      if (baseUnits === undefined) return refused('not_sold', { product: productId, unit });
      costs.push({ productId, unit, baseUnits, costMinor: BigInt(cost) });
    }
    await setVendorCosts(tx, cause, path.vendor, costs, body.reason);
    const { currency } = await readTown(tx);
    return found({ data: costs.map((one) => showCost(one, catalogue.products, currency)) });
  },
});

const changeSchema = z
  .strictObject({
    id: idSchema,
    product: productSchema,
    before: z.strictObject({ unit: unitSchema.nullable(), cost: moneySchema }).nullable(),
    after: z.strictObject({ unit: unitSchema, cost: moneySchema }),
    reason: z.string().describe('The vendor’s own words, or an operator’s'),
    changed_by: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
    channel: z.string(),
    changed_at: instantSchema,
  })
  .meta({ id: 'VendorCostChange' });

function showChange(
  change: CostChange,
  names: ProductNames,
  currency: string,
): z.input<typeof changeSchema> {
  const { before, unit, costMinor } = change;
  return {
    id: change.id,
    product: showProduct(change.productId, names),
    before: before && { unit: before.unit, cost: money(before.costMinor, currency) },
    after: { unit, cost: money(costMinor, currency) },
    reason: change.reason,
    changed_by: { kind: change.actorKind, id: change.actorId },
    channel: change.channel,
    changed_at: change.changedAt.toISOString(),
  };
}

const changes = townRoute({
  method: 'GET',
  path: '/v1/towns/{town}/vendors/{vendor}/costs/changes',
  name: 'listVendorCostChanges',
  summary: 'Who changed what a vendor is paid, and how; the latest first',
  roles: STAFF,
  rate: 'read',
  params: vendorParam,
  query: pageQuery,
  body: {},
  answer: pageSchema(changeSchema),
  refusals: { no_such_vendor: NO_VENDOR },
  work: async (tx, { path, query }) => {
    if (!(await isVendor(tx, path.vendor))) return refused('no_such_vendor');
    const { afterId: beforeId, rows } = pageOf(query);
    const changed = await listCostChanges(tx, path.vendor, { beforeId, rows });
    const names = await readProductNames(
      tx,
      changed.map(({ productId }) => productId),
    );
    const { currency } = await readTown(tx);
    const show = (one: CostChange): z.input<typeof changeSchema> =>
      showChange(one, names, currency);
    return found(page(changed, query.limit, (one) => one.id, show));
  },
});

export const vendorCostRoutes: readonly Route[] = [list, set, changes];
