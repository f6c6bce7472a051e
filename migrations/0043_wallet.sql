-- A retailer's own money with the town is kept by the entries themselves too, and is never less
-- than nothing.
alter table credit_accounts
  -- What the entries of their wallet add up to, as credit.
  add column wallet_minor bigint not null default 0 check (wallet_minor >= 0);
grant update (wallet_minor) on credit_accounts to pasal_app;

-- The owner who migrates is bound by the policies too, and is in no town yet.
alter table credit_accounts no force row level security;
alter table entries no force row level security;
alter table ledger_accounts no force row level security;
update credit_accounts c set wallet_minor = s.wallet_minor
  from (select a.town_id, a.party_id, -sum(e.amount_minor) as wallet_minor
    from ledger_accounts a join entries e on e.town_id = a.town_id and e.account_id = a.id
    where a.kind = 'wallet' group by a.town_id, a.party_id) s
  where c.town_id = s.town_id and c.retailer_id = s.party_id;
alter table ledger_accounts force row level security;
alter table entries force row level security;
alter table credit_accounts force row level security;

create function keep_wallet() returns trigger language plpgsql as $$
begin
  update credit_accounts c set wallet_minor = c.wallet_minor - s.amount_minor
    from (select a.town_id, a.party_id, sum(e.amount_minor) as amount_minor from added e
      join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
      where a.kind = 'wallet' group by a.town_id, a.party_id) s
    where c.town_id = s.town_id and c.retailer_id = s.party_id;
  return null;
end $$;
create trigger keep_wallet after insert on entries referencing new table as added
  for each statement execute function keep_wallet();
