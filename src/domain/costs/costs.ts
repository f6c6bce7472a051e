import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import { BEFORE_ALL } from '../../base/id-bounds.js';
import { LIMITS } from '../../base/limits.js';
import { roundMoney, HALF_UP } from '../../base/money.js';
import type { Minor } from '../../base/money.js';
import { milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import { putCosts, selectCostChanges, selectCosts, selectCostsOf, selectHeld } from './queries.js';
import type { CostRow } from './queries.js';

/** What vendors are paid for their goods. Retailers' prices do not hang on it. */

/** What a vendor is paid for one product. */
export interface VendorCost {
  readonly productId: string;
  /** The unit for which they named it; null: the base unit. */
  readonly unit: string | null;
  /** Base units in that unit. */
  readonly baseUnits: Milli;
  readonly costMinor: Minor;
}

/** One base unit, in thousandths. */
const ONE = 1000n;

function costFromRow(row: CostRow): VendorCost {
  const { product_id: productId, unit, base_units: holds } = row;
  const said = unit !== null && row.unit_cost_minor !== null;
  return {
    productId,
    unit,
    baseUnits: said && holds !== null ? milli(holds) : ONE,
    costMinor: said ? row.unit_cost_minor : row.cost_minor,
  };
}

/** What a quantity of base units costs, made whole. */
export function costOf({ baseUnits, costMinor }: VendorCost, baseQuantity: Milli): Minor {
  return roundMoney(costMinor * baseQuantity, baseUnits, HALF_UP);
}

/** What the vendor is paid, by product, where they or an operator have said so. */
export async function readVendorCosts(
  tx: Tx,
  vendorId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, VendorCost>> {
  const rows = await selectCostsOf(tx, vendorId, productIds);
  return new Map(rows.map((row) => [row.product_id, costFromRow(row)]));
}

/** A page of what a vendor is paid, by product id. Takes no lock. */
export async function listVendorCosts(
  tx: Tx,
  vendorId: string,
  page: { readonly afterId: string | null; readonly rows: number },
): Promise<readonly VendorCost[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectCosts(tx, vendorId, page.afterId ?? BEFORE_ALL, rowsMax);
  return rows.map(costFromRow);
}

/** A new cost: of which unit, and how many base units that holds. */
export interface NewCost {
  readonly productId: string;
  readonly unit: string;
  readonly baseUnits: Milli;
  readonly costMinor: Minor;
}

/**
 * Sets what a vendor is paid for some products, each once, and keeps every change with who made
 * it. Offers that are open keep what was frozen with them. Locks the vendor's rows of cost, by
 * product, after stock.
 */
export async function setVendorCosts(
  tx: Tx,
  cause: Cause,
  vendorId: string,
  costs: readonly NewCost[],
  reason: string,
): Promise<void> {
  const products = new Set(costs.map(({ productId }) => productId));
  assert(costs.length > 0 && products.size === costs.length, 'each product has one cost');
  const rows = costs.map(({ productId, unit, baseUnits, costMinor }) => {
    assert(costMinor > 0n && baseUnits > 0n, 'a cost is above nothing');
    const perBase = roundMoney(costMinor * ONE, baseUnits, HALF_UP);
    // Of what costs less than half a paisa only the comparison knows too much.
    const costPerBase = perBase > 0n ? perBase : 1n;
    return { id: cause.universe.newId(), productId, unit, costMinor, costPerBase };
  });
  await putCosts(tx, cause, vendorId, rows, reason);
}

/** One change of what a vendor is paid. */
export interface CostChange {
  readonly id: string;
  readonly productId: string;
  /** Null: there was none; with a null unit it was per base unit. */
  readonly before: { readonly unit: string | null; readonly costMinor: Minor } | null;
  readonly unit: string;
  readonly costMinor: Minor;
  readonly reason: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly channel: string;
  readonly changedAt: Date;
}

/** The latest changes of what a vendor is paid, going back from `beforeId`. Takes no lock. */
export async function listCostChanges(
  tx: Tx,
  vendorId: string,
  page: { readonly beforeId: string | null; readonly rows: number },
): Promise<readonly CostChange[]> {
  const rowsMax = Math.min(page.rows, LIMITS.page_rows_max);
  const rows = await selectCostChanges(tx, vendorId, page.beforeId, rowsMax);
  return rows.map((row) => ({
    id: row.id,
    productId: row.product_id,
    before:
      row.cost_before_minor === null
        ? null
        : { unit: row.unit_before, costMinor: row.cost_before_minor },
    unit: row.unit,
    costMinor: row.cost_minor,
    reason: row.reason,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    channel: row.channel,
    changedAt: row.changed_at,
  }));
}

/** The products a vendor has stock or a cost of: what their words can be about. Takes no lock. */
export async function listHeld(tx: Tx, vendorId: string): Promise<readonly string[]> {
  return selectHeld(tx, vendorId, LIMITS.vendor_products_read_max);
}
