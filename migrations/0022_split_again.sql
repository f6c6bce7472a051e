-- An order that no single vendor can fill any more when it is assigned gives up what another vendor
-- has: an order may come to be the parent of several, numbered among themselves by part_no.
drop index orders_rest_of;
create unique index orders_rest_of on orders (town_id, parent_id, part_no)
  where parent_id is not null;
grant update (planned_vendor_id) on orders to pasal_app;

insert into order_transition (from_state, event, to_state) values
  ('CONFIRMED', 'split', 'CONFIRMED');
