import { sql } from 'kysely';
import type { EventColumns } from '../../base/event-columns.js';
import type { Tx } from '../../db/transaction.js';

export interface DeliveryRow {
  readonly id: string;
  readonly order_id: string;
  readonly retailer_id: string;
  readonly vendor_id: string;
  readonly state: string;
  readonly owner: string;
  readonly driver_id: string | null;
  readonly code: string;
  readonly wrong_codes: number;
  readonly round: number;
  readonly resume_at: Date | null;
  readonly version: number;
  readonly changed_at: Date;
}

const DELIVERY = sql`d.id, d.order_id, d.retailer_id, d.vendor_id, d.state, d.owner, d.driver_id,
  d.code, d.wrong_codes, d.round, d.resume_at, d.version, d.changed_at`;

/** Makes a delivery with its first event. */
export async function insertDelivery(
  tx: Tx,
  delivery: {
    readonly id: string;
    readonly orderId: string;
    readonly retailerId: string;
    readonly vendorId: string;
    readonly state: string;
    readonly owner: string;
    readonly code: string;
  },
  event: EventColumns,
): Promise<void> {
  await sql`
    with made as (
      insert into deliveries (town_id, id, order_id, retailer_id, vendor_id, state, owner, code,
        opened_at, changed_at)
      values (${tx.townId}, ${delivery.id}, ${delivery.orderId}, ${delivery.retailerId},
        ${delivery.vendorId}, ${delivery.state}, ${delivery.owner}, ${delivery.code}, ${event.at},
        ${event.at})
      returning town_id, id, state)
    insert into delivery_events (town_id, id, delivery_id, from_state, event, to_state, actor_kind,
      actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, null, ${event.event}, state, ${event.actorKind},
      ${event.actorId}, ${event.channel}, ${event.reason}, ${event.correlationId},
      ${event.at}::timestamptz
    from made`.execute(tx);
}

/** Locks the delivery of an order. */
export async function lockDeliveryRow(tx: Tx, orderId: string): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select ${DELIVERY} from deliveries d
    where d.town_id = ${tx.townId} and d.order_id = ${orderId} for no key update`.execute(tx);
  return rows[0];
}

/** A delivery by its id, without a lock. */
export async function selectDelivery(tx: Tx, id: string): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select ${DELIVERY} from deliveries d
    where d.town_id = ${tx.townId} and d.id = ${id}`.execute(tx);
  return rows[0];
}

export interface DeliveryChange {
  readonly id: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly owner: string;
  readonly driverId: string | null;
  readonly round: number;
  readonly resumeAt: Date | null;
}

/** Changes a delivery's state with its event; false when it is in another version. */
export async function updateDelivery(
  tx: Tx,
  change: DeliveryChange,
  event: EventColumns,
): Promise<boolean> {
  const { rows } = await sql`
    with changed as (
      update deliveries set state = ${change.to}, owner = ${change.owner},
        driver_id = ${change.driverId}, round = ${change.round}, resume_at = ${change.resumeAt},
        version = version + 1, changed_at = ${event.at}
      where town_id = ${tx.townId} and id = ${change.id} and version = ${change.version}
        and state = ${change.from}
      returning town_id, id, driver_id)
    insert into delivery_events (town_id, id, delivery_id, from_state, event, to_state, driver_id,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, ${change.from}, ${event.event}, ${change.to}, driver_id,
      ${event.actorKind}, ${event.actorId}, ${event.channel}, ${event.reason},
      ${event.correlationId}, ${event.at}::timestamptz
    from changed returning delivery_id`.execute(tx);
  return rows.length === 1;
}

/** Sets how many wrong codes were said; the row is locked by the caller. */
export async function updateWrongCodes(tx: Tx, id: string, count: number): Promise<void> {
  await sql`
    update deliveries set wrong_codes = ${count}
    where town_id = ${tx.townId} and id = ${id}`.execute(tx);
}

/** Asks drivers to take a delivery; whoever was asked in this round already is left alone. */
export async function insertAsks(
  tx: Tx,
  delivery: { readonly id: string; readonly round: number },
  driverIds: readonly string[],
  times: { readonly askedAt: Date; readonly replyBy: Date },
): Promise<void> {
  await sql`
    insert into delivery_asks (town_id, delivery_id, round, driver_id, asked_at, reply_by)
    select ${tx.townId}, ${delivery.id}, ${delivery.round}, d, ${times.askedAt}::timestamptz,
      ${times.replyBy}::timestamptz
    from unnest(${driverIds}::uuid[]) d on conflict do nothing`.execute(tx);
}

/** Closes open asks, of one driver or (null) of all but one; says whose. */
export async function updateAsks(
  tx: Tx,
  delivery: { readonly id: string; readonly round: number },
  whose: { readonly only: string } | { readonly except: string | null },
  answer: string,
  at: Date,
): Promise<string[]> {
  const chosen =
    'only' in whose
      ? sql`driver_id = ${whose.only}`
      : sql`driver_id is distinct from ${whose.except}::uuid`;
  const { rows } = await sql<{ driver_id: string }>`
    update delivery_asks set answer = ${answer}, answered_at = ${at}
    where town_id = ${tx.townId} and delivery_id = ${delivery.id} and round = ${delivery.round}
      and answer is null and ${chosen}
    returning driver_id`.execute(tx);
  return rows.map((row) => row.driver_id).sort();
}

