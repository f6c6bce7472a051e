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

/** Locks holders' rows of some products, in product order, and reads them as they are then. */
export async function lockLevels(
  tx: Tx,
  holderIds: readonly string[],
  productIds: readonly string[],
): Promise<LevelRow[]> {
  const { rows } = await sql<LevelRow>`
    select holder_id, product_id, stock_qty, reserved_qty, low_below from stock
    where town_id = ${tx.townId} and holder_id = any(${holderIds}::uuid[])
      and product_id = any(${productIds}::uuid[])
    order by product_id, holder_id for update`.execute(tx);
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

/** What was moved under a correction's or transfer's id. */
export async function selectMovedFor(
  tx: Tx,
  subjectId: string,
): Promise<{ holder_id: string; product_id: string; stock_change: string }[]> {
  const { rows } = await sql<{ holder_id: string; product_id: string; stock_change: string }>`
    select holder_id, product_id, stock_change from stock_movements
    where town_id = ${tx.townId} and subject_id = ${subjectId} order by id`.execute(tx);
  return rows;
}

export interface NewCount {
  readonly id: string;
  readonly holderId: string;
  readonly reason: string;
  readonly lines: readonly {
    readonly productId: string;
    readonly before: bigint;
    readonly counted: bigint;
  }[];
}

/** A count and its lines; quantities in thousandths. */
export async function insertCount(tx: Tx, count: NewCount, cause: Cause): Promise<void> {
  const { universe, actor, channel, correlationId } = cause;
  const products = count.lines.map((line) => line.productId);
  const before = count.lines.map((line) => line.before.toString());
  const counted = count.lines.map((line) => line.counted.toString());
  await sql`
    with made as (
      insert into stock_counts (town_id, id, holder_id, reason, actor_kind, actor_id, channel,
        correlation_id, counted_at)
      values (${tx.townId}, ${count.id}, ${count.holderId}, ${count.reason}, ${actor.kind},
        ${actor.id}, ${channel}, ${correlationId}, ${universe.now()})
      returning town_id, id)
    insert into stock_count_lines (town_id, count_id, product_id, stock_before, counted_qty)
    select made.town_id, made.id, w.product_id, w.before / 1000, w.counted / 1000
    from made, unnest(${products}::uuid[], ${before}::numeric[], ${counted}::numeric[])
      as w(product_id, before, counted)`.execute(tx);
}

export interface CountRow {
  readonly holder_id: string;
  readonly lines: readonly { productId: string; before: string; counted: string }[];
}

/** A count with its lines. */
export async function selectCount(tx: Tx, countId: string): Promise<CountRow | undefined> {
  const { rows } = await sql<CountRow>`
    select c.holder_id, (select jsonb_agg(jsonb_build_object('productId', l.product_id,
        'before', l.stock_before::text, 'counted', l.counted_qty::text) order by l.product_id)
      from stock_count_lines l where l.town_id = c.town_id and l.count_id = c.id) as lines
    from stock_counts c where c.town_id = ${tx.townId} and c.id = ${countId}`.execute(tx);
  return rows[0];
}

/** A holder by its id. */
export async function selectHolder(
  tx: Tx,
  holderId: string,
): Promise<{ id: string; kind: 'vendor' | 'warehouse' } | undefined> {
  const { rows } = await sql<{ id: string; kind: 'vendor' | 'warehouse' }>`
    select id, kind from stock_holders
    where town_id = ${tx.townId} and id = ${holderId}`.execute(tx);
  return rows[0];
}

/** A new warehouse; when it is not made, the name of the one that has this id already. */
export async function insertWarehouse(
  tx: Tx,
  warehouse: { readonly id: string; readonly name: string; readonly at: Date },
): Promise<{ created: boolean; there_name: string | null }> {
  const { rows } = await sql`
    insert into warehouses (town_id, id, name, created_at)
    values (${tx.townId}, ${warehouse.id}, ${warehouse.name}, ${warehouse.at})
    on conflict do nothing returning id`.execute(tx);
  if (rows.length === 1) return { created: true, there_name: null };
  const there = await sql<{ name: string }>`
    select name from warehouses
    where town_id = ${tx.townId} and id = ${warehouse.id}`.execute(tx);
  return { created: false, there_name: there.rows[0]?.name ?? null };
}

/** Warehouses by name. */
export async function selectWarehouses(
  tx: Tx,
  rowsMax: number,
): Promise<{ id: string; name: string; created_at: Date }[]> {
  const { rows } = await sql<{ id: string; name: string; created_at: Date }>`
    select id, name, created_at from warehouses
    where town_id = ${tx.townId} order by name limit ${rowsMax}`.execute(tx);
  return rows;
}

/** A page of a holder's rows, by product id. */
export async function selectLevels(
  tx: Tx,
  holderId: string,
  afterId: string,
  rowsMax: number,
): Promise<LevelRow[]> {
  const { rows } = await sql<LevelRow>`
    select holder_id, product_id, stock_qty, reserved_qty, low_below from stock
    where town_id = ${tx.townId} and holder_id = ${holderId} and product_id > ${afterId}
    order by product_id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** A holder's rows of some products. */
export async function selectLevelsOf(
  tx: Tx,
  holderId: string,
  productIds: readonly string[],
): Promise<LevelRow[]> {
  const { rows } = await sql<LevelRow>`
    select holder_id, product_id, stock_qty, reserved_qty, low_below from stock
    where town_id = ${tx.townId} and holder_id = ${holderId}
      and product_id = any(${productIds}::uuid[])`.execute(tx);
  return rows;
}

/** Sets a row's threshold and compares at once; the row's lock is held from here on. */
export async function updateLowBelow(
  tx: Tx,
  holderId: string,
  productId: string,
  lowBelow: string | null,
  cause: Cause,
): Promise<void> {
  const { universe, correlationId } = cause;
  await sql`
    update stock set low_below = ${lowBelow}::numeric
    where town_id = ${tx.townId} and holder_id = ${holderId}
      and product_id = ${productId}`.execute(tx);
  await sql`
    select watch_low_stock(${tx.townId}::uuid, ${holderId}::uuid, ${productId}::uuid,
      ${universe.newId()}::uuid, ${universe.now()}::timestamptz, ${correlationId})`.execute(tx);
}

export interface NoticeRow {
  readonly id: string;
  readonly holder_id: string;
  readonly product_id: string;
  readonly free_now: string;
  readonly low_below: string;
  readonly noticed_at: Date;
  readonly told_at: Date | null;
  readonly ended_at: Date | null;
}

const NOTICE = sql`n.id, n.holder_id, n.product_id, s.stock_qty - s.reserved_qty as free_now,
  n.low_below, n.noticed_at, n.told_at, n.ended_at
  from low_stock_notices n join stock s on s.town_id = n.town_id and s.holder_id = n.holder_id
    and s.product_id = n.product_id`;

/** A page of the notices that are not over, oldest first. */
export async function selectOpenNotices(
  tx: Tx,
  afterId: string,
  rowsMax: number,
): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select ${NOTICE} where n.town_id = ${tx.townId} and n.ended_at is null and n.id > ${afterId}
    order by n.id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** One notice. */
export async function selectNotice(tx: Tx, noticeId: string): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`
    select ${NOTICE} where n.town_id = ${tx.townId} and n.id = ${noticeId}`.execute(tx);
  return rows[0];
}

/** When a notice's holder was told. */
export async function markNoticeTold(tx: Tx, noticeId: string, at: Date): Promise<void> {
  await sql`
    update low_stock_notices set told_at = ${at}
    where town_id = ${tx.townId} and id = ${noticeId}`.execute(tx);
}
