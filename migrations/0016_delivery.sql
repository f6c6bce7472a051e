-- From the vendor's door to the retailer's: drivers, deliveries, and the cash that is brought back.

-- Drivers act from here on.
alter table order_status_events drop constraint order_status_events_actor_kind_check,
  add constraint order_status_events_actor_kind_check
    check (actor_kind in ('retailer', 'vendor', 'driver', 'operator', 'machine'));
alter table stock_movements drop constraint stock_movements_actor_kind_check,
  add constraint stock_movements_actor_kind_check
    check (actor_kind in ('retailer', 'vendor', 'driver', 'operator', 'machine'));

-- `delivery`: its delivery has a deadline or an owner of its own.
alter table orders drop constraint orders_owner_check,
  add constraint orders_owner_check
    check (owner in ('machine', 'vendor', 'delivery', 'operator', 'nobody')),
  drop constraint orders_method_check,
  add constraint orders_method_check check (method in ('credit', 'cod')),
  -- When a delivered order on credit is to be paid.
  add column due_at timestamptz;
grant update (due_at) on orders to pasal_app;

insert into order_transition (from_state, event, to_state) values
  ('READY_FOR_DISPATCH', 'dispatched', 'OUT_FOR_DELIVERY'),
  ('OUT_FOR_DELIVERY', 'delivered', 'DELIVERED'),
  ('OUT_FOR_DELIVERY', 'delivered_part', 'DELIVERED'),
  ('OUT_FOR_DELIVERY', 'delivery_failed', 'DELIVERY_FAILED'),
  ('OUT_FOR_DELIVERY', 'cancelled', 'CANCELLED'),
  ('DELIVERY_FAILED', 'delivery_retried', 'OUT_FOR_DELIVERY'),
  ('DELIVERY_FAILED', 'cancelled', 'CANCELLED'),
  ('DELIVERED', 'payment_missing', 'DELIVERED'),
  ('DELIVERED', 'completed', 'COMPLETED');

-- What was taken at the door, where that is less than was brought. Everything before stays.
alter table order_lines
  add column delivered_quantity numeric(14, 3) check (delivered_quantity between 0 and quantity),
  add column delivered_base_quantity numeric(14, 3)
    check (delivered_base_quantity between 0 and base_quantity),
  add column delivered_free_quantity numeric(14, 3) check (delivered_free_quantity >= 0),
  add column delivered_discount_minor bigint check (delivered_discount_minor >= 0),
  add column delivered_total_minor bigint check (delivered_total_minor >= 0),
  add check (num_nonnulls(delivered_quantity, delivered_base_quantity, delivered_free_quantity,
    delivered_discount_minor, delivered_total_minor) in (0, 5));
grant update (delivered_quantity, delivered_base_quantity, delivered_free_quantity,
  delivered_discount_minor, delivered_total_minor) on order_lines to pasal_app;

create function guard_delivered() returns trigger language plpgsql as $$
begin
  raise exception 'line % of order % was delivered already', old.line_no, old.order_id
    using errcode = 'PA004';
end $$;
create trigger guard_delivered before update of delivered_quantity, delivered_base_quantity,
    delivered_free_quantity, delivered_discount_minor, delivered_total_minor on order_lines
  for each row when (old.delivered_quantity is not null) execute function guard_delivered();

-- Where a driver works and whether they do now; locked while duty and jobs of a driver change.
create table driver_profiles (
  town_id uuid not null,
  driver_id uuid not null,
  -- Names of the town's own; none: anywhere.
  zones text[] not null default '{}',
  on_duty boolean not null default false,
  duty_changed_at timestamptz not null,
  -- Where they last said they were.
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  placed_at timestamptz,
  -- The cash they hold was to be handed over by now.
  cash_overdue_at timestamptz,
  primary key (town_id, driver_id),
  foreign key (town_id, driver_id) references parties (town_id, id),
  check (num_nonnulls(latitude, longitude, placed_at) in (0, 3))
) with (fillfactor = 80);
call isolate_by_town('driver_profiles');
create index driver_profiles_on_duty on driver_profiles (town_id, driver_id) where on_duty;
grant select, insert on driver_profiles to pasal_app;
grant update (zones, on_duty, duty_changed_at, latitude, longitude, placed_at, cash_overdue_at)
  on driver_profiles to pasal_app;

