-- Who wants offers that we send unasked: nobody does until they said so.

alter table retailer_preferences add column campaigns boolean not null default false;
grant update (campaigns) on retailer_preferences to pasal_app;
-- What campaigns walk: only those who want them.
create index retailers_wanting_campaigns on retailer_preferences (town_id, retailer_id)
  where campaigns;

-- Every such word with who said it and where: the proof that somebody asked, or wants no more.
create table campaign_choices (
  town_id uuid not null,
  id uuid not null,
  retailer_id uuid not null,
  wanted boolean not null,
  actor_kind text not null,
  actor_id text,
  channel text not null,
  correlation_id text not null,
  chosen_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, retailer_id) references parties (town_id, id)
);
call isolate_by_town('campaign_choices');
call make_append_only('campaign_choices');
create index campaign_choices_of on campaign_choices (town_id, retailer_id, chosen_at);
grant select, insert on campaign_choices to pasal_app;

-- The provider refuses to bring somebody our advertising (error 131050), in its answer or later:
-- that is their word too, known by the message that was refused.
alter table marketing_choices alter column inbox_id drop not null,
  add column outbox_id uuid,
  add check (num_nonnulls(inbox_id, outbox_id) = 1);
create policy platform_insert on marketing_choices for insert to pasal_platform with check (true);
grant insert on marketing_choices to pasal_platform;

create function keep_marketing_stop() returns trigger language plpgsql as $$
begin
  insert into marketing_choices (town_id, id, conversation_id, choice, outbox_id, chosen_at)
  select new.town_id, new.id, new.conversation_id, 'stop', new.id,
      coalesce(a.ended_at, a.started_at)
    from send_attempts a where a.town_id = new.town_id and a.outbox_id = new.id
    order by a.attempt desc limit 1;
  return null;
end $$;
create trigger keep_marketing_stop after update of failure on outbox
  for each row when (new.failure in ('opted_out', 'status 131050')
    and coalesce(old.failure, '') not in ('opted_out', 'status 131050'))
  execute function keep_marketing_stop();
