-- What a number shows whoever writes to it while they wait: nothing, that it was read, or that an
-- answer is being written as well.
alter table channel_accounts
  add column receipts text not null default 'typing'
    check (receipts in ('none', 'read', 'typing'));
grant update (receipts) on channel_accounts to pasal_app;
