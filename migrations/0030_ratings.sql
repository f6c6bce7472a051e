-- How an order was, from 1 to 5, as its retailer says once it came; and what that makes of a vendor.

create table order_ratings (
  town_id uuid not null,
  order_id uuid not null,
  retailer_id uuid not null,
  vendor_id uuid not null,
  stars smallint not null check (stars between 1 and 5),
  -- The retailer's own words, where there were any beside the figure.
  said text not null default '',
  rated_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, order_id),
  foreign key (town_id, order_id) references orders (town_id, id),
  foreign key (town_id, retailer_id) references parties (town_id, id),
  foreign key (town_id, vendor_id) references parties (town_id, id)
);
call isolate_by_town('order_ratings');
create index order_ratings_of_vendor on order_ratings (town_id, vendor_id, order_id desc);
grant select, insert on order_ratings to pasal_app;
grant update (stars, said, changed_at) on order_ratings to pasal_app;

-- A vendor's ratings as two figures, kept with every rating; of one order the last word counts.
alter table vendor_figures
  add column rated bigint not null default 0 check (rated >= 0),
  add column stars bigint not null default 0 check (stars between rated and 5 * rated);
grant update (rated, stars) on vendor_figures to pasal_app;

create function count_rating() returns trigger language plpgsql as $$
begin
  update vendor_figures f set rated = f.rated + case tg_op when 'INSERT' then 1 else 0 end,
      stars = f.stars + new.stars - case tg_op when 'INSERT' then 0 else old.stars end
    where f.town_id = new.town_id and f.vendor_id = new.vendor_id;
  return null;
end $$;
create trigger count_rating after insert or update of stars on order_ratings
  for each row execute function count_rating();
