-- How fast our numbers send, kept where all workers see it, and what goes first.

-- The generic cell rate algorithm for each number: the instant at which its allowance is whole
-- again. Apart from channel_accounts, which every turn reads: this row changes with every release.
create table sending_pace (
  channel_account_id uuid primary key references channel_accounts (id),
  whole_at timestamptz not null default '-infinity',
  -- The provider asked for a rest: of everything, or of what we begin ourselves.
  rest_until timestamptz,
  begun_rest_until timestamptz
) with (fillfactor = 20);
grant select, update on sending_pace to pasal_platform;

create function begin_pace() returns trigger language plpgsql as $$
begin
  insert into sending_pace (channel_account_id) values (new.id);
  return null;
end $$;
create trigger begin_pace after insert on channel_accounts
  for each row execute function begin_pace();
insert into sending_pace (channel_account_id) select id from channel_accounts;

-- 0: the answer to what somebody said; 1: what we say unasked; 2: campaigns.
alter table outbox_queue
  add column priority smallint not null default 0 check (priority between 0 and 2);
drop index outbox_queue_by_age;
create index outbox_queue_by_turn
  on outbox_queue (channel_account_id, town_id, priority, due_at, outbox_id)
  where state = 'READY';

-- When the allowance towards this recipient is whole again after this attempt.
alter table send_attempts add column pair_whole_at timestamptz;
