import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../db/transaction.js';
import type { EventColumns } from '../../base/event-columns.js';

export interface TransitionColumns {
  readonly orderId: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly owner: string;
  readonly vendorId: string | null;
  /** An offer to make with it. */
  readonly offer: {
    readonly id: string;
    readonly vendorId: string;
    readonly costMinor: bigint;
    readonly lineCosts: readonly bigint[];
    readonly replyBy: Date;
  } | null;
  /** An offer that must be in state `from`, and comes into another with it. */
  readonly answer: {
    readonly id: string;
    readonly from: string;
    readonly state: string;
    readonly reason: string;
  } | null;
}

/**
 * Changes the order's state with its event and its offer, one statement, all or nothing; false
 * when the order is in another version or the offer to be answered in another state.
 */
export async function applyTransition(
  tx: Tx,
  change: TransitionColumns,
  event: EventColumns,
): Promise<boolean> {
  const { offer, answer } = change;
  const { rows } = await sql`
    with answered as (
      update vendor_offers set state = ${answer?.state ?? 'WITHDRAWN'},
        reason = ${answer?.reason ?? ''}, answered_at = coalesce(answered_at, ${event.at})
      where town_id = ${tx.townId} and id = ${answer?.id ?? null}::uuid
        and order_id = ${change.orderId} and state = ${answer?.from ?? ''}
      returning id),
    changed as (
      update orders set state = ${change.to}, owner = ${change.owner},
        vendor_id = ${change.vendorId}, version = version + 1, changed_at = ${event.at}
      where town_id = ${tx.townId} and id = ${change.orderId} and version = ${change.version}
        and state = ${change.from}
        and (${answer === null}::boolean or exists (select from answered))
      returning town_id, id),
    offered as (
      insert into vendor_offers (town_id, id, order_id, vendor_id, state, cost_minor, line_costs,
        offered_at, reply_by)
      select town_id, ${offer?.id ?? null}::uuid, id, ${offer?.vendorId ?? null}::uuid,
        'OFFERED', ${offer?.costMinor ?? null}::bigint, ${offer?.lineCosts ?? []}::bigint[],
        ${event.at}::timestamptz, ${offer?.replyBy ?? null}::timestamptz
      from changed where ${offer !== null}::boolean)
    insert into order_status_events (town_id, id, order_id, from_state, event, to_state,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, ${change.from}, ${event.event}, ${change.to},
      ${event.actorKind}, ${event.actorId}, ${event.channel}, ${event.reason},
      ${event.correlationId}, ${event.at}::timestamptz
    from changed returning order_id`.execute(tx);
  return rows.length === 1;
}

/** What was accepted of each line, where it is not what was asked, and what it comes to. */
export async function updateAccepted(
  tx: Tx,
  /** The lines as a JSON array of documents. */
  accepted: { orderId: string; totalMinor: bigint; taxMinor: bigint; lines: string },
): Promise<void> {
  await sql`
    with lined as (
      update order_lines l set accepted_quantity = a.quantity,
        accepted_base_quantity = a.base_quantity, accepted_free_quantity = a.free_quantity,
        accepted_price_minor = a.unit_price_minor, accepted_discount_minor = a.discount_minor,
        accepted_total_minor = a.total_minor
      from jsonb_to_recordset(${accepted.lines}::jsonb) as a(line_no smallint, quantity numeric,
        base_quantity numeric, free_quantity numeric, unit_price_minor bigint,
        discount_minor bigint, total_minor bigint)
      where l.town_id = ${tx.townId} and l.order_id = ${accepted.orderId} and l.line_no = a.line_no)
    update orders set total_minor = ${accepted.totalMinor}, tax_minor = ${accepted.taxMinor}
    where town_id = ${tx.townId} and id = ${accepted.orderId}`.execute(tx);
}

/** Which vendor a locked order is planned for. */
export async function updatePlanned(
  tx: Tx,
  orderId: string,
  vendorId: string | null,
): Promise<void> {
  await sql`
    update orders set planned_vendor_id = ${vendorId}
    where town_id = ${tx.townId} and id = ${orderId}`.execute(tx);
}

/** An event that leaves the order in the state it is in. */
export async function insertNote(tx: Tx, orderId: string, event: EventColumns): Promise<void> {
  await sql`
    insert into order_status_events (town_id, id, order_id, from_state, event, to_state,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${event.id}::uuid, id, state, ${event.event}, state, ${event.actorKind},
      ${event.actorId}, ${event.channel}, ${event.reason}, ${event.correlationId},
      ${event.at}::timestamptz
    from orders where town_id = ${tx.townId} and id = ${orderId}`.execute(tx);
}

