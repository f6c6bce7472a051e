import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.js';

export interface ChangeColumns {
  readonly offerId: string;
  readonly kind: string;
  readonly said: string;
  readonly costMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly replyBy: Date;
  readonly at: Date;
  /** A JSON array of line documents. */
  readonly lines: string;
}

/** Adds a change after those the offer has, with its lines; the order's lock keeps others away. */
export async function insertChange(tx: Tx, change: ChangeColumns): Promise<number> {
  const { rows } = await sql<{ change_no: number }>`
    with made as (
      insert into offer_changes (town_id, offer_id, change_no, kind, said, cost_minor, tax_minor,
        total_minor, reply_by, made_at)
      select ${tx.townId}::uuid, ${change.offerId}::uuid, coalesce(max(c.change_no), 0) + 1,
        ${change.kind}, ${change.said}, ${change.costMinor}::bigint, ${change.taxMinor}::bigint,
        ${change.totalMinor}::bigint, ${change.replyBy}::timestamptz, ${change.at}::timestamptz
      from offer_changes c where c.town_id = ${tx.townId} and c.offer_id = ${change.offerId}
      returning town_id, offer_id, change_no),
    lined as (
      insert into offer_change_lines (town_id, offer_id, change_no, line_no, quantity,
        base_quantity, free_quantity, unit_price_minor, discount_minor, total_minor, cost_minor)
      select made.town_id, made.offer_id, made.change_no, l.* from made,
        jsonb_to_recordset(${change.lines}::jsonb) as l(line_no smallint, quantity numeric,
          base_quantity numeric, free_quantity numeric, unit_price_minor bigint,
          discount_minor bigint, total_minor bigint, cost_minor bigint))
    select change_no from made`.execute(tx);
  return rows[0]?.change_no ?? 0;
}

/** A line as JSON carries it: quantities and money as text. */
export interface ChangeLineDocument {
  readonly lineNo: number;
  readonly quantity: string;
  readonly baseQuantity: string;
  readonly freeQuantity: string;
  readonly unitPriceMinor: string;
  readonly discountMinor: string;
  readonly totalMinor: string;
  readonly costMinor: string;
}

export interface ChangeRow {
  readonly offer_id: string;
  readonly change_no: number;
  readonly kind: string;
  readonly said: string;
  readonly cost_minor: bigint;
  readonly tax_minor: bigint;
  readonly total_minor: bigint;
  readonly reply_by: Date;
  readonly lines: ChangeLineDocument[];
}

/** The latest change of each of the offers that has any. */
export async function selectChanges(tx: Tx, offerIds: readonly string[]): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select c.offer_id, c.change_no, c.kind, c.said, c.cost_minor, c.tax_minor, c.total_minor,
      c.reply_by,
      (select jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'quantity', l.quantity::text,
          'baseQuantity', l.base_quantity::text, 'freeQuantity', l.free_quantity::text,
          'unitPriceMinor', l.unit_price_minor::text, 'discountMinor', l.discount_minor::text,
          'totalMinor', l.total_minor::text, 'costMinor', l.cost_minor::text) order by l.line_no)
        from offer_change_lines l where l.town_id = c.town_id and l.offer_id = c.offer_id
          and l.change_no = c.change_no) as lines
    from unnest(${offerIds}::uuid[]) as o (id)
    cross join lateral (
      select * from offer_changes x where x.town_id = ${tx.townId} and x.offer_id = o.id
      order by x.change_no desc limit 1) c`.execute(tx);
  return rows;
}

/** The offers of these orders whose change waits for the retailer. */
export async function selectWaiting(
  tx: Tx,
  orderIds: readonly string[],
): Promise<{ order_id: string; offer_id: string }[]> {
  const { rows } = await sql<{ order_id: string; offer_id: string }>`
    select order_id, id as offer_id from vendor_offers
    where town_id = ${tx.townId} and order_id = any(${orderIds}::uuid[])
      and state in ('PART_OFFERED', 'COUNTERED')`.execute(tx);
  return rows;
}

/** Vendors that had an offer of an order, or of those that it is what is left of. */
export async function selectAsked(tx: Tx, orderId: string): Promise<string[]> {
  const { rows } = await sql<{ vendor_id: string }>`
    with recursive line as (
      select id, parent_id from orders where town_id = ${tx.townId} and id = ${orderId}
      union all
      select p.id, p.parent_id from line join orders p
        on p.town_id = ${tx.townId} and p.id = line.parent_id)
    select distinct o.vendor_id from line join vendor_offers o
      on o.town_id = ${tx.townId} and o.order_id = line.id`.execute(tx);
  return rows.map((row) => row.vendor_id);
}
