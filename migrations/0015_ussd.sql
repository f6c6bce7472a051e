-- Orders by keypad. Codes that can be typed, shelves to leaf through, the memory of a caller, PINs.

alter table products add column category text not null default 'other'
  check (category ~ '^[a-z_]{2,24}$');

-- A product's number in its town: three digits from 101 on, given once, never used again.
alter table town_products add column code integer check (code > 100);
-- Row-level security binds the owner too, and no town is entered here.
alter table town_products no force row level security;
with numbered as (
  select e.town_id, e.product_id,
    100 + row_number() over (partition by e.town_id order by p.sku) as code
  from town_products e join products p on p.id = e.product_id)
update town_products e set code = n.code from numbered n
  where n.town_id = e.town_id and n.product_id = e.product_id;
alter table town_products force row level security;
alter table town_products alter column code set not null;
create unique index town_products_by_code on town_products (town_id, code);

-- As the table's owner sees it: the next number is of all products of the town.
create function give_product_code() returns trigger language plpgsql as $$
begin
  if new.code is null then
    perform pg_advisory_xact_lock(hashtextextended('product codes ' || new.town_id, 0));
    select coalesce(max(code), 100) + 1 into new.code from town_products
      where town_id = new.town_id;
  end if;
  return new;
end $$;
create trigger give_code before insert on town_products
  for each row execute function give_product_code();

-- One row per phone and service code: what the conversation remembers and, of the gateway's
-- session that is open or was the last, what was shown. What was typed stands nowhere: its length
-- and HMAC tell a repeat from a next step.
create table ussd_callers (
  town_id uuid not null references towns (id),
  conversation_id uuid not null,
  channel_account_id uuid not null,
  phone text not null,
  flow_id text not null default '',
  flow_version smallint not null default 0,
  snapshot jsonb,
  -- The pages last laid out, what their keys mean, and which page is before the caller.
  view jsonb,
  -- Chosen by keypad; null follows the party and the town, in the Latin alphabet.
  language text,
  gateway text not null default '',
  session_id text,
  session_started_at timestamptz,
  session_ended_at timestamptz,
  turn integer not null default 0,
  path_length integer not null default 0,
  path_hmac bytea,
  -- "1 Continue 2 New" is before the caller, and the view waits behind it.
  resuming boolean not null default false,
  screen text not null default '',
  screen_ends boolean not null default true,
  changed_at timestamptz not null,
  primary key (town_id, channel_account_id, phone)
) with (fillfactor = 50);
call isolate_by_town('ussd_callers');
-- A session belongs to one phone.
create unique index ussd_callers_by_session on ussd_callers (town_id, gateway, session_id);
grant select, insert on ussd_callers to pasal_app;
grant update (flow_id, flow_version, snapshot, view, language, gateway, session_id,
  session_started_at, session_ended_at, turn, path_length, path_hmac, resuming, screen,
  screen_ends, changed_at) on ussd_callers to pasal_app;

alter table inbox drop constraint inbox_source_check;
alter table inbox add constraint inbox_source_check check (source in ('whatsapp', 'tell', 'ussd'));

-- A PIN as HMAC under a key that the database never sees. The first one, told by the office, must
-- be changed at its first use; `pending_hmac` is a new one typed once.
create table party_pins (
  town_id uuid not null,
  party_id uuid not null,
  pin_hmac bytea not null check (octet_length(pin_hmac) = 32),
  is_first boolean not null,
  pending_hmac bytea check (octet_length(pending_hmac) = 32),
  failed_tries smallint not null default 0,
  locked_until timestamptz,
  changed_at timestamptz not null,
  primary key (town_id, party_id),
  foreign key (town_id, party_id) references parties (town_id, id)
) with (fillfactor = 80);
call isolate_by_town('party_pins');
grant select, insert on party_pins to pasal_app;
grant update (pin_hmac, is_first, pending_hmac, failed_tries, locked_until, changed_at)
  on party_pins to pasal_app;

-- Who issued, reset, locked or changed a PIN, and when; never the PIN.
create table pin_changes (
  town_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  what text not null check (what in ('issued', 'changed', 'locked')),
  actor_kind text not null check (actor_kind in ('retailer', 'vendor', 'operator', 'machine')),
  actor_id text,
  changed_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, party_id) references parties (town_id, id)
);
call isolate_by_town('pin_changes');
call make_append_only('pin_changes');
grant select, insert on pin_changes to pasal_app;

-- What somebody asked our office for by keypad.
create table support_requests (
  town_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  kind text not null check (kind in ('call_back', 'message')),
  words text not null default '',
  channel text not null,
  correlation_id text not null,
  asked_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, party_id) references parties (town_id, id)
);
call isolate_by_town('support_requests');
call make_append_only('support_requests');
create index support_requests_by_time on support_requests (town_id, asked_at);
grant select, insert on support_requests to pasal_app;
