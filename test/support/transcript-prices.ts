import { sql } from 'kysely';
import type { Cause } from '../../src/base/cause.js';
import { inTown } from '../../src/db/transaction.js';
import type { Tx } from '../../src/db/transaction.js';
import { readPartyByAlias } from '../../src/domain/parties/parties.js';
import {
  agreePrice,
  openPromotion,
  setChannelPrice,
  setDeliveryTerms,
  setTaxRate,
  setTier,
} from '../../src/domain/pricing/price-changes.js';
import type { Period, PromotionTerms } from '../../src/domain/pricing/price-changes.js';
import type { Player } from './player.js';
import { must } from './trade.js';

/** What an operator lays down about prices in a transcript: from now on, amounts in minor units. */

type Does = (tx: Tx, cause: Cause, from: Period) => Promise<unknown>;

async function layDown(player: Player, does: Does): Promise<void> {
  const { service } = player;
  const { universe } = service;
  const cause: Cause = {
    universe,
    actor: { kind: 'operator', id: null },
    channel: 'api',
    correlationId: universe.newId(),
  };
  const from = { from: universe.now(), until: null };
  await inTown(service.database, service.place.townId, (tx) => does(tx, cause, from));
}

async function productOf(tx: Tx, sku: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from products where sku = ${sku}`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`there is no ${sku}`);
  return id;
}

/** "10%", "2000" off each, "10+1". */
function doesOf(
  what: string,
):
  | { kind: 'percent'; offBasisPoints: number }
  | { kind: 'amount'; offMinor: bigint }
  | { kind: 'buy_get'; buy: number; get: number } {
  const [, buy, get] = /^(\d+)\+(\d+)$/.exec(what) ?? [];
  if (buy !== undefined) return { kind: 'buy_get', buy: Number(buy), get: Number(get) };
  if (!what.endsWith('%')) return { kind: 'amount', offMinor: BigInt(what) };
  return { kind: 'percent', offBasisPoints: Math.round(Number(what.slice(0, -1)) * 100) };
}

const PROMOTES = /^(\S+) (\S+)(?: from (\d+))?(?: for (\d+) minutes)?( stackable)?: (.+)$/;

export const PRICE_CHANGES = {
  /** ! agrees NP-WW-CHK ctn 50000: with the speaker. */
  agrees: (player: Player, [sku = '', unit = '', minor = '']: string[]) =>
    layDown(player, async (tx, cause, from) => {
      const party = await readPartyByAlias(tx, { kind: 'phone', value: player.phone });
      const productId = await productOf(tx, sku);
      const agreed = { retailerId: party?.id ?? '', productId, unit, reason: 'a large order' };
      must(await agreePrice(tx, cause, { ...agreed, unitPriceMinor: BigInt(minor) }, from));
    }),
  /** ! channels whatsapp NP-WW-CHK ctn 51000 */
  channels: (player: Player, [channel = '', sku = '', unit = '', minor = '']: string[]) =>
    layDown(player, async (tx, _cause, from) => {
      const of = { channel: channel as 'whatsapp', productId: await productOf(tx, sku), unit };
      must(await setChannelPrice(tx, of, BigInt(minor), from));
    }),
  /** ! tier NP-WW-CHK ctn 10 50000: or 5% in place of a price. */
  tier: (player: Player, [sku = '', unit = '', least = '', what = '']: string[]) =>
    layDown(player, async (tx, _cause, from) => {
      const of = { productId: await productOf(tx, sku), unit, minQuantity: Number(least) };
      const does = doesOf(what);
      const terms =
        does.kind === 'percent'
          ? { offBasisPoints: does.offBasisPoints }
          : { unitPriceMinor: BigInt(what) };
      must(await setTier(tx, of, terms, from));
    }),
  /** ! promotes NP-WW-CHK 10% from 5 for 60 minutes stackable: Name. Or the whole `order`. */
  promotes: (player: Player, words: string[]) =>
    layDown(player, async (tx, cause, { from }) => {
      const parts = PROMOTES.exec(words.join(' '));
      if (!parts) throw new Error(`what is promoted by "${words.join(' ')}"?`);
      const [, sku = '', what = '', least, minutes, stackable, name = ''] = parts;
      const product = sku === 'order' ? null : { productId: await productOf(tx, sku), unit: null };
      const terms: PromotionTerms = {
        ...doesOf(what),
        name,
        product,
        stackable: stackable !== undefined,
        least: least === undefined ? null : BigInt(least),
      };
      const until =
        minutes === undefined ? null : new Date(from.getTime() + Number(minutes) * 60_000);
      await openPromotion(tx, cause, terms, { from, until });
    }),
  /** ! delivers for 5000 [200000]: free from that sum of goods on. */
  delivers: (player: Player, [, fee = '0', free]: string[]) =>
    layDown(player, (tx, _cause, from) => {
      const freeFromMinor = free === undefined ? null : BigInt(free);
      return setDeliveryTerms(tx, { feeMinor: BigInt(fee), freeFromMinor }, from);
    }),
  /** ! taxes 13% */
  taxes: (player: Player, [rate = '']: string[]) =>
    layDown(player, (tx, _cause, from) => {
      const does = doesOf(rate);
      return setTaxRate(tx, does.kind === 'percent' ? does.offBasisPoints : 0, from);
    }),
} as const;
