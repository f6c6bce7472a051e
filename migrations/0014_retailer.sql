-- What a retailer says beside goods, and what becomes of an order after it came.

-- When and how it is to be brought, in the retailer's own words; empty where nothing was said.
-- Kept with the basket, then with the order, where vendor and driver see it.
alter table baskets
  add column wished_time text not null default '',
  add column delivery_note text not null default '';
grant update (wished_time, delivery_note) on baskets to pasal_app;
alter table orders
  add column wished_time text not null default '',
  add column delivery_note text not null default '',
  -- Whether something else may be sent where a product is missing: as the retailer had chosen
  -- when the order was placed.
  add column substitutes text not null default 'ask'
    check (substitutes in ('ask', 'allow', 'never'));
grant update (wished_time, delivery_note) on orders to pasal_app;

alter table retailer_preferences
  alter column part_choice set default 'ask',
  add column substitutes text not null default 'ask'
    check (substitutes in ('ask', 'allow', 'never'));
grant update (substitutes) on retailer_preferences to pasal_app;

-- However an order is born, of a basket or as the rest of another order, its wishes come with it.
create function take_wishes() returns trigger language plpgsql as $$
begin
  if new.parent_id is null then
    select b.wished_time, b.delivery_note into new.wished_time, new.delivery_note
      from baskets b where b.town_id = new.town_id and b.id = new.basket_id;
    new.substitutes := coalesce((select p.substitutes from retailer_preferences p
      where p.town_id = new.town_id and p.retailer_id = new.retailer_id), 'ask');
  else
    select d.wished_time, d.delivery_note, d.substitutes
      into new.wished_time, new.delivery_note, new.substitutes
      from orders d where d.town_id = new.town_id and d.id = new.parent_id;
  end if;
  return new;
end $$;
create trigger take_wishes before insert on orders
  for each row execute function take_wishes();

-- Who changed how the town wants things, and why.
create table town_setting_changes (
  town_id uuid not null references towns (id),
  id uuid not null,
  changed_by text not null,
  reason text not null,
  -- The documents as stored: what is left out has its default.
  before jsonb not null,
  after jsonb not null,
  changed_at timestamptz not null,
  primary key (town_id, id)
);
call isolate_by_town('town_setting_changes');
call make_append_only('town_setting_changes');
grant select, insert on town_setting_changes to pasal_app;

-- What a shop buys again and again: proposed on its day, ordered after a yes, or by itself where
-- the retailer chose that.
create table standing_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into standing_transition (from_state, event, to_state) values
  ('ACTIVE', 'paused', 'PAUSED'),
  ('PAUSED', 'resumed', 'ACTIVE'),
  ('ACTIVE', 'stopped', 'STOPPED'),
  ('PAUSED', 'stopped', 'STOPPED');
grant select on standing_transition to pasal_app;

create table standing_orders (
  town_id uuid not null,
  id uuid not null,
  retailer_id uuid not null,
  -- What the retailer calls it: from 1, never given twice.
  number smallint not null check (number > 0),
  kind text not null check (kind in ('weekly', 'monthly')),
  -- Weekdays from 0, Sunday; or the day of the month, the last one where a month is shorter.
  days smallint[] not null check (cardinality(days) between 1 and 7),
  lines jsonb not null,
  state text not null check (state in ('ACTIVE', 'PAUSED', 'STOPPED')),
  -- Ordered without asking.
  by_itself boolean not null default false,
  next_at timestamptz not null,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, retailer_id, number),
  foreign key (town_id, retailer_id) references parties (town_id, id)
) with (fillfactor = 80);
call isolate_by_town('standing_orders');
grant select, insert on standing_orders to pasal_app;
grant update (lines, state, by_itself, next_at, version, changed_at) on standing_orders
  to pasal_app;

create function guard_standing_state() returns trigger language plpgsql as $$
begin
  if not exists (select from standing_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'standing order % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on standing_orders
  for each row when (old.state is distinct from new.state)
  execute function guard_standing_state();

create table standing_order_events (
  town_id uuid not null,
  id uuid not null,
  standing_id uuid not null,
  event text not null,
  to_state text not null,
  actor_kind text not null,
  actor_id text,
  channel text not null,
  correlation_id text not null,
  happened_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, standing_id) references standing_orders (town_id, id)
);
call isolate_by_town('standing_order_events');
call make_append_only('standing_order_events');
grant select, insert on standing_order_events to pasal_app;

do $$ declare known text; begin
  select pg_get_constraintdef(oid) into known from pg_constraint
    where conname = 'due_work_topic_check';
  alter table due_work drop constraint due_work_topic_check;
  execute format('alter table due_work add constraint due_work_topic_check %s',
    regexp_replace(known, '\]\)', ', ''standing_order''::text])'));
end $$;
