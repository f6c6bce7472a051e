import { sql } from 'kysely';
import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';

/** A change of one stock row; quantities are signed decimals in base units. */
export interface Movement {
  readonly id: string;
  readonly kind: 'reserve' | 'release' | 'consume' | 'adjust' | 'receive' | 'transfer';
  readonly holderId: string;
  readonly productId: string;
  readonly stockChange: string;
  readonly reservedChange: string;
}

/** Why stock moves: who acts and when stands in the cause. */
export interface MovementCause {
  readonly cause: Cause;
  readonly orderId?: string;
  /** The count, transfer or receipt it belongs to. */
  readonly subjectId?: string;
  readonly reason: string;
}

function columns(movements: readonly Movement[]): {
  ids: string[];
  kinds: string[];
  holders: string[];
  products: string[];
  stock: string[];
  reserved: string[];
} {
  return {
    ids: movements.map((movement) => movement.id),
    kinds: movements.map((movement) => movement.kind),
    holders: movements.map((movement) => movement.holderId),
    products: movements.map((movement) => movement.productId),
    stock: movements.map((movement) => movement.stockChange),
    reserved: movements.map((movement) => movement.reservedChange),
  };
}

/**
 * Writes all movements or none; each changes its stock row by a trigger. Locks the rows in product
 * order first and judges them as they are once locked, so a statement that waited does not decide
 * on what it saw before. At most one movement per row. Returns the products that do not fit:
 * missing rows and broken floors.
 */
export async function moveStock(
  tx: Tx,
  movements: readonly Movement[],
  why: MovementCause,
): Promise<string[]> {
  const { ids, kinds, holders, products, stock, reserved } = columns(movements);
  const { cause, orderId = null, subjectId = null, reason } = why;
  const { universe, actor, channel, correlationId } = cause;
  const { rows } = await sql<{ product_id: string }>`
    with wanted as (
      select * from unnest(${ids}::uuid[], ${kinds}::text[], ${holders}::uuid[],
        ${products}::uuid[], ${stock}::numeric[], ${reserved}::numeric[])
        as w(id, kind, holder_id, product_id, stock_change, reserved_change)),
    locked as (
      select w.*, s.stock_qty + w.stock_change >= s.reserved_qty + w.reserved_change
        and s.reserved_qty + w.reserved_change >= 0 as fits
      from wanted w join stock s on s.town_id = ${tx.townId} and s.holder_id = w.holder_id
        and s.product_id = w.product_id
      order by s.product_id, s.holder_id for update of s),
    verdict as (
      select count(*) filter (where fits) = ${movements.length}::int as all_fit from locked),
    moved as (
      insert into stock_movements (town_id, id, holder_id, product_id, kind, stock_change,
        reserved_change, order_id, subject_id, reason, actor_kind, actor_id, channel,
        correlation_id, moved_at)
      select ${tx.townId}::uuid, l.id, l.holder_id, l.product_id, l.kind, l.stock_change,
        l.reserved_change, ${orderId}::uuid, ${subjectId}::uuid, ${reason}, ${actor.kind},
        ${actor.id}, ${channel}, ${correlationId}, ${universe.now()}::timestamptz
      from locked l, verdict v where v.all_fit)
    select w.product_id from wanted w left join locked l using (holder_id, product_id)
    where l.fits is not true`.execute(tx);
  return rows.map((row) => row.product_id);
}

/** New rows with what is there at the start, each with its movement. */
export async function insertStock(
  tx: Tx,
  rows: readonly Omit<Movement, 'kind' | 'reservedChange'>[],
  cause: Cause,
): Promise<void> {
  const { universe, actor, channel, correlationId } = cause;
  const ids = rows.map((row) => row.id);
  const holders = rows.map((row) => row.holderId);
  const products = rows.map((row) => row.productId);
  const stock = rows.map((row) => row.stockChange);
  await sql`
    with opened as (
      select * from unnest(${ids}::uuid[], ${holders}::uuid[], ${products}::uuid[],
        ${stock}::numeric[]) as w(id, holder_id, product_id, quantity)),
    stocked as (
      insert into stock (town_id, holder_id, product_id, stock_qty)
      select ${tx.townId}::uuid, holder_id, product_id, 0 from opened
      returning town_id, holder_id, product_id)
    insert into stock_movements (town_id, id, holder_id, product_id, kind, stock_change,
      reserved_change, actor_kind, actor_id, channel, correlation_id, moved_at)
    select s.town_id, o.id, s.holder_id, s.product_id, 'opening', o.quantity, 0, ${actor.kind},
      ${actor.id}, ${channel}, ${correlationId}, ${universe.now()}::timestamptz
    from stocked s join opened o using (holder_id, product_id)`.execute(tx);
}

