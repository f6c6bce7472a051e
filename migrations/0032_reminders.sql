-- Reminders for shops that asked for them: how often a shop orders, as a row that its orders keep.

alter table retailer_preferences
  -- Off until the retailer asked for them.
  add column reminders boolean not null default false;
grant update (reminders) on retailer_preferences to pasal_app;

create table order_rhythms (
  town_id uuid not null,
  retailer_id uuid not null,
  -- Times at which something was ordered, half a day or more apart.
  times bigint not null default 1 check (times > 0),
  last_at timestamptz not null,
  -- Between two such times: a running figure, a quarter for the newest.
  gap_seconds bigint check (gap_seconds > 0),
  reminded_at timestamptz,
  primary key (town_id, retailer_id),
  foreign key (town_id, retailer_id) references parties (town_id, id)
) with (fillfactor = 50);
call isolate_by_town('order_rhythms');
grant select, insert on order_rhythms to pasal_app;
grant update (times, last_at, gap_seconds, reminded_at) on order_rhythms to pasal_app;

-- The next order is overdue a quarter later than usual; usual is what happened twice.
create function order_overdue_at(rhythm order_rhythms) returns timestamptz
  language sql stable as $$
  select case when rhythm.times >= 3
    then rhythm.last_at + rhythm.gap_seconds * interval '1.25 seconds' end $$;

-- What is left of another order is no order of its retailer's own making.
create function keep_rhythm() returns trigger language plpgsql as $$
declare rhythm order_rhythms; overdue_at timestamptz;
begin
  insert into order_rhythms as r (town_id, retailer_id, last_at)
  values (new.town_id, new.retailer_id, new.confirmed_at)
  on conflict (town_id, retailer_id) do update set
      times = r.times + 1,
      gap_seconds = coalesce(
        r.gap_seconds + (extract(epoch from new.confirmed_at - r.last_at)::bigint
          - r.gap_seconds) / 4,
        extract(epoch from new.confirmed_at - r.last_at)::bigint),
      last_at = new.confirmed_at
    where new.confirmed_at >= r.last_at + interval '12 hours'
  returning r.* into rhythm;
  overdue_at := order_overdue_at(rhythm);
  if overdue_at is not null and exists (select from retailer_preferences p
      where p.town_id = new.town_id and p.retailer_id = new.retailer_id and p.reminders) then
    insert into due_work (town_id, topic, subject_id, due_at, correlation_id)
    values (new.town_id, 'usual_order', new.retailer_id, overdue_at, new.id::text)
    on conflict (town_id, topic, subject_id) do update
      set due_at = excluded.due_at, attempts = 0;
  end if;
  return null;
end $$;
create trigger keep_rhythm after insert on orders
  for each row when (new.parent_id is null) execute function keep_rhythm();

do $$ declare known text; begin
  select pg_get_constraintdef(oid) into known from pg_constraint
    where conname = 'due_work_topic_check';
  alter table due_work drop constraint due_work_topic_check;
  execute format('alter table due_work add constraint due_work_topic_check %s',
    regexp_replace(known, '\]\)', ', ''usual_order''::text])'));
end $$;
