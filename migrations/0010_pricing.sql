-- What a retailer pays beside the town's standing price: a price agreed with them, a channel's
-- price, volume tiers, promotions, delivery and tax, each in force from a time on, until another
-- or for good. Where several of a kind are in force, the one that began last holds.

-- What a product costs where the town has named no price of its own.
create table base_prices (
  town_id uuid not null,
  product_id uuid not null,
  unit text not null,
  price_minor bigint not null check (price_minor > 0),
  primary key (town_id, product_id, unit),
  foreign key (town_id, product_id) references town_products (town_id, product_id),
  foreign key (product_id, unit) references sale_units (product_id, unit)
);
call isolate_by_town('base_prices');
grant select, insert on base_prices to pasal_app;
grant update (price_minor) on base_prices to pasal_app;

create table channel_prices (
  town_id uuid not null,
  channel text not null check (channel in ('whatsapp', 'ussd', 'sms')),
  product_id uuid not null,
  unit text not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  price_minor bigint not null check (price_minor > 0),
  primary key (town_id, channel, product_id, unit, valid_from),
  foreign key (town_id, product_id) references town_products (town_id, product_id),
  foreign key (product_id, unit) references sale_units (product_id, unit),
  check (valid_until > valid_from)
);
call isolate_by_town('channel_prices');
grant select, insert on channel_prices to pasal_app;
grant update (valid_until, price_minor) on channel_prices to pasal_app;

-- The only prices that memory does not hold: read by the key, for the products of one basket.
create table agreed_prices (
  town_id uuid not null,
  retailer_id uuid not null,
  product_id uuid not null,
  unit text not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  price_minor bigint not null check (price_minor > 0),
  agreed_by text not null,
  reason text not null default '',
  primary key (town_id, retailer_id, product_id, unit, valid_from),
  foreign key (town_id, retailer_id) references parties (town_id, id),
  foreign key (town_id, product_id) references town_products (town_id, product_id),
  foreign key (product_id, unit) references sale_units (product_id, unit),
  check (valid_until > valid_from)
);
call isolate_by_town('agreed_prices');
grant select, insert on agreed_prices to pasal_app;
grant update (valid_until, price_minor, agreed_by, reason) on agreed_prices to pasal_app;

-- From so many of a unit on: another price, or so many hundredths of a per cent less.
create table price_tiers (
  town_id uuid not null,
  product_id uuid not null,
  unit text not null,
  min_quantity integer not null check (min_quantity > 1),
  valid_from timestamptz not null,
  valid_until timestamptz,
  price_minor bigint check (price_minor > 0),
  off_basis_points smallint check (off_basis_points between 1 and 9999),
  primary key (town_id, product_id, unit, min_quantity, valid_from),
  foreign key (town_id, product_id) references town_products (town_id, product_id),
  foreign key (product_id, unit) references sale_units (product_id, unit),
  check (valid_until > valid_from),
  check (num_nonnulls(price_minor, off_basis_points) = 1)
);
call isolate_by_town('price_tiers');
grant select, insert on price_tiers to pasal_app;
grant update (valid_until, price_minor, off_basis_points) on price_tiers to pasal_app;

create table promotions (
  town_id uuid not null,
  id uuid not null,
  -- As retailers read it.
  name text not null check (name <> ''),
  kind text not null check (kind in ('percent', 'amount', 'buy_get')),
  -- Without a product it is of the whole order.
  product_id uuid,
  -- Null: every unit the product is sold in.
  unit text,
  valid_from timestamptz not null,
  valid_until timestamptz,
  -- Combines with others only where all of them are marked.
  stackable boolean not null default false,
  -- Of a line: so many of its unit; of an order: its goods come to so much.
  min_quantity integer check (min_quantity > 0),
  min_total_minor bigint check (min_total_minor > 0),
  off_basis_points smallint check (off_basis_points between 1 and 9999),
  -- Of a line: per unit; of an order: once.
  off_minor bigint check (off_minor > 0),
  buy_quantity integer check (buy_quantity > 0),
  get_quantity integer check (get_quantity > 0),
  primary key (town_id, id),
  foreign key (town_id, product_id) references town_products (town_id, product_id),
  foreign key (product_id, unit) references sale_units (product_id, unit),
  check (valid_until > valid_from),
  check (product_id is not null or (unit is null and min_quantity is null)),
  check (product_id is null or min_total_minor is null),
  check (kind <> 'buy_get' or (product_id is not null and get_quantity <= buy_quantity)),
  check ((kind = 'percent') = (off_basis_points is not null)),
  check ((kind = 'amount') = (off_minor is not null)),
  check ((kind = 'buy_get') = (buy_quantity is not null)),
  check ((kind = 'buy_get') = (get_quantity is not null))
);
call isolate_by_town('promotions');
grant select, insert on promotions to pasal_app;
grant update (valid_until) on promotions to pasal_app;