-- Where a retailer's goods go.
create table delivery_places (
  town_id uuid not null,
  retailer_id uuid not null,
  zone text check (zone <> ''),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  note text not null default '',
  changed_at timestamptz not null,
  primary key (town_id, retailer_id),
  foreign key (town_id, retailer_id) references parties (town_id, id),
  check (num_nonnulls(latitude, longitude) in (0, 2))
);
call isolate_by_town('delivery_places');
grant select, insert on delivery_places to pasal_app;
grant update (zone, latitude, longitude, note, changed_at) on delivery_places to pasal_app;

-- A delivery's life as rows, like an order's.
create table delivery_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into delivery_transition (from_state, event, to_state) values
  ('UNALLOCATED', 'offered', 'OFFERED'),
  ('UNALLOCATED', 'left_to_operator', 'UNALLOCATED'),
  ('UNALLOCATED', 'assigned', 'ASSIGNED'),
  ('UNALLOCATED', 'put_off', 'RESCHEDULED'),
  ('UNALLOCATED', 'cancelled', 'CANCELLED'),
  ('OFFERED', 'taken', 'ASSIGNED'),
  ('OFFERED', 'assigned', 'ASSIGNED'),
  ('OFFERED', 'driver_declined', 'UNALLOCATED'),
  ('OFFERED', 'drivers_timed_out', 'UNALLOCATED'),
  ('OFFERED', 'put_off', 'RESCHEDULED'),
  ('OFFERED', 'cancelled', 'CANCELLED'),
  ('ASSIGNED', 'picked_up', 'PICKED_UP'),
  ('ASSIGNED', 'set_out', 'ON_THE_WAY'),
  ('ASSIGNED', 'assigned', 'ASSIGNED'),
  ('ASSIGNED', 'given_back', 'UNALLOCATED'),
  ('ASSIGNED', 'put_off', 'RESCHEDULED'),
  ('ASSIGNED', 'overdue', 'ASSIGNED'),
  ('ASSIGNED', 'cancelled', 'CANCELLED'),
  ('PICKED_UP', 'set_out', 'ON_THE_WAY'),
  ('PICKED_UP', 'delivered', 'DELIVERED'),
  ('PICKED_UP', 'delivered_part', 'PART_DELIVERED'),
  ('PICKED_UP', 'failed', 'FAILED'),
  ('PICKED_UP', 'put_off', 'RESCHEDULED'),
  ('PICKED_UP', 'assigned', 'ASSIGNED'),
  ('PICKED_UP', 'overdue', 'PICKED_UP'),
  ('PICKED_UP', 'code_locked', 'PICKED_UP'),
  ('PICKED_UP', 'cancelled', 'CANCELLED'),
  ('ON_THE_WAY', 'delivered', 'DELIVERED'),
  ('ON_THE_WAY', 'delivered_part', 'PART_DELIVERED'),
  ('ON_THE_WAY', 'failed', 'FAILED'),
  ('ON_THE_WAY', 'put_off', 'RESCHEDULED'),
  ('ON_THE_WAY', 'assigned', 'ASSIGNED'),
  ('ON_THE_WAY', 'overdue', 'ON_THE_WAY'),
  ('ON_THE_WAY', 'code_locked', 'ON_THE_WAY'),
  ('ON_THE_WAY', 'cancelled', 'CANCELLED'),
  ('FAILED', 'set_out', 'ON_THE_WAY'),
  ('FAILED', 'assigned', 'ASSIGNED'),
  ('FAILED', 'put_off', 'RESCHEDULED'),
  ('FAILED', 'cancelled', 'CANCELLED'),
  ('RESCHEDULED', 'resumed', 'ASSIGNED'),
  ('RESCHEDULED', 'given_back', 'UNALLOCATED'),
  ('RESCHEDULED', 'set_out', 'ON_THE_WAY'),
  ('RESCHEDULED', 'assigned', 'ASSIGNED'),
  ('RESCHEDULED', 'put_off', 'RESCHEDULED'),
  ('RESCHEDULED', 'cancelled', 'CANCELLED');
grant select on delivery_transition to pasal_app;

