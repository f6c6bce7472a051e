-- The watch over lost deadlines looks through the standing orders that go on, and no others.
create index standing_orders_active on standing_orders (town_id, id) where state = 'ACTIVE';
