-- What the provider says of our accounts, numbers and templates, until somebody has acted on it.
-- It names a business account, which may be several towns', so it belongs to none of them.
create table provider_news (
  id uuid primary key,
  channel text not null check (channel in ('whatsapp')),
  -- The digest of what was said: a repeat is known by it.
  provider_id text not null,
  business_account_id text not null,
  field text not null,
  event text,
  raw text not null,
  correlation_id text not null,
  received_at timestamptz not null,
  heeded_at timestamptz,
  -- What was made of it, in a few words.
  outcome text,
  unique (channel, provider_id),
  check (num_nonnulls(heeded_at, outcome) in (0, 2))
);
create index provider_news_waiting on provider_news (id) where heeded_at is null;
grant select, insert on provider_news to pasal_platform;
grant update (heeded_at, outcome) on provider_news to pasal_platform;
