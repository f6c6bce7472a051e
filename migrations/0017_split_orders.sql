-- A basket that no single vendor can fill becomes several orders, one per vendor, numbered within
-- their basket by part_no.

-- The vendor an order was planned for, when its basket was confirmed as several; who takes it is
-- still decided when it is assigned.
alter table orders
  add column planned_vendor_id uuid,
  add foreign key (town_id, planned_vendor_id) references parties (town_id, id);
