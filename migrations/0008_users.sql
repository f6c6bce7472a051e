-- People who work the platform through the API. Town-less: who may see which town is checked in
-- the API and in use cases; the town's rows themselves stay behind row-level security.
create table users (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  password_hash text not null,
  role text not null check (role in ('ADMIN', 'OPERATOR')),
  created_at timestamptz not null
);
create table user_towns (
  user_id uuid not null references users (id),
  town_id uuid not null references towns (id),
  primary key (user_id, town_id)
);
grant select, insert on users, user_towns to pasal_platform;
-- Whether a process may take requests: /readyz.
grant select on schema_migrations to pasal_platform;
