-- How far apart messages to one recipient are, per number: a figure of the provider's, which may
-- change (Meta: one in 6 s); 0: as fast as they come.
alter table channel_accounts
  add column pair_interval_ms integer not null default 6000
    check (pair_interval_ms between 0 and 3600000);
