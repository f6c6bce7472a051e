-- When vendors are open: hours of the week and dated exceptions, by their town's own clock.

alter table vendor_profiles
  -- Minutes since midnight, Sunday first; null: always open. A null in it: closed all that day.
  add column opens smallint[],
  add column closes smallint[],
  -- The last dated exception that counts; a day after it nothing of them is looked up.
  add column dated_until date,
  add check (num_nonnulls(opens, closes) in (0, 2)),
  add check (array_length(opens, 1) = 7 and array_length(closes, 1) = 7);
grant update (opens, closes, dated_until) on vendor_profiles to pasal_app;

-- Those whose hours must be looked at to know that they are closed.
create index vendor_profiles_with_hours on vendor_profiles (town_id, place)
  where taking_offers and (opens is not null or dated_until is not null);

-- A day that is other than the week says; both null: closed all day.
create table vendor_days (
  town_id uuid not null,
  vendor_id uuid not null,
  on_date date not null,
  opens smallint check (opens between 0 and 1439),
  closes smallint check (closes between 1 and 1440),
  -- False once it was taken back.
  counts boolean not null,
  primary key (town_id, vendor_id, on_date),
  foreign key (town_id, vendor_id) references vendor_profiles (town_id, vendor_id),
  check (num_nonnulls(opens, closes) in (0, 2)),
  check (closes > opens)
);
call isolate_by_town('vendor_days');
grant select, insert on vendor_days to pasal_app;
grant update (opens, closes, counts) on vendor_days to pasal_app;

-- Who said so, in which words, and what it came to.
create table vendor_hours_changes (
  town_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  change jsonb not null,
  -- A vendor's own words, or an operator's reason.
  reason text not null,
  actor_kind text not null check (actor_kind in ('vendor', 'operator', 'machine')),
  actor_id text,
  channel text not null,
  correlation_id text not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, vendor_id) references vendor_profiles (town_id, vendor_id)
);
call isolate_by_town('vendor_hours_changes');
call make_append_only('vendor_hours_changes');
create index vendor_hours_changes_of_vendor
  on vendor_hours_changes (town_id, vendor_id, id desc);
grant select, insert on vendor_hours_changes to pasal_app;

-- From when until when (minutes since midnight) a vendor is open on a day: a range, empty for not
-- at all. `weekday` 0 is Sunday.
create function open_minutes(profile vendor_profiles, day date, weekday integer) returns int4range
language sql stable as $$
  select coalesce(
    (select case when d.opens is null then 'empty'::int4range else int4range(d.opens, d.closes) end
      from vendor_days d
      where profile.dated_until >= day and d.town_id = profile.town_id
        and d.vendor_id = profile.vendor_id and d.on_date = day and d.counts),
    case when profile.opens is null then int4range(0, 1440)
      when profile.opens[weekday + 1] is null then 'empty'::int4range
      else int4range(profile.opens[weekday + 1], profile.closes[weekday + 1]) end)
$$;

-- All who could do an order are closed: it waits until the first of them opens.
insert into order_transition (from_state, event, to_state) values
  ('CONFIRMED', 'vendors_closed', 'CONFIRMED');
