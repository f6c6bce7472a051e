-- How vendors are chosen: running figures of each, kept by the changes of offers and orders
-- themselves, so that no choice reads a history; and with each offer, why it went to its vendor.

create table vendor_figures (
  town_id uuid not null,
  vendor_id uuid not null,
  -- Exponentially weighted, an eighth for the newest: the share of offers that were taken, in
  -- millionths, and how long the first word took. A newcomer begins as a good, not the best one.
  accept_ppm integer not null default 750000 check (accept_ppm between 0 and 1000000),
  reply_ms bigint not null default 600000 check (reply_ms >= 0),
  -- Offers that were decided, by the vendor or by their silence.
  decided bigint not null default 0 check (decided >= 0),
  -- Orders that lie before the vendor, or wait to be packed.
  load integer not null default 0 check (load >= 0),
  -- What the books owe the vendor: the sum of the entries of their payable account.
  owed_minor bigint not null default 0,
  primary key (town_id, vendor_id),
  foreign key (town_id, vendor_id) references parties (town_id, id)
) with (fillfactor = 50);
call isolate_by_town('vendor_figures');
grant select, insert on vendor_figures to pasal_app;
grant update (accept_ppm, reply_ms, decided, load, owed_minor) on vendor_figures to pasal_app;

-- The owner who migrates is bound by the policies too, and is in no town yet.
alter table vendor_offers no force row level security;
alter table orders no force row level security;
alter table parties no force row level security;
alter table vendor_figures no force row level security;
alter table entries no force row level security;
alter table ledger_accounts no force row level security;
insert into vendor_figures (town_id, vendor_id, owed_minor, load)
  select p.town_id, p.id,
    coalesce((select -sum(e.amount_minor) from ledger_accounts a
      join entries e on e.town_id = a.town_id and e.account_id = a.id
      where a.town_id = p.town_id and a.kind = 'payable' and a.party_id = p.id), 0),
    (select count(*) from vendor_offers o where o.town_id = p.town_id and o.vendor_id = p.id
      and o.state in ('OFFERED', 'PART_OFFERED', 'COUNTERED'))
    + (select count(*) from orders d where d.town_id = p.town_id and d.vendor_id = p.id
      and d.state = 'ACCEPTED')
  from parties p where p.kind = 'vendor';
alter table ledger_accounts force row level security;
alter table entries force row level security;
alter table vendor_figures force row level security;
alter table parties force row level security;
alter table orders force row level security;
alter table vendor_offers force row level security;

create function begin_figures() returns trigger language plpgsql as $$
begin
  insert into vendor_figures (town_id, vendor_id) values (new.town_id, new.id);
  return null;
end $$;
create trigger begin_figures after insert on parties
  for each row when (new.kind = 'vendor') execute function begin_figures();

create function count_offer() returns trigger language plpgsql as $$
begin
  update vendor_figures f set load = f.load + 1
    where f.town_id = new.town_id and f.vendor_id = new.vendor_id;
  return null;
end $$;
create trigger count_offer after insert on vendor_offers
  for each row execute function count_offer();

-- An offer that was withdrawn says nothing of its vendor: the retailer refused a change or was
-- silent about it, cancelled, or an operator chose another.
create function weigh_offer() returns trigger language plpgsql as $$
declare
  is_decided boolean := new.state in ('ACCEPTED', 'DECLINED', 'TIMED_OUT');
  -- An order that was taken lies on until it is packed.
  leaves boolean := new.state in ('DECLINED', 'TIMED_OUT', 'WITHDRAWN');
  waited_ms bigint := extract(epoch from
    least(new.answered_at, new.reply_by) - new.offered_at) * 1000;
  first_word boolean := old.state = 'OFFERED' and new.state <> 'WITHDRAWN';
begin
  if is_decided or leaves or first_word then
    update vendor_figures f set
        accept_ppm = case when is_decided
          then f.accept_ppm + (case new.state when 'ACCEPTED' then 1000000 else 0 end
            - f.accept_ppm) / 8
          else f.accept_ppm end,
        reply_ms = case when first_word
          then f.reply_ms + (greatest(waited_ms, 0) - f.reply_ms) / 8 else f.reply_ms end,
        decided = f.decided + case when is_decided then 1 else 0 end,
        load = f.load - case when leaves then 1 else 0 end
      where f.town_id = new.town_id and f.vendor_id = new.vendor_id;
  end if;
  return null;
end $$;
create trigger weigh_offer after update of state on vendor_offers
  for each row when (old.state is distinct from new.state) execute function weigh_offer();

create function unload_vendor() returns trigger language plpgsql as $$
begin
  update vendor_figures f set load = f.load - 1
    where f.town_id = new.town_id and f.vendor_id = old.vendor_id;
  return null;
end $$;
create trigger unload_vendor after update of state on orders
  for each row when (old.state = 'ACCEPTED' and new.state <> 'ACCEPTED')
  execute function unload_vendor();

create function owe_vendor() returns trigger language plpgsql as $$
begin
  update vendor_figures f set owed_minor = f.owed_minor - s.amount_minor
    from (select a.town_id, a.party_id, sum(e.amount_minor) as amount_minor from added e
      join ledger_accounts a on a.town_id = e.town_id and a.id = e.account_id
      where a.kind = 'payable' group by a.town_id, a.party_id) s
    where f.town_id = s.town_id and f.vendor_id = s.party_id;
  return null;
end $$;
create trigger owe_vendor after insert on entries referencing new table as added
  for each statement execute function owe_vendor();

-- By when a vendor said they bring an order; the latest of an order counts.
create table order_promises (
  town_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  vendor_id uuid not null,
  promised_at timestamptz not null,
  said text not null,
  made_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, order_id) references orders (town_id, id),
  foreign key (town_id, vendor_id) references parties (town_id, id)
);
call isolate_by_town('order_promises');
call make_append_only('order_promises');
create index order_promises_of_order on order_promises (town_id, order_id, id desc)
  include (promised_at);
grant select, insert on order_promises to pasal_app;

-- Why an order went to its vendor: who chose, the points, and those who came next.
create table offer_choices (
  town_id uuid not null,
  offer_id uuid not null,
  chosen_by text not null check (chosen_by in ('machine', 'operator')),
  choice jsonb not null,
  primary key (town_id, offer_id),
  foreign key (town_id, offer_id) references vendor_offers (town_id, id)
);
call isolate_by_town('offer_choices');
call make_append_only('offer_choices');
grant select, insert on offer_choices to pasal_app;

-- Where more vendors can fill an order than are looked at, the walk begins at a place that the
-- order gives, and each vendor has a place that nothing moves.
alter table vendor_profiles
  add column place bigint generated always as (hashtextextended(vendor_id::text, 0)) stored;
create index vendor_profiles_by_place on vendor_profiles (town_id, place) where taking_offers;
-- Nobody walks by turn any more; without it, noting a turn writes no index.
drop index vendor_profiles_by_turn;

-- A cost is read with its key, and no row is fetched for it.
alter table vendor_costs drop constraint vendor_costs_pkey,
  add primary key (town_id, vendor_id, product_id) include (cost_minor);
