-- Payments that a provider of wallets is asked for: written and committed before every call, so
-- that a call whose answer is lost is known to have been made.

create table payment_request_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into payment_request_transition (from_state, event, to_state) values
  ('OPENED', 'asked', 'ASKED'),
  ('OPENED', 'failed', 'FAILED'),
  ('OPENED', 'cancelled', 'FAILED'),
  ('ASKED', 'asked', 'ASKED'),
  ('ASKED', 'accepted', 'PENDING'),
  ('ASKED', 'not_sent', 'OPENED'),
  ('ASKED', 'unanswered', 'REVIEW'),
  ('ASKED', 'settled', 'SETTLED'),
  ('ASKED', 'failed', 'FAILED'),
  ('ASKED', 'mismatched', 'REVIEW'),
  ('PENDING', 'settled', 'SETTLED'),
  ('PENDING', 'failed', 'FAILED'),
  ('PENDING', 'expired', 'EXPIRED'),
  ('PENDING', 'cancelled', 'EXPIRED'),
  ('PENDING', 'mismatched', 'REVIEW'),
  ('FAILED', 'settled', 'SETTLED'),
  ('FAILED', 'mismatched', 'REVIEW'),
  ('EXPIRED', 'settled', 'SETTLED'),
  ('EXPIRED', 'failed', 'FAILED'),
  ('EXPIRED', 'mismatched', 'REVIEW'),
  ('REVIEW', 'accepted', 'PENDING'),
  ('REVIEW', 'settled', 'SETTLED'),
  ('REVIEW', 'failed', 'FAILED');
grant select on payment_request_transition to pasal_app;

create table payment_requests (
  town_id uuid not null,
  id uuid not null,
  retailer_id uuid not null,
  gateway text not null check (gateway in ('momo', 'daraja', 'khalti')),
  -- What the provider knows it by: of version 4, since some take no other.
  reference uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Who is asked, E.164.
  phone text not null,
  state text not null check (state in ('OPENED', 'ASKED', 'PENDING', 'SETTLED', 'FAILED', 'EXPIRED',
    'REVIEW')),
  version integer not null default 1,
  -- The provider's own name for it; null until it told it.
  provider_ref text,
  -- Where it can be paid, with providers that ask by a link.
  link text,
  -- Why it failed or is an operator's; empty: neither.
  reason text not null default '' check (reason ~ '^[a-z_]{0,40}$'),
  -- What a callback said last. Nobody signs them: a reason to ask the provider, and no more.
  hinted_ref text,
  hinted_minor bigint,
  hinted_receipt text,
  channel text not null,
  -- The payment on account that it became.
  claim_id uuid,
  opened_at timestamptz not null,
  asked_at timestamptz,
  -- Until when it can be paid.
  expires_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, reference),
  foreign key (town_id, retailer_id) references credit_accounts (town_id, retailer_id),
  foreign key (town_id, claim_id) references payment_claims (town_id, id),
  check (claim_id is null or state = 'SETTLED'),
  check (asked_at is not null or state in ('OPENED', 'FAILED'))
) with (fillfactor = 70);
call isolate_by_town('payment_requests');
-- Nobody is asked for two payments at once, and two requests are never one payment.
create unique index payment_requests_open on payment_requests (town_id, retailer_id)
  where state in ('OPENED', 'ASKED', 'PENDING', 'REVIEW');
create unique index payment_requests_there on payment_requests (town_id, gateway, provider_ref)
  where provider_ref is not null;
create index payment_requests_by_state on payment_requests (town_id, state, id desc);
create index payment_requests_of_retailer on payment_requests (town_id, retailer_id, id desc);
grant select, insert on payment_requests to pasal_app;
grant update (state, version, provider_ref, link, reason, hinted_ref, hinted_minor, hinted_receipt,
  claim_id, asked_at, expires_at, changed_at) on payment_requests to pasal_app;

create function guard_payment_request_state() returns trigger language plpgsql as $$
begin
  if not exists (select from payment_request_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'payment request % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on payment_requests
  for each row when (old.state is distinct from new.state)
  execute function guard_payment_request_state();

create table payment_request_events (
  town_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  from_state text,
  event text not null,
  to_state text not null,
  actor_kind text not null
    check (actor_kind in ('retailer', 'vendor', 'driver', 'operator', 'machine')),
  actor_id text,
  channel text not null,
  reason text not null default '',
  correlation_id text not null,
  happened_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, request_id) references payment_requests (town_id, id)
);
call isolate_by_town('payment_request_events');
call make_append_only('payment_request_events');
create index payment_request_events_of_request on payment_request_events (town_id, request_id, id);
grant select, insert on payment_request_events to pasal_app;

-- What is still to be asked, or looked at. Not `due_work`: providers are slow, and orders must not
-- wait for them.
create table payment_request_queue (
  town_id uuid not null,
  request_id uuid not null,
  due_at timestamptz not null,
  -- Since its state changed last: the waits grow with them.
  attempts smallint not null default 0,
  primary key (town_id, request_id),
  foreign key (town_id, request_id) references payment_requests (town_id, id)
);
call isolate_by_town('payment_request_queue');
create index payment_request_queue_by_time on payment_request_queue (due_at, request_id);
create policy platform_all on payment_request_queue to pasal_platform
  using (true) with check (true);
grant select, insert, delete on payment_request_queue to pasal_app;
grant update (due_at, attempts) on payment_request_queue to pasal_app;
grant select on payment_request_queue to pasal_platform;
grant update (due_at, attempts) on payment_request_queue to pasal_platform;
