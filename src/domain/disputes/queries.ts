import { sql } from 'kysely';
import type { EventColumns } from '../../base/event-columns.js';
import type { Tx } from '../../db/transaction.js';

export interface DisputeRow {
  readonly id: string;
  readonly order_id: string;
  readonly line_no: number;
  readonly retailer_id: string;
  readonly vendor_id: string;
  readonly problem: string;
  readonly quantity: string;
  readonly said: string;
  readonly state: string;
  readonly owner: string;
  readonly reply_by: Date;
  readonly vendor_quantity: string | null;
  readonly vendor_said: string;
  readonly granted_quantity: string | null;
  readonly credit_minor: bigint | null;
  readonly cost_minor: bigint | null;
  readonly returned_minor: bigint | null;
  readonly returned_as: string | null;
  readonly version: number;
  readonly opened_at: Date;
}

const DISPUTE = sql`s.id, s.order_id, s.line_no, s.retailer_id, s.vendor_id, s.problem, s.quantity,
  s.said, s.state, s.owner, s.reply_by, s.vendor_quantity, s.vendor_said, s.granted_quantity,
  s.credit_minor, s.cost_minor, s.returned_minor, s.returned_as, s.version, s.opened_at`;

export interface ArrivedRow {
  readonly id: string;
  readonly number: bigint;
  readonly vendor_id: string;
  readonly arrived_at: Date;
  readonly lines: {
    readonly lineNo: number;
    readonly productId: string;
    readonly unit: string;
    readonly quantity: string;
    readonly disputed: string;
  }[];
}

/** Orders of a retailer that came, with what came of each line and what was disputed of it. */
export async function selectArrived(
  tx: Tx,
  retailerId: string,
  wanted: { readonly number: bigint } | { readonly since: Date },
  rowsMax: number,
): Promise<ArrivedRow[]> {
  const chosen =
    'number' in wanted
      ? sql`and o.number = ${wanted.number}`
      : sql`order by o.id desc limit ${rowsMax}`;
  const since = 'number' in wanted ? sql`` : sql`and v.changed_at >= ${wanted.since}`;
  const { rows } = await sql<ArrivedRow>`
    select d.id, d.number, v.vendor_id, v.changed_at as arrived_at,
      (select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'productId', l.product_id,
          'unit', l.unit, 'quantity', came.quantity::text,
          'disputed', (select coalesce(sum(s.quantity), 0)::text from disputes s
            where s.town_id = l.town_id and s.order_id = l.order_id and s.line_no = l.line_no))
          order by l.line_no)
        from order_lines l, lateral (select coalesce(l.delivered_quantity, l.picked_quantity,
          l.accepted_quantity, l.quantity) as quantity) came
        where l.town_id = d.town_id and l.order_id = d.id and came.quantity > 0) as lines
    from (
      select o.town_id, o.id, o.number, o.state from orders o
      where o.town_id = ${tx.townId} and o.retailer_id = ${retailerId} ${chosen}) d
    join deliveries v on v.town_id = d.town_id and v.order_id = d.id
      and v.state in ('DELIVERED', 'PART_DELIVERED') ${since}
    where d.state in ('DELIVERED', 'COMPLETED')
    order by d.id desc`.execute(tx);
  return rows;
}

export interface NewDisputeColumns {
  readonly id: string;
  readonly orderId: string;
  readonly lineNo: number;
  readonly retailerId: string;
  readonly vendorId: string;
  readonly problem: string;
  readonly quantity: string;
  readonly said: string;
  readonly state: string;
  readonly owner: string;
  readonly replyBy: Date;
}

/** Opens a dispute with its first event. */
export async function insertDispute(
  tx: Tx,
  dispute: NewDisputeColumns,
  event: EventColumns,
): Promise<void> {
  await sql`
    with made as (
      insert into disputes (town_id, id, order_id, line_no, retailer_id, vendor_id, problem,
        quantity, said, state, owner, reply_by, opened_at, changed_at)
      values (${tx.townId}, ${dispute.id}, ${dispute.orderId}, ${dispute.lineNo},
        ${dispute.retailerId}, ${dispute.vendorId}, ${dispute.problem}, ${dispute.quantity},
        ${dispute.said}, ${dispute.state}, ${dispute.owner}, ${dispute.replyBy}, ${event.at},
        ${event.at})
      returning town_id, id, state)
    insert into dispute_events (town_id, id, dispute_id, from_state, event, to_state, actor_kind,
      actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, null, ${event.event}, state, ${event.actorKind},
      ${event.actorId}, ${event.channel}, ${event.reason}, ${event.correlationId},
      ${event.at}::timestamptz
    from made`.execute(tx);
}

