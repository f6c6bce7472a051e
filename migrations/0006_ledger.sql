-- One row per retailer: it is locked before money moves, carries limit, balance and holds, and
-- heads the hash chain of the retailer's entries.
create table credit_accounts (
  town_id uuid not null,
  retailer_id uuid not null,
  limit_minor bigint not null check (limit_minor >= 0),
  balance_minor bigint not null default 0,
  held_minor bigint not null default 0 check (held_minor >= 0),
  chain_length bigint not null default 0 check (chain_length >= 0),
  chain_head bytea not null default '\x' check (octet_length(chain_head) in (0, 32)),
  stopped boolean not null default false,
  primary key (town_id, retailer_id),
  foreign key (town_id, retailer_id) references parties (town_id, id)
) with (fillfactor = 70);
call isolate_by_town('credit_accounts');
grant select, insert on credit_accounts to pasal_app;
grant update (limit_minor, balance_minor, held_minor, chain_length, chain_head, stopped)
  on credit_accounts to pasal_app;

create table credit_limit_changes (
  town_id uuid not null,
  id uuid not null,
  retailer_id uuid not null,
  from_minor bigint not null,
  to_minor bigint not null check (to_minor >= 0),
  changed_by text not null,
  reason text not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, retailer_id) references credit_accounts (town_id, retailer_id)
);
call isolate_by_town('credit_limit_changes');
call make_append_only('credit_limit_changes');
grant select, insert on credit_limit_changes to pasal_app;

create table credit_holds (
  town_id uuid not null,
  order_id uuid not null,
  retailer_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null check (state in ('OPEN', 'POSTED', 'RELEASED')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (town_id, order_id),
  foreign key (town_id, retailer_id) references credit_accounts (town_id, retailer_id)
) with (fillfactor = 80);
call isolate_by_town('credit_holds');
create index credit_holds_open on credit_holds (town_id, retailer_id) where state = 'OPEN';
grant select, insert on credit_holds to pasal_app;
grant update (state, closed_at) on credit_holds to pasal_app;

-- An account is a kind and up to two parties: the receivable of a retailer towards a vendor, the
-- payable to a vendor, the town's margin. No personal data stands here.
create table ledger_accounts (
  town_id uuid not null references towns (id),
  id uuid not null,
  kind text not null check (kind in ('receivable', 'payable', 'margin', 'cash_held', 'clearing',
    'wallet', 'adjustment')),
  party_id uuid,
  counterparty_id uuid,
  primary key (town_id, id),
  unique nulls not distinct (town_id, kind, party_id, counterparty_id)
);
call isolate_by_town('ledger_accounts');
grant select, insert on ledger_accounts to pasal_app;

create table postings (
  town_id uuid not null references towns (id),
  id uuid not null,
  recipe text not null check (recipe in ('ORDER_CREDIT', 'PAYMENT_DEBIT', 'REFUND_DEBIT',
    'CASH_COLLECTED', 'CASH_HANDED_OVER', 'WALLET_TOPUP', 'WALLET_SPEND', 'WRITE_OFF',
    'REVERSAL')),
  business_key text not null,
  -- SHA-256 over recipe, subject and legs: the same key with other content is an error of its own.
  content_hash bytea not null check (octet_length(content_hash) = 32),
  subject_id uuid,
  reverses_id uuid,
  recorded_at timestamptz not null,
  effective_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, business_key),
  foreign key (town_id, reverses_id) references postings (town_id, id),
  check ((recipe = 'REVERSAL') = (reverses_id is not null))
);
call isolate_by_town('postings');
call make_append_only('postings');
create unique index postings_reversed_once on postings (town_id, reverses_id)
  where reverses_id is not null;
create index postings_of_subject on postings (town_id, subject_id, id);
grant select, insert on postings to pasal_app;

create table entries (
  town_id uuid not null,
  posting_id uuid not null,
  leg_no smallint not null check (leg_no > 0),
  account_id uuid not null,
  -- Debit is positive, credit is negative; a posting's entries add up to nothing.
  amount_minor bigint not null check (amount_minor <> 0),
  -- The retailer whose chain the entry stands in; entries of other accounts stand in none.
  retailer_id uuid,
  chain_no bigint check (chain_no > 0),
  balance_after_minor bigint,
  previous_hash bytea,
  hash bytea,
  primary key (town_id, posting_id, leg_no),
  foreign key (town_id, posting_id) references postings (town_id, id),
  foreign key (town_id, account_id) references ledger_accounts (town_id, id),
  check (num_nonnulls(retailer_id, chain_no, balance_after_minor, previous_hash, hash) in (0, 5)),
  check (octet_length(hash) = 32 and octet_length(previous_hash) in (0, 32))
);
call isolate_by_town('entries');
call make_append_only('entries');
-- Gap-free and unforked: a second entry with the same place in a chain is refused.
create unique index entries_of_chain on entries (town_id, retailer_id, chain_no)
  where retailer_id is not null;
create index entries_of_account on entries (town_id, account_id, posting_id);
grant select, insert on entries to pasal_app;

create function check_posting_balance() returns trigger language plpgsql as $$
declare
  wanted uuid;
  legs bigint;
  total numeric;
begin
  -- Statements of their own: each is looked at only for the table that has its column.
  if tg_table_name = 'postings' then
    wanted := new.id;
  else
    wanted := new.posting_id;
  end if;
  select count(*), coalesce(sum(amount_minor), 0) into legs, total
    from entries where town_id = new.town_id and posting_id = wanted;
  if legs < 2 or total <> 0 then
    raise exception 'posting % has % legs and is off by %', wanted, legs, total
      using errcode = 'PA003';
  end if;
  return null;
end $$;
create constraint trigger check_balance after insert on postings
  deferrable initially deferred for each row execute function check_posting_balance();
create constraint trigger check_balance after insert on entries
  deferrable initially deferred for each row execute function check_posting_balance();