export interface OrderRow {
  readonly id: string;
  readonly number: bigint;
  readonly retailer_id: string;
  readonly basket_id: string;
  readonly state: string;
  readonly method: string;
  readonly vendor_id: string | null;
  readonly total_minor: bigint;
  readonly delivery_fee_minor: bigint;
  readonly tax_minor: bigint;
  readonly owner: string;
  readonly version: number;
  readonly confirmed_at: Date;
  readonly parent_id: string | null;
  readonly planned_vendor_id: string | null;
  readonly lines: LineDocument[];
}

/** A line as JSON carries it: quantities and money as text. */
export interface LineDocument {
  readonly lineNo: number;
  readonly productId: string;
  readonly unit: string;
  readonly quantity: string;
  readonly baseQuantity: string;
  readonly unitPriceMinor: string;
  readonly totalMinor: string;
  readonly freeQuantity: string;
  readonly discountMinor: string;
  readonly taxed: boolean;
  readonly priceRule: string;
}

/** The same with what was typed and how it was understood. */
export interface ExplainedDocument extends LineDocument {
  readonly said: string;
  readonly reasons: readonly string[];
  readonly confidence: number | null;
  readonly pricing: Readonly<Record<string, unknown>>;
}

export interface OfferDocument {
  readonly id: string;
  readonly vendorId: string;
  readonly state: string;
  readonly costMinor: string;
  readonly lineCosts: readonly string[];
  readonly replyBy: string;
}

export interface EventDocument {
  readonly from: string | null;
  readonly event: string;
  readonly to: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly channel: string;
  readonly reason: string;
  readonly at: string;
}

const ORDER = sql`d.id, d.number, d.retailer_id, d.basket_id, d.parent_id, d.state, d.method,
  d.vendor_id, d.total_minor, d.delivery_fee_minor, d.tax_minor, d.owner, d.version,
  d.confirmed_at, d.planned_vendor_id`;
/** What counts of a line: what was taken at the door, else picked, accepted or asked. */
const counts = (what: string): RawBuilder<unknown> =>
  sql.raw(`coalesce(l.delivered_${what}, l.picked_${what}, l.accepted_${what}, l.${what})::text`);
const LINE = sql`'lineNo', l.line_no, 'productId', l.product_id, 'unit', l.unit,
  'quantity', ${counts('quantity')}, 'baseQuantity', ${counts('base_quantity')},
  'unitPriceMinor', coalesce(l.accepted_price_minor, l.unit_price_minor)::text,
  'totalMinor', ${counts('total_minor')}, 'freeQuantity', ${counts('free_quantity')},
  'taxed', l.taxed, 'priceRule', l.price_rule, 'discountMinor', ${counts('discount_minor')}`;
const OF_ORDER = sql`order by l.line_no)
  from order_lines l where l.town_id = d.town_id and l.order_id = d.id
    and coalesce(l.delivered_quantity, l.picked_quantity, l.accepted_quantity)
      is distinct from 0) as lines`;
const LINES = sql`(select jsonb_agg(jsonb_build_object(${LINE}) ${OF_ORDER}`;
const EXPLAINED = sql`(select jsonb_agg(jsonb_build_object(${LINE}, 'said', l.said,
    'reasons', l.reasons, 'confidence', l.confidence, 'pricing', l.pricing) ${OF_ORDER}`;
