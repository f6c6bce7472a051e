import { sql } from 'kysely';
import type { Cause } from '../../base/cause.js';
import type { Tx } from '../../db/transaction.js';

export interface PurchaseRow {
  readonly id: string;
  readonly reference: string;
  readonly holder_id: string;
  readonly supplier: string;
  readonly state: string;
  readonly version: number;
  readonly created_at: Date;
  readonly lines: PurchaseLineDocument[];
}

/** A line as JSON carries it: quantities and money as text. */
export interface PurchaseLineDocument {
  readonly lineNo: number;
  readonly productId: string;
  readonly unit: string;
  readonly quantity: string;
  readonly baseQuantity: string;
  readonly unitCostMinor: string | null;
  readonly receivedBase: string;
}

export interface PurchaseEventDocument {
  readonly from: string | null;
  readonly event: string;
  readonly to: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly channel: string;
  readonly reason: string;
  readonly at: string;
}

export interface ReceiptDocument {
  readonly id: string;
  readonly number: string;
  readonly receivedAt: string;
  readonly lines: readonly { readonly lineNo: number; readonly baseQuantity: string }[];
}

export type PurchaseDetailRow = PurchaseRow & {
  readonly events: PurchaseEventDocument[];
  readonly receipts: ReceiptDocument[];
};

const PURCHASE = sql`p.id, p.reference, p.holder_id, p.supplier, p.state, p.version, p.created_at,
  (select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'productId', l.product_id,
      'unit', l.unit, 'quantity', l.quantity::text, 'baseQuantity', l.base_quantity::text,
      'unitCostMinor', l.unit_cost_minor::text,
      'receivedBase', l.received_base_quantity::text) order by l.line_no)
    from purchase_order_lines l
    where l.town_id = p.town_id and l.purchase_order_id = p.id) as lines`;
const RECEIPT = sql`jsonb_build_object('id', r.id, 'number', r.number,
  'receivedAt', r.received_at, 'lines', (
    select jsonb_agg(jsonb_build_object('lineNo', l.line_no,
      'baseQuantity', l.base_quantity::text) order by l.line_no)
    from purchase_receipt_lines l where l.town_id = r.town_id and l.receipt_id = r.id))`;

/** One purchase order, locked when `lock`; its lines change only under that lock. */
export async function selectPurchase(
  tx: Tx,
  id: string,
  lock: boolean,
): Promise<PurchaseRow | undefined> {
  // Two statements, so that the lines are read after the wait for the lock.
  if (lock) {
    await sql`
      select from purchase_orders where town_id = ${tx.townId} and id = ${id}
      for no key update`.execute(tx);
  }
  const { rows } = await sql<PurchaseRow>`
    select ${PURCHASE} from purchase_orders p
    where p.town_id = ${tx.townId} and p.id = ${id}`.execute(tx);
  return rows[0];
}

/** The same with its history and its receipts, oldest first. */
export async function selectPurchaseDetail(
  tx: Tx,
  id: string,
): Promise<PurchaseDetailRow | undefined> {
  const { rows } = await sql<PurchaseDetailRow>`
    select ${PURCHASE},
      (select jsonb_agg(jsonb_build_object('from', e.from_state, 'event', e.event,
          'to', e.to_state, 'actorKind', e.actor_kind, 'actorId', e.actor_id,
          'channel', e.channel, 'reason', e.reason, 'at', e.happened_at) order by e.id)
        from purchase_order_events e
        where e.town_id = p.town_id and e.purchase_order_id = p.id) as events,
      (select coalesce(jsonb_agg(${RECEIPT} order by r.id), '[]') from purchase_receipts r
        where r.town_id = p.town_id and r.purchase_order_id = p.id) as receipts
    from purchase_orders p where p.town_id = ${tx.townId} and p.id = ${id}`.execute(tx);
  return rows[0];
}

/** A page, newest first, of one state and one holder, or of all (null). */
export async function selectPurchases(
  tx: Tx,
  filter: { readonly state: string | null; readonly holderId: string | null },
  beforeId: string,
  rowsMax: number,
): Promise<PurchaseRow[]> {
  const { state, holderId } = filter;
  const ofState = state === null ? sql`true` : sql`p.state = ${state}`;
  const ofHolder = holderId === null ? sql`true` : sql`p.holder_id = ${holderId}`;
  const { rows } = await sql<PurchaseRow>`
    select ${PURCHASE} from purchase_orders p
    where p.town_id = ${tx.townId} and ${ofState} and ${ofHolder} and p.id < ${beforeId}
    order by p.id desc limit ${rowsMax}`.execute(tx);
  return rows;
}

export interface NewPurchaseColumns {
  readonly id: string;
  readonly reference: string;
  readonly holderId: string;
  readonly supplier: string;
  readonly state: string;
  /** A JSON array of line documents. */
  readonly lines: string;
}