create table delivery_terms (
  town_id uuid not null references towns (id),
  valid_from timestamptz not null,
  valid_until timestamptz,
  fee_minor bigint not null check (fee_minor >= 0),
  -- Goods that come to so much are brought for nothing.
  free_from_minor bigint check (free_from_minor > 0),
  primary key (town_id, valid_from),
  check (valid_until > valid_from)
);
call isolate_by_town('delivery_terms');
grant select, insert on delivery_terms to pasal_app;
grant update (valid_until, fee_minor, free_from_minor) on delivery_terms to pasal_app;

create table tax_rates (
  town_id uuid not null references towns (id),
  valid_from timestamptz not null,
  valid_until timestamptz,
  basis_points smallint not null check (basis_points between 0 and 9999),
  primary key (town_id, valid_from),
  check (valid_until > valid_from)
);
call isolate_by_town('tax_rates');
grant select, insert on tax_rates to pasal_app;
grant update (valid_until, basis_points) on tax_rates to pasal_app;

-- What a tax never falls on, such as staple food.
alter table town_products add column tax_exempt boolean not null default false;
grant update (tax_exempt) on town_products to pasal_app;

-- Processes keep a town by its catalogue's version: whoever changes a price moves it.
create function note_price_change() returns trigger language plpgsql as $$
begin
  update towns set catalogue_version = catalogue_version + 1
    where id in (select distinct town_id from changed);
  return null;
end $$;

do $$
declare
  target text;
begin
  foreach target in array array['base_prices', 'channel_prices', 'agreed_prices', 'price_tiers',
    'promotions', 'delivery_terms', 'tax_rates'] loop
    execute format('create trigger note_insert after insert on %I
      referencing new table as changed for each statement execute function note_price_change()',
      target);
    execute format('create trigger note_update after update on %I
      referencing new table as changed for each statement execute function note_price_change()',
      target);
    execute format('create trigger note_delete after delete on %I
      referencing old table as changed for each statement execute function note_price_change()',
      target);
  end loop;
end $$;

-- Settings are kept with the catalogue, so they move its version too.
create function note_settings_change() returns trigger language plpgsql as $$
begin
  new.catalogue_version := greatest(new.catalogue_version, old.catalogue_version + 1);
  return new;
end $$;
create trigger note_settings before update of settings on towns
  for each row when (old.settings is distinct from new.settings)
  execute function note_settings_change();

-- Line by line what the retailer was last shown; null in baskets of before.
alter table baskets add column shown jsonb;
grant update (shown) on baskets to pasal_app;

alter table orders
  add column delivery_fee_minor bigint not null default 0 check (delivery_fee_minor >= 0),
  add column tax_minor bigint not null default 0 check (tax_minor >= 0),
  -- The order's own promotions, delivery terms, tax rate and rounding, as they were.
  add column pricing jsonb not null default '{}';

-- The quantity includes what is given free, and the discount includes its price:
-- total = unit price times quantity, less the discount.
alter table order_lines
  add column free_quantity numeric(14, 3) not null default 0 check (free_quantity >= 0),
  add column discount_minor bigint not null default 0 check (discount_minor >= 0),
  add column taxed boolean not null default false,
  add column price_rule text not null default 'town_price',
  add column pricing jsonb not null default '{}',
  add check (free_quantity < quantity);
