-- The retailer's draft, one open per retailer, the same from every channel. Its lines are a value
-- that changes as a whole, so they are one document; an order's lines are rows of their own.
create table baskets (
  town_id uuid not null,
  id uuid not null,
  retailer_id uuid not null,
  state text not null check (state in ('OPEN', 'CONFIRMED', 'DROPPED')),
  lines jsonb not null,
  -- What the retailer was last shown; a confirmation is of exactly this.
  shown_total_minor bigint not null default 0,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, retailer_id) references parties (town_id, id)
) with (fillfactor = 80);
call isolate_by_town('baskets');
create unique index baskets_one_open on baskets (town_id, retailer_id) where state = 'OPEN';
grant select, insert on baskets to pasal_app;
grant update (state, lines, shown_total_minor, version, changed_at) on baskets to pasal_app;

create table order_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into order_transition (from_state, event, to_state) values
  ('CONFIRMED', 'vendor_assigned', 'VENDOR_ASSIGNED'),
  ('CONFIRMED', 'vendors_exhausted', 'CONFIRMED'),
  ('CONFIRMED', 'cancelled', 'CANCELLED'),
  ('VENDOR_ASSIGNED', 'vendor_accepted', 'ACCEPTED'),
  ('VENDOR_ASSIGNED', 'vendor_declined', 'CONFIRMED'),
  ('VENDOR_ASSIGNED', 'vendor_timed_out', 'CONFIRMED'),
  ('VENDOR_ASSIGNED', 'vendor_withdrawn', 'CONFIRMED'),
  ('VENDOR_ASSIGNED', 'cancelled', 'CANCELLED'),
  ('ACCEPTED', 'cancelled', 'CANCELLED');
grant select on order_transition to pasal_app;

create table orders (
  town_id uuid not null,
  id uuid not null,
  number bigint not null,
  retailer_id uuid not null,
  basket_id uuid not null,
  state text not null check (state in ('CONFIRMED', 'VENDOR_ASSIGNED', 'ACCEPTED',
    'READY_FOR_DISPATCH', 'OUT_FOR_DELIVERY', 'DELIVERED', 'DELIVERY_FAILED', 'COMPLETED',
    'CANCELLED')),
  method text not null check (method in ('credit')),
  vendor_id uuid,
  total_minor bigint not null check (total_minor > 0),
  -- Who must act next when no deadline is running.
  owner text not null check (owner in ('machine', 'vendor', 'operator', 'nobody')),
  version integer not null default 1,
  confirmed_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, number),
  -- Two confirmations of one basket make one order.
  unique (town_id, basket_id),
  foreign key (town_id, retailer_id) references parties (town_id, id),
  foreign key (town_id, vendor_id) references parties (town_id, id),
  foreign key (town_id, basket_id) references baskets (town_id, id)
) with (fillfactor = 80);
call isolate_by_town('orders');
create index orders_of_retailer on orders (town_id, retailer_id, id desc);
create index orders_by_state on orders (town_id, state, id desc);
create index orders_of_vendor on orders (town_id, vendor_id, id desc) where vendor_id is not null;
grant select, insert on orders to pasal_app;
grant update (state, vendor_id, owner, version, changed_at) on orders to pasal_app;

create function guard_order_state() returns trigger language plpgsql as $$
begin
  if not exists (select from order_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'order % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on orders
  for each row when (old.state is distinct from new.state) execute function guard_order_state();

create table order_lines (
  town_id uuid not null,
  order_id uuid not null,
  line_no smallint not null,
  product_id uuid not null,
  unit text not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  base_quantity numeric(14, 3) not null check (base_quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor > 0),
  total_minor bigint not null check (total_minor > 0),
  -- What was typed and why it was understood so.
  said text not null default '',
  reasons jsonb not null default '[]',
  primary key (town_id, order_id, line_no),
  foreign key (town_id, order_id) references orders (town_id, id),
  foreign key (product_id, unit) references sale_units (product_id, unit)
);
call isolate_by_town('order_lines');
grant select, insert on order_lines to pasal_app;

create table order_status_events (
  town_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  from_state text,
  event text not null,
  to_state text not null,
  actor_kind text not null check (actor_kind in ('retailer', 'vendor', 'operator', 'machine')),
  actor_id text,
  channel text not null,
  reason text not null default '',
  correlation_id text not null,
  happened_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, order_id) references orders (town_id, id)
);
call isolate_by_town('order_status_events');
call make_append_only('order_status_events');
create index order_status_events_of_order on order_status_events (town_id, order_id, id);
grant select, insert on order_status_events to pasal_app;

create table vendor_offers (
  town_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  vendor_id uuid not null,
  state text not null check (state in ('OFFERED', 'PART_OFFERED', 'COUNTERED', 'ACCEPTED',
    'DECLINED', 'TIMED_OUT', 'WITHDRAWN')),
  -- What the vendor is paid when they accept: as told, whatever their costs become.
  cost_minor bigint not null check (cost_minor > 0),
  reason text not null default '',
  offered_at timestamptz not null,
  reply_by timestamptz not null,
  answered_at timestamptz,
  primary key (town_id, id),
  foreign key (town_id, order_id) references orders (town_id, id),
  foreign key (town_id, vendor_id) references parties (town_id, id)
) with (fillfactor = 80);
call isolate_by_town('vendor_offers');
-- An order lies before one vendor at a time.
create unique index vendor_offers_one_open on vendor_offers (town_id, order_id)
  where state in ('OFFERED', 'PART_OFFERED', 'COUNTERED');
create index vendor_offers_of_order on vendor_offers (town_id, order_id, id);
create index vendor_offers_of_vendor on vendor_offers (town_id, vendor_id, id desc);
grant select, insert on vendor_offers to pasal_app;
grant update (state, reason, answered_at) on vendor_offers to pasal_app;