const OFFERS = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', o.id,
    'vendorId', o.vendor_id, 'state', o.state, 'costMinor', o.cost_minor::text,
    'lineCosts', o.line_costs::text[], 'replyBy', o.reply_by) order by o.id), '[]')
  from vendor_offers o where o.town_id = d.town_id and o.order_id = d.id) as offers`;
const EVENTS = sql`(select jsonb_agg(jsonb_build_object('from', e.from_state, 'event', e.event,
    'to', e.to_state, 'actorKind', e.actor_kind, 'actorId', e.actor_id, 'channel', e.channel,
    'reason', e.reason, 'at', e.happened_at) order by e.id)
  from order_status_events e where e.town_id = d.town_id and e.order_id = d.id) as events`;

/** How an order is named. */
export type OrderKey = { id: string } | { number: bigint } | { offerId: string };

function byKey(tx: Tx, key: OrderKey): RawBuilder<unknown> {
  if ('id' in key) return sql`d.town_id = ${tx.townId} and d.id = ${key.id}`;
  if ('number' in key) return sql`d.town_id = ${tx.townId} and d.number = ${key.number}`;
  return sql`d.town_id = ${tx.townId} and d.id = (select o.order_id from vendor_offers o
    where o.town_id = ${tx.townId} and o.id = ${key.offerId})`;
}

export type LockedOrderRow = OrderRow & { readonly offers: OfferDocument[] };

/**
 * Locks an order and reads it with lines and offers. A statement sees what was committed when it
 * began: after a wait the order's own columns are new, but lines and offers are of before. The
 * version as it was then tells, and the second reading under the lock is of one moment.
 */
export async function lockOrderRow(tx: Tx, key: OrderKey): Promise<LockedOrderRow | undefined> {
  for (;;) {
    const { rows } = await sql<LockedOrderRow & { readonly seen_version: number }>`
      select ${ORDER}, ${LINES}, ${OFFERS}, (select x.version from orders x
        where x.town_id = d.town_id and x.id = d.id) as seen_version
      from orders d where ${byKey(tx, key)} for no key update of d`.execute(tx);
    const row = rows[0];
    if (!row || row.version === row.seen_version) return row;
  }
}

export type ExplainedOrderRow = LockedOrderRow & {
  readonly lines: ExplainedDocument[];
  readonly pricing: Readonly<Record<string, unknown>>;
  readonly events: EventDocument[];
};

/** An order with its lines explained, offers and history, without a lock. */
export async function selectOrder(tx: Tx, key: OrderKey): Promise<ExplainedOrderRow | undefined> {
  const { rows } = await sql<ExplainedOrderRow>`
    select ${ORDER}, d.pricing, ${EXPLAINED}, ${OFFERS}, ${EVENTS}
    from orders d where ${byKey(tx, key)}`.execute(tx);
  return rows[0];
}

/** All orders that a basket became, what was left of them included, in the order of their birth. */
export async function selectOrdersOfBasket(tx: Tx, basketId: string): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    with recursive born as (
      select id from orders
      where town_id = ${tx.townId} and basket_id = ${basketId} and parent_id is null
      union all
      select o.id from born b
      join orders o on o.town_id = ${tx.townId} and o.parent_id = b.id)
    select ${ORDER}, ${LINES} from born b
    join orders d on d.town_id = ${tx.townId} and d.id = b.id order by d.id`.execute(tx);
  return rows;
}

/** The latest orders of a retailer, walking the index from its end. */
export async function selectOrdersOfRetailer(
  tx: Tx,
  retailerId: string,
  rowsMax: number,
): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    select ${ORDER}, ${LINES} from orders d
    where d.town_id = ${tx.townId} and d.retailer_id = ${retailerId}
    order by d.id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

/** A page of orders, newest first, of one state and of one retailer, or of all (null). */
export async function selectOrders(
  tx: Tx,
  filter: { readonly state: string | null; readonly retailerId: string | null },
  beforeId: string,
  rowsMax: number,
): Promise<OrderRow[]> {
  const { state, retailerId } = filter;
  const ofState = state === null ? sql`true` : sql`d.state = ${state}`;
  const ofRetailer = retailerId === null ? sql`true` : sql`d.retailer_id = ${retailerId}`;
  const { rows } = await sql<OrderRow>`
    select ${ORDER}, ${LINES} from orders d
    where d.town_id = ${tx.townId} and ${ofState} and ${ofRetailer} and d.id < ${beforeId}
    order by d.id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

export interface OpenOfferRow {
  readonly offer_id: string;
  readonly state: string;
  readonly reply_by: Date;
  readonly number: bigint;
  readonly retailer_id: string;
  readonly cost_minor: bigint;
  readonly lines: LineDocument[];
}

/** Open offers of a vendor, the oldest first, among those made since `sinceId`. */
export async function selectOpenOffers(
  tx: Tx,
  vendorId: string,
  sinceId: string,
  rowsMax: number,
): Promise<OpenOfferRow[]> {
  const { rows } = await sql<OpenOfferRow>`
    select o.id as offer_id, o.state, o.reply_by, d.number, d.retailer_id, o.cost_minor, ${LINES}
    from vendor_offers o join orders d on d.town_id = o.town_id and d.id = o.order_id
    where o.town_id = ${tx.townId} and o.vendor_id = ${vendorId} and o.id > ${sinceId}
      and o.state in ('OFFERED', 'PART_OFFERED', 'COUNTERED')
    order by o.id limit ${rowsMax}`.execute(tx);
  return rows;
}

/** The numbers of some orders; ids of anything else are passed over. */
export async function selectNumbers(
  tx: Tx,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly number: bigint }[]> {
  const { rows } = await sql<{ id: string; number: bigint }>`
    select id, number from orders
    where town_id = ${tx.townId} and id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}
