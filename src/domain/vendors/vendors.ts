import type { Cause } from '../../base/cause.js';
import { LIMITS } from '../../base/limits.js';
import type { Minor } from '../../base/money.js';
import { formatMilli, milli } from '../../base/quantity.js';
import type { Milli } from '../../base/quantity.js';
import type { Tx } from '../../db/transaction.js';
import type { Candidate, Scored } from './choice.js';
import {
  existsAble,
  insertChoice,
  selectCandidates,
  selectChoices,
  selectHolders,
  takeTurn,
} from './queries.js';
import type { HolderRow, TownMoment } from './queries.js';
import type { Holder } from './split.js';

export type { TownMoment };

/** A line of an order as vendors are asked for it. */
export interface WantedLine {
  readonly productId: string;
  readonly baseQuantity: Milli;
  /** What a vendor is paid who named no cost. */
  readonly priceMinor: Minor;
}

/** One line per product: two units of one product are one row of stock. */
function perProduct(lines: readonly WantedLine[]): WantedLine[] {
  const sums = new Map<string, WantedLine>();
  for (const { productId, baseQuantity, priceMinor } of lines) {
    const sum = sums.get(productId);
    sums.set(productId, {
      productId,
      baseQuantity: baseQuantity + (sum?.baseQuantity ?? 0n),
      priceMinor: priceMinor + (sum?.priceMinor ?? 0n),
    });
  }
  return [...sums.values()];
}

