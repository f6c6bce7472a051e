import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { LIMITS } from '../../base/limits.js';
import type { Tx } from '../../db/transaction.js';

export interface CandidateRow {
  readonly vendor_id: string;
  readonly cost_minor: bigint;
  readonly free_per_mille: number;
  readonly accept_ppm: number;
  readonly reply_ms: bigint;
  readonly load: number;
  readonly rated: bigint;
  readonly stars: bigint;
  readonly last_offered_at: Date;
  /** The minute of today at which they close. */
  readonly closes: number;
  /** They could do it and are closed: the figures say nothing then. */
  readonly closed: boolean;
}

/** A moment by the town's clock, and how long a vendor must still be open to be asked. */
export interface TownMoment {
  /** yyyy-mm-dd */
  readonly date: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly minute: number;
  readonly leastMinutes: number;
}

/** What must be free of each product, in base units, and what it costs where nobody says. */
export interface WantedColumns {
  readonly productIds: readonly string[];
  readonly quantities: readonly string[];
  readonly pricesMinor: readonly string[];
}

/** When a vendor is open on the day of the moment. */
function openOn({ date, weekday }: TownMoment): RawBuilder<unknown> {
  return sql`open_minutes(v, ${date}::date, ${weekday}::int)`;
}

/** Now, and for as long as somebody who is asked now must still be open. */
function openLongEnough(at: TownMoment): RawBuilder<unknown> {
  const last = at.minute + Math.max(at.leastMinutes, 1);
  return sql`int4range(${at.minute}::int, ${last}::int) <@ ${openOn(at)}`;
}

function isOpen(at: TownMoment): RawBuilder<unknown> {
  return sql`(v.opens is null and v.dated_until is null or ${openLongEnough(at)})`;
}

function isClosed(at: TownMoment): RawBuilder<unknown> {
  return sql`(v.opens is not null or v.dated_until is not null) and not ${openLongEnough(at)}`;
}

/** Vendors from a place on, or before it, that have all of it; the walk ends when enough do. */
function ableFrom(
  tx: Tx,
  exceptVendorIds: readonly string[],
  rowsMax: number,
  where: RawBuilder<unknown>,
  at?: TownMoment,
): RawBuilder<unknown> {
  const closes =
    at === undefined
      ? sql`1440`
      : sql`case when v.opens is null and v.dated_until is null then 1440
          else upper(${openOn(at)}) end`;
  return sql`(
    select v.vendor_id, v.last_offered_at, ${closes} as closes
    from vendor_profiles v
    join parties p on p.town_id = v.town_id and p.id = v.vendor_id and p.state = 'APPROVED'
    where v.town_id = ${tx.townId} and v.taking_offers and ${where}
      and v.vendor_id <> all(${exceptVendorIds}::uuid[])
      and not (select missing from lacking)
      and not exists (
        select from wanted w cross join lateral (
          select (select s.stock_qty - s.reserved_qty >= w.quantity from stock s
            where s.town_id = ${tx.townId} and s.holder_id = v.vendor_id
              and s.product_id = w.product_id) as fits) o
        where o.fits is not true)
    order by v.place limit ${rowsMax})`;
}

/** What is wanted, and whether some of it is not free anywhere at one vendor. */
function wantedWith(tx: Tx, wanted: Omit<WantedColumns, 'pricesMinor'>): RawBuilder<unknown> {
  return sql`wanted as materialized (
      select * from unnest(${wanted.productIds}::uuid[], ${wanted.quantities}::numeric[])
        as w(product_id, quantity)),
    lacking as materialized (
      select exists (select from wanted w where not exists (
        select from stock s where s.town_id = ${tx.townId} and s.product_id = w.product_id
          and s.stock_qty - s.reserved_qty >= w.quantity)) as missing)`;
}

/** Whether some vendor that takes offers has all of it free. Locks nothing. */
export async function existsAble(
  tx: Tx,
  wanted: Omit<WantedColumns, 'pricesMinor'>,
  exceptVendorIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ able: boolean }>`
    with ${wantedWith(tx, wanted)}
    select exists ${ableFrom(tx, exceptVendorIds, 1, sql`true`)} as able`.execute(tx);
  return rows[0]?.able === true;
}

