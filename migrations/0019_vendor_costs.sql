-- What vendors are paid, in the unit for which they said it, and every change of it.

alter table vendor_costs
  -- Null where nobody said: then the cost is per base unit. With a unit, `cost_minor` is only what
  -- that comes to per base unit, rounded, for comparing vendors; nobody is paid by it.
  add column unit text,
  add column unit_cost_minor bigint check (unit_cost_minor > 0),
  add check (num_nonnulls(unit, unit_cost_minor) in (0, 2));
grant update (unit, unit_cost_minor) on vendor_costs to pasal_app;

create table vendor_cost_changes (
  town_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  product_id uuid not null,
  -- Both null where there was none; the unit alone null where it was per base unit.
  unit_before text,
  cost_before_minor bigint,
  unit text not null,
  cost_minor bigint not null check (cost_minor > 0),
  -- A vendor's own words, or an operator's reason.
  reason text not null,
  actor_kind text not null check (actor_kind in ('vendor', 'operator', 'machine')),
  actor_id text,
  channel text not null,
  correlation_id text not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, vendor_id, product_id)
    references vendor_costs (town_id, vendor_id, product_id)
);
call isolate_by_town('vendor_cost_changes');
call make_append_only('vendor_cost_changes');
create index vendor_cost_changes_of_vendor on vendor_cost_changes (town_id, vendor_id, id desc);
grant select, insert on vendor_cost_changes to pasal_app;
