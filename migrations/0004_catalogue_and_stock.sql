create table products (
  id uuid primary key,
  sku text not null unique,
  name text not null,
  brand text,
  size_value numeric(12, 3),
  size_unit text,
  base_unit text not null,
  check ((size_value is null) = (size_unit is null))
);
grant select on products to pasal_app;

-- The units a product is sold in; the base unit itself has a factor of 1.
create table sale_units (
  product_id uuid not null references products (id),
  unit text not null,
  base_units numeric(14, 3) not null check (base_units > 0),
  primary key (product_id, unit)
);
grant select on sale_units to pasal_app;

create table town_products (
  town_id uuid not null references towns (id),
  product_id uuid not null references products (id),
  enabled boolean not null default true,
  default_unit text not null,
  primary key (town_id, product_id),
  foreign key (product_id, default_unit) references sale_units (product_id, unit)
);
call isolate_by_town('town_products');
grant select, insert on town_products to pasal_app;
grant update (enabled, default_unit) on town_products to pasal_app;

-- What people of this town call it.
create table product_aliases (
  town_id uuid not null,
  alias text not null,
  product_id uuid not null,
  primary key (town_id, alias, product_id),
  foreign key (town_id, product_id) references town_products (town_id, product_id)
);
call isolate_by_town('product_aliases');
grant select, insert, delete on product_aliases to pasal_app;

create table town_prices (
  town_id uuid not null,
  product_id uuid not null,
  unit text not null,
  price_minor bigint not null check (price_minor > 0),
  primary key (town_id, product_id, unit),
  foreign key (town_id, product_id) references town_products (town_id, product_id),
  foreign key (product_id, unit) references sale_units (product_id, unit)
);
call isolate_by_town('town_prices');
grant select, insert on town_prices to pasal_app;
grant update (price_minor) on town_prices to pasal_app;

-- What a vendor is paid per base unit of a product.
create table vendor_costs (
  town_id uuid not null,
  vendor_id uuid not null,
  product_id uuid not null,
  cost_minor bigint not null check (cost_minor > 0),
  primary key (town_id, vendor_id, product_id),
  foreign key (town_id, vendor_id) references parties (town_id, id),
  foreign key (town_id, product_id) references town_products (town_id, product_id)
);
call isolate_by_town('vendor_costs');
grant select, insert on vendor_costs to pasal_app;
grant update (cost_minor) on vendor_costs to pasal_app;

-- Quantities in base units. The row is locked in product order; its floor must hold.
create table stock (
  town_id uuid not null,
  holder_id uuid not null,
  product_id uuid not null,
  stock_qty numeric(14, 3) not null check (stock_qty >= 0),
  reserved_qty numeric(14, 3) not null default 0 check (reserved_qty >= 0),
  primary key (town_id, holder_id, product_id),
  foreign key (town_id, holder_id) references parties (town_id, id),
  foreign key (town_id, product_id) references town_products (town_id, product_id),
  check (reserved_qty <= stock_qty)
) with (fillfactor = 80);
call isolate_by_town('stock');
grant select, insert on stock to pasal_app;
grant update (stock_qty, reserved_qty) on stock to pasal_app;

create table stock_movements (
  town_id uuid not null,
  id uuid not null,
  holder_id uuid not null,
  product_id uuid not null,
  kind text not null check (kind in ('opening', 'reserve', 'release', 'consume', 'adjust')),
  stock_change numeric(14, 3) not null,
  reserved_change numeric(14, 3) not null,
  order_id uuid,
  reason text not null default '',
  moved_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, holder_id, product_id) references stock (town_id, holder_id, product_id)
);
call isolate_by_town('stock_movements');
call make_append_only('stock_movements');
create index stock_movements_by_row on stock_movements (town_id, holder_id, product_id, id);
create index stock_movements_of_order on stock_movements (town_id, order_id)
  where order_id is not null;
grant select, insert on stock_movements to pasal_app;
