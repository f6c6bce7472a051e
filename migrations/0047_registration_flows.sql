-- The form (WhatsApp Flow) by which newcomers may register at a number, by its id at the provider.
-- Null: they are asked in words alone.
alter table channel_accounts
  add column registration_flow_id text check (registration_flow_id ~ '^[0-9]{1,64}$');
grant update (registration_flow_id) on channel_accounts to pasal_app;