create table deliveries (
  town_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  retailer_id uuid not null,
  vendor_id uuid not null,
  state text not null check (state in ('UNALLOCATED', 'OFFERED', 'ASSIGNED', 'PICKED_UP',
    'ON_THE_WAY', 'FAILED', 'RESCHEDULED', 'DELIVERED', 'PART_DELIVERED', 'CANCELLED')),
  owner text not null check (owner in ('machine', 'driver', 'operator', 'nobody')),
  driver_id uuid,
  -- Told to the retailer, who gives it to the driver when the goods are there.
  code text not null check (code ~ '^\d{4}$'),
  wrong_codes smallint not null default 0,
  -- Drivers are asked in rounds: whoever did not want it in this one is not asked again in it.
  round smallint not null default 1 check (round > 0),
  resume_at timestamptz,
  version integer not null default 1,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, order_id),
  foreign key (town_id, order_id) references orders (town_id, id),
  foreign key (town_id, driver_id) references parties (town_id, id),
  check ((state = 'RESCHEDULED') = (resume_at is not null)),
  check (driver_id is not null or state not in ('ASSIGNED', 'PICKED_UP', 'ON_THE_WAY', 'FAILED',
    'DELIVERED', 'PART_DELIVERED'))
) with (fillfactor = 70);
call isolate_by_town('deliveries');
create index deliveries_by_state on deliveries (town_id, state, id desc);
-- What a driver has to do is few, whatever they did before.
create index deliveries_of_driver on deliveries (town_id, driver_id, id)
  where state in ('ASSIGNED', 'PICKED_UP', 'ON_THE_WAY', 'FAILED', 'RESCHEDULED');
create index deliveries_done_by on deliveries (town_id, driver_id, id desc)
  where state in ('DELIVERED', 'PART_DELIVERED');
grant select, insert on deliveries to pasal_app;
grant update (state, owner, driver_id, wrong_codes, round, resume_at, version, changed_at)
  on deliveries to pasal_app;

create function guard_delivery_state() returns trigger language plpgsql as $$
begin
  if not exists (select from delivery_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'delivery % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on deliveries
  for each row when (old.state is distinct from new.state) execute function guard_delivery_state();

create table delivery_events (
  town_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  from_state text,
  event text not null,
  to_state text not null,
  -- Who had it after the event.
  driver_id uuid,
  actor_kind text not null
    check (actor_kind in ('retailer', 'vendor', 'driver', 'operator', 'machine')),
  actor_id text,
  channel text not null,
  reason text not null default '',
  correlation_id text not null,
  happened_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, delivery_id) references deliveries (town_id, id)
);
call isolate_by_town('delivery_events');
call make_append_only('delivery_events');
create index delivery_events_of_delivery on delivery_events (town_id, delivery_id, id);
grant select, insert on delivery_events to pasal_app;

-- Who was asked to take a delivery, and what they answered.
create table delivery_asks (
  town_id uuid not null,
  delivery_id uuid not null,
  round smallint not null,
  driver_id uuid not null,
  asked_at timestamptz not null,
  reply_by timestamptz not null,
  answer text check (answer in ('TAKEN', 'DECLINED', 'GAVE_BACK', 'TIMED_OUT', 'WITHDRAWN')),
  answered_at timestamptz,
  primary key (town_id, delivery_id, round, driver_id),
  foreign key (town_id, delivery_id) references deliveries (town_id, id),
  foreign key (town_id, driver_id) references parties (town_id, id),
  check ((answer is null) = (answered_at is null))
);
call isolate_by_town('delivery_asks');
create index delivery_asks_open on delivery_asks (town_id, driver_id, delivery_id)
  where answer is null;
grant select, insert on delivery_asks to pasal_app;
grant update (answer, answered_at) on delivery_asks to pasal_app;

-- What shows that the goods arrived: the code that was given, an operator's word, a picture.
create table delivery_proofs (
  town_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  kind text not null check (kind in ('code', 'operator', 'picture')),
  code text,
  -- The provider's id of a picture.
  media_id text,
  actor_kind text not null check (actor_kind in ('driver', 'operator')),
  actor_id text,
  channel text not null,
  correlation_id text not null,
  happened_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, delivery_id) references deliveries (town_id, id),
  check ((kind = 'code') = (code is not null) and (kind = 'picture') = (media_id is not null))
);
call isolate_by_town('delivery_proofs');
call make_append_only('delivery_proofs');
create index delivery_proofs_of_delivery on delivery_proofs (town_id, delivery_id, id);
grant select, insert on delivery_proofs to pasal_app;

