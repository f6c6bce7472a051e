-- Stock of vendors and of the town's own warehouses; counts, transfers, low stock; what was picked
-- of an order. A movement is the only thing that changes a stock row, whoever writes it.

create table warehouses (
  town_id uuid not null references towns (id),
  id uuid not null,
  name text not null check (name <> ''),
  created_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, name)
);
call isolate_by_town('warehouses');
grant select, insert on warehouses to pasal_app;

-- Whoever holds stock: each vendor and each warehouse, under its own id, from its first moment.
create table stock_holders (
  town_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('vendor', 'warehouse')),
  vendor_id uuid,
  warehouse_id uuid,
  primary key (town_id, id),
  foreign key (town_id, vendor_id) references parties (town_id, id),
  foreign key (town_id, warehouse_id) references warehouses (town_id, id),
  check (id is not distinct from case kind when 'vendor' then vendor_id else warehouse_id end),
  check (num_nonnulls(vendor_id, warehouse_id) = 1)
);
call isolate_by_town('stock_holders');
grant select, insert on stock_holders to pasal_app;

create function hold_stock() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'warehouses' then
    insert into stock_holders (town_id, id, kind, warehouse_id)
      values (new.town_id, new.id, 'warehouse', new.id);
  else
    insert into stock_holders (town_id, id, kind, vendor_id)
      values (new.town_id, new.id, 'vendor', new.id);
  end if;
  return null;
end $$;
create trigger hold_stock after insert on warehouses
  for each row execute function hold_stock();
create trigger hold_stock after insert on parties
  for each row when (new.kind = 'vendor') execute function hold_stock();

-- The owner who migrates is bound by the policies too, and is in no town yet.
alter table parties no force row level security;
alter table stock no force row level security;
alter table stock_holders no force row level security;
insert into stock_holders (town_id, id, kind, vendor_id)
  select town_id, id, 'vendor', id from parties where kind = 'vendor'
  union select s.town_id, s.holder_id, 'vendor', s.holder_id from stock s;
alter table stock_holders force row level security;
alter table stock force row level security;
alter table parties force row level security;

alter table stock
  drop constraint stock_town_id_holder_id_fkey,
  add foreign key (town_id, holder_id) references stock_holders (town_id, id),
  -- Less than this free is low; null: what the town's settings say.
  add column low_below numeric(14, 3) check (low_below >= 0);
grant update (low_below) on stock to pasal_app;
create index stock_of_town on stock (town_id, product_id, holder_id);

alter table stock_movements
  -- The count, transfer or receipt it belongs to.
  add column subject_id uuid,
  add column actor_kind text not null default 'machine'
    check (actor_kind in ('retailer', 'vendor', 'operator', 'machine')),
  add column actor_id text,
  add column channel text not null default '',
  add column correlation_id text not null default '',
  -- What the row held afterwards; null in movements of before.
  add column stock_after numeric(14, 3),
  add column reserved_after numeric(14, 3),
  drop constraint stock_movements_kind_check,
  add constraint stock_movements_kind_check check (case kind
    when 'opening' then stock_change >= 0 and reserved_change = 0
    when 'reserve' then stock_change = 0 and reserved_change > 0
    when 'release' then stock_change = 0 and reserved_change < 0
    when 'consume' then stock_change < 0 and reserved_change <= 0
    when 'adjust' then reserved_change = 0 and reason <> ''
    when 'receive' then stock_change > 0 and reserved_change = 0
    when 'transfer' then stock_change <> 0 and reserved_change = 0
    else false end);
create index stock_movements_of_subject on stock_movements (town_id, subject_id)
  where subject_id is not null;

