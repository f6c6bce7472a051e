-- Short messages: a text channel of its own, the fall-back of others, and who wants none.

alter table inbox drop constraint inbox_source_check;
alter table inbox add constraint inbox_source_check
  check (source in ('whatsapp', 'tell', 'ussd', 'sms'));

-- The conversation of a phone with one of our numbers, the same whoever begins it: a town may say
-- something before the phone was ever heard, and cannot read the directory of all towns.
create function sms_conversation(account uuid, phone text) returns uuid
  language sql immutable parallel safe strict
  as $$ select substr(encode(sha256(convert_to('sms ' || account || ' ' || phone, 'UTF8')), 'hex'),
    1, 32)::uuid $$;

-- Since when this number wants nothing of us by short message; only a START takes it back.
alter table sessions add column stopped_at timestamptz;
grant update (stopped_at) on sessions to pasal_app;
-- The relay asks before each short message leaves, and says what could not be delivered again in
-- the same language.
create policy platform_select on sessions for select to pasal_platform using (true);
grant select (town_id, conversation_id, stopped_at, language) on sessions to pasal_platform;

-- Every STOP and START as it came, to be shown to whoever asks why somebody heard nothing, or did.
create table sms_consents (
  town_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  phone text not null,
  what text not null check (what in ('stop', 'start')),
  -- By their own words, or by the provider's list.
  said_by text not null check (said_by in ('words', 'provider')),
  inbox_id uuid,
  said_at timestamptz not null,
  primary key (town_id, id)
);
call isolate_by_town('sms_consents');
call make_append_only('sms_consents');
create index sms_consents_by_phone on sms_consents (town_id, phone, id);
grant select, insert on sms_consents to pasal_app;
