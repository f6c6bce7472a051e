create table sessions (
  town_id uuid not null references towns (id),
  conversation_id uuid not null,
  party_id uuid,
  channel_account_id uuid not null references channel_accounts (id),
  phone text,
  bsuid text,
  flow_id text not null,
  flow_version smallint not null,
  snapshot jsonb not null,
  -- What the last message offered to tap or to answer by number.
  awaiting jsonb,
  language text,
  -- The provider's own time of the last message: the 24-hour window counts from here.
  last_typed_at timestamptz,
  -- Numbers this conversation's outbox rows.
  last_seq integer not null default 0,
  changed_at timestamptz not null,
  primary key (town_id, conversation_id),
  foreign key (town_id, party_id) references parties (town_id, id)
) with (fillfactor = 60);
call isolate_by_town('sessions');
create index sessions_of_party on sessions (town_id, party_id) where party_id is not null;
grant select, insert on sessions to pasal_app;
grant update (party_id, phone, bsuid, flow_id, flow_version, snapshot, awaiting, language,
  last_typed_at, last_seq, changed_at) on sessions to pasal_app;

-- The tables that every message writes to name their town and channel account without a foreign
-- key: each insert would lock the same one row, and concurrent holders of one lock cost a multixact.
-- Neither is ever deleted, and row-level security lets no other town in.

-- What arrived, once per provider's id, never changed. What is still to be acted on stands in
-- inbox_queue, so that finishing a message does not rewrite its payload.
create table inbox (
  town_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  source text not null check (source in ('whatsapp', 'tell')),
  -- WhatsApp: phone_number_id and wamid. Tells: the sort of event and its own key.
  provider_account_id text not null,
  provider_id text not null,
  sender jsonb not null,
  content jsonb not null,
  -- The provider's element as JSON text: jsonb refuses what text may hold (an escaped NUL).
  raw text not null,
  context_message_id text,
  typed_at timestamptz,
  received_at timestamptz not null,
  correlation_id text not null,
  primary key (town_id, id),
  unique (town_id, source, provider_account_id, provider_id)
);
call isolate_by_town('inbox');
call make_append_only('inbox');
create index inbox_of_conversation on inbox (town_id, conversation_id, id);
grant select, insert on inbox to pasal_app, pasal_platform;
create policy platform_insert on inbox for insert to pasal_platform with check (true);
create policy platform_select on inbox for select to pasal_platform using (true);
revoke select on inbox from pasal_platform;
grant select (town_id, id, conversation_id, source, provider_account_id, provider_id) on inbox
  to pasal_platform;

create table inbox_queue (
  town_id uuid not null,
  conversation_id uuid not null,
  inbox_id uuid not null,
  lane smallint not null,
  due_at timestamptz not null,
  attempts smallint not null default 0,
  primary key (town_id, conversation_id, inbox_id),
  foreign key (town_id, inbox_id) references inbox (town_id, id)
);
call isolate_by_town('inbox_queue');
create index inbox_queue_by_lane on inbox_queue (lane, inbox_id);
create policy platform_all on inbox_queue to pasal_platform using (true) with check (true);
grant select, insert, delete on inbox_queue to pasal_app;
grant update (due_at, attempts) on inbox_queue to pasal_app;
grant select, insert on inbox_queue to pasal_platform;

-- A message that failed its bounded tries: kept, told to its sender honestly, seen by operators.
create table inbox_quarantine (
  town_id uuid not null,
  inbox_id uuid not null,
  reason text not null,
  quarantined_at timestamptz not null,
  primary key (town_id, inbox_id),
  foreign key (town_id, inbox_id) references inbox (town_id, id)
);
call isolate_by_town('inbox_quarantine');
grant select, insert on inbox_quarantine to pasal_app;

-- Signed bodies or elements that belong to no conversation: unknown fields, unknown accounts,
-- bodies that are no JSON. Kept as bytes.
create table webhook_remains (
  id uuid primary key,
  channel text not null,
  reason text not null,
  body bytea not null,
  received_at timestamptz not null
);
call make_append_only('webhook_remains');
grant insert on webhook_remains to pasal_platform;