-- A holder that ran low: one row from going below until being above again.
create table low_stock_notices (
  town_id uuid not null,
  -- The id of the movement that went below, or of the change of the threshold.
  id uuid not null,
  holder_id uuid not null,
  product_id uuid not null,
  free_qty numeric(14, 3) not null,
  low_below numeric(14, 3) not null,
  noticed_at timestamptz not null,
  told_at timestamptz,
  ended_at timestamptz,
  primary key (town_id, id),
  foreign key (town_id, holder_id, product_id) references stock (town_id, holder_id, product_id)
);
call isolate_by_town('low_stock_notices');
create unique index low_stock_open on low_stock_notices (town_id, holder_id, product_id)
  where ended_at is null;
create index low_stock_open_by_age on low_stock_notices (town_id, id) where ended_at is null;
grant select, insert on low_stock_notices to pasal_app;
grant update (told_at, ended_at) on low_stock_notices to pasal_app;

-- Lifts the whole list, those of migrations before this one included.
alter table due_work drop constraint due_work_topic_check,
  add constraint due_work_topic_check
    check (topic in ('assign_order', 'offer_timeout', 'consent_timeout', 'low_stock'));

-- Compares what is free with the threshold. The row is locked by the caller. Below it for the
-- first time: a notice, and work due now that tells whom it concerns; not below it: it is over.
create function watch_low_stock(
  town uuid, holder uuid, product uuid, notice uuid, at timestamptz, correlation text
) returns void language plpgsql as $$
declare
  free numeric;
  threshold numeric;
begin
  select s.stock_qty - s.reserved_qty,
      coalesce(s.low_below, (t.settings ->> 'low_stock_below')::numeric, 0)
    into free, threshold
    from stock s join towns t on t.id = s.town_id
    where s.town_id = town and s.holder_id = holder and s.product_id = product;
  if free >= threshold then
    update low_stock_notices set ended_at = at where town_id = town and holder_id = holder
      and product_id = product and ended_at is null;
  else
    with noticed as (
      insert into low_stock_notices (town_id, id, holder_id, product_id, free_qty, low_below,
        noticed_at)
      values (town, notice, holder, product, free, threshold, at)
      on conflict (town_id, holder_id, product_id) where ended_at is null do nothing
      returning town_id, id)
    insert into due_work (town_id, topic, subject_id, due_at, correlation_id)
      select town_id, 'low_stock', id, at, correlation from noticed;
  end if;
end $$;

-- A movement changes its stock row, whose floors refuse what does not fit. So a row is the sum of
-- its movements by construction.
create function apply_movement() returns trigger language plpgsql as $$
begin
  update stock s set stock_qty = s.stock_qty + new.stock_change,
      reserved_qty = s.reserved_qty + new.reserved_change
    where s.town_id = new.town_id and s.holder_id = new.holder_id
      and s.product_id = new.product_id
    returning s.stock_qty, s.reserved_qty into new.stock_after, new.reserved_after;
  if not found then
    raise exception 'movement % has no stock row', new.id using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger apply_movement before insert on stock_movements
  for each row execute function apply_movement();

create function watch_movement() returns trigger language plpgsql as $$
begin
  perform watch_low_stock(new.town_id, new.holder_id, new.product_id, new.id, new.moved_at,
    new.correlation_id);
  return null;
end $$;
-- An opening row was never above.
create trigger watch_movement after insert on stock_movements
  for each row when (new.stock_change <> new.reserved_change and new.kind <> 'opening')
  execute function watch_movement();

-- To everyone, the owner included: a stock row begins with nothing and changes by movements.
create function refuse_stock_change() returns trigger language plpgsql as $$
begin
  raise exception 'stock of % changes by movements only: % refused', old.holder_id, tg_op
    using errcode = 'PA005';
end $$;
create trigger refuse_change before update of stock_qty, reserved_qty on stock
  for each row when (pg_trigger_depth() = 0) execute function refuse_stock_change();
create trigger refuse_delete before delete on stock
  for each row execute function refuse_stock_change();
create function refuse_stock_start() returns trigger language plpgsql as $$
begin
  raise exception 'stock of % begins with nothing', new.holder_id using errcode = 'PA005';
end $$;
create trigger refuse_start before insert on stock
  for each row when (new.stock_qty <> 0 or new.reserved_qty <> 0)
  execute function refuse_stock_start();

