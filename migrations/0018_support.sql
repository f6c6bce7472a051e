-- The office's people: what waits for them, who has a conversation now, what they must look at.

create table support_tickets (
  town_id uuid not null references towns (id),
  id uuid not null,
  -- Null: asked by keypad, which holds no conversation to answer in.
  conversation_id uuid,
  party_id uuid,
  why text not null check (why in ('asked', 'misunderstood', 'file', 'call_back', 'message')),
  words text not null default '',
  channel text not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'TAKEN', 'CLOSED')),
  taken_by text,
  -- Nobody took it in time, and that was said.
  is_late boolean not null default false,
  correlation_id text not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, party_id) references parties (town_id, id),
  check (state <> 'TAKEN' or taken_by is not null),
  check (state <> 'WAITING' or taken_by is null)
) with (fillfactor = 80);
call isolate_by_town('support_tickets');
create unique index support_tickets_open on support_tickets (town_id, conversation_id)
  where state <> 'CLOSED' and conversation_id is not null;
create index support_tickets_by_state on support_tickets (town_id, state, id);
grant select, insert on support_tickets to pasal_app;
grant update (state, taken_by, is_late, changed_at) on support_tickets to pasal_app;

create table support_events (
  town_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  event text not null
    check (event in ('opened', 'taken', 'said', 'handed_back', 'closed', 'late', 'left_idle')),
  actor_kind text not null
    check (actor_kind in ('retailer', 'vendor', 'driver', 'operator', 'machine')),
  actor_id text,
  note text not null default '',
  correlation_id text not null,
  happened_at timestamptz not null,
  primary key (town_id, id),
  foreign key (town_id, ticket_id) references support_tickets (town_id, id)
);
call isolate_by_town('support_events');
call make_append_only('support_events');
create index support_events_of_ticket on support_events (town_id, ticket_id, id);
grant select, insert on support_events to pasal_app;

-- What was asked by keypad so far is a ticket like any other. Row-level security binds the owner
-- too, and no town is entered here.
alter table support_requests no force row level security;
alter table support_tickets no force row level security;
insert into support_tickets (town_id, id, party_id, why, words, channel, correlation_id,
  opened_at, changed_at)
select town_id, id, party_id, kind, words, channel, correlation_id, asked_at, asked_at
from support_requests;
alter table support_tickets force row level security;
drop table support_requests;

-- Read and written with the session in any case: no statement more for a turn.
alter table sessions
  add column ticket_id uuid,
  -- A person of ours has the conversation: the machine records and is silent.
  add column held boolean not null default false,
  -- How often in a row the machine did not understand.
  add column misheard smallint not null default 0,
  add check (ticket_id is not null or not held);
grant update (ticket_id, held, misheard) on sessions to pasal_app;

-- What an operator must look at.
create table alerts (
  town_id uuid not null references towns (id),
  id uuid not null,
  kind text not null check (kind ~ '^[a-z_]{3,40}$'),
  -- What it is about: an id, a number of ours, the name of a template.
  subject text not null,
  detail text not null default '',
  raised_at timestamptz not null,
  seen_at timestamptz,
  seen_by text,
  primary key (town_id, id),
  check ((seen_at is null) = (seen_by is null))
) with (fillfactor = 80);
call isolate_by_town('alerts');
create policy platform_insert on alerts for insert to pasal_platform with check (true);
create index alerts_unseen on alerts (town_id, id) where seen_at is null;
grant select, insert on alerts to pasal_app;
grant update (seen_at, seen_by) on alerts to pasal_app;
grant insert on alerts to pasal_platform;

-- Lifts the whole list, those of migrations before this one included.
alter table due_work drop constraint due_work_topic_check,
  add constraint due_work_topic_check
    check (topic in ('assign_order', 'offer_timeout', 'consent_timeout', 'low_stock',
      'standing_order', 'allocate_delivery', 'driver_timeout', 'delivery_overdue', 'delivery_resume',
      'complete_order', 'cash_overdue', 'support_ticket'));
