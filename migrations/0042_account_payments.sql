-- What retailers say they paid on their account, what our office received, and which orders that
-- paid: the oldest first.

create table payment_claims (
  town_id uuid not null,
  id uuid not null,
  retailer_id uuid not null,
  method text not null check (method in ('momo', 'bank', 'counter', 'other')),
  -- As it was told.
  amount_minor bigint not null check (amount_minor > 0),
  -- Capitals and digits alone, so that it is the same however it was typed; null: not told.
  reference text check (reference ~ '^[0-9A-Z]{3,40}$'),
  state text not null check (state in ('CLAIMED', 'CONFIRMED', 'REFUSED')),
  -- What reached us, and what of it was more than was owed.
  received_minor bigint check (received_minor > 0),
  wallet_minor bigint check (wallet_minor between 0 and received_minor),
  reason text not null default '',
  channel text not null,
  claimed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  primary key (town_id, id),
  foreign key (town_id, retailer_id) references credit_accounts (town_id, retailer_id),
  check (num_nonnulls(decided_at, decided_by) = case state when 'CLAIMED' then 0 else 2 end),
  check (num_nonnulls(received_minor, wallet_minor)
    = case state when 'CONFIRMED' then 2 else 0 end)
);
call isolate_by_town('payment_claims');
-- A payment is told once, whoever tells it; what was refused may be told again.
create unique index payment_claims_told on payment_claims (town_id, reference)
  where state <> 'REFUSED';
create index payment_claims_waiting on payment_claims (town_id, retailer_id, id)
  where state = 'CLAIMED';
create index payment_claims_by_state on payment_claims (town_id, state, id desc);
grant select, insert on payment_claims to pasal_app;
grant update (method, amount_minor, reference, state, received_minor, wallet_minor, reason,
  decided_at, decided_by) on payment_claims to pasal_app;

create function guard_decided_claim() returns trigger language plpgsql as $$
begin
  raise exception 'payment claim % was decided', old.id using errcode = 'PA002';
end $$;
create trigger guard_decided before update on payment_claims
  for each row when (old.state <> 'CLAIMED') execute function guard_decided_claim();

-- What an account payment paid of an order is an attempt of that order, settled at once.
alter table payments drop constraint payments_method_check,
  add constraint payments_method_check
    check (method in ('cod', 'momo', 'bank', 'counter', 'other', 'wallet')),
  add column claim_id uuid,
  add constraint payments_claim_fkey
    foreign key (town_id, claim_id) references payment_claims (town_id, id),
  add constraint payments_claim_check
    check ((claim_id is null) = (method in ('cod', 'wallet')));
create index payments_of_claim on payments (town_id, claim_id) where claim_id is not null;

-- What was paid on account for an order that is cancelled after all is an operator's to give back.
insert into payment_transition (from_state, event, to_state) values
  ('SETTLED', 'mismatched', 'REVIEW');

-- What is owed for each order by the books: kept with every entry of a retailer's chain, so that
-- nobody reads a history to find what is open. Below nothing: more was paid than is owed.
create table order_debts (
  town_id uuid not null,
  order_id uuid not null,
  retailer_id uuid not null,
  owed_minor bigint not null,
  primary key (town_id, order_id),
  foreign key (town_id, retailer_id) references credit_accounts (town_id, retailer_id)
) with (fillfactor = 50);
call isolate_by_town('order_debts');
-- Ids of orders grow with time: the oldest comes first.
create index order_debts_open on order_debts (town_id, retailer_id, order_id)
  where owed_minor <> 0;
grant select, insert on order_debts to pasal_app;
grant update (owed_minor) on order_debts to pasal_app;

create function keep_order_debts() returns trigger language plpgsql as $$
begin
  insert into order_debts as d (town_id, order_id, retailer_id, owed_minor)
  select e.town_id, p.subject_id, e.retailer_id, sum(e.amount_minor)
    from added e join postings p on p.town_id = e.town_id and p.id = e.posting_id
    where e.retailer_id is not null and p.subject_id is not null
    group by 1, 2, 3
  on conflict (town_id, order_id) do update set owed_minor = d.owed_minor + excluded.owed_minor;
  return null;
end $$;
create trigger keep_order_debts after insert on entries
  referencing new table as added for each statement execute function keep_order_debts();

alter table entries no force row level security;
alter table postings no force row level security;
alter table order_debts no force row level security;
insert into order_debts (town_id, order_id, retailer_id, owed_minor)
select e.town_id, p.subject_id, e.retailer_id, sum(e.amount_minor)
  from entries e join postings p on p.town_id = e.town_id and p.id = e.posting_id
  where e.retailer_id is not null and p.subject_id is not null
  group by 1, 2, 3;
alter table entries force row level security;
alter table postings force row level security;
alter table order_debts force row level security;