export interface AskRow {
  readonly driver_id: string;
  readonly reply_by: Date;
  readonly answer: string | null;
}

/** Who was asked in the delivery's present round, in the order of their ids. */
export async function selectAsks(
  tx: Tx,
  delivery: { readonly id: string; readonly round: number },
): Promise<AskRow[]> {
  const { rows } = await sql<AskRow>`
    select driver_id, reply_by, answer from delivery_asks
    where town_id = ${tx.townId} and delivery_id = ${delivery.id} and round = ${delivery.round}
    order by driver_id`.execute(tx);
  return rows;
}

/** Writes down who gave a delivery back, so that the next search passes them over. */
export async function insertGivenBack(
  tx: Tx,
  delivery: { readonly id: string; readonly round: number },
  driverId: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into delivery_asks (town_id, delivery_id, round, driver_id, asked_at, reply_by, answer,
      answered_at)
    values (${tx.townId}, ${delivery.id}, ${delivery.round}, ${driverId}, ${at}, ${at},
      'GAVE_BACK', ${at})
    on conflict (town_id, delivery_id, round, driver_id) do update
      set answer = 'GAVE_BACK', answered_at = ${at}`.execute(tx);
}

export type JobRow = DeliveryRow & {
  readonly number: bigint;
  /** By when it is to be taken; null where it is the driver's already. */
  readonly reply_by: Date | null;
};

/** What a driver has to do or is asked to take, the oldest first. */
export async function selectJobs(tx: Tx, driverId: string, rowsMax: number): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`
    select ${DELIVERY}, o.number, w.reply_by from (
      select x.id, null::timestamptz as reply_by from deliveries x
      where x.town_id = ${tx.townId} and x.driver_id = ${driverId}
        and x.state in ('ASSIGNED', 'PICKED_UP', 'ON_THE_WAY', 'FAILED', 'RESCHEDULED')
      union all
      select a.delivery_id, a.reply_by from delivery_asks a
      join deliveries y on y.town_id = a.town_id and y.id = a.delivery_id and y.round = a.round
      where a.town_id = ${tx.townId} and a.driver_id = ${driverId} and a.answer is null
        and y.state = 'OFFERED') w
    join deliveries d on d.town_id = ${tx.townId} and d.id = w.id
    join orders o on o.town_id = d.town_id and o.id = d.order_id
    order by d.id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** What a driver finished last; undefined when they never finished anything. */
export async function selectLastDone(tx: Tx, driverId: string): Promise<ListedRow | undefined> {
  const { rows } = await sql<ListedRow>`
    select ${DELIVERY}, o.number from deliveries d
    join orders o on o.town_id = d.town_id and o.id = d.order_id
    where d.town_id = ${tx.townId} and d.id = (
      select p.delivery_id from delivery_proofs p
      where p.town_id = ${tx.townId} and p.actor_id = ${driverId} and p.actor_kind = 'driver'
        and p.kind = 'code' order by p.id desc limit 1)`.execute(tx);
  return rows[0];
}

/** Deliveries to a retailer that a driver has, the oldest first. */
export async function selectOutFor(
  tx: Tx,
  retailerId: string,
  rowsMax: number,
): Promise<ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select ${DELIVERY}, o.number from orders o
    join deliveries d on d.town_id = o.town_id and d.order_id = o.id
    where o.town_id = ${tx.townId} and o.id in (
        select x.id from orders x where x.town_id = ${tx.townId}
          and x.retailer_id = ${retailerId} order by x.id desc limit ${rowsMax})
      and d.state in ('ASSIGNED', 'PICKED_UP', 'ON_THE_WAY') and d.driver_id is not null
    order by d.id`.execute(tx);
  return rows;
}

/** Numbers of orders with an attempt in cash that a driver has to take, the oldest first. */
export async function selectCashJobs(tx: Tx, driverId: string, rowsMax: number): Promise<bigint[]> {
  const { rows } = await sql<{ number: bigint }>`
    select o.number from payments p
    join orders o on o.town_id = p.town_id and o.id = p.order_id
    join deliveries d on d.town_id = p.town_id and d.order_id = p.order_id
    where p.town_id = ${tx.townId} and p.state in ('OPENED', 'REVIEW')
      and p.taken_minor < o.total_minor and d.driver_id = ${driverId}
      and d.state in ('PICKED_UP', 'ON_THE_WAY', 'DELIVERED', 'PART_DELIVERED')
    order by p.id limit ${rowsMax}`.execute(tx);
  return rows.map((row) => row.number);
}

/** Numbers of the orders that a driver delivered last. */
export async function selectDoneNumbers(
  tx: Tx,
  driverId: string,
  rowsMax: number,
): Promise<bigint[]> {
  const { rows } = await sql<{ number: bigint }>`
    select o.number from deliveries d
    join orders o on o.town_id = d.town_id and o.id = d.order_id
    where d.town_id = ${tx.townId} and d.driver_id = ${driverId}
      and d.state in ('DELIVERED', 'PART_DELIVERED')
    order by d.id desc limit ${rowsMax}`.execute(tx);
  return rows.map((row) => row.number);
}

/** Deliveries nobody has, the longest waiting first. */
export async function selectUnallocated(tx: Tx, rowsMax: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from deliveries where town_id = ${tx.townId} and state = 'UNALLOCATED'
    order by id limit ${rowsMax}`.execute(tx);
  return rows.map((row) => row.id);
}

