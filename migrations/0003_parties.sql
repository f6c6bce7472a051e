create table parties (
  town_id uuid not null references towns (id),
  id uuid not null,
  kind text not null check (kind in ('retailer', 'vendor', 'driver', 'staff')),
  state text not null check (state in ('PENDING', 'APPROVED', 'REFUSED', 'SUSPENDED')),
  name text not null,
  contact_name text not null default '',
  -- What a newcomer said; an operator decides.
  stated_place text not null default '',
  -- The language they chose; null follows what they write in.
  language text,
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  -- For the people who read it later; the party is not told.
  decided_reason text not null default '',
  primary key (town_id, id)
);
call isolate_by_town('parties');
create index parties_by_state on parties (town_id, kind, state, id);
grant select, insert on parties to pasal_app;
grant update (state, name, contact_name, language, decided_at, decided_by, decided_reason) on parties
  to pasal_app;

create table party_aliases (
  town_id uuid not null,
  kind text not null check (kind in ('phone', 'bsuid')),
  value text not null,
  party_id uuid not null,
  verified_at timestamptz,
  primary key (town_id, kind, value),
  foreign key (town_id, party_id) references parties (town_id, id)
);
call isolate_by_town('party_aliases');
create index party_aliases_by_party on party_aliases (town_id, party_id);
grant select, insert on party_aliases to pasal_app;

-- What vendor choice needs beside stock; the row is locked while an offer is made to the vendor.
create table vendor_profiles (
  town_id uuid not null,
  vendor_id uuid not null,
  taking_offers boolean not null default true,
  last_offered_at timestamptz not null,
  primary key (town_id, vendor_id),
  foreign key (town_id, vendor_id) references parties (town_id, id)
);
call isolate_by_town('vendor_profiles');
create index vendor_profiles_by_turn on vendor_profiles (town_id, last_offered_at, vendor_id)
  where taking_offers;
grant select, insert on vendor_profiles to pasal_app;
grant update (taking_offers, last_offered_at) on vendor_profiles to pasal_app;
