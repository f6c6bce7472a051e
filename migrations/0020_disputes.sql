-- What is amiss with goods that came: said by the retailer line by line, answered by the vendor,
-- decided, and credited.

create table dispute_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into dispute_transition (from_state, event, to_state) values
  ('OPENED', 'vendor_agreed', 'DECIDED'),
  ('OPENED', 'vendor_agreed_above', 'ANSWERED'),
  ('OPENED', 'vendor_offered_part', 'ANSWERED'),
  ('OPENED', 'vendor_refused', 'ANSWERED'),
  ('OPENED', 'vendor_timed_out', 'ANSWERED'),
  ('OPENED', 'decided', 'DECIDED'),
  ('ANSWERED', 'decided', 'DECIDED'),
  ('DECIDED', 'settled', 'CLOSED');
grant select on dispute_transition to pasal_app;

create table disputes (
  town_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  line_no smallint not null,
  retailer_id uuid not null,
  vendor_id uuid not null,
  problem text not null check (problem in ('missing', 'damaged', 'expired', 'wrong', 'other')),
  -- In the unit of the line; the retailer's own words beside it.
  quantity numeric(14, 3) not null check (quantity > 0),
  said text not null default '',
  state text not null check (state in ('OPENED', 'ANSWERED', 'DECIDED', 'CLOSED')),
  owner text not null check (owner in ('vendor', 'operator', 'nobody')),
  reply_by timestamptz not null,
  -- What the vendor would give; none of it where they refused. Null where they never answered.
  vendor_quantity numeric(14, 3) check (vendor_quantity between 0 and quantity),
  vendor_said text not null default '',
  -- What was given in the end, what that is worth, and what the vendor is paid less for it.
  granted_quantity numeric(14, 3) check (granted_quantity between 0 and quantity),
  credit_minor bigint check (credit_minor >= 0),
  cost_minor bigint check (cost_minor >= 0),
  -- Of the credit, what had been paid already, and how it goes back.
  returned_minor bigint check (returned_minor between 0 and credit_minor),
  returned_as text check (returned_as in ('wallet', 'cash')),
  version integer not null default 1,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, order_id, line_no) references order_lines (town_id, order_id, line_no),
  check ((state in ('DECIDED', 'CLOSED')) = (granted_quantity is not null)),
  check (num_nonnulls(granted_quantity, credit_minor, cost_minor, returned_minor) in (0, 4)),
  check ((coalesce(returned_minor, 0) > 0) = (returned_as is not null))
) with (fillfactor = 80);
call isolate_by_town('disputes');
create index disputes_of_order on disputes (town_id, order_id, line_no);
create index disputes_by_state on disputes (town_id, state, id desc);
-- What a vendor has to answer, and what is still on the way, are few, whatever was before.
create index disputes_before_vendor on disputes (town_id, vendor_id, id) where state = 'OPENED';
create index disputes_open_of on disputes (town_id, retailer_id, id) where state <> 'CLOSED';
grant select, insert on disputes to pasal_app;
grant update (state, owner, vendor_quantity, vendor_said, granted_quantity, credit_minor,
  cost_minor, returned_minor, returned_as, version, changed_at) on disputes to pasal_app;

create function guard_dispute_state() returns trigger language plpgsql as $$
begin
  if not exists (select from dispute_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'dispute % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on disputes
  for each row when (old.state is distinct from new.state) execute function guard_dispute_state();

-- What was decided stands: a credit note is posted once.
create function guard_dispute_decision() returns trigger language plpgsql as $$
begin
  raise exception 'dispute % was decided already', old.id using errcode = 'PA004';
end $$;
create trigger guard_decision before update of granted_quantity, credit_minor, cost_minor,
    returned_minor, returned_as on disputes
  for each row when (old.granted_quantity is not null) execute function guard_dispute_decision();

-- No more is disputed of a line than came of it. The order's lock keeps two from passing at once.
create function guard_disputed() returns trigger language plpgsql as $$
declare came numeric; disputed numeric;
begin
  perform from orders d where d.town_id = new.town_id and d.id = new.order_id
    for no key update;
  select coalesce(l.delivered_quantity, l.picked_quantity, l.accepted_quantity, l.quantity)
    into came from order_lines l join orders d on d.town_id = l.town_id and d.id = l.order_id
    where l.town_id = new.town_id and l.order_id = new.order_id and l.line_no = new.line_no
      and d.state in ('DELIVERED', 'COMPLETED');
  select coalesce(sum(quantity), 0) into disputed from disputes
    where town_id = new.town_id and order_id = new.order_id and line_no = new.line_no;
  if came is null or disputed + new.quantity > came then
    raise exception 'more of line % of order % is disputed than came', new.line_no, new.order_id
      using errcode = 'PA004';
  end if;
  return new;
end $$;
create trigger guard_disputed before insert on disputes
  for each row execute function guard_disputed();

create table dispute_events (
  town_id uuid not null,
  id uuid not null,
  dispute_id uuid not null,
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
  foreign key (town_id, dispute_id) references disputes (town_id, id)
);
call isolate_by_town('dispute_events');
call make_append_only('dispute_events');
create index dispute_events_of_dispute on dispute_events (town_id, dispute_id, id);
grant select, insert on dispute_events to pasal_app;

-- What was paid for an order that is cancelled becomes the retailer's money with the town.
insert into payment_transition (from_state, event, to_state) values
  ('REVIEW', 'credited', 'REFUNDED'),
  ('SETTLED', 'credited', 'REFUNDED');
create index payments_by_state on payments (town_id, state, id desc);

do $$ declare known text; begin
  select pg_get_constraintdef(oid) into known from pg_constraint
    where conname = 'due_work_topic_check';
  alter table due_work drop constraint due_work_topic_check;
  execute format('alter table due_work add constraint due_work_topic_check %s',
    regexp_replace(known, '\]\)', ', ''dispute_reply''::text])'));
end $$;
