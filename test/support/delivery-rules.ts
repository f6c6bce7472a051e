/** What must hold of deliveries, and of the cash they bring; see `consistency.ts`. */
export const DELIVERY_RULES: Readonly<Record<string, string>> = {
  'a delivery is where its order is': `
    select d.number, d.state, v.state as delivery from orders d
    left join deliveries v on v.town_id = d.town_id and v.order_id = d.id
    where d.town_id = $1 and case
      when d.state in ('CONFIRMED', 'VENDOR_ASSIGNED', 'ACCEPTED') then v.id is not null
      when d.state = 'READY_FOR_DISPATCH' then coalesce(v.state, '')
        not in ('UNALLOCATED', 'OFFERED', 'ASSIGNED', 'RESCHEDULED')
      when d.state = 'OUT_FOR_DELIVERY' then coalesce(v.state, '')
        not in ('ASSIGNED', 'PICKED_UP', 'ON_THE_WAY', 'RESCHEDULED')
      when d.state = 'DELIVERY_FAILED' then coalesce(v.state, '')
        not in ('FAILED', 'ASSIGNED', 'RESCHEDULED')
      when d.state in ('DELIVERED', 'COMPLETED') then coalesce(v.state, '')
        not in ('DELIVERED', 'PART_DELIVERED')
      else coalesce(v.state, 'CANCELLED') <> 'CANCELLED' end`,
  'an unfinished delivery has due work or a person who must act': `
    select v.id, v.state, v.owner from deliveries v
    left join due_work w on w.town_id = v.town_id and w.subject_id = v.id
      and w.topic in ('allocate_delivery', 'driver_timeout', 'delivery_overdue',
        'delivery_resume')
    where v.town_id = $1 and case
      when v.state in ('DELIVERED', 'PART_DELIVERED', 'CANCELLED')
        then v.owner <> 'nobody' or w.topic is not null
      when v.owner = 'operator' then coalesce(w.topic, 'allocate_delivery') <> 'allocate_delivery'
      when v.state = 'UNALLOCATED' then w.topic is distinct from 'allocate_delivery'
      when v.state = 'OFFERED' then w.topic is distinct from 'driver_timeout'
        and w.topic is distinct from 'allocate_delivery'
      when v.state = 'RESCHEDULED' then w.topic is distinct from 'delivery_resume'
      else w.topic is distinct from 'delivery_overdue' end`,
  'drivers are asked exactly while a delivery is offered': `
    select v.id, v.state from deliveries v
    left join delivery_asks a on a.town_id = v.town_id and a.delivery_id = v.id
      and a.answer is null
    where v.town_id = $1 group by v.town_id, v.id, v.state
    having (v.state = 'OFFERED') is distinct from (count(a.driver_id) > 0)`,
  'one driver took a delivery in a round': `
    select delivery_id, round from delivery_asks where town_id = $1 and answer = 'TAKEN'
    group by delivery_id, round having count(*) > 1`,
  'the events of a delivery lead from nothing to its state without a gap': `
    select e.delivery_id, e.event from (
      select delivery_id, event, from_state, to_state, id,
        lag(to_state) over w as before, lead(id) over w as next
      from delivery_events where town_id = $1
      window w as (partition by delivery_id order by id)) e
    join deliveries v on v.town_id = $1 and v.id = e.delivery_id
    where e.before is distinct from e.from_state
      or (e.next is null and e.to_state <> v.state)`,
  'what was delivered is what left the stock': `
    select d.number, x.product_id from orders d
    join lateral (
      select l.product_id, sum(coalesce(l.delivered_base_quantity, l.picked_base_quantity,
        l.accepted_base_quantity, l.base_quantity)) as quantity
      from order_lines l where l.town_id = d.town_id and l.order_id = d.id
      group by l.product_id) x on true
    where d.town_id = $1 and x.quantity * (d.state in ('DELIVERED', 'COMPLETED'))::int
      <> coalesce((select -sum(m.stock_change) from stock_movements m
        where m.town_id = d.town_id and m.order_id = d.id and m.product_id = x.product_id
          and m.kind = 'consume'), 0)`,
  'a line is delivered short only where its order was delivered in part': `
    select l.order_id, l.line_no from order_lines l
    where l.town_id = $1 and l.delivered_quantity is not null and not exists (
      select from order_status_events e where e.town_id = l.town_id and e.order_id = l.order_id
        and e.event = 'delivered_part')`,
  'whoever delivered by code has a proof, and so has an operator': `
    select v.id from deliveries v
    where v.town_id = $1 and v.state in ('DELIVERED', 'PART_DELIVERED') and not exists (
      select from delivery_proofs p where p.town_id = v.town_id and p.delivery_id = v.id
        and (p.kind = 'operator' or p.code = v.code))`,
  'a delivered order on credit is due on a day': `
    select number from orders where town_id = $1 and state in ('DELIVERED', 'COMPLETED')
      and (method = 'credit') is distinct from (due_at is not null)`,
  'cash that was taken for an order stands in the books': `
    select p.order_id from payments p where p.town_id = $1 and p.method = 'cod'
    group by p.town_id, p.order_id having sum(p.taken_minor) <> coalesce((
      select sum(e.amount_minor) from postings b
      join entries e on e.town_id = b.town_id and e.posting_id = b.id
      join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
      where b.town_id = p.town_id and b.subject_id = p.order_id
        and b.recipe = 'CASH_COLLECTED' and a.kind = 'cash_held'), 0)`,
  'a driver holds what they took and did not hand over, and it is watched': `
    select a.party_id, sum(e.amount_minor) from ledger_accounts a
    join entries e on e.town_id = a.town_id and e.account_id = a.id
    left join due_work w on w.town_id = a.town_id and w.subject_id = a.party_id
      and w.topic = 'cash_overdue'
    left join driver_profiles f on f.town_id = a.town_id and f.driver_id = a.party_id
    where a.town_id = $1 and a.kind = 'cash_held'
    group by a.town_id, a.party_id, w.subject_id, f.cash_overdue_at
    having sum(e.amount_minor) < 0
      or (sum(e.amount_minor) > 0) is distinct from
        (w.subject_id is not null or f.cash_overdue_at is not null)`,
  'the events of a payment lead from nothing to its state without a gap': `
    select e.payment_id, e.event from (
      select payment_id, event, from_state, to_state, id,
        lag(to_state) over w as before, lead(id) over w as next
      from payment_events where town_id = $1
      window w as (partition by payment_id order by id)) e
    join payments p on p.town_id = $1 and p.id = e.payment_id
    where e.before is distinct from e.from_state
      or (e.next is null and e.to_state <> p.state)`,
};
