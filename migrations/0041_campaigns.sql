-- Campaigns: what we say unasked to many who want it, by segment, slowly, and to nobody twice.

-- A campaign's life; src/domain/campaigns/lifecycle.ts says the same.
create table campaign_transition (
  from_state text not null,
  event text not null,
  to_state text not null,
  primary key (from_state, event)
);
insert into campaign_transition (from_state, event, to_state) values
  ('DRAFT', 'started', 'FIXING'),
  ('DRAFT', 'stopped', 'STOPPED'),
  ('FIXING', 'fixed', 'SENDING'),
  ('FIXING', 'stopped', 'STOPPED'),
  ('SENDING', 'finished', 'DONE'),
  ('SENDING', 'stopped', 'STOPPED'),
  ('DONE', 'stopped', 'STOPPED');
grant select on campaign_transition to pasal_app;

create table campaigns (
  town_id uuid not null references towns (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  -- Who is meant: read by src/domain/audience/segment.ts.
  segment jsonb not null,
  -- People told in a minute.
  per_minute integer not null check (per_minute between 1 and 6000),
  state text not null check (state in ('DRAFT', 'FIXING', 'SENDING', 'DONE', 'STOPPED')),
  -- Nobody is told before the one or from the other on; null: at once, and for ever.
  starts_at timestamptz,
  ends_at timestamptz,
  -- Up to whom the segment was walked, and up to whom its people were told: in the order of ids.
  fixed_through uuid,
  told_through uuid,
  -- Before this the pace allows no next batch.
  next_batch_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  check (starts_at < ends_at)
) with (fillfactor = 50);
call isolate_by_town('campaigns');
grant select, insert on campaigns to pasal_app;
grant update (state, starts_at, ends_at, fixed_through, told_through, next_batch_at, changed_at)
  on campaigns to pasal_app;

create function guard_campaign_state() returns trigger language plpgsql as $$
begin
  if not exists (select from campaign_transition t
      where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'campaign % may not go from % to %', old.id, old.state, new.state
      using errcode = 'PA002';
  end if;
  return new;
end $$;
create trigger guard_state before update of state on campaigns
  for each row when (old.state is distinct from new.state)
  execute function guard_campaign_state();

create table campaign_events (
  town_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  event text not null,
  to_state text not null,
  reason text not null,
  actor_kind text not null,
  actor_id text,
  channel text not null,
  correlation_id text not null,
  happened_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, campaign_id) references campaigns (town_id, id)
);
call isolate_by_town('campaign_events');
call make_append_only('campaign_events');
create index campaign_events_of on campaign_events (town_id, campaign_id, id);
grant select, insert on campaign_events to pasal_app;

-- What is said: one text for each language, and the template that says it to whoever has not
-- written for a day. The first is for those whose language has none.
create table campaign_messages (
  town_id uuid not null,
  campaign_id uuid not null,
  place smallint not null check (place >= 0),
  language text not null,
  template_id uuid not null,
  words text not null check (length(words) between 1 and 800),
  primary key (town_id, campaign_id, place),
  unique (town_id, campaign_id, language),
  foreign key (town_id, campaign_id) references campaigns (town_id, id),
  foreign key (town_id, template_id) references templates (town_id, id)
);
call isolate_by_town('campaign_messages');
call make_append_only('campaign_messages');
create policy platform_read on campaign_messages for select to pasal_platform using (true);
grant select, insert on campaign_messages to pasal_app;
grant select (town_id, campaign_id, template_id) on campaign_messages to pasal_platform;

-- Whom a campaign is for, fixed once: a repeat of a batch finds them there.
create table campaign_recipients (
  town_id uuid not null,
  campaign_id uuid not null,
  retailer_id uuid not null,
  primary key (town_id, campaign_id, retailer_id),
  foreign key (town_id, campaign_id) references campaigns (town_id, id),
  foreign key (town_id, retailer_id) references parties (town_id, id)
);
call isolate_by_town('campaign_recipients');
call make_append_only('campaign_recipients');
grant select, insert on campaign_recipients to pasal_app;

-- What became of each of them before anything was sent: told, or why not; and, where it turned out
-- later than that, that nothing was said after all.
create table campaign_outcomes (
  town_id uuid not null,
  campaign_id uuid not null,
  retailer_id uuid not null,
  outcome text not null check (outcome in ('told', 'not_wanted', 'stopped', 'no_address', 'often',
    'gone', 'withdrawn', 'unwanted_since')),
  happened_at timestamptz not null,
  primary key (town_id, campaign_id, retailer_id, outcome),
  foreign key (town_id, campaign_id, retailer_id)
    references campaign_recipients (town_id, campaign_id, retailer_id)
);
call isolate_by_town('campaign_outcomes');
call make_append_only('campaign_outcomes');
-- One of a person is told, whatever happens twice.
create unique index campaign_outcomes_first on campaign_outcomes
  (town_id, campaign_id, retailer_id) where outcome not in ('withdrawn', 'unwanted_since');
-- How many campaigns somebody was told of in the last days.
create index campaign_outcomes_of_retailer on campaign_outcomes
  (town_id, retailer_id, happened_at) where outcome = 'told';
grant select, insert on campaign_outcomes to pasal_app;

-- Which campaign a message is of. It never changes: updates of the outbox stay within their page.
alter table outbox add column campaign_id uuid;
create index outbox_of_campaign on outbox (town_id, campaign_id) where campaign_id is not null;
-- What waited until the night is not said in it.
grant select (time_zone, settings) on towns to pasal_platform;
-- What is stopped before it was released is withdrawn.
grant delete on outbox_queue to pasal_app;
grant update (state, failure) on outbox to pasal_app;

do $$ declare known text; begin
  select pg_get_constraintdef(oid) into known from pg_constraint
    where conname = 'due_work_topic_check';
  alter table due_work drop constraint due_work_topic_check;
  execute format('alter table due_work add constraint due_work_topic_check %s',
    regexp_replace(known, '\]\)', ', ''campaign''::text])'));
end $$;

-- The first UUIDv7 of a moment: our ids sort by time, so that an index of them finds a time.
create function uuid_at(at timestamptz) returns uuid
  language sql immutable parallel safe strict
  as $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
    || '7000' || '8000' || '000000000000')::uuid $$;