/** A place in the row of vendors that is as good as drawn, and the same whenever asked. */
function placeFor(orderId: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${orderId.replaceAll('-', '').slice(16)}`) << 2n);
}

/** Who can do an order, and who could if they were open. */
export interface Candidates {
  readonly open: readonly (Candidate & {
    /** The minute of today at which they close. */
    readonly closes: number;
  })[];
  /** A few of the closed. */
  readonly closedIds: readonly string[];
}

/**
 * Vendors who can fill every line, take offers and are open, with what a choice weighs. Of more
 * than `vendor_candidates_max` those are looked at who follow a place in the row that the order's
 * id gives. Takes no lock: `reserve` decides.
 */
export async function findCandidates(
  tx: Tx,
  orderId: string,
  lines: readonly WantedLine[],
  exceptVendorIds: readonly string[],
  at: TownMoment,
): Promise<Candidates> {
  const sums = perProduct(lines);
  const wanted = {
    productIds: sums.map((line) => line.productId),
    quantities: sums.map((line) => formatMilli(line.baseQuantity)),
    pricesMinor: sums.map((line) => line.priceMinor.toString()),
  };
  const { vendor_candidates_max: rowsMax } = LIMITS;
  const place = placeFor(orderId);
  const rows = await selectCandidates(tx, wanted, exceptVendorIds, place, rowsMax, at);
  const closedIds = rows.filter(({ closed }) => closed).map((row) => row.vendor_id);
  const open = rows
    .filter(({ closed }) => !closed)
    .map((row) => ({
      vendorId: row.vendor_id,
      costMinor: row.cost_minor,
      freePerMille: row.free_per_mille,
      acceptPpm: row.accept_ppm,
      replyMs: Number(row.reply_ms),
      load: row.load,
      rated: Number(row.rated),
      stars: Number(row.stars),
      lastOfferedAt: row.last_offered_at,
      closes: row.closes,
    }));
  return { open, closedIds };
}

/** What must be free of each product, as statements ask it. */
function columnsOf(lines: readonly Omit<WantedLine, 'priceMinor'>[]): {
  readonly productIds: string[];
  readonly quantities: string[];
} {
  const sums = perProduct(lines.map((line) => ({ ...line, priceMinor: 0n })));
  return {
    productIds: sums.map((line) => line.productId),
    quantities: sums.map((line) => formatMilli(line.baseQuantity)),
  };
}

/** Whether one vendor who takes offers has every line now. One statement; takes no lock. */
export function canFillAlone(
  tx: Tx,
  lines: readonly Omit<WantedLine, 'priceMinor'>[],
): Promise<boolean> {
  return existsAble(tx, columnsOf(lines), []);
}

/**
 * Vendors who take offers and have something of the lines, with what a plan weighs: for lines that
 * no vendor can fill alone. Takes no lock: `reserve` decides.
 */
export async function findHolders(
  tx: Tx,
  lines: readonly Omit<WantedLine, 'priceMinor'>[],
  exceptVendorIds: readonly string[],
): Promise<readonly Holder[]> {
  const { vendor_candidates_max: rowsMax, order_parts_max: partsMax } = LIMITS;
  const wanted = columnsOf(lines);
  const rows = await selectHolders(tx, wanted, exceptVendorIds, rowsMax, partsMax);
  const byVendor = new Map<string, HolderRow[]>();
  for (const row of rows) {
    byVendor.set(row.vendor_id, [...(byVendor.get(row.vendor_id) ?? []), row]);
  }
  return [...byVendor.values()].flatMap((held) => {
    const [first] = held;
    if (!first) return [];
    return [
      {
        vendorId: first.vendor_id,
        free: new Map(held.map((row) => [row.product_id, milli(row.free)])),
        costs: new Map(
          held.flatMap((row) =>
            row.cost_minor === null ? [] : [[row.product_id, row.cost_minor] as const],
          ),
        ),
        acceptPpm: first.accept_ppm,
        replyMs: Number(first.reply_ms),
        load: first.load,
        rated: Number(first.rated),
        stars: Number(first.stars),
        lastOfferedAt: first.last_offered_at,
      },
    ];
  });
}

/**
 * Takes the best of ranked vendors whose turn nobody else is taking at this moment, and notes it.
 * Who is hardly worse than the best is asked when another assignment holds the best; nobody else
 * is: then the best is waited for. Undefined when they stopped taking offers. Locks that vendor's
 * profile until commit.
 */
export async function takeBest(
  tx: Tx,
  cause: Cause,
  ranked: readonly Scored[],
): Promise<Scored | undefined> {
  const [best] = ranked;
  if (!best) return undefined;
  const near = ranked.filter(({ points }) => points >= best.points - LIMITS.vendor_near_points);
  const ids = near.slice(0, LIMITS.reserve_tries_max).map(({ vendorId }) => vendorId);
  const at = cause.universe.now();
  const taken = (await takeTurn(tx, ids, at, false)) ?? (await takeTurn(tx, ids, at, true));
  return ranked.find(({ vendorId }) => vendorId === taken);
}

/** Why an offer went to its vendor. */
export interface OfferChoice {
  readonly chosenBy: 'machine' | 'operator';
  /** An operator's own words; of the machine, how the vendor came to be it. */
  readonly reason: string;
  /** Null where an operator chose. */
  readonly score: Scored | null;
  /** How many could fill and were weighed. */
  readonly weighed: number;
  /** The best of the others, the best first. */
  readonly others: readonly Scored[];
  /** Of those who could fill and were closed, a few; left out where nobody was. */
  readonly closedIds?: readonly string[];
}

/** Keeps a choice with the offer that was made by it, once. */
export async function recordChoice(tx: Tx, offerId: string, choice: OfferChoice): Promise<void> {
  const { chosenBy, others, ...rest } = choice;
  const kept = { ...rest, others: others.slice(0, LIMITS.vendor_others_kept) };
  await insertChoice(tx, offerId, chosenBy, JSON.stringify(kept));
}

/** Why offers went to their vendors, by offer; offers of before this was kept are missing. */
export async function readChoices(
  tx: Tx,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, OfferChoice>> {
  if (offerIds.length === 0) return new Map();
  const rows = await selectChoices(tx, offerIds);
  return new Map(
    rows.map((row) => [
      row.offer_id,
      { ...(row.choice as Omit<OfferChoice, 'chosenBy'>), chosenBy: row.chosen_by },
    ]),
  );
}
