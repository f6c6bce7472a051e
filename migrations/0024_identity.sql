-- Numbers and ids that change hands. What hung on an address never goes over by itself.

-- Addresses that were somebody's.
create table ended_aliases (
  town_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('phone', 'bsuid')),
  value text not null,
  party_id uuid not null,
  verified_at timestamptz,
  ended_at timestamptz not null,
  correlation_id text not null,
  primary key (town_id, id),
  foreign key (town_id, party_id) references parties (town_id, id)
);
call isolate_by_town('ended_aliases');
call make_append_only('ended_aliases');
grant select, insert on ended_aliases to pasal_app;
grant delete, update (verified_at) on party_aliases to pasal_app;

-- An operator decides whether a new address is the same person's, after asking them.
create table identity_reviews (
  town_id uuid not null,
  id uuid not null,
  party_id uuid not null,
  -- `number_reused`: another account writes from the number. `identity_changed`: a new device.
  why text not null check (why in ('number_changed', 'user_id_changed', 'number_reused',
    'identity_changed', 'phone_stated')),
  conversation_id uuid not null,
  -- What is theirs if they are who they say; null where only the device is new.
  address_kind text check (address_kind in ('phone', 'bsuid')),
  address text,
  state text not null default 'OPEN' check (state in ('OPEN', 'LINKED', 'DISMISSED')),
  opened_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text not null default '',
  correlation_id text not null,
  primary key (town_id, id),
  foreign key (town_id, party_id) references parties (town_id, id),
  check (num_nonnulls(address_kind, address) in (0, 2)),
  check ((state = 'OPEN') = (decided_at is null)),
  check (num_nonnulls(decided_at, decided_by) in (0, 2))
) with (fillfactor = 80);
call isolate_by_town('identity_reviews');
create index identity_reviews_by_state on identity_reviews (town_id, state, id);
create index identity_reviews_open on identity_reviews (town_id, address) where state = 'OPEN';
grant select, insert on identity_reviews to pasal_app;
grant update (state, decided_at, decided_by, reason) on identity_reviews to pasal_app;