-- What somebody counted, zero differences included; each difference is an adjust movement.
create table stock_counts (
  town_id uuid not null,
  id uuid not null,
  holder_id uuid not null,
  reason text not null check (reason <> ''),
  actor_kind text not null check (actor_kind in ('retailer', 'vendor', 'operator', 'machine')),
  actor_id text,
  channel text not null,
  correlation_id text not null,
  counted_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, holder_id) references stock_holders (town_id, id)
);
call isolate_by_town('stock_counts');
call make_append_only('stock_counts');
create index stock_counts_of_holder on stock_counts (town_id, holder_id, id desc);
grant select, insert on stock_counts to pasal_app;

create table stock_count_lines (
  town_id uuid not null,
  count_id uuid not null,
  product_id uuid not null,
  stock_before numeric(14, 3) not null,
  counted_qty numeric(14, 3) not null check (counted_qty >= 0),
  primary key (town_id, count_id, product_id),
  foreign key (town_id, count_id) references stock_counts (town_id, id),
  foreign key (town_id, product_id) references town_products (town_id, product_id)
);
call isolate_by_town('stock_count_lines');
call make_append_only('stock_count_lines');
grant select, insert on stock_count_lines to pasal_app;

-- What was picked of a line, where the order was packed short. What was ordered and accepted
-- stays beside it, and so does what it cost.
alter table order_lines
  add column picked_quantity numeric(14, 3) check (picked_quantity between 0 and quantity),
  add column picked_base_quantity numeric(14, 3)
    check (picked_base_quantity between 0 and base_quantity),
  add column picked_free_quantity numeric(14, 3) check (picked_free_quantity >= 0),
  add column picked_discount_minor bigint check (picked_discount_minor >= 0),
  add column picked_total_minor bigint check (picked_total_minor >= 0),
  add check (num_nonnulls(picked_quantity, picked_base_quantity, picked_free_quantity,
    picked_discount_minor, picked_total_minor) in (0, 5));
grant update (picked_quantity, picked_base_quantity, picked_free_quantity, picked_discount_minor,
  picked_total_minor) on order_lines to pasal_app;
grant update (total_minor, delivery_fee_minor, tax_minor) on orders to pasal_app;

create function guard_picked() returns trigger language plpgsql as $$
begin
  raise exception 'line % of order % was picked already', old.line_no, old.order_id
    using errcode = 'PA004';
end $$;
create trigger guard_picked before update of picked_quantity, picked_base_quantity,
    picked_free_quantity, picked_discount_minor, picked_total_minor on order_lines
  for each row when (old.picked_quantity is not null) execute function guard_picked();

insert into order_transition (from_state, event, to_state) values
  ('ACCEPTED', 'packed', 'READY_FOR_DISPATCH'),
  ('ACCEPTED', 'packed_short', 'READY_FOR_DISPATCH'),
  ('READY_FOR_DISPATCH', 'cancelled', 'CANCELLED');

-- What waits to be picked, per holder.
create index orders_to_pick on orders (town_id, vendor_id, id) where state = 'ACCEPTED';

alter table users drop constraint users_role_check,
  add constraint users_role_check check (role in ('ADMIN', 'OPERATOR', 'WAREHOUSE'));

-- What the town or a vendor orders from its suppliers.
create table purchase_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into purchase_transition (from_state, event, to_state) values
  ('DRAFT', 'ordered', 'ORDERED'),
  ('DRAFT', 'cancelled', 'CANCELLED'),
  ('ORDERED', 'received_part', 'PARTLY_RECEIVED'),
  ('ORDERED', 'received_all', 'RECEIVED'),
  ('ORDERED', 'cancelled', 'CANCELLED'),
  ('PARTLY_RECEIVED', 'received_part', 'PARTLY_RECEIVED'),
  ('PARTLY_RECEIVED', 'received_all', 'RECEIVED'),
  ('PARTLY_RECEIVED', 'rest_cancelled', 'RECEIVED');
