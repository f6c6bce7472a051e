-- Town-less tables: towns, channel accounts, contact directory, products (0004), users (0008).
create table towns (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  currency_digits smallint not null check (currency_digits between 0 and 3),
  time_zone text not null,
  languages text[] not null check (cardinality(languages) > 0),
  settings jsonb not null default '{}',
  -- Goes up with every change of what is sold, at what price, under which name.
  catalogue_version bigint not null default 1,
  created_at timestamptz not null
);
alter table towns enable row level security;
alter table towns force row level security;
create policy own_town on towns to pasal_app using (id = current_town());
create policy every_town on towns for select to pasal_platform using (true);
do $$ begin execute format('create policy owner on towns to %I using (true)', current_user); end $$;
grant select on towns to pasal_app;
grant update (catalogue_version, settings) on towns to pasal_app;
grant select (id, slug, name) on towns to pasal_platform;

-- Order numbers are leased to workers in blocks; a block lost with its worker leaves a gap.
create table order_number_leases (
  town_id uuid primary key references towns (id),
  next_number bigint not null default 1001 check (next_number > 0)
);
call isolate_by_town('order_number_leases');
grant select, update on order_number_leases to pasal_app;

create table channel_accounts (
  id uuid primary key,
  channel text not null check (channel in ('whatsapp', 'ussd', 'sms')),
  -- WhatsApp: the phone_number_id. What a provider's webhook names as addressee.
  provider_account_id text not null,
  home_town_id uuid not null references towns (id),
  state text not null default 'ACTIVE' check (state in ('ACTIVE', 'PAUSED')),
  paused_reason text,
  unique (channel, provider_account_id)
);
grant select on channel_accounts to pasal_app, pasal_platform;
grant update (state, paused_reason) on channel_accounts to pasal_platform;

-- Which conversation an address belongs to. An address is never a key of anything else.
create table contact_directory (
  channel_account_id uuid not null references channel_accounts (id),
  address_kind text not null check (address_kind in ('phone', 'bsuid')),
  address text not null,
  town_id uuid not null references towns (id),
  conversation_id uuid not null,
  created_at timestamptz not null,
  primary key (channel_account_id, address_kind, address)
);
grant select, insert on contact_directory to pasal_platform;
grant insert on contact_directory to pasal_app;
