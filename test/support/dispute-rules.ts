/** What must hold of disputes, and of money that goes back; see `consistency.ts`. */
export const DISPUTE_RULES: Readonly<Record<string, string>> = {
  'no more of a line is disputed than came of it': `
    select s.order_id, s.line_no from disputes s
    join order_lines l on l.town_id = s.town_id and l.order_id = s.order_id
      and l.line_no = s.line_no
    where s.town_id = $1 group by l.town_id, l.order_id, l.line_no, s.order_id, s.line_no
    having sum(s.quantity) > coalesce(l.delivered_quantity, l.picked_quantity,
      l.accepted_quantity, l.quantity)`,
  'no more is credited than the order came to': `
    select d.number from orders d join disputes s on s.town_id = d.town_id and s.order_id = d.id
    where d.town_id = $1 group by d.town_id, d.id, d.number, d.total_minor
    having sum(s.credit_minor) > d.total_minor`,
  'an unfinished dispute has an owner, and its vendor a deadline': `
    select s.id, s.state, s.owner from disputes s
    left join due_work w on w.town_id = s.town_id and w.topic = 'dispute_reply'
      and w.subject_id = s.id
    where s.town_id = $1 and (
      (s.state = 'OPENED') is distinct from (w.subject_id is not null)
      or s.owner <> case s.state when 'OPENED' then 'vendor' when 'CLOSED' then 'nobody'
        else 'operator' end)`,
  'what goes back for a dispute stands in the books once': `
    select s.id from disputes s
    left join postings p on p.town_id = s.town_id and p.business_key in (
      'wallet_topup:dispute:' || s.id, 'refund_debit:dispute:' || s.id)
    left join entries e on e.town_id = p.town_id and e.posting_id = p.id
      and e.retailer_id = s.retailer_id
    where s.town_id = $1 group by s.town_id, s.id, s.state, s.returned_minor
    having coalesce(sum(e.amount_minor), 0) <> case s.state when 'CLOSED'
        then coalesce(s.returned_minor, 0)
        else case s.returned_as when 'wallet' then s.returned_minor else 0 end end`,
  'money of a cancelled order that went back stands in the books once': `
    select p.id, p.state from payments p
    join orders d on d.town_id = p.town_id and d.id = p.order_id
    left join postings b on b.town_id = p.town_id and b.business_key in (
      'wallet_topup:payment:' || p.id, 'refund_debit:payment:' || p.id)
    left join entries e on e.town_id = b.town_id and e.posting_id = b.id
      and e.retailer_id = d.retailer_id
    where p.town_id = $1 group by p.town_id, p.id, p.state, p.taken_minor
    having coalesce(sum(e.amount_minor), 0) <>
      case p.state when 'REFUNDED' then p.taken_minor else 0 end`,
  'the events of a dispute lead from nothing to its state without a gap': `
    select e.dispute_id, e.event from (
      select dispute_id, event, from_state, to_state, id,
        lag(to_state) over w as before, lead(id) over w as next
      from dispute_events where town_id = $1
      window w as (partition by dispute_id order by id)) e
    join disputes s on s.town_id = $1 and s.id = e.dispute_id
    where e.before is distinct from e.from_state
      or (e.next is null and e.to_state <> s.state)`,
};
