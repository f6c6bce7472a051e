-- What a vendor answers beside yes and no: a part of the order, or another price.

-- An offer's life as rows, like an order's.
create table offer_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into offer_transition (from_state, event, to_state) values
  ('OFFERED', 'accepted', 'ACCEPTED'),
  ('OFFERED', 'declined', 'DECLINED'),
  ('OFFERED', 'timed_out', 'TIMED_OUT'),
  ('OFFERED', 'withdrawn', 'WITHDRAWN'),
  ('OFFERED', 'part_offered', 'PART_OFFERED'),
  ('OFFERED', 'countered', 'COUNTERED'),
  ('PART_OFFERED', 'accepted', 'ACCEPTED'),
  ('PART_OFFERED', 'declined', 'DECLINED'),
  ('PART_OFFERED', 'withdrawn', 'WITHDRAWN'),
  ('PART_OFFERED', 'part_offered', 'PART_OFFERED'),
  ('PART_OFFERED', 'countered', 'COUNTERED'),
  ('COUNTERED', 'accepted', 'ACCEPTED'),
  ('COUNTERED', 'declined', 'DECLINED'),
  ('COUNTERED', 'withdrawn', 'WITHDRAWN'),
  ('COUNTERED', 'part_offered', 'PART_OFFERED'),
  ('COUNTERED', 'countered', 'COUNTERED');
grant select on offer_transition to pasal_app;

create function guard_offer_state() returns trigger language plpgsql as $$
begin
  if not exists (select from offer_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'offer % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on vendor_offers
  for each row when (old.state is distinct from new.state) execute function guard_offer_state();

-- What the vendor is paid for each line of the order, in the order of the lines; none for offers
-- made before this column: those share the offer's cost out by price.
alter table vendor_offers add column line_costs bigint[] not null default '{}';

-- What the vendor would do instead, as often as they thought better of it: the last one counts,
-- and a consent names the one that it was given to.
create table offer_changes (
  town_id uuid not null,
  offer_id uuid not null,
  change_no smallint not null check (change_no > 0),
  -- Less of something, another price, or both.
  kind text not null check (kind in ('part', 'price', 'both')),
  said text not null,
  -- What the vendor would be paid, and what the retailer would pay.
  cost_minor bigint not null check (cost_minor > 0),
  -- Lines, tax and the whole delivery fee: that goes with the first goods that are brought.
  total_minor bigint not null check (total_minor > 0),
  tax_minor bigint not null check (tax_minor >= 0),
  -- When the retailer's silence becomes an answer.
  reply_by timestamptz not null,
  made_at timestamptz not null,
  primary key (town_id, offer_id, change_no),
  foreign key (town_id, offer_id) references vendor_offers (town_id, id)
);
call isolate_by_town('offer_changes');
call make_append_only('offer_changes');
grant select, insert on offer_changes to pasal_app;

-- Every line of the order as it would be; nothing of a line is a quantity of 0.
create table offer_change_lines (
  town_id uuid not null,
  offer_id uuid not null,
  change_no smallint not null,
  line_no smallint not null,
  quantity numeric(14, 3) not null check (quantity >= 0),
  base_quantity numeric(14, 3) not null check (base_quantity >= 0),
  free_quantity numeric(14, 3) not null check (free_quantity >= 0),
  unit_price_minor bigint not null check (unit_price_minor > 0),
  discount_minor bigint not null check (discount_minor >= 0),
  total_minor bigint not null check (total_minor >= 0),
  cost_minor bigint not null check (cost_minor >= 0),
  primary key (town_id, offer_id, change_no, line_no),
  foreign key (town_id, offer_id, change_no)
    references offer_changes (town_id, offer_id, change_no)
);
call isolate_by_town('offer_change_lines');
call make_append_only('offer_change_lines');
grant select, insert on offer_change_lines to pasal_app;

-- What was accepted of a line, where that is not what was asked.
alter table order_lines
  add column accepted_quantity numeric(14, 3) check (accepted_quantity >= 0),
  add column accepted_base_quantity numeric(14, 3) check (accepted_base_quantity >= 0),
  add column accepted_free_quantity numeric(14, 3) check (accepted_free_quantity >= 0),
  add column accepted_price_minor bigint check (accepted_price_minor > 0),
  add column accepted_discount_minor bigint check (accepted_discount_minor >= 0),
  add column accepted_total_minor bigint check (accepted_total_minor >= 0),
  add check (num_nonnulls(accepted_quantity, accepted_base_quantity, accepted_free_quantity,
    accepted_price_minor, accepted_discount_minor, accepted_total_minor) in (0, 6));
grant update (accepted_quantity, accepted_base_quantity, accepted_free_quantity,
  accepted_price_minor, accepted_discount_minor, accepted_total_minor) on order_lines
  to pasal_app;
grant update (total_minor, tax_minor) on orders to pasal_app;

-- What a vendor left of an order goes on as an order of its own. Such an order names the one it
-- comes from; the others of one basket are numbered.
alter table orders
  add column parent_id uuid,
  add column part_no smallint not null default 1 check (part_no > 0),
  add foreign key (town_id, parent_id) references orders (town_id, id),
  drop constraint orders_town_id_basket_id_key;
create unique index orders_of_basket on orders (town_id, basket_id, part_no)
  where parent_id is null;
create unique index orders_rest_of on orders (town_id, parent_id) where parent_id is not null;

-- A hold is cut to what was accepted, or raised to a price the retailer agreed to.
grant update (amount_minor) on credit_holds to pasal_app;

insert into order_transition (from_state, event, to_state) values
  ('VENDOR_ASSIGNED', 'change_offered', 'VENDOR_ASSIGNED'),
  ('VENDOR_ASSIGNED', 'change_taken', 'ACCEPTED'),
  ('VENDOR_ASSIGNED', 'change_refused', 'CONFIRMED'),
  ('VENDOR_ASSIGNED', 'change_timed_out', 'CONFIRMED');

-- What a retailer wants done without being asked each time; no row is: ask.
create table retailer_preferences (
  town_id uuid not null,
  retailer_id uuid not null,
  -- When a vendor has only a part.
  part_choice text not null check (part_choice in ('ask', 'take', 'elsewhere', 'refuse')),
  changed_at timestamptz not null,
  primary key (town_id, retailer_id),
  foreign key (town_id, retailer_id) references parties (town_id, id)
);
call isolate_by_town('retailer_preferences');
grant select, insert on retailer_preferences to pasal_app;
grant update (part_choice, changed_at) on retailer_preferences to pasal_app;

alter table due_work drop constraint due_work_topic_check,
  add constraint due_work_topic_check
    check (topic in ('assign_order', 'offer_timeout', 'consent_timeout'));