grant select on purchase_transition to pasal_app;

create table purchase_orders (
  town_id uuid not null,
  id uuid not null,
  -- What people call it.
  reference text not null check (reference <> ''),
  -- Into whose stock it comes.
  holder_id uuid not null,
  supplier text not null check (supplier <> ''),
  state text not null check (state in ('DRAFT', 'ORDERED', 'PARTLY_RECEIVED', 'RECEIVED',
    'CANCELLED')),
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, reference),
  foreign key (town_id, holder_id) references stock_holders (town_id, id)
) with (fillfactor = 80);
call isolate_by_town('purchase_orders');
create index purchase_orders_by_state on purchase_orders (town_id, state, id desc);
create index purchase_orders_of_holder on purchase_orders (town_id, holder_id, id desc);
grant select, insert on purchase_orders to pasal_app;
grant update (state, version, changed_at) on purchase_orders to pasal_app;

create function guard_purchase_state() returns trigger language plpgsql as $$
begin
  if not exists (select from purchase_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'purchase order % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on purchase_orders
  for each row when (old.state is distinct from new.state) execute function guard_purchase_state();

create table purchase_order_lines (
  town_id uuid not null,
  purchase_order_id uuid not null,
  line_no smallint not null check (line_no > 0),
  product_id uuid not null,
  unit text not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  base_quantity numeric(14, 3) not null check (base_quantity > 0),
  -- What the supplier asks for one unit; null where nobody said.
  unit_cost_minor bigint check (unit_cost_minor > 0),
  received_base_quantity numeric(14, 3) not null default 0
    check (received_base_quantity between 0 and base_quantity),
  primary key (town_id, purchase_order_id, line_no),
  foreign key (town_id, purchase_order_id) references purchase_orders (town_id, id),
  foreign key (town_id, product_id) references town_products (town_id, product_id),
  foreign key (product_id, unit) references sale_units (product_id, unit)
);
call isolate_by_town('purchase_order_lines');
grant select, insert on purchase_order_lines to pasal_app;
grant update (received_base_quantity) on purchase_order_lines to pasal_app;

create table purchase_order_events (
  town_id uuid not null,
  id uuid not null,
  purchase_order_id uuid not null,
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
  foreign key (town_id, purchase_order_id) references purchase_orders (town_id, id)
);
call isolate_by_town('purchase_order_events');
call make_append_only('purchase_order_events');
create index purchase_order_events_of_order
  on purchase_order_events (town_id, purchase_order_id, id);
grant select, insert on purchase_order_events to pasal_app;

-- What came with one delivery note; the note's number makes it once.
create table purchase_receipts (
  town_id uuid not null,
  id uuid not null,
  purchase_order_id uuid not null,
  number text not null check (number <> ''),
  actor_kind text not null check (actor_kind in ('retailer', 'vendor', 'operator', 'machine')),
  actor_id text,
  channel text not null,
  correlation_id text not null,
  received_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, purchase_order_id, number),
  foreign key (town_id, purchase_order_id) references purchase_orders (town_id, id)
);
call isolate_by_town('purchase_receipts');
call make_append_only('purchase_receipts');
grant select, insert on purchase_receipts to pasal_app;

create table purchase_receipt_lines (
  town_id uuid not null,
  receipt_id uuid not null,
  purchase_order_id uuid not null,
  line_no smallint not null,
  base_quantity numeric(14, 3) not null check (base_quantity > 0),
  primary key (town_id, receipt_id, line_no),
  foreign key (town_id, receipt_id) references purchase_receipts (town_id, id),
  foreign key (town_id, purchase_order_id, line_no)
    references purchase_order_lines (town_id, purchase_order_id, line_no)
);
call isolate_by_town('purchase_receipt_lines');
call make_append_only('purchase_receipt_lines');
create index purchase_receipt_lines_of_line
  on purchase_receipt_lines (town_id, purchase_order_id, line_no);
grant select, insert on purchase_receipt_lines to pasal_app;
