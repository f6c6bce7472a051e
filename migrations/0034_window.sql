-- The provider's window: who wrote within a day may be told anything, others what was approved.

-- What a message is about, where a template may stand in for it; null: none may.
alter table outbox add column meaning text
  check (meaning in ('order', 'question', 'offer', 'job', 'account', 'reminder', 'campaign'));
-- The provider said that the window is closed, whatever our own clock says.
alter table outbox_queue add column window_closed boolean not null default false;
grant update (window_closed) on outbox_queue to pasal_platform;
grant select (last_typed_at) on sessions to pasal_platform;
-- In which order a town's languages are tried.
grant select (languages) on towns to pasal_platform;

-- Messages that a provider took, by number, month, what they are charged as and where to: written
-- with the outcomes of many sends at once, so that nothing is counted from a history.
create table message_counts (
  town_id uuid not null references towns (id),
  channel_account_id uuid not null references channel_accounts (id),
  -- Its first day, in UTC, as the provider bills.
  month date not null,
  kind text not null check (kind in ('service', 'utility', 'marketing', 'authentication', 'sms')),
  -- Country of the recipient's number, ISO 3166-1 alpha-2; ZZ: not known.
  market text not null check (market ~ '^[A-Z]{2}$'),
  sent bigint not null check (sent > 0),
  primary key (town_id, channel_account_id, month, kind, market)
) with (fillfactor = 50);
call isolate_by_town('message_counts');
create policy platform_all on message_counts to pasal_platform using (true) with check (true);
grant select on message_counts to pasal_app;
grant select, insert on message_counts to pasal_platform;
grant update (sent) on message_counts to pasal_platform;