/** Empty rows for those of a holder's products that have none, in product order. */
export async function insertEmptyStock(
  tx: Tx,
  holderId: string,
  productIds: readonly string[],
): Promise<void> {
  await sql`
    insert into stock (town_id, holder_id, product_id, stock_qty)
    select ${tx.townId}::uuid, ${holderId}::uuid, product_id, 0
    from unnest(${productIds}::uuid[]) as w(product_id)
    order by product_id on conflict do nothing`.execute(tx);
}

export interface LevelRow {
  readonly holder_id: string;
  readonly product_id: string;
  readonly stock_qty: string;
  readonly reserved_qty: string;
  readonly low_below: string | null;
}

/** Locks a holder's rows of some products, in product order, and reads them as they are then. */
export async function lockLevels(
  tx: Tx,
  holderId: string,
  productIds: readonly string[],
): Promise<LevelRow[]> {
  const { rows } = await sql<LevelRow>`
    select holder_id, product_id, stock_qty, reserved_qty, low_below from stock
    where town_id = ${tx.townId} and holder_id = ${holderId}
      and product_id = any(${productIds}::uuid[])
    order by product_id for update`.execute(tx);
  return rows;
}

export interface ReservationRow {
  readonly holder_id: string;
  readonly product_id: string;
  readonly reserved: string;
}

/** What is still reserved for an order, by its movements. */
export async function selectReservations(tx: Tx, orderId: string): Promise<ReservationRow[]> {
  const { rows } = await sql<ReservationRow>`
    select holder_id, product_id, sum(reserved_change) as reserved from stock_movements
    where town_id = ${tx.townId} and order_id = ${orderId}
    group by holder_id, product_id having sum(reserved_change) <> 0`.execute(tx);
  return rows;
}

/** Locks the rows in which something is reserved for an order. */
export async function lockReserved(tx: Tx, orderId: string): Promise<void> {
  await sql`
    select from stock s
    where s.town_id = ${tx.townId} and (s.holder_id, s.product_id) in (
      select m.holder_id, m.product_id from stock_movements m
      where m.town_id = ${tx.townId} and m.order_id = ${orderId})
    order by s.product_id, s.holder_id for update of s`.execute(tx);
}

/**
 * Finds, locks and moves to the back of the row the vendor who waited longest for an offer and
 * has everything free. Walks the index of turns from its start and stops at the first who fits.
 * `wait` false passes over vendors that another assignment holds just now.
 */
export async function takeTurn(
  tx: Tx,
  lines: { readonly productIds: string[]; readonly quantities: string[] },
  exceptVendorIds: readonly string[],
  at: Date,
  wait: boolean,
): Promise<string | undefined> {
  const locking = wait ? sql`for update of v` : sql`for update of v skip locked`;
  const { rows } = await sql<{ vendor_id: string }>`
    with chosen as (
      select v.vendor_id from vendor_profiles v
      where v.town_id = ${tx.townId} and v.taking_offers
        and v.vendor_id <> all(${exceptVendorIds}::uuid[])
        and not exists (
          select from unnest(${lines.productIds}::uuid[], ${lines.quantities}::numeric[])
            as w(product_id, quantity)
          left join stock s on s.town_id = v.town_id and s.holder_id = v.vendor_id
            and s.product_id = w.product_id
          where (s.stock_qty - s.reserved_qty >= w.quantity) is not true)
      order by v.last_offered_at, v.vendor_id limit 1 ${locking})
    update vendor_profiles p set last_offered_at = ${at}
    from chosen c where p.town_id = ${tx.townId} and p.vendor_id = c.vendor_id
    returning p.vendor_id`.execute(tx);
  return rows[0]?.vendor_id;
}