-- A payment attempt's life as rows.
create table payment_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into payment_transition (from_state, event, to_state) values
  ('OPENED', 'requested', 'PENDING'),
  ('OPENED', 'collected', 'PENDING'),
  ('OPENED', 'collected_short', 'REVIEW'),
  ('OPENED', 'settled', 'SETTLED'),
  ('OPENED', 'failed', 'FAILED'),
  ('OPENED', 'expired', 'EXPIRED'),
  ('PENDING', 'settled', 'SETTLED'),
  ('PENDING', 'failed', 'FAILED'),
  ('PENDING', 'expired', 'EXPIRED'),
  ('PENDING', 'mismatched', 'REVIEW'),
  ('REVIEW', 'collected', 'PENDING'),
  ('REVIEW', 'collected_short', 'REVIEW'),
  ('REVIEW', 'settled', 'SETTLED'),
  ('REVIEW', 'failed', 'FAILED'),
  ('REVIEW', 'refunded', 'REFUNDED'),
  ('FAILED', 'settled', 'SETTLED'),
  ('FAILED', 'mismatched', 'REVIEW'),
  ('EXPIRED', 'settled', 'SETTLED'),
  ('EXPIRED', 'mismatched', 'REVIEW'),
  ('SETTLED', 'refunded', 'REFUNDED');
grant select on payment_transition to pasal_app;

create table payments (
  town_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  retailer_id uuid not null,
  method text not null check (method in ('cod')),
  state text not null check (state in ('OPENED', 'PENDING', 'SETTLED', 'FAILED', 'EXPIRED',
    'REVIEW', 'REFUNDED')),
  -- What is to be paid, and what was taken of it so far.
  amount_minor bigint not null check (amount_minor > 0),
  taken_minor bigint not null default 0 check (taken_minor between 0 and amount_minor),
  -- The driver who holds what was taken.
  holder_id uuid,
  version integer not null default 1,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, order_id) references orders (town_id, id),
  foreign key (town_id, holder_id) references parties (town_id, id)
) with (fillfactor = 80);
call isolate_by_town('payments');
create index payments_of_order on payments (town_id, order_id, id);
-- Cash that is still to be taken.
create index payments_awaited on payments (town_id, id) where state in ('OPENED', 'REVIEW');
create index payments_held on payments (town_id, holder_id, id)
  where state in ('PENDING', 'REVIEW') and holder_id is not null;
grant select, insert on payments to pasal_app;
grant update (state, amount_minor, taken_minor, holder_id, version, changed_at) on payments
  to pasal_app;

create function guard_payment_state() returns trigger language plpgsql as $$
begin
  if not exists (select from payment_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'payment % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on payments
  for each row when (old.state is distinct from new.state) execute function guard_payment_state();

create table payment_events (
  town_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  from_state text,
  event text not null,
  to_state text not null,
  amount_minor bigint not null,
  actor_kind text not null
    check (actor_kind in ('retailer', 'vendor', 'driver', 'operator', 'machine')),
  actor_id text,
  channel text not null,
  reason text not null default '',
  correlation_id text not null,
  happened_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, payment_id) references payments (town_id, id)
);
call isolate_by_town('payment_events');
call make_append_only('payment_events');
create index payment_events_of_payment on payment_events (town_id, payment_id, id);
grant select, insert on payment_events to pasal_app;

-- Cash that a driver brings to the office: what they said, and what somebody counted.
create table cash_hand_overs (
  town_id uuid not null,
  id uuid not null,
  driver_id uuid not null,
  state text not null check (state in ('CLAIMED', 'CONFIRMED', 'DIFFERENT')),
  -- Null where the driver only came.
  claimed_minor bigint check (claimed_minor > 0),
  -- By the books when it was counted.
  held_minor bigint,
  counted_minor bigint check (counted_minor >= 0),
  reason text not null default '',
  claimed_at timestamptz,
  counted_at timestamptz,
  counted_by text,
  primary key (town_id, id),
  foreign key (town_id, driver_id) references parties (town_id, id),
  check ((state = 'CLAIMED') = (counted_minor is null)),
  check (num_nonnulls(held_minor, counted_minor, counted_at, counted_by) in (0, 4)),
  check (state <> 'CONFIRMED' or counted_minor = coalesce(claimed_minor, held_minor))
);
call isolate_by_town('cash_hand_overs');
create unique index cash_hand_overs_one_claimed on cash_hand_overs (town_id, driver_id)
  where state = 'CLAIMED';
create index cash_hand_overs_of_driver on cash_hand_overs (town_id, driver_id, id desc);
grant select, insert on cash_hand_overs to pasal_app;
grant update (state, claimed_minor, held_minor, counted_minor, reason, claimed_at, counted_at,
  counted_by) on cash_hand_overs to pasal_app;

-- Lifts the whole list, those of migrations before this one included.
alter table due_work drop constraint due_work_topic_check,
  add constraint due_work_topic_check
    check (topic in ('assign_order', 'offer_timeout', 'consent_timeout', 'low_stock',
      'standing_order', 'allocate_delivery', 'driver_timeout', 'delivery_overdue', 'delivery_resume',
      'complete_order', 'cash_overdue'));
