import type pg from 'pg';
import { DELIVERY_RULES } from './delivery-rules.js';
import { DISPUTE_RULES } from './dispute-rules.js';
import { PAYMENT_RULES } from './payment-rules.js';

/**
 * What must hold in a town at any moment between transactions. Each query names the rows that
 * break its rule; none may give any. `$1` is the town. Run by the superuser, so that no policy
 * hides a row.
 */
const RULES: Readonly<Record<string, string>> = {
  ...DELIVERY_RULES,
  ...DISPUTE_RULES,
  ...PAYMENT_RULES,
  'an open hold belongs to an order that no vendor accepted and nobody cancelled': `
    select h.order_id from credit_holds h
    left join orders d on d.town_id = h.town_id and d.id = h.order_id
    where h.town_id = $1 and h.state = 'OPEN'
      and coalesce(d.state, '') not in ('CONFIRMED', 'VENDOR_ASSIGNED')`,
  'an order before acceptance has an open hold of its total, unless it is paid in cash': `
    select d.number from orders d
    left join credit_holds h on h.town_id = d.town_id and h.order_id = d.id
    where d.town_id = $1 and d.state in ('CONFIRMED', 'VENDOR_ASSIGNED')
      and case d.method when 'cod' then h.state is not null
        else (h.state, h.amount_minor) is distinct from ('OPEN', d.total_minor) end`,
  'an accepted order has a posted hold, and its standing credit is what is owed for it': `
    select d.number from orders d
    left join credit_holds h on h.town_id = d.town_id and h.order_id = d.id
    where d.town_id = $1 and d.state in ('ACCEPTED', 'READY_FOR_DISPATCH',
        'OUT_FOR_DELIVERY', 'DELIVERY_FAILED', 'DELIVERED', 'COMPLETED')
      and (h.state is distinct from case d.method when 'credit' then 'POSTED' end
        or (d.state = 'ACCEPTED' and h.amount_minor <> d.total_minor) or coalesce((
        select array_agg(e.amount_minor) from postings p
        join entries e on e.town_id = p.town_id and e.posting_id = p.id
          and e.retailer_id = d.retailer_id
        where p.town_id = d.town_id and p.subject_id = d.id and p.recipe = 'ORDER_CREDIT'
          and not exists (select from postings r
            where r.town_id = p.town_id and r.reverses_id = p.id)), '{0}')
        is distinct from array[d.total_minor - coalesce((select sum(s.credit_minor)::bigint
          from disputes s where s.town_id = d.town_id and s.order_id = d.id), 0)])`,
  'nothing stands in the books for an order that was cancelled, or not accepted yet': `
    select d.number from orders d join postings p on p.town_id = d.town_id and p.subject_id = d.id
    join entries e on e.town_id = p.town_id and e.posting_id = p.id
    where d.town_id = $1 and d.state in ('CANCELLED', 'CONFIRMED', 'VENDOR_ASSIGNED')
      and p.recipe not in ('CASH_COLLECTED', 'WALLET_TOPUP', 'REFUND_DEBIT', 'PAYMENT_DEBIT',
        'WALLET_SPEND')
    group by d.number, e.account_id having sum(e.amount_minor) <> 0`,
  'an account holds the sum of its open holds': `
    select a.retailer_id from credit_accounts a where a.town_id = $1 and a.held_minor <> coalesce(
      (select sum(h.amount_minor) from credit_holds h where h.town_id = a.town_id
        and h.retailer_id = a.retailer_id and h.state = 'OPEN'), 0)`,
  'no account is used beyond its limit, but for what is paid in cash': `
    select a.retailer_id from credit_accounts a
    where a.town_id = $1 and a.balance_minor + a.held_minor > a.limit_minor + coalesce((
      select sum(d.total_minor) from orders d where d.town_id = a.town_id
        and d.retailer_id = a.retailer_id and d.method = 'cod'
        and d.state not in ('CONFIRMED', 'VENDOR_ASSIGNED', 'CANCELLED')), 0)`,
  'stock is the sum of its movements': `
    select s.holder_id, s.product_id from stock s
    left join stock_movements m on m.town_id = s.town_id and m.holder_id = s.holder_id
      and m.product_id = s.product_id
    where s.town_id = $1 group by s.town_id, s.holder_id, s.product_id
    having s.stock_qty <> coalesce(sum(m.stock_change), 0)
      or s.reserved_qty <> coalesce(sum(m.reserved_change), 0)`,
  'stock is never below nothing, and no more is reserved than there is': `
    select holder_id, product_id from stock
    where town_id = $1 and (reserved_qty < 0 or reserved_qty > stock_qty)`,
  'what was counted is what the count left, until something else moved': `
    select l.count_id, l.product_id from stock_count_lines l
    left join stock_movements m on m.town_id = l.town_id and m.subject_id = l.count_id
      and m.product_id = l.product_id
    where l.town_id = $1 and l.counted_qty - l.stock_before <> coalesce(m.stock_change, 0)`,
  'what was transferred left one and reached another': `
    select subject_id from stock_movements where town_id = $1 and kind = 'transfer'
    group by subject_id, product_id having sum(stock_change) <> 0 or count(*) <> 2`,
  'a purchased line received what its receipts say, and so did the stock': `
    select l.purchase_order_id, l.line_no from purchase_order_lines l
    where l.town_id = $1 and l.received_base_quantity <> coalesce((
      select sum(r.base_quantity) from purchase_receipt_lines r where r.town_id = l.town_id
        and r.purchase_order_id = l.purchase_order_id and r.line_no = l.line_no), 0)
    union all
    select r.purchase_order_id, null from purchase_receipts r where r.town_id = $1 and (
      select sum(l.base_quantity) from purchase_receipt_lines l
      where l.town_id = r.town_id and l.receipt_id = r.id) is distinct from (
      select sum(m.stock_change) from stock_movements m
      where m.town_id = r.town_id and m.subject_id = r.id and m.kind = 'receive')`,
  'a purchase order is received exactly when everything came, or the rest was given up': `
    select p.id from purchase_orders p join purchase_order_lines l
      on l.town_id = p.town_id and l.purchase_order_id = p.id
    where p.town_id = $1 group by p.town_id, p.id, p.state
    having case p.state
      when 'RECEIVED' then not (bool_and(l.received_base_quantity = l.base_quantity)
        or exists (select from purchase_order_events e where e.town_id = p.town_id
          and e.purchase_order_id = p.id and e.event = 'rest_cancelled'))
      when 'PARTLY_RECEIVED' then bool_and(l.received_base_quantity = l.base_quantity)
        or bool_and(l.received_base_quantity = 0)
      else bool_or(l.received_base_quantity > 0) end`,
  'a line is picked short only where its order was packed short': `
    select l.order_id, l.line_no from order_lines l
    where l.town_id = $1 and l.picked_quantity is not null and not exists (
      select from order_status_events e where e.town_id = l.town_id and e.order_id = l.order_id
        and e.event = 'packed_short')`,
  'what is reserved for an order is what its state says, at its vendor': `
    with wanted as (
      select d.town_id, d.id as order_id, d.vendor_id as holder_id, l.product_id,
        sum(coalesce(l.picked_base_quantity, l.accepted_base_quantity, l.base_quantity))
          as quantity
      from orders d join order_lines l on l.town_id = d.town_id and l.order_id = d.id
      where d.town_id = $1 and d.state in ('VENDOR_ASSIGNED', 'ACCEPTED', 'READY_FOR_DISPATCH',
          'OUT_FOR_DELIVERY', 'DELIVERY_FAILED')
        and coalesce(l.picked_base_quantity, l.accepted_base_quantity) is distinct from 0
      group by 1, 2, 3, 4),
    moved as (
      select town_id, order_id, holder_id, product_id, sum(reserved_change) as quantity
      from stock_movements where town_id = $1 and order_id is not null
      group by 1, 2, 3, 4 having sum(reserved_change) <> 0)
    select coalesce(w.order_id, m.order_id) as order_id from wanted w
    full join moved m using (town_id, order_id, holder_id, product_id)
    where w.quantity is distinct from m.quantity`,
  'an order lies before a vendor exactly while an offer to them is open': `
    select d.number from orders d
    left join vendor_offers o on o.town_id = d.town_id and o.order_id = d.id
      and o.state in ('OFFERED', 'PART_OFFERED', 'COUNTERED')
    where d.town_id = $1 and ((d.state = 'VENDOR_ASSIGNED') is distinct from (o.id is not null)
      or (o.id is not null and o.vendor_id is distinct from d.vendor_id))`,
  "a vendor's load is what lies before them or waits to be packed by them": `
    select f.vendor_id, f.load from vendor_figures f where f.town_id = $1 and f.load <> (
      select count(*) from vendor_offers o where o.town_id = f.town_id
        and o.vendor_id = f.vendor_id and o.state in ('OFFERED', 'PART_OFFERED', 'COUNTERED'))
      + (select count(*) from orders d where d.town_id = f.town_id
        and d.vendor_id = f.vendor_id and d.state = 'ACCEPTED')`,
  'what a vendor is owed is the sum of their payable account': `
    select f.vendor_id, f.owed_minor from vendor_figures f where f.town_id = $1
      and f.owed_minor <> coalesce((select -sum(e.amount_minor) from ledger_accounts a
        join entries e on e.town_id = a.town_id and e.account_id = a.id
        where a.town_id = f.town_id and a.kind = 'payable' and a.party_id = f.vendor_id), 0)`,
  'the cash a driver holds is the sum of their account of it': `
    select p.id, f.cash_held_minor from parties p
    left join driver_profiles f on f.town_id = p.town_id and f.driver_id = p.id
    where p.town_id = $1 and p.kind = 'driver'
      and coalesce(f.cash_held_minor, 0) <> coalesce((select sum(e.amount_minor)
        from ledger_accounts a join entries e on e.town_id = a.town_id and e.account_id = a.id
        where a.town_id = p.town_id and a.kind = 'cash_held' and a.party_id = p.id), 0)`,
  "a vendor's ratings are counted and summed": `
    select f.vendor_id from vendor_figures f where f.town_id = $1
      and f.rated || ' ' || f.stars <> (select count(*) || ' ' || coalesce(sum(r.stars), 0)
        from order_ratings r where r.town_id = f.town_id and r.vendor_id = f.vendor_id)`,
  'what is decided is counted, and nothing that was withdrawn': `
    select f.vendor_id from vendor_figures f where f.town_id = $1 and f.decided <> (
      select count(*) from vendor_offers o where o.town_id = f.town_id
        and o.vendor_id = f.vendor_id and o.state in ('ACCEPTED', 'DECLINED', 'TIMED_OUT'))`,
  'every offer says why it went to its vendor': `
    select o.id from vendor_offers o left join offer_choices c
      on c.town_id = o.town_id and c.offer_id = o.id
    where o.town_id = $1 and c.offer_id is null`,
  'an unfinished order has due work or a person who must act': `
    select d.number, d.state, d.owner from orders d
    where d.town_id = $1 and case
      when d.state in ('COMPLETED', 'CANCELLED') then d.owner <> 'nobody'
      when d.owner = 'machine' then not exists (
        select from due_work w where w.town_id = d.town_id
          and ((w.topic = 'complete_order' and w.subject_id = d.id and d.state = 'DELIVERED')
            or (w.topic = 'assign_order' and w.subject_id = d.id and d.state = 'CONFIRMED')
            or (w.topic = 'offer_timeout' and d.state = 'VENDOR_ASSIGNED' and w.subject_id in (
              select o.id from vendor_offers o where o.town_id = d.town_id
                and o.order_id = d.id and o.state = 'OFFERED'))
            or (w.topic = 'consent_timeout' and d.state = 'VENDOR_ASSIGNED' and w.subject_id in (
              select o.id from vendor_offers o where o.town_id = d.town_id
                and o.order_id = d.id and o.state in ('PART_OFFERED', 'COUNTERED')))))
      when d.owner = 'delivery' then d.state not in ('READY_FOR_DISPATCH', 'OUT_FOR_DELIVERY',
        'DELIVERY_FAILED')
      else d.owner not in ('operator', 'vendor') end`,
  'a standing order has its day due exactly while it is active': `
    select s.id, s.state from standing_orders s
    left join due_work w on w.town_id = s.town_id and w.topic = 'standing_order'
      and w.subject_id = s.id
    where s.town_id = $1 and (s.state = 'ACTIVE') is distinct from (w.subject_id is not null)`,
  'due work has something to do': `
    select w.topic, w.subject_id from due_work w
    left join orders d on d.town_id = w.town_id and d.id = w.subject_id
    left join vendor_offers o on o.town_id = w.town_id and o.id = w.subject_id
    where w.town_id = $1 and case w.topic
      when 'assign_order' then d.state is distinct from 'CONFIRMED' or d.owner <> 'machine'
      when 'offer_timeout' then o.state is distinct from 'OFFERED'
      when 'consent_timeout' then coalesce(o.state, '') not in ('PART_OFFERED', 'COUNTERED')
      when 'complete_order' then d.state is distinct from 'DELIVERED' or d.owner <> 'machine'
      end`,
  'an order is made of a basket that is closed; lines, delivery and tax come to its total': `
    select d.number from orders d
    join baskets b on b.town_id = d.town_id and b.id = d.basket_id
    where d.town_id = $1 and (b.state <> 'CONFIRMED'
      or d.total_minor is distinct from d.delivery_fee_minor + d.tax_minor + (
        select sum(coalesce(l.delivered_total_minor, l.picked_total_minor, l.accepted_total_minor,
          l.total_minor))
        from order_lines l
        where l.town_id = d.town_id and l.order_id = d.id))`,
  'a line costs its price times its quantity less its discount, to the rounding': `
    select d.number, l.line_no from order_lines l
    join orders d on d.town_id = l.town_id and d.id = l.order_id
    where d.town_id = $1 and abs(
        coalesce(l.accepted_price_minor, l.unit_price_minor)
          * coalesce(l.accepted_quantity, l.quantity)
        - coalesce(l.accepted_discount_minor, l.discount_minor)
        - coalesce(l.accepted_total_minor, l.total_minor))
      > coalesce((d.pricing -> 'rounding' ->> 'stepMinor')::numeric, 1)`,
  'a changed offer has the change that waits': `
    select o.id from vendor_offers o
    where o.town_id = $1 and o.state in ('PART_OFFERED', 'COUNTERED') and not exists (
      select from offer_changes c where c.town_id = o.town_id and c.offer_id = o.id)`,
  'a change comes to what its lines, delivery and tax come to': `
    select c.offer_id from offer_changes c
    join offer_change_lines l using (town_id, offer_id, change_no)
    join vendor_offers o on o.town_id = c.town_id and o.id = c.offer_id
    join orders d on d.town_id = o.town_id and d.id = o.order_id
    where c.town_id = $1 group by c.town_id, c.offer_id, c.change_no, d.delivery_fee_minor
    having (c.total_minor - c.tax_minor - d.delivery_fee_minor, c.cost_minor)
      is distinct from (sum(l.total_minor), sum(l.cost_minor))`,
  'what was split off was asked for and not accepted': `
    select p.order_id, p.line_no from order_lines p
    join orders d on d.town_id = p.town_id and d.parent_id = p.order_id
    join order_lines l on l.town_id = d.town_id and l.order_id = d.id
      and l.product_id = p.product_id and l.unit = p.unit
    where p.town_id = $1 group by p.order_id, p.line_no, p.quantity, p.accepted_quantity
    having p.quantity < p.accepted_quantity + sum(l.quantity)
      or (p.quantity is distinct from p.accepted_quantity + sum(l.quantity) and not exists (
        select from order_status_events e where e.town_id = $1 and e.order_id = p.order_id
          and e.event = 'split'))`,
  'nothing was split off that is no line of its parent': `
    select d.number from orders d
    join order_lines l on l.town_id = d.town_id and l.order_id = d.id
    where d.town_id = $1 and d.parent_id is not null and not exists (
      select from order_lines p where p.town_id = d.town_id and p.order_id = d.parent_id
        and p.product_id = l.product_id and p.unit = l.unit)`,
  'the status events of an order lead from nothing to its state without a gap': `
    select e.order_id, e.event from (
      select order_id, event, from_state, to_state, id,
        lag(to_state) over w as before, lead(id) over w as next
      from order_status_events where town_id = $1
      window w as (partition by order_id order by id)) e
    join orders d on d.town_id = $1 and d.id = e.order_id
    where e.before is distinct from e.from_state
      or (e.next is null and e.to_state <> d.state)`,
  'entries add up to nothing': `
    select posting_id from entries where town_id = $1
    group by posting_id having sum(amount_minor) <> 0 or count(*) < 2`,
};

/** All rules as one statement: a single round trip, whatever connection is asked. */
const ALL_RULES = Object.values(RULES)
  .map((text, i) => `select ${i} as rule, to_jsonb(broken) as row from (${text}) broken`)
  .join(' union all ');

/** Breaches of the rules, empty when all hold. The books are verified apart, by `verify`. */
export async function findBreaches(
  admin: pg.Pool | pg.ClientBase,
  townId: string,
): Promise<readonly { readonly rule: string; readonly rows: readonly unknown[] }[]> {
  // Named, so that a connection that asks again and again has them planned once.
  const query = { name: 'rules', text: ALL_RULES, values: [townId] };
  const { rows } = await admin.query<{ rule: number; row: unknown }>(query);
  return Object.keys(RULES).flatMap((rule, i) => {
    const broken = rows.filter((one) => one.rule === i).map(({ row }) => row);
    return broken.length === 0 ? [] : [{ rule, rows: broken.slice(0, 3) }];
  });
}
