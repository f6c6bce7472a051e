-- What a driver holds of the town's cash is kept by the entries themselves, as what a vendor is
-- owed: a day's work reads no history of the books.
alter table driver_profiles
  -- The sum of the entries of their account of cash held.
  add column cash_held_minor bigint not null default 0;
grant update (cash_held_minor) on driver_profiles to pasal_app;

-- The owner who migrates is bound by the policies too, and is in no town yet.
alter table driver_profiles no force row level security;
alter table entries no force row level security;
alter table postings no force row level security;
alter table ledger_accounts no force row level security;
insert into driver_profiles as f (town_id, driver_id, duty_changed_at, cash_held_minor)
  select a.town_id, a.party_id, min(p.recorded_at), sum(e.amount_minor)
  from ledger_accounts a
  join entries e on e.town_id = a.town_id and e.account_id = a.id
  join postings p on p.town_id = e.town_id and p.id = e.posting_id
  where a.kind = 'cash_held' group by a.town_id, a.party_id
  on conflict (town_id, driver_id) do update set cash_held_minor = excluded.cash_held_minor;
alter table ledger_accounts force row level security;
alter table postings force row level security;
alter table entries force row level security;
alter table driver_profiles force row level security;

-- Whoever takes cash in or hands it over holds the driver's profile already.
create function hold_cash() returns trigger language plpgsql as $$
begin
  insert into driver_profiles as f (town_id, driver_id, duty_changed_at, cash_held_minor)
    select a.town_id, a.party_id, min(p.recorded_at), sum(e.amount_minor) from added e
      join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
      join postings p on p.town_id = e.town_id and p.id = e.posting_id
      where a.kind = 'cash_held' group by a.town_id, a.party_id
    on conflict (town_id, driver_id) do update
      set cash_held_minor = f.cash_held_minor + excluded.cash_held_minor;
  return null;
end $$;
create trigger hold_cash after insert on entries referencing new table as added
  for each statement execute function hold_cash();

-- Drivers with cash of the town, for whoever looks whether anybody waits for it.
create index driver_profiles_with_cash on driver_profiles (town_id, driver_id)
  where cash_held_minor > 0;