export interface DisputeChange {
  readonly id: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly owner: string;
  /** Null leaves what was said before. */
  readonly vendorQuantity: string | null;
  readonly vendorSaid: string | null;
  readonly decision: {
    readonly grantedQuantity: string;
    readonly creditMinor: bigint;
    readonly costMinor: bigint;
    readonly returnedMinor: bigint;
    readonly returnedAs: string | null;
  } | null;
}

/** Changes a dispute's state with its event; undefined when it is in another version. */
export async function updateDispute(
  tx: Tx,
  change: DisputeChange,
  event: EventColumns,
): Promise<DisputeRow | undefined> {
  const { decision } = change;
  const decided =
    decision === null
      ? sql``
      : sql`granted_quantity = ${decision.grantedQuantity}, credit_minor = ${decision.creditMinor},
        cost_minor = ${decision.costMinor}, returned_minor = ${decision.returnedMinor},
        returned_as = ${decision.returnedAs},`;
  const { rows } = await sql<DisputeRow>`
    with changed as (
      update disputes set state = ${change.to}, owner = ${change.owner},
        vendor_quantity = coalesce(${change.vendorQuantity}, vendor_quantity),
        vendor_said = coalesce(${change.vendorSaid}, vendor_said), ${decided}
        version = version + 1, changed_at = ${event.at}
      where town_id = ${tx.townId} and id = ${change.id} and version = ${change.version}
        and state = ${change.from}
      returning *),
    noted as (
      insert into dispute_events (town_id, id, dispute_id, from_state, event, to_state, actor_kind,
        actor_id, channel, reason, correlation_id, happened_at)
      select town_id, ${event.id}::uuid, id, ${change.from}, ${event.event}, ${change.to},
        ${event.actorKind}, ${event.actorId}, ${event.channel}, ${event.reason},
        ${event.correlationId}, ${event.at}::timestamptz
      from changed)
    select ${DISPUTE} from changed s`.execute(tx);
  return rows[0];
}

/** One dispute. */
export async function selectDispute(tx: Tx, id: string): Promise<DisputeRow | undefined> {
  const { rows } = await sql<DisputeRow>`
    select ${DISPUTE} from disputes s where s.town_id = ${tx.townId} and s.id = ${id}`.execute(tx);
  return rows[0];
}

/** The same, locked. */
export async function lockDisputeRow(tx: Tx, id: string): Promise<DisputeRow | undefined> {
  const { rows } = await sql<DisputeRow>`
    select ${DISPUTE} from disputes s where s.town_id = ${tx.townId} and s.id = ${id}
    for no key update`.execute(tx);
  return rows[0];
}

/** An order's disputes, in the order they were opened. */
export async function selectDisputesOfOrder(tx: Tx, orderId: string): Promise<DisputeRow[]> {
  const { rows } = await sql<DisputeRow>`
    select ${DISPUTE} from disputes s
    where s.town_id = ${tx.townId} and s.order_id = ${orderId} order by s.id`.execute(tx);
  return rows;
}

/** The sum of an order's credits. */
export async function selectCredited(tx: Tx, orderId: string): Promise<bigint> {
  const { rows } = await sql<{ credited: bigint }>`
    select coalesce(sum(credit_minor), 0)::bigint as credited from disputes
    where town_id = ${tx.townId} and order_id = ${orderId}`.execute(tx);
  return rows[0]?.credited ?? 0n;
}

/** What waits for a vendor, the oldest first. */
export async function selectBeforeVendor(
  tx: Tx,
  vendorId: string,
  rowsMax: number,
): Promise<DisputeRow[]> {
  const { rows } = await sql<DisputeRow>`
    select ${DISPUTE} from disputes s
    where s.town_id = ${tx.townId} and s.vendor_id = ${vendorId} and s.state = 'OPENED'
    order by s.id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** A page of disputes, newest first. */
export async function selectDisputes(
  tx: Tx,
  filter: { readonly state: string | null; readonly owner: string | null },
  beforeId: string,
  rowsMax: number,
): Promise<DisputeRow[]> {
  const { state, owner } = filter;
  const { rows } = await sql<DisputeRow>`
    select ${DISPUTE} from disputes s
    where s.town_id = ${tx.townId} and s.id < ${beforeId}
      ${state === null ? sql`` : sql`and s.state = ${state}`}
      ${owner === null ? sql`` : sql`and s.owner = ${owner}`}
    order by s.id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

export interface DisputeEventRow {
  readonly from_state: string | null;
  readonly event: string;
  readonly to_state: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly channel: string;
  readonly reason: string;
  readonly happened_at: Date;
}

/** What happened to a dispute, oldest first. */
export async function selectDisputeEvents(tx: Tx, id: string): Promise<DisputeEventRow[]> {
  const { rows } = await sql<DisputeEventRow>`
    select from_state, event, to_state, actor_kind, actor_id, channel, reason, happened_at
    from dispute_events where town_id = ${tx.townId} and dispute_id = ${id} order by id`.execute(
    tx,
  );
  return rows;
}
