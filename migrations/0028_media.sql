-- Pictures, voice notes and files that people send: fetched from the provider into our storage.

create table media (
  town_id uuid not null references towns (id),
  id uuid not null,
  conversation_id uuid not null,
  -- The message it came with.
  inbox_id uuid not null,
  party_id uuid,
  kind text not null check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
  -- The provider's id, by which it can be fetched for some days.
  provider_id text not null,
  mime_type text not null,
  file_name text not null default '',
  stated_sha256 text not null default '',
  state text not null check (state in ('WAITING', 'STORED', 'LOST', 'REFUSED')),
  -- Why it is not there: one word of a closed list.
  reason text check (reason in ('gone', 'expired', 'given_up', 'too_large', 'wrong_type', 'too_many')),
  storage_key text,
  size_bytes integer check (size_bytes >= 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Whether it is what the provider announced; null where that said nothing that can be read.
  is_as_stated boolean,
  correlation_id text not null,
  received_at timestamptz not null,
  settled_at timestamptz,
  primary key (town_id, id),
  unique (town_id, inbox_id),
  foreign key (town_id, inbox_id) references inbox (town_id, id),
  foreign key (town_id, party_id) references parties (town_id, id),
  check ((state = 'STORED') = (storage_key is not null)),
  check (num_nonnulls(storage_key, size_bytes, sha256) in (0, 3)),
  check ((state in ('LOST', 'REFUSED')) = (reason is not null)),
  check ((state = 'WAITING') = (settled_at is null))
) with (fillfactor = 80);
call isolate_by_town('media');
create index media_of_conversation on media (town_id, conversation_id, received_at);
grant select, insert on media to pasal_app;
grant update (state, reason, storage_key, mime_type, size_bytes, sha256, is_as_stated, settled_at)
  on media to pasal_app;

-- What is still to be fetched. Not `due_work`: fetching waits for others, and orders must not.
create table media_queue (
  town_id uuid not null,
  media_id uuid not null,
  due_at timestamptz not null,
  attempts smallint not null default 0,
  primary key (town_id, media_id),
  foreign key (town_id, media_id) references media (town_id, id)
);
call isolate_by_town('media_queue');
create index media_queue_by_time on media_queue (due_at, media_id);
create policy platform_all on media_queue to pasal_platform using (true) with check (true);
grant select, insert, delete on media_queue to pasal_app;
grant update (due_at) on media_queue to pasal_app;
grant select on media_queue to pasal_platform;
grant update (due_at, attempts) on media_queue to pasal_platform;
