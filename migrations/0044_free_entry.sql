-- The free entry point: who comes by an advertisement and is answered within a day costs nothing
-- for three days, templates included.

alter table sessions
  -- When they last came by an advertisement or a page of ours, by the provider's clock.
  add column referred_at timestamptz,
  -- We answered that in time: until then nothing is charged.
  add column free_until timestamptz;
grant update (referred_at) on sessions to pasal_app;
grant select (referred_at, free_until), update (free_until) on sessions to pasal_platform;
create policy platform_update on sessions for update to pasal_platform
  using (true) with check (true);

alter table message_counts drop constraint message_counts_kind_check,
  add constraint message_counts_kind_check check (kind in
    ('service', 'utility', 'marketing', 'authentication', 'sms', 'free_entry'));