-- What is to be said, committed with the work that caused it. Content and address never change;
-- delivery is folded forward from the provider's statuses.
create table outbox (
  town_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  seq integer not null,
  channel_account_id uuid not null,
  recipient jsonb not null,
  content jsonb not null,
  -- Harmless content may be repeated once when an attempt's outcome stays unknown.
  harmless boolean not null,
  cause_id uuid,
  correlation_id text not null,
  created_at timestamptz not null,
  state text not null default 'QUEUED' check (state in ('QUEUED', 'SENT', 'FAILED', 'UNKNOWN')),
  delivery_rank smallint not null default 0,
  failure text,
  primary key (town_id, id),
  unique (town_id, conversation_id, seq)
) with (fillfactor = 70);
call isolate_by_town('outbox');
create policy platform_all on outbox to pasal_platform using (true) with check (true);
grant select, insert on outbox to pasal_app;
grant select on outbox to pasal_platform;
grant update (state, delivery_rank, failure) on outbox to pasal_platform;

create table outbox_queue (
  town_id uuid not null,
  conversation_id uuid not null,
  seq integer not null,
  outbox_id uuid not null,
  channel_account_id uuid not null,
  state text not null check (state in ('READY', 'SENDING', 'UNKNOWN')),
  due_at timestamptz not null,
  attempts smallint not null default 0,
  primary key (town_id, conversation_id, seq),
  foreign key (town_id, outbox_id) references outbox (town_id, id)
);
call isolate_by_town('outbox_queue');
create index outbox_queue_by_age on outbox_queue (outbox_id) where state = 'READY';
create policy platform_all on outbox_queue to pasal_platform using (true) with check (true);
grant select, insert on outbox_queue to pasal_app;
grant select, delete on outbox_queue to pasal_platform;
grant update (state, due_at, attempts) on outbox_queue to pasal_platform;

create table send_attempts (
  town_id uuid not null,
  outbox_id uuid not null,
  attempt smallint not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  code integer,
  http_status smallint,
  provider_message_id text,
  primary key (town_id, outbox_id, attempt),
  foreign key (town_id, outbox_id) references outbox (town_id, id)
) with (fillfactor = 70);
call isolate_by_town('send_attempts');
create policy platform_all on send_attempts to pasal_platform using (true) with check (true);
create index send_attempts_by_message on send_attempts (town_id, provider_message_id)
  where provider_message_id is not null;
grant select on send_attempts to pasal_app;
grant select, insert on send_attempts to pasal_platform;
grant update (ended_at, outcome, code, http_status, provider_message_id) on send_attempts
  to pasal_platform;

-- Each status once, in the town of the person it is about; folded forward into the outbox by the
-- statement that stores it.
create table send_statuses (
  town_id uuid not null,
  provider_account_id text not null,
  message_id text not null,
  status text not null,
  rank smallint not null,
  outbox_id uuid,
  code integer,
  happened_at timestamptz,
  received_at timestamptz not null,
  raw text not null,
  primary key (town_id, provider_account_id, message_id, status)
);
call isolate_by_town('send_statuses');
create policy platform_all on send_statuses to pasal_platform using (true) with check (true);
call make_append_only('send_statuses');
grant select on send_statuses to pasal_app;
grant select, insert on send_statuses to pasal_platform;

-- Work that is due at a time: an assignment now, a deadline later. The row is the truth; a queue
-- only rings. It goes away in the transaction that did the work.
create table due_work (
  town_id uuid not null,
  topic text not null check (topic in ('assign_order', 'offer_timeout')),
  subject_id uuid not null,
  due_at timestamptz not null,
  attempts smallint not null default 0,
  correlation_id text not null,
  primary key (town_id, topic, subject_id)
);
call isolate_by_town('due_work');
create index due_work_by_time on due_work (due_at, subject_id);
create policy platform_select on due_work for select to pasal_platform using (true);
grant select, insert, delete on due_work to pasal_app;
grant update (due_at, attempts) on due_work to pasal_app;
grant select on due_work to pasal_platform;

-- The lane of a conversation: its last byte modulo LIMITS.lanes; src/base/lane.ts says the same.
create function lane_of(id uuid) returns smallint
  language sql immutable parallel safe strict
  as $$ select (get_byte(uuid_send(id), 15) % 16)::smallint $$;
