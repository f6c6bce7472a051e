-- What we send with: numbers of ours that can be paused, and the templates that Meta has approved.

alter table channel_accounts
  -- WhatsApp: the business account (WABA) that the number belongs to. What the provider says of it
  -- holds for all its numbers; null: the number stands alone.
  add column business_account_id text,
  -- Messages a second: Meta gives 80, and up to 1,000 on its own upgrade.
  add column messages_per_second_max smallint not null default 80
    check (messages_per_second_max between 1 and 1000),
  add column paused_at timestamptz;
update channel_accounts set paused_at = now() where state = 'PAUSED';
alter table channel_accounts add check ((state = 'PAUSED') = (paused_at is not null)),
  enable row level security;
create index channel_accounts_of_business on channel_accounts (channel, business_account_id)
  where business_account_id is not null;
create index channel_accounts_of_town on channel_accounts (home_town_id, id);
-- Whoever knows a number may read it; a town changes its own.
create policy everyone_reads on channel_accounts for select to pasal_app, pasal_platform
  using (true);
create policy own_numbers on channel_accounts for update to pasal_app
  using (home_town_id = current_town()) with check (home_town_id = current_town());
create policy platform_update on channel_accounts for update to pasal_platform using (true);
grant update (state, paused_reason, paused_at, messages_per_second_max) on channel_accounts
  to pasal_app;
grant update (paused_at) on channel_accounts to pasal_platform;

-- A message that was approved by the provider beforehand: all that may be said to somebody who has
-- not written for a day. One row for each language it was approved in.
create table templates (
  town_id uuid not null references towns (id),
  id uuid not null,
  -- What it is for: what flows tell has one of these meanings (usecases/tell-meanings.ts).
  meaning text not null
    check (meaning in ('order', 'question', 'offer', 'job', 'account', 'reminder', 'campaign')),
  name text not null check (name ~ '^[a-z0-9_]+$' and length(name) <= 512),
  -- As the provider calls it: en, ne, pt_BR.
  language text not null check (language ~ '^[a-z]{2,3}(_[A-Z]{2})?$'),
  -- As people here write it: the tag of our replies.
  written_in text not null,
  category text not null check (category in ('UTILITY', 'MARKETING', 'AUTHENTICATION')),
  -- The provider's own word on it.
  status text not null
    check (status in ('PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED')),
  quality text not null default 'UNKNOWN'
    check (quality in ('GREEN', 'YELLOW', 'RED', 'UNKNOWN')),
  -- As approved, with {{1}} and so on for its parameters.
  body text not null check (length(body) between 1 and 1024),
  -- What fills them, in their order.
  parameters text[] not null check (parameters <@ '{words,town}'::text[]),
  -- Titles of its quick replies; a message whose buttons are as many sends theirs behind them.
  buttons text[] not null default '{}' check (cardinality(buttons) <= 3),
  -- What is sent where it cannot be: another template, else a short message, or nothing.
  fallback_id uuid,
  fallback_channel text not null default 'sms' check (fallback_channel in ('sms', 'none')),
  -- Held by an operator, or after the provider refused it; only an operator takes that back.
  held_at timestamptz,
  held_reason text,
  changed_at timestamptz not null,
  primary key (town_id, id),
  unique (town_id, name, language),
  foreign key (town_id, fallback_id) references templates (town_id, id),
  check (fallback_id <> id)
) with (fillfactor = 80);
call isolate_by_town('templates');
create policy platform_read on templates for select to pasal_platform using (true);
create policy platform_update on templates for update to pasal_platform using (true);
create index templates_by_meaning on templates (town_id, meaning, id);
grant select, insert on templates to pasal_app;
grant update (meaning, written_in, category, status, quality, body, parameters, buttons,
  fallback_id, fallback_channel, held_at, held_reason, changed_at) on templates to pasal_app;
grant select on templates to pasal_platform;
grant update (category, status, quality, held_at, held_reason, changed_at) on templates
  to pasal_platform;

-- Who paused, resumed or changed a number or a template, and why.
create table sending_changes (
  town_id uuid not null,
  id uuid not null,
  subject text not null check (subject in ('number', 'template')),
  subject_id uuid not null,
  change text not null,
  reason text not null,
  actor_kind text not null,
  actor_id text,
  channel text not null,
  correlation_id text not null,
  changed_at timestamptz not null,
  primary key (town_id, id)
);
call isolate_by_town('sending_changes');
call make_append_only('sending_changes');
create policy platform_insert on sending_changes for insert to pasal_platform with check (true);
create index sending_changes_of on sending_changes (town_id, subject_id, id);
grant select, insert on sending_changes to pasal_app;
grant insert on sending_changes to pasal_platform;

-- One thing that stays wrong is one alert until somebody has seen it.
create index alerts_unseen_of on alerts (town_id, kind, subject) where seen_at is null;
create policy platform_select on alerts for select to pasal_platform using (true);
grant select (town_id, kind, subject, seen_at) on alerts to pasal_platform;