/** A new purchase order with lines and first event; false when id or reference is taken. */
export async function insertPurchase(
  tx: Tx,
  purchase: NewPurchaseColumns,
  eventId: string,
  cause: Cause,
): Promise<boolean> {
  const { universe, actor, channel, correlationId } = cause;
  const at = universe.now();
  const { rows } = await sql`
    with made as (
      insert into purchase_orders (town_id, id, reference, holder_id, supplier, state, created_at,
        changed_at)
      values (${tx.townId}, ${purchase.id}, ${purchase.reference}, ${purchase.holderId},
        ${purchase.supplier}, ${purchase.state}, ${at}, ${at})
      on conflict do nothing returning town_id, id, state),
    lined as (
      insert into purchase_order_lines (town_id, purchase_order_id, line_no, product_id, unit,
        quantity, base_quantity, unit_cost_minor)
      select made.town_id, made.id, l."lineNo", l."productId", l.unit, l.quantity,
        l."baseQuantity", l."unitCostMinor"
      from made, jsonb_to_recordset(${purchase.lines}::jsonb) as l("lineNo" smallint,
        "productId" uuid, unit text, quantity numeric, "baseQuantity" numeric,
        "unitCostMinor" bigint))
    insert into purchase_order_events (town_id, id, purchase_order_id, from_state, event, to_state,
      actor_kind, actor_id, channel, correlation_id, happened_at)
    select town_id, ${eventId}::uuid, id, null, 'drafted', state, ${actor.kind}, ${actor.id},
      ${channel}, ${correlationId}, ${at}::timestamptz
    from made returning purchase_order_id`.execute(tx);
  return rows.length === 1;
}

/** Moves a locked purchase order on, with its event; false when it is in another version. */
export async function applyPurchase(
  tx: Tx,
  change: {
    readonly id: string;
    readonly version: number;
    readonly from: string;
    readonly event: string;
    readonly to: string;
    readonly reason: string;
  },
  eventId: string,
  cause: Cause,
): Promise<boolean> {
  const { universe, actor, channel, correlationId } = cause;
  const at = universe.now();
  const { rows } = await sql`
    with changed as (
      update purchase_orders set state = ${change.to}, version = version + 1, changed_at = ${at}
      where town_id = ${tx.townId} and id = ${change.id} and version = ${change.version}
        and state = ${change.from}
      returning town_id, id)
    insert into purchase_order_events (town_id, id, purchase_order_id, from_state, event, to_state,
      actor_kind, actor_id, channel, reason, correlation_id, happened_at)
    select town_id, ${eventId}::uuid, id, ${change.from}, ${change.event}, ${change.to},
      ${actor.kind}, ${actor.id}, ${channel}, ${change.reason}, ${correlationId},
      ${at}::timestamptz
    from changed returning purchase_order_id`.execute(tx);
  return rows.length === 1;
}

/** A receipt of a purchase order by the number of its delivery note. */
export async function selectReceipt(
  tx: Tx,
  purchaseId: string,
  number: string,
): Promise<ReceiptDocument | undefined> {
  const { rows } = await sql<{ receipt: ReceiptDocument }>`
    select ${RECEIPT} as receipt from purchase_receipts r
    where r.town_id = ${tx.townId} and r.purchase_order_id = ${purchaseId}
      and r.number = ${number}`.execute(tx);
  return rows[0]?.receipt;
}

/** A receipt with its lines, which count as received from here on. */
export async function insertReceipt(
  tx: Tx,
  receipt: {
    readonly id: string;
    readonly purchaseId: string;
    readonly number: string;
    readonly lineNos: readonly number[];
    readonly quantities: readonly string[];
  },
  cause: Cause,
): Promise<void> {
  const { universe, actor, channel, correlationId } = cause;
  await sql`
    with made as (
      insert into purchase_receipts (town_id, id, purchase_order_id, number, actor_kind, actor_id,
        channel, correlation_id, received_at)
      values (${tx.townId}, ${receipt.id}, ${receipt.purchaseId}, ${receipt.number}, ${actor.kind},
        ${actor.id}, ${channel}, ${correlationId}, ${universe.now()})
      returning town_id, id, purchase_order_id),
    came as (
      insert into purchase_receipt_lines (town_id, receipt_id, purchase_order_id, line_no,
        base_quantity)
      select made.town_id, made.id, made.purchase_order_id, w.line_no, w.quantity
      from made, unnest(${receipt.lineNos}::smallint[], ${receipt.quantities}::numeric[])
        as w(line_no, quantity)
      returning town_id, purchase_order_id, line_no, base_quantity)
    update purchase_order_lines l
    set received_base_quantity = l.received_base_quantity + came.base_quantity
    from came where l.town_id = came.town_id and l.purchase_order_id = came.purchase_order_id
      and l.line_no = came.line_no`.execute(tx);
}
