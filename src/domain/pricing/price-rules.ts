import { assert } from '../../base/assert.js';
import type { Rounding } from '../../base/money.js';
import type { Tx } from '../../db/transaction.js';
import type {
  AgreedPrices,
  ChannelPrice,
  DeliveryTerms,
  LinePromotion,
  OrderPromotion,
  PriceBook,
  Reduction,
  TaxRate,
  Tier,
  Window,
  WindowedPrice,
} from './price-book.js';
import { selectAgreed, selectRules } from './queries.js';
import type { RuleRow } from './queries.js';

/** Reads what a town has laid down about prices. */

function windowOf(row: { from_ms: bigint; until_ms: bigint | null }): Window {
  return {
    fromMs: Number(row.from_ms),
    untilMs: row.until_ms === null ? null : Number(row.until_ms),
  };
}

/** A column that rules of its kind have, by a constraint of the table. */
function given<T>(value: T | null): T {
  assert(value !== null, 'a rule has the columns of its kind');
  return value;
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  if (list.length === 0) lists.set(key, list);
  return list;
}

/** As UnitTerms, while it is being filled. */
interface OpenTerms {
  readonly channel: ChannelPrice[];
  readonly tiers: Tier[];
}

type Units = Map<string, Map<string, OpenTerms>>;

function termsIn(units: Units, row: RuleRow): OpenTerms {
  const productId = given(row.product_id);
  const unit = given(row.unit);
  const ofProduct = units.get(productId) ?? new Map<string, OpenTerms>();
  const terms = ofProduct.get(unit) ?? { channel: [], tiers: [] };
  ofProduct.set(unit, terms);
  units.set(productId, ofProduct);
  return terms;
}

function tierOf(row: RuleRow): Tier {
  return {
    ...windowOf(row),
    minQuantity: given(row.least) * 1000n,
    unitPriceMinor: row.minor,
    offBasisPoints: row.basis_points === null ? null : BigInt(row.basis_points),
  };
}

function reductionOf(row: RuleRow): Reduction {
  return row.promotion_kind === 'percent'
    ? { kind: 'percent', offBasisPoints: BigInt(given(row.basis_points)) }
    : { kind: 'amount', offMinor: given(row.minor) };
}

function promotionBase(row: RuleRow): Window & {
  readonly id: string;
  readonly name: string;
  readonly stackable: boolean;
} {
  const { id, name, stackable } = row;
  return { ...windowOf(row), id: given(id), name: given(name), stackable: given(stackable) };
}

function linePromotionOf(row: RuleRow): LinePromotion {
  const base = {
    ...promotionBase(row),
    unit: row.unit,
    minQuantity: (row.least ?? 0n) * 1000n,
  };
  if (row.promotion_kind !== 'buy_get') return { ...base, ...reductionOf(row) };
  return { ...base, kind: 'buy_get', buy: BigInt(given(row.buy)), get: BigInt(given(row.get)) };
}

/**
 * Reads all rules of the town that count at `now` or later, in one statement. `rounding` is the
 * town's setting. Keep it as long as the town's catalogue version stays: every change of these
 * tables moves it.
 */
export async function loadPriceBook(tx: Tx, rounding: Rounding, now: Date): Promise<PriceBook> {
  const units: Units = new Map();
  const linePromotions = new Map<string, LinePromotion[]>();
  const orderPromotions: OrderPromotion[] = [];
  const delivery: DeliveryTerms[] = [];
  const tax: TaxRate[] = [];
  const agreedWith = new Set<string>();
  for (const row of await selectRules(tx, now)) {
    switch (row.kind) {
      case 'channel': {
        const unitPriceMinor = given(row.minor);
        const price = { ...windowOf(row), channel: given(row.channel), unitPriceMinor };
        termsIn(units, row).channel.push(price);
        break;
      }
      case 'tier':
        termsIn(units, row).tiers.push(tierOf(row));
        break;
      case 'promotion':
        if (row.product_id === null) {
          const minTotalMinor = row.least ?? 0n;
          orderPromotions.push({ ...promotionBase(row), minTotalMinor, ...reductionOf(row) });
        } else listIn(linePromotions, row.product_id).push(linePromotionOf(row));
        break;
      case 'delivery':
        delivery.push({ ...windowOf(row), feeMinor: given(row.minor), freeFromMinor: row.least });
        break;
      case 'tax':
        tax.push({ ...windowOf(row), basisPoints: BigInt(given(row.basis_points)) });
        break;
      case 'agreed_with':
        agreedWith.add(given(row.party_id));
        break;
    }
  }
  return { rounding, units, linePromotions, orderPromotions, delivery, tax, agreedWith };
}

/** What was agreed with a retailer about these products. One indexed statement. */
export async function readAgreedPrices(
  tx: Tx,
  retailerId: string,
  productIds: readonly string[],
  now: Date,
): Promise<AgreedPrices> {
  const agreed = new Map<string, Map<string, WindowedPrice[]>>();
  for (const row of await selectAgreed(tx, retailerId, productIds, now)) {
    const ofProduct = agreed.get(row.product_id) ?? new Map<string, WindowedPrice[]>();
    agreed.set(row.product_id, ofProduct);
    listIn(ofProduct, row.unit).push({ ...windowOf(row), unitPriceMinor: row.price_minor });
  }
  return agreed;
}
