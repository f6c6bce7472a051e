/** What must hold of payments on account; see `consistency.ts`. */
export const PAYMENT_RULES: Readonly<Record<string, string>> = {
  'what is owed for an order is the sum of its entries': `
    with booked as (
      select p.subject_id as order_id, sum(e.amount_minor) as owed_minor from entries e
      join postings p on p.town_id = e.town_id and p.id = e.posting_id
      where e.town_id = $1 and e.retailer_id is not null group by 1),
    kept as (select order_id, owed_minor from order_debts where town_id = $1)
    select coalesce(b.order_id, k.order_id) from booked b full join kept k using (order_id)
    where b.owed_minor is distinct from k.owed_minor`,
  'what reached us of a claim paid orders, or is the wallet’s': `
    select c.id from payment_claims c
    left join payments p on p.town_id = c.town_id and p.claim_id = c.id
    left join postings b on b.town_id = c.town_id and b.business_key = 'payment_debit:' || p.id
    left join entries e on e.town_id = b.town_id and e.posting_id = b.id
      and e.retailer_id = c.retailer_id
    where c.town_id = $1 group by c.town_id, c.id, c.received_minor, c.wallet_minor
    having coalesce(sum(p.taken_minor), 0) <> coalesce(c.received_minor - c.wallet_minor, 0)
      or coalesce(-sum(e.amount_minor), 0) <> coalesce(sum(p.taken_minor), 0)
      or coalesce((select -sum(w.amount_minor) from postings t
          join entries w on w.town_id = t.town_id and w.posting_id = t.id
          join ledger_accounts a on a.town_id = w.town_id and a.id = w.account_id
          where t.town_id = c.town_id and t.business_key = 'wallet_topup:claim:' || c.id
            and a.kind = 'wallet'), 0) <> coalesce(c.wallet_minor, 0)`,
  'the money a retailer has with the town is the sum of their wallet': `
    select c.retailer_id, c.wallet_minor from credit_accounts c where c.town_id = $1
      and c.wallet_minor <> coalesce((select -sum(e.amount_minor) from ledger_accounts a
        join entries e on e.town_id = a.town_id and e.account_id = a.id
        where a.town_id = c.town_id and a.kind = 'wallet' and a.party_id = c.retailer_id), 0)`,
  'what was paid out of a wallet left it': `
    select p.id from payments p
    left join postings b on b.town_id = p.town_id and b.business_key = 'wallet_spend:' || p.id
    left join entries e on e.town_id = b.town_id and e.posting_id = b.id and e.amount_minor > 0
    where p.town_id = $1 and p.method = 'wallet'
      and e.amount_minor is distinct from p.taken_minor`,
  'nobody’s own money with us is below nothing': `
    select a.party_id from ledger_accounts a
    join entries e on e.town_id = a.town_id and e.account_id = a.id
    where a.town_id = $1 and a.kind = 'wallet' group by a.party_id
    having sum(e.amount_minor) > 0`,
  'a payment that was asked for and is not over is looked at by somebody': `
    select r.id from payment_requests r where r.town_id = $1
      and r.state in ('OPENED', 'ASKED', 'PENDING') and not exists (
        select from payment_request_queue q where q.town_id = r.town_id and q.request_id = r.id)`,
  'a payment that was asked for and came is one confirmed claim': `
    select r.id from payment_requests r
    left join payment_claims c on c.town_id = r.town_id and c.id = r.claim_id
    where r.town_id = $1 and r.state = 'SETTLED' and (c.state is distinct from 'CONFIRMED'
      or c.retailer_id <> r.retailer_id
      or (select count(*) from payment_requests o where o.town_id = r.town_id
        and o.claim_id = r.claim_id) > 1)`,
};
