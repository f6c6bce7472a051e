-- The catalogue that a number is linked to at its provider: goods are shown out of it. Null: none,
-- and they are named in words.
alter table channel_accounts
  add column catalogue_id text check (catalogue_id ~ '^[0-9]{1,64}$');
grant update (catalogue_id) on channel_accounts to pasal_app;