export interface HolderRow {
  readonly vendor_id: string;
  readonly product_id: string;
  readonly free: string;
  readonly cost_minor: bigint | null;
  readonly accept_ppm: number;
  readonly reply_ms: bigint;
  readonly load: number;
  readonly rated: bigint;
  readonly stars: bigint;
  readonly last_offered_at: Date;
}

/**
 * Vendors that take offers and have some of it free, a row for each product: at most `rowsMax` of
 * them, those with most of the products whole first, and of each product always the
 * `perProduct` who have most. Locks nothing.
 */
export async function selectHolders(
  tx: Tx,
  wanted: Omit<WantedColumns, 'pricesMinor'>,
  exceptVendorIds: readonly string[],
  rowsMax: number,
  perProduct: number,
): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    with wanted as materialized (
      select * from unnest(${wanted.productIds}::uuid[], ${wanted.quantities}::numeric[])
        as w(product_id, quantity)),
    held as materialized (
      select v.vendor_id, v.last_offered_at, s.product_id, s.stock_qty - s.reserved_qty as free,
        s.stock_qty - s.reserved_qty >= w.quantity as whole,
        row_number() over (partition by s.product_id
          order by s.stock_qty - s.reserved_qty desc, v.vendor_id) as place
      from wanted w
      join stock s on s.town_id = ${tx.townId} and s.product_id = w.product_id
        and s.stock_qty > s.reserved_qty
      join vendor_profiles v on v.town_id = s.town_id and v.vendor_id = s.holder_id
        and v.taking_offers and v.vendor_id <> all(${exceptVendorIds}::uuid[])
      join parties p on p.town_id = v.town_id and p.id = v.vendor_id and p.state = 'APPROVED'),
    looked_at as (
      (select vendor_id from held group by vendor_id
        order by count(*) filter (where whole) desc, min(place), vendor_id limit ${rowsMax})
      union select vendor_id from held where place <= ${perProduct})
    select h.vendor_id, h.product_id, h.free::text as free, c.cost_minor, f.accept_ppm,
      f.reply_ms, f.load, f.rated, f.stars, h.last_offered_at
    from looked_at l
    join held h on h.vendor_id = l.vendor_id
    join vendor_figures f on f.town_id = ${tx.townId} and f.vendor_id = h.vendor_id
    left join vendor_costs c on c.town_id = f.town_id and c.vendor_id = h.vendor_id
      and c.product_id = h.product_id
    order by h.vendor_id, h.product_id`.execute(tx);
  return rows;
}

/**
 * Vendors that take offers and have everything free, with what a choice weighs, at most `rowsMax`
 * of them, walking from a place on. Asks first whether every product is free somewhere: where it
 * is not, no vendor is looked at. Vendors who are closed come as such, a few of them; looking for
 * them costs nothing where no vendor has hours. Locks nothing.
 */
export async function selectCandidates(
  tx: Tx,
  wanted: WantedColumns,
  exceptVendorIds: readonly string[],
  fromPlace: bigint,
  rowsMax: number,
  at: TownMoment,
): Promise<CandidateRow[]> {
  const before = sql`v.place < ${fromPlace}::bigint and ${isOpen(at)}`;
  const after = sql`v.place >= ${fromPlace}::bigint and ${isOpen(at)}`;
  const closed = ableFrom(tx, exceptVendorIds, LIMITS.vendors_closed_read_max, isClosed(at), at);
  const { rows } = await sql<CandidateRow>`
    with wanted as materialized (
      select * from unnest(${wanted.productIds}::uuid[], ${wanted.quantities}::numeric[],
        ${wanted.pricesMinor}::numeric[]) as w(product_id, quantity, price_minor)),
    lacking as materialized (
      select exists (select from wanted w where not exists (
        select from stock s where s.town_id = ${tx.townId} and s.product_id = w.product_id
          and s.stock_qty - s.reserved_qty >= w.quantity)) as missing),
    able as (
      ${ableFrom(tx, exceptVendorIds, rowsMax, after, at)}
      union all ${ableFrom(tx, exceptVendorIds, rowsMax, before, at)}
      limit ${rowsMax}),
    closed as (select * from ${closed} as c)
    select vendor_id, 1::bigint as cost_minor, 0 as free_per_mille, 0 as accept_ppm,
      0::bigint as reply_ms, 0 as load, 0::bigint as rated, 0::bigint as stars,
      last_offered_at, 0 as closes, true as closed from closed
    union all
    select a.vendor_id, l.cost_minor, l.free_per_mille, f.accept_ppm, f.reply_ms, f.load,
      f.rated, f.stars, a.last_offered_at, a.closes, false as closed
    from able a
    join vendor_figures f on f.town_id = ${tx.townId} and f.vendor_id = a.vendor_id
    cross join lateral (
      select greatest(sum(coalesce(round(c.cost_minor * w.quantity), w.price_minor)), 1)::bigint
          as cost_minor,
        floor(least(min((s.stock_qty - s.reserved_qty) / w.quantity), 1000) * 1000)::int
          as free_per_mille
      from wanted w
      join stock s on s.town_id = ${tx.townId} and s.holder_id = a.vendor_id
        and s.product_id = w.product_id
      left join vendor_costs c on c.town_id = s.town_id and c.vendor_id = s.holder_id
        and c.product_id = s.product_id) l`.execute(tx);
  return rows;
}

/**
 * Locks the first of some vendors who still takes offers and notes that it is their turn now.
 * `wait` false passes over vendors that another assignment holds just now.
 */
export async function takeTurn(
  tx: Tx,
  vendorIds: readonly string[],
  at: Date,
  wait: boolean,
): Promise<string | undefined> {
  const locking = wait ? sql`for update of v` : sql`for update of v skip locked`;
  const { rows } = await sql<{ vendor_id: string }>`
    with chosen as (
      select v.vendor_id from vendor_profiles v
      where v.town_id = ${tx.townId} and v.vendor_id = any(${vendorIds}::uuid[])
        and v.taking_offers
      order by array_position(${vendorIds}::uuid[], v.vendor_id) limit 1 ${locking})
    update vendor_profiles p set last_offered_at = ${at}
    from chosen c where p.town_id = ${tx.townId} and p.vendor_id = c.vendor_id
    returning p.vendor_id`.execute(tx);
  return rows[0]?.vendor_id;
}

/** Keeps why an offer went to its vendor. */
export async function insertChoice(
  tx: Tx,
  offerId: string,
  chosenBy: string,
  choice: string,
): Promise<void> {
  await sql`
    insert into offer_choices (town_id, offer_id, chosen_by, choice)
    values (${tx.townId}, ${offerId}, ${chosenBy}, ${choice}::jsonb)`.execute(tx);
}

export interface ChoiceRow {
  readonly offer_id: string;
  readonly chosen_by: 'machine' | 'operator';
  readonly choice: unknown;
}

/** Why offers went where they went. */
export async function selectChoices(tx: Tx, offerIds: readonly string[]): Promise<ChoiceRow[]> {
  const { rows } = await sql<ChoiceRow>`
    select offer_id, chosen_by, choice from offer_choices
    where town_id = ${tx.townId} and offer_id = any(${offerIds}::uuid[])`.execute(tx);
  return rows;
}

/** A promise beside those made before. */
export async function insertPromise(
  tx: Tx,
  promise: {
    readonly id: string;
    readonly orderId: string;
    readonly vendorId: string;
    readonly promisedAt: Date;
    readonly said: string;
    readonly at: Date;
  },
): Promise<void> {
  await sql`
    insert into order_promises (town_id, id, order_id, vendor_id, promised_at, said, made_at)
    values (${tx.townId}, ${promise.id}, ${promise.orderId}, ${promise.vendorId},
      ${promise.promisedAt}, ${promise.said}, ${promise.at})`.execute(tx);
}

/** The latest promise of each order. */
export async function selectPromises(
  tx: Tx,
  orderIds: readonly string[],
): Promise<{ order_id: string; promised_at: Date }[]> {
  const { rows } = await sql<{ order_id: string; promised_at: Date }>`
    select distinct on (order_id) order_id, promised_at from order_promises
    where town_id = ${tx.townId} and order_id = any(${orderIds}::uuid[])
    order by order_id, id desc`.execute(tx);
  return rows;
}

/** What the books owe a vendor, as it runs along. */
export async function selectOwed(
  tx: Tx,
  vendorId: string,
): Promise<{ owed_minor: bigint; load: number } | undefined> {
  const { rows } = await sql<{ owed_minor: bigint; load: number }>`
    select owed_minor, load from vendor_figures
    where town_id = ${tx.townId} and vendor_id = ${vendorId}`.execute(tx);
  return rows[0];
}
