import { assert } from '../../base/assert.js';
import type { Cause } from '../../base/cause.js';
import type { Minor } from '../../base/money.js';
import { done, refused } from '../../base/outcome.js';
import type { Outcome } from '../../base/outcome.js';
import type { Tx } from '../../db/transaction.js';
import {
  endPromotionRow,
  insertPromotion,
  upsertAgreedPrice,
  upsertChannelPrice,
  upsertDeliveryTerms,
  upsertTaxRate,
  upsertTier,
} from './queries.js';

/**
 * What operators lay down about prices. Every change moves the town's catalogue version, by
 * triggers of the tables, so that each process reads anew. Nothing here is ever deleted: a rule
 * ends, and the same rule from the same instant on is corrected.
 */

/** Null: for good. */
export interface Period {
  readonly from: Date;
  readonly until: Date | null;
}

function check(period: Period): void {
  const ends = period.until === null || period.until > period.from;
  assert(ends, 'a rule ends after it began');
}

export interface UnitOfProduct {
  readonly productId: string;
  readonly unit: string;
}

/** A price for everybody who orders by a channel. Refused where the town lacks that unit. */
export async function setChannelPrice(
  tx: Tx,
  of: UnitOfProduct & { readonly channel: 'whatsapp' | 'ussd' | 'sms' },
  unitPriceMinor: Minor,
  period: Period,
): Promise<Outcome<undefined, 'not_sold'>> {
  check(period);
  assert(unitPriceMinor > 0n, 'a price is above nothing');
  const set = await upsertChannelPrice(tx, of, unitPriceMinor, period);
  return set ? done(undefined) : refused('not_sold', { product: of.productId, unit: of.unit });
}

/** A price agreed with one retailer, and by whom. Refused where the town lacks that unit. */
export async function agreePrice(
  tx: Tx,
  cause: Cause,
  agreed: UnitOfProduct & {
    readonly retailerId: string;
    readonly unitPriceMinor: Minor;
    readonly reason: string;
  },
  period: Period,
): Promise<Outcome<undefined, 'not_sold'>> {
  check(period);
  assert(agreed.unitPriceMinor > 0n, 'a price is above nothing');
  const by = cause.actor.id ?? cause.actor.kind;
  const set = await upsertAgreedPrice(tx, { ...agreed, by }, period);
  const { productId: product, unit } = agreed;
  return set ? done(undefined) : refused('not_sold', { product, unit });
}

/** What a tier makes of a unit's price: another one, or hundredths of a per cent less. */
export type TierTerms = { readonly unitPriceMinor: Minor } | { readonly offBasisPoints: number };

/** A volume tier, from `minQuantity` whole units on. Refused where the town lacks that unit. */
export async function setTier(
  tx: Tx,
  of: UnitOfProduct & { readonly minQuantity: number },
  terms: TierTerms,
  period: Period,
): Promise<Outcome<undefined, 'not_sold'>> {
  check(period);
  const price = 'unitPriceMinor' in terms ? terms.unitPriceMinor : null;
  const off = 'offBasisPoints' in terms ? terms.offBasisPoints : null;
  const set = await upsertTier(tx, of, { price, off }, period);
  return set ? done(undefined) : refused('not_sold', { product: of.productId, unit: of.unit });
}

/** What a promotion does, and to what. Quantities are whole units. */
export type PromotionTerms = {
  readonly name: string;
  readonly stackable: boolean;
  /** Null: of the whole order. `unit` null: every unit of the product. */
  readonly product: { readonly productId: string; readonly unit: string | null } | null;
  /** Of a product: so many units; of an order: goods of so much. Null: from the first. */
  readonly least: bigint | null;
} & (
  | { readonly kind: 'percent'; readonly offBasisPoints: number }
  | { readonly kind: 'amount'; readonly offMinor: Minor }
  | { readonly kind: 'buy_get'; readonly buy: number; readonly get: number }
);

/** Opens a promotion and returns its id. */
export async function openPromotion(
  tx: Tx,
  cause: Cause,
  terms: PromotionTerms,
  period: Period,
): Promise<string> {
  check(period);
  const { kind, name, stackable, product, least } = terms;
  const id = cause.universe.newId();
  await insertPromotion(
    tx,
    {
      id,
      name,
      kind,
      stackable,
      productId: product?.productId ?? null,
      unit: product?.unit ?? null,
      minQuantity: product ? least : null,
      minTotalMinor: product ? null : least,
      offBasisPoints: kind === 'percent' ? terms.offBasisPoints : null,
      offMinor: kind === 'amount' ? terms.offMinor : null,
      buy: kind === 'buy_get' ? terms.buy : null,
      get: kind === 'buy_get' ? terms.get : null,
    },
    period,
  );
  return id;
}

/** Ends a promotion that has begun and has not ended by then. */
export async function endPromotion(
  tx: Tx,
  id: string,
  until: Date,
): Promise<Outcome<undefined, 'no_such_promotion'>> {
  const ended = await endPromotionRow(tx, id, until);
  return ended ? done(undefined) : refused('no_such_promotion');
}

/** What delivery costs from then on, and from what sum of goods on it costs nothing. */
export async function setDeliveryTerms(
  tx: Tx,
  terms: { readonly feeMinor: Minor; readonly freeFromMinor: Minor | null },
  period: Period,
): Promise<void> {
  check(period);
  assert(terms.feeMinor >= 0n, 'nobody is paid for taking goods');
  await upsertDeliveryTerms(tx, terms, period);
}

/** The rate of tax from then on, in hundredths of a per cent. */
export async function setTaxRate(tx: Tx, basisPoints: number, period: Period): Promise<void> {
  check(period);
  assert(Number.isInteger(basisPoints) && basisPoints >= 0, 'a rate is a whole number');
  await upsertTaxRate(tx, basisPoints, period);
}