export interface ProofColumns {
  readonly id: string;
  readonly deliveryId: string;
  readonly kind: string;
  readonly code: string | null;
  readonly mediaId: string | null;
}

/** Keeps what shows that goods arrived. */
export async function insertProof(
  tx: Tx,
  proof: ProofColumns,
  event: Omit<EventColumns, 'id' | 'event' | 'reason'>,
): Promise<void> {
  await sql`
    insert into delivery_proofs (town_id, id, delivery_id, kind, code, media_id, actor_kind,
      actor_id, channel, correlation_id, happened_at)
    values (${tx.townId}, ${proof.id}, ${proof.deliveryId}, ${proof.kind}, ${proof.code},
      ${proof.mediaId}, ${event.actorKind}, ${event.actorId}, ${event.channel},
      ${event.correlationId}, ${event.at})`.execute(tx);
}

export type ListedRow = DeliveryRow & { readonly number: bigint };

/** A page of deliveries, newest first, of one state, driver or owner, or of all (null). */
export async function selectDeliveries(
  tx: Tx,
  filter: {
    readonly state: string | null;
    readonly driverId: string | null;
    readonly owner: string | null;
  },
  beforeId: string,
  rowsMax: number,
): Promise<ListedRow[]> {
  const { state, driverId, owner } = filter;
  const { rows } = await sql<ListedRow>`
    select ${DELIVERY}, o.number from deliveries d
    join orders o on o.town_id = d.town_id and o.id = d.order_id
    where d.town_id = ${tx.townId} and d.id < ${beforeId}
      and ${state === null ? sql`true` : sql`d.state = ${state}`}
      and ${driverId === null ? sql`true` : sql`d.driver_id = ${driverId}`}
      and ${owner === null ? sql`true` : sql`d.owner = ${owner}`}
    order by d.id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

export interface HistoryRow {
  readonly from_state: string | null;
  readonly event: string;
  readonly to_state: string;
  readonly driver_id: string | null;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly channel: string;
  readonly reason: string;
  readonly happened_at: Date;
}

/** What happened to a delivery, oldest first. */
export async function selectHistory(tx: Tx, deliveryId: string): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select from_state, event, to_state, driver_id, actor_kind, actor_id, channel, reason,
      happened_at
    from delivery_events where town_id = ${tx.townId} and delivery_id = ${deliveryId}
    order by id`.execute(tx);
  return rows;
}

export interface ProofRow {
  readonly kind: string;
  readonly code: string | null;
  readonly media_id: string | null;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly happened_at: Date;
}

/** What shows that the goods arrived, oldest first. */
export async function selectProofs(tx: Tx, deliveryId: string): Promise<ProofRow[]> {
  const { rows } = await sql<ProofRow>`
    select kind, code, media_id, actor_kind, actor_id, happened_at from delivery_proofs
    where town_id = ${tx.townId} and delivery_id = ${deliveryId} order by id`.execute(tx);
  return rows;
}

export interface DeliveredColumns {
  readonly line_no: number;
  readonly quantity: string;
  readonly base_quantity: string;
  readonly free_quantity: string;
  readonly discount_minor: string;
  readonly total_minor: string;
}

/** Writes what was taken of lines at the door, once, and what the order comes to by it. */
export async function updateDelivered(
  tx: Tx,
  order: {
    readonly id: string;
    readonly totalMinor: bigint;
    readonly deliveryFeeMinor: bigint;
    readonly taxMinor: bigint;
  },
  lines: readonly DeliveredColumns[],
): Promise<void> {
  await sql`
    with lined as (
      update order_lines l set delivered_quantity = p.quantity,
        delivered_base_quantity = p.base_quantity, delivered_free_quantity = p.free_quantity,
        delivered_discount_minor = p.discount_minor, delivered_total_minor = p.total_minor
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as p(line_no smallint,
        quantity numeric, base_quantity numeric, free_quantity numeric, discount_minor bigint,
        total_minor bigint)
      where l.town_id = ${tx.townId} and l.order_id = ${order.id} and l.line_no = p.line_no)
    update orders set total_minor = ${order.totalMinor},
      delivery_fee_minor = ${order.deliveryFeeMinor}, tax_minor = ${order.taxMinor}
    where town_id = ${tx.townId} and id = ${order.id}`.execute(tx);
}
